/** Words that people answer and command with, in any language that has them. */

import type { Context, SayKey } from '../../bot/context.ts';
import { fold } from './fold.ts';

/** A key that lists words, separated by commas. */
export type WordKey = Extract<SayKey, `words.${string}`>;

/** All words of a list in every language, folded, the longest first. */
export function wordsOf(ctx: Pick<Context, 'say'>, key: WordKey): string[] {
  return ctx.say
    .everyLanguage(key)
    .flatMap((list) => list.split(','))
    .map((word) => fold(word.trim()))
    .sort((one, other) => other.length - one.length);
}

/**
 * The same in the asker's language, Danish and English alone: a yes in one language ("tak", Polish) is
 * something else in another.
 */
export function ownWordsOf(ctx: Context, key: WordKey): string[] {
  const languages = [ctx.language, ctx.member.language ?? ctx.language, 'da', 'en'];
  return [...new Set(languages)]
    .flatMap((language) => ctx.say(language, key).split(','))
    .map((word) => fold(word.trim()));
}

/** Whether a text is a yes or a no and nothing else; null where it is neither. */
export function readYesOrNo(ctx: Context, text: string): boolean | null {
  const word = fold(text)
    // Direction marks, and the looks of an emoji: its variation and skin.
    .replace(/\p{Cf}|\ufe0f|[\u{1f3fb}-\u{1f3ff}]/gu, '')
    .replace(/[\s.,!]+$/u, '')
    .trim();
  if (['👍', '✅', '👌', '❤'].includes(word) || ownWordsOf(ctx, 'words.yes').includes(word)) {
    return true;
  }
  return ['👎', '❌', '✋'].includes(word) || ownWordsOf(ctx, 'words.no').includes(word)
    ? false
    : null;
}
