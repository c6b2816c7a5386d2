/** `/forget-me`: asks once, directly, whether all about her is to be deleted. The answer is taken by `handlers/forget.ts`. */

import type { Command, Context } from '../../bot/context.ts';
import { EVERYBODY } from './roles.ts';

/** So long a yes still means what was asked. */
const LIFETIME_MS = 2 * 60 * 60 * 1000;

export const forget: Command = {
  id: 'forget',
  roles: EVERYBODY,
  groupless: true,
  former: true,
  run(ctx) {
    const chat = ctx.member.directChat;
    if (chat === null || !ask(ctx)) {
      ctx.answer(ctx.say(ctx.language, 'rights.write_to_me'));
      return;
    }
    if (ctx.where !== 'direct') {
      ctx.react('👀');
    }
    const { group, member, now } = ctx;
    ctx.store.dialogues.ask({
      ...{ member: member.id, group: group.id, chat, kind: 'forget' },
      ...{ state: { language: ctx.language }, askedAt: now, expiresAt: now + LIFETIME_MS },
    });
  },
};

function ask(ctx: Context): boolean {
  const { language, member, say } = ctx;
  const options = [
    { text: say(language, 'forget.yes'), meaning: { choice: 'yes' } },
    { text: say(language, 'forget.no'), meaning: { choice: 'no' } },
  ];
  return ctx.tellMember({
    member,
    key: `forget:${ctx.source.toString('hex')}`,
    message: {
      kind: 'poll',
      question: say(language, 'forget.question'),
      options: options.map(({ text }) => text),
      multiple: false,
    },
    expiresAt: ctx.now + LIFETIME_MS,
    post: { kind: 'forget', options },
  });
}
