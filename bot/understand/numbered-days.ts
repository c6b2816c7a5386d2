/**
 * Reads dates with numbers: "16/11", "16.11.2026", "the 3rd of May", "17. og 24. november", "den 17.".
 * Called by `days`. It must leave a number alone that no rule makes a date.
 */

import type { Concept } from './concepts.ts';
import { civil } from './day-numbers.ts';
import { type Item, isMark, means, meansAny, type Span } from './items.ts';
import { dateOf, type Found, monthOf, type Reading, range } from './spans.ts';
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
  return (
    readListBeforeMonth(reading, from) ??
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
      monthOf(items[at + 1]) > 0;
    at += of ? 1 : 0;
    const month = monthOf(items[at]);
    if (month > 0) {
      const yearItem = numberValue(items[at + 1]);
      const year = yearItem !== null && yearItem > 2000 && yearItem < 2100 ? yearItem : null;
      const spans = days.map((date) => dateOf(scene.today, { date, month, year }));
      const first = spans[0];
      const last = spans.at(-1);
      const next = at + (year === null ? 1 : 2);
      if (isRange && first !== undefined && last !== undefined && spans.length === 2) {
        return { spans: [range(first.from, last.to, 'a range of dates')], next };
      }
      return { spans, next };
    }
    const joint = items[at];
    isRange = isMark(joint, 'dash') || meansAny(joint, ['to', 'until']);
    if (!(isRange || isMark(joint, 'comma') || meansAny(joint, ['and', 'or'])) || days.length > 6) {
      return null;
    }
    at += 1;
    at += meansAny(items[at], ['dayMark']) ? 1 : 0;
  }
}

/** The ending of a number that says nothing else; one that bounds the day is left to `bounds`. */
function isEnding(item: Item | undefined): boolean {
  return means(item, 'ordinal') && item?.follows !== true;
}

/** "November 16", "16" after the name. */
function readMonthFirst({ items, scene }: Reading, at: number): Found | null {
  const month = monthOf(items[at]);
  const from = means(items[at + 1], 'dayMark') ? at + 2 : at + 1;
  const value = numberParts(items[from])?.second === null ? numberValue(items[from]) : null;
  if (month === 0 || value === null || value < 1 || value > 31) {
    return null;
  }
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

/** The next day that has this number in its month. */
export function nextWithNumber(today: number, date: number): Span {
  const now = civil(today);
  const later = date < now.day;
  const month = later ? (now.month % 12) + 1 : now.month;
  const year = later && now.month === 12 ? now.year + 1 : now.year;
  return dateOf(today, { date, month, year });
}
