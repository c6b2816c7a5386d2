/** The answer to "shall I forget you?": a yes, by word or tap, deletes all about her for good. */

import { ANSWER_LIFETIME_MS, type Context, type Handler } from '../bot/context.ts';
import type { LanguageTag } from '../bot/types.ts';
import { chosen } from './reading/chosen.ts';
import { readYesOrNo } from './reading/words.ts';

export const forgetAnswer: Handler = {
  name: 'forget-answer',
  former: true,
  accepts: (ctx) => isAbout(ctx) && readAnswer(ctx) !== null,
  handle(ctx) {
    const { member, store, event, now } = ctx;
    const open = store.dialogues.open(member.id, event.chat.id, now);
    if (open?.kind !== 'forget') {
      return;
    }
    const { language } = open.state as { language: LanguageTag };
    const isYes = readAnswer(ctx) === true;
    store.dialogues.end(member.id);
    // The tick erases her as soon as this is sent, and where it cannot be sent all the same.
    ctx.tellMember({
      member,
      key: isYes ? `forgotten:${member.id}` : `kept:${ctx.source.toString('hex')}`,
      message: { kind: 'text', text: ctx.say(language, isYes ? 'forget.done' : 'forget.left') },
      expiresAt: now + ANSWER_LIFETIME_MS,
    });
    if (isYes) {
      store.members.askErasure(member.id, now);
    }
  },
};

/**
 * The same handler, but whatever else she writes to the bot ends the question first: a yes to something
 * else, an hour later, must not delete anybody.
 */
export function endingForget(handler: Handler): Handler {
  return {
    ...handler,
    handle(ctx) {
      if (ctx.event.kind === 'message' && isAbout(ctx)) {
        ctx.store.dialogues.end(ctx.member.id);
      }
      handler.handle(ctx);
    },
  };
}

/** Only in her own chat: nobody else can say yes for her. */
function isAbout({ event, post, where, member, store, now }: Context): boolean {
  if (where !== 'direct') {
    return false;
  }
  return event.kind === 'message'
    ? store.dialogues.open(member.id, event.chat.id, now)?.kind === 'forget'
    : event.kind === 'vote' && post?.kind === 'forget';
}

function readAnswer(ctx: Context): boolean | null {
  const { event, post } = ctx;
  if (event.kind === 'message') {
    return readYesOrNo(ctx, event.text);
  }
  const [meaning] = event.kind === 'vote' && post ? chosen(ctx, event, post) : [];
  return meaning && 'choice' in meaning ? meaning.choice === 'yes' : null;
}
