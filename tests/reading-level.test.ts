/**
 * How hard the Danish texts are that mothers read. LIX (Björnsson 1968): words in a sentence, plus long
 * words (more than six letters) in a hundred. Under 25 is a text for children.
 */

import { describe, expect, it } from 'vitest';
import danish from '../locales/da/messages.json' with { type: 'json' };

const MOST_LIX = 25;
const MOST_WORDS = 12;
const LONG_WORD = 6;

/** A value, such as a name, a place or a day, is not ours to choose: it counts as one short word. */
const VALUE = 'Amina';

/** Lists of words, names of commands and of things are no sentences. */
const NO_SENTENCES = /^(words|topic|visitor)\.|\.names$|\.usage$|\.examples$/;

interface Measured {
  readonly key: string;
  readonly sentences: readonly (readonly string[])[];
}

function measure(key: string, text: string): Measured {
  const filled = text
    .replace(/\{\{\w+\}\}/g, VALUE)
    // What is to be copied is not read.
    .replace(/for eksempel: \/.*|\/[\p{L}-]+/gu, 'dette')
    // The full stops of short forms end no sentence.
    .replace(/\b(kl|nr|ca)\./g, '$1');
  const sentences = filled
    .split(/[.!?:\n–]+|\p{Extended_Pictographic}/u)
    .map((sentence) => sentence.match(/[\p{L}\p{N}'’/-]*\p{L}[\p{L}\p{N}'’-]*/gu) ?? [])
    .filter((words) => words.length > 0);
  return { key, sentences };
}

function lix(sentences: Measured['sentences']): number {
  const words = sentences.flat();
  const long = words.filter((word) => word.length > LONG_WORD && !word.startsWith('/')).length;
  return words.length / sentences.length + (100 * long) / words.length;
}

const texts = Object.entries(danish)
  .filter(([key]) => !NO_SENTENCES.test(key))
  .map(([key, text]) => measure(key, text))
  .filter(({ sentences }) => sentences.length > 0);

describe('the Danish texts that mothers read', () => {
  it('are measured as by hand', () => {
    const { sentences } = measure(
      'x',
      'Vi ses {{day}} kl. {{start}}. Skriv, hvis du ikke kan komme 💛',
    );
    expect(sentences.map((words) => words.length)).toEqual([5, 6]);
    // Eleven words in two sentences, none of them long.
    expect(lix(sentences)).toBeCloseTo(11 / 2);
    expect(lix([['Mødet', 'er', 'desværre', 'aflyst']])).toBeCloseTo(4 + 100 / 4);
  });

  it('have short sentences', () => {
    const long = texts.flatMap(({ key, sentences }) =>
      sentences
        .filter((words) => words.length > MOST_WORDS)
        .map((words) => `${key}: ${words.join(' ')}`),
    );
    expect(long).toEqual([]);
  });

  it('are easy as a whole', () => {
    expect(lix(texts.flatMap(({ sentences }) => sentences))).toBeLessThanOrEqual(MOST_LIX);
  });

  it('are easy each, where they are more than a line', () => {
    const hard = texts
      .filter(({ sentences }) => sentences.length > 1)
      .map(({ key, sentences }) => [key, Math.round(lix(sentences))] as const)
      .filter(([, level]) => level > MOST_LIX);
    expect(hard).toEqual([]);
  });
});
