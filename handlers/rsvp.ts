/** A message that says who comes: recorded, and acknowledged with one reaction. What it asks is answered too. */

import type { Context, Handler } from '../bot/context.ts';
import type { Source } from '../bot/types.ts';
import { mayAnswer, reactionFor, record } from './answers.ts';
import { answerQuestion } from './question.ts';

export const rsvp: Handler = {
  name: 'rsvp',
  accepts: (ctx) =>
    ctx.event.kind === 'message' &&
    mayAnswer(ctx) &&
    (ctx.understanding?.statements.length ?? 0) > 0,
  handle(ctx) {
    const statements = ctx.understanding?.statements ?? [];
    const [first] = statements;
    if (first && record(ctx, statements, sourceKind(ctx))) {
      ctx.react(reactionFor(first));
      rememberLanguage(ctx);
    } else {
      // Edited into something about no meeting: what it said before is gone.
      ctx.react('');
    }
    answerQuestion(ctx);
  },
};

function sourceKind(ctx: Context): Source {
  if (ctx.event.chat.kind === 'direct') {
    return 'direct';
  }
  return ctx.post ? 'reply' : 'text';
}

/** She is answered in the language that she was last read in. */
function rememberLanguage(ctx: Context): undefined {
  const language = ctx.understanding?.language;
  if (language && language !== ctx.member.language) {
    ctx.store.members.setLanguage(ctx.member.id, language);
  }
}
