/**
 * The index of phrases by the word that they begin with. Longer phrases stay the lines of our files until
 * somebody first writes their first word; most languages are never written in a group.
 * Filled and asked by `lexicon`. It must hold nothing of a message.
 */

import { createLetters, type Letters, similarForms } from './forms.ts';
import {
  CAPITAL,
  END,
  GAP,
  type Part,
  type PhraseWord,
  readPattern,
  STEM,
  type Wording,
  type Workshop,
  withHashes,
} from './patterns.ts';

/** A phrase of several words as the matcher sees it, found by its first word. */
export interface Entry {
  readonly code: number;
  readonly line: string;
  readonly parts: readonly Part[];
  /** The part whose wording its first word begins. */
  readonly part: number;
  readonly wording: Wording;
}

/** What begins with one word. A number: only the word itself, with that code. */
export type Bucket = number | Begun;

export interface Begun {
  /** Codes of what the word means alone. */
  readonly alone: readonly number[];
  /** Codes and lines of what is longer; they are opened when somebody first writes the word. */
  readonly codes: number[];
  readonly lines: string[];
  opened: Longer | null;
}

export interface Longer {
  readonly entries: readonly Entry[];
  /** Hashes of the words that can come second, in order, and by hash: the entry in which it can. */
  readonly seconds: Int32Array;
  readonly bySecond: Int32Array;
  /** Entries after whose first word any word can come, or none. */
  readonly open: readonly number[];
}

/** What begins with each word. Most words are never written: what they begin is put together when they are. */
export interface Index {
  /** By word: its place. */
  readonly places: Map<string, number>;
  /** By place: the code of what is only itself, the complement of its newest link, or its bucket. */
  readonly slots: (Bucket | number)[];
}

/** All that is filled from the lines of all languages. */
export interface Indexes {
  readonly exact: Index;
  readonly similar: Index;
  readonly stems: Index;
  /** By place of a word in `exact`: where it is in `similar`. */
  readonly alike: (readonly number[])[];
  /** By first word of a line, where that is no normal form: its place in `exact`. */
  readonly written: Map<string, number>;
  /** By place in `exact`: the word. */
  readonly words: string[];
  /** Words alone of which mistyped forms are looked for. */
  readonly important: { readonly place: number; readonly code: number }[];
  readonly lines: string[];
  readonly links: Links;
  readonly workshop: Workshop;
  readonly letters: Letters;
  /** The piece of a line that was opened last. */
  readonly newest: { piece: string; readings: readonly string[] | null };
  /** Of the lines that are being entered: their language and concept, and whether it is an important one. */
  code: number;
  isImportant: boolean;
}

/** For each word a chain of what it begins, from the newest to the oldest; three numbers a link. */
export interface Links {
  rows: Int32Array;
  count: number;
}

export const LINK = 3;
const FEW_LINKS = 1 << 16;
/** Instead of a line: the word alone. */
export const ALONE = -1;
/** Instead of a link: the chain ends. */
export const NO_LINK = -1;
/** Instead of a code: nothing yet. */
export const EMPTY = 0x3f_ff_ff_ff;

/** Empty indexes. */
export function createIndexes(workshop: Workshop): Indexes {
  const createIndex = (): Index => ({ places: new Map(), slots: [] });
  return {
    exact: createIndex(),
    similar: createIndex(),
    stems: createIndex(),
    alike: [],
    written: new Map(),
    words: [],
    important: [],
    lines: [],
    links: { rows: new Int32Array(LINK * FEW_LINKS), count: 0 },
    newest: { piece: '', readings: null },
    workshop,
    letters: createLetters(),
    code: 0,
    isImportant: false,
  };
}

/** What begins with a word in an index. */
export function bucketOf(indexes: Indexes, index: Index, word: string): Bucket | undefined {
  const place = index.places.get(word);
  if (place === undefined) {
    return undefined;
  }
  const slot = index.slots[place];
  if (typeof slot !== 'number' || slot >= 0) {
    return slot;
  }
  const bucket = gather(indexes, ~slot);
  index.slots[place] = bucket;
  return bucket;
}

/** What the links from the newest one on stand for, in the order in which it was entered. */
function gather({ links: { rows }, lines }: Indexes, newest: number): Begun {
  const chain: number[] = [];
  for (let link = newest; link !== NO_LINK; link = rows[LINK * link + 2] ?? NO_LINK) {
    chain.push(LINK * link);
  }
  const alone: number[] = [];
  const begun: Begun = { alone, codes: [], lines: [], opened: null };
  for (const at of chain.reverse()) {
    const code = rows[at] ?? 0;
    const line = lines[rows[at + 1] ?? ALONE];
    if (line === undefined) {
      if (!alone.includes(code)) {
        alone.push(code);
      }
    } else if (begun.lines.at(-1) !== line || begun.codes.at(-1) !== code) {
      begun.codes.push(code);
      begun.lines.push(line);
    }
  }
  return begun;
}

/** Opens the lines that begin with a word, each from every place where it does. */
export function openLines({ codes, lines }: Begun, key: string, indexes: Indexes): Longer {
  const entries: Entry[] = [];
  lines.forEach((line, at) => {
    const parts = readPattern(line, indexes.workshop) ?? [];
    for (let part = 0; part < parts.length; part += 1) {
      const wordings = parts[part] ?? [];
      for (const wording of wordings) {
        const first = wording[0];
        const isWhole = part === parts.length - 1 && wording.length === 1;
        const isAlone = isWhole && ((first?.flags ?? 0) & CAPITAL) === 0;
        if (first !== undefined && !isAlone && isFoundBy(first, key, indexes)) {
          entries.push({ code: codes[at] ?? 0, line, parts, part, wording });
        }
      }
      if (wordings.every(({ length }) => length > 0)) {
        break;
      }
    }
  });
  return { entries, ...orderBySecond(entries) };
}

function orderBySecond(entries: readonly Entry[]): Omit<Longer, 'entries'> {
  const open: number[] = [];
  const pairs: { readonly hash: number; readonly at: number }[] = [];
  entries.forEach((entry, at) => {
    const hashes = secondsOf(entry);
    if (hashes === null) {
      open.push(at);
    } else {
      for (const hash of hashes) {
        pairs.push({ hash, at });
      }
    }
  });
  pairs.sort((one, other) => one.hash - other.hash || one.at - other.at);
  return {
    open,
    seconds: Int32Array.from(pairs, ({ hash }) => hash),
    bySecond: Int32Array.from(pairs, ({ at }) => at),
  };
}

/** The place of the first of ordered numbers that is not less than another. */
function firstFrom(numbers: Int32Array, wanted: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] as number) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Calls for each entry that a second word of this hash, or none (-1), can belong to, in their order. */
export function eachPossible(
  { entries, seconds, bySecond, open }: Longer,
  second: number,
  use: (entry: Entry) => void,
): void {
  let next = second < 0 ? seconds.length : firstFrom(seconds, second);
  let other = 0;
  for (;;) {
    const fitting = seconds[next] === second ? (bySecond[next] as number) : entries.length;
    const anyway = open[other] ?? entries.length;
    const first = Math.min(fitting, anyway);
    if (first === entries.length) {
      return;
    }
    next += first === fitting ? 1 : 0;
    other += first === anyway ? 1 : 0;
    use(entries[first] as Entry);
  }
}

function isFoundBy({ text, flags }: PhraseWord, key: string, { letters }: Indexes): boolean {
  return text === key || ((flags & STEM) === 0 && similarForms(text, letters).includes(key));
}

/** The hashes of all words that can come second; null where any can, or none. */
function secondsOf({ parts, part, wording }: Entry): ReadonlySet<number> | null {
  const hashes = new Set<number>();
  const own = wording[1];
  if (own !== undefined) {
    return addHashes(hashes, own) ? hashes : null;
  }
  for (const next of parts.slice(part + 1)) {
    let optional = false;
    for (const [first] of next) {
      optional ||= first === undefined;
      if (first !== undefined && !addHashes(hashes, first)) {
        return null;
      }
    }
    if (!optional) {
      return hashes;
    }
  }
  return null;
}

/** Whether a word has hashes: a gap, a stem and the end have none. */
function addHashes(hashes: Set<number>, word: PhraseWord): boolean {
  if ((word.flags & (STEM | GAP | END)) !== 0) {
    return false;
  }
  const { loose, looseSpelt } = withHashes(word);
  hashes.add(loose).add(looseSpelt);
  return true;
}
