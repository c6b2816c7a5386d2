/** `/help`: what the asker may write. */

import type { Command } from '../../bot/context.ts';
import { isAllowed } from '../command.ts';
import { EVERYBODY } from './roles.ts';

export const help: Command = {
  id: 'help',
  roles: EVERYBODY,
  groupless: true,
  run(ctx, { commands }) {
    const lines = commands
      .filter((command) => ctx.groups.some((group) => isAllowed(ctx.inGroup(group), command)))
      .map((command) =>
        ctx.say(ctx.language, 'help.line', {
          usage: ctx.say(ctx.language, `command.${command.id}.usage`),
          about: ctx.say(ctx.language, `command.${command.id}.about`),
        }),
      );
    const text = [
      ctx.say(ctx.language, 'help.title'),
      ...lines,
      ...(ctx.role === 'mother' ? [ctx.say(ctx.language, 'help.mother')] : []),
    ].join('\n');
    if (!ctx.answerPrivately(text)) {
      ctx.answer(text);
    }
  },
};
