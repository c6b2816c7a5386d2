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
    const days = readDays(ctx, words);
    const meeting = meetingToChange(ctx, days.length > 1 ? days[0] : undefined);
    const moved = newTime(ctx, meeting, {
      date: readNewDay(ctx, meeting, words),
      times: ctx.readWhen(words).times,
    });
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
 * The days a line names. "tirsdag til torsdag" is a time from one day to the other by its words; in
 * a move it is two days, each read by itself.
 */
function readDays(ctx: Context, words: string, asOn?: LocalDate): readonly LocalDate[] {
  const { dates } = ctx.readWhen(words, asOn);
  if (dates.length > 0) {
    return dates;
  }
  const parts = words.split(' ');
  const pairs = parts.map((_, index) =>
    [parts.slice(0, index), parts.slice(index)].map(
      (half) => ctx.readWhen(half.join(' '), asOn).dates,
    ),
  );
  return pairs.find((halves) => halves.every((half) => half.length === 1))?.flat() ?? [];
}

/**
 * The day to move to. A weekday alone is one of the meeting's own week: "torsdag" on the Wednesday
 * before is not tomorrow, but two days after next Tuesday.
 */
function readNewDay(ctx: Context, meeting: Meeting, words: string): LocalDate | undefined {
  const last = (dates: readonly LocalDate[]): LocalDate | undefined => dates.slice(0, 2).at(-1);
  const date = last(readDays(ctx, words));
  const monday = addDays(meeting.date, 1 - weekdayOf(meeting.date));
  if (date === undefined || date >= monday) {
    return date;
  }
  const inItsWeek = last(readDays(ctx, words, monday));
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
