/**
 * What a mother writes directly and the bot cannot read: once a day it says how little it can do, and how
 * to ask the volunteers. The last of the handlers of messages.
 */

import { toLocal } from '../bot/calendar.ts';
import { ANSWER_LIFETIME_MS, type Context, type Handler } from '../bot/context.ts';
import { isOpen } from './commands/wish.ts';

/** "tak", "godt nytår", "ok ❤️" want no answer. */
const FEWEST_WORDS = 3;

export const unread: Handler = {
  name: 'unread',
  accepts: (ctx) => isUnread(ctx) && isOpen(ctx),
  handle(ctx) {
    const { member, now, group, event } = ctx;
    ctx.tellMember({
      member,
      key: `unread:${member.id}:${toLocal(now, group.zone).date}`,
      message: { kind: 'text', text: ctx.say(ctx.language, 'wish.hint') },
      expiresAt: event.at + ANSWER_LIFETIME_MS,
    });
  },
};

function isUnread({ event, where, role, understanding, member, now }: Context): boolean {
  return (
    event.kind === 'message' &&
    event.editedAt === undefined &&
    // It may answer a reminder whose sending is not confirmed yet.
    event.quoted === undefined &&
    where === 'direct' &&
    (role === 'mother' || role === 'partner') &&
    !member.spared &&
    now - event.at < ANSWER_LIFETIME_MS &&
    understanding !== null &&
    understanding.statements.length === 0 &&
    understanding.ask === null &&
    understanding.unclear === null &&
    countWords(event.text) >= FEWEST_WORDS
  );
}

/** Some scripts write without spaces. */
function countWords(text: string): number {
  const segments = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text);
  return [...segments].filter(({ isWordLike }) => isWordLike).length;
}
