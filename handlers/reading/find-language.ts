/** Which language a line names, in whatever language it does: "arabisk", "Arabic", "العربية". */

import type { Context } from '../../bot/context.ts';
import { nearestWord } from '../../bot/nearest-word.ts';
import type { LanguageTag } from '../../bot/types.ts';
import { fold } from './fold.ts';

/** The language that a text is the name of; a slip is forgiven. Null where it names none. */
export function findLanguage(ctx: Context, text: string): LanguageTag | null {
  const names = namesOfAll(ctx);
  const wanted = plain(text);
  const exact = names.get(wanted);
  if (exact || wanted === '') {
    return exact ?? null;
  }
  const near = nearestWord(wanted, [...names.keys()].filter(isLong));
  return (near !== null && isLong(wanted) && names.get(near)) || null;
}

/** The same without any slip. */
export function languageCalled(ctx: Context, text: string): LanguageTag | null {
  return namesOfAll(ctx).get(plain(text)) ?? null;
}

/** A tag, or a name so short that a slip in it makes another, must be written as it is. */
function isLong(name: string): boolean {
  return name.length >= 4;
}

/** By name: what each language is called by its speakers, and in every language there is. */
function namesOfAll(ctx: Context): ReadonlyMap<string, LanguageTag> {
  const { languages } = ctx.say;
  const names = new Map<string, LanguageTag>();
  for (const tag of languages) {
    const own = ctx.say.namesOf(tag).flatMap((name) => [name, ...name.split('/')]);
    for (const name of [tag, ...own]) {
      names.set(plain(name), tag);
    }
  }
  for (const told of languages) {
    const display = new Intl.DisplayNames(told, { type: 'language' });
    for (const tag of languages) {
      const name = plain(display.of(tag) ?? tag);
      if (!names.has(name)) {
        names.set(name, tag);
      }
    }
  }
  return names;
}

function plain(text: string): string {
  return fold(text)
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s.,:;!?/]+/g, ' ')
    .trim();
}
