/**
 * Reads one named day, week or month: the points from which `dates` makes ranges and lists.
 * Every function takes the items and a place and tells what it read there and where it ends.
 * It must never guess: what does not fit a rule is no day.
 */

import type { Concept } from './concepts.ts';
import { readBareDays } from './day-lists.ts';
import { civil, mondayOf, weekdayOf } from './day-numbers.ts';
import { readHoliday } from './holidays.ts';
import { type Item, isMark, means, meansAny, type Span } from './items.ts';
import { readMonth, readMonthsPart, readPartOfMonth, readThisYear } from './months.ts';
import { readNumbered } from './numbered-days.ts';
import { numberParts } from './numbers.ts';
import { readOneAfter, readThisOne } from './relative-days.ts';
import { firstDay } from './scene.ts';
import {
  day,
  type Found,
  justPastWith,
  monthRange,
  NEAREST,
  nearest,
  type Reading,
  range,
  soonWith,
  weekdayNamed,
} from './spans.ts';
import { readWeek, readWeeksOfMonth } from './weeks.ts';

const WEEKS: readonly Concept[] = ['nextWeek', 'thisWeek', 'lastWeek', 'weekAfterNext', 'pastTime'];

/** One day, week, month or short list of days beginning at a place. */
export function readPoint(reading: Reading, at: number): Found | null {
  return (
    readMonthsPart(reading, at) ??
    readWeeksOfMonth(reading, at) ??
    readDayOfWeek(reading, at) ??
    readSimple(reading, at) ??
    readDateWithWeekday(reading, at) ??
    readBareDays(reading, at) ??
    readWeekday(reading, at) ??
    readWeek(reading, at) ??
    readMonth(reading, at) ??
    readPartOfMonth(reading, at) ??
    readThisYear(reading, at) ??
    readOneAfter(reading, at) ??
    readThisOne(reading, at)
  );
}

/** "24 November, Tuesday": one day; a weekday right behind a date that is not its own makes it unclear. */
function readDateWithWeekday(reading: Reading, at: number): Found | null {
  const dated = readNumbered(reading, at);
  const span = dated?.spans.at(-1);
  if (dated === null || span === undefined || span.kind !== 'day' || span.broken === true) {
    return dated;
  }
  const { items } = reading;
  const joint = items[dated.next];
  const parted = isMark(joint, 'comma') || meansAny(joint, ['in', 'at', 'dayMark']);
  const place = parted ? dated.next + 1 : dated.next;
  const weekday = weekdayNamed(items[place]);
  const next = items[place + 1];
  // "24/11, Tuesday 1/12", "the 24th, Tuesday next week": what follows makes it a day of its own.
  const apart = next?.kind === 'number' || meansAny(next, MODIFIERS);
  if (weekday === 0 || apart || items[place]?.concepts.length !== 1) {
    return dated;
  }
  if (weekdayOf(span.from) === weekday) {
    return { spans: dated.spans, next: place + 1 };
  }
  const alone = dated.spans.length === 1 && !parted;
  return alone ? { spans: [{ ...span, broken: true }], next: place + 1 } : dated;
}

const MODIFIERS: readonly Concept[] = ['dayMark', 'next', 'coming', 'this', 'last', 'in', ...WEEKS];

function readSimple({ items, scene }: Reading, at: number): Found | null {
  const { today } = scene;
  const item = items[at];
  const one = (span: Span): Found => ({ spans: [span], next: at + 1 });
  const monday = mondayOf(today);
  const { year, month } = civil(today);
  if (meansAny(item, ['today'])) {
    return one(day(today, 'today'));
  }
  if (means(item, 'tonight')) {
    return one({ ...day(today, 'tonight'), part: [17 * 60, 24 * 60] });
  }
  if (means(item, 'tomorrow')) {
    return one(day(today + 1, 'tomorrow'));
  }
  if (means(item, 'dayAfterTomorrow')) {
    return one(day(today + 2, 'the day after tomorrow'));
  }
  if (means(item, 'yesterday')) {
    return one({ ...day(today - 1, 'yesterday'), past: true });
  }
  if (meansAny(item, ['pastTime', 'lastWeek'])) {
    return one({ ...range(monday - 7, monday - 1, 'a past time'), past: true });
  }
  if (means(item, 'thisWeek')) {
    return one(range(today, monday + 6, 'this week'));
  }
  if (means(item, 'nextWeek')) {
    return one(range(monday + 7, monday + 13, 'next week'));
  }
  if (means(item, 'weekAfterNext')) {
    return one(range(monday + 14, monday + 20, 'the week after next'));
  }
  if (means(item, 'weekend')) {
    return one(range(monday + 5, monday + 6, 'the weekend'));
  }
  if (means(item, 'thisMonth')) {
    return one(monthRange(year, month, today));
  }
  if (means(item, 'nextMonth')) {
    return one(monthRange(month === 12 ? year + 1 : year, (month % 12) + 1, today));
  }
  if (means(item, 'nextTime')) {
    return one({ from: today, to: today, kind: 'nextTime', rule: 'next time' });
  }
  if (means(item, 'thisTime')) {
    return one({ from: today, to: today, kind: 'thisTime', rule: 'this time' });
  }
  return readHoliday(items[at], at, today);
}

/** "Next week Tuesday": the week before its day. */
function readDayOfWeek(reading: Reading, at: number): Found | null {
  const { items } = reading;
  const next = means(items[at + 1], 'dayMark') ? at + 2 : at + 1;
  const weekday = meansAny(items[at], WEEKS) ? weekdayNamed(items[next]) : 0;
  const week = weekday === 0 ? undefined : readSimple(reading, at)?.spans[0];
  if (week === undefined) {
    return null;
  }
  const named = { monday: mondayOf(week.from), past: week.past === true };
  const span = weekdayOfWeek(named, weekday);
  return { spans: [span], next: skipItsNumber(items, next + 1, span) };
}

/** "Next week Tuesday (15.)": the number of that day says nothing new. */
function skipItsNumber(items: readonly Item[], at: number, { from }: Span): number {
  const number = isMark(items[at], 'comma') ? at + 1 : at;
  const parts = numberParts(items[number]);
  return parts?.second === null && parts.first === civil(from).day ? number + 1 : at;
}

/** A weekday with what stands before and after it: "next Tuesday", "tirsdag i næste uge", "tirsdag d. 17." */
function readWeekday(reading: Reading, at: number): Found | null {
  const { items } = reading;
  const isWhole = weekdayNamed(items[at]) > 0;
  const modifies = !isWhole && meansAny(items[at], ['next', 'coming', 'this', 'last']);
  const before = modifies ? items[at] : undefined;
  let from = before === undefined ? at : at + 1;
  from += means(items[from], 'dayMark') ? 1 : 0;
  const weekday = weekdayNamed(items[from]);
  if (weekday === 0 || (before !== undefined && isComingVerb(items, at))) {
    return null;
  }
  const beside = readBesideDay(reading, { weekday, from });
  if (beside !== null) {
    return beside;
  }
  const dated = readDated(reading, { weekday, from });
  if (dated !== null) {
    return dated;
  }
  const week = readFollowingWeek(reading, from + 1);
  if (week !== null) {
    return {
      spans: [weekdayOfWeek(week, weekday)],
      next: week.next,
    };
  }
  const after = meansAny(items[from + 1], ['next', 'coming', 'this', 'last', 'oneAfter'])
    ? items[from + 1]
    : undefined;
  const own = means(items[from], 'last') ? items[from] : undefined;
  const modifier = before ?? after ?? own;
  const next = from + (after !== undefined && before === undefined ? 2 : 1);
  return {
    spans: [weekdaySpan(reading, { weekday, modifier, from })],
    next: Math.max(next, from + 1),
  };
}

/** Words that make of "coming Tuesday" a day, not a verb. */
const BEFORE_DAY: readonly Concept[] = [
  'dayMark',
  'this',
  'next',
  'in',
  'for',
  'until',
  'from',
  'to',
];

/** Words after which "coming Tuesday" before them is a day: it has its own verb. */
const OTHER_VERBS: readonly Concept[] = [
  'self',
  'can',
  'canSelf',
  'cannot',
  'cannotSelf',
  'come',
  'comeSelf',
  'comeBare',
  'notCome',
  'notComeSelf',
  'no',
  'yes',
];

/** "Coming on Tuesday" and "coming Tuesday" say that she comes, where no other verb does. */
function isComingVerb(items: readonly Item[], at: number): boolean {
  if (!means(items[at], 'coming') || !means(items[at], 'come')) {
    return false;
  }
  if (means(items[at + 1], 'dayMark')) {
    return true;
  }
  let end = at + 2;
  while (items[end] !== undefined && items[end]?.kind !== 'mark') {
    end += 1;
  }
  const another = items.slice(at + 2, end).some((item) => meansAny(item, OTHER_VERBS));
  return !(another || meansAny(items[at - 1], BEFORE_DAY));
}

/** "Tuesday after Easter", "the Tuesday before the 24th"; after what we do not know, no day at all. */
function readBesideDay(
  reading: Reading,
  { weekday, from }: { weekday: number; from: number },
): Found | null {
  const { items, scene } = reading;
  const side = items[from + 1];
  if (!meansAny(side, ['after', 'before'])) {
    return null;
  }
  const at = meansAny(items[from + 2], ['dayMark', 'in']) ? from + 3 : from + 2;
  const point = readHoliday(items[at], at, scene.today) ?? readNumbered(reading, at);
  const span = point?.spans[0];
  if (point !== null && span !== undefined) {
    const found = means(side, 'after')
      ? nearest(span.to + 1, weekday)
      : nearest(span.from - 7, weekday);
    return { spans: [day(found, 'a weekday beside a day')], next: point.next };
  }
  const unknown = items[at]?.kind === 'unknown' || meansAny(items[at], ['away', 'otherEvent']);
  return unknown && means(side, 'after')
    ? {
        spans: [{ ...day(scene.today, 'a weekday after what is not known'), broken: true }],
        next: at,
      }
    : null;
}

/** "Tuesday the 17th": the date counts, and must be that weekday. */
function readDated(
  reading: Reading,
  { weekday, from }: { weekday: number; from: number },
): Found | null {
  let at = from + 1;
  at += isMark(reading.items[at], 'comma') ? 1 : 0;
  const dated = readNumbered(reading, at);
  const span = dated?.spans[0];
  const agrees = span !== undefined && weekdayOf(span.from) === weekday;
  const bare = agrees ? null : readBareAfter(reading, { weekday, at });
  // "tirsdag 24 og 1. december": the first number is not of that month.
  if (bare !== null && (dated === null || bare.spans[0]?.broken !== true)) {
    return bare;
  }
  if (dated === null || span === undefined) {
    return null;
  }
  return {
    spans: agrees || span.broken ? dated.spans : [{ ...span, broken: true }],
    next: dated.next,
  };
}

interface FollowingWeek {
  readonly monday: number;
  readonly past: boolean;
  readonly next: number;
}

function weekdayOfWeek({ monday, past }: Omit<FollowingWeek, 'next'>, weekday: number): Span {
  const span = day(monday + weekday - 1, 'a weekday of a named week');
  return past ? { ...span, past: true } : span;
}

/** "mardi 24": a date where that day is such a weekday soon; of a number that ends the thought, no other. */
function readBareAfter(
  { items, scene }: Reading,
  { weekday, at }: { weekday: number; at: number },
): Found | null {
  const parts = numberParts(items[at]);
  if (parts === null || parts.second !== null || meansAny(items[at + 1], COUNTED)) {
    return null;
  }
  const meant = { weekday, date: parts.first };
  const found = soonWith(scene.today, meant);
  const past = found === null ? justPastWith(scene.today, meant) : null;
  if (found !== null || past !== null) {
    const span = day(found ?? past ?? 0, 'a weekday with its number');
    return { spans: [found === null ? { ...span, past: true } : span], next: at + 1 };
  }
  const isDay = parts.first >= 1 && parts.first <= 31 && items[at + 1]?.kind !== 'unknown';
  const rule = 'a weekday with a number that is not its own';
  return isDay ? { spans: [{ ...day(scene.today, rule), broken: true }], next: at + 1 } : null;
}

/** What a number before it counts, so that it is no day of the month. */
const COUNTED: readonly Concept[] = [
  'week',
  'day',
  'month',
  'year',
  'time',
  'minutes',
  'hour',
  'oclock',
  'child',
  'other',
  'you',
  'everyone',
  'or',
  'to',
];

/** "(in) next week", "(in) week 48" after a weekday. */
function readFollowingWeek(reading: Reading, from: number): FollowingWeek | null {
  const { items } = reading;
  const at = meansAny(items[from], ['in', 'dayMark', 'from']) ? from + 1 : from;
  const isWeek = meansAny(items[at], [
    'nextWeek',
    'thisWeek',
    'lastWeek',
    'weekAfterNext',
    'weekNumber',
    'week',
    'next',
    'last',
  ]);
  const week = isWeek ? (readSimple(reading, at) ?? readWeek(reading, at)) : null;
  const span = week?.spans[0];
  if (week === null || span === undefined || span.kind !== 'range') {
    return null;
  }
  return { monday: mondayOf(span.from), past: span.past === true, next: week.next };
}

function weekdaySpan(
  { items, scene, anchor }: Reading,
  { weekday, modifier, from }: { weekday: number; modifier: Item | undefined; from: number },
): Span {
  const { today } = scene;
  if (means(modifier, 'last')) {
    return { ...day(nearest(today - 7, weekday), 'the weekday before today'), past: true };
  }
  if (means(modifier, 'oneAfter')) {
    const base = anchor ?? nearest(firstDay(scene), weekday);
    return day(nearest(base + 1, weekday), 'the weekday after');
  }
  if (means(modifier, 'next') && !means(modifier, 'coming')) {
    const found = mondayOf(today) + 7 + weekday - 1;
    // "This Tuesday no, next Tuesday yes", said in the week between: the one after.
    const again = anchor === found && items.slice(0, from).some((item) => means(item, 'this'));
    return day(again ? found + 7 : found, 'next weekday: of next week');
  }
  const first = means(modifier, 'coming') ? today + 1 : firstDay(scene);
  return day(nearest(first, weekday), NEAREST);
}
