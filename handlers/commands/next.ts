/** `/next`: when and where the next meeting is. Names nobody, so it is answered where it was asked. */

import type { Command, Context } from '../../bot/context.ts';
import { planLines } from '../../bot/entry-name.ts';
import { placeOf, worded } from '../../bot/home-visits.ts';
import type { Meeting } from '../../bot/types.ts';
import { nextMeeting } from '../question.ts';
import { EVERYBODY } from './roles.ts';

export const next: Command = {
  id: 'next',
  roles: EVERYBODY,
  run(ctx) {
    const meeting = nextMeeting(ctx, ctx.now);
    ctx.answer(
      meeting ? describe(ctx, meeting) : ctx.say(ctx.language, worded(ctx, 'answer.none')),
    );
  },
};

function describe(ctx: Context, meeting: Meeting): string {
  const { start, end } = meeting;
  const place = placeOf(ctx, ctx.language, meeting);
  const values = { group: ctx.group.name, day: { day: meeting.date }, start, end, place };
  return [
    ctx.say(ctx.language, 'next.details', values),
    ...planLines(ctx, ctx.language, meeting),
  ].join('\n');
}
