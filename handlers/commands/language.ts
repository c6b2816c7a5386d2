/** `/language`: the language she is written to in; alone it asks by a poll. */

import type { Command } from '../../bot/context.ts';
import type { LanguageTag } from '../../bot/types.ts';
import { askLanguage, settleLanguage } from '../language.ts';
import { findLanguage } from '../reading/find-language.ts';
import { EVERYBODY } from './roles.ts';

interface Before {
  readonly language: LanguageTag | null;
  readonly chosen: boolean;
}

export const language: Command = {
  id: 'language',
  roles: EVERYBODY,
  groupless: true,
  run(ctx, { words }) {
    const { group, member, store, now } = ctx;
    const tag = findLanguage(ctx, words);
    if (tag) {
      const chosen = store.members.hasChosenLanguage(member.id);
      const before: Before = { language: member.language, chosen };
      store.deeds.note({
        group: group.id,
        member: member.id,
        command: 'language',
        before,
        at: now,
      });
      settleLanguage(ctx, tag);
      return;
    }
    if (words !== '') {
      ctx.answerPrivately(ctx.say(ctx.language, 'language.unknown'));
    }
    if (!askLanguage(ctx)) {
      ctx.answer(ctx.say(ctx.language, 'language.how'));
    }
  },
  undo(ctx, before) {
    const { language: was, chosen } = before as Before;
    ctx.store.members.chooseLanguage(ctx.member.id, was, chosen);
    return ctx.say(was ?? ctx.language, 'language.set');
  },
};
