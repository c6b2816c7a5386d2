/**
 * Compares one phrase with the tokens from a place on, in every way in which it can be worded.
 * Called by `match` for the phrases that begin there. It must never match inside a word.
 */

import type { Entry } from './buckets.ts';
import { languageOf } from './codes.ts';
import type { Concept } from './concepts.ts';
import { fold, hasDouble, shorten } from './letters.ts';
import type { Lexicon } from './lexicon.ts';
import {
  AHEAD,
  CAPITAL,
  END,
  GAP,
  type PhraseWord,
  STEM,
  type Wording,
  withHashes,
} from './patterns.ts';
import type { Token } from './tokenise.ts';

/** A phrase found at a place. */
export interface Candidate {
  /** Language and concept. */
  readonly code: number;
  /** Tokens covered. */
  readonly length: number;
  /** Tokens looked at: what must follow counts when phrases are compared. */
  readonly reach: number;
  readonly quality: number;
  /** What is joined in front and means something of its own ("و" and, "لل" to). */
  readonly before: Concept | null;
  /** What is joined behind, likewise ("ig" until). */
  readonly after: Concept | null;
  /** The word or line of our own file. */
  readonly line: string;
}

/** A message while its phrases are looked for; one for the whole message. */
export interface Search {
  readonly tokens: readonly Token[];
  readonly loose: Int32Array;
  readonly lexicon: Lexicon;
  at: number;
  quality: number;
  /** The word of ours that is looked up. */
  key: string;
  before: Concept | null;
  after: Concept | null;
  /** Only of this language; −1 for any. */
  language: number;
  candidates: Candidate[];
}

/** Up to this many other words may stand in a gap. */
const LONGEST_GAP = 3;

/** Notes a phrase that was found, where its language is asked for. */
export function pushCandidate(
  search: Search,
  code: number,
  { length, reach, line }: { length: number; reach: number; line: string },
): void {
  const { candidates, quality, before, after, language } = search;
  if (language < 0 || languageOf(code) === language) {
    candidates.push({ code, length, reach, quality, before, after, line });
  }
}

/** Notes every way in which the phrase of an entry fits here. */
export function followEntry(entry: Entry, search: Search): void {
  const { wording, part } = entry;
  const capital = ((wording[0]?.flags ?? 0) & CAPITAL) !== 0;
  if (capital && search.tokens[search.at]?.capital !== true) {
    return;
  }
  walk({ entry, search }, { wording, word: 1, part, token: search.at + 1, ahead: 0, gap: false });
}

interface Walk {
  readonly entry: Entry;
  readonly search: Search;
}

/** Where a phrase is compared with the message: the next word of a wording of a part, and a token. */
interface Step {
  readonly wording: Wording;
  readonly word: number;
  readonly part: number;
  readonly token: number;
  readonly ahead: number;
  readonly gap: boolean;
}

/** Follows every way in which the rest of a phrase can be worded. */
function walk(path: Walk, step: Step): void {
  const { wording, part, ahead } = step;
  const { tokens, at } = path.search;
  let { word, token, gap } = step;
  let aheads = ahead;
  for (; word < wording.length; word += 1) {
    const wanted = wording[word] as PhraseWord;
    if ((wanted.flags & END) !== 0) {
      const kind = tokens[token]?.kind;
      if (kind !== 'word' && kind !== 'number') {
        found(path, token - at, aheads);
      }
      return;
    }
    if ((wanted.flags & GAP) !== 0) {
      gap = true;
      continue;
    }
    token = gap ? skipGap(path.search, token, wanted) : token;
    gap = false;
    if (token < 0 || !fits(path.search, token, wanted)) {
      return;
    }
    aheads += (wanted.flags & AHEAD) === 0 ? 0 : 1;
    token += 1;
  }
  const next = path.entry.parts[part + 1];
  if (next === undefined) {
    if (!gap) {
      found(path, token - at, aheads);
    }
    return;
  }
  for (const other of next) {
    // Most wordings do not fit: a look at their first word spares following them.
    const first = other[0];
    if (
      gap ||
      first === undefined ||
      (first.flags & (GAP | END)) !== 0 ||
      fits(path.search, token, first)
    ) {
      walk(path, { wording: other, word: 0, part: part + 1, token, ahead: aheads, gap });
    }
  }
}

function found({ entry, search }: Walk, reach: number, ahead: number): void {
  pushCandidate(search, entry.code, { length: reach - ahead, reach, line: entry.line });
}

function skipGap(search: Search, from: number, wanted: PhraseWord): number {
  for (let at = from; at <= from + LONGEST_GAP; at += 1) {
    if (fits(search, at, wanted)) {
      return at;
    }
    if (search.tokens[at]?.kind !== 'word') {
      return -1;
    }
  }
  return -1;
}

/** Words, and figures where a language says "day 3" for Tuesday. */
export function isSpoken(kind: Token['kind'] | undefined): boolean {
  return kind === 'word' || kind === 'number';
}

function fits({ tokens, loose }: Search, at: number, wanted: PhraseWord): boolean {
  const token = tokens[at];
  return (
    token !== undefined &&
    isSpoken(token.kind) &&
    isSame(token.text, loose[at] ?? -1, wanted) &&
    ((wanted.flags & CAPITAL) === 0 || token.capital)
  );
}

/** Whether a word of a message can be this word of a phrase. `loose`: the hash of its loose key. */
function isSame(word: string, loose: number, of: PhraseWord): boolean {
  if ((of.flags & STEM) !== 0) {
    return word.startsWith(of.text);
  }
  const hashes = withHashes(of);
  if (loose !== hashes.loose && loose !== hashes.looseSpelt) {
    return false;
  }
  return (
    word === of.text ||
    word === of.plain ||
    word === of.spelt ||
    fold(word) === of.plain ||
    (hasDouble(word) && shorten(word, 1) === shorten(of.plain, 1))
  );
}
