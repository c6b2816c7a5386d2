/** Notes how a meeting was before a command changed it, and brings that back. */

import type { Context, SayKey } from '../../bot/context.ts';
import { worded } from '../../bot/home-visits.ts';
import type { CommandId, Meeting } from '../../bot/types.ts';
import { announce } from './announce.ts';
import { Refusal } from './refusal.ts';

/** A meeting before and after a command. */
export interface MeetingChange {
  readonly was: Meeting;
  readonly is: Meeting;
}

/** Notes that the asker changed a meeting; to be called once the change is written. */
export function noteMeetingChange(ctx: Context, command: CommandId, was: Meeting): undefined {
  const is = ctx.meetings().find(({ id }) => id === was.id);
  if (is) {
    const change: MeetingChange = { was, is };
    const { group, member } = ctx;
    ctx.store.deeds.note({
      ...{ group: group.id, member: member.id, command },
      ...{ before: change, at: ctx.now },
    });
  }
}

/**
 * Brings a meeting back to how it was, and tells the group by the text of that key.
 * @throws Refusal where it is over, somebody changed it since, or another is on that day now
 */
export function restoreMeeting(ctx: Context, { was, is }: MeetingChange, key: SayKey): undefined {
  const now = ctx.meetings().find(({ id }) => id === was.id);
  const day = { day: was.date };
  if (!now || stateOf(now) !== stateOf(is)) {
    throw new Refusal('error.undo_changed', { day });
  }
  if (was.endsAt <= ctx.now) {
    throw new Refusal('error.over', { day });
  }
  const isTaken = ctx
    .meetings()
    .some(({ id, date, status }) => id !== was.id && date === was.date && status !== 'cancelled');
  if (isTaken) {
    throw new Refusal('error.move_clash', { day });
  }
  const status = was.status === 'moved' ? 'moved' : 'planned';
  ctx.store.meetings.reschedule(was.id, was, status);
  ctx.meetingChanged(was);
  const text = ctx.inEveryLanguage((language) =>
    ctx.say(language, worded(ctx, key), { day, start: was.start, end: was.end }),
  );
  announce(ctx, was, text);
}

function stateOf({ status, startsAt, endsAt }: Meeting): string {
  return JSON.stringify([status, startsAt, endsAt]);
}
