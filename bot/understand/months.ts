/**
 * Reads months, their parts and the year: "in May", "all of May", "12月", "the end of January", "this year".
 * Called by the readers of days. It must never take a length of time ("12 months") for a month.
 */

import { type Concept, MONTHS, PLURAL_WEEKDAYS, WEEKDAYS } from './concepts.ts';
import { civil, dayNumber, daysIn, mondayOf } from './day-numbers.ts';
import { type Item, means, meansAny, type Span } from './items.ts';
import { numberParts, numberValue } from './numbers.ts';
import { firstDay } from './scene.ts';
import { type Found, monthOf, monthRange, type Reading, range } from './spans.ts';

/** A month and the place after it. */
export interface MonthFound {
  readonly month: number;
  readonly next: number;
}

/** The month named at a place, by its name or by its number beside the word for it; null for none. */
export function monthAt(items: readonly Item[], at: number): MonthFound | null {
  const named = monthOf(items[at]);
  return named > 0 ? { month: named, next: at + 1 } : monthByNumber(items, at);
}

/** "شهر 12", "bisha 12aad", "12月", "12. ayda". */
function monthByNumber(items: readonly Item[], at: number): MonthFound | null {
  if (means(items[at], 'monthNumber') && items[at]?.follows !== true) {
    const month = plainMonth(items[at + 1]);
    const next = means(items[at + 2], 'ordinal') ? at + 3 : at + 2;
    return month === 0 || meansAny(items[next], COUNTED) ? null : { month, next };
  }
  const month = plainMonth(items[at]);
  const dot = numberParts(items[at])?.dot === true;
  const ordinal = means(items[at + 1], 'ordinal');
  const word = items[ordinal ? at + 2 : at + 1];
  // "12 ay" is a length, "12. ay" is not; what is never a length needs no full stop.
  const isName = word?.follows === true && (dot || ordinal || !means(word, 'month'));
  return month > 0 && isName && means(word, 'monthNumber')
    ? { month, next: ordinal ? at + 3 : at + 2 }
    : null;
}

/** What a number before it counts. */
const COUNTED: readonly Concept[] = ['time', 'week', 'day', 'month', 'year', 'minutes', 'hour'];

function plainMonth(item: Item | undefined): number {
  const value = numberValue(item);
  return value === null || value < 1 || value > 12 ? 0 : value;
}

/** The name or number of a month alone, as in "in May", "all of May", "May" beside a small word. */
export function readMonth({ items, scene }: Reading, at: number): Found | null {
  const found = monthAt(items, at);
  const item = items[at];
  const clear =
    item?.concepts.length === 1 ||
    found?.next !== at + 1 ||
    items[at + 1]?.follows === true ||
    means(items[at + 1], 'every') ||
    meansAny(items[at - 1], BEFORE_MONTH);
  if (found === null || !clear) {
    return null;
  }
  const { month, next } = found;
  const now = civil(scene.today);
  const year = month < now.month ? now.year + 1 : now.year;
  // "December pura": the whole of it, which is what it means anyway; "December every Tuesday" is not.
  const whole = means(items[next], 'every') && !meansAny(items[next + 1], EACH);
  return { spans: [monthRange(year, month, scene.today)], next: whole ? next + 1 : next };
}

/** What "every" belongs to where it stands before it. */
const EACH: readonly Concept[] = [...WEEKDAYS, ...PLURAL_WEEKDAYS, 'week', 'day', 'time', 'month'];

/** Words before the name of a month that is also another word. */
const BEFORE_MONTH: readonly Concept[] = [
  'in',
  'until',
  'from',
  'to',
  'before',
  'after',
  'every',
  'rest',
  'this',
  'next',
];

const PARTS: readonly Concept[] = ['endOf', 'middleOf', 'startOf'];

/** How long the beginning or the end of a month, a year or a week is taken to be, in days. */
const PART = 10;

/** "The end of January", "the beginning of the month". Until the end of it, all of it is meant. */
export function readPartOfMonth(reading: Reading, at: number): Found | null {
  const { items, scene } = reading;
  if (!meansAny(items[at], PARTS)) {
    return null;
  }
  // Some languages have one word for "the end of the month".
  let from = meansAny(items[at], ['month', 'year']) ? at : at + 1;
  while (meansAny(items[from], BEFORE_WHOLE) && !isWhole(items[from]) && from < at + 3) {
    from += 1;
  }
  const whole = wholeOf(items[from], scene.today);
  if (whole === null) {
    return null;
  }
  return { spans: [partOf(whole, items[at])], next: from + 1 };
}

/** "Ocak sonu", "január vége": the same where the language puts it after the month. */
export function readMonthsPart({ items, scene }: Reading, at: number): Found | null {
  const numbered = monthAt(items, at);
  const word = numbered === null ? undefined : items[numbered.next - 1];
  if (numbered !== null && word?.follows === true && meansAny(word, PARTS)) {
    // "12月底": one word for the month and its end.
    const named: Item = { ...word, concepts: MONTHS.slice(numbered.month - 1, numbered.month) };
    const month = wholeOf(named, scene.today);
    return month === null ? null : { spans: [partOf(month, word)], next: numbered.next };
  }
  const part = meansAny(items[at + 1], ['dayMark', 'from', 'filler']) ? at + 2 : at + 1;
  const isPart = items[part]?.follows === true && meansAny(items[part], PARTS);
  const whole = isPart ? wholeOf(items[at], scene.today) : null;
  return whole === null ? null : { spans: [partOf(whole, items[part])], next: part + 1 };
}

function partOf({ from, to }: Span, item: Item | undefined): Span {
  const length = Math.min(PART, to - from + 1);
  if (means(item, 'endOf')) {
    return range(to - length + 1, to, END);
  }
  const middle = from + Math.floor((to - from) / 2);
  return means(item, 'middleOf')
    ? range(middle - Math.floor(length / 2), middle, END)
    : range(from, from + length - 1, 'the beginning of a month');
}

/** The rule of the middle or the end of a month: until then, its last day is meant too. */
export const END = 'the middle or end of a month';

const BEFORE_WHOLE: readonly Concept[] = ['in', 'dayMark', 'from', 'onwards', 'to'];

function isWhole(item: Item | undefined): boolean {
  return meansAny(item, ['month', 'thisMonth', 'nextMonth', 'year', 'week', 'thisWeek']);
}

function wholeOf(item: Item | undefined, today: number): Span | null {
  const { year, month } = civil(today);
  const named = monthOf(item);
  if (named > 0) {
    return monthOfYear(named < month ? year + 1 : year, named);
  }
  if (meansAny(item, ['month', 'thisMonth'])) {
    return monthOfYear(year, month);
  }
  if (means(item, 'nextMonth')) {
    return monthOfYear(month === 12 ? year + 1 : year, (month % 12) + 1);
  }
  if (means(item, 'year')) {
    return range(dayNumber(year, 1, 1), dayNumber(year, 12, 31), 'a year');
  }
  const monday = mondayOf(today);
  return meansAny(item, ['week', 'thisWeek']) ? range(monday, monday + 6, 'a week') : null;
}

function monthOfYear(year: number, month: number): Span {
  return range(dayNumber(year, month, 1), dayNumber(year, month, daysIn(year, month)), 'a month');
}

/** The rule of "this year", which only a no can be about. */
export const THIS_YEAR = 'this year';

/** "This year", "i år": what is left of it. */
export function readThisYear({ items, scene }: Reading, at: number): Found | null {
  if (!meansAny(items[at], ['this', 'in']) || !means(items[at + 1], 'year')) {
    return null;
  }
  const end = dayNumber(civil(scene.today).year, 12, 31);
  return { spans: [range(firstDay(scene), end, THIS_YEAR)], next: at + 2 };
}
