/**
 * Mistyped forms of the few most important words: one letter left out, or two that changed places.
 * Made once by the lexicon; asked only for a word that no phrase begins with.
 * It must never make something else of what may be a negation.
 */

import { type Concept, WEEKDAYS } from './concepts.ts';

/** A word that is a phrase of its own. */
export interface SingleWord {
  readonly text: string;
  readonly concept: Concept;
}

const DAYS: ReadonlySet<Concept> = new Set<Concept>(['tomorrow', ...WEEKDAYS]);

const COMING: ReadonlySet<Concept> = new Set<Concept>(['come', 'comeBare']);
const NEGATIVE: ReadonlySet<Concept> = new Set<Concept>(['not', 'cannot']);

/** Words that a mistyped form must not be one of too, unless it stands for a negation itself. */
const GUARDED: ReadonlySet<Concept> = new Set<Concept>([
  ...NEGATIVE,
  'cannotSelf',
  'cannotOther',
  'pastNot',
  'no',
  'notCome',
  'notComeSelf',
  'notComeOther',
  'comePast',
  'comeOther',
]);

/** Shorter words have neighbours that are words or names themselves. In letters. */
const SHORTEST = 5;
const SHORTEST_DAY = 6;

/** Scripts whose words are long enough that one letter more or less is no other word. */
const ALPHABETIC = /^[\p{Script=Latin}\p{Script=Cyrillic}']+$/u;

/** Mistyped form → the word that was meant. Forms that are words, or may be two words, are left out. */
export function findTypos(
  words: readonly SingleWord[],
  isKnown: (word: string) => boolean,
): ReadonlyMap<string, string> {
  const meant = new Map<string, SingleWord | null>();
  for (const word of words) {
    if (isImportant(word)) {
      addForms(meant, word);
    }
  }
  const result = new Map<string, string>();
  for (const [form, word] of meant) {
    if (word !== null && !isKnown(form)) {
      result.set(form, word.text);
    }
  }
  const alike = new Set<string>();
  for (const form of result.keys()) {
    alike.add(outlineOf(form, form.length));
  }
  for (const { text, concept } of words) {
    const mayMeet =
      alike.has(outlineOf(text, text.length)) || alike.has(outlineOf(text, text.length - 1));
    if (GUARDED.has(concept) && text.length > 2 && mayMeet) {
      dropForms(result, meant, text);
    }
  }
  return result;
}

/** What a form shares with the word that it is of: its first letter and, nearly, its length. */
function outlineOf(word: string, length: number): string {
  return `${word[0]}${length}`;
}

/** What may be a negation is no form of anything else. */
function dropForms(
  result: Map<string, string>,
  meant: ReadonlyMap<string, SingleWord | null>,
  negation: string,
): void {
  for (const form of formsOf(negation)) {
    const word = meant.get(form);
    if (word !== undefined && word !== null && !NEGATIVE.has(word.concept)) {
      result.delete(form);
    }
  }
}

/** Whether words of a concept matter here at all. */
export function isOfInterest(concept: Concept): boolean {
  return DAYS.has(concept) || COMING.has(concept) || GUARDED.has(concept);
}

function isImportant({ text, concept }: SingleWord): boolean {
  const isDay = DAYS.has(concept);
  const long = text.length >= (isDay ? SHORTEST_DAY : SHORTEST);
  const important = isDay || COMING.has(concept) || NEGATIVE.has(concept);
  return important && long && ALPHABETIC.test(text);
}

function addForms(meant: Map<string, SingleWord | null>, word: SingleWord): void {
  for (const form of formsOf(word.text)) {
    const before = meant.get(form);
    const isSame = before === undefined || before === null || agree(before, word);
    meant.set(form, before === null || !isSame ? null : (before ?? word));
  }
}

/** "Komme" and "kommer" may be mistyped alike: both are about coming. */
function agree(one: SingleWord, other: SingleWord): boolean {
  const kinds = [COMING, NEGATIVE];
  return (
    one.concept === other.concept ||
    kinds.some((kind) => kind.has(one.concept) && kind.has(other.concept))
  );
}

/** The first letter is hardly ever mistyped, and the last one is often what makes the form. */
function* formsOf(word: string): Generator<string> {
  for (let at = 1; at < word.length - 1; at += 1) {
    yield word.slice(0, at) + word.slice(at + 1);
  }
  for (let at = 1; at < word.length - 1; at += 1) {
    if (word[at] !== word[at + 1]) {
      yield word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
    }
  }
}
