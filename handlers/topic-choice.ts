/**
 * The taps of those who run the group: whether it is asked about topics, and which of the wanted ones the
 * next free meeting is about.
 */

import { daysBetween, toLocal } from '../bot/calendar.ts';
import { type Context, type Handler, runsGroup } from '../bot/context.ts';
import { topicName } from '../bot/entry-name.ts';
import { readTopicChoice } from '../bot/topic-poll.ts';
import type { Entry, Meeting, OptionMeaning } from '../bot/types.ts';
import { attempt } from './command.ts';
import { isSame, planEntry } from './commands/plan-entry.ts';
import { poll, type TopicQuestion } from './commands/poll.ts';
import { Refusal } from './commands/refusal.ts';
import { chosen } from './reading/chosen.ts';

/** So long a tap still means the topics that were shown. */
const LIFETIME_DAYS = 14;

/** The handler of "shall I ask the group?". */
export const topicAsk: Handler = {
  name: 'topic-ask',
  accepts: (ctx) => ctx.event.kind === 'vote' && ctx.post?.kind === 'topic-ask',
  handle(ctx) {
    const [choice] = choicesOf(ctx);
    if (!runsGroup(ctx.role) || choice === undefined || choice === 'no') {
      return;
    }
    const [, date = '', ids = ''] = choice.split('/');
    attempt(ctx, () => {
      if (daysBetween(date, toLocal(ctx.now, ctx.group.zone).date) > LIFETIME_DAYS) {
        throw new Refusal('confirm.gone');
      }
      const question: TopicQuestion = {
        id: `${ctx.group.id}:${date}`,
        topics: ids.split(',').map((id) => ({ id })),
      };
      poll.carryOut?.(ctx, question);
    });
  },
};

/** The handler of "which topic do you take?". */
export const topicChoice: Handler = {
  name: 'topic-choice',
  accepts: (ctx) => ctx.event.kind === 'vote' && ctx.post?.kind === 'topic-choice',
  handle(ctx) {
    const meeting = ctx.meetings().find(({ id }) => id === ctx.post?.meeting);
    if (!runsGroup(ctx.role) || !meeting || meeting.startsAt <= ctx.now) {
      return;
    }
    attempt(ctx, () => plan(ctx, meeting));
  },
};

/** What she tapped; nothing, or "not now", takes back what she had tapped before. */
function plan(ctx: Context, meeting: Meeting): undefined {
  const [choice] = choicesOf(ctx);
  const entry = choice === undefined ? null : entryOf(ctx, choice);
  if (isSame(entry, meeting.topic)) {
    return;
  }
  if (meeting.topic && !isHers(ctx, meeting)) {
    if (entry) {
      throw new Refusal('error.topic_taken', {
        day: { day: meeting.date },
        topic: topicName(ctx.say, ctx.language, meeting.topic),
      });
    }
    return;
  }
  ctx.answerPrivately(planEntry(ctx, { meeting, column: 'topic', entry }));
}

/** What the meeting is about now was set by what she did last. */
function isHers(ctx: Context, meeting: Meeting): boolean {
  const deed = ctx.store.deeds.lastOf(ctx.member.id, 0);
  const before = deed?.command === 'topic' ? (deed.before as Record<string, unknown>) : {};
  return before['meeting'] === meeting.id;
}

function entryOf(ctx: Context, choice: string): Entry | null {
  const { poll: id, topic } = readTopicChoice(choice);
  return topic === null ? null : (ctx.store.topics.poll(id)?.topics[topic] ?? null);
}

function choicesOf(ctx: Context): string[] {
  const { event, post } = ctx;
  const meanings: OptionMeaning[] = event.kind === 'vote' && post ? chosen(ctx, event, post) : [];
  return meanings.flatMap((meaning) => ('choice' in meaning ? [meaning.choice] : []));
}
