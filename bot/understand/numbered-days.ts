/**
 * Reads dates with numbers: "16/11", "16.11.2026", "the 3rd of May", "17. og 24. november", "den 17.".
 * Called by `days`. It must leave a number alone that no rule makes a date.
 */

import type { Concept } from './concepts.ts';
import { civil } from './day-numbers.ts';
import { type Item, isMark, means, meansAny, type Span } from './items.ts';
import { monthAt } from './months.ts';
import { numberParts, numberValue } from './numbers.ts';
import { DATES, dateOf, type Found, type Reading, range } from './spans.ts';

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
    return readDaysOfMonth(reading, at) ?? readMonthFirst(reading, at);
  }
  return (
    readDaysOfMonth(reading, from) ??
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

/** "In December from the 8th to the 22nd": the month comes before both days. */
function readDaysOfMonth({ items, scene }: Reading, at: number): Found | null {
  const named = monthAt(items, at);
  if (named === null || !means(items[named.next], 'from')) {
    return null;
  }
  const first = numberOfDay(items, named.next + 1);
  const joins =
    first !== null &&
    (meansAny(items[first.next], ['to', 'until']) || isMark(items[first.next], 'dash'));
  const second = joins ? numberOfDay(items, first.next + 1) : null;
  if (first === null || second === null || second.date <= first.date) {
    return null;
  }
  const { month } = named;
  const [begin, end] = [first, second].map(({ date }) => dateOf(scene.today, { date, month }));
  if (
    begin === undefined ||
    end === undefined ||
    begin.broken ||
    end.broken ||
    end.to < begin.from
  ) {
    return null;
  }
  return { spans: [range(begin.from, end.to, DATES)], next: second.next };
}

/** A plain number that may be a day, with its small word and ending. */
function numberOfDay(
  items: readonly Item[],
  from: number,
): { readonly date: number; readonly next: number } | null {
  const at = means(items[from], 'dayMark') ? from + 1 : from;
  const parts = numberParts(items[at]);
  const date = parts?.second === null ? parts.first : 0;
  const next = isEnding(items[at + 1]) ? at + 2 : at + 1;
  return date < 1 || date > 31 || meansAny(items[next], COUNTED) ? null : { date, next };
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

/** "den 17.", "the 17th", "den 8. og 15.": the next day with this number. */
function readBareDay(
  { items, scene }: Reading,
  { from, marked }: { from: number; marked: boolean },
): Found | null {
  const value = numberValue(items[from]);
  const ordinal = means(items[from + 1], 'ordinal');
  const inFigures = items[from]?.kind === 'number';
  if (value === null || value < 1 || value > 31 || !inFigures || !(marked || ordinal)) {
    return null;
  }
  let next = from + 1;
  while (isEnding(items[next])) {
    next += 1;
  }
  if (meansAny(items[next], COUNTED)) {
    return null;
  }
  return addListed(items, { spans: [nextWithNumber(scene.today, value)], next });
}

const COUNTED: readonly Concept[] = ['week', 'day', 'month', 'time', 'minutes', 'hour', 'year'];

/** "The 8th and 15th": each a number that a full stop, an ending or a small word makes a day, after the one before. */
function addListed(items: readonly Item[], found: Found): Found {
  const last = found.spans.at(-1);
  const joined = meansAny(items[found.next], ['and', 'or']) || isMark(items[found.next], 'comma');
  const marked = means(items[found.next + 1], 'dayMark');
  const at = found.next + (marked ? 2 : 1);
  const parts = numberParts(items[at]);
  const value = parts?.second === null ? parts.first : 0;
  const ordinal = isEnding(items[at + 1]);
  const sure = marked || ordinal || parts?.dot === true;
  const next = ordinal ? at + 2 : at + 1;
  const whole = !meansAny(items[next], COUNTED) && monthAt(items, next) === null;
  if (last === undefined || !joined || value < 1 || value > 31 || !sure || !whole) {
    return found;
  }
  const span = nextWithNumber(last.from, value);
  return addListed(items, { spans: [...found.spans, span], next });
}

/** Up to this a bare number may rather be an hour. */
export const LAST_HOUR = 12;

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

/** "Between the 24th and the 1st": the next such day after the first. */
export function later(begin: Span, end: Span): Span {
  const isBefore = end.kind === 'day' && end.from < begin.from;
  return isBefore ? nextWithNumber(begin.from, civil(end.from).day) : end;
}
