/**
 * The world that `npm run understand` reads messages in: one meeting a week around the day they were
 * sent. Called by that command, its tests and the bench. It must never read the clock.
 */

import { BadInput } from '../bad-input.ts';
import { addDays, firstWeekday, isLocalTime, isZone, parseWeekday, toLocal } from '../calendar.ts';
import { DEFAULT_ZONE } from '../group-input.ts';
import type { LocalDate, LocalTime, Weekday, World, WorldMeeting } from '../types.ts';
import { shorten } from './arguments.ts';

/** A weekly meeting. */
export interface Weekly {
  readonly weekday: Weekday;
  readonly start: LocalTime;
  readonly end: LocalTime;
  readonly zone: string;
}

/** How far the meetings reach around the message. */
const WEEKS_BEFORE = 2;
const WEEKS_AFTER = 60;

/**
 * The weekly meeting that options describe; Tuesday 10–12 in Copenhagen where they say nothing.
 * @throws BadInput at a weekday, time or zone that there is not
 */
export function readWeekly(text: Readonly<Record<string, string>>): Weekly {
  const { weekday = 'tuesday', start = '10:00', end = '12:00', zone = DEFAULT_ZONE } = text;
  const day = parseWeekday(weekday);
  if (day === null) {
    throw new BadInput(`--weekday: "${shorten(weekday)}" is no weekday; give one such as tuesday`);
  }
  for (const [name, time] of [
    ['start', start],
    ['end', end],
  ] as const) {
    if (!isLocalTime(time)) {
      throw new BadInput(`--${name}: "${shorten(time)}" is no time; give HH:MM such as 10:00`);
    }
  }
  if (start >= end) {
    throw new BadInput(`--end: ${end} is not after the start ${start}; give a later time`);
  }
  if (!isZone(zone)) {
    throw new BadInput(`--zone: "${shorten(zone)}" is no time zone such as ${DEFAULT_ZONE}`);
  }
  return { weekday: day, start, end, zone };
}

/**
 * Local day and time of an ISO instant (`…Z`, `…+01:00`) or a local time (`2026-11-16T12:00`).
 * @returns null where it is neither
 */
export function readSentAt(
  text: string,
  zone: string,
): { readonly date: LocalDate; readonly time: LocalTime } | null {
  try {
    if (/(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) && text.includes('T')) {
      return toLocal(Temporal.Instant.from(text).epochMilliseconds, zone);
    }
    const local = Temporal.PlainDateTime.from(text);
    return {
      date: local.toPlainDate().toString(),
      time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    };
  } catch {
    return null;
  }
}

/**
 * Makes worlds for messages of one weekly meeting. A reply quotes the reminder for the meeting that is
 * next when it is sent; today's is next until its end.
 */
export function makeWorlds(
  weekly: Weekly,
): (sent: { date: LocalDate; time: LocalTime }, isReply: boolean) => World {
  const byFirst = new Map<LocalDate, readonly WorldMeeting[]>();
  return ({ date, time }, isReply) => {
    const isOver = time >= weekly.end;
    const next = firstWeekday(isOver ? addDays(date, 1) : date, weekly.weekday);
    const first = addDays(firstWeekday(date, weekly.weekday), -7 * WEEKS_BEFORE);
    let meetings = byFirst.get(first);
    if (meetings === undefined) {
      meetings = plan(first, weekly);
      byFirst.set(first, meetings);
    }
    const world: World = { meetings, sentDate: date, sentTime: time, languages: [] };
    return isReply ? { ...world, replyTo: next } : world;
  };
}

function plan(first: LocalDate, { start, end }: Weekly): readonly WorldMeeting[] {
  return Array.from({ length: WEEKS_BEFORE + WEEKS_AFTER + 1 }, (_, week) => ({
    date: addDays(first, 7 * week),
    start,
    end,
  }));
}
