/**
 * Reads one named day, week or month: the points from which `dates` makes ranges and lists.
 * Every function takes the items and a place and tells what it read there and where it ends.
 * It must never guess: what does not fit a rule is no day.
 */

import type { Concept } from './concepts.ts';
import { civil, mondayOf, weekdayOf } from './day-numbers.ts';
import { readHoliday } from './holidays.ts';
import { type Item, isMark, means, meansAny, type Span } from './items.ts';
import { readNumbered } from './numbered-days.ts';
import { readOneAfter } from './relative-days.ts';
import { firstDay } from './scene.ts';
import {
  day,
  type Found,
  monthRange,
  nearest,
  type Reading,
  range,
  weekdayNamed,
} from './spans.ts';
import { readMonth, readPartOfMonth, readThisYear, readWeek } from './weeks.ts';

/** One day, week, month or short list of days beginning at a place. */
export function readPoint(reading: Reading, at: number): Found | null {
  return (
    readSimple(reading, at) ??
    readNumbered(reading, at) ??
    readWeekday(reading, at) ??
    readWeek(reading, at) ??
    readMonth(reading, at) ??
    readPartOfMonth(reading, at) ??
    readThisYear(reading, at) ??
    readOneAfter(reading, at)
  );
}

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
  if (meansAny(item, ['yesterday', 'lastWeek'])) {
    return one({ ...day(today - 1, 'a past day'), past: true });
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

/** A weekday with what stands before and after it: "next Tuesday", "tirsdag i næste uge", "tirsdag d. 17." */
function readWeekday(reading: Reading, at: number): Found | null {
  const { items } = reading;
  const before = meansAny(items[at], ['next', 'coming', 'this', 'last']) ? items[at] : undefined;
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
      spans: [day(week.monday + weekday - 1, 'a weekday of a named week')],
      next: week.next,
    };
  }
  const after = meansAny(items[from + 1], ['next', 'coming', 'this', 'last', 'oneAfter'])
    ? items[from + 1]
    : undefined;
  const modifier = before ?? after;
  const next = from + (after !== undefined && before === undefined ? 2 : 1);
  return { spans: [weekdaySpan(reading, { weekday, modifier })], next: Math.max(next, from + 1) };
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
  if (dated === null || span === undefined) {
    return null;
  }
  const agrees = weekdayOf(span.from) === weekday;
  return {
    spans: agrees || span.broken ? dated.spans : [{ ...span, broken: true }],
    next: dated.next,
  };
}

/** "(in) next week", "(in) week 48" after a weekday. */
function readFollowingWeek(
  reading: Reading,
  from: number,
): { monday: number; next: number } | null {
  const { items } = reading;
  const at = meansAny(items[from], ['in', 'dayMark', 'from']) ? from + 1 : from;
  const isWeek = meansAny(items[at], [
    'nextWeek',
    'thisWeek',
    'weekAfterNext',
    'weekNumber',
    'week',
    'next',
  ]);
  const week = isWeek ? (readSimple(reading, at) ?? readWeek(reading, at)) : null;
  const span = week?.spans[0];
  if (week === null || span === undefined || span.kind !== 'range') {
    return null;
  }
  return { monday: mondayOf(span.from), next: week.next };
}

function weekdaySpan(
  { scene, anchor }: Reading,
  { weekday, modifier }: { weekday: number; modifier: Item | undefined },
): Span {
  const { today } = scene;
  if (means(modifier, 'last')) {
    return { ...day(today - 1, 'a past weekday'), past: true };
  }
  if (means(modifier, 'oneAfter')) {
    const base = anchor ?? nearest(firstDay(scene), weekday);
    return day(nearest(base + 1, weekday), 'the weekday after');
  }
  if (means(modifier, 'next') && !means(modifier, 'coming')) {
    return day(mondayOf(today) + 7 + weekday - 1, 'next weekday: of next week');
  }
  const from = means(modifier, 'coming') ? today + 1 : firstDay(scene);
  return day(nearest(from, weekday), 'the nearest weekday');
}
