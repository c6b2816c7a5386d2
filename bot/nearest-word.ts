/** The word that a mistyped one comes nearest to. Pure; used where people type names of things. */

import { closest, distance } from 'fastest-levenshtein';

/** So many letters of a word may be wrong: one in three. */
const LETTERS_A_MISTAKE = 3;

/** The nearest of the words by letters to change, add or leave out (Levenshtein); null where none is near. */
export function nearestWord(typed: string, words: readonly string[]): string | null {
  if (words.length === 0) {
    return null;
  }
  const nearest = closest(typed, words);
  const most = Math.ceil(nearest.length / LETTERS_A_MISTAKE);
  return distance(typed, nearest) <= most ? nearest : null;
}
