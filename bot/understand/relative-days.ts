/**
 * Reads days by the day named before: "the week after", "the one after", "this Tuesday and the next".
 * Called by `days`. It must read nothing where no day was named before, nor a holiday follows.
 */

import type { Concept } from './concepts.ts';
import { mondayOf } from './day-numbers.ts';
import { readHoliday } from './holidays.ts';
import { type Item, means, meansAny, type Span } from './items.ts';
import { day, type Found, type Reading, range } from './spans.ts';

/** The week after the day named last; the next meeting where that was no day but a "next time". */
export function readOneAfter({ items, scene, anchor }: Reading, from: number): Found | null {
  const at = means(items[from], 'dayMark') ? from + 1 : from;
  const named = means(items[at], 'oneAfter') && !means(items[at], 'after');
  const holiday = named ? readHoliday(items[at + 1], at + 1, scene.today) : null;
  const end = holiday?.spans[0]?.to;
  if (holiday !== null && end !== undefined) {
    // The week after Easter is the one of Easter Monday.
    const monday = mondayOf(end - 1) + 7;
    return { spans: [range(monday, monday + 6, 'the week after a holiday')], next: holiday.next };
  }
  if (anchor === null && named && items.slice(0, from).some(isNextOne)) {
    // "I can't make the next one but the one after".
    return { spans: [{ ...day(scene.today, 'the one after'), kind: 'nextTime' }], next: at + 1 };
  }
  if (anchor === null && isNextOne(items[at], at, items) && items.slice(at).some(isOneAfter)) {
    return { spans: [{ ...day(scene.today, 'the next one'), kind: 'thisTime' }], next: at + 2 };
  }
  if (anchor === null && named) {
    // Said of a day that somebody else named: which one is not known.
    const rule = 'the week after a day that is not named here';
    return { spans: [{ ...day(scene.today, rule), broken: true }], next: at + 1 };
  }
  if (anchor === null && isNextAlone(items, at) && items.slice(0, from).some(isThis)) {
    const span: Span = { ...day(scene.today, 'the next one'), kind: 'nextTime' };
    return { spans: [span], next: means(items[at + 1], 'number1') ? at + 2 : at + 1 };
  }
  if (anchor === null || !(named || isNextAlone(items, at))) {
    return null;
  }
  const monday = mondayOf(anchor) + 7;
  const next = means(items[at + 1], 'number1') && !named ? at + 2 : at + 1;
  return { spans: [range(monday, monday + 6, 'the week after the day named before')], next };
}

/** "This one I can't, the next one I come": "this" alone is this time where a "next" alone follows. */
export function readThisOne({ items, scene }: Reading, at: number): Found | null {
  if (!isThis(items[at])) {
    return null;
  }
  const next = means(items[at + 1], 'number1') ? at + 2 : at + 1;
  const free = meansAny(items[next], OWN) || meansAny(items[next], ['notComeSelf', 'cannotSelf']);
  const another = items.slice(next).some((_, after) => isNextAlone(items, next + after));
  return free && another
    ? { spans: [{ ...day(scene.today, 'this one'), kind: 'thisTime' }], next }
    : null;
}

function isNextOne(item: Item | undefined, at: number, items: readonly Item[]): boolean {
  return means(item, 'next') && means(items[at + 1], 'number1');
}

function isOneAfter(item: Item): boolean {
  return means(item, 'oneAfter') && !means(item, 'after');
}

function isThis(item: Item | undefined): boolean {
  return meansAny(item, ['this', 'thisTime']);
}

/** "The next" with nothing after it that it could belong to. */
function isNextAlone(items: readonly Item[], at: number): boolean {
  if (!means(items[at], 'next') || means(items[at], 'week')) {
    return false;
  }
  const after = means(items[at + 1], 'number1') ? items[at + 2] : items[at + 1];
  const joint = items[at - 1];
  const joined = joint?.kind === 'mark' || meansAny(joint, BEFORE_NEXT);
  const free =
    after === undefined ||
    after.kind === 'mark' ||
    after.kind === 'emoji' ||
    meansAny(after, OWN) ||
    meansAny(after, ['and', 'but']);
  return joined && free;
}

/** What may stand right before "the next" with nothing after it. */
const BEFORE_NEXT: readonly Concept[] = [
  'and',
  'dayMark',
  'but',
  'not',
  'or',
  'in',
  'at',
  'can',
  'canSelf',
  'come',
  'comeSelf',
  'comeBare',
];

/** What she may say of a day right after it. */
const OWN: readonly Concept[] = [
  'self',
  'not',
  'can',
  'canSelf',
  'cannot',
  'come',
  'comeSelf',
  'yes',
  'no',
];
