/**
 * Chooses, where several phrases fit, the ones of the message's language.
 * Called once a message by `engine`, and for every place by `items`.
 * It must never let a hint outweigh a word.
 */

import type { LanguageTag } from '../types.ts';
import { conceptOf, languageOf } from './codes.ts';
import type { Concept } from './concepts.ts';
import type { Candidate } from './follow.ts';
import { EXACT, type Lexicon } from './lexicon.ts';
import type { Matches } from './match.ts';

/** The languages of a message, the likeliest first. */
export interface Ranking {
  readonly order: readonly number[];
  readonly preference: Float64Array;
}

/** A hint decides between equals; it never outweighs a word. */
const HINTS = [0.4, 0.2, 0.1];

/** Ranks languages by what they explain; the sender's own language decides near ties. */
export function rankLanguages(
  { scores }: Matches,
  lexicon: Lexicon,
  hints: readonly LanguageTag[],
): Ranking {
  const preference = new Float64Array(scores.length);
  const order: number[] = [];
  for (let language = 0; language < scores.length; language += 1) {
    const value = scores[language] ?? 0;
    const hint = value > 0 ? hints.indexOf(lexicon.tags[language] ?? '') : -1;
    preference[language] = value - language * 0.001 + (hint >= 0 ? (HINTS[hint] ?? 0.05) : 0);
    if (value > 0) {
      order.push(language);
    }
  }
  order.sort((one, other) => (preference[other] ?? 0) - (preference[one] ?? 0));
  return { order, preference };
}

/** Everything that the best phrases at a place mean, in one language. */
export interface Choice {
  readonly concepts: readonly Concept[];
  readonly language: number;
  readonly length: number;
  /** Whether it looked at words that it leaves to what follows. */
  readonly ahead: boolean;
  readonly before: Concept | null;
  readonly after: Concept | null;
  /** The word or line of our own file. */
  readonly line: string;
}

/** The best phrase at a place: the longest, then the likeliest language, then the surest spelling. */
export function choose(
  candidates: readonly Candidate[],
  preference: Float64Array,
  allowed: (candidate: Candidate) => boolean,
): Choice | null {
  let best: Candidate | null = null;
  for (const candidate of candidates) {
    if ((best === null || isBetter(candidate, best, preference)) && allowed(candidate)) {
      best = candidate;
    }
  }
  if (best === null) {
    return null;
  }
  const { code, length, reach, quality, before, after, line } = best;
  const language = languageOf(code);
  const concepts: Concept[] = [];
  for (const other of candidates) {
    if (
      languageOf(other.code) === language &&
      other.length === length &&
      other.reach === reach &&
      other.quality <= Math.max(quality, EXACT)
    ) {
      const concept = conceptOf(other.code);
      if (!concepts.includes(concept)) {
        concepts.push(concept);
      }
    }
  }
  return { concepts, language, length, ahead: reach > length, before, after, line };
}

function isBetter(one: Candidate, other: Candidate, preference: Float64Array): boolean {
  if (one.reach !== other.reach) {
    return one.reach > other.reach;
  }
  const [language, against] = [languageOf(one.code), languageOf(other.code)];
  if (language !== against) {
    return (preference[language] ?? 0) > (preference[against] ?? 0);
  }
  return one.quality < other.quality;
}
