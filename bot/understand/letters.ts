/**
 * What each character is, and how letters that mean the same are made the same.
 * Called by the tokeniser for messages and by the lexicon for phrases, so that both agree.
 * It must never drop a letter because it is not ASCII, and never make a text much longer.
 */

export const SPACE = 0;
export const LETTER = 1;
export const DIGIT = 2;
/** A letter of a script that is written without spaces between words. */
export const UNSPACED = 3;
export const APOSTROPHE = 4;
export const STOP = 5;
export const QUESTION = 6;
export const COMMA = 7;
export const DASH = 8;
export const LINE = 9;
export const EMOJI = 10;
/** Not there at all: joiners, vowel marks of Arabic and Hebrew, skin tones, directions. */
export const NOTHING = 11;

/** What one code point is, and what stands for it in a word. */
export interface Character {
  readonly kind: number;
  readonly text: string;
  readonly upper: boolean;
}

/** A ligature may become at most this many characters; U+FDFA alone would become eighteen. */
const LONGEST_EXPANSION = 4;

const ARABIC: Readonly<Record<string, string>> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ئ: 'ي',
  ؤ: 'و',
  ة: 'ه',
  ە: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ۀ: 'ه',
  ک: 'ك',
  ڪ: 'ك',
};

/** Rows of Ethiopic letters that are spoken alike, by their first: ሐ and ኀ as ሀ, ሠ as ሰ, ዐ as አ, ፀ as ጸ. */
const ETHIOPIC_ROWS: ReadonlyMap<number, number> = new Map([
  [0x12_10, 0x12_00],
  [0x12_80, 0x12_00],
  [0x12_20, 0x12_30],
  [0x12_d0, 0x12_a0],
  [0x13_40, 0x13_38],
]);

/** In these rows the fourth letter is also spoken as the first: ሃ as ሀ, ኣ as አ. */
const ALIKE_IN_ROW = [0x12_00, 0x12_a0];

/** An Ethiopic letter as the one that is spoken like it; null for any other letter. */
function ethiopic(codePoint: number): string | null {
  if (codePoint < 0x12_00 || codePoint > 0x13_7f) {
    return null;
  }
  const row = codePoint & ~7;
  const same = ETHIOPIC_ROWS.get(row) ?? row;
  const place = codePoint - row;
  return String.fromCodePoint(same + (place === 3 && ALIKE_IN_ROW.includes(same) ? 0 : place));
}

const SPECIAL: Readonly<Record<string, string>> = { İ: 'i', ё: 'е', Ё: 'е', ς: 'σ' };

/** Ticks and crosses that are no emoji. */
const TICKS = '✓✗✘';

const STOPS = '.!…。！．।።؞۔';
const QUESTIONS = '?؟？፧;՞';
const COMMAS = ',;:،؛，、；：፣፤፥፦()[]{}"«»„“”/\\|•·';
const APOSTROPHES = "'’‘ʼʻ`´ʹ′";
const DASHES = '-‐‑‒–—−';

const UNSPACED_SCRIPT =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HARAKAT =
  /[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640]/u;
const IGNORABLE = /[\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}\p{Cc}\p{Cf}]/u;
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;

const known = new Map<number, Character>();

/** The kind and the normal form of one code point; remembered, as a chat uses few of them. */
export function character(codePoint: number): Character {
  const found = known.get(codePoint);
  if (found !== undefined) {
    return found;
  }
  const made = describe(codePoint);
  if (codePoint < 0x2_0000) {
    known.set(codePoint, made);
  }
  return made;
}

function describe(codePoint: number): Character {
  const text = String.fromCodePoint(codePoint);
  const mark = punctuation(text);
  if (mark !== null) {
    return { kind: mark, text, upper: false };
  }
  if (codePoint >= 0xd8_00 && codePoint <= 0xdf_ff) {
    return { kind: SPACE, text: ' ', upper: false };
  }
  if (/\p{Nd}/u.test(text)) {
    return { kind: DIGIT, text: String(digitValue(codePoint)), upper: false };
  }
  if (UNSPACED_SCRIPT.test(text)) {
    return {
      kind: UNSPACED,
      text: text.normalize('NFKC').slice(0, LONGEST_EXPANSION),
      upper: false,
    };
  }
  if (/[\p{L}\p{M}]/u.test(text)) {
    return letter(text);
  }
  return { kind: PICTURE.test(text) || TICKS.includes(text) ? EMOJI : SPACE, text, upper: false };
}

function punctuation(text: string): number | null {
  // Signs that are read as words: "Amina & me", "@ 10".
  if (text === '&' || text === '@') {
    return LETTER;
  }
  if (text === '\n' || text === '\r' || text === '\u2028' || text === '\u2029') {
    return LINE;
  }
  if (/\s/u.test(text)) {
    return SPACE;
  }
  const lists: readonly [string, number][] = [
    [STOPS, STOP],
    [QUESTIONS, QUESTION],
    [COMMAS, COMMA],
    [APOSTROPHES, APOSTROPHE],
    [DASHES, DASH],
  ];
  for (const [list, kind] of lists) {
    if (list.includes(text)) {
      return kind;
    }
  }
  return HARAKAT.test(text) || IGNORABLE.test(text) ? NOTHING : null;
}

function letter(text: string): Character {
  const upper = text !== text.toLowerCase();
  const special = SPECIAL[text] ?? ARABIC[text] ?? ethiopic(text.codePointAt(0) ?? 0);
  if (special !== null) {
    return { kind: LETTER, text: special, upper };
  }
  const compatible = text.normalize('NFKC');
  if (compatible === text) {
    return { kind: LETTER, text: upper ? text.toLowerCase() : text, upper };
  }
  if (compatible.length > LONGEST_EXPANSION) {
    return { kind: SPACE, text: ' ', upper: false };
  }
  const lower = [...compatible.toLowerCase()]
    .filter((part) => !HARAKAT.test(part) && part !== ' ')
    .map((part) => ARABIC[part] ?? part)
    .join('');
  return { kind: lower === '' ? NOTHING : LETTER, text: lower, upper };
}

/** The value 0–9 of a decimal digit of any script. */
function digitValue(codePoint: number): number {
  const compatible = String.fromCodePoint(codePoint).normalize('NFKC').codePointAt(0) ?? 0;
  if (compatible >= 0x30 && compatible <= 0x39) {
    return compatible - 0x30;
  }
  // Every block of digits begins at its zero and has ten of them.
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(codePoint - value - 1))) {
    value += 1;
  }
  return value;
}

const PLAIN: Readonly<Record<string, string>> = {
  ø: 'o',
  æ: 'ae',
  ß: 'ss',
  ı: 'i',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  œ: 'oe',
  ə: 'e',
};

const SPELT_OUT: Readonly<Record<string, string>> = {
  å: 'aa',
  ø: 'oe',
  æ: 'ae',
  ö: 'oe',
  ü: 'ue',
  ä: 'ae',
};

const SPELLING: Readonly<Record<string, string>> = { ...PLAIN, ...SPELT_OUT };

const MARKED_LATIN = /[\u00c0-\u024f\u0259\u1e00-\u1eff]/;

/** A Latin word without the marks on its letters ("på" → "pa"); other scripts as they are. */
export function fold(word: string): string {
  return MARKED_LATIN.test(word) ? replaceLatin(word, PLAIN) : word;
}

/** A Latin word as it is typed where the keyboard lacks its letters ("på" → "paa"). */
export function spellOut(word: string): string {
  return MARKED_LATIN.test(word) ? replaceLatin(word, SPELLING) : word;
}

function replaceLatin(word: string, table: Readonly<Record<string, string>>): string {
  let result = '';
  for (const part of word) {
    const code = part.codePointAt(0) ?? 0;
    const latin = (code >= 0xc0 && code < 0x2_50) || (code >= 0x1e_00 && code < 0x1f_00);
    const replaced = table[part];
    if (replaced !== undefined) {
      result += replaced;
    } else {
      result += latin ? part.normalize('NFD').replace(/[\u0300-\u036f]/g, '') : part;
    }
  }
  return result;
}

/** A word with every run of a letter cut to `most` of it ("jaaaa", 1 → "ja"). */
export function shorten(word: string, most: number): string {
  let result = '';
  let run = 0;
  let before = '';
  for (const part of word) {
    run = part === before ? run + 1 : 1;
    before = part;
    if (run <= most) {
      result += part;
    }
  }
  return result;
}

/** Whether a word of at least four letters has one twice, so that leaving it out makes no other word. */
export function hasDouble(word: string): boolean {
  for (let at = 1; word.length >= 4 && at < word.length; at += 1) {
    if (word.charCodeAt(at) === word.charCodeAt(at - 1)) {
      return true;
    }
  }
  return false;
}

/** A number by which words are told apart quickly. Algorithm: FNV-1a, cut to 30 bits. */
export function hashOf(word: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let at = 0; at < word.length; at += 1) {
    hash = Math.imul(hash ^ word.charCodeAt(at), 0x01_00_01_93);
  }
  return hash & 0x3f_ff_ff_ff;
}

/** What all spellings of a word that count as the same have in common. */
export function looseKey(word: string): string {
  const plain = fold(word);
  return hasDouble(plain) ? shorten(plain, 1) : plain;
}
