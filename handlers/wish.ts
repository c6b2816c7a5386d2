/** The answer to "shall I pass it on without your name?": it waits for its time, or is deleted. */

import { addDays, toInstant, toLocal } from '../bot/calendar.ts';
import type { Context, Handler } from '../bot/context.ts';
import type { LocalTime } from '../bot/types.ts';
import type { AskedWish } from './commands/wish.ts';
import { chosen } from './reading/chosen.ts';
import { readYesOrNo } from './reading/words.ts';

/** Never at once: who was seen writing is not known by what comes in the same minute. */
const TIMES: readonly LocalTime[] = ['10:00', '16:00'];

export const wishAnswer: Handler = {
  name: 'wish-answer',
  accepts: (ctx) =>
    ctx.event.kind === 'vote' || ctx.event.kind === 'reaction'
      ? ctx.post?.kind === 'wish'
      : readAnswer(ctx) !== null,
  handle(ctx) {
    const read = readAnswer(ctx);
    if (!read) {
      return;
    }
    const there = inItsGroup(ctx);
    ctx.store.dialogues.end(ctx.member.id);
    if (read.answer === null) {
      // The tap was taken back: it waits for another one.
      ctx.store.wishes.schedule(read.wish, null);
    } else if (read.answer) {
      passOnLater(there, read.wish);
    } else {
      drop(there, read.wish);
    }
  },
};

interface Read {
  readonly wish: string;
  /** Null: what she had tapped was taken back. */
  readonly answer: boolean | null;
}

function readAnswer(ctx: Context): Read | null {
  const { event, post } = ctx;
  if (event.kind === 'message') {
    const wish = ctx.where === 'direct' ? openWish(ctx) : null;
    const answer = wish === null ? null : readYesOrNo(ctx, event.text);
    return wish === null || answer === null ? null : { wish, answer };
  }
  const options = post?.options.map(({ meaning }) => meaning) ?? [];
  const [first] = options.flatMap((meaning) => ('choice' in meaning ? [meaning.choice] : []));
  const wish = first?.split('/')[1];
  if (post?.kind !== 'wish' || wish === undefined) {
    return null;
  }
  if (event.kind === 'reaction') {
    const answer = readYesOrNo(ctx, event.emoji);
    return answer === null ? null : { wish, answer };
  }
  const [choice] = event.kind === 'vote' ? chosen(ctx, event, post) : [];
  return { wish, answer: choice && 'choice' in choice ? choice.choice.startsWith('yes/') : null };
}

function openWish(ctx: Context): string | null {
  const dialogue = openDialogue(ctx);
  return dialogue?.kind === 'wish' ? (dialogue.state as AskedWish).wish : null;
}

function openDialogue(ctx: Context) {
  return ctx.store.dialogues.open(ctx.member.id, ctx.event.chat.id, ctx.now);
}

/** A tap is about its poll's group; a word of somebody in several groups about the one she was asked in. */
function inItsGroup(ctx: Context): Context {
  const asked = ctx.event.kind === 'message' ? openDialogue(ctx)?.group : undefined;
  const group = ctx.groups.find(({ id }) => id === asked);
  return !group || group.id === ctx.group.id
    ? ctx
    : { ...ctx.inGroup(group), language: ctx.language };
}

function passOnLater(ctx: Context, wish: string): undefined {
  const { date, time } = nextTime(ctx);
  const at = toInstant(date, time, ctx.group.zone);
  if (!ctx.store.wishes.schedule(wish, at)) {
    ctx.answer(ctx.say(ctx.language, 'wish.gone'));
    return;
  }
  // The flow that passes it on is to be asked again when it is due.
  ctx.store.groups.touch(ctx.group.id);
  ctx.answer(ctx.say(ctx.language, 'wish.waits', { day: { day: date }, time }));
}

function drop(ctx: Context, wish: string): undefined {
  if (!ctx.store.wishes.remove(wish)) {
    ctx.answer(ctx.say(ctx.language, 'wish.gone'));
    return;
  }
  ctx.store.wishes.uncount(ctx.member.id, toLocal(ctx.now, ctx.group.zone).date);
  ctx.answer(ctx.say(ctx.language, 'wish.deleted'));
}

/** The next of the times, by the group's own clock. */
function nextTime({ now, group }: Context) {
  const { date, time } = toLocal(now, group.zone);
  const today = TIMES.find((candidate) => candidate > time);
  return today ? { date, time: today } : { date: addDays(date, 1), time: TIMES[0] ?? '10:00' };
}
