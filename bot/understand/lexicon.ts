/**
 * All phrases of all languages in one index by first word.
 * Made once at the start by `load`; asked by the tokeniser and the matcher for every word.
 * It must stay read-only after it is made, and answer in a handful of look-ups.
 */

import type { LanguageTag } from '../types.ts';
import type { Concept } from './concepts.ts';
import { fold, hasDouble, shorten } from './letters.ts';
import type { Joined, LanguagePhrases, PhraseWord } from './phrases.ts';
import type { Dictionary } from './tokenise.ts';

/** A phrase as the matcher sees it, found by its first word. */
export interface Entry {
  readonly language: number;
  readonly concept: Concept;
  readonly words: readonly PhraseWord[];
  readonly written: string;
}

export interface Language {
  readonly tag: LanguageTag;
  readonly phrases: LanguagePhrases;
}

/** How exactly a word was found: the lower, the better. */
export const EXACT = 0;
export const BY_STEM = 1;
export const BY_SPELLING = 2;
export const BY_PARTS = 3;

/** The ways to look one word up, best first. */
export interface Spelling {
  readonly text: string;
  readonly quality: number;
}

/** The entries that begin with one word, by what their second word asks for. */
export interface Bucket {
  /** Of one word. */
  readonly alone: readonly Entry[];
  /** Whose second word is a stem, a gap or the end. */
  readonly open: readonly Entry[];
  /** By the loose key of the second word. */
  readonly next: ReadonlyMap<string, readonly Entry[]>;
}

export interface Lexicon extends Dictionary {
  readonly tags: readonly LanguageTag[];
  readonly prefixes: readonly { readonly language: number; readonly joined: Joined }[];
  readonly suffixes: readonly { readonly language: number; readonly joined: Joined }[];
  /** Entries whose first word is this one. */
  exact(word: string): Bucket | undefined;
  /** Entries whose first word is this one but for marks on letters. */
  similar(word: string): Bucket | undefined;
  /** Entries whose first word is a stem that this word begins with. */
  stems(word: string): readonly Bucket[];
  /** Whether a word of a message can be this word of a phrase. */
  same(word: string, of: PhraseWord): boolean;
}

const NONE: readonly Bucket[] = [];

interface Filling {
  readonly alone: Entry[];
  readonly open: Entry[];
  readonly next: Map<string, Entry[]>;
}

type Index = Map<string, Filling>;

/** An index over languages, in the order given; that order breaks ties. */
export function createLexicon(languages: readonly Language[]): Lexicon {
  const exact: Index = new Map();
  const similar: Index = new Map();
  const stems: Index = new Map();
  const words = new Set<string>();
  const abbreviations = new Set<string>();
  languages.forEach(({ phrases }, language) => {
    for (const { concept, words: parts, written } of phrases.phrases) {
      const entry: Entry = { language, concept, words: parts, written };
      for (const part of parts) {
        words.add(part.text);
      }
      const first = parts[0];
      if (first?.stem) {
        add(stems, first.text, entry);
      } else if (first !== undefined) {
        add(exact, first.text, entry);
        addSimilar(similar, first, entry);
      }
    }
    for (const abbreviation of phrases.abbreviations) {
      abbreviations.add(abbreviation);
    }
  });
  const stemLengths = lengthsOf(stems.keys());
  return {
    tags: languages.map(({ tag }) => tag),
    prefixes: joinedOf(languages, 'prefixes'),
    suffixes: joinedOf(languages, 'suffixes'),
    exact: (word) => exact.get(word),
    similar: (word) => similar.get(word),
    stems: (word) => findStems(word, stems, stemLengths),
    same: isSame,
    has: (word) => words.has(word),
    abbreviation: (word) => abbreviations.has(word),
    longestAt: longestWord(words),
  };
}

function add(index: Index, key: string, entry: Entry): void {
  let found = index.get(key);
  if (found === undefined) {
    found = { alone: [], open: [], next: new Map() };
    index.set(key, found);
  }
  const second = entry.words[1];
  if (second === undefined) {
    found.alone.push(entry);
  } else if (second.gap || second.stem || second.end) {
    found.open.push(entry);
  } else {
    push(found.next, second.loose, entry);
    if (second.looseSpelt !== second.loose) {
      push(found.next, second.looseSpelt, entry);
    }
  }
}

function push(index: Map<string, Entry[]>, key: string, entry: Entry): void {
  const entries = index.get(key);
  if (entries === undefined) {
    index.set(key, [entry]);
  } else {
    entries.push(entry);
  }
}

function addSimilar(index: Index, word: PhraseWord, entry: Entry): void {
  const { text, plain, spelt } = word;
  if (plain !== text) {
    add(index, plain, entry);
  }
  if (spelt !== text && spelt !== plain) {
    add(index, spelt, entry);
  }
  if (plain.includes("'")) {
    add(index, plain.replaceAll("'", ''), entry);
  }
}

function lengthsOf(keys: Iterable<string>): readonly number[] {
  const lengths = new Set<number>();
  for (const key of keys) {
    lengths.add(key.length);
  }
  return [...lengths].sort((one, other) => other - one);
}

function joinedOf(
  languages: readonly Language[],
  side: 'prefixes' | 'suffixes',
): readonly { language: number; joined: Joined }[] {
  return languages.flatMap(({ phrases }, language) =>
    phrases[side].map((joined) => ({ language, joined })),
  );
}

function findStems(word: string, stems: Index, lengths: readonly number[]): readonly Bucket[] {
  let result: Bucket[] | null = null;
  for (const length of lengths) {
    const found = length > word.length ? undefined : stems.get(word.slice(0, length));
    if (found !== undefined) {
      result ??= [];
      result.push(found);
    }
  }
  return result ?? NONE;
}

function isSame(word: string, of: PhraseWord): boolean {
  if (of.stem) {
    return word.startsWith(of.text);
  }
  return (
    word === of.text ||
    word === of.plain ||
    word === of.spelt ||
    (word[0] === of.plain[0] &&
      (fold(word) === of.plain || (hasDouble(word) && shorten(word, 1) === shorten(of.plain, 1))))
  );
}

/** The longest known word at a place of a text without spaces. */
function longestWord(words: ReadonlySet<string>): (text: string, at: number) => number {
  const unspaced = [...words].filter((word) => word !== '' && (word.codePointAt(0) ?? 0) >= 0xe00);
  const longest = unspaced.reduce((most, word) => Math.max(most, word.length), 0);
  return (text, at) => {
    for (let length = Math.min(longest, text.length - at); length > 0; length -= 1) {
      if (words.has(text.slice(at, at + length))) {
        return length;
      }
    }
    return 0;
  };
}

/** The ways a word is looked up: as it is, without its marks, without a doubled letter. */
export function spellings(word: string): readonly Spelling[] {
  const result: Spelling[] = [{ text: word, quality: EXACT }];
  const plain = fold(word);
  if (plain !== word) {
    result.push({ text: plain, quality: BY_SPELLING });
  }
  if (word.includes("'")) {
    const bare = word.replaceAll("'", '');
    result.push({ text: bare, quality: BY_SPELLING });
    if (word.endsWith("'s")) {
      result.push({ text: word.slice(0, -2), quality: BY_SPELLING });
    }
  }
  if (/(.)\1/u.test(word)) {
    const once = shorten(word, 1);
    const twice = shorten(word, 2);
    if (twice !== word) {
      result.push({ text: twice, quality: BY_SPELLING });
    }
    result.push({ text: once, quality: BY_SPELLING });
  }
  return result;
}
