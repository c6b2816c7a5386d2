/** A message that was deleted, or edited so that it says nothing any more: as if it never had. */

import type { Context, Handler } from '../bot/context.ts';
import { lookAtStaffing } from './answers.ts';

export const withdrawal: Handler = {
  name: 'withdrawal',
  accepts: (ctx) =>
    ctx.event.kind === 'delete' ||
    (ctx.event.kind === 'message' && ctx.event.editedAt !== undefined),
  handle: withdraw,
};

/** Takes back what the message said before, and the reaction on it. */
export function withdraw(ctx: Context): undefined {
  ctx.store.unclear.forget(ctx.source);
  if (ctx.store.answers.takeBack(ctx.source) || ctx.event.kind === 'delete') {
    ctx.react('');
    lookAtStaffing(ctx);
  }
}
