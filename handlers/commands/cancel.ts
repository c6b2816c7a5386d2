/** `/cancel`: the meeting does not take place, and the group is told in its languages. */

import type { Command, Context } from '../../bot/context.ts';
import { worded } from '../../bot/home-visits.ts';
import type { Meeting, MeetingId } from '../../bot/types.ts';
import { nextMeeting } from '../question.ts';
import { meetingToChange, meetingToChangeById } from '../reading/which-meeting.ts';
import { announce, report } from './announce.ts';
import { propose } from './propose.ts';
import { Refusal } from './refusal.ts';
import { type MeetingChange, noteMeetingChange, restoreMeeting } from './restore-meeting.ts';
import { STAFF } from './roles.ts';

export const cancel: Command = {
  id: 'cancel',
  roles: STAFF,
  both: true,
  run(ctx, { words }) {
    const [date] = ctx.readWhen(words).dates;
    if (words !== '' && !date) {
      throw new Refusal('error.date_unclear', {
        usage: ctx.say(ctx.language, 'command.cancel.usage'),
      });
    }
    const meeting = meetingToChange(ctx, date);
    propose(ctx, cancel, { change: meeting.id, preview: announcement(ctx, meeting) });
  },
  carryOut(ctx, change) {
    const meeting = meetingToChangeById(ctx, change as MeetingId);
    const text = announcement(ctx, meeting);
    ctx.store.meetings.setStatus(meeting.id, 'cancelled');
    ctx.meetingChanged(meeting);
    announce(ctx, meeting, text);
    noteMeetingChange(ctx, 'cancel', meeting);
    report(ctx, ctx.say(ctx.language, worded(ctx, 'cancel.done'), { day: { day: meeting.date } }));
  },
  undo(ctx, before) {
    const { was } = before as MeetingChange;
    restoreMeeting(ctx, before as MeetingChange, 'meeting.restored');
    return ctx.say(ctx.language, worded(ctx, 'undo.restored'), { day: { day: was.date } });
  },
};

/** That it does not take place, and when the next one is. */
function announcement(ctx: Context, meeting: Meeting): string {
  const next = nextMeeting(ctx, meeting.endsAt);
  return ctx.inEveryLanguage((language) =>
    [
      ctx.say(language, worded(ctx, 'meeting.cancelled'), { day: { day: meeting.date } }),
      ...(next
        ? [
            ctx.say(language, worded(ctx, 'meeting.next'), {
              day: { day: next.date },
              start: next.start,
            }),
          ]
        : []),
    ].join(' '),
  );
}
