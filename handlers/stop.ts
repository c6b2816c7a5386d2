/** "Stop", written directly to the bot in any language: never a no, and never that she leaves the group. */

import type { Handler } from '../bot/context.ts';
import { hush } from './commands/stop.ts';
import { isStop } from './reading/stop-words.ts';

export const stopWord: Handler = {
  name: 'stop-word',
  former: true,
  accepts: ({ where, event, say }) =>
    where === 'direct' &&
    event.kind === 'message' &&
    event.editedAt === undefined &&
    isStop(say, event.text),
  handle(ctx) {
    const { event, member, store } = ctx;
    const hasSlash = event.kind === 'message' && event.text.trim().startsWith('/');
    const open = store.dialogues.open(member.id, event.chat.id, ctx.now);
    if (open && !hasSlash) {
      // She was just asked something: it is that which is to stop.
      store.dialogues.end(member.id);
      ctx.answer(ctx.say(ctx.language, 'stop.left'));
    } else {
      hush(ctx);
    }
  },
};
