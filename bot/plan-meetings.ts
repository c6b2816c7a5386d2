/** Generates a group's weekly meetings ahead. Called by the office when a group is made or changed, and by `tick`. */

import { addDays, firstWeekday, toInstant, toLocal } from './calendar.ts';
import type { Store } from './context.ts';
import type { Group, LocalDate } from './types.ts';

/** Meetings are known for a year, so that "until April" has meetings to be about. */
const HORIZON_DAYS = 371;

/** Adds the meetings that are missing up to the horizon or the end of the course; to be used in a transaction. */
export function planMeetings(store: Store, group: Omit<Group, 'revision'>, now: number): void {
  const planned = store.meetings.lastPlanned(group.id);
  planFrom(store, group, { now, from: planned ? addDays(planned, 1) : null });
}

/** The same from today on: a course that begins earlier than it did lacks its first meetings. */
export function planMeetingsAnew(store: Store, group: Group, now: number): void {
  planFrom(store, group, { now, from: null });
}

function planFrom(
  store: Store,
  group: Omit<Group, 'revision'>,
  when: { readonly now: number; readonly from: LocalDate | null },
): void {
  const { now } = when;
  if (group.kind === 'home') {
    // Each visit is agreed on by itself.
    return;
  }
  const today = toLocal(now, group.zone).date;
  const from = latest(today, group.starts, when.from);
  const horizon = addDays(today, HORIZON_DAYS);
  const to = group.ends && group.ends < horizon ? group.ends : horizon;
  let added = false;
  for (let date = firstWeekday(from, group.weekday); date <= to; date = addDays(date, 7)) {
    const startsAt = toInstant(date, group.start, group.zone);
    const endsAt = toInstant(date, group.end, group.zone);
    if (endsAt > now) {
      const time = { date, start: group.start, end: group.end, startsAt, endsAt };
      added = store.meetings.plan(group.id, time) || added;
    }
  }
  if (added) {
    store.groups.touch(group.id);
  }
}

function latest(...dates: readonly (LocalDate | null)[]): LocalDate {
  return dates.reduce<LocalDate>((last, date) => (date && date > last ? date : last), '');
}
