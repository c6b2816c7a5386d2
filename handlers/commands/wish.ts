/**
 * `/wish`: hands a wish or question on to the volunteers without a name, once its writer has seen exactly
 * what they will read. Only directly: what is written in a group has been read with a name already.
 */

import { toLocal } from '../../bot/calendar.ts';
import { type Command, type Context, runsGroup } from '../../bot/context.ts';
import { anonymise } from '../reading/anonymise.ts';
import { Refusal } from './refusal.ts';
import { EVERYBODY } from './roles.ts';

const SHORTEST = 3;
const LONGEST = 600;
/** So many a day: nobody is kept from wishing, and nobody can flood the volunteers. */
const MOST_A_DAY = 5;
/** So long a plain "yes" is about the wish; the poll can be tapped until it is passed on. */
const LIFETIME_MS = 30 * 60 * 1000;

/** What waits for a yes. */
export interface AskedWish {
  readonly wish: string;
}

export const wish: Command = {
  id: 'wish',
  roles: EVERYBODY,
  run(ctx, { words }) {
    if (ctx.where !== 'direct') {
      tellWhere(ctx);
      return;
    }
    if (!isOpen(ctx)) {
      throw new Refusal('error.wish_closed');
    }
    const { date } = toLocal(ctx.now, ctx.group.zone);
    const text = readWish(ctx, words);
    if (ctx.store.wishes.countOf(ctx.member.id, date) >= MOST_A_DAY) {
      throw new Refusal('error.wish_many');
    }
    ctx.store.wishes.count(ctx.member.id, date);
    ask(ctx, ctx.store.wishes.add(ctx.group.id, text, date), text);
  },
};

/** Whether wishes are passed on in this group, and there is somebody to read them. */
export function isOpen({ group, store }: Context): boolean {
  const isReached =
    group.staffChat !== null ||
    store.members
      .inGroup(group.id)
      .some(({ member, role }) => runsGroup(role) && member.directChat !== null);
  return isReached && !group.off.includes('wishes');
}

/** In the mothers' group it is said before all only where she has no other chat with the bot. */
function tellWhere(ctx: Context): undefined {
  const text = ctx.say(ctx.language, 'wish.where');
  if (!ctx.answerPrivately(text)) {
    ctx.answer(text);
  }
}

function readWish(ctx: Context, words: string): string {
  const names = ctx.store.members.inGroup(ctx.group.id).map(({ member }) => member.name);
  const text = anonymise(words, names);
  if (text.replace(/[^\p{L}]/gu, '').length < SHORTEST) {
    throw new Refusal('wish.how');
  }
  if (text.length > LONGEST) {
    throw new Refusal('error.wish_long', { most: LONGEST });
  }
  return text;
}

/** Shows exactly what will be read, and waits for a yes. */
function ask(ctx: Context, id: string, text: string): undefined {
  const state: AskedWish = { wish: id };
  ctx.store.dialogues.ask({
    ...{ member: ctx.member.id, group: ctx.group.id, chat: ctx.event.chat.id },
    ...{ kind: 'wish', state, askedAt: ctx.now, expiresAt: ctx.now + LIFETIME_MS },
  });
  ctx.answerPrivately(ctx.say(ctx.language, 'wish.preview', { text }));
  ctx.answerPrivately(ctx.say(ctx.language, 'wish.question'), {
    multiple: false,
    post: {
      kind: 'wish',
      options: [
        { text: ctx.say(ctx.language, 'wish.yes'), meaning: { choice: `yes/${id}` } },
        { text: ctx.say(ctx.language, 'wish.no'), meaning: { choice: `no/${id}` } },
      ],
    },
  });
}
