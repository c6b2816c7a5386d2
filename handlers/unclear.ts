/**
 * A message that is about coming, but not safely yes or no: noted, so that a volunteer can ask. Where
 * the group wants it the bot asks her itself, once for a meeting. A wrong answer would be far worse.
 */

import { answerOptions, askWhoComes } from '../bot/answer-options.ts';
import { ANSWER_LIFETIME_MS, type Context, type Handler } from '../bot/context.ts';
import type { Meeting } from '../bot/types.ts';
import { mayAnswer } from './answers.ts';
import { nextMeeting } from './question.ts';
import { withdraw } from './withdrawal.ts';

export const unclear: Handler = {
  name: 'unclear',
  accepts: (ctx) =>
    ctx.event.kind === 'message' && mayAnswer(ctx) && (ctx.understanding?.unclear ?? null) !== null,
  handle(ctx) {
    withdraw(ctx);
    const meeting = meetingMeant(ctx);
    if (!meeting) {
      return;
    }
    const { source, member, event } = ctx;
    const isFirst = ctx.store.unclear.notice({
      ...{ source, meeting: meeting.id, member: member.id },
      at: event.at,
    });
    if (isFirst && ctx.group.asks) {
      ask(ctx, meeting);
    }
  },
};

/** The meeting whose reminder she answers, or whose day she names, or the next one. */
function meetingMeant(ctx: Context): Meeting | undefined {
  const { post, event } = ctx;
  if (post) {
    return ctx.meetings().find((meeting) => meeting.id === post.meeting);
  }
  const { dates } = ctx.readWhen(event.kind === 'message' ? event.text : '');
  const coming = ctx
    .meetings()
    .filter((meeting) => meeting.endsAt > event.at && meeting.status !== 'cancelled');
  return coming.find((meeting) => dates.includes(meeting.date)) ?? nextMeeting(ctx, event.at);
}

/** One poll in the chat she wrote in, as an answer to what she wrote. */
function ask(ctx: Context, meeting: Meeting): undefined {
  const { event, member } = ctx;
  if (event.kind !== 'message' || meeting.endsAt <= ctx.now) {
    return;
  }
  const languages = [ctx.language];
  const options = answerOptions(ctx, languages);
  const poll = {
    key: `ask:${meeting.id}:${meeting.date}:${member.id}`,
    message: {
      kind: 'poll',
      question: askWhoComes(ctx, languages, meeting.date),
      options: options.map((option) => option.text),
      multiple: false,
      quoted: event.messageId,
    },
    meeting,
    expiresAt: event.at + ANSWER_LIFETIME_MS,
    post: { kind: 'poll', options },
  } as const;
  if (event.chat.kind === 'group') {
    ctx.tellGroup(poll);
  } else {
    ctx.tellMember({ ...poll, member });
  }
}
