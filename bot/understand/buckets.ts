/**
 * The index of phrases by the word that they begin with. Longer phrases stay the lines of our files until
 * somebody first writes their first word; most languages are never written in a group.
 * Filled and asked by `lexicon`. It must hold nothing of a message.
 */

import { fold, spellOut } from './letters.ts';
import {
  CAPITAL,
  END,
  type Forms,
  GAP,
  type Part,
  type PhraseWord,
  readBeginning,
  readPattern,
  STEM,
  type Wording,
  type Workshop,
  withHashes,
} from './patterns.ts';
import { normaliseWord } from './tokenise.ts';

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
  alone: readonly number[];
  /** Codes and lines of what is longer; they are opened when somebody first writes the word. */
  readonly codes: number[];
  readonly lines: string[];
  opened: Longer | null;
}

export interface Longer {
  readonly entries: readonly Entry[];
  /** By entry: which second words are possible, as bits (see `bitOf`). */
  readonly seconds: readonly number[];
}

/** Any second word, or none. */
export const ANY_SECOND = 0x3f_ff_ff_ff;

/** One of 30 bits for the hash of a word: most words that do not fit differ in it. */
export function bitOf(hash: number): number {
  return 1 << (hash % 30);
}

export type Index = Map<string, Bucket>;

export interface Indexes {
  readonly exact: Index;
  readonly similar: Index;
  readonly stems: Index;
}

interface Line {
  readonly code: number;
  readonly line: string;
  readonly workshop: Workshop;
}

/** Enters a line under every word that it can begin with. */
export function addLine(indexes: Indexes, { code, line, workshop }: Line): void {
  // Most lines begin with a plain word: nothing needs to be kept of them but that.
  const end = line.indexOf(' ');
  const first = end < 0 ? line : line.slice(0, end);
  const known = workshop.firsts.get(first);
  if (known !== undefined || PLAIN.test(first)) {
    addFirst(indexes, known ?? formsOf(first, workshop), { code, line: end < 0 ? null : line });
    return;
  }
  if (addGroup(indexes, { code, line, workshop })) {
    return;
  }
  const { parts, isWhole } = readBeginning(line, workshop);
  for (let at = 0; at < parts.length; at += 1) {
    const isLast = isWhole && at === parts.length - 1;
    for (const wording of parts[at] ?? []) {
      const first = wording[0];
      if (first !== undefined) {
        const isAlone = isLast && wording.length === 1 && (first.flags & CAPITAL) === 0;
        addFirst(indexes, first, { code, line: isAlone ? null : line });
      }
    }
  }
}

/** Enters a line that begins with plain words in brackets, "(vi|jeg) kommer", without opening it. */
function addGroup(indexes: Indexes, { code, line, workshop }: Line): boolean {
  const close = line.indexOf(')');
  const isWhole = close === line.length - 1;
  const inner = line.slice(1, close);
  if (line[0] !== '(' || !(isWhole || line[close + 1] === ' ') || !PLAIN_GROUP.test(inner)) {
    return false;
  }
  for (const wording of inner.split('|')) {
    const end = wording.indexOf(SEPARATOR);
    const first = end < 0 ? wording : wording.slice(0, end);
    const forms = workshop.firsts.get(first) ?? formsOf(first, workshop);
    addFirst(indexes, forms, { code, line: isWhole && end < 0 ? null : line });
  }
  return true;
}

const PLAIN_GROUP = /^[^\s\-()[\]|.>=*$'\u2019\u200c]+(?:[ |][^\s\-()[\]|.>=*$'\u2019\u200c]+)*$/;
const SEPARATOR = ' ';

/** A word without notations, joiners or apostrophes. */
const PLAIN = /^[^\s\-()[\]|.>=*$'\u2019\u200c]+$/;

/** The forms of a plain word; many lines begin with the same one. */
function formsOf(first: string, { firsts }: Workshop): Forms {
  const text = normaliseWord(first);
  const bare = { text, plain: fold(text), spelt: spellOut(text), flags: 0 };
  const forms: Forms = { ...bare, similar: similarForms(bare) };
  firsts.set(first, forms);
  return forms;
}

/** What a word begins: a line, or, where that is null, only itself. */
interface Meaning {
  readonly code: number;
  readonly line: string | null;
}

function addFirst(indexes: Indexes, word: Forms, meaning: Meaning): void {
  if ((word.flags & STEM) !== 0) {
    add(indexes.stems, word.text, meaning);
    return;
  }
  add(indexes.exact, word.text, meaning);
  for (const form of word.similar ?? similarForms(word)) {
    add(indexes.similar, form, meaning);
  }
}

const NO_FORMS: readonly string[] = [];

/** The forms but its own by which a word is found too. */
function similarForms({ text, plain, spelt }: Omit<Forms, 'similar'>): readonly string[] {
  const bare = plain.includes("'") ? plain.replaceAll("'", '') : text;
  if (plain === text && spelt === text && bare === text) {
    return NO_FORMS;
  }
  return [...new Set([plain, spelt, bare])].filter((form) => form !== text);
}

function add(index: Index, key: string, { code, line }: Meaning): void {
  const found = index.get(key);
  if (typeof found !== 'object') {
    const isNew = found === undefined;
    // Lists are made with their first entry: an empty one that grows takes room for many.
    if (line !== null) {
      const alone = isNew ? NO_CODES : [found];
      index.set(key, { alone, codes: [code], lines: [line], opened: null });
    } else if (isNew) {
      index.set(key, code);
    } else if (found !== code) {
      index.set(key, { alone: [found, code], codes: [], lines: [], opened: null });
    }
  } else if (line === null) {
    if (!found.alone.includes(code)) {
      found.alone = [...found.alone, code];
    }
  } else if (found.lines.at(-1) !== line || found.codes.at(-1) !== code) {
    found.codes.push(code);
    found.lines.push(line);
  }
}

const NO_CODES: readonly number[] = [];

/** Opens the lines that begin with a word, each from every place where it does. */
export function openLines({ codes, lines }: Begun, key: string, workshop: Workshop): Longer {
  const entries: Entry[] = [];
  lines.forEach((line, at) => {
    const parts = readPattern(line, workshop) ?? [];
    for (let part = 0; part < parts.length; part += 1) {
      const wordings = parts[part] ?? [];
      for (const wording of wordings) {
        const first = wording[0];
        const isWhole = part === parts.length - 1 && wording.length === 1;
        const isAlone = isWhole && ((first?.flags ?? 0) & CAPITAL) === 0;
        if (first !== undefined && !isAlone && isFoundBy(first, key)) {
          entries.push({ code: codes[at] ?? 0, line, parts, part, wording });
        }
      }
      if (wordings.every(({ length }) => length > 0)) {
        break;
      }
    }
  });
  return { entries, seconds: entries.map(secondsOf) };
}

function isFoundBy(word: PhraseWord, key: string): boolean {
  return word.text === key || ((word.flags & STEM) === 0 && similarForms(word).includes(key));
}

/** The bits of all words that can come second; any where a gap, a stem or the end can. */
function secondsOf({ parts, part, wording }: Entry): number {
  const own = wording[1];
  if (own !== undefined) {
    return bitsOf(own);
  }
  let bits = 0;
  for (const next of parts.slice(part + 1)) {
    let optional = false;
    for (const [first] of next) {
      optional ||= first === undefined;
      bits |= first === undefined ? 0 : bitsOf(first);
    }
    if (!optional) {
      return bits;
    }
  }
  return ANY_SECOND;
}

function bitsOf(word: PhraseWord): number {
  if ((word.flags & (STEM | GAP | END)) !== 0) {
    return ANY_SECOND;
  }
  const { loose, looseSpelt } = withHashes(word);
  return bitOf(loose) | bitOf(looseSpelt);
}
