/**
 * Reads numbers: times of day ("kl. 10.30", "half past ten") and minutes; the rest is left to `dates`.
 * Called once a message that has a number, before the dates are read.
 * It must leave a number alone when it cannot tell what it is.
 */

import { type Concept, MONTHS } from './concepts.ts';
import { civil, dayNumber } from './day-numbers.ts';
import { type Item, isMark, means, meansAny } from './items.ts';
import { NUMBERS, type NumberParts, numberParts, numberValue } from './numbers.ts';
import type { Scene } from './scene.ts';
import { soonWith, weekdayNamed } from './spans.ts';

const BEFORE_HOUR: readonly (readonly [Concept, number])[] = [
  ['halfTo', -30],
  ['halfPast', 30],
  ['quarterTo', -15],
  ['quarterPast', 15],
];

const AFTER_HOUR: readonly (readonly [Concept, number])[] = [
  ['plusHalf', 30],
  ['plusQuarter', 15],
  ['minusQuarter', -15],
];

const BEGINNINGS: ReadonlySet<Concept> = new Set<Concept>([
  ...NUMBERS.keys(),
  'at',
  'halfTo',
  'halfPast',
  'quarterTo',
  'quarterPast',
  'minutes',
  'between',
]);

/** Words after which a bare number is an hour. */
const BEFORE_BARE: readonly Concept[] = [
  'come',
  'comeSelf',
  'comeBare',
  'comeWeak',
  'later',
  'late',
  'notUntil',
  'before',
  'until',
  'after',
  'leaveEarly',
];

const NOT_AN_HOUR: readonly Concept[] = [
  ...MONTHS,
  'week',
  'day',
  'month',
  'year',
  'time',
  'minutes',
  'hour',
  'ordinal',
  'monthNumber',
];

/** Where times are read, and whether a language counts its hours from sunrise too. */
export interface Clock {
  readonly scene: Scene;
  readonly fromSunrise: (language: number) => boolean;
}

/** The same items with times and minutes put together. */
export function findTimes(items: readonly Item[], clock: Clock): Item[] {
  const result: Item[] = [];
  for (let at = 0; at < items.length; ) {
    const item = items[at];
    const mayBegin =
      item?.kind === 'number' || (item?.concepts.some((one) => BEGINNINGS.has(one)) ?? false);
    const found = mayBegin ? (readMinutes(items, at) ?? readTime(items, at, clock)) : null;
    if (found === null) {
      result.push(items[at] as Item);
      at += 1;
    } else {
      result.push(found.item);
      at = found.next;
    }
  }
  return result;
}

interface Found {
  readonly item: Item;
  readonly next: number;
}

function readMinutes(items: readonly Item[], at: number): Found | null {
  const ahead = means(items[at + 1], 'in') ? numberValue(items[at + 2]) : null;
  if (ahead !== null && means(items[at], 'minutes') && !meansAny(items[at + 3], UNITS)) {
    // "минут через 10", some ten minutes from now.
    const item: Item = { ...plain(items[at]), kind: 'minutes', minutes: ahead, concepts: ['in'] };
    return { item, next: at + 3 };
  }
  const short = readShortWhile(items, at);
  if (short !== null) {
    return short;
  }
  const value = numberValue(items[at]);
  const unit = items[at + 1];
  if (value === null || !meansAny(unit, ['minutes', 'hour']) || means(items[at - 1], 'at')) {
    return null;
  }
  const minutes = means(unit, 'hour') ? value * 60 : value;
  return { item: { ...plain(items[at]), kind: 'minutes', minutes }, next: at + 2 };
}

/** "In half an hour", "in a quarter", "there in 10": after a word that only means "in", with nothing behind it. */
function readShortWhile(items: readonly Item[], at: number): Found | null {
  const before = means(items[at - 1], 'number1') ? items[at - 2] : items[at - 1];
  if (!means(before, 'in') || meansAny(before, ['at', 'to', 'for', 'dayMark', 'you'])) {
    return null;
  }
  const minutes = (value: number, length: number): Found => ({
    item: { ...plain(items[at]), kind: 'minutes', minutes: value },
    next: at + length,
  });
  if (meansAny(items[at], ['halfTo', 'halfPast']) && means(items[at + 1], 'hour')) {
    return minutes(30, 2);
  }
  const value = numberValue(items[at]) ?? 0;
  const next = items[at + 1];
  const ends = next === undefined || next.kind === 'mark' || next.kind === 'emoji';
  return ends && value % 5 === 0 && value > 0 && value <= 60 ? minutes(value, 1) : null;
}

const UNITS: readonly Concept[] = ['minutes', 'hour', 'day', 'week', 'month'];

function plain(item: Item | undefined): Item {
  const { language = -1 } = item ?? {};
  return { kind: 'time', concepts: [], language, capital: false, text: '' };
}

function readTime(items: readonly Item[], at: number, clock: Clock): Found | null {
  const { scene } = clock;
  let from = at;
  let marked = false;
  const pair = isHourPair(items, at);
  while (isBeforeHour(items[from], pair) && from < at + 2) {
    marked = true;
    from += 1;
  }
  const early = BEFORE_HOUR.find(([concept]) => means(items[from], concept));
  if (early !== undefined) {
    from += 1;
    from += means(items[from], 'at') ? 1 : 0;
  }
  const minutes = clockMinutes(items, from, { marked: marked || early !== undefined, scene });
  if (minutes === null) {
    return null;
  }
  // "After ten" is later than ten, by how much is not said.
  const behind = items[from + 1]?.follows === true ? items[from + 1] : undefined;
  const before = meansAny(items[at - 1], ['after', 'later']);
  const past = means(behind, 'after') || before ? 1 : 0;
  const total = minutes + (early?.[1] ?? 0) + past;
  const { item, next } = finish(
    items,
    { at, from: from + (pair ? 3 : 1) },
    { minutes: total, clock },
  );
  const concepts = BOUNDS.filter((concept) => items[next]?.follows && means(items[next], concept));
  return { item: { ...item, concepts }, next: concepts.length > 0 ? next + 1 : next };
}

function isBeforeHour(item: Item | undefined, pair: boolean): boolean {
  return means(item, 'between') ? pair : means(item, 'at');
}

/** "Between 10 and 11": two plain numbers that no month, full stop or ending makes days. */
function isHourPair(items: readonly Item[], at: number): boolean {
  const [first, second] = [items[at + 1], items[at + 3]].map(numberParts);
  const isHour = (parts: NumberParts | null | undefined) =>
    parts?.second === null && !parts.dot && parts.first >= 7 && parts.first <= 20;
  const joined = meansAny(items[at + 2], ['and', 'to', 'but']);
  return (
    means(items[at], 'between') &&
    joined &&
    isHour(first) &&
    isHour(second) &&
    !meansAny(items[at + 4], NOT_AN_HOUR)
  );
}

/** What may follow a time in some languages; the time then means it too. */
const BOUNDS = ['until', 'before', 'after'] as const;

/** Minutes since midnight where a number at a place is a time of day. */
function clockMinutes(
  items: readonly Item[],
  at: number,
  { marked, scene }: { marked: boolean; scene: Scene },
): number | null {
  const parts = numberParts(items[at]);
  if (parts !== null && parts.second !== null) {
    const { first, second, third, separator } = parts;
    const possible =
      first * 60 + second <= 24 * 60 && second <= 59 && third === null && '.:'.includes(separator);
    const sure = separator === ':' || marked || means(items[at + 1], 'oclock') || second > 12;
    return possible && (sure || !isDayOfMonth(items, at, scene)) ? first * 60 + second : null;
  }
  const hour = numberValue(items[at]);
  if (hour === null || hour > 24 || meansAny(items[at + 1], NOT_AN_HOUR)) {
    return null;
  }
  const followed = meansAny(items[at + 1], [
    'oclock',
    'am',
    'pm',
    'plusHalf',
    'plusQuarter',
    'minusQuarter',
  ]);
  const bare =
    meansAny(items[at - 1], BEFORE_BARE) ||
    isBounded(items, at, hour) ||
    isFarHour(items, at) ||
    (isSinceVerb(items, at) && hour <= 12) ||
    isAfterWeekday(items, at, scene);
  const inFigures = items[at]?.kind === 'number' && hour >= 7 && hour < 24;
  const small = isFarHour(items, at) && items[at]?.kind === 'number';
  const isDay = !(marked || followed) && isMeetingDay(hour, scene);
  if (!(marked || followed) && isEndOfDays(items, at, hour)) {
    return null;
  }
  return marked || followed || small || (inFigures && bare && !isDay) ? hour * 60 : null;
}

/** "From 8 until 22", "in December from 3 until 9": what a range of days ends with is no hour. */
function isEndOfDays(items: readonly Item[], at: number, hour: number): boolean {
  const begins = means(items[at - 3], 'from') && numberValue(items[at - 2]) !== null;
  return begins && (hour > 12 || meansAny(items[at - 4], MONTHS));
}

/** "We come 17": over twelve it is rather a day, where a meeting is then and none at that hour. */
function isMeetingDay(hour: number, { open, today }: Scene): boolean {
  const meetings = open().filter(({ day }) => day < today + MONTH);
  const near = meetings.some(({ start, end }) => hour * 60 >= start - ABOUT && hour * 60 < end);
  return hour > 12 && !near && meetings.some(({ day }) => civil(day).day === hour);
}

/** The days after which the numbers of days come again. */
const MONTH = 28;

/** "Before 4": an hour that a meeting may be far from, where it ends the thought. */
function isFarHour(items: readonly Item[], at: number): boolean {
  return meansAny(items[at - 1], ['before', 'after']) && endsThought(items[at + 1]);
}

/** "We come from 11", "be there for 11": right after a verb of coming, where it ends the thought. */
function isSinceVerb(items: readonly Item[], at: number): boolean {
  const joins = meansAny(items[at - 1], ['from', 'for']) && items[at - 1]?.follows !== true;
  const verb = meansAny(items[at - 2], ['come', 'comeSelf', 'comeBare', 'comeWeak']);
  return joins && verb && endsThought(items[at + 1]);
}

function endsThought(next: Item | undefined): boolean {
  const ends = next === undefined || next.kind === 'emoji' || next.kind === 'mark';
  return (ends && !isMark(next, 'dash')) || meansAny(next, NAMED_AFTER);
}

const NAMED_AFTER: readonly Concept[] = ['today', 'tomorrow', 'because', 'but', 'filler', 'thanks'];

/** "Tuesday 10": an hour where that is no such Tuesday, and a meeting is about then. */
function isAfterWeekday(items: readonly Item[], at: number, scene: Scene): boolean {
  const weekday = weekdayNamed(items[at - 1]);
  const date = numberParts(items[at])?.first ?? 0;
  const next = items[at + 1];
  if (weekday === 0 || next?.kind === 'unknown' || soonWith(scene.today, { weekday, date })) {
    return false;
  }
  return scene.open().some(({ start, end }) => date * 60 >= start - ABOUT && date * 60 < end);
}

/** A bare number is an hour only when it is this near to a meeting. Two hours, in minutes. */
const ABOUT = 120;

/** "10-ig", "10'dan sonra": after a month, after "from", or with an ending of ordinals it would be a day. */
function isBounded(items: readonly Item[], at: number, hour: number): boolean {
  const before = items[at - 1];
  const next = items[at + 1];
  const isDay = meansAny(before, MONTHS) || before?.follows === true || means(next, 'ordinal');
  return next?.follows === true && meansAny(next, BOUNDS) && hour <= 12 && !isDay;
}

/** Whether "10.12" is rather a day: it is marked as one, or a meeting is then, or it is no usual time. */
function isDayOfMonth(items: readonly Item[], at: number, scene: Scene): boolean {
  const { first = 0, second = 0, dot = false } = numberParts(items[at]) ?? {};
  if (dot || meansAny(items[at - 1], ['dayMark', 'from', 'until', 'since'])) {
    return true;
  }
  const { year } = civil(scene.today);
  const days = [dayNumber(year, second ?? 1, first), dayNumber(year + 1, second ?? 1, first)];
  const isMeeting = scene.meetings().some(({ day }) => days.includes(day) && day >= scene.today);
  return isMeeting || first < 7 || first > 20 || (second ?? 1) % 5 !== 0;
}

/** Takes in what follows the hour: "o'clock", "a.m.", "and a half", the end of a span of time. */
function finish(
  items: readonly Item[],
  { at: first, from }: { at: number; from: number },
  { minutes, clock }: { minutes: number; clock: Clock },
): Found {
  const { scene, fromSunrise } = clock;
  let at = from;
  let total = minutes;
  let loose = minutes < 12 * 60;
  for (let more = true; more; ) {
    const item = items[at];
    const added = AFTER_HOUR.find(([concept]) => means(item, concept));
    const half = meansAny(item, ['pm', 'afternoon', 'evening']);
    const inMorning = meansAny(item, ['am']);
    more = added !== undefined || half || inMorning || means(item, 'oclock');
    total += added?.[1] ?? 0;
    total += half && total < 12 * 60 ? 12 * 60 : 0;
    loose &&= !(half || inMorning);
    at += more ? 1 : 0;
  }
  if (isMark(items[at], 'dash') && clockMinutes(items, at + 1, { marked: true, scene }) !== null) {
    at += 2;
  }
  // Who writes thirteen or more counts from midnight.
  const sunrise =
    minutes < 13 * 60 && items.slice(first, at).some(({ language }) => fromSunrise(language));
  const hours = hoursOf(total, { loose, sunrise });
  return { item: { ...plain(items[from - 1]), kind: 'time', minutes: total, hours }, next: at };
}

const HALF_DAY = 12 * 60;

/** Every hour that a time may be: in the afternoon too, and, counted from sunrise, six hours later. */
function hoursOf(
  minutes: number,
  { loose, sunrise }: { loose: boolean; sunrise: boolean },
): readonly number[] {
  const hours = loose ? [minutes, minutes + HALF_DAY] : [minutes];
  if (!sunrise) {
    return hours;
  }
  const later = (minutes + HALF_DAY / 2) % HALF_DAY;
  return [
    ...hours,
    ...(loose || minutes < HALF_DAY ? [later] : []),
    ...(loose || minutes >= HALF_DAY ? [later + HALF_DAY] : []),
  ];
}
