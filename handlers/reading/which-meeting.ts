/** Which meeting a command is about. */

import type { Context } from '../../bot/context.ts';
import type { LocalDate, Meeting, MeetingId } from '../../bot/types.ts';
import { isCalledOff } from '../attendance-state.ts';
import { Refusal } from '../commands/refusal.ts';

/** How long after a meeting its attendance is what `/attendance` without a day is about. */
const RECENT_MS = 14 * 24 * 60 * 60 * 1000;

/**
 * The meeting on that day, or the next one where no day is given. Cancelled ones are refused: who
 * writes "/cancel" twice does not mean the week after.
 */
export function meetingToChange(ctx: Context, date: LocalDate | undefined): Meeting {
  const day = date ?? ctx.meetings().find((candidate) => candidate.endsAt > ctx.now)?.date;
  return changeable(ctx, day === undefined ? undefined : meetingOn(ctx, day));
}

/** The same meeting when it is to be changed at last: it may have been changed meanwhile. */
export function meetingToChangeById(ctx: Context, id: MeetingId): Meeting {
  return changeable(
    ctx,
    ctx.meetings().find((meeting) => meeting.id === id),
  );
}

function changeable(ctx: Context, meeting: Meeting | undefined): Meeting {
  if (!meeting) {
    throw new Refusal('error.no_meeting');
  }
  const day = { day: meeting.date };
  if (meeting.status === 'cancelled') {
    throw new Refusal('error.already_cancelled', { day });
  }
  if (meeting.status === 'held' || meeting.endsAt <= ctx.now) {
    throw new Refusal('error.over', { day });
  }
  return meeting;
}

/**
 * The meeting on that day, or the last one that has begun; also one that was said, afterwards, not to have
 * taken place.
 */
export function meetingThatBegan(ctx: Context, date: LocalDate | undefined): Meeting {
  const meeting = date === undefined ? lastBegun(ctx) : meetingOn(ctx, date);
  if (!meeting) {
    throw new Refusal('error.none_begun');
  }
  const day = { day: meeting.date };
  if (!mayHaveBeen(ctx, meeting)) {
    throw new Refusal('error.already_cancelled', { day });
  }
  if (meeting.startsAt > ctx.now) {
    throw new Refusal('error.not_begun', { day });
  }
  return meeting;
}

/** The meeting on that day; of a cancelled and another one, the other. */
export function meetingOn(ctx: Context, date: LocalDate): Meeting {
  const found = ctx.meetings().filter((meeting) => meeting.date === date);
  const meeting = found.find((candidate) => candidate.status !== 'cancelled') ?? found[0];
  if (!meeting) {
    throw new Refusal('error.no_meeting_on', { day: { day: date } });
  }
  return meeting;
}

/** Whether somebody may have come: it was not cancelled before it began. */
function mayHaveBeen(ctx: Context, meeting: Meeting): boolean {
  const record = ctx.store.meetings.recordOf(meeting.id);
  return meeting.status !== 'cancelled' || (record !== null && isCalledOff(record));
}

/** Behind a cancelled meeting, one that is recorded already is not meant: the cancelled one is. */
function lastBegun(ctx: Context): Meeting | undefined {
  const begun = ctx
    .meetings()
    .filter(({ startsAt }) => startsAt <= ctx.now && startsAt > ctx.now - RECENT_MS);
  const last = begun.at(-1);
  const meeting = begun.findLast((candidate) => mayHaveBeen(ctx, candidate));
  const isDone = meeting && ctx.store.answers.attendance(meeting.id).length > 0;
  return meeting !== last && isDone ? last : (meeting ?? last);
}
