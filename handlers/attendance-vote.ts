/** Names ticked in a poll of the bot's: who came. The later answer counts, whoever gave it. */

import { NOT_MET } from '../bot/attendance-poll.ts';
import type { Context, Handler } from '../bot/context.ts';
import type { Meeting, OptionMeaning, Post, VoteEvent } from '../bot/types.ts';
import { callOff, mayRecordAttendance, recordOne } from './attendance.ts';
import {
  type AttendanceState,
  clearRecord,
  findDeed,
  isSame,
  noteAttendance,
  readState,
  restoreState,
  setRecord,
} from './attendance-state.ts';
import { tellOthers } from './attendance-told.ts';
import { chosen } from './reading/chosen.ts';

export const attendanceVote: Handler = {
  name: 'attendance-vote',
  accepts: (ctx) => ctx.event.kind === 'vote' && ctx.post?.kind === 'attendance',
  handle(ctx) {
    const { event, post } = ctx;
    const meeting = ctx.meetings().find(({ id }) => id === post?.meeting);
    if (event.kind === 'vote' && post && meeting && mayRecordAttendance(ctx)) {
      handleVote(ctx, meeting, { event, post });
    }
  },
};

interface Vote {
  readonly event: VoteEvent;
  readonly post: Post;
}

function handleVote(ctx: Context, meeting: Meeting, vote: Vote): undefined {
  const was = readState(ctx, meeting.id);
  const { by, at } = was.record;
  // The bot was away, and reads the votes of one chat after those of another.
  const isOvertaken = by !== null && by !== ctx.member.id && at !== null && at > vote.event.at;
  if (isOvertaken) {
    return;
  }
  const ticks = chosen(ctx, vote.event, vote.post);
  if (ticks.length === 0) {
    takeBack(ctx, meeting, { post: vote.post, was });
  } else {
    tick(ctx, meeting, { post: vote.post, ticks });
    const poll = ctx.source.toString('hex');
    noteAttendance(ctx, { meeting: meeting.id, was, added: [], poll });
  }
  tellOthers(ctx, meeting, { was, isAnswered: false });
}

/** Who is ticked came, the others of this poll did not. "We did not meet" holds where no name is ticked. */
function tick(
  ctx: Context,
  meeting: Meeting,
  { post, ticks }: { readonly post: Post; readonly ticks: readonly OptionMeaning[] },
): undefined {
  const present = new Set(membersIn(ticks));
  const isNotMet = ticks.some((tick) => 'choice' in tick && tick.choice === NOT_MET);
  if (isNotMet && present.size === 0) {
    callOff(ctx, meeting);
    return;
  }
  for (const member of membersIn(post.options.map(({ meaning }) => meaning))) {
    // Whoever is gone since the poll was sent is not written down again.
    if (ctx.store.members.get(member)) {
      recordOne(ctx, meeting, { member, present: present.has(member) });
    }
  }
  setRecord(ctx, meeting, { status: 'held' });
}

function membersIn(meanings: readonly OptionMeaning[]) {
  return meanings.flatMap((meaning) => ('member' in meaning ? [meaning.member] : []));
}

/** No tick at all: what this poll brought about is undone. What somebody else wrote since then stands. */
function takeBack(
  ctx: Context,
  meeting: Meeting,
  { post, was }: { readonly post: Post; readonly was: AttendanceState },
): undefined {
  const deed = findDeed(ctx, ctx.source.toString('hex'));
  if (deed && isSame(deed.before.is, was)) {
    restoreState(ctx, meeting.id, deed.before.was);
    ctx.store.deeds.forget(deed.id);
    return;
  }
  const asked = new Set(membersIn(post.options.map(({ meaning }) => meaning)));
  const own = was.rows.filter(({ member, by }) => by === ctx.member.id && asked.has(member));
  for (const { member } of own) {
    ctx.store.answers.unattend(meeting.id, member);
  }
  if (own.length === was.rows.length && was.record.by === ctx.member.id) {
    clearRecord(ctx, meeting.id);
  }
}
