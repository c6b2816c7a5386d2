/**
 * The pretend clock: stands still until it is moved, only forward, and is kept in the store. Used by
 * the files beside it; never reads the machine's own clock.
 */
import { BadInput } from '../../bad-input.ts';
import type { Store } from './store.ts';

/** Durations in days mean calendar days here: a day of 23 or 25 hours is one day. */
const ZONE = 'Europe/Copenhagen';

/** What the pretend clock shows. */
export function readNow(store: Store): number {
  return store.get<{ now: number }>('select now from world')?.now ?? 0;
}

/** Puts the pretend clock; the caller has made sure that it is not backwards. */
export function writeNow(store: Store, now: number): void {
  store.run('update world set now = ?', now);
}

/** The time of what happens now: the clock's, but always later than whatever happened before. */
export function stamp(store: Store): number {
  store.run('update world set last_at = max(now, last_at + 1)');
  return store.get<{ at: number }>('select last_at as at from world')?.at ?? 0;
}

/**
 * The instant an ISO 8601 duration after another.
 * @throws BadInput naming `field` where it is no duration, negative or beyond the calendar.
 */
export function addDuration(at: number, duration: unknown, field: string): number {
  if (typeof duration !== 'string') {
    throw new BadInput(`${field} must be an ISO duration in quotes, for example "PT90M" or "P1D".`);
  }
  const from = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(ZONE);
  const then = parseThen(from, duration);
  if (then === null) {
    throw new BadInput(`${field} is no ISO duration within the calendar; write "PT90M" or "P1D".`);
  }
  if (then < at) {
    throw new BadInput(`${field} is negative; the pretend clock only moves forward.`);
  }
  return then;
}

function parseThen(from: Temporal.ZonedDateTime, duration: string): number | null {
  try {
    return from.add(Temporal.Duration.from(duration)).epochMilliseconds;
  } catch {
    return null;
  }
}
