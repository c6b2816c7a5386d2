/**
 * `/new Fatima +45 12 34 56 78 arabic`: a mother who will join the group. She is known when she comes, and
 * counts from then on. Never in the mothers' group: a number is nobody else's to read.
 */

import type { Command, Context } from '../../bot/context.ts';
import { cleanName } from '../../bot/names.ts';
import type { LanguageTag, MemberId, PersonId } from '../../bot/types.ts';
import { findLanguage, languageCalled } from '../reading/find-language.ts';
import { Refusal, tellPrivately } from './refusal.ts';
import { STAFF } from './roles.ts';

/** A number as people write it, with or without its country. */
const NUMBER = /(?:\+|\b00)?\d(?:[\s().-]*\d){6,16}/;
/** Digits without a country are a Danish number: it has eight. */
const DANISH = /^\d{8}$/;
/** With its country (E.164). */
const INTERNATIONAL = /^[1-9]\d{9,14}$/;

export const newMother: Command = {
  id: 'new',
  roles: STAFF,
  everyday: true,
  run(ctx, { words }) {
    if (ctx.where === 'group') {
      tellPrivately(ctx, ctx.say(ctx.language, 'new.where'));
      return;
    }
    const { name, person, language } = readLine(ctx, words);
    const { group, store, now } = ctx;
    const known = store.members.byPerson(person)?.id;
    if (known && store.members.roleIn(group.id, known) !== null) {
      throw new Refusal('new.here', { name });
    }
    const member = known ?? store.members.add({ name, language, ids: [person], at: now });
    if (!known && language) {
      store.members.chooseLanguage(member, language);
    }
    store.members.expect(group.id, member, now);
    const before = { member };
    const by = { group: group.id, member: ctx.member.id };
    store.deeds.note({ ...by, command: 'new', before, at: now });
    tellPrivately(ctx, describe(ctx, name, language));
  },
  undo(ctx, before) {
    const { member } = before as { member: MemberId };
    if (ctx.store.members.roleIn(ctx.group.id, member) !== null) {
      throw new Refusal('new.came');
    }
    ctx.store.members.unexpect(ctx.group.id, member);
    return ctx.say(ctx.language, 'new.undone');
  },
};

interface Expected {
  readonly name: string;
  readonly person: PersonId;
  readonly language: LanguageTag | null;
}

/** Name, number, language; the language may also stand before the number. @throws Refusal where name or number is missing */
function readLine(ctx: Context, words: string): Expected {
  const number = NUMBER.exec(words)?.[0] ?? '';
  const person = toPerson(number);
  const [before = '', after = ''] = number === '' ? [words] : words.split(number);
  const { rest, language } =
    before.trim() === '' ? splitBehind(ctx, after, 1) : splitLanguage(ctx, before, after);
  const name = cleanName(rest.replace(/[,;]/g, ' '));
  if (!person || !/\p{L}/u.test(name) || /\d/.test(name)) {
    throw new Refusal('new.how');
  }
  return { name, person, language };
}

/**
 * What follows the number is the language. Before it only the last of several words can be one, without
 * any slip: there are names like that. @throws Refusal where what follows is no language
 */
function splitLanguage(
  ctx: Context,
  text: string,
  behind: string,
): { readonly rest: string; readonly language: LanguageTag | null } {
  const said = behind.replace(/^[\s,;]+/, '').trim();
  if (said !== '') {
    const language = findLanguage(ctx, said) ?? findLanguage(ctx, said.split(/\s+/).at(-1) ?? '');
    if (!language) {
      throw new Refusal('new.language', { language: said });
    }
    return { rest: text, language };
  }
  return splitBehind(ctx, text, 2);
}

/** The last word, where there are so many at least, may be the language. */
function splitBehind(
  ctx: Context,
  text: string,
  fewest: number,
): { readonly rest: string; readonly language: LanguageTag | null } {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const language = parts.length >= fewest ? languageCalled(ctx, parts.at(-1) ?? '') : null;
  return { rest: (language ? parts.slice(0, -1) : parts).join(' '), language };
}

/** The id WhatsApp knows a number by. */
function toPerson(number: string): PersonId | null {
  const digits = number.replace(/\D/g, '').replace(/^00/, '');
  const whole = !number.startsWith('+') && DANISH.test(digits) ? `45${digits}` : digits;
  return INTERNATIONAL.test(whole) ? (`${whole}@c.us` as PersonId) : null;
}

/** Never the number: who looks over her shoulder has no need of it. */
function describe(ctx: Context, name: string, language: LanguageTag | null): string {
  return language
    ? ctx.say(ctx.language, 'new.done_language', {
        name,
        language: ctx.say.namesOf(language)[0] ?? language,
      })
    : ctx.say(ctx.language, 'new.done', { name });
}
