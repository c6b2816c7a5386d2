/** `/move`: the meeting is at another time, and the group is told in its languages. */

import {
  addDays,
  daysBetween,
  minutesOf,
  timeOf,
  toInstant,
  weekdayOf,
} from '../../bot/calendar.ts';
import type { Command, Context, MeetingTime, When } from '../../bot/context.ts';
import { worded } from '../../bot/home-visits.ts';
import type { LocalDate, Meeting, MeetingId } from '../../bot/types.ts';
import { meetingToChange, meetingToChangeById } from '../reading/which-meeting.ts';
import { announce, report } from './announce.ts';
import { propose } from './propose.ts';
import { Refusal } from './refusal.ts';
import { type MeetingChange, noteMeetingChange, restoreMeeting } from './restore-meeting.ts';
import { STAFF } from './roles.ts';

export const move: Command = {
  id: 'move',
  roles: STAFF,
  both: true,
  run(ctx, { words }) {
    const days = readDays(ctx, words);
    const meeting = meetingToChange(ctx, days.length > 1 ? days[0] : undefined);
    const moved = newTime(ctx, meeting, {
      date: readNewDay(ctx, meeting, words),
      times: ctx.readWhen(words).times,
      words,
    });
    propose(ctx, move, {
      change: { meeting: meeting.id, moved } satisfies Move,
      preview: announcement(ctx, meeting, moved),
    });
  },
  carryOut(ctx, change) {
    const { meeting: id, moved } = change as Move;
    const meeting = meetingToChangeById(ctx, id);
    refuseImpossible(ctx, meeting, moved);
    const text = announcement(ctx, meeting, moved);
    ctx.store.meetings.reschedule(meeting.id, moved, 'moved');
    ctx.meetingChanged(meeting);
    announce(ctx, { endsAt: Math.max(meeting.endsAt, moved.endsAt) }, text);
    noteMeetingChange(ctx, 'move', meeting);
    report(ctx, ctx.say(ctx.language, worded(ctx, 'move.done'), valuesOf(moved)));
  },
  undo(ctx, before) {
    const { was } = before as MeetingChange;
    restoreMeeting(ctx, before as MeetingChange, 'meeting.moved_back');
    return ctx.say(ctx.language, worded(ctx, 'undo.restored'), { day: { day: was.date } });
  },
};

interface Move {
  readonly meeting: MeetingId;
  readonly moved: MeetingTime;
}

function valuesOf({ date, start, end }: MeetingTime) {
  return { day: { day: date }, start, end };
}

function announcement(ctx: Context, meeting: Meeting, moved: MeetingTime): string {
  return ctx.inEveryLanguage((language) =>
    ctx.say(language, worded(ctx, 'meeting.moved'), {
      ...valuesOf(moved),
      oldDay: { day: meeting.date },
    }),
  );
}

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

/** An hour was named that is none: "kl. 25". */
const NO_HOUR = /\b(?:kl|at)\.?\s*\d/i;

/** "torsdag kl. 11", "24/11 kl. 10-12", "kl. 13": what is not said stays, the length too. */
function newTime(
  ctx: Context,
  meeting: Meeting,
  { date, times, words }: { date: LocalDate | undefined; times: When['times']; words: string },
): MeetingTime {
  const [start, end] = times;
  if ((!date && !start) || (!start && NO_HOUR.test(words))) {
    throw new Refusal('error.move_where');
  }
  const newDate = date ?? meeting.date;
  const newStart = start ?? meeting.start;
  const length = minutesOf(meeting.end) - minutesOf(meeting.start);
  const newEnd = end ?? timeOf(minutesOf(newStart) + length);
  const startsAt = toInstant(newDate, newStart, ctx.group.zone);
  const endsAt = toInstant(newDate, newEnd, ctx.group.zone);
  const moved = { date: newDate, start: newStart, end: newEnd, startsAt, endsAt };
  refuseImpossible(ctx, meeting, moved);
  return moved;
}

/** Nothing is moved into the past, nor on another meeting. */
function refuseImpossible(ctx: Context, meeting: Meeting, moved: MeetingTime): undefined {
  if (moved.startsAt <= ctx.now || moved.endsAt <= moved.startsAt) {
    throw new Refusal('error.move_past');
  }
  const clash = ctx
    .meetings()
    .some(
      (other) =>
        other.id !== meeting.id && other.date === moved.date && other.status !== 'cancelled',
    );
  if (clash) {
    throw new Refusal('error.move_clash', { day: { day: moved.date } });
  }
}
