/**
 * Whether a verb of coming is about another place or occasion than the meeting.
 * Called by `read-clause`.
 * It must rather see another occasion too often than too seldom.
 */

import type { Concept } from './concepts.ts';
import { type Item, means, meansAny } from './items.ts';
import { isBesideSelf } from './subject.ts';

const DETERMINERS: readonly Concept[] = ['my', 'dayMark', 'filler', 'next', 'this', 'every'];

/** Whether the clause names another place or occasion as where she comes. */
export function isAnotherOccasion(items: readonly Item[], verb: number): boolean {
  if (items.some((item) => means(item, 'meeting'))) {
    return false;
  }
  for (let at = 0; at < items.length; at += 1) {
    if (means(items[at], 'otherEvent')) {
      const before = skipBack(items, at - 1);
      const asGoal = meansAny(items[before], ['to', 'in']) || before === verb || at < verb;
      if (asGoal) {
        return true;
      }
    }
    if (isOnlyTo(items[at]) && at > verb && leadsElsewhere(items, at + 1)) {
      return true;
    }
  }
  return false;
}

function isOnlyTo(item: Item | undefined): boolean {
  return means(item, 'to') && !meansAny(item, ['until', 'dayMark']);
}

function skipBack(items: readonly Item[], from: number): number {
  let at = from;
  while (at >= 0 && meansAny(items[at], DETERMINERS) && !means(items[at], 'to')) {
    at -= 1;
  }
  return at;
}

function leadsElsewhere(items: readonly Item[], from: number): boolean {
  let at = from;
  while (meansAny(items[at], DETERMINERS)) {
    at += 1;
  }
  const goal = items[at];
  return (
    goal?.kind === 'unknown' ||
    meansAny(goal, ['you', 'other', 'otherEvent', 'child', 'my', 'busy', 'condition'])
  );
}

const CUT_SHORT: readonly Concept[] = ['in', 'am', 'pm'];

const VERB_GROUP: readonly Concept[] = ['will', 'want', 'can', 'canSelf', 'filler', 'maybe'];

/**
 * Whether a word that we do not know stands between the writer and the verb: it may be a "not" that is
 * misspelt, or "it is hard to". A name may stand there only where it is greeted, or one of two.
 */
export function isAfterStranger(items: readonly Item[], verb: number): boolean {
  let at = verb - 1;
  while (meansAny(items[at], VERB_GROUP)) {
    at -= 1;
  }
  const item = items[at];
  // Small words that do not stand before a verb are what is left of a misspelt one.
  const bare = means(items[verb], 'comeBare');
  const misplaced = meansAny(
    item,
    bare && at === verb - 1 ? CUT_SHORT : [...CUT_SHORT, 'to', 'dayMark'],
  );
  const isStranger = item?.kind === 'unknown' || (misplaced && item?.kind !== 'minutes');
  const isNamed = meansAny(items[at - 1], ['greeting', 'and', 'with', 'my', 'child']);
  return isStranger && !isNamed && !isBesideSelf(items, at);
}

function isSomebody(item: Item): boolean {
  return meansAny(item, ['you', 'other', 'otherEvent', 'me', 'from', 'address']);
}

/**
 * Unknown words after a verb of coming: `near` where they may say where or why she comes,
 * `far` where they come only after the day, `none` where all is known or along with her.
 */
export function strangersAfter(items: readonly Item[], verb: number): 'none' | 'near' | 'far' {
  let dated = items.slice(0, verb).some(({ kind }) => kind === 'date' || kind === 'time');
  // "I come at 9.45 and set up": after a time it is what she does there.
  const timed = items.some(({ kind }) => kind === 'time') && !items.some(isSomebody);
  for (let at = verb + 1; at < items.length; at += 1) {
    const item = items[at];
    if (meansAny(item, ['with', 'help'])) {
      return 'none';
    }
    if (item?.kind === 'date' || item?.kind === 'time') {
      dated = true;
    }
    if (item?.kind === 'unknown' || means(item, 'otherEvent') || means(item, 'condition')) {
      const bound =
        meansAny(items[at - 1], ['to', 'and', 'from', 'for', 'that', 'in']) &&
        !(timed && meansAny(items[at - 1], ['and', 'for']));
      // Right after verb and subject is where a "not" stands that may be misspelt.
      const inPlaceOfNot = items
        .slice(verb + 1, at)
        .every((one) => meansAny(one, ['self', 'filler', 'will']));
      return dated && !bound && !inPlaceOfNot ? 'far' : 'near';
    }
  }
  return 'none';
}
