/** A vote in the group's poll about topics: counted, told on as a number only. */

import { ANSWER_LIFETIME_MS, type Context, type Handler, runsGroup } from '../bot/context.ts';
import { readTopicChoice } from '../bot/topic-poll.ts';
import type { OptionMeaning } from '../bot/types.ts';
import { chosen } from './reading/chosen.ts';

export const topicVote: Handler = {
  name: 'topic-vote',
  accepts: (ctx) => ctx.event.kind === 'vote' && ctx.post?.kind === 'topics',
  handle(ctx) {
    const { event, post, member } = ctx;
    const [poll] = choicesOf(post?.options.map(({ meaning }) => meaning) ?? []);
    // Those who run the group try it out; what it is about is what the others want.
    if (event.kind !== 'vote' || !post || !poll || runsGroup(ctx.role)) {
      return;
    }
    const choices = choicesOf(chosen(ctx, event, post));
    const topics = choices.flatMap(({ topic }) => (topic === null ? [] : [topic]));
    ctx.store.topics.vote(poll.poll, member.id, topics);
    if (choices.some(({ topic }) => topic === null)) {
      explainWishes(ctx, poll.poll);
    }
  },
};

function choicesOf(meanings: readonly OptionMeaning[]) {
  return meanings.flatMap((meaning) =>
    'choice' in meaning ? [readTopicChoice(meaning.choice)] : [],
  );
}

/** She tapped "something else": how to say it without her name; once, and only where she has written before. */
function explainWishes(ctx: Context, poll: string): undefined {
  const { member, language, now } = ctx;
  const text = ctx.say(language, 'topics.other_how');
  ctx.tellMember({
    member,
    key: `topics-other:${poll}:${member.id}`,
    message: { kind: 'text', text },
    expiresAt: now + ANSWER_LIFETIME_MS,
  });
}
