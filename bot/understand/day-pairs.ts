/**
 * Reads two days with "between": "between the 3rd and the 17th", "3 ile 17 Aralık arasında".
 * Called by `dates`. It must never take two hours, or two people, for days.
 */

import { pointAfter, skipSmall } from './bounds.ts';
import { type Item, isMark, means, meansAny, type Span } from './items.ts';
import { lastWithNumber, later, nextWithNumber } from './numbered-days.ts';
import { numberParts } from './numbers.ts';
import { type Found, type Reading, range } from './spans.ts';

/** What two days with "between" before or behind them name: all from the one to the other. */
export function readBetween(reading: Reading, at: number): Found | null {
  const { items } = reading;
  if (means(items[at], 'between') && items[at]?.follows !== true) {
    return readPair(reading, at + 1);
  }
  const end = findClosing(items, at);
  const pair = end < 0 ? null : readPair(reading, at);
  return pair?.next === end ? { spans: pair.spans, next: end + 1 } : null;
}

/** Two days with what joins them are not longer than this. In items. */
const LONGEST_PAIR = 9;

/** Where "between" stands behind its days; −1 where it does not. */
function findClosing(items: readonly Item[], at: number): number {
  const ahead = items.slice(at + 1, at + LONGEST_PAIR);
  const found = ahead.findIndex((item) => item.follows === true && means(item, 'between'));
  return found < 0 ? -1 : at + 1 + found;
}

function readPair(reading: Reading, at: number): Found | null {
  const { items } = reading;
  const start = pointAfter(reading, at);
  const [first, second] = start?.spans ?? [];
  if (start !== null && first !== undefined && second !== undefined) {
    // "3 and 17 December" is a list of days where no "between" stands beside it.
    return pairOf({ begin: first, end: second, next: start.next });
  }
  if (start !== null && first !== undefined) {
    const from = afterJoint(items, start.next);
    const end = from === null ? null : (pointAfter(reading, from) ?? readEnd(items, from, first));
    const last = end?.spans[0];
    return end === null || last === undefined
      ? null
      : pairOf({ begin: first, end: later(first, last), next: end.next });
  }
  return readFromBare(reading, skipSmall(items, at));
}

/** "Between 3 and 17.12.": the first is a bare number, in the month of the second or the one before. */
function readFromBare(reading: Reading, at: number): Found | null {
  const { items, scene } = reading;
  const date = bareNumber(items[at]);
  const from = date === 0 ? null : afterJoint(items, at + 1);
  if (from === null) {
    return null;
  }
  const first = nextWithNumber(scene.today, date);
  const end = pointAfter(reading, from);
  const last = end?.spans[0];
  if (end === null || last === undefined || last.kind !== 'day') {
    // Two bare numbers that are no hours.
    const bare = readEnd(items, from, first);
    const [second] = bare?.spans ?? [];
    return bare === null || second === undefined
      ? null
      : pairOf({ begin: first, end: second, next: bare.next });
  }
  return pairOf({
    begin: lastWithNumber(scene.today, { end: last.from, date }),
    end: last,
    next: end.next,
  });
}

/** "December 3 and 17": the second is a bare number, which comes after the first. */
function readEnd(items: readonly Item[], at: number, begin: Span): Found | null {
  const date = bareNumber(items[at]);
  return date === 0 || meansAny(items[at + 1], COUNTED)
    ? null
    : { spans: [nextWithNumber(begin.from, date)], next: at + 1 };
}

/** "Between 2 and 3 years" names no days. */
const COUNTED = [
  'week',
  'day',
  'month',
  'year',
  'time',
  'minutes',
  'hour',
  'oclock',
  'am',
  'pm',
] as const;

function bareNumber(item: Item | undefined): number {
  const parts = numberParts(item);
  const date = parts?.second === null ? parts.first : 0;
  return date >= 1 && date <= 31 ? date : 0;
}

/** Some languages join such days by a word that elsewhere means "but". */
const JOINTS = ['and', 'to', 'until', 'with', 'from', 'but'] as const;

function afterJoint(items: readonly Item[], at: number): number | null {
  const from = means(items[at], 'ordinal') && items[at]?.follows !== true ? at + 1 : at;
  const joins = meansAny(items[from], JOINTS);
  return joins || isMark(items[from], 'dash') ? from + 1 : null;
}

interface Pair {
  readonly begin: Span;
  readonly end: Span;
  readonly next: number;
}

/** Two days that lie farther apart are rather misread. In days. */
const FARTHEST = 120;

function pairOf({ begin, end, next }: Pair): Found | null {
  const plain = [begin, end].every(({ kind, broken }) => kind !== 'count' && broken !== true);
  const apart = end.to - begin.from;
  return plain && apart > 0 && apart <= FARTHEST
    ? { spans: [range(begin.from, end.to, 'between two days')], next }
    : null;
}
