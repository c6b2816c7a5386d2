/** Tells the group, in its languages, that a meeting changed. */

import type { Context } from '../../bot/context.ts';
import type { Meeting } from '../../bot/types.ts';

/** Queues the announcement; it is pointless once the meeting it spoke of would have been over. */
export function announce(ctx: Context, meeting: Pick<Meeting, 'endsAt'>, text: string): undefined {
  ctx.tellGroup({
    key: `announce:${ctx.source.toString('hex')}`,
    message: { kind: 'text', text },
    expiresAt: meeting.endsAt,
  });
}

/** Tells whoever wrote the command. In the group the announcement says it all: a reaction is enough. */
export function report(ctx: Context, text: string): undefined {
  if (ctx.where === 'group') {
    ctx.react('✅');
  } else {
    ctx.answer(text);
  }
}
