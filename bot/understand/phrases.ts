/**
 * Reads one language's `phrases.json`: checks it, and opens its few notations into plain phrases.
 * Called by the lexicon when it loads. It must report every problem at once, in words.
 *
 *   stem*     any ending       (a|b c)  one of these      [x]   with or without x
 *   =Word     only with this capital letter               ...   up to three other words
 *   >word     only where this word follows, which stays free for its own meaning
 *   $         only where no other word follows
 */

import { type Concept, isConcept, REQUIRED } from './concepts.ts';
import { fold, looseKey, spellOut } from './letters.ts';
import { normaliseWord } from './tokenise.ts';

/** One word of a phrase. `gap` stands for up to three words of any kind. */
export interface PhraseWord {
  readonly text: string;
  /** Without marks on Latin letters, and as typed where the keyboard lacks them. */
  readonly plain: string;
  readonly spelt: string;
  /** What all spellings that count as the same have in common. */
  readonly loose: string;
  readonly looseSpelt: string;
  readonly stem: boolean;
  readonly capital: boolean;
  readonly gap: boolean;
  /** It must follow, but is no part of the phrase. */
  readonly ahead: boolean;
  /** No word may follow. */
  readonly end: boolean;
}

export interface Phrase {
  readonly concept: Concept;
  readonly words: readonly PhraseWord[];
  /** As written in the file, for the evidence. */
  readonly written: string;
}

/** What may be joined to a word: "و" (and), "ال" (the), Turkish "-ya". */
export interface Joined {
  readonly text: string;
  readonly concept: Concept | null;
}

export interface LanguagePhrases {
  readonly phrases: readonly Phrase[];
  readonly prefixes: readonly Joined[];
  readonly suffixes: readonly Joined[];
  /** Words after which a full stop ends no sentence. */
  readonly abbreviations: readonly string[];
}

/** More readings than this from one line are a mistake in the line. */
const MOST_READINGS = 400;

/** The phrases of a language, or every problem of its file. */
export function readPhrases(
  file: unknown,
  name: string,
): { phrases: LanguagePhrases; problems: readonly string[] } {
  const problems: string[] = [];
  const report = (problem: string) => problems.push(`${name}: ${problem}`);
  const phrases: Phrase[] = [];
  const abbreviations = new Set<string>();
  const words = new Map<string, PhraseWord>();
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    report('is not an object of concepts');
    return { phrases: { phrases, prefixes: [], suffixes: [], abbreviations: [] }, problems };
  }
  const sections = file as Readonly<Record<string, unknown>>;
  for (const concept of REQUIRED) {
    if (!Object.hasOwn(sections, concept)) {
      report(`the concept "${concept}" is missing`);
    }
  }
  for (const [concept, lines] of Object.entries(sections)) {
    if (concept === 'prefixes' || concept === 'suffixes' || concept === 'note') {
      continue;
    }
    if (!isConcept(concept)) {
      report(`"${concept}" is not a concept; docs/understanding.md lists them`);
    } else if (isTextList(lines)) {
      readLines(concept, lines, { phrases, abbreviations, words, report });
    } else {
      report(`"${concept}" must be a list of phrases`);
    }
  }
  return {
    phrases: {
      phrases,
      prefixes: readJoined(sections['prefixes'], 'prefixes', report),
      suffixes: readJoined(sections['suffixes'], 'suffixes', report),
      abbreviations: [...abbreviations],
    },
    problems,
  };
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((line) => typeof line === 'string');
}

/** What is gathered while a file is read. */
interface Gathering {
  readonly phrases: Phrase[];
  readonly abbreviations: Set<string>;
  /** Words read before: most come again and again. */
  readonly words: Map<string, PhraseWord>;
  readonly report: (problem: string) => void;
}

function readLines(concept: Concept, lines: readonly string[], gathering: Gathering): void {
  const { report } = gathering;
  const seen = new Set<string>();
  for (const line of lines) {
    if (seen.has(line)) {
      report(`"${concept}" has "${line}" twice`);
    }
    seen.add(line);
    const readings = PLAIN_LINE.test(line) ? [line] : open(line);
    if (readings === null || line.trim() === '') {
      report(`"${concept}": "${line}" cannot be read; check its brackets`);
    } else if (readings.length > MOST_READINGS) {
      report(`"${concept}": "${line}" has ${readings.length} readings; at most ${MOST_READINGS}`);
    } else if (!readings.every((reading) => addPhrase(reading, concept, gathering))) {
      report(`"${concept}": "${line}" begins with a gap or has a word without letters`);
    }
  }
}

const PLAIN_LINE = /^[^()[\]|]*$/;

/** Every plain reading of a line, or null where its brackets do not match. */
function open(line: string): readonly string[] | null {
  let at = 0;
  const alternatives = (end: string): string[] | null => {
    const all: string[] = [];
    let current = [''];
    while (at < line.length) {
      const sign = line[at] ?? '';
      at += 1;
      if (sign === end) {
        return [...all, ...current];
      }
      if (sign === '|' && end !== '') {
        all.push(...current);
        current = [''];
      } else if (sign === '(' || sign === '[') {
        const inner = alternatives(sign === '(' ? ')' : ']');
        if (inner === null || current.length * inner.length > MOST_READINGS) {
          return null;
        }
        const options = sign === '[' ? [...inner, ''] : inner;
        current = current.flatMap((before) => options.map((option) => before + option));
      } else if (')]|'.includes(sign)) {
        return null;
      } else {
        const from = at - 1;
        while (at < line.length && !'()[]|'.includes(line[at] ?? '')) {
          at += 1;
        }
        const plain = line.slice(from, at);
        current = current.map((before) => before + plain);
      }
    }
    return end === '' ? [...all, ...current] : null;
  };
  return alternatives('');
}

function addPhrase(reading: string, concept: Concept, gathering: Gathering): boolean {
  // A joiner without width may be typed, left out, or become a space (Persian "نمی‌آیم").
  if (reading.includes('\u200c')) {
    const joined = reading.replaceAll('\u200c', '');
    const apart = reading.replaceAll('\u200c', ' ');
    return addPhrase(joined, concept, gathering) && addPhrase(apart, concept, gathering);
  }
  const words: PhraseWord[] = [];
  for (const piece of reading.split(SEPARATOR)) {
    if (piece !== '') {
      const word = wordOf(piece, gathering);
      if (word.text === '' && !word.gap && !word.end) {
        return false;
      }
      words.push(word);
    }
  }
  gathering.phrases.push({ concept, words, written: reading.trim() });
  return isWord(words[0]);
}

const SEPARATOR = /[\s-]/;

function wordOf(piece: string, { words, abbreviations }: Gathering): PhraseWord {
  let word = words.get(piece);
  if (word === undefined) {
    word = readWord(piece);
    words.set(piece, word);
    if (piece.length > 1 && piece.endsWith('.') && piece !== '...') {
      abbreviations.add(word.text);
    }
  }
  return word;
}

const PLAIN_WORD = {
  text: '',
  plain: '',
  spelt: '',
  loose: '',
  looseSpelt: '',
  stem: false,
  capital: false,
  gap: false,
  ahead: false,
  end: false,
};

function isWord(word: PhraseWord | undefined): boolean {
  return word !== undefined && !word.gap && !word.ahead && !word.end;
}

function readWord(piece: string): PhraseWord {
  if (piece === '...') {
    return { ...PLAIN_WORD, gap: true };
  }
  if (piece === '$') {
    return { ...PLAIN_WORD, end: true };
  }
  const ahead = piece.startsWith('>');
  const capital = piece.startsWith('=');
  const stem = piece.endsWith('*');
  const bare = piece.slice(capital || ahead ? 1 : 0, stem ? -1 : undefined);
  const text = normaliseWord(bare.replace(/\.$/, ''));
  const plain = fold(text);
  const spelt = spellOut(text);
  const loose = { loose: looseKey(plain), looseSpelt: looseKey(spelt) };
  return { ...PLAIN_WORD, text, plain, spelt, ...loose, stem, capital, ahead };
}

function readJoined(
  value: unknown,
  name: string,
  report: (problem: string) => void,
): readonly Joined[] {
  if (value === undefined) {
    return [];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    report(`"${name}" must be an object: what is joined → its concept, or "" for none`);
    return [];
  }
  const result: Joined[] = [];
  for (const [text, concept] of Object.entries(value)) {
    if (concept !== '' && !isConcept(String(concept))) {
      report(`"${name}": "${String(concept)}" is not a concept`);
    } else {
      result.push({
        text: normaliseWord(text),
        concept: isConcept(String(concept)) ? (String(concept) as Concept) : null,
      });
    }
  }
  return result.sort((one, other) => other.text.length - one.text.length);
}
