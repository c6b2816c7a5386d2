/** `/cancel`: the meeting does not take place, and the group is told in its languages. */

import type { Command } from '../../bot/context.ts';
import { nextMeeting } from '../question.ts';
import { announce, confirm } from './announce.ts';
import { Refusal } from './refusal.ts';
import { STAFF } from './roles.ts';
import { meetingToChange } from './which-meeting.ts';

export const cancel: Command = {
  id: 'cancel',
  roles: STAFF,
  run(ctx, { words }) {
    const [date] = ctx.readWhen(words).dates;
    if (words !== '' && !date) {
      throw new Refusal('error.date_unclear', {
        usage: ctx.say(ctx.language, 'command.cancel.usage'),
      });
    }
    const meeting = meetingToChange(ctx, date);
    const day = { day: meeting.date };
    ctx.store.meetings.setStatus(meeting.id, 'cancelled');
    ctx.meetingChanged(meeting);
    announce(ctx, meeting, (language) => {
      const next = nextMeeting(ctx, meeting.endsAt);
      return [
        ctx.say(language, 'meeting.cancelled', { day }),
        ...(next
          ? [
              ctx.say(language, 'meeting.next', {
                day: { day: next.date },
                start: next.start,
              }),
            ]
          : []),
      ].join(' ');
    });
    confirm(ctx, ctx.say(ctx.language, 'cancel.done', { day }));
  },
};
