/** A vote in a poll of the bot's: her answer for that meeting. */

import type { Context, Handler } from '../bot/context.ts';
import type { MeetingId, Post, VoteEvent } from '../bot/types.ts';
import { countCorrection, lookAtStaffing, mayAnswer } from './answers.ts';
import { chosen } from './reading/chosen.ts';

/** A post that asks whether somebody comes to a meeting. */
interface MeetingPost extends Post {
  readonly meeting: MeetingId;
}

export const pollVote: Handler = {
  name: 'poll-vote',
  accepts: (ctx) => ctx.event.kind === 'vote' && meetingPostOf(ctx) !== null,
  handle(ctx) {
    const post = meetingPostOf(ctx);
    if (ctx.event.kind === 'vote' && post && mayAnswer(ctx)) {
      answer(ctx, ctx.event, post);
    }
  },
};

function meetingPostOf({ post }: Context): MeetingPost | null {
  const { kind, meeting } = post ?? { meeting: null };
  const asks = kind === 'poll' || kind === 'reminder';
  return post && meeting !== null && asks ? { ...post, meeting } : null;
}

/** The vote as it stands now; an empty one takes her answer back. */
function answer(ctx: Context, event: VoteEvent, post: MeetingPost): undefined {
  const readings = chosen(ctx, event, post)
    .flatMap((meaning) => ('answer' in meaning ? [meaning] : []))
    .slice(0, 1)
    .map(({ answer: said, late }) => ({
      meeting: post.meeting,
      answer: said,
      late: late === true,
    }));
  const [reading] = readings;
  if (reading) {
    countCorrection(ctx, post.meeting, reading.answer);
  }
  ctx.store.answers.say({
    source: ctx.source,
    via: 'vote',
    member: ctx.member.id,
    at: event.at,
    readings,
  });
  lookAtStaffing(ctx);
}
