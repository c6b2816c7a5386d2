/** The word that a mistyped one comes nearest to. Pure; used where people type names of things. */

import { closest, distance } from 'fastest-levenshtein';

/** So many letters of a word may be wrong: one in three. */
const LETTERS_A_MISTAKE = 3;

/**
 * The nearest of the words by letters to change, add or leave out (Levenshtein); null where none is near.
 * Where a wrong guess is worse than none, there must be more letters to a mistake.
 */
export function nearestWord(
  typed: string,
  words: readonly string[],
  lettersAMistake = LETTERS_A_MISTAKE,
): string | null {
  if (words.length === 0) {
    return null;
  }
  const nearest = closest(typed, words);
  const most = Math.ceil(nearest.length / lettersAMistake);
  return distance(typed, nearest) <= most ? nearest : null;
}

/** Whether one letter more, less or another makes a word of what was typed. */
export function isOneLetterOff(typed: string, word: string): boolean {
  return Math.abs(typed.length - word.length) <= 1 && distance(typed, word) === 1;
}
