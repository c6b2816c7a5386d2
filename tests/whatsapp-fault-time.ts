/** The time of a fault run: from which day it begins, and how far it goes at once. Pure. */

import type { Random } from './random.ts';
import type { FaultGroup } from './whatsapp-fault-people.ts';

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;
const ZONE = 'Europe/Copenhagen';

export function localOf(at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(ZONE);
}

/** The next first Monday of November, at nine: no clock changes until the run is over. */
export function startOfCourse(now: number): number {
  const today = localOf(now).toPlainDate();
  const candidates = [0, 1].map((years) => {
    const first = Temporal.PlainDate.from({ year: today.year + years, month: 11, day: 1 });
    return first
      .add({ days: (8 - first.dayOfWeek) % 7 })
      .toZonedDateTime({ timeZone: ZONE, plainTime: Temporal.PlainTime.from('09:00') });
  });
  return Math.min(
    ...candidates.map(({ epochMilliseconds }) => epochMilliseconds).filter((at) => at > now),
  );
}

/** When the next reminder of any group is due, and a second more. */
export function nextReminderAt(groups: readonly FaultGroup[], now: number): number {
  const today = localOf(now).toPlainDate();
  const instants = groups.flatMap(({ weekday, reminders }) =>
    reminders.flatMap(({ daysBefore, time }) =>
      [0, 7].map(
        (later) =>
          today
            .add({ days: ((weekday - today.dayOfWeek + 7) % 7) + later - daysBefore })
            .toZonedDateTime({ timeZone: ZONE, plainTime: Temporal.PlainTime.from(time) })
            .epochMilliseconds,
      ),
    ),
  );
  return Math.min(...instants.filter((at) => at > now)) + 1000;
}

/** Minutes as a rule, an hour now and then, seldom half a day. */
export function drawMinutes(random: Random): number {
  const dice = random.next();
  if (dice < 0.6) {
    return random.between(0, 10);
  }
  return dice < 0.9 ? random.between(10, 90) : random.between(90, 360);
}
