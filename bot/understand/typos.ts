/**
 * Mistyped forms of the few most important words: one letter left out, or two that changed places.
 * The lexicon gives the words once, and asks only for a word that no phrase begins with.
 * It must never make something else of what may be a negation.
 */

import { type Concept, WEEKDAYS } from './concepts.ts';

/** A word that is a phrase of its own. */
export interface SingleWord {
  readonly text: string;
  readonly concept: Concept;
}

const DAYS: ReadonlySet<Concept> = new Set<Concept>(['tomorrow', ...WEEKDAYS]);

const COMING: ReadonlySet<Concept> = new Set<Concept>(['come', 'comeBare']);
const NEGATIVE: ReadonlySet<Concept> = new Set<Concept>(['not', 'cannot']);

/** Words that a mistyped form must not be one of too, unless it stands for a negation itself. */
const GUARDED: ReadonlySet<Concept> = new Set<Concept>([
  ...NEGATIVE,
  'cannotSelf',
  'cannotOther',
  'pastNot',
  'no',
  'notCome',
  'notComeSelf',
  'notComeOther',
  'comePast',
  'comeOther',
]);

/** Shorter words have neighbours that are words or names themselves. In letters. */
const SHORTEST = 5;
const SHORTEST_DAY = 6;

/** Scripts whose words are long enough that one letter more or less is no other word. */
const ALPHABETIC = /^[\p{Script=Latin}\p{Script=Cyrillic}']+$/u;

/**
 * Tells what word was meant by a mistyped one. A form that is a word, or may be of two words that differ,
 * or of a negation, is of none.
 */
export function findTypos(
  words: readonly SingleWord[],
  isKnown: (word: string) => boolean,
): (word: string) => string | undefined {
  const byOutline = new Map<number, SingleWord[]>();
  for (const word of words) {
    if (isImportant(word) || (GUARDED.has(word.concept) && word.text.length > 2)) {
      const outline = outlineOf(word.text, word.text.length - 1, word.text.length);
      const alike = byOutline.get(outline);
      if (alike === undefined) {
        byOutline.set(outline, [word]);
      } else {
        alike.push(word);
      }
    }
  }
  return (word) => {
    const { length } = word;
    if (length < SHORTEST - 1) {
      return undefined;
    }
    const last = length - 1;
    const found: SingleWord[] = [];
    for (const outline of [
      outlineOf(word, last, length + 1),
      outlineOf(word, last, length),
      outlineOf(word, last - 1, length),
    ]) {
      for (const one of byOutline.get(outline) ?? NO_WORDS) {
        if (isFormOf(word, one.text)) {
          found.push(one);
        }
      }
    }
    return found.length === 0 || isKnown(word) ? undefined : meantBy(found);
  };
}

const NO_WORDS: readonly SingleWord[] = [];

/** What a form shares with the word that it is of: the first letter, mostly the last, nearly the length. */
function outlineOf(word: string, last: number, length: number): number {
  // What has the same number by chance is told apart by `isFormOf`.
  const ends = (word.charCodeAt(0) << 15) ^ word.charCodeAt(last);
  return (ends & 0xff_ff_ff) | ((length & 63) << 24);
}

/** The word among those that a form is of; none where they differ, or where it may be a negation. */
function meantBy(found: readonly SingleWord[]): string | undefined {
  const important = found.filter(isImportant);
  const [first] = important;
  if (first === undefined || important.some((one) => !agree(first, one))) {
    return undefined;
  }
  const guarded = found.some(({ concept }) => GUARDED.has(concept));
  return guarded && !NEGATIVE.has(first.concept) ? undefined : first.text;
}

/** Whether words of a concept matter here at all. */
export function isOfInterest(concept: Concept): boolean {
  return DAYS.has(concept) || COMING.has(concept) || GUARDED.has(concept);
}

function isImportant({ text, concept }: SingleWord): boolean {
  const isDay = DAYS.has(concept);
  const long = text.length >= (isDay ? SHORTEST_DAY : SHORTEST);
  const important = isDay || COMING.has(concept) || NEGATIVE.has(concept);
  return important && long && ALPHABETIC.test(text);
}

/** "Komme" and "kommer" may be mistyped alike: both are about coming. */
function agree(one: SingleWord, other: SingleWord): boolean {
  const kinds = [COMING, NEGATIVE];
  return (
    one.concept === other.concept ||
    kinds.some((kind) => kind.has(one.concept) && kind.has(other.concept))
  );
}

/**
 * Whether a word is another one with a letter left out, or with two that changed places. The first letter
 * is hardly ever mistyped, and the last one is often what makes the form.
 */
function isFormOf(word: string, of: string): boolean {
  let at = 0;
  while (at < word.length && word[at] === of[at]) {
    at += 1;
  }
  const last = of.length - 1;
  if (at === 0 || at === word.length + 1) {
    return false;
  }
  if (of.length === word.length + 1) {
    // Of two equal letters at the end, one may be the last and the other be left out.
    const isInside = at < last || of[last] === of[last - 1];
    return isInside && of.slice(at + 1) === word.slice(at);
  }
  const swapped = at < last && word[at] === of[at + 1] && word[at + 1] === of[at];
  return of.length === word.length && swapped && of.slice(at + 2) === word.slice(at + 2);
}
