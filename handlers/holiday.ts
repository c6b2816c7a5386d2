/** The tap on "shall the meeting on the holiday be cancelled?": whoever runs the group decides, once. */

import type { Context, Handler } from '../bot/context.ts';
import { runsGroup } from '../bot/context.ts';
import { attempt } from './command.ts';
import { cancel } from './commands/cancel.ts';
import { chosen } from './reading/chosen.ts';

export const holiday: Handler = {
  name: 'holiday',
  accepts: (ctx) => ctx.event.kind === 'vote' && ctx.post?.kind === 'holiday',
  handle(ctx) {
    if (runsGroup(ctx.role) && choice(ctx) === 'cancel') {
      attempt(ctx, () => cancel.carryOut?.(ctx, ctx.post?.meeting));
    }
  },
};

function choice(ctx: Context): string | null {
  const { event, post } = ctx;
  const [meaning] = event.kind === 'vote' && post ? chosen(ctx, event, post) : [];
  return meaning && 'choice' in meaning ? meaning.choice : null;
}
