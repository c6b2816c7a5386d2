/** Words that people answer and command with, in any language that has them. */

import type { Context, SayKey } from '../bot/context.ts';
import { fold } from './fold.ts';

/** A key that lists words, separated by commas. */
export type WordKey = Extract<SayKey, `words.${string}`>;

/** All words of a list in every language, folded, the longest first. */
export function wordsOf(ctx: Context, key: WordKey): string[] {
  return ctx.say
    .everyLanguage(key)
    .flatMap((list) => list.split(','))
    .map((word) => fold(word.trim()))
    .sort((one, other) => other.length - one.length);
}

/** Whether a text is a yes or a no and nothing else; null where it is neither. */
export function readYesOrNo(ctx: Context, text: string): boolean | null {
  const word = fold(text)
    // Direction marks, and the looks of an emoji: its variation and skin.
    .replace(/\p{Cf}|\ufe0f|[\u{1f3fb}-\u{1f3ff}]/gu, '')
    .replace(/[\s.,!]+$/u, '')
    .trim();
  if (['👍', '✅', '👌', '❤'].includes(word) || wordsOf(ctx, 'words.yes').includes(word)) {
    return true;
  }
  return ['👎', '❌', '✋'].includes(word) || wordsOf(ctx, 'words.no').includes(word)
    ? false
    : null;
}
