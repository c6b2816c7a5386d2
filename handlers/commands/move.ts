/** `/move`: the meeting is at another time, and the group is told in its languages. */

import {
  addDays,
  daysBetween,
  minutesOf,
  timeOf,
  toInstant,
  weekdayOf,
} from '../../bot/calendar.ts';
import type { Command, Context, When } from '../../bot/context.ts';
import type { LocalDate, Meeting } from '../../bot/types.ts';
import { announce, confirm } from './announce.ts';
import { Refusal } from './refusal.ts';
import { STAFF } from './roles.ts';
import { meetingToChange } from './which-meeting.ts';

export const move: Command = {
  id: 'move',
  roles: STAFF,
  run(ctx, { words }) {
    const when = ctx.readWhen(words);
    const meeting = meetingToChange(ctx, when.dates.length > 1 ? when.dates[0] : undefined);
    const date = readNewDay(ctx, meeting, words);
    const moved = newTime(ctx, meeting, { date, times: when.times });
    ctx.store.meetings.reschedule(meeting.id, moved, 'moved');
    ctx.meetingChanged(meeting);
    const values = { day: { day: moved.date }, start: moved.start, end: moved.end };
    announce(ctx, { ...meeting, endsAt: Math.max(meeting.endsAt, moved.endsAt) }, (language) =>
      ctx.say(language, 'meeting.moved', { ...values, oldDay: { day: meeting.date } }),
    );
    confirm(ctx, ctx.say(ctx.language, 'move.done', values));
  },
};

/**
 * The day to move to. A weekday alone is one of the meeting's own week: "torsdag" on the Wednesday
 * before is not tomorrow, but two days after next Tuesday.
 */
function readNewDay(ctx: Context, meeting: Meeting, words: string): LocalDate | undefined {
  const last = (dates: readonly LocalDate[]): LocalDate | undefined => dates.slice(0, 2).at(-1);
  const date = last(ctx.readWhen(words).dates);
  const monday = addDays(meeting.date, 1 - weekdayOf(meeting.date));
  if (date === undefined || date >= monday) {
    return date;
  }
  const inItsWeek = last(ctx.readWhen(words, monday).dates);
  // What is no weekday, such as "20/11" or "i morgen", does not move on by whole weeks.
  const isWeekday =
    inItsWeek !== undefined && inItsWeek >= monday && daysBetween(date, inItsWeek) % 7 === 0;
  return isWeekday ? inItsWeek : date;
}

/** "torsdag kl. 11", "24/11 kl. 10-12", "kl. 13": what is not said stays, the length too. */
function newTime(
  ctx: Context,
  meeting: Meeting,
  { date, times }: { date: LocalDate | undefined; times: When['times'] },
) {
  const [start, end] = times;
  if (!date && !start) {
    throw new Refusal('error.move_where');
  }
  const newDate = date ?? meeting.date;
  const newStart = start ?? meeting.start;
  const length = minutesOf(meeting.end) - minutesOf(meeting.start);
  const newEnd = end ?? timeOf(minutesOf(newStart) + length);
  const startsAt = toInstant(newDate, newStart, ctx.group.zone);
  const endsAt = toInstant(newDate, newEnd, ctx.group.zone);
  if (startsAt <= ctx.now || endsAt <= startsAt) {
    throw new Refusal('error.move_past');
  }
  const clash = ctx
    .meetings()
    .some(
      (other) => other.id !== meeting.id && other.date === newDate && other.status !== 'cancelled',
    );
  if (clash) {
    throw new Refusal('error.move_clash', { day: { day: newDate } });
  }
  return { date: newDate, start: newStart, end: newEnd, startsAt, endsAt };
}
