/**
 * Named days as spans, and the few sums they need: which month, which year, which weekday is meant.
 * Called by all readers of dates. It must never look at the meetings.
 */

import { MONTHS, WEEKDAYS } from './concepts.ts';
import { civil, dayNumber, daysIn, weekdayOf } from './day-numbers.ts';
import { type Item, means, type Span } from './items.ts';
import type { Scene } from './scene.ts';

export interface Found {
  readonly spans: readonly Span[];
  readonly next: number;
}

export interface Reading {
  readonly items: readonly Item[];
  readonly scene: Scene;
  /** The day named last in this message. */
  readonly anchor: number | null;
}

/** The course of a group ends within this many days; open ranges do too. */
export const FAR = 800;

/** The rule of an open range from a day on. */
export const FROM = 'from a day on';

/** The rule of a range with both ends. */
export const FROM_TO = 'from a day to a day';

/** The rule of a month. */
export const MONTH = 'a month';

/** The rule of one date. */
export const DATE = 'a date';

/** The rule of a weekday without more. */
export const NEAREST = 'the nearest weekday';

/** The rule of "3.-17. December". */
export const DATES = 'a range of dates';

/** The rule of "until" before its day. */
export const UNTIL = 'until a day';

/** The rule of an open range after a day. */
export const AFTER = 'after a day';

/** Dates this many days back are last year's news; older ones mean next year. */
const RECENT_DAYS = 60;

export function day(from: number, rule: string): Span {
  return { from, to: from, kind: 'day', rule };
}

export function range(from: number, to: number, rule: string): Span {
  return { from, to, kind: 'range', rule };
}

/** 1–12, or 0. A name that is also another word counts only beside a number or a small word. */
export function monthOf(item: Item | undefined): number {
  return item === undefined ? 0 : MONTHS.findIndex((month) => means(item, month)) + 1;
}

/** 1–7, or 0. */
export function weekdayNamed(item: Item | undefined, names = WEEKDAYS): number {
  return item === undefined ? 0 : names.findIndex((weekday) => means(item, weekday)) + 1;
}

export function monthRange(year: number, month: number, today: number): Span {
  const first = dayNumber(year, month, 1);
  return range(Math.max(first, today), first + daysIn(year, month) - 1, MONTH);
}

/** The day of a month that is meant by a date without a year: the next one, unless just past. */
export function dateOf(
  today: number,
  { date, month, year }: { date: number; month: number; year?: number | null },
): Span {
  const now = civil(today);
  const rule = DATE;
  const full = year === null || year === undefined ? null : year < 100 ? 2000 + year : year;
  const isPossible = month >= 1 && month <= 12 && date >= 1 && date <= 31;
  const chosen = full ?? now.year;
  if (!isPossible || date > daysIn(chosen, month)) {
    return { ...day(today, rule), broken: true };
  }
  const found = dayNumber(chosen, month, date);
  if (full === null && found < today - RECENT_DAYS) {
    return day(dayNumber(chosen + 1, month, date), rule);
  }
  return found < today ? { ...day(found, rule), past: true } : day(found, rule);
}

/** The first day from one on that is this weekday. */
export function nearest(from: number, weekday: number): number {
  return from + ((weekday - weekdayOf(from) + 7) % 7);
}

/** A day named by weekday and number alone lies this near: ahead, or just past. In days. */
const SOON = 60;
const JUST_PAST = 14;

interface WeekdayDate {
  readonly weekday: number;
  readonly date: number;
}

/** The coming day with this weekday and number that lies near; null where there is none. */
export function soonWith(today: number, { weekday, date }: WeekdayDate): number | null {
  for (let at = nearest(today, weekday); at <= today + SOON; at += 7) {
    if (civil(at).day === date) {
      return at;
    }
  }
  return null;
}

/** The same of the days just past. */
export function justPastWith(today: number, { weekday, date }: WeekdayDate): number | null {
  const first = nearest(today - JUST_PAST, weekday);
  return [first, first + 7].find((at) => at < today && civil(at).day === date) ?? null;
}

/** When a part of the day is, in minutes since midnight; null where an item names none. */
export function partOfDay(item: Item | undefined): NonNullable<Span['part']> | null {
  if (means(item, 'morning')) {
    return [0, 12 * 60];
  }
  if (means(item, 'noon')) {
    return [11 * 60, 14 * 60];
  }
  if (means(item, 'afternoon')) {
    return [12 * 60, 18 * 60];
  }
  return means(item, 'evening') ? [17 * 60, 24 * 60] : null;
}
