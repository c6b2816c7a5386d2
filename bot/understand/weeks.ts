/**
 * Reads weeks and lengths of time: "uge 42 og 43", "next two weeks", "om to uger".
 * Called by `days`. It must never read a single day.
 */

import { type Concept, PLURAL_WEEKDAYS } from './concepts.ts';
import { civil, dayNumber, mondayOf, mondayOfWeek } from './day-numbers.ts';
import { isMark, means, meansAny, type Span } from './items.ts';
import { monthAt } from './months.ts';
import { numberParts, numberValue } from './numbers.ts';
import { firstDay } from './scene.ts';
import { day, FAR, type Found, monthRange, type Reading, range, weekdayNamed } from './spans.ts';

/** "uge 42 og 43", "next two weeks", "for two weeks", "om to uger", "next week" from parts. */
export function readWeek(reading: Reading, at: number): Found | null {
  return (
    readWeekNumbers(reading, at) ??
    readNumberOfWeek(reading, at) ??
    readCount(reading, at) ??
    readAdjective(reading, at)
  );
}

/** "48. hafta", "the 48th week": a number that is no length, as it is ordinal or too large for one. */
function readNumberOfWeek({ items, scene }: Reading, from: number): Found | null {
  const at = meansAny(items[from], ['in', 'dayMark', 'at']) ? from + 1 : from;
  const parts = numberParts(items[at]);
  if (parts === null || parts.second !== null) {
    return null;
  }
  const { first, dot } = parts;
  const ordinal = means(items[at + 1], 'ordinal');
  const word = ordinal ? at + 2 : at + 1;
  const isNumber = ((dot || ordinal) && first > FEW_WEEKS) || first > MANY_WEEKS;
  if (!meansAny(items[word], ['week', 'weekNumber']) || !isNumber || first > 53) {
    return null;
  }
  // "2.-4. uge" and "week 48" are read from their own beginning.
  return { spans: [weekByNumber(first, scene.today)], next: word + 1 };
}

/** "The 3rd week" may be one of a month; nobody is away for more weeks than the second. */
const FEW_WEEKS = 5;
const MANY_WEEKS = 26;

/** "The first two weeks of December", "les deux premières semaines de …", "the last week of …". */
export function readWeeksOfMonth({ items, scene }: Reading, from: number): Found | null {
  const at = meansAny(items[from], ['dayMark', 'for', 'in']) ? from + 1 : from;
  // Some languages have one word or phrase for "last week".
  const isLast = means(items[at], 'lastWeek');
  const unit = isLast ? 0 : items.slice(at, at + 3).findIndex((item) => means(item, 'week'));
  const words = unit < 1 ? [] : items.slice(at, at + unit);
  const last = isLast || words.some((item) => means(item, 'last'));
  const first = words.some((item) => means(item, 'number1'));
  const count = words.map(numberValue).find((value) => value !== null && value > 1) ?? 1;
  const known = words.every((item) => means(item, 'last') || numberValue(item) !== null);
  if (!known || first === last || words.length > 2 || count > 4) {
    return null;
  }
  let next = at + unit + 1;
  while (meansAny(items[next], OF_MONTH) && monthAt(items, next) === null) {
    next += 1;
  }
  const named = monthAt(items, next);
  if (named === null) {
    return null;
  }
  const now = civil(scene.today);
  const year = named.month < now.month ? now.year + 1 : now.year;
  const { from: begin, to: end } = monthRange(year, named.month, dayNumber(year, named.month, 1));
  const days = count * 7;
  const span = first
    ? range(begin, begin + days - 1, 'the first weeks of a month')
    : range(end - days + 1, end, 'the last weeks of a month');
  return { spans: [span], next: named.next };
}

const OF_MONTH: readonly Concept[] = ['in', 'from', 'filler', 'dayMark', 'onwards', 'at', 'to'];

function weekByNumber(week: number, today: number): Span {
  const { year } = civil(today);
  const monday = mondayOfWeek(year, week);
  const next = monday + 6 < today ? mondayOfWeek(year + 1, week) : monday;
  return range(next, next + 6, 'a week by number');
}

function readWeekNumbers({ items, scene }: Reading, from: number): Found | null {
  if (!meansAny(items[from], ['week', 'weekNumber'])) {
    return null;
  }
  const spans: Span[] = [];
  let at = means(items[from + 1], 'dayMark') ? from + 2 : from + 1;
  let joined = false;
  for (let value = numberValue(items[at]); value !== null && value >= 1 && value <= 53; ) {
    const span = weekByNumber(value, scene.today);
    const before = spans.at(-1);
    if (joined && before !== undefined) {
      spans[spans.length - 1] = range(before.from, span.to, 'weeks by number');
    } else {
      spans.push(span);
    }
    joined = isMark(items[at + 1], 'dash') || meansAny(items[at + 1], ['to', 'until']);
    const more = joined || isMark(items[at + 1], 'comma') || means(items[at + 1], 'and');
    const again = meansAny(items[at + 2], ['week', 'weekNumber']) ? at + 3 : at + 2;
    value = more && items[again]?.kind === 'number' ? numberValue(items[again]) : null;
    at = value === null ? at + 1 : again;
    at += value === null && means(items[at], 'ordinal') ? 1 : 0;
  }
  return spans.length === 0 ? null : { spans, next: at };
}

/** A number of weeks, days, months or times: ahead ("om to uger"), or as long ("de næste to uger"). */
function readCount({ items, scene }: Reading, from: number): Found | null {
  const ahead = means(items[from], 'in');
  const coming = meansAny(items[from], ['next', 'coming', 'for', 'this']);
  let at = ahead || coming ? from + 1 : from;
  at += meansAny(items[at], ['next', 'coming']) ? 1 : 0;
  const value = numberValue(items[at]);
  // Some languages have one word for "two weeks".
  const dual = value !== null && meansAny(items[at], UNITS);
  const unit = dual ? items[at] : items[at + 1];
  const plural = weekdayNamed(unit, PLURAL_WEEKDAYS) || weekdayNamed(unit);
  const isPart = meansAny(unit, ['endOf', 'middleOf', 'startOf']);
  if (
    value === null ||
    value < 1 ||
    value > 60 ||
    isPart ||
    !(meansAny(unit, UNITS) || plural > 0)
  ) {
    return null;
  }
  let next = at + (dual ? 1 : 2);
  const trailing = meansAny(items[next], ['next', 'coming']);
  next += trailing ? 1 : 0;
  const first = firstDay(scene);
  if (means(unit, 'time') || (plural > 0 && (coming || trailing))) {
    const count: Span = {
      ...range(first, first + FAR, 'a number of meetings'),
      kind: 'count',
      count: value,
    };
    const real = coming || trailing;
    return real ? { spans: [plural > 0 ? { ...count, weekday: plural } : count], next } : null;
  }
  if (plural > 0) {
    return null;
  }
  const days = value * (means(unit, 'week') ? 7 : means(unit, 'month') ? 30 : 1);
  // "I to uger fra på lørdag": the small word that may be "in" is "for" where it says from when.
  if (ahead && !coming && !means(items[next], 'from')) {
    const monday = mondayOf(scene.today + days);
    const span = means(unit, 'week')
      ? range(monday, monday + 6, 'a number of weeks ahead')
      : day(scene.today + days, 'a number of days ahead');
    return { spans: [span], next };
  }
  return { spans: [range(first, first + days - 1, LENGTH)], next };
}

/** The rule of a length of time that begins now, unless a day is named from which on. */
export const LENGTH = 'a length of time from now';

const UNITS: readonly Concept[] = ['week', 'day', 'month', 'time'];

/** "next week", "this month" where the language has no phrase for them. */
function readAdjective({ items, scene, anchor }: Reading, at: number): Found | null {
  const first = meansAny(items[at], ADJECTIVES) ? items[at] : items[at + 1];
  const noun = first === items[at] ? items[at + 1] : items[at];
  if (!meansAny(first, ADJECTIVES) || !meansAny(noun, ['week', 'month', 'time'])) {
    return null;
  }
  const { today } = scene;
  const one = (span: Span): Found => ({ spans: [span], next: at + 2 });
  if (means(first, 'last')) {
    const start = mondayOf(today) - 7;
    return one({ ...range(start, start + 6, 'a past week or month'), past: true });
  }
  const ahead = !means(first, 'this') || meansAny(first, ['next', 'coming', 'oneAfter']);
  if (means(noun, 'time')) {
    return one({
      from: today,
      to: today,
      kind: ahead ? 'nextTime' : 'thisTime',
      rule: 'next or this time',
    });
  }
  if (means(noun, 'month')) {
    const { year, month } = civil(today);
    const later = ahead ? month + 1 : month;
    return one(monthRange(later > 12 ? year + 1 : year, later > 12 ? 1 : later, today));
  }
  const base = means(first, 'oneAfter') && anchor !== null ? anchor : today;
  const monday = mondayOf(base) + (ahead ? 7 : 0);
  return one(range(Math.max(monday, today), monday + 6, ahead ? 'next week' : 'this week'));
}

const ADJECTIVES: readonly Concept[] = ['next', 'coming', 'this', 'last', 'oneAfter'];
