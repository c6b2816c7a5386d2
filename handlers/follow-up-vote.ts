/** The tap on what was to be followed up: done, or asked again in a week. Taken back, it is open again. */

import { addDays, toLocal } from '../bot/calendar.ts';
import { type Context, type FollowUp, type Handler, runsGroup } from '../bot/context.ts';
import { chosen } from './reading/chosen.ts';

const DAYS_LATER = 7;

export const followUpVote: Handler = {
  name: 'follow-up-vote',
  accepts: (ctx) => ctx.event.kind === 'vote' && ctx.post?.kind === 'follow-up',
  handle(ctx) {
    const { event, post } = ctx;
    if (event.kind !== 'vote' || !post || !runsGroup(ctx.role)) {
      return;
    }
    const choices = choicesOf(chosen(ctx, event, post));
    const asked = new Set(choicesOf(post.options.map(({ meaning }) => meaning)).map(idOf));
    const answers = [...asked]
      .filter((id) => id !== '')
      .map((id) => settle(ctx, id, choices))
      .filter((text) => text !== null);
    for (const text of new Set(answers)) {
      ctx.answerPrivately(text);
    }
  },
};

function choicesOf(meanings: readonly object[]): string[] {
  return meanings.flatMap((meaning) =>
    'choice' in meaning && typeof meaning.choice === 'string' ? [meaning.choice] : [],
  );
}

function idOf(choice: string): string {
  return choice.split(':')[1] ?? '';
}

/** What the vote as it stands now says of one follow-up; answers what is told of it. */
function settle(ctx: Context, id: string, choices: readonly string[]): string | null {
  const followUp = ctx.store.followUps.get(id);
  const [isDone, isLater] = ['done', 'later'].map((what) => choices.includes(`${what}:${id}`));
  if (!followUp) {
    return isDone || isLater ? ctx.say(ctx.language, 'follow_up.gone') : null;
  }
  if (isDone) {
    ctx.store.followUps.finish(id, ctx.source, ctx.now);
    return ctx.say(ctx.language, 'follow_up.is_done');
  }
  const isReopened = ctx.store.followUps.reopen(id, ctx.source);
  if (isReopened) {
    ctx.store.groups.touch(ctx.group.id);
  }
  if (isLater) {
    return askLater(ctx, followUp);
  }
  return isReopened ? ctx.say(ctx.language, 'follow_up.is_open') : null;
}

/** She asks for it herself, so it is asked as often as she taps. */
function askLater(ctx: Context, { id }: FollowUp): string {
  const date = addDays(toLocal(ctx.now, ctx.group.zone).date, DAYS_LATER);
  ctx.store.followUps.askOn(id, date);
  ctx.store.groups.touch(ctx.group.id);
  return ctx.say(ctx.language, 'follow_up.is_later', { day: { day: date } });
}
