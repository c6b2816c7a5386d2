/** A message that was deleted, or edited so that it says nothing any more: as if it never had. */

import type { Handler } from '../bot/context.ts';

export const withdrawal: Handler = {
  name: 'withdrawal',
  accepts: (ctx) =>
    ctx.event.kind === 'delete' ||
    (ctx.event.kind === 'message' && ctx.event.editedAt !== undefined),
  handle(ctx) {
    if (ctx.store.answers.takeBack(ctx.source) || ctx.event.kind === 'delete') {
      ctx.react('');
    }
  },
};
