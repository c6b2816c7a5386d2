/**
 * Local days and times against instants, by IANA zone. Pure: reads no clock.
 * Days are calendar days, never 24 hours, so both clock changes come out right.
 */

import type { LocalDate, LocalTime, Weekday } from './types.ts';

const DAY_NAMES = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The instant of a local time. In the hour that does not exist in spring it is moved on by that
 * hour, in the hour that comes twice in autumn the first is meant (Temporal's "compatible").
 */
export function toInstant(date: LocalDate, time: LocalTime, zone: string): number {
  return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone).epochMilliseconds;
}

/** The local day and time of an instant. */
export function toLocal(at: number, zone: string): { date: LocalDate; time: LocalTime } {
  const local = new Date(at + offsetAt(at, zone)).toISOString();
  return { date: local.slice(0, 10), time: local.slice(11, 16) };
}

/** A zone's offset from UTC, and the stretch of time in which it holds. */
interface Stretch {
  readonly fromAt: number;
  readonly toAt: number;
  readonly offsetMs: number;
}

/** The stretch each zone was last asked about: this runs for every message, and they are months long. */
const stretches = new Map<string, Stretch>();

function offsetAt(at: number, zone: string): number {
  const known = stretches.get(zone);
  if (known && at >= known.fromAt && at < known.toAt) {
    return known.offsetMs;
  }
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const stretch = {
    fromAt:
      local.add({ nanoseconds: 1 }).getTimeZoneTransition('previous')?.epochMilliseconds ??
      -Infinity,
    toAt: local.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity,
    offsetMs: local.offsetNanoseconds / 1e6,
  };
  stretches.set(zone, stretch);
  return stretch.offsetMs;
}

/** The day so many calendar days later (or earlier). */
export function addDays(date: LocalDate, days: number): LocalDate {
  // Days of UTC are all alike, and this is ten times as fast as Temporal: flows count days all the time.
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Calendar days from one day to another, negative where the second is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'day' }).days;
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(date: LocalDate): Weekday {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() || 7) as Weekday;
}

/** The first day on or after `date` that is this weekday. */
export function firstWeekday(date: LocalDate, weekday: Weekday): LocalDate {
  return addDays(date, (weekday - weekdayOf(date) + 7) % 7);
}

/** The weekday of an English name, or null. */
export function parseWeekday(name: string): Weekday | null {
  const index = DAY_NAMES.indexOf(name.toLowerCase() as (typeof DAY_NAMES)[number]);
  return index < 0 ? null : ((index + 1) as Weekday);
}

/** The English name of a weekday. */
export function weekdayName(weekday: Weekday): string {
  return DAY_NAMES[weekday - 1] ?? '';
}

/** Minutes since local midnight. */
export function minutesOf(time: LocalTime): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

/** The local time so many minutes after midnight, `HH:MM`; stays within the day. */
export function timeOf(minutes: number): LocalTime {
  const inDay = Math.max(0, Math.min(23 * 60 + 59, minutes));
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`;
}

/** Whether a text is a day that exists, as `YYYY-MM-DD`. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return false;
  }
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** Whether a text is a time of day, as `HH:MM`. */
export function isLocalTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** Whether this machine knows a zone by that IANA name. */
export function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** The ISO week of a day, for example `2026-W47`. */
export function isoWeek(date: LocalDate): string {
  const day = Temporal.PlainDate.from(date);
  return `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, '0')}`;
}

/** Evening and night belong to the families. Local times; the end is on the next day. */
export const QUIET_HOURS = { from: '21:00', until: '08:00' } as const;

/** Nobody is disturbed the minute that the quiet hours end. */
const MORNING = '08:30';

/** The instant itself, or half past eight in the morning where it lies in the quiet hours. */
export function afterQuiet(at: number, zone: string): number {
  const until = quietUntil(at, zone);
  return until === null ? at : toInstant(toLocal(until, zone).date, MORNING, zone);
}

/** When the quiet hours that an instant is in are over; null where it is in none. */
export function quietUntil(at: number, zone: string): number | null {
  const { date, time } = toLocal(at, zone);
  if (time >= QUIET_HOURS.from) {
    return toInstant(addDays(date, 1), QUIET_HOURS.until, zone);
  }
  return time < QUIET_HOURS.until ? toInstant(date, QUIET_HOURS.until, zone) : null;
}
