/** A tap on one of the short questions: counted once, without her name, and answered with the next question. */

import { addDays, toInstant, toLocal } from '../bot/calendar.ts';
import type { Context, Handler } from '../bot/context.ts';
import { OPEN_DAYS, pulsePoll, pulsesNear, QUESTIONS, readTap, type Tap } from '../bot/pulse.ts';
import { chosen } from './reading/chosen.ts';

export const pulse: Handler = {
  name: 'pulse',
  accepts: (ctx) => ctx.event.kind === 'vote' && ctx.post?.kind === 'pulse',
  handle(ctx) {
    const tap = tapOf(ctx);
    if (!tap || ctx.where !== 'direct') {
      return;
    }
    const closesAt = closingTime(ctx, tap.period);
    if (closesAt === null || ctx.now >= closesAt) {
      ctx.answerPrivately(ctx.say(ctx.language, 'pulse.closed'));
    } else if (tap.score === null) {
      ctx.answerPrivately(ctx.say(ctx.language, 'pulse.stopped'));
    } else {
      count(ctx, { ...tap, score: tap.score }, closesAt);
    }
  },
};

/** An option that was taken back says nothing. */
function tapOf(ctx: Context): Tap | null {
  const { event, post } = ctx;
  const [meaning] = event.kind === 'vote' && post ? chosen(ctx, event, post) : [];
  return meaning && 'choice' in meaning ? readTap(meaning.choice) : null;
}

/** When a round is over; null where the group has none such any more. */
function closingTime({ now, group }: Context, period: string): number | null {
  const round = pulsesNear(group, toLocal(now, group.zone).date).find(
    (candidate) => candidate.period === period,
  );
  return round ? toInstant(addDays(round.date, OPEN_DAYS), '10:00', group.zone) : null;
}

/** The first answer counts: to change it, it would have to be known whose it was. */
function count(
  ctx: Context,
  { period, question, score }: Tap & { readonly score: string },
  expiresAt: number,
): undefined {
  const { group, member } = ctx;
  const isFirst = ctx.store.pulse.count({
    ...{ group: group.id, member: member.id },
    ...{ period, question, score },
  });
  if (!isFirst) {
    return;
  }
  const next = QUESTIONS[QUESTIONS.indexOf(question) + 1];
  const key = `pulse:${period}:${group.id}:${member.id}:${next ?? 'thanks'}`;
  const message = next
    ? pulsePoll(ctx.say, ctx.language, { period, question: next })
    : { message: { kind: 'text' as const, text: ctx.say(ctx.language, 'pulse.thanks') } };
  ctx.tellMember({ member, key, ...message, expiresAt });
}
