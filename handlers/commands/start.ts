/** `/start`: opens the direct chat, so that the bot may write to her there; ends what `/stop` began. */

import type { Command } from '../../bot/context.ts';
import { EVERYBODY } from './roles.ts';

export const start: Command = {
  id: 'start',
  roles: EVERYBODY,
  groupless: true,
  run(ctx) {
    ctx.store.members.setStanding(ctx.member.id, 'quiet', false);
    // The direct chat was noted as open when her message came; in a group there is nothing to open.
    if (ctx.event.chat.kind === 'direct') {
      const names = ctx.groups.map((group) => group.name);
      const group = ctx.say.list(ctx.language, names);
      ctx.answer(ctx.say(ctx.language, 'start.hello', { name: ctx.member.name, group }));
    }
  },
};
