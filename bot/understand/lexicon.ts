/**
 * All phrases of all languages in one index by first word.
 * Made once at the start by `load`; asked by the tokeniser and the matcher for every word.
 * It must answer in a handful of look-ups and hold each word once; after it is made, only lines are opened.
 */

import type { LanguageTag } from '../types.ts';
import {
  type Begun,
  type Bucket,
  bucketOf,
  createIndexes,
  type Index,
  type Indexes,
  type Longer,
  openLines,
} from './buckets.ts';
import { codeOf, conceptOf } from './codes.ts';
import type { Concept } from './concepts.ts';
import { addLine, addWords, forgetFilling } from './enter-lines.ts';
import { fold } from './letters.ts';
import { createWorkshop, type Workshop } from './patterns.ts';
import type { Customs, Joined, LanguagePhrases } from './phrases.ts';
import { UNUSUAL } from './sound.ts';
import type { Dictionary } from './tokenise.ts';
import { findTypos, isOfInterest, type SingleWord } from './typos.ts';

export interface Language {
  readonly tag: LanguageTag;
  readonly phrases: LanguagePhrases;
}

/** How exactly a word was found: the lower, the better. */
export const EXACT = 0;
export const BY_STEM = 1;
export const BY_SPELLING = 2;
export const BY_PARTS = 3;
export const BY_TYPO = 4;

/** What may be joined to words, by its text; all its lengths, longest first. */
export interface Affixes {
  readonly lengths: readonly number[];
  readonly byText: ReadonlyMap<string, readonly Affix[]>;
}

export interface Affix {
  readonly language: number;
  readonly concept: Concept | null;
}

export interface Lexicon extends Dictionary {
  readonly tags: readonly LanguageTag[];
  /** By language. */
  readonly customs: readonly Customs[];
  readonly prefixes: Affixes;
  readonly suffixes: Affixes;
  /** What begins with this word. */
  exact(word: string): Bucket | undefined;
  /** What begins with this word but for marks on letters. */
  similar(word: string): Bucket | undefined;
  /** The phrases of several words that begin with a word, opened. */
  longer(bucket: Begun, word: string): Longer;
  /** The stems that this word begins with. */
  stemsOf(word: string): readonly string[];
  /** What begins with a stem. */
  stem(stem: string): Bucket | undefined;
  /** The important word that a mistyped one stands for. */
  meant(word: string): string | undefined;
}

const NONE: readonly string[] = [];

/** An index over languages, in the order given; that order breaks ties. */
export function createLexicon(
  languages: readonly Language[],
  workshop: Workshop = createWorkshop(),
): Lexicon {
  const indexes = createIndexes(workshop);
  const { exact, similar, stems } = indexes;
  const words = new Set<string>();
  const abbreviations = new Set<string>();
  languages.forEach(({ phrases }, language) => {
    for (const { concept, lines, signs } of phrases.sections) {
      indexes.code = codeOf(language, concept);
      indexes.isImportant = isOfInterest(concept);
      for (let at = 0; at < lines.length; at += 1) {
        const line = lines[at] as string;
        addLine(indexes, line);
        if (((signs[at] as number) & UNUSUAL) !== 0) {
          addWords(indexes, line, words);
        }
      }
    }
    for (const abbreviation of phrases.abbreviations) {
      abbreviations.add(abbreviation);
    }
  });
  // What was opened for its first words alone is not needed again: most lines never are.
  workshop.words.clear();
  workshop.pieces.clear();
  const endings = endingsOf(languages);
  const has = (word: string) => exact.places.has(word) || words.has(word);
  const meant = findTypos(singleWords(indexes), (word) => has(word) || similar.places.has(word));
  forgetFilling(indexes);
  return {
    tags: languages.map(({ tag }) => tag),
    customs: languages.map(({ phrases }) => phrases.customs),
    prefixes: affixesOf(languages, 'prefixes'),
    suffixes: affixesOf(languages, 'suffixes'),
    exact: (word) => bucketOf(indexes, exact, word),
    similar: (word) => bucketOf(indexes, similar, word),
    longer: (bucket, word) => {
      bucket.opened ??= openLines(bucket, word, indexes);
      return bucket.opened;
    },
    stemsOf: stemFinder(stems.places),
    stem: (stem) => bucketOf(indexes, stems, stem),
    meant,
    has,
    abbreviation: (word) => abbreviations.has(word),
    ending: (word) => endings.has(word),
    longestAt: longestWord(words),
  };
}

/** What languages join to figures by a hyphen: endings of ordinals, words that follow a day. */
function endingsOf(languages: readonly Language[]): ReadonlySet<string> {
  const endings = new Set<string>();
  for (const { phrases } of languages) {
    for (const { concept, lines } of phrases.sections) {
      const isEnding = concept === 'ordinal' || concept === 'oclock';
      if (isEnding || phrases.customs.postpositions.includes(concept)) {
        for (const line of lines) {
          endings.add(line).add(fold(line));
        }
      }
    }
  }
  return endings;
}

/** The words alone that mistyped forms may be of, in the order in which they were first entered. */
function singleWords({ important, words }: Indexes): readonly SingleWord[] {
  const inOrder = [...important].sort((one, other) => one.place - other.place);
  return inOrder.map(({ place, code }) => ({ text: words[place] ?? '', concept: conceptOf(code) }));
}

function lengthsOf(keys: Iterable<string>): readonly number[] {
  const lengths = new Set<number>();
  for (const key of keys) {
    lengths.add(key.length);
  }
  return [...lengths].sort((one, other) => other - one);
}

function affixesOf(languages: readonly Language[], side: 'prefixes' | 'suffixes'): Affixes {
  const byText = new Map<string, Affix[]>();
  languages.forEach(({ phrases }, language) => {
    for (const { text, concept } of phrases[side] as readonly Joined[]) {
      const found = byText.get(text);
      if (found === undefined) {
        byText.set(text, [{ language, concept }]);
      } else {
        found.push({ language, concept });
      }
    }
  });
  return { lengths: lengthsOf(byText.keys()), byText };
}

/** Finds the stems that a word begins with, the longest first. */
function stemFinder(stems: Index['places']): (word: string) => readonly string[] {
  const lengths = new Map<number, number[]>();
  for (const stem of stems.keys()) {
    const start = startOf(stem, 1);
    const found = lengths.get(start);
    if (found === undefined) {
      lengths.set(start, [stem.length]);
    } else if (!found.includes(stem.length)) {
      found.push(stem.length);
      found.sort((one, other) => other - one);
    }
  }
  const shortest = (word: string) => lengths.has(startOf(word, 0)) && stems.has(word.slice(0, 1));
  return (word) => {
    const possible = word.length > 1 ? lengths.get(startOf(word, 1)) : undefined;
    if (possible === undefined) {
      return shortest(word) ? [word.slice(0, 1)] : NONE;
    }
    const result: string[] = [];
    for (const length of possible) {
      const stem = word.slice(0, length);
      if (length <= word.length && stems.has(stem)) {
        result.push(stem);
      }
    }
    if (shortest(word)) {
      result.push(word.slice(0, 1));
    }
    return result;
  };
}

/** The first letter of a word, and the second where it has one. */
function startOf(word: string, second: number): number {
  const next = second > 0 && word.length > 1 ? word.charCodeAt(1) : 0;
  return (word.charCodeAt(0) << 16) | next;
}

/** The longest known word at a place of a text without spaces. */
function longestWord(words: ReadonlySet<string>): (text: string, at: number) => number {
  const longest = new Map<number, number>();
  for (const word of words) {
    const first = word.charCodeAt(0);
    if (first >= FIRST_UNSPACED && word.length > (longest.get(first) ?? 0)) {
      longest.set(first, word.length);
    }
  }
  return (text, at) => {
    const most = longest.get(text.charCodeAt(at)) ?? 0;
    for (let length = Math.min(most, text.length - at); length > 0; length -= 1) {
      if (words.has(text.slice(at, at + length))) {
        return length;
      }
    }
    return 0;
  };
}

/** No script before it is written without spaces. */
const FIRST_UNSPACED = 0xe_00;
