/** `/pause`: no meetings for a while (summer, Ramadan, Christmas); the group is told once, in its languages. */

import type { Command, Context, When } from '../../bot/context.ts';
import type { LocalDate, Meeting, MeetingId } from '../../bot/types.ts';
import { nextMeeting } from '../question.ts';
import { announce, report } from './announce.ts';
import { propose } from './propose.ts';
import { Refusal, tellPrivately } from './refusal.ts';
import { STAFF } from './roles.ts';

/** A break is not the end of a course: whoever names more than half a year meant something else. */
const MOST_MEETINGS = 26;

interface Pause {
  readonly meetings: readonly MeetingId[];
}

/** The meetings that the pause cancelled. */
interface PauseBefore {
  readonly meetings: readonly { readonly id: MeetingId; readonly status: Meeting['status'] }[];
}

export const pause: Command = {
  id: 'pause',
  roles: STAFF,
  run(ctx, { words }) {
    if (words === '') {
      tellPrivately(ctx, ctx.say(ctx.language, 'pause.how'));
      return;
    }
    const meetings = meetingsIn(ctx, ctx.readWhen(words));
    propose(ctx, pause, {
      change: { meetings: meetings.map(({ id }) => id) } satisfies Pause,
      preview: announcement(ctx, meetings),
    });
  },
  carryOut(ctx, change) {
    const { meetings: ids } = change as Pause;
    const meetings = open(ctx).filter(({ id }) => ids.includes(id));
    if (meetings.length === 0) {
      throw new Refusal('error.pause_none');
    }
    const text = announcement(ctx, meetings);
    for (const meeting of meetings) {
      ctx.store.meetings.setStatus(meeting.id, 'cancelled');
      ctx.meetingChanged(meeting);
    }
    announce(ctx, { endsAt: Math.max(...meetings.map(({ endsAt }) => endsAt)) }, text);
    const before: PauseBefore = { meetings: meetings.map(({ id, status }) => ({ id, status })) };
    const { group, member } = ctx;
    ctx.store.deeds.note({
      ...{ group: group.id, member: member.id, command: 'pause' },
      ...{ before, at: ctx.now },
    });
    report(ctx, ctx.say(ctx.language, 'pause.done', { count: meetings.length }));
  },
  undo(ctx, before) {
    const was = new Map((before as PauseBefore).meetings.map(({ id, status }) => [id, status]));
    const back = ctx
      .meetings()
      .filter(
        ({ id, status, endsAt }) => was.has(id) && status === 'cancelled' && endsAt > ctx.now,
      );
    const [first] = back;
    if (!first) {
      throw new Refusal('error.undo_nothing');
    }
    for (const meeting of back) {
      ctx.store.meetings.setStatus(meeting.id, was.get(meeting.id) ?? 'planned');
      ctx.meetingChanged(meeting);
    }
    const text = ctx.inEveryLanguage((language) =>
      ctx.say(language, 'meeting.no_pause', { day: { day: first.date }, start: first.start }),
    );
    announce(ctx, first, text);
    return ctx.say(ctx.language, 'undo.pause', { count: back.length });
  },
};

/** The meetings to come that are not cancelled. */
function open(ctx: Context): Meeting[] {
  return ctx
    .meetings()
    .filter(
      ({ endsAt, status }) => endsAt > ctx.now && (status === 'planned' || status === 'moved'),
    );
}

/** Those on the days that were named. @throws Refusal where there are none, or no end was named */
function meetingsIn(ctx: Context, { dates, ranges }: When): Meeting[] {
  if (dates.length === 0 && ranges.length === 0) {
    throw new Refusal('error.date_unclear', {
      usage: ctx.say(ctx.language, 'command.pause.usage'),
    });
  }
  const isNamed = (date: LocalDate): boolean =>
    dates.includes(date) || ranges.some(({ from, to }) => from <= date && date <= to);
  const meetings = open(ctx).filter(({ date }) => isNamed(date));
  if (meetings.length === 0) {
    throw new Refusal('error.pause_none');
  }
  if (meetings.length > MOST_MEETINGS) {
    throw new Refusal('error.pause_end', { usage: ctx.say(ctx.language, 'command.pause.usage') });
  }
  return meetings;
}

/** From the first to the last meeting that does not take place, and when the next one is. */
function announcement(ctx: Context, meetings: readonly Meeting[]): string {
  const [first, last] = [meetings[0], meetings.at(-1)];
  const again = last && nextMeeting(ctx, last.endsAt);
  return ctx.inEveryLanguage((language) =>
    [
      ...(first && last && first !== last
        ? [
            ctx.say(language, 'meeting.pause', {
              from: { day: first.date },
              to: { day: last.date },
            }),
          ]
        : first
          ? [ctx.say(language, 'meeting.cancelled', { day: { day: first.date } })]
          : []),
      ...(again
        ? [ctx.say(language, 'meeting.again', { day: { day: again.date }, start: again.start })]
        : []),
    ].join(' '),
  );
}
