/** Somebody left the group. (Whoever joins is noted before any handler runs.) */

import type { Handler } from '../bot/context.ts';
import { lookAtStaffing } from './answers.ts';

export const membership: Handler = {
  name: 'membership',
  accepts: (ctx) => ctx.event.kind === 'leave',
  handle(ctx) {
    ctx.store.members.leave(ctx.group.id, ctx.member.id, ctx.event.at);
    lookAtStaffing(ctx);
  },
};
