/**
 * Sees names that are words too: "Ana kommer ikke", "August kan ikke", "May can't come".
 * Called once a message by `engine`, before times and days are read.
 * It must never take a word of the verb's own language for a name, but a month.
 */

import type { Concept } from './concepts.ts';
import { type Item, means, meansAny } from './items.ts';

/** Verbs that anybody may stand before. */
const FINITE: readonly Concept[] = ['come', 'can', 'cannot', 'notCome', 'will'];

/** Months that are given names. */
const NAMES: readonly Concept[] = ['april', 'may', 'june', 'august'];

/** Words that somebody who mixes languages says before a verb of another one. */
const NEVER: readonly Concept[] = [
  'greeting',
  'everyone',
  'yes',
  'no',
  'ok',
  'sorry',
  'thanks',
  'maybe',
  'sick',
  'child',
  'because',
  'but',
  'if',
  'not',
];

/** What a name may be in another language: most names are small words somewhere. */
const NAMEABLE: readonly Concept[] = [
  'self',
  'me',
  'my',
  'other',
  'you',
  'filler',
  'word',
  'think',
  'and',
  'so',
  'with',
];

/** The same items, those that are names made unknown. */
export function markNames(items: readonly Item[]): readonly Item[] {
  return items.map((item, at) => (isName(items, at) ? nameOf(item) : item));
}

function nameOf({ capital }: Item): Item {
  return { kind: 'unknown', concepts: [], language: -1, capital, text: '' };
}

function isName(items: readonly Item[], at: number): boolean {
  const item = items[at];
  if (item === undefined || item.kind !== 'concept' || !item.capital) {
    return false;
  }
  return isMonthName(items, at) || isForeignName(items, at);
}

/** "August kan ikke"; "August kan vi ikke" and "i august" are the month. */
function isMonthName(items: readonly Item[], at: number): boolean {
  const [item, verb, after] = items.slice(at, at + 3);
  const begins = at === 0 || items[at - 1]?.kind === 'mark';
  const isWord = means(item, 'maybe') && !meansAny(verb, ['can', 'cannot', 'notCome']);
  return (
    begins && meansAny(item, NAMES) && !isWord && meansAny(verb, FINITE) && !means(after, 'self')
  );
}

/** A word of another language right before a verb, or right after one inside a sentence. */
function isForeignName(items: readonly Item[], at: number): boolean {
  const item = items[at];
  if (item === undefined || !meansAny(item, NAMEABLE) || meansAny(item, NEVER)) {
    return false;
  }
  const [before, after] = [items[at - 1], items[at + 1]];
  const { knownTo } = item;
  const isForeign = (verb: Item | undefined) =>
    meansAny(verb, FINITE) && !(knownTo?.includes(verb?.language ?? -1) ?? true);
  return isForeign(after) || isForeign(before);
}
