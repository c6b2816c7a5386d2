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
    // "Me and Adam", "Adam og mig", "neither me nor Adam".
    const joined = meansAny(items[index + 1], JOINTS) || meansAny(items[index - 1], JOINTS);
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
      return means(item, 'notOnlySelf') ? 'self' : (joinedWithSelf(items, index) ?? kindOf(item));
    }
  }
  return unknown ? 'other' : 'none';
}

/** "My husband brings her", "Ahmed comes with the little one": somebody else has the child with him. */
export function isBrought(items: readonly Item[]): boolean {
  const verb = items.findIndex(
    (item, at) =>
      means(item, 'brings') ||
      (meansAny(item, ['come', 'comeOther']) && means(items[at + 1], 'with')),
  );
  const before = items.slice(0, Math.max(0, verb));
  // A whole phrase, "my husband brings the little one", has both in it.
  const whole = means(items[verb], 'brings') && meansAny(items[verb], ['comeOther', 'other']);
  const along = items.slice(verb + 1).some((item) => meansAny(item, ['child', 'other']));
  const own = items.some((item) => meansAny(item, ['self', 'me', 'you', 'question']));
  const other = whole || before.some((item) => item.kind === 'unknown' || means(item, 'other'));
  const someone = items.some((item) => means(item, 'other'));
  const withHim = items.some((item, at) => means(item, 'with') && isName(items[at + 1]));
  const comes = items.some((item) => meansAny(item, ['come', 'comeOther']));
  return (
    !own && ((other && (along || means(items[verb], 'brings'))) || (someone && withHim && comes))
  );
}

/** A word that we do not know, or the child. */
function isName(item: Item | undefined): boolean {
  return item?.kind === 'unknown' || means(item, 'child');
}

/** "My sister and I", "I and my sister": she comes herself. */
function joinedWithSelf(items: readonly Item[], at: number): Subject | null {
  const before = items.slice(0, at);
  const joined = before.some((item) => meansAny(item, ['and', 'or', 'with']));
  const nor = means(before.at(-1), 'not') && before.slice(0, -1).some((item) => means(item, 'not'));
  const me = before.some((item, index) => means(item, 'me') && meansAny(before[index + 1], JOINTS));
  const self = me || before.some((item) => meansAny(item, ['self', 'notOnlySelf']));
  return (joined || nor) && self ? 'self' : null;
}

/** Whether the name at a place is one of two, the other of which is herself: "I and Sara", "nor Sara". */
export function isBesideSelf(items: readonly Item[], at: number): boolean {
  const first = items.findIndex((item) => meansAny(item, ['self', 'me']));
  const joint = meansAny(items[at - 1], ['my', 'child']) ? at - 2 : at - 1;
  if (first < 0 || first >= joint) {
    return false;
  }
  const nor =
    means(items[joint], 'not') && items.slice(0, first).some((item) => means(item, 'not'));
  return nor || meansAny(items[joint], ['and', 'or']);
}

/** What joins two who come or do not: "and", "or", "nor". */
const JOINTS: readonly Concept[] = ['and', 'or', 'not'];

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
