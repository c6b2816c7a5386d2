/** `/move`: the meeting is at another time, and the group is told in its languages. */

import { minutesOf, timeOf, toInstant } from '../../bot/calendar.ts';
import type { Command, Context, When } from '../../bot/context.ts';
import type { Meeting } from '../../bot/types.ts';
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
    const moved = newTime(ctx, meeting, when);
    ctx.store.meetings.reschedule(meeting.id, moved, 'moved');
    ctx.meetingChanged(meeting);
    const values = { day: { day: moved.date }, start: moved.start, end: moved.end };
    announce(ctx, { ...meeting, endsAt: Math.max(meeting.endsAt, moved.endsAt) }, (language) =>
      ctx.say(language, 'meeting.moved', { ...values, oldDay: { day: meeting.date } }),
    );
    confirm(ctx, ctx.say(ctx.language, 'move.done', values));
  },
};

/** "torsdag kl. 11", "24/11 kl. 10-12", "kl. 13": what is not said stays, the length too. */
function newTime(ctx: Context, meeting: Meeting, when: When) {
  const date = when.dates.length > 1 ? when.dates[1] : when.dates[0];
  const [start, end] = when.times;
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
