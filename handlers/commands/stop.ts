/** `/stop`: no direct message to her any more that she has not asked for. Her place and her answers stay. */

import type { Command, Context } from '../../bot/context.ts';
import { EVERYBODY } from './roles.ts';

export const stop: Command = {
  id: 'stop',
  roles: EVERYBODY,
  groupless: true,
  former: true,
  run: hush,
};

/** From now on she is left alone; said once, and shown by a reaction where she knows it. */
export function hush(ctx: Context): undefined {
  const isNew = !ctx.member.quiet;
  ctx.store.members.setStanding(ctx.member.id, 'quiet', true);
  const text = ctx.say(ctx.language, 'stop.done');
  if (!isNew || !ctx.answerPrivately(text)) {
    ctx.react('🔕');
  }
}
