/** "When is it?" and "where is it?", answered in the language of the question. */

import type { Context, Handler } from '../bot/context.ts';
import { worded } from '../bot/home-visits.ts';
import type { Meeting } from '../bot/types.ts';
import { withdraw } from './withdrawal.ts';

export const question: Handler = {
  name: 'question',
  accepts: (ctx) => ctx.event.kind === 'message' && (ctx.understanding?.ask ?? null) !== null,
  handle(ctx) {
    withdraw(ctx);
    answerQuestion(ctx);
  },
};

/** Answers what the message asks, if it asks anything. */
export function answerQuestion(ctx: Context): undefined {
  if (ctx.understanding?.ask) {
    ctx.answer(answerTo(ctx));
  }
}

function answerTo(ctx: Context): string {
  const meeting = nextMeeting(ctx, ctx.event.at);
  if (!meeting) {
    return ctx.say(ctx.language, worded(ctx, 'answer.none'));
  }
  if (ctx.understanding?.ask === 'where') {
    return ctx.say(ctx.language, worded(ctx, 'answer.where'), { place: meeting.place });
  }
  const key = meeting.status === 'moved' ? 'answer.when_changed' : 'answer.when';
  return ctx.say(ctx.language, worded(ctx, key), {
    day: { day: meeting.date },
    start: meeting.start,
    end: meeting.end,
  });
}

/** The meeting that is on or comes next and was not cancelled. */
export function nextMeeting(ctx: Pick<Context, 'meetings'>, at: number): Meeting | undefined {
  return ctx.meetings().find((meeting) => meeting.endsAt > at && meeting.status !== 'cancelled');
}
