/**
 * Reads dates with numbers: "16/11", "16.11.2026", "the 3rd of May", "17. og 24. november", "den 17.".
 * Called by `days`. It must leave a number alone that no rule makes a date.
 */

import type { Concept } from './concepts.ts';
import { civil } from './day-numbers.ts';
import { type Item, isMark, means, meansAny, type Span } from './items.ts';
import { monthAt } from './months.ts';
import { DATES, dateOf, type Found, type Reading, range } from './spans.ts';
import { numberParts, numberValue } from './times.ts';

/** Dates in figures and with names of months: "16/11", "16.11.2026", "the 3rd of May", "17. og 24. november". */
export function readNumbered(reading: Reading, at: number): Found | null {
  const { items, scene } = reading;
  const marked = means(items[at], 'dayMark');
  const from = marked ? at + 1 : at;
  const parts = numberParts(items[from]);
  if (parts !== null && parts.second !== null) {
    const { first, second, third, separator } = parts;
    if (separator === ':') {
      return null;
    }
    const iso = first > 1900;
    const date = iso ? (third ?? 0) : first;
    const span = dateOf(scene.today, { date, month: second, year: iso ? first : third });
    const likely = marked || separator === '/' || third !== null || parts.dot || !span.broken;
    return likely ? { spans: [span], next: from + 1 } : null;
  }
  const month = monthAt(items, at)?.next;
  if (month !== undefined && month > at + 1) {
    // "شهر 12" is a month, though its word may stand before a day too.
    return readMonthFirst(reading, at);
  }
  return (
    readListBeforeMonth(reading, from) ??
    readBeforeFigures(reading, from) ??
    readMonthFirst(reading, from) ??
    readBareDay(reading, { from, marked })
  );
}

/** "17. november", "the 17th of November", "17. og 24. november", "3.-17. december". */
function readListBeforeMonth({ items, scene }: Reading, from: number): Found | null {
  const days: number[] = [];
  let isRange = false;
  let at = from;
  for (;;) {
    const value = numberValue(items[at]);
    if (value === null || value < 1 || value > 31) {
      return null;
    }
    days.push(value);
    at += 1;
    at += isEnding(items[at]) ? 1 : 0;
    at += isMark(items[at], 'stop') ? 1 : 0;
    const of =
      meansAny(items[at], ['dayMark', 'in', 'from', 'filler']) &&
      items[at]?.follows !== true &&
      monthAt(items, at + 1) !== null;
    at += of ? 1 : 0;
    const named = monthAt(items, at);
    if (named !== null) {
      const { month } = named;
      const yearItem = numberValue(items[named.next]);
      const year = yearItem !== null && yearItem > 2000 && yearItem < 2100 ? yearItem : null;
      const spans = datesOf(scene.today, { days, month, year });
      const first = spans[0];
      const last = spans.at(-1);
      const next = named.next + (year === null ? 0 : 1);
      if (isRange && first !== undefined && last !== undefined && spans.length === 2) {
        return { spans: [range(first.from, last.to, DATES)], next };
      }
      return { spans, next };
    }
    const joint = items[at];
    isRange = isMark(joint, 'dash') || meansAny(joint, ['to', 'until']);
    if (
      !(isRange || isMark(joint, 'comma') || meansAny(joint, ['and', 'or', 'with'])) ||
      days.length > 6
    ) {
      return null;
    }
    at += 1;
    at += meansAny(items[at], ['dayMark']) ? 1 : 0;
  }
}

/** "24 and 1 December": a larger number before a smaller one is of the month before. */
function datesOf(
  today: number,
  { days, month, year }: { days: readonly number[]; month: number; year: number | null },
): readonly Span[] {
  const spans: Span[] = [];
  for (const date of days.toReversed()) {
    const next = spans[0];
    const isBefore = next !== undefined && next.broken !== true && date > civil(next.from).day;
    spans.unshift(
      isBefore
        ? lastWithNumber(today, { end: next.from, date })
        : dateOf(today, { date, month, year }),
    );
  }
  return spans;
}

/** "23-27.11", "23. til 27/11": the month comes only with the second, in figures. */
function readBeforeFigures({ items, scene }: Reading, from: number): Found | null {
  const parts = numberParts(items[from]);
  const joins = isMark(items[from + 1], 'dash') || meansAny(items[from + 1], ['to', 'until']);
  const end = numberParts(items[from + 2]);
  const isPlain = parts !== null && parts.second === null && parts.first >= 1 && parts.first <= 31;
  if (!isPlain || !joins || end === null || end.second === null || end.separator === ':') {
    return null;
  }
  const { first: date, second: month, third: year } = end;
  const last = dateOf(scene.today, { date, month, year });
  const begin = lastWithNumber(scene.today, { end: last.from, date: parts.first });
  return last.broken === true || begin.broken === true
    ? null
    : { spans: [range(begin.from, last.to, DATES)], next: from + 3 };
}

/** The ending of a number that says nothing else; one that bounds the day is left to `bounds`. */
function isEnding(item: Item | undefined): boolean {
  return means(item, 'ordinal') && !means(item, 'and') && item?.follows !== true;
}

/** "November 16", "16" after the name. */
function readMonthFirst({ items, scene }: Reading, at: number): Found | null {
  const named = monthAt(items, at);
  const after = named?.next ?? at;
  const from = means(items[after], 'dayMark') ? after + 1 : after;
  const value = numberParts(items[from])?.second === null ? numberValue(items[from]) : null;
  if (named === null || value === null || value < 1 || value > 31) {
    return null;
  }
  const { month } = named;
  const next = from + (isEnding(items[from + 1]) ? 2 : 1);
  return { spans: [dateOf(scene.today, { date: value, month })], next };
}

/** "den 17.", "the 17th": the next day with this number. */
function readBareDay(
  { items, scene, anchor }: Reading,
  { from, marked }: { from: number; marked: boolean },
): Found | null {
  const value = numberValue(items[from]);
  const ordinal = means(items[from + 1], 'ordinal');
  const inFigures = items[from]?.kind === 'number';
  const sure =
    inFigures && (marked || ordinal || isMeetingBeforeVerb({ items, scene, anchor }, from));
  if (value === null || value < 1 || value > 31 || !sure) {
    return null;
  }
  let next = from + 1;
  while (isEnding(items[next])) {
    next += 1;
  }
  if (meansAny(items[next], ['week', 'day', 'month', 'time', 'minutes', 'hour', 'year'])) {
    return null;
  }
  return { spans: [nextWithNumber(scene.today, value)], next };
}

/** "24 I can't": a bare number that begins a thought, with what she does right after it, and a meeting is then. */
function isMeetingBeforeVerb({ items, scene }: Reading, at: number): boolean {
  const parts = numberParts(items[at]);
  const before = items[at - 1];
  const begins = before === undefined || before.kind === 'mark' || meansAny(before, BEFORE_NUMBER);
  if (parts === null || parts.second !== null || parts.first <= LAST_HOUR || !begins) {
    return false;
  }
  const after = meansAny(items[at + 1], ['self']) ? items[at + 2] : items[at + 1];
  const { from } = nextWithNumber(scene.today, parts.first);
  return meansAny(after, OF_HERS) && scene.open().some(({ day }) => day === from);
}

/** Up to this a bare number may rather be an hour. */
export const LAST_HOUR = 12;

const BEFORE_NUMBER: readonly Concept[] = ['greeting', 'everyone', 'sorry', 'and', 'but', 'in'];

const OF_HERS: readonly Concept[] = [
  'not',
  'can',
  'canSelf',
  'cannot',
  'cannotSelf',
  'come',
  'comeSelf',
  'notCome',
  'notComeSelf',
];

/** The last day before another that has this number in its month: the 3rd, of "from 3 to 17.12.". */
export function lastWithNumber(today: number, { end, date }: { end: number; date: number }): Span {
  const { year, month, day } = civil(end);
  const before = date >= day;
  const ofMonth = before ? ((month + 10) % 12) + 1 : month;
  const ofYear = before && month === 1 ? year - 1 : year;
  return dateOf(today, { date, month: ofMonth, year: ofYear });
}

/** The next day that has this number in its month. */
export function nextWithNumber(today: number, date: number): Span {
  const now = civil(today);
  const later = date < now.day;
  const month = later ? (now.month % 12) + 1 : now.month;
  const year = later && now.month === 12 ? now.year + 1 : now.year;
  return dateOf(today, { date, month, year });
}
