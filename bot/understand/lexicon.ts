/**
 * All phrases of all languages in one index by first word.
 * Made once at the start by `load`; asked by the tokeniser and the matcher for every word.
 * It must answer in a handful of look-ups and hold each word once; after it is made, only lines are opened.
 */

import type { LanguageTag } from '../types.ts';
import {
  addLine,
  type Begun,
  type Bucket,
  type Index,
  type Indexes,
  type Longer,
  openLines,
} from './buckets.ts';
import { codeOf, conceptOf } from './codes.ts';
import type { Concept } from './concepts.ts';
import { fold } from './letters.ts';
import { createWorkshop, readPattern, type Workshop } from './patterns.ts';
import type { Customs, Joined, LanguagePhrases } from './phrases.ts';
import { type Dictionary, normaliseWord } from './tokenise.ts';
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
  const indexes: Indexes = { exact: new Map(), similar: new Map(), stems: new Map() };
  const { exact, similar, stems } = indexes;
  const words = new Set<string>();
  const abbreviations = new Set<string>();
  languages.forEach(({ phrases }, language) => {
    for (const { concept, lines } of phrases.sections) {
      const code = codeOf(language, concept);
      for (const line of lines) {
        addLine(indexes, { code, line, workshop });
        if (UNUSUAL.test(line)) {
          addWords(words, line, workshop);
        }
      }
    }
    for (const abbreviation of phrases.abbreviations) {
      abbreviations.add(abbreviation);
    }
  });
  // What was opened for its first words alone is not needed again: most lines never are.
  workshop.firsts.clear();
  workshop.words.clear();
  workshop.pieces.clear();
  const endings = endingsOf(languages);
  const stemLengths = lengthsOf(stems.keys());
  const has = (word: string) => words.has(word) || exact.has(word);
  const meant = findTypos(singleWords(exact), (word) => has(word) || similar.has(word));
  return {
    tags: languages.map(({ tag }) => tag),
    customs: languages.map(({ phrases }) => phrases.customs),
    prefixes: affixesOf(languages, 'prefixes'),
    suffixes: affixesOf(languages, 'suffixes'),
    exact: (word) => exact.get(word),
    similar: (word) => similar.get(word),
    longer: (bucket, word) => {
      bucket.opened ??= openLines(bucket, word, workshop);
      return bucket.opened;
    },
    stemsOf: (word) => findStems(word, stems, stemLengths),
    stem: (stem) => stems.get(stem),
    meant,
    has,
    abbreviation: (word) => abbreviations.has(word),
    ending: (word) => endings.has(word),
    longestAt: longestWord(words),
  };
}

/** Words that the tokeniser asks for: with digits or apostrophes, or of scripts without spaces. */
const UNUSUAL = /[0-9'\u2019\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/;

/** Brackets that stand inside of a word, or a joiner: such a line must be opened to know its words. */
const JOINED_WORDS = /[^\s\-()[\]|][([]|[)\]][^\s\-()[\]|]|[)\]][([]|\u200c/;

/** What is no part of a word. */
const BETWEEN_WORDS = /[\s\-()[\]|>=*$.]+/;

function addWords(words: Set<string>, line: string, workshop: Workshop): void {
  if (!JOINED_WORDS.test(line)) {
    for (const word of line.split(BETWEEN_WORDS)) {
      words.add(normaliseWord(word));
    }
    return;
  }
  for (const part of readPattern(line, workshop) ?? []) {
    for (const wording of part) {
      for (const { text } of wording) {
        words.add(text);
      }
    }
  }
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

/** The words alone that mistyped forms may be of. */
function singleWords(exact: Index): readonly SingleWord[] {
  const words: SingleWord[] = [];
  for (const [text, bucket] of exact) {
    if (typeof bucket === 'number') {
      addIfImportant(words, text, bucket);
    } else {
      for (const code of bucket.alone) {
        addIfImportant(words, text, code);
      }
    }
  }
  return words;
}

function addIfImportant(words: SingleWord[], text: string, code: number): void {
  const concept = conceptOf(code);
  if (isOfInterest(concept)) {
    words.push({ text, concept });
  }
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

function findStems(word: string, stems: Index, lengths: readonly number[]): readonly string[] {
  let result: string[] | null = null;
  for (const length of lengths) {
    if (length <= word.length) {
      const stem = word.slice(0, length);
      if (stems.has(stem)) {
        result ??= [];
        result.push(stem);
      }
    }
  }
  return result ?? NONE;
}

/** The longest known word at a place of a text without spaces. */
function longestWord(words: ReadonlySet<string>): (text: string, at: number) => number {
  let longest = 0;
  for (const word of words) {
    longest = (word.codePointAt(0) ?? 0) >= 0xe00 ? Math.max(longest, word.length) : longest;
  }
  return (text, at) => {
    for (let length = Math.min(longest, text.length - at); length > 0; length -= 1) {
      if (words.has(text.slice(at, at + length))) {
        return length;
      }
    }
    return 0;
  };
}
