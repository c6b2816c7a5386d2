/**
 * `/concern`: what to do when one worries about a child. Whatever is written behind it is neither kept nor
 * passed on, and in the mothers' group nothing is said.
 */

import type { Command } from '../../bot/context.ts';
import { tellPrivately } from './refusal.ts';
import { STAFF } from './roles.ts';

export const concern: Command = {
  id: 'concern',
  roles: STAFF,
  groupless: true,
  run(ctx, { words }) {
    const say = (key: 'now' | 'do' | 'not_here' | 'not_kept'): string =>
      ctx.say(ctx.language, `concern.${key}`);
    if (ctx.where === 'group') {
      tellPrivately(ctx, say('not_here'));
    } else if (words !== '') {
      tellPrivately(ctx, say('not_kept'));
    }
    tellPrivately(ctx, say('now'));
    tellPrivately(ctx, say('do'));
    ctx.answerPrivately(ctx.say(ctx.language, 'concern.question'), {
      multiple: false,
      post: {
        kind: 'concern',
        options: [
          { text: ctx.say(ctx.language, 'concern.yes'), meaning: { choice: 'call' } },
          { text: ctx.say(ctx.language, 'concern.no'), meaning: { choice: 'no' } },
        ],
      },
    });
  },
};
