/**
 * Finds the phrases in the tokens and chooses, where several fit, the ones of the message's language.
 * Called once a message by `understand`. It must never match inside a word.
 */

import type { LanguageTag } from '../types.ts';
import type { Concept } from './concepts.ts';
import { looseKey } from './letters.ts';
import {
  type Bucket,
  BY_PARTS,
  BY_SPELLING,
  BY_STEM,
  type Entry,
  EXACT,
  type Lexicon,
  spellings,
} from './lexicon.ts';
import type { PhraseWord } from './phrases.ts';
import type { Token } from './tokenise.ts';

/** A phrase found at a place. */
export interface Candidate {
  readonly entry: Entry;
  /** Tokens covered. */
  readonly length: number;
  /** Tokens looked at: what must follow counts when phrases are compared. */
  readonly reach: number;
  readonly quality: number;
  /** What is joined in front and means something of its own ("و" and, "لل" to). */
  readonly before: Concept | null;
}

/** What was found, and how much each language explains. */
export interface Matches {
  readonly tokens: readonly Token[];
  /** By token: everything that begins there. */
  readonly found: readonly (readonly Candidate[])[];
  readonly scores: readonly number[];
}

/** Up to this many other words may stand in a gap. */
const LONGEST_GAP = 3;

/** All phrases at all places. */
export function findPhrases(tokens: readonly Token[], lexicon: Lexicon): Matches {
  const scores = new Array<number>(lexicon.tags.length).fill(0);
  const loose = tokens.map(({ kind, text }) => (kind === 'word' ? looseKey(text) : ''));
  const found = tokens.map((token, at) => {
    if (token.kind !== 'word') {
      return [];
    }
    const candidates = findAt({ tokens, loose, lexicon }, at);
    score(candidates, token, scores);
    return candidates;
  });
  return { tokens, found, scores };
}

/** A message while its phrases are looked for. */
interface Sentence {
  readonly tokens: readonly Token[];
  readonly loose: readonly string[];
  readonly lexicon: Lexicon;
}

function findAt(sentence: Sentence, at: number): readonly Candidate[] {
  const { tokens, lexicon } = sentence;
  const word = tokens[at]?.text ?? '';
  const candidates: Candidate[] = [];
  for (const { text, quality } of spellings(word)) {
    collect(lexicon.exact(text), { ...sentence, at, quality, candidates });
    if (text.length === word.length || candidates.length === 0) {
      const loosely = Math.max(quality, BY_SPELLING);
      collect(lexicon.similar(text), { ...sentence, at, quality: loosely, candidates });
    }
  }
  for (const bucket of lexicon.stems(word)) {
    collect(bucket, { ...sentence, at, quality: BY_STEM, candidates });
  }
  if (candidates.length === 0) {
    findByParts(sentence, at, candidates);
  }
  return candidates;
}

interface Search extends Sentence {
  readonly at: number;
  readonly quality: number;
  readonly candidates: Candidate[];
  readonly before?: Concept | null;
  readonly language?: number;
}

function collect(bucket: Bucket | undefined, search: Search): void {
  if (bucket === undefined) {
    return;
  }
  collectFrom(bucket.alone, search);
  collectFrom(bucket.open, search);
  const next = bucket.next.get(search.loose[search.at + 1] ?? '');
  if (next !== undefined) {
    collectFrom(next, search);
  }
}

function collectFrom(entries: readonly Entry[], search: Search): void {
  for (const entry of entries) {
    if (search.language !== undefined && entry.language !== search.language) {
      continue;
    }
    if (entry.words[0]?.capital && !search.tokens[search.at]?.capital) {
      continue;
    }
    const reach = entry.words.length === 1 ? 1 : reachOfMatch(entry.words, search);
    if (reach > 0) {
      const { quality, before = null } = search;
      const length = reach - countAhead(entry.words);
      search.candidates.push({ entry, length, reach, quality, before });
    }
  }
}

function countAhead(words: readonly PhraseWord[]): number {
  let count = 0;
  for (const { ahead } of words) {
    count += ahead ? 1 : 0;
  }
  return count;
}

/** Tokens that a phrase needs from a place where its first word fits; 0 where the rest does not. */
function reachOfMatch(words: readonly PhraseWord[], { tokens, at, lexicon }: Search): number {
  let token = at + 1;
  for (let index = 1; index < words.length; index += 1) {
    const wanted = words[index];
    if (wanted?.end) {
      return tokens[token]?.kind === 'word' || tokens[token]?.kind === 'number' ? 0 : token - at;
    }
    if (wanted?.gap) {
      index += 1;
      token = skipGap(tokens, token, { wanted: words[index], lexicon });
      if (token < 0) {
        return 0;
      }
    } else if (wanted === undefined || !fits(tokens[token], wanted, lexicon)) {
      return 0;
    }
    token += 1;
  }
  return token - at;
}

function skipGap(
  tokens: readonly Token[],
  from: number,
  { wanted, lexicon }: { wanted: PhraseWord | undefined; lexicon: Lexicon },
): number {
  for (let at = from; at <= from + LONGEST_GAP && wanted !== undefined; at += 1) {
    if (fits(tokens[at], wanted, lexicon)) {
      return at;
    }
    if (tokens[at]?.kind !== 'word') {
      return -1;
    }
  }
  return -1;
}

function fits(token: Token | undefined, wanted: PhraseWord, lexicon: Lexicon): boolean {
  return (
    token?.kind === 'word' && (!wanted.capital || token.capital) && lexicon.same(token.text, wanted)
  );
}

/** A word that is known once something joined to it is taken off. */
function findByParts(sentence: Sentence, at: number, candidates: Candidate[]): void {
  const { lexicon } = sentence;
  const word = sentence.tokens[at]?.text ?? '';
  const search = { ...sentence, at, quality: BY_PARTS, candidates };
  for (const { language, joined } of lexicon.prefixes) {
    const rest = word.slice(joined.text.length);
    if (rest.length >= 2 && word.startsWith(joined.text)) {
      const before = joined.concept;
      collect(lexicon.exact(rest), { ...search, language, before });
      for (const bucket of lexicon.stems(rest)) {
        collect(bucket, { ...search, language, before });
      }
    }
  }
  for (const { language, joined } of lexicon.suffixes) {
    const rest = word.slice(0, word.length - joined.text.length).replace(/'$/, '');
    if (rest.length >= 2 && word.endsWith(joined.text)) {
      collect(lexicon.exact(rest), { ...search, language, before: joined.concept });
      collect(lexicon.similar(rest), { ...search, language, before: joined.concept });
    }
  }
}

/** A word says the more about a message's language, the fewer languages have it. */
function score(candidates: readonly Candidate[], token: Token, scores: number[]): void {
  if (candidates.length === 0) {
    return;
  }
  const best = new Map<number, number>();
  for (const { entry, length, quality } of candidates) {
    const sure = quality <= BY_STEM ? 1 : 0.6;
    const weight = (token.text.length === 1 ? 0.3 : sure) + 0.5 * (length - 1);
    best.set(entry.language, Math.max(best.get(entry.language) ?? 0, weight));
  }
  for (const [language, weight] of best) {
    scores[language] = (scores[language] ?? 0) + weight / (1 + 0.5 * (best.size - 1));
  }
}

/** The languages of a message, the likeliest first. */
export interface Ranking {
  readonly order: readonly number[];
  readonly preference: readonly number[];
}

/** A hint decides between equals; it never outweighs a word. */
const HINTS = [0.4, 0.2, 0.1];

/** Ranks languages by what they explain; the sender's own language decides near ties. */
export function rankLanguages(
  matches: Matches,
  lexicon: Lexicon,
  hints: readonly LanguageTag[],
): Ranking {
  const preference = matches.scores.map((value, language) => {
    const hint = hints.indexOf(lexicon.tags[language] ?? '');
    return value + (value > 0 && hint >= 0 ? (HINTS[hint] ?? 0.05) : 0) - language * 0.001;
  });
  const order = preference
    .map((_, language) => language)
    .filter((language) => (matches.scores[language] ?? 0) > 0)
    .sort((one, other) => (preference[other] ?? 0) - (preference[one] ?? 0));
  return { order, preference };
}

/** Everything that the best phrases at a place mean, in one language. */
export interface Choice {
  readonly concepts: readonly Concept[];
  readonly language: number;
  readonly length: number;
  readonly before: Concept | null;
  readonly written: string;
}

/** The best phrase at a place: the longest, then the likeliest language, then the surest spelling. */
export function choose(
  candidates: readonly Candidate[],
  preference: readonly number[],
  allowed: (candidate: Candidate) => boolean,
): Choice | null {
  let best: Candidate | null = null;
  for (const candidate of candidates) {
    if (allowed(candidate) && (best === null || isBetter(candidate, best, preference))) {
      best = candidate;
    }
  }
  if (best === null) {
    return null;
  }
  const { entry, length, reach, quality, before } = best;
  const concepts: Concept[] = [];
  for (const other of candidates) {
    if (
      other.entry.language === entry.language &&
      other.length === length &&
      other.reach === reach &&
      other.quality <= Math.max(quality, EXACT) &&
      !concepts.includes(other.entry.concept)
    ) {
      concepts.push(other.entry.concept);
    }
  }
  return { concepts, language: entry.language, length, before, written: entry.written };
}

function isBetter(one: Candidate, other: Candidate, preference: readonly number[]): boolean {
  if (one.reach !== other.reach) {
    return one.reach > other.reach;
  }
  if (one.entry.language !== other.entry.language) {
    return (preference[one.entry.language] ?? 0) > (preference[other.entry.language] ?? 0);
  }
  return one.quality < other.quality;
}
