/** Which topic or visitor of the catalogue somebody means by a few words, in any language; or nothing but the words. */

import type { Context, SayKey } from '../../bot/context.ts';
import { nearestWord } from '../../bot/nearest-word.ts';
import { TOPICS, VISITORS } from '../../bot/topics.ts';
import type { Entry } from '../../bot/types.ts';
import { fold } from './fold.ts';

export type Catalogue = 'topic' | 'visitor';

/** Shorter words are too much like others to be guessed at: cake is not a doctor. */
const SHORTEST_GUESSED = 5;
/** The shortest that is a word with an ending, or one of several in a name. */
const SHORTEST_PART = 4;
/** One wrong letter in seven: own words must not become a topic that merely looks alike. */
const LETTERS_A_MISTAKE = 7;
/** "tænderne" is "tænder". */
const LONGEST_ENDING = 3;

/** Something of the catalogue, and one of its names, folded. */
interface Name {
  readonly id: string;
  readonly name: string;
}

/** The entry of the catalogue that is meant; null where none is. */
export function findEntry(ctx: Context, catalogue: Catalogue, words: string): Entry | null {
  const wanted = fold(words).replace(/[\s.!?]+$/, '');
  const names = namesIn(ctx, catalogue);
  const id =
    names.find(({ name }) => name === wanted)?.id ??
    findByWords(names, wanted) ??
    (wanted.includes(' ') ? undefined : findAlike(names, wanted));
  return id === undefined ? null : { id };
}

function namesIn({ say }: Context, catalogue: Catalogue): Name[] {
  const ids = catalogue === 'topic' ? TOPICS.map(({ id }) => id) : VISITORS;
  return ids.flatMap((id) =>
    // The ids of the shipped catalogue and the texts' keys are kept equal by a test.
    [`${catalogue}.${id}`, `${catalogue}.${id}.words`]
      .flatMap((key) => say.everyLanguage(key as SayKey))
      .flatMap((text, index) => (index === 0 ? [text] : text.split(',')))
      .map((name) => ({ id, name: fold(name.trim()) })),
  );
}

/** All that was written are words of one entry's name, and of no other's. */
function findByWords(names: readonly Name[], wanted: string): string | undefined {
  const words = wordsOf(wanted).filter((word) => word.length >= SHORTEST_PART);
  const found = new Set(
    names
      .filter(({ name }) => {
        const own = wordsOf(name);
        return words.length > 0 && wordsOf(wanted).every((word) => own.includes(word));
      })
      .map(({ id }) => id),
  );
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** One letter wrong, or an ending more. */
function findAlike(names: readonly Name[], wanted: string): string | undefined {
  const long = names.filter(({ name }) => name.length >= SHORTEST_PART);
  const inflected = long.find(
    ({ name }) => wanted.startsWith(name) && wanted.length - name.length <= LONGEST_ENDING,
  );
  if (inflected || wanted.length < SHORTEST_GUESSED) {
    return inflected?.id;
  }
  const all = long.map(({ name }) => name);
  const nearest = nearestWord(wanted, all, LETTERS_A_MISTAKE);
  return names.find(({ name }) => name === nearest)?.id;
}
