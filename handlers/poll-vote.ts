/** A vote in a poll of the bot's: her answer for that meeting, or who came. */

import type { Context, Handler } from '../bot/context.ts';
import type { MeetingId, Post, VoteEvent } from '../bot/types.ts';
import { countCorrection, mayAnswer } from './answers.ts';
import { markHeld, mayRecordAttendance } from './attendance.ts';
import { chosen } from './chosen.ts';

/** A post that is about a meeting: whether somebody comes, or who came. */
interface MeetingPost extends Post {
  readonly meeting: MeetingId;
}

export const pollVote: Handler = {
  name: 'poll-vote',
  accepts: (ctx) => ctx.event.kind === 'vote' && meetingPostOf(ctx) !== null,
  handle(ctx) {
    const post = meetingPostOf(ctx);
    if (ctx.event.kind !== 'vote' || !post) {
      return;
    }
    if (post.kind === 'attendance') {
      tick(ctx, ctx.event, post);
    } else if (mayAnswer(ctx)) {
      answer(ctx, ctx.event, post);
    }
  },
};

function meetingPostOf({ post }: Context): MeetingPost | null {
  const { kind, meeting } = post ?? { meeting: null };
  const isAboutMeeting = kind === 'poll' || kind === 'reminder' || kind === 'attendance';
  return post && meeting !== null && isAboutMeeting ? { ...post, meeting } : null;
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
}

/** Who is ticked came, the others of this poll did not; no tick at all means not recorded yet. */
function tick(ctx: Context, event: VoteEvent, post: MeetingPost): undefined {
  if (!mayRecordAttendance(ctx)) {
    return;
  }
  const ticks = chosen(ctx, event, post);
  const present = new Set(
    ticks.flatMap((meaning) => ('member' in meaning ? [meaning.member] : [])),
  );
  const asked = post.options.flatMap(({ meaning }) =>
    'member' in meaning ? [meaning.member] : [],
  );
  for (const member of asked) {
    if (ticks.length > 0) {
      ctx.store.answers.attend({
        meeting: post.meeting,
        member,
        present: present.has(member),
        by: ctx.member.id,
        at: event.at,
      });
    } else {
      ctx.store.answers.unattend(post.meeting, member);
    }
  }
  if (ticks.length > 0) {
    markHeld(ctx, post.meeting);
  }
}
