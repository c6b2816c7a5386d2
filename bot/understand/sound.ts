/**
 * Whether a line of a `phrases.json` can be seen at a glance to be right; most are, and are not opened at the start.
 * Called by `phrases` for every line, by `buckets`, and by `patterns` for its signs.
 * It must rather doubt a line that is right than let one pass that is wrong.
 */

export const [OPEN, CLOSE, OPEN_OPTION, CLOSE_OPTION] = [0x28, 0x29, 0x5b, 0x5d];
const BAR = 0x7c;
const AHEAD = 0x3e;
const STEM = 0x2a;
const END = 0x24;
const DOT = 0x2e;
const CAPITAL = 0x3d;
const SPACE = 0x20;
const HYPHEN = 0x2d;
/** Without width; nothing by itself. */
const JOINER = 0x20_0c;

/** Whether a sign parts the pieces of a line: a space or a hyphen. */
export function isSeparator(sign: number): boolean {
  return sign === SPACE || sign === HYPHEN || (sign >= 0x09 && sign <= 0x0d) || sign === 0xa0;
}

function isBracket(sign: number): boolean {
  return (
    sign === OPEN || sign === CLOSE || sign === OPEN_OPTION || sign === CLOSE_OPTION || sign === BAR
  );
}

/** Whether a piece or a wording ends here, or begins after it. */
function isEdge(sign: number): boolean {
  return Number.isNaN(sign) || isSeparator(sign) || isBracket(sign);
}

/** More readings of a line, or of a piece of it, than this are a mistake. */
export const MOST_READINGS = 10_000;
export const MOST_IN_PIECE = 400;

/** A joiner has readings of its own, which are counted only when the line is opened. */
const MOST_WITH_JOINER = 100;

/** What signs a line has, one bit each: all that is asked of a line is told by looking at it once. */
export const SEPARATORS = 1;
export const BRACKETS = 2;
export const NOTATIONS = 4;
export const DOTS = 8;
export const JOINERS = 16;
export const APOSTROPHES = 32;
/** Letters of words that the tokeniser asks for: digits, apostrophes, scripts without spaces. */
export const UNUSUAL = 64;

/** What no plain word has. */
export const NOT_PLAIN = SEPARATORS | BRACKETS | NOTATIONS | DOTS | JOINERS;

const UNUSUAL_SCRIPTS: readonly (readonly [number, number])[] = [
  [0x0e_00, 0x0e_ff],
  [0x10_00, 0x10_9f],
  [0x17_80, 0x17_ff],
  [0x30_40, 0x30_ff],
  [0x34_00, 0x9f_ff],
];

/** By code unit: its bits. */
const SIGNS = makeSigns();

function makeSigns(): Uint8Array {
  const signs = new Uint8Array(0x1_00_00);
  const mark = (letters: string, bits: number) => {
    for (const letter of letters) {
      const code = letter.charCodeAt(0);
      signs[code] = (signs[code] ?? 0) | bits;
    }
  };
  for (const [first, last] of UNUSUAL_SCRIPTS) {
    signs.fill(UNUSUAL, first, last + 1);
  }
  mark('0123456789', UNUSUAL);
  mark("'\u2019", UNUSUAL | APOSTROPHES);
  mark('()[]|', BRACKETS);
  mark('>=*$', NOTATIONS);
  mark('.', DOTS);
  mark('\u200c', JOINERS);
  mark('-\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff', SEPARATORS);
  signs.fill(SEPARATORS, 0x20_00, 0x20_0b);
  return signs;
}

/** The bits of all signs of a text from a place on; the bits of one place where `to` is the next. */
export function signsOf(text: string, from = 0, to: number = text.length): number {
  let bits = 0;
  for (let at = from; at < to; at += 1) {
    bits |= SIGNS[text.charCodeAt(at)] as number;
  }
  return bits;
}

/** The signs of a text in the lowest bits, and above them a hash by which texts are told apart. */
export function glanceAt(text: string): number {
  let bits = 0;
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    bits |= SIGNS[code] as number;
    hash = Math.imul(hash ^ code, FACTOR);
  }
  // The upper half is mixed best.
  return bits | (((hash >>> 9) & HASH_MASK) << SIGN_BITS);
}

const SIGN_BITS = 8;
const HASH_MASK = 0x3f_ff_ff;
/** Of the hash FNV-1a. */
const FACTOR = 0x01_00_01_93;

/** Whether no two glances are the same; where two lines are, they are. */
export function areDistinct(glances: readonly number[]): boolean {
  let size = 4;
  while (size < 2 * glances.length) {
    size *= 2;
  }
  const seen = new Int32Array(size);
  for (const glance of glances) {
    // Nought is a free place.
    const wanted = glance + 1;
    let place = (glance >>> SIGN_BITS) & (size - 1);
    while (seen[place] !== 0) {
      if (seen[place] === wanted) {
        return false;
      }
      place = (place + 1) & (size - 1);
    }
    seen[place] = wanted;
  }
  return true;
}

const NOT_WORDS_ALONE = BRACKETS | NOTATIONS | DOTS | JOINERS;

/** Whether it can be seen at a glance that nothing is wrong with a line. `signs`: all of its signs. */
export function isSound(line: string, signs: number): boolean {
  const beginsWell = line !== '' && (signsOf(line, 0, 1) & SEPARATORS) === 0;
  return ((signs & NOT_WORDS_ALONE) === 0 && beginsWell) || isWellFormed(line);
}

function isWellFormed(line: string): boolean {
  let depth = 0;
  let closing = CLOSE;
  let bars = 0;
  let inPiece = 1;
  let readings = 1;
  // Whether a letter stands before, since the last bracket or bar.
  let filled = false;
  // Whether the piece has more than options; whether one such piece is over.
  let needed = false;
  let began = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charCodeAt(at);
    if (((SIGNS[sign] as number) & NOT_PLAIN) === 0) {
      filled = true;
      needed ||= depth === 0;
      continue;
    }
    if (sign === OPEN || sign === OPEN_OPTION) {
      if (depth > 0) {
        return false;
      }
      depth = 1;
      closing = sign === OPEN ? CLOSE : CLOSE_OPTION;
      bars = 0;
      filled = false;
    } else if (sign === BAR || sign === CLOSE || sign === CLOSE_OPTION) {
      if (depth === 0 || !filled || (sign !== BAR && sign !== closing)) {
        return false;
      }
      bars += 1;
      filled = false;
      if (sign !== BAR) {
        depth = 0;
        inPiece *= sign === CLOSE ? bars : bars + 1;
        needed ||= sign === CLOSE;
      }
    } else if (isSeparator(sign)) {
      if (depth === 0) {
        began ||= needed;
        needed = false;
        readings *= inPiece;
        inPiece = 1;
      }
    } else {
      if (isNotation(sign) && !isWellPlaced(line, at, began)) {
        return false;
      }
      filled ||= sign !== JOINER;
      needed ||= filled && depth === 0;
    }
    if (inPiece > MOST_IN_PIECE) {
      return false;
    }
  }
  const most = line.includes('\u200c') ? MOST_WITH_JOINER : MOST_READINGS;
  return depth === 0 && readings * inPiece <= most && (began || needed);
}

function isNotation(sign: number): boolean {
  return sign === AHEAD || sign === STEM || sign === END || sign === DOT || sign === CAPITAL;
}

/** Whether a sign of the notations stands where it means what it is for. `began`: after the first piece. */
function isWellPlaced(line: string, at: number, began: boolean): boolean {
  const sign = line.charCodeAt(at);
  const first = isEdge(line.charCodeAt(at - 1));
  const last = isEdge(line.charCodeAt(at + 1));
  if (sign === AHEAD) {
    const next = line.charCodeAt(at + 1);
    return began && first && (isLetter(next) || next === OPEN);
  }
  if (sign === CAPITAL) {
    return first && isLetter(line.charCodeAt(at + 1));
  }
  if (sign === END) {
    return began && first && last;
  }
  if (sign === DOT && (line.startsWith('..', at) || line.charCodeAt(at - 1) === DOT)) {
    return began && isGap(line, at);
  }
  return last && !first && isLetter(line.charCodeAt(at - 1));
}

/** Whether a dot is one of the three of a gap that stands alone. */
function isGap(line: string, at: number): boolean {
  for (let from = at - 2; from <= at; from += 1) {
    if (line.startsWith('...', from)) {
      return isEdge(line.charCodeAt(from - 1)) && isEdge(line.charCodeAt(from + 3));
    }
  }
  return false;
}

function isLetter(sign: number): boolean {
  return !(isEdge(sign) || isNotation(sign)) && sign !== JOINER;
}
