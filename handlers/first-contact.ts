/**
 * The first time that a mother writes to the bot directly: she is asked for her language, and then told
 * in it what the bot is. What she wrote is handled as ever. Once in her life, and never on a command.
 */

import { ANSWER_LIFETIME_MS, type Context, type Handler } from '../bot/context.ts';
import { commands } from './commands/index.ts';
import { askLanguage } from './language.ts';
import { findCommand } from './reading/find-command.ts';
import { isStop } from './reading/stop-words.ts';

/** The handler in front of all others: it hands the message on to them. */
export function createFirstContactHandler(others: readonly Handler[]): Handler {
  return {
    name: 'first-contact',
    accepts: isFirst,
    handle(ctx) {
      others.find((other) => other.accepts(ctx))?.handle(ctx);
      ctx.store.members.introduce(ctx.member.id, ctx.now);
      askLanguage(ctx);
    },
  };
}

function isFirst(ctx: Context): boolean {
  const { event, member, store, group } = ctx;
  return (
    ctx.where === 'direct' &&
    ctx.role === 'mother' &&
    event.kind === 'message' &&
    event.editedAt === undefined &&
    ctx.now - event.at < ANSWER_LIFETIME_MS &&
    !group.off.includes('introduction') &&
    !store.members.isIntroduced(member.id) &&
    store.dialogues.open(member.id, event.chat.id, ctx.now) === null &&
    !isOtherCommand(ctx, event.text)
  );
}

/** Whoever begins with what she wants done gets that; only `/start` is a greeting. */
function isOtherCommand(ctx: Context, text: string): boolean {
  const [word = ''] = text.trim().replace(/^\//, '').split(/\s/);
  const found = findCommand(ctx, commands, word);
  const isCommand = text.trimStart().startsWith('/') || text.trim() === word;
  return (
    isStop(ctx.say, text) || (isCommand && found !== undefined && found.command.id !== 'start')
  );
}
