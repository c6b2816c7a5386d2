/**
 * `/undo`: takes back what the asker did last, also for the group. As an answer to somebody's message
 * it takes back what the bot read in it, and counts the rule that misread.
 */

import { toLocal } from '../../bot/calendar.ts';
import { type Command, type Context, type DoneDeed, runsGroup } from '../../bot/context.ts';
import type { MessageId } from '../../bot/types.ts';
import { isAllowed } from '../command.ts';
import { Refusal, tellPrivately } from './refusal.ts';
import { STAFF } from './roles.ts';

/** What is older is not what she means by "the last thing". */
const LIFETIME_MS = 31 * 24 * 60 * 60 * 1000;

export const undo: Command = {
  id: 'undo',
  roles: STAFF,
  both: true,
  groupless: true,
  run(ctx, { commands }) {
    const { event } = ctx;
    if (event.kind === 'message' && event.quoted && !ctx.post && runsGroup(ctx.role)) {
      takeReadingBack(ctx, event.quoted);
      return;
    }
    const deed = ctx.store.deeds.lastOf(ctx.member.id, ctx.now - LIFETIME_MS);
    const command = commands.find(({ id }) => id === deed?.command);
    const group = ctx.groups.find(({ id }) => id === deed?.group);
    // Whoever may not do it there any more may not take it back either.
    if (!deed || !command?.undo || !group || !isAllowed(ctx.inGroup(group), command)) {
      throw new Refusal('error.undo_nothing');
    }
    const text = command.undo(ctx.inGroup(group), deed.before);
    ctx.store.deeds.forget(deed.id);
    if (ctx.where === 'group' && group.kind === 'home') {
      // Both read there what became of it.
      ctx.react('✅');
    } else {
      tellPrivately(ctx, [whatItWas(ctx, deed), text].join('\n'));
    }
  },
};

/** "↩️ /log, onsdag 18. november kl. 14:05": the last thing may not be what she thinks it was. */
function whatItWas(ctx: Context, { command, at, group: id }: DoneDeed): string {
  const { date, time } = toLocal(at, ctx.store.groups.get(id)?.zone ?? ctx.group.zone);
  const [name = ''] = ctx.say(ctx.language, `command.${command}.names`).split(' ');
  return ctx.say(ctx.language, 'undo.what', { command: `/${name}`, day: { day: date }, time });
}

/** It stays noted that she wrote something, so that somebody asks her. */
function takeReadingBack(ctx: Context, message: MessageId): undefined {
  const readings = ctx.store.readings.ofMessage(ctx.event.chat.id, message);
  const [first] = readings;
  if (!first) {
    throw new Refusal('error.undo_not_read');
  }
  for (const { source, meeting, member, by } of readings) {
    if (by) {
      ctx.store.readings.correct(by);
    }
    ctx.store.unclear.notice({ source, meeting, member, at: ctx.now });
  }
  ctx.store.answers.takeBack(first.source);
  ctx.withdrawReaction(message);
  tellPrivately(ctx, ctx.say(ctx.language, 'undo.reading'));
}
