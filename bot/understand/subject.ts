/**
 * Who comes or does not: the writer, or only somebody else.
 * Called by `read-clause` for the verb that it found.
 * It must never take an unknown word for the writer: it may be a name.
 */

import type { Clause } from './clauses.ts';
import type { Concept } from './concepts.ts';
import { type Item, means, meansAny } from './items.ts';

/** `named`: a name after a greeting, so that it may be who comes or who is greeted. */
export type Subject = 'self' | 'you' | 'other' | 'child' | 'named' | 'none';

/** What may stand between a subject and its verb. */
const VERB_GROUP: readonly Concept[] = [
  'will',
  'want',
  'can',
  'cannot',
  'not',
  'filler',
  'sorry',
  'maybe',
  'anyway',
  'and',
  'come',
];

/** Who does what the item at a place says. */
export function subjectOf({ items, afterSelf }: Clause, at: number): Subject {
  const left = leftOf(items, at);
  if (left !== 'none') {
    return left;
  }
  const right = rightOf(items, at);
  return right === 'none' && afterSelf ? 'self' : right;
}

function leftOf(items: readonly Item[], at: number): Subject {
  let unknown = false;
  for (let index = at - 1; index >= 0; index -= 1) {
    const item = items[index];
    // "Me and Adam", "Adam og mig".
    const joined = means(items[index + 1], 'and') || means(items[index - 1], 'and');
    if (means(item, 'self') || (means(item, 'me') && joined)) {
      return 'self';
    }
    if (means(item, 'with')) {
      unknown = false;
    } else if (item?.kind === 'unknown') {
      unknown = true;
    } else if (means(item, 'greeting') && unknown) {
      return 'named';
    } else if (meansAny(item, ['you', 'other', 'child', 'my', 'question'])) {
      return joinedWithSelf(items, index) ?? kindOf(item);
    }
  }
  return unknown ? 'other' : 'none';
}

/** "My sister and I", "I and my sister": she comes herself. */
function joinedWithSelf(items: readonly Item[], at: number): Subject | null {
  const before = items.slice(0, at);
  const joined = before.some((item) => means(item, 'and') || means(item, 'with'));
  return joined && before.some((item) => means(item, 'self')) ? 'self' : null;
}

function kindOf(item: Item | undefined): Subject {
  if (means(item, 'child')) {
    return 'child';
  }
  return means(item, 'you') ? 'you' : 'other';
}

/** "kommer jeg ikke", "kommer Fatima ikke": after the verb, where nothing stands before it. */
function rightOf(items: readonly Item[], at: number): Subject {
  for (let index = at + 1; index < items.length; index += 1) {
    const item = items[index];
    if (means(item, 'self')) {
      return 'self';
    }
    if (meansAny(item, ['you', 'other', 'child', 'my', 'everyone'])) {
      const rest = items.slice(index);
      const withSelf = rest.some(
        (one, later) => means(one, 'self') && means(rest[later - 1], 'and'),
      );
      return withSelf ? 'self' : kindOf(item);
    }
    if (item?.kind === 'unknown') {
      return items.slice(index).some((one) => means(one, 'self')) ? 'self' : 'other';
    }
    if (!meansAny(item, VERB_GROUP) || means(item, 'not')) {
      return 'none';
    }
  }
  return 'none';
}
