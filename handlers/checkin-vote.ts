/** The coordinator's tap that she and the volunteer of home visits have talked. Taken back, they have not. */

import type { Context, Handler } from '../bot/context.ts';
import { chosen } from './reading/chosen.ts';

const DONE = /^done:(\d{4}-\d{2}-\d{2})$/;

export const checkinVote: Handler = {
  name: 'checkin-vote',
  accepts: (ctx) => ctx.event.kind === 'vote' && ctx.post?.kind === 'checkin',
  handle(ctx) {
    const { event, post, member, group, store } = ctx;
    const [date] = (post?.options ?? []).flatMap(({ meaning }) => dateOf(meaning) ?? []);
    if (event.kind !== 'vote' || !post || !date || ctx.role !== 'coordinator') {
      return;
    }
    const checkin = { group: group.id, date, member: member.id };
    if (chosen(ctx, event, post).some((meaning) => dateOf(meaning) !== null)) {
      const isNews = !store.checkins.isDone(group.id, date);
      store.checkins.confirm(checkin, ctx.now);
      tell(ctx, isNews);
    } else {
      store.checkins.takeBack(checkin);
    }
  },
};

/** The day of the call that an option says is made; null where it says something else. */
function dateOf(meaning: object): string | null {
  const choice = 'choice' in meaning ? String(meaning.choice) : '';
  return DONE.exec(choice)?.[1] ?? null;
}

/** A second tap under the second reminder needs no second thanks. */
function tell(ctx: Context, isNews: boolean): undefined {
  if (isNews) {
    ctx.answerPrivately(ctx.say(ctx.language, 'checkin.thanks'));
  }
}
