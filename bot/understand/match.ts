/**
 * Finds the phrases in the tokens. What fits the message's language is then chosen by `choose`.
 * Called once a message by `engine`. It must never match inside a word.
 */

import { type Bucket, eachPossible } from './buckets.ts';
import { ANSWERS, DAY, kindsOf, languageOf } from './codes.ts';
import type { Concept } from './concepts.ts';
import { type Candidate, followEntry, isSpoken, pushCandidate, type Search } from './follow.ts';
import { fold, hashOf, looseKey, shorten } from './letters.ts';
import {
  type Affixes,
  BY_PARTS,
  BY_SPELLING,
  BY_STEM,
  BY_TYPO,
  EXACT,
  type Lexicon,
} from './lexicon.ts';
import { HALF, type Token } from './tokenise.ts';

/** What was found, and how much each language explains. */
export interface Matches {
  readonly tokens: readonly Token[];
  /** By token: everything that begins there. */
  readonly found: readonly (readonly Candidate[])[];
  readonly scores: Float64Array;
  /** What anything of it can lead to, in bits. */
  readonly kinds: number;
}

/** Instead of a hash, where no word follows: only what takes any second word can still fit. */
const NO_WORD = -1;

const NOTHING: readonly Candidate[] = [];

/** All phrases at all places. */
export function findPhrases(tokens: readonly Token[], lexicon: Lexicon): Matches {
  const scores = new Float64Array(lexicon.tags.length);
  const best = new Float64Array(lexicon.tags.length);
  const loose = new Int32Array(tokens.length);
  tokens.forEach(({ kind, text }, at) => {
    loose[at] = isSpoken(kind) ? hashOf(looseKey(text)) : -1;
  });
  const search: Search = {
    tokens,
    loose,
    lexicon,
    at: 0,
    quality: EXACT,
    key: '',
    before: null,
    after: null,
    language: -1,
    candidates: [],
  };
  let kinds = 0;
  const found = tokens.map((token, at) => {
    if (token.kind !== 'word') {
      kinds |=
        token.kind === 'number'
          ? DAY | (token.text.includes('/') || token.text === HALF ? ANSWERS : 0)
          : 0;
      return NOTHING;
    }
    search.at = at;
    search.candidates = [];
    findAt(search, token.text);
    score(search.candidates, token, { scores, best });
    for (const { code } of search.candidates) {
      kinds |= kindsOf(code);
    }
    return search.candidates.length === 0 ? NOTHING : search.candidates;
  });
  return { tokens, found, scores, kinds };
}

/** The ways a word is looked up: as it is, without its marks, without a doubled letter, in parts. */
function findAt(search: Search, word: string): void {
  const { lexicon, candidates } = search;
  lookUp(search, word, EXACT);
  const plain = fold(word);
  if (plain !== word) {
    lookUp(search, plain, BY_SPELLING);
  }
  if (word.includes("'")) {
    lookUp(search, word.replaceAll("'", ''), BY_SPELLING);
    if (word.endsWith("'s")) {
      lookUp(search, word.slice(0, -2), BY_SPELLING);
    }
  }
  if (/(.)\1/u.test(word)) {
    const twice = shorten(word, 2);
    if (twice !== word) {
      lookUp(search, twice, BY_SPELLING);
    }
    lookUp(search, shorten(word, 1), BY_SPELLING);
  }
  search.quality = BY_STEM;
  collectStems(search, word);
  if (candidates.length === 0) {
    findByParts(search, word);
  }
  const meant = candidates.length === 0 ? lexicon.meant(word) : undefined;
  if (meant !== undefined) {
    search.quality = BY_TYPO;
    search.key = meant;
    collect(lexicon.exact(meant), search);
  }
}

function collectStems(search: Search, word: string): void {
  for (const stem of search.lexicon.stemsOf(word)) {
    search.key = stem;
    collect(search.lexicon.stem(stem), search);
  }
}

function lookUp(search: Search, text: string, quality: number): void {
  const { lexicon, candidates, tokens, at } = search;
  search.quality = quality;
  search.key = text;
  collect(lexicon.exact(text), search);
  if (text.length === tokens[at]?.text.length || candidates.length === 0) {
    search.quality = Math.max(quality, BY_SPELLING);
    collect(lexicon.similar(text), search);
  }
}

function collect(bucket: Bucket | undefined, search: Search): void {
  if (bucket === undefined) {
    return;
  }
  if (typeof bucket === 'number') {
    pushCandidate(search, bucket, { length: 1, reach: 1, line: search.key });
    return;
  }
  for (const code of bucket.alone) {
    pushCandidate(search, code, { length: 1, reach: 1, line: search.key });
  }
  if (bucket.lines.length === 0) {
    return;
  }
  const next = search.at + 1;
  const second = isSpoken(search.tokens[next]?.kind) ? (search.loose[next] ?? NO_WORD) : NO_WORD;
  eachPossible(search.lexicon.longer(bucket, search.key), second, (entry) => {
    followEntry(entry, search);
  });
}

/** A word that is known once something joined to it is taken off. */
function findByParts(search: Search, word: string): void {
  const { lexicon } = search;
  search.quality = BY_PARTS;
  eachAffix(lexicon.prefixes, word, true, (rest, affix) => {
    search.language = affix.language;
    search.before = affix.concept;
    search.key = rest;
    collect(lexicon.exact(rest), search);
    collectStems(search, rest);
  });
  search.before = null;
  eachAffix(lexicon.suffixes, word, false, (rest, affix) => {
    search.language = affix.language;
    search.after = affix.concept;
    search.key = rest;
    collect(lexicon.exact(rest), search);
    collect(lexicon.similar(rest), search);
  });
  search.language = -1;
  search.after = null;
}

function eachAffix(
  { lengths, byText }: Affixes,
  word: string,
  isPrefix: boolean,
  use: (rest: string, affix: { language: number; concept: Concept | null }) => void,
): void {
  for (const length of lengths) {
    const cut = isPrefix ? length : word.length - length;
    const left = word.length - length;
    if (left < 2) {
      continue;
    }
    const affixes = byText.get(isPrefix ? word.slice(0, cut) : word.slice(cut));
    if (affixes === undefined) {
      continue;
    }
    const bare = isPrefix ? word.slice(cut) : word.slice(0, cut);
    const rest = !isPrefix && bare.endsWith("'") ? bare.slice(0, -1) : bare;
    for (const affix of affixes) {
      use(rest, affix);
    }
  }
}

/** A word says the more about a message's language, the fewer languages have it. */
function score(
  candidates: readonly Candidate[],
  token: Token,
  { scores, best }: { scores: Float64Array; best: Float64Array },
): void {
  let languages = 0;
  for (const { code, length, quality } of candidates) {
    const language = languageOf(code);
    const sure = quality <= BY_STEM ? 1 : 0.6;
    const weight = (token.text.length === 1 ? 0.3 : sure) + 0.5 * (length - 1);
    const before = best[language] ?? 0;
    languages += before === 0 ? 1 : 0;
    best[language] = Math.max(before, weight);
  }
  for (const { code } of candidates) {
    const language = languageOf(code);
    scores[language] =
      (scores[language] ?? 0) + (best[language] ?? 0) / (1 + 0.5 * (languages - 1));
    best[language] = 0;
  }
}
