/**
 * Opens the notations of one line of a `phrases.json` into a pattern: a row of parts, each of which
 * may be one of several wordings. Called by `phrases` when it loads.
 * It must never write out every combination: some lines stand for hundreds of phrases.
 *
 *   stem*     any ending       (a|b c)  one of these      [x]   with or without x
 *   =Word     only with this capital letter               ...   up to three other words
 *   >word     only where this word follows, which stays free for its own meaning
 *   $         only where no other word follows
 */

import { fold, hashOf, looseKey, spellOut } from './letters.ts';
import {
  BRACKETS,
  CLOSE,
  CLOSE_OPTION,
  isSeparator,
  MOST_IN_PIECE,
  NOT_PLAIN,
  OPEN,
  OPEN_OPTION,
  signsOf,
} from './sound.ts';
import { normaliseWord } from './tokenise.ts';

/** What a word of a phrase is, beside plain: one bit each. */
export const STEM = 1;
export const CAPITAL = 2;
/** Up to three words of any kind. */
export const GAP = 4;
/** It must follow, but is no part of the phrase. */
export const AHEAD = 8;
/** No word may follow. */
export const END = 16;

/** One word of a phrase. */
export interface PhraseWord {
  readonly text: string;
  /** Without marks on Latin letters, and as typed where the keyboard lacks them. */
  readonly plain: string;
  readonly spelt: string;
  readonly flags: number;
  /** Hashes of what all spellings that count as the same have in common; see `withHashes`. */
  loose: number;
  looseSpelt: number;
}

/** Most words are only ever looked up by themselves: their hashes are made when they are compared. */
const NOT_YET = -1;

/** A word with its hashes made. */
export function withHashes(word: PhraseWord): PhraseWord {
  if (word.loose === NOT_YET) {
    const { plain, spelt } = word;
    word.loose = hashOf(looseKey(plain));
    word.looseSpelt = spelt === plain ? word.loose : hashOf(looseKey(spelt));
  }
  return word;
}

/** One way to word a part of a phrase; empty where the part may be left out. */
export type Wording = readonly PhraseWord[];
/** A part of a phrase: one of these wordings. */
export type Part = readonly Wording[];

/** What is shared by all lines and languages, so that it is held only once. */
export interface Workshop {
  readonly words: Map<string, PhraseWord>;
  /** By piece of a line: the pattern that it is alone; null where it cannot be read. */
  readonly pieces: Map<string, readonly Part[] | null>;
}

/** An empty workshop. */
export function createWorkshop(): Workshop {
  return { words: new Map(), pieces: new Map() };
}

/** The parts of a line, or null where its brackets do not match or a word has no letters. */
export function readPattern(line: string, workshop: Workshop): readonly Part[] | null {
  let parts: readonly Part[] | null = null;
  for (let from = 0; from < line.length; ) {
    const end = endOfPiece(line, from);
    if (end > from) {
      const whole = from === 0 && end === line.length;
      const more = readPiece(whole ? line : line.slice(from, end), workshop);
      if (more === null) {
        return null;
      }
      parts = parts === null ? more : [...parts, ...more];
    }
    from = end + 1;
  }
  return parts;
}

/** The first parts of a line, up to one that cannot be left out, and whether that is all of it. */
export function readBeginning(
  line: string,
  workshop: Workshop,
): { parts: readonly Part[]; isWhole: boolean } {
  const parts: Part[] = [];
  for (let from = 0; from < line.length; ) {
    const end = endOfPiece(line, from);
    const more = end > from ? readPiece(line.slice(from, end), workshop) : null;
    parts.push(...(more ?? []));
    from = end + 1;
    if (more?.some((part) => part.every((wording) => wording.length > 0))) {
      return { parts, isWhole: from >= line.length };
    }
  }
  return { parts, isWhole: true };
}

/** Where the piece that begins at a place ends: at a space or hyphen outside of all brackets. */
export function endOfPiece(line: string, from: number): number {
  let depth = 0;
  for (let at = from; at < line.length; at += 1) {
    const sign = line.charCodeAt(at);
    depth += sign === OPEN || sign === OPEN_OPTION ? 1 : 0;
    depth -= sign === CLOSE || sign === CLOSE_OPTION ? 1 : 0;
    if (depth <= 0 && isSeparator(sign)) {
      return at;
    }
  }
  return line.length;
}

function readPiece(piece: string, workshop: Workshop): readonly Part[] | null {
  let pattern = workshop.pieces.get(piece);
  if (pattern === undefined) {
    const part = readPart(piece, workshop);
    const isEmpty = part?.length === 1 && part[0]?.length === 0;
    pattern = part === null ? null : isEmpty ? [] : [part];
    workshop.pieces.set(piece, pattern);
  }
  return pattern;
}

/** How many phrases a pattern stands for. */
export function countReadings(parts: readonly Part[]): number {
  let product = 1;
  for (const { length } of parts) {
    product *= length;
  }
  return product;
}

const SEPARATOR = /[\s-]/;

/** Calls for every word that a line may have, without putting a pattern together. */
export function eachWord(
  line: string,
  readingsOf: (piece: string) => readonly string[] | null,
  use: (word: string) => void,
): void {
  for (let from = 0; from < line.length; ) {
    const end = endOfPiece(line, from);
    for (const reading of readingsOf(line.slice(from, end)) ?? []) {
      if ((signsOf(reading) & NOT_PLAIN) === 0) {
        use(reading);
      } else {
        for (const variant of joinerVariants(reading)) {
          for (const word of variant.split(SEPARATOR)) {
            use(readWord(word).text);
          }
        }
      }
    }
    from = end + 1;
  }
}

function readPart(piece: string, { words }: Workshop): Part | null {
  const readings = openPiece(piece);
  if (readings === null) {
    return null;
  }
  const part: Wording[] = [];
  for (const reading of readings) {
    for (const variant of joinerVariants(reading)) {
      const wording = readWording(variant, words);
      if (wording === null) {
        return null;
      }
      part.push(wording);
    }
  }
  return part;
}

/** A joiner without width may be typed, left out, or become a space (Persian "نمی‌آیم"). */
function joinerVariants(reading: string): readonly string[] {
  return reading.includes(JOINER)
    ? [reading.replaceAll(JOINER, ''), reading.replaceAll(JOINER, ' ')]
    : [reading];
}

const JOINER = '\u200c';

function readWording(reading: string, words: Map<string, PhraseWord>): Wording | null {
  const wording: PhraseWord[] = [];
  for (const piece of SEPARATOR.test(reading) ? reading.split(SEPARATOR) : [reading]) {
    if (piece !== '') {
      let word = words.get(piece);
      if (word === undefined) {
        word = readWord(piece);
        words.set(piece, word);
      }
      if (word.text === '' && (word.flags & (GAP | END)) === 0) {
        return null;
      }
      wording.push(word);
    }
  }
  return wording;
}

/** Every plain reading of a piece, or null where its brackets do not match. */
export function openPiece(piece: string): readonly string[] | null {
  const last = piece.length - 1;
  if ((signsOf(piece) & BRACKETS) === 0) {
    return [piece];
  }
  const isGroup = piece[0] === '(' && piece.indexOf(')') === last;
  return isGroup && !INNER.test(piece) ? piece.slice(1, last).split('|') : open(piece);
}

/** A bracket that opens or closes inside of a group. */
const INNER = /.[([\]]/;

function open(line: string): readonly string[] | null {
  let at = 0;
  const alternatives = (end: string): string[] | null => {
    const all: string[] = [];
    let current: readonly string[] = NOTHING;
    while (at < line.length) {
      const sign = line[at] ?? '';
      at += 1;
      if (sign === end) {
        return [...all, ...current];
      }
      if (sign === '|' && end !== '') {
        all.push(...current);
        current = NOTHING;
      } else if (sign === '(' || sign === '[') {
        const inner = alternatives(sign === '(' ? ')' : ']');
        if (inner === null || current.length * inner.length > MOST_IN_PIECE) {
          return null;
        }
        current = combine(current, sign === '[' ? [...inner, ''] : inner);
      } else if (')]|'.includes(sign)) {
        return null;
      } else {
        const from = at - 1;
        while (at < line.length && (signsOf(line, at, at + 1) & BRACKETS) === 0) {
          at += 1;
        }
        current = combine(current, [line.slice(from, at)]);
      }
    }
    return end === '' ? [...all, ...current] : null;
  };
  return alternatives('');
}

const NOTHING: readonly string[] = [''];

function combine(beginnings: readonly string[], endings: readonly string[]): readonly string[] {
  if (beginnings === NOTHING) {
    return endings;
  }
  const all: string[] = [];
  for (const before of beginnings) {
    for (const ending of endings) {
      all.push(before + ending);
    }
  }
  return all;
}

const NO_WORD = { text: '', plain: '', spelt: '', loose: 0, looseSpelt: 0 };

function readWord(piece: string): PhraseWord {
  if (piece === '...') {
    return { ...NO_WORD, flags: GAP };
  }
  if (piece === '$') {
    return { ...NO_WORD, flags: END };
  }
  const ahead = piece.startsWith('>');
  const capital = piece.startsWith('=');
  const stem = piece.endsWith('*');
  const bare = piece.slice(capital || ahead ? 1 : 0, stem ? -1 : undefined);
  const text = normaliseWord(bare.endsWith('.') ? bare.slice(0, -1) : bare);
  const plain = fold(text);
  const spelt = spellOut(text);
  return {
    text,
    plain,
    spelt,
    loose: NOT_YET,
    looseSpelt: NOT_YET,
    flags: (stem ? STEM : 0) | (capital ? CAPITAL : 0) | (ahead ? AHEAD : 0),
  };
}
