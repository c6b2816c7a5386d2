/** What `throw-in-handlers.ts` puts in place of the program's handlers: one more, which repeats what it read. */

import type { Handler } from '../bot/context.ts';
import { handlers as real } from '../handlers/index.ts';

const thrower: Handler = {
  name: 'thrower',
  accepts: ({ event }) => event.kind === 'message' && event.text.includes('gift'),
  handle(ctx) {
    const text = ctx.event.kind === 'message' ? ctx.event.text : '';
    // As careless as an error can be: its message, its name, its code and its cause tell the text.
    const error = new Error(`${text}\n    at ${text} (${text}:1:1)`, { cause: ctx.event });
    throw Object.assign(error, { name: text, code: text, event: ctx.event });
  },
};

export const handlers: readonly Handler[] = [thrower, ...real];
