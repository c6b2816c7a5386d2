/** In which language she is written to: asked by a poll, and kept from then on. */

import { ANSWER_LIFETIME_MS, type Context, type Handler } from '../bot/context.ts';
import type { LanguageTag, PostOption } from '../bot/types.ts';
import { chosen } from './reading/chosen.ts';

/** WhatsApp's polls have at most twelve options; one is for all the other languages. */
const LANGUAGES_PER_POLL = 11;
/** WhatsApp's limit of a question, and what is put between two languages of it. */
const MAX_QUESTION = 255;
const BETWEEN = ' · ';
const OTHER = 'other';
/** Behind the group's own: what most mothers in such groups speak. */
const USUAL = ['da', 'en', 'ar', 'uk', 'ti', 'fa', 'so', 'tr', 'ur', 'pl', 'ro', 'ru'] as const;

export const languageVote: Handler = {
  name: 'language-vote',
  accepts: ({ event, post }) => event.kind === 'vote' && post?.kind === 'language',
  handle(ctx) {
    const { event, post } = ctx;
    const [meaning] = event.kind === 'vote' && post ? chosen(ctx, event, post) : [];
    const choice = meaning && 'choice' in meaning ? meaning.choice : null;
    if (choice === OTHER) {
      ctx.answerPrivately(ctx.say(ctx.language, 'language.how'));
    } else if (choice !== null && ctx.say.languages.includes(choice)) {
      settleLanguage(ctx, choice);
    }
  },
};

/** Asks by a poll where mothers do not read it; false where there is no such chat. */
export function askLanguage(ctx: Context): boolean {
  return ctx.answerPrivately(questionText(ctx), {
    multiple: false,
    post: { kind: 'language', options: languageOptions(ctx) },
  });
}

/** The question in the group's languages, as many as there is room for. */
function questionText(ctx: Context): string {
  const texts = [ctx.language, ...ctx.languages(), 'en'].map((language) =>
    ctx.say(language, 'language.question'),
  );
  return [...new Set(texts)].reduce((all, text) =>
    all.length + BETWEEN.length + text.length > MAX_QUESTION ? all : `${all}${BETWEEN}${text}`,
  );
}

function languageOptions(ctx: Context): PostOption[] {
  const known = ctx.say.languages;
  const own = ctx.groups.flatMap((group) => group.languages);
  const tags = [...new Set([...own, ...USUAL, ...known])].filter((tag) => known.includes(tag));
  return [
    ...tags.slice(0, LANGUAGES_PER_POLL).map((tag) => ({
      text: ctx.say.namesOf(tag)[0] ?? tag,
      meaning: { choice: tag },
    })),
    { text: ctx.say(ctx.language, 'language.other'), meaning: { choice: OTHER } },
  ];
}

/** She is written to in it from now on, whatever language she writes in; a mother is told what the bot is. */
export function settleLanguage(ctx: Context, language: LanguageTag): undefined {
  const { member, store } = ctx;
  store.members.chooseLanguage(member.id, language);
  const key = `about:${member.id}:${language}`;
  if (ctx.role === 'mother' && !store.outbox.has(key) && tellAbout(ctx, language, key)) {
    store.members.introduce(member.id, ctx.now);
  } else if (!ctx.answerPrivately(ctx.say(language, 'language.set'))) {
    ctx.react('✅');
  }
}

/** What the bot does and keeps, and how she is forgotten. */
function tellAbout(ctx: Context, language: LanguageTag, key: string): boolean {
  const group = ctx.say.list(
    language,
    ctx.groups.map(({ name }) => name),
  );
  return ctx.tellMember({
    member: ctx.member,
    key,
    message: { kind: 'text', text: ctx.say(language, 'introduction.direct', { group }) },
    expiresAt: ctx.now + ANSWER_LIFETIME_MS,
  });
}
