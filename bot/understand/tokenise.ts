/**
 * Cuts a message into words, numbers, emoji and marks, in time linear in its length.
 * Called once a message and, for single words, by the lexicon when it loads.
 * It must never look past the first 4,096 characters.
 */

import {
  APOSTROPHE,
  type Character,
  COMMA,
  character,
  DASH,
  DIGIT,
  EMOJI,
  LETTER,
  LINE,
  NOTHING,
  QUESTION,
  SPACE,
  STOP,
  UNSPACED,
} from './letters.ts';

/** Longest part of a message that is read, in code points: some 700 words. */
export const LONGEST_MESSAGE = 4096;

/** Most words and marks that are read: the longest that a person writes about coming is far below. */
const MOST_TOKENS = 512;

/** Longest word that is looked up; what is longer is noise. */
const LONGEST_WORD = 48;

export type Mark = 'stop' | 'question' | 'comma' | 'dash' | 'line' | 'colon' | 'quote' | 'space';

export interface Token {
  readonly kind: 'word' | 'number' | 'emoji' | 'mark';
  /** Normal form. Numbers keep their separators: `10:30`, `16/11`, `17.` where a full stop follows. */
  readonly text: string;
  /** Whether it began with a capital letter. */
  readonly capital: boolean;
  /** Whether it is joined to the figures before it ("24-го", "11'de"). */
  readonly joined?: true;
}

/** What the tokeniser must know of the words of the languages. */
export interface Dictionary {
  /** Whether any phrase has this word. */
  has(word: string): boolean;
  /** Whether a full stop after this word belongs to it ("kl.", "d."). */
  abbreviation(word: string): boolean;
  /** Whether this is an ending that is joined to figures ("24-го", "16-ig"). */
  ending(word: string): boolean;
  /** Length of the longest known word at a place in text without spaces; 0 where there is none. */
  longestAt(text: string, at: number): number;
}

interface Cutting {
  readonly characters: readonly Character[];
  readonly tokens: Token[];
  readonly dictionary: Dictionary;
  at: number;
}

const MARKS: Readonly<Record<number, Mark>> = {
  [STOP]: 'stop',
  [QUESTION]: 'question',
  [COMMA]: 'comma',
  [DASH]: 'dash',
  [LINE]: 'line',
};

/** Said twice, "fifty fifty", it answers. */
export const HALF = '50';

/** Commas that begin, or end, what somebody is told to have said. */
const COLONS = ':：፦';
const QUOTES = '"«»„“”';

/** The tokens of a message. */
export function tokenise(text: string, dictionary: Dictionary): readonly Token[] {
  const cutting: Cutting = { characters: characters(text), tokens: [], dictionary, at: 0 };
  cutPlus(cutting);
  while (cutting.at < cutting.characters.length && cutting.tokens.length < MOST_TOKENS) {
    const kind = cutting.characters[cutting.at]?.kind ?? SPACE;
    if (kind === LETTER || kind === DIGIT || kind === UNSPACED) {
      cutRun(cutting, kind);
    } else {
      cutSingle(cutting, kind);
    }
  }
  return cutting.tokens;
}

/** "+", "+1": a plus that a message begins with is a sign like an emoji; elsewhere it says nothing. */
function cutPlus(cutting: Cutting): void {
  if (cutting.characters[0]?.text === '+') {
    cutting.tokens.push({ kind: 'emoji', text: PLUS, capital: false });
  }
}

/** The emoji that stands for a plus sign. */
const PLUS = '➕';

/** One word in its normal form: what a phrase of the lexicon is compared by. */
export function normaliseWord(word: string): string {
  if (NORMAL.test(word)) {
    return word;
  }
  let result = '';
  const parts = LOOSE_ACCENTS.test(word) ? characters(word) : Array.from(word, characterOf);
  for (const { kind, text } of parts) {
    if (kind !== SPACE && kind !== NOTHING) {
      result += kind === APOSTROPHE ? "'" : text;
    }
  }
  return result;
}

function characterOf(part: string): Character {
  return character(part.codePointAt(0) ?? 0);
}

const LOOSE_ACCENTS = /[\u0300-\u036f]/;

/** Letters that are their own normal form, of the scripts that most of our words are written in. */
const NORMAL =
  /^[a-z'\u00df-\u00f6\u00f8-\u00ff\u0430-\u0450\u0452-\u045f\u0491\u0627\u0628\u062a-\u063a\u0641-\u0648\u064a\u067e\u0686\u0698\u06af\u0900-\u0957\u0e01-\u0e32\u0e34-\u0e3a\u0e40-\u0e4e\u4e00-\u9fff]+$/;

function characters(text: string): readonly Character[] {
  const result: Character[] = [];
  let marks = 0;
  let composing = false;
  let read = 0;
  for (let at = 0; at < text.length && read < LONGEST_MESSAGE; read += 1) {
    const code = text.codePointAt(at) ?? 0;
    at += code > 0xff_ff ? 2 : 1;
    // More than two loose accents on a letter are decoration; leaving them out keeps NFC linear.
    const loose = code >= 0x3_00 && code <= 0x3_6f;
    marks = loose ? marks + 1 : 0;
    composing ||= loose;
    const found = character(code);
    if (found.kind !== NOTHING && marks <= 2) {
      result.push(found);
    }
  }
  return composing ? compose(result) : result;
}

function compose(parts: readonly Character[]): readonly Character[] {
  const joined = parts.map(({ text }) => text).join('');
  return [...joined.normalize('NFC')].map((part) => {
    const found = character(part.codePointAt(0) ?? 0);
    return found.kind === NOTHING ? { kind: SPACE, text: ' ', upper: false } : found;
  });
}

function cutSingle(cutting: Cutting, kind: number): void {
  const { characters, tokens } = cutting;
  const mark = MARKS[kind];
  const ending = mark === 'dash' || kind === APOSTROPHE ? endOfNumber(cutting) : null;
  if (ending !== null) {
    tokens.push({ kind: 'word', text: ending, capital: false, joined: true });
    cutting.at = endOfWord(characters, cutting.at + 1);
    return;
  }
  if (characters[cutting.at]?.text === '+' && tokens.at(-1)?.kind === 'word') {
    // "Amina + me"; said of words, it joins them.
    tokens.push({ kind: 'word', text: '&', capital: false });
  } else if (kind === EMOJI) {
    tokens.push({ kind: 'emoji', text: characters[cutting.at]?.text ?? '', capital: false });
  } else if (mark !== undefined && !isPartOfWord(cutting, mark)) {
    const sign = characters[cutting.at]?.text ?? '';
    const text = COLONS.includes(sign) ? 'colon' : QUOTES.includes(sign) ? 'quote' : mark;
    tokens.push({ kind: 'mark', text, capital: false });
  }
  cutting.at += 1;
}

/** The ending that a hyphen or an apostrophe here joins to the figures before it; null where it is no such hyphen. */
function endOfNumber({ tokens, characters, dictionary, at }: Cutting): string | null {
  if (tokens.at(-1)?.kind !== 'number' || characters[at - 1]?.kind === SPACE) {
    return null;
  }
  const ending = word(characters, at + 1, endOfWord(characters, at + 1));
  return dictionary.ending(ending) ? ending : null;
}

/** A full stop after an abbreviation, a hyphen inside a word. */
function isPartOfWord({ tokens, characters, dictionary, at }: Cutting, mark: Mark): boolean {
  const before = tokens.at(-1);
  if (before?.kind !== 'word') {
    return false;
  }
  if (mark === 'stop') {
    return characters[at]?.text === '.' && dictionary.abbreviation(before.text);
  }
  return (
    mark === 'dash' && characters[at - 1]?.kind === LETTER && characters[at + 1]?.kind === LETTER
  );
}

function cutRun(cutting: Cutting, kind: number): void {
  if (kind === UNSPACED) {
    cutUnspaced(cutting);
    return;
  }
  const start = cutting.at;
  if (kind === DIGIT) {
    const end = endOfDigits(cutting.characters, start);
    const whole = endOfWord(cutting.characters, start);
    const rest = word(cutting.characters, end, whole);
    // "7adhr" and "3ndi" are words written with digits; "10am" and "16th" are numbers.
    const isWord = rest !== '' && cutting.dictionary.has(word(cutting.characters, start, whole));
    if (!isWord) {
      cutNumber(cutting);
      if (cutting.at === end && cutting.dictionary.ending(rest)) {
        cutting.tokens.push({ kind: 'word', text: rest, capital: false, joined: true });
        cutting.at = whole;
      }
      return;
    }
  }
  cutWord(cutting, start);
}

function cutWord(cutting: Cutting, start: number): void {
  const { characters, dictionary } = cutting;
  const end = endOfWord(characters, start);
  const whole = word(characters, start, end);
  const letters = endOfLetters(characters, start);
  cutting.at = end;
  if (letters < end && !dictionary.has(whole)) {
    const first = word(characters, start, letters);
    // "kl10" is two; "be2dar" is one word of Arabic in Latin letters.
    const isNumber = endOfDigits(characters, letters) === end;
    if (dictionary.has(first) && characters[letters]?.kind === DIGIT && isNumber) {
      pushWord(cutting, start, letters);
      cutting.at = letters;
      return;
    }
  }
  // "can'" with its last letter missing is not "can".
  const cutOff = characters[end]?.kind === APOSTROPHE && dictionary.has(`${whole}'`);
  cutting.at = cutOff ? end + 1 : end;
  pushWord(cutting, start, cutting.at);
  if (whole === 'http' || whole === 'https' || whole === 'www') {
    skipAddress(cutting);
  }
}

function skipAddress(cutting: Cutting): void {
  const { characters } = cutting;
  while (
    cutting.at < characters.length &&
    characters[cutting.at]?.text.trim() !== '' &&
    characters[cutting.at]?.kind !== LINE
  ) {
    cutting.at += 1;
  }
}

function pushWord(cutting: Cutting, start: number, end: number): void {
  cutting.tokens.push({
    kind: 'word',
    text: word(cutting.characters, start, Math.min(end, start + LONGEST_WORD)),
    capital: cutting.characters[start]?.upper ?? false,
  });
}

function word(characters: readonly Character[], start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += 1) {
    const found = characters[at];
    text += found?.kind === APOSTROPHE ? "'" : (found?.text ?? '');
  }
  return text;
}

function endOfWord(characters: readonly Character[], start: number): number {
  let at = start;
  while (at < characters.length) {
    const kind = characters[at]?.kind;
    const inside =
      kind === LETTER ||
      kind === DIGIT ||
      (kind === APOSTROPHE && characters[at + 1]?.kind === LETTER && at > start);
    if (!inside) {
      break;
    }
    at += 1;
  }
  return at;
}

function endOfLetters(characters: readonly Character[], start: number): number {
  let at = start;
  while (characters[at]?.kind === LETTER) {
    at += 1;
  }
  return at;
}

function endOfDigits(characters: readonly Character[], start: number): number {
  let at = start;
  while (characters[at]?.kind === DIGIT) {
    at += 1;
  }
  return at;
}

/** Digits with at most two separators, `10.30`, `16/11-2026`, and a trailing full stop as in `17.` */
function cutNumber(cutting: Cutting): void {
  const { characters, tokens } = cutting;
  let end = endOfDigits(characters, cutting.at);
  let text = word(characters, cutting.at, end);
  let parts = 1;
  while (parts < 3) {
    const separator = characters[end]?.text ?? '';
    const next = characters[end + 1]?.kind === DIGIT;
    const isYear = parts === 2 && characters[endOfDigits(characters, end + 1)]?.text !== '/';
    const isoDate = separator === '-' && (text.length === 4 || isYear);
    if (!next || !('.:/'.includes(separator) || isoDate) || separator === '') {
      break;
    }
    const from = end + 1;
    end = endOfDigits(characters, from);
    text += separator + word(characters, from, end);
    parts += 1;
  }
  if (characters[end]?.text === '.') {
    end += 1;
    text += '.';
  }
  cutting.at = end;
  tokens.push({ kind: 'number', text: text.slice(0, LONGEST_WORD), capital: false });
  // A full stop after a number ends a sentence only where a new one begins: "kl. 10. Vi ses".
  if (text.endsWith('.') && beginsSentence(characters, end)) {
    tokens.push({ kind: 'mark', text: 'stop', capital: false });
  }
}

function beginsSentence(characters: readonly Character[], from: number): boolean {
  let at = from;
  while (characters[at]?.kind === SPACE) {
    at += 1;
  }
  return characters[at]?.upper ?? false;
}

function cutUnspaced(cutting: Cutting): void {
  const { characters, tokens, dictionary } = cutting;
  let end = cutting.at;
  let text = '';
  while (characters[end]?.kind === UNSPACED) {
    text += characters[end]?.text ?? '';
    end += 1;
  }
  cutting.at = end;
  for (let at = 0; at < text.length; ) {
    const length = Math.max(1, dictionary.longestAt(text, at));
    tokens.push({ kind: 'word', text: text.slice(at, at + length), capital: false });
    at += length;
  }
  // Where words are not parted by spaces, a space may be their comma.
  if (characters[end]?.kind === SPACE && characters[end + 1]?.kind === UNSPACED) {
    tokens.push({ kind: 'mark', text: 'space', capital: false });
  }
}
