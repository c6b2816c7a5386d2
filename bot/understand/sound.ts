/**
 * Whether a line of a `phrases.json` can be seen at a glance to be right; most are, and are not opened at the start.
 * Called by `phrases` for every line, and by `patterns` for its signs.
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

/** Whether it can be seen at a glance that nothing is wrong with a line. */
export function isSound(line: string): boolean {
  return PLAIN.test(line) || isWellFormed(line);
}

/** A line of words alone; a pattern is much faster here than looking at every letter. */
const PLAIN = /^[^\s\-()[\]|>=*$.\u200c][^()[\]|>=*$.\u200c]*$/;

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
