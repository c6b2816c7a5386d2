/**
 * Enters the lines of all languages into the index, each under every word that it can begin with.
 * Called by `lexicon` when it is made. It must open no more of a line than its beginning.
 */

import {
  ALONE,
  type Bucket,
  EMPTY,
  type Index,
  type Indexes,
  LINK,
  type Links,
  NO_LINK,
} from './buckets.ts';
import { normalForm, similarForms } from './forms.ts';
import { CAPITAL, eachWord, endOfPiece, openPiece, readBeginning, STEM } from './patterns.ts';
import { APOSTROPHES, NOT_PLAIN, signsOf } from './sound.ts';

/** Lets go of what only entering needs. */
export function forgetFilling({ alike, written, important, words, newest }: Indexes): void {
  alike.length = 0;
  written.clear();
  important.length = 0;
  words.length = 0;
  newest.piece = '';
  newest.readings = null;
}

/** Enters a line under every word that it can begin with. */
export function addLine(indexes: Indexes, line: string): void {
  // Most lines begin with a plain word: nothing needs to be kept of them but that.
  const space = line.indexOf(' ');
  const end = space < 0 ? line.length : space;
  if (end > 0 && (signsOf(line, 0, end) & (NOT_PLAIN | APOSTROPHES)) === 0) {
    if (space < 0) {
      addAt(indexes, placeOf(indexes, line), ALONE);
    } else {
      addAt(indexes, placeOf(indexes, line.slice(0, end)), keepLine(indexes, line));
    }
  } else if (!addReadings(indexes, line)) {
    addOpened(indexes, line);
  }
}

/** Enters a line of which the first piece stands for plain words, "(vi|jeg) kommer", by these words alone. */
function addReadings(indexes: Indexes, line: string): boolean {
  const end = endOfPiece(line, 0);
  const readings = readingsOf(indexes, end === line.length ? line : line.slice(0, end));
  if (readings === null || !readings.every(isPlainWording)) {
    return false;
  }
  const isWhole = end + 1 >= line.length;
  for (const reading of readings) {
    const space = reading.indexOf(' ');
    const first = space < 0 ? reading : reading.slice(0, space);
    const kept = isWhole && space < 0 ? ALONE : keepLine(indexes, line);
    addAt(indexes, placeOf(indexes, first), kept);
  }
  return true;
}

/** What a piece stands for; the newest one is kept, as most are asked for twice. */
function readingsOf({ newest }: Indexes, piece: string): readonly string[] | null {
  if (newest.piece !== piece) {
    newest.piece = piece;
    newest.readings = openPiece(piece);
  }
  return newest.readings;
}

/** Whether it is plain words with one space between. */
function isPlainWording(wording: string): boolean {
  let from = 0;
  for (;;) {
    const space = wording.indexOf(' ', from);
    const end = space < 0 ? wording.length : space;
    if (end === from || (signsOf(wording, from, end) & NOT_PLAIN) !== 0) {
      return false;
    }
    if (space < 0) {
      return true;
    }
    from = space + 1;
  }
}

/** Enters a line of which the beginning must be opened to know its first words. */
function addOpened(indexes: Indexes, line: string): void {
  const { stems, workshop } = indexes;
  const { parts, isWhole } = readBeginning(line, workshop);
  for (let at = 0; at < parts.length; at += 1) {
    const isLast = isWhole && at === parts.length - 1;
    for (const wording of parts[at] ?? []) {
      const first = wording[0];
      if (first !== undefined) {
        const isAlone = isLast && wording.length === 1 && (first.flags & CAPITAL) === 0;
        const kept = isAlone ? ALONE : keepLine(indexes, line);
        if ((first.flags & STEM) !== 0) {
          enter(indexes, stems.slots, { place: placeIn(stems, first.text), line: kept });
        } else {
          addAt(indexes, placeOfNormal(indexes, first.text), kept);
        }
      }
    }
  }
}

/** Adds every word of a line to a set. */
export function addWords(indexes: Indexes, line: string, words: Set<string>): void {
  const { places } = indexes.exact;
  const use = (word: string) => {
    if (!words.has(word)) {
      words.add(places.has(word) ? word : normalForm(word, indexes.letters));
    }
  };
  if (JOINED_WORDS.test(line)) {
    eachWord(line, (piece) => readingsOf(indexes, piece), use);
  } else {
    line.split(BETWEEN_WORDS).forEach(use);
  }
}

/** Brackets that stand inside of a word, or a joiner: such a line must be opened to know its words. */
const JOINED_WORDS = /[^\s\-()[\]|][([]|[)\]][^\s\-()[\]|]|[)\]][([]|\u200c/;

/** What is no part of a word. */
const BETWEEN_WORDS = /[\s\-()[\]|>=*$.]+/;

/** The number of a line; a line that is kept again at once is kept once. */
function keepLine({ lines }: Indexes, line: string): number {
  return lines.at(-1) === line ? lines.length - 1 : lines.push(line) - 1;
}

/** The place of a plain word as a line writes it. */
function placeOf(indexes: Indexes, word: string): number {
  const { exact, written } = indexes;
  // What is found is a normal form: it is its own.
  const known = exact.places.get(word) ?? written.get(word);
  if (known !== undefined) {
    return known;
  }
  const text = normalForm(word, indexes.letters);
  const place = placeOfNormal(indexes, text);
  if (text !== word) {
    written.set(word, place);
  }
  return place;
}

/** The place of a normal form; a new one where it has none. */
function placeOfNormal({ exact, similar, alike, words, letters }: Indexes, text: string): number {
  const place = placeIn(exact, text);
  if (place === alike.length) {
    words.push(text);
    const forms = similarForms(text, letters);
    alike.push(forms.length === 0 ? NO_PLACES : forms.map((form) => placeIn(similar, form)));
  }
  return place;
}

const NO_PLACES: readonly number[] = [];

function placeIn({ places, slots }: Index, word: string): number {
  let place = places.get(word);
  if (place === undefined) {
    place = slots.length;
    slots.push(EMPTY);
    places.set(word, place);
  }
  return place;
}

/** Enters a line, or `ALONE`, under a word and the forms that are like it. */
function addAt(indexes: Indexes, place: number, line: number): void {
  enter(indexes, indexes.exact.slots, { place, line });
  for (const other of indexes.alike[place] ?? NO_PLACES) {
    enter(indexes, indexes.similar.slots, { place: other, line });
  }
  if (indexes.isImportant && line === ALONE) {
    indexes.important.push({ place, code: indexes.code });
  }
}

function enter(
  { links, code }: Indexes,
  slots: (Bucket | number)[],
  { place, line }: { place: number; line: number },
): void {
  const slot = slots[place] as number;
  if (line === ALONE && (slot === EMPTY || slot === code)) {
    slots[place] = code;
    return;
  }
  const isCode = slot >= 0 && slot !== EMPTY;
  const before = isCode ? pushLink(links, slot, { line: ALONE, before: NO_LINK }) : ~slot;
  slots[place] = ~pushLink(links, code, { line, before: slot === EMPTY ? NO_LINK : before });
}

/** The number of a new link. */
function pushLink(
  links: Links,
  code: number,
  { line, before }: { line: number; before: number },
): number {
  const link = links.count;
  const at = link * LINK;
  if (at === links.rows.length) {
    const longer = new Int32Array(2 * at);
    longer.set(links.rows);
    links.rows = longer;
  }
  links.rows[at] = code;
  links.rows[at + 1] = line;
  links.rows[at + 2] = before;
  links.count += 1;
  return link;
}
