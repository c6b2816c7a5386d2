/**
 * Days on which a group may not want to meet: public holidays of Denmark, the usual weeks of its school
 * holidays, and great festivals that many mothers keep. Pure; asked by flows and commands.
 */

import shipped from '../data/shipped/holidays.json' with { type: 'json' };
import type { LocalDate } from './types.ts';

/** `public` and `school`: most groups pause. `festival`: a good thing to know. */
export interface Holiday {
  readonly kind: 'public' | 'school' | 'festival';
  /** Its part of the texts' key `holiday.<id>`. */
  readonly id: string;
}

/** Folkeskoler choose them by municipality; these are the weeks in most. ISO weeks. */
const SCHOOL_WEEKS: readonly (readonly [id: string, weeks: readonly number[]])[] = [
  ['winter-break', [7]],
  ['summer-break', [27, 28, 29, 30, 31]],
  ['autumn-break', [42]],
];

/** From the day before Christmas Eve to the second day of the year. */
const CHRISTMAS_BREAK = { from: '12-23', to: '01-02' };

/** Month and day of the Umm al-Qura calendar; what is seen of the moon may differ by a day. */
const FESTIVALS: readonly (readonly [id: string, month: number, day: number])[] = [
  ['ramadan', 9, 1],
  ['eid-al-fitr', 10, 1],
  ['eid-al-adha', 12, 10],
];

const DAYS: Readonly<Record<string, string>> = shipped.days;

/** What a day is, the most official first; null for an ordinary day. */
export function holidayOn(date: LocalDate): Holiday | null {
  const named = DAYS[date];
  if (named) {
    return { kind: 'public', id: named };
  }
  return festivalOn(date) ?? schoolHolidayOn(date);
}

function festivalOn(date: LocalDate): Holiday | null {
  const { month, day } = Temporal.PlainDate.from(date).withCalendar('islamic-umalqura');
  const found = FESTIVALS.find(([, inMonth, onDay]) => inMonth === month && onDay === day);
  const id = found?.[0] ?? (date.endsWith('-03-21') ? 'newroz' : null);
  return id === null ? null : { kind: 'festival', id };
}

function schoolHolidayOn(date: LocalDate): Holiday | null {
  const monthDay = date.slice(5);
  if (monthDay >= CHRISTMAS_BREAK.from || monthDay <= CHRISTMAS_BREAK.to) {
    return { kind: 'school', id: 'christmas-break' };
  }
  const { weekOfYear } = Temporal.PlainDate.from(date);
  const found = SCHOOL_WEEKS.find(([, weeks]) => weekOfYear && weeks.includes(weekOfYear));
  return found ? { kind: 'school', id: found[0] } : null;
}
