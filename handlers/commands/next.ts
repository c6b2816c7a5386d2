/** `/next`: when and where the next meeting is. Names nobody, so it is answered where it was asked. */

import type { Command } from '../../bot/context.ts';
import { nextMeeting } from '../question.ts';
import { EVERYBODY } from './roles.ts';

export const next: Command = {
  id: 'next',
  roles: EVERYBODY,
  run(ctx) {
    const meeting = nextMeeting(ctx, ctx.now);
    ctx.answer(
      meeting
        ? ctx.say(ctx.language, 'next.details', {
            group: ctx.group.name,
            day: { day: meeting.date },
            start: meeting.start,
            end: meeting.end,
            place: meeting.place,
          })
        : ctx.say(ctx.language, 'answer.none'),
    );
  },
};
