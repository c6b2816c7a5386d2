/** A tap in the poll of tasks: whoever runs the group takes what she taps; a tap taken back frees it. */

import { type Context, type Handler, runsGroup } from '../bot/context.ts';
import { staysAway, TASKS } from '../bot/tasks.ts';
import type { Meeting, TaskId } from '../bot/types.ts';
import { chosen } from './reading/chosen.ts';

export const taskVote: Handler = {
  name: 'task-vote',
  accepts: (ctx) => ctx.event.kind === 'vote' && ctx.post?.kind === 'tasks',
  handle(ctx) {
    const meeting = meetingOf(ctx);
    if (!runsGroup(ctx.role) || !meeting) {
      return;
    }
    const taken = tapped(ctx);
    if (taken.length > 0 && staysAway(ctx, meeting).has(ctx.member.id)) {
      const day = { day: meeting.date };
      ctx.answerPrivately(ctx.say(ctx.language, 'error.task_you_away', { day }));
      return;
    }
    const { source, member, event } = ctx;
    ctx.store.tasks.freeOthers(source, taken);
    for (const task of taken) {
      ctx.store.tasks.claim({ meeting: meeting.id, task, member: member.id, source, at: event.at });
    }
  },
};

/** The meeting it is about; undefined where that is over or does not take place. */
function meetingOf(ctx: Context): Meeting | undefined {
  return ctx
    .meetings()
    .find(
      ({ id, endsAt, status }) =>
        id === ctx.post?.meeting && endsAt > ctx.now && status !== 'cancelled',
    );
}

function tapped(ctx: Context): TaskId[] {
  const { event, post } = ctx;
  const meanings = event.kind === 'vote' && post ? chosen(ctx, event, post) : [];
  const choices = meanings.map((meaning) => ('choice' in meaning ? meaning.choice : ''));
  return TASKS.filter((task) => choices.includes(task));
}
