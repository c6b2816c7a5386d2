/**
 * The forms by which a word of our phrases is found: its normal form, and the others that count as the same.
 * Called by `buckets` for every first word. Most letters stay what they are, which is asked once a letter.
 * It must never be given a word of a message: it remembers letters.
 */

import { fold, spellOut } from './letters.ts';
import { normaliseWord } from './tokenise.ts';

/** What is known of a letter, one bit each; nought where it was not met yet. */
const MET = 1;
/** Its normal form is another, or depends on its neighbours. */
const CHANGES = 2;
/** Words with it have other forms that count as the same. */
const HAS_FORMS = 4;

export interface Letters {
  /** By code unit: its bits. */
  readonly met: Uint8Array;
  readonly folded: Map<string, string>;
  readonly spelt: Map<string, string>;
}

/** Letters of which none was met yet. */
export function createLetters(): Letters {
  return { met: new Uint8Array(0x1_00_00), folded: new Map(), spelt: new Map() };
}

/** The normal form of a word. */
export function normalForm(word: string, letters: Letters): string {
  return (bitsOf(word, letters) & CHANGES) === 0 ? word : normaliseWord(word);
}

/** The forms but its own by which a word in its normal form is found too. */
export function similarForms(text: string, letters: Letters): readonly string[] {
  if ((bitsOf(text, letters) & HAS_FORMS) === 0) {
    return NO_FORMS;
  }
  const plain = replace(text, fold, letters.folded);
  const spelt = replace(text, spellOut, letters.spelt);
  const bare = plain.includes("'") ? plain.replaceAll("'", '') : text;
  return [...new Set([plain, spelt, bare])].filter((form) => form !== text);
}

const NO_FORMS: readonly string[] = [];

function bitsOf(word: string, { met }: Letters): number {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    let own = met[code] as number;
    if (own === 0) {
      own = meet(code);
      met[code] = own;
    }
    bits |= own;
  }
  return bits;
}

/** What there is to know of a code unit. */
function meet(code: number): number {
  const letter = String.fromCharCode(code);
  const isJoined = (code >= 0x3_00 && code <= 0x3_6f) || (code >= 0xd8_00 && code <= 0xdf_ff);
  const changes = isJoined || normaliseWord(letter) !== letter;
  const hasForms = letter === "'" || fold(letter) !== letter || spellOut(letter) !== letter;
  return MET | (changes ? CHANGES : 0) | (hasForms ? HAS_FORMS : 0);
}

/** A word with each letter replaced; what each becomes is remembered. */
function replace(text: string, by: (letter: string) => string, known: Map<string, string>): string {
  let result = '';
  for (const letter of text) {
    let other = known.get(letter);
    if (other === undefined) {
      other = by(letter);
      known.set(letter, other);
    }
    result += other;
  }
  return result;
}
