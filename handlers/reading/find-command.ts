/** Which command a word calls, by any of its names in any language; or which one was probably meant. */

import type { Command, Context } from '../../bot/context.ts';
import { nearestWord } from '../../bot/nearest-word.ts';
import type { LanguageTag } from '../../bot/types.ts';
import { fold } from './fold.ts';

/** A command, and the language of the name it was called by. */
export interface Found {
  readonly command: Command;
  readonly language: LanguageTag;
}

/** The command of that name; letters that a phone lacks may be written otherwise or left out (hjaelp, hjlp). */
export function findCommand(
  ctx: Context,
  commands: readonly Command[],
  word: string,
): Found | undefined {
  const wanted = fold(word);
  for (const language of ctx.say.languages) {
    const command = commands.find((candidate) =>
      namesOf(ctx, candidate, language).some(
        (name) => fold(name) === wanted || withoutSpecial(name) === wanted,
      ),
    );
    if (command) {
      return { command, language };
    }
  }
  return undefined;
}

/** The name that a misspelt word comes nearest to, as the asker writes it; null where none is near. */
export function suggestName(
  ctx: Context,
  commands: readonly Command[],
  word: string,
): string | null {
  const wanted = fold(word);
  // Not in every language: what is near to a name in Ukrainian is no slip of a Dane's.
  const names = [...new Set([ctx.language, 'da', 'en'])].flatMap((language) =>
    commands.flatMap((command) => namesOf(ctx, command, language)),
  );
  const nearest = nearestWord(wanted, names.map(fold));
  return names.find((candidate) => fold(candidate) === nearest) ?? null;
}

function namesOf(ctx: Context, command: Command, language: LanguageTag): string[] {
  return ctx.say(language, `command.${command.id}.names`).split(' ');
}

/** What is left of a name where a phone cannot write its special letters at all; null where too little is. */
function withoutSpecial(name: string): string | null {
  const left = name.toLowerCase().replace(/[^\x20-\x7e]/g, '');
  return left.length >= name.length / 2 && /[a-z]{2}/.test(left) ? fold(left) : null;
}
