/** A reaction on the bot's reminder or poll: 👍 is as good as "I am coming". */

import type { Handler } from '../bot/context.ts';
import { mayAnswer, record } from './answers.ts';

export const reaction: Handler = {
  name: 'reaction',
  accepts: (ctx) => ctx.event.kind === 'reaction' && ctx.post !== null && mayAnswer(ctx),
  handle(ctx) {
    // One that means nothing (😂), or is taken back, replaces one that meant something.
    record(ctx, ctx.understanding?.statements ?? [], 'reaction');
  },
};
