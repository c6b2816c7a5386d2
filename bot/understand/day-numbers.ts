/**
 * Calendar arithmetic on whole days since 1 January 1970, without zones or instants.
 * Called by the reader of dates, many times a message, so it allocates next to nothing.
 * It must never ask what day it is.
 */

import type { LocalDate, LocalTime } from '../types.ts';

/** Days since 1970-01-01 of a Gregorian day (month 1–12). Algorithm: Howard Hinnant, `days_from_civil`. */
export function dayNumber(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Year, month (1–12) and day of a day number. Algorithm: Howard Hinnant, `civil_from_days`. */
export function civil(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

/** Day number of `YYYY-MM-DD`. */
export function parseDay(date: LocalDate): number {
  return dayNumber(digits(date, 0) * 100 + digits(date, 2), digits(date, 5), digits(date, 8));
}

/** `YYYY-MM-DD` of a day number. */
export function formatDay(days: number): LocalDate {
  const { year, month, day } = civil(days);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** Minutes since midnight of `HH:MM`. */
export function parseMinutes(time: LocalTime): number {
  return digits(time, 0) * 60 + digits(time, 3);
}

/** Two decimal digits at a place; reading them so allocates nothing. */
function digits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(days: number): number {
  return ((((days + 3) % 7) + 7) % 7) + 1;
}

/** The Monday of the ISO week that a day is in. */
export function mondayOf(days: number): number {
  return days - weekdayOf(days) + 1;
}

/** The Monday of ISO week `week` of a year: week 1 is the one with 4 January (ISO 8601). */
export function mondayOfWeek(year: number, week: number): number {
  return mondayOf(dayNumber(year, 1, 4)) + 7 * (week - 1);
}

/** Days in a month, 1–12. */
export function daysIn(year: number, month: number): number {
  return month === 12 ? 31 : dayNumber(year, month + 1, 1) - dayNumber(year, month, 1);
}
