/** Every labelled message of every language, and how many of a language's must be chatter. */

import { describe, expect, it } from 'vitest';
import type { Ask } from '../bot/types.ts';
import { brief, languages, meaning, readExamples } from './understanding/worlds.ts';

/** Of the messages kept aside, so many may be misread before the language counts as broken. */
const MOST_HELD_OUT_MISREAD = 0.1;

/**
 * One misspelt letter may turn so many answers round: a "not" may be spelt as another word. Measured
 * when the first languages were written: 0.1 % in Danish and English, 0.7 % in Arabic.
 */
const MOST_TURNED_ROUND = 0.01;

interface Misread {
  readonly text: string;
  readonly wanted: string;
  readonly got: string;
}

function findMisread(tag: string, heldOut: boolean): { of: number; misread: readonly Misread[] } {
  const examples = readExamples(tag).filter((one) => (one.heldOut === true) === heldOut);
  const misread = examples.flatMap(({ text, context, sentAt, statements, ask, unclear }) => {
    const got = meaning(text, sentAt, context);
    const label = { statements: statements ?? [], ask: (ask ?? null) as Ask | null };
    const wanted = brief({ ...label, unclear: unclear === true ? 'unclear' : null });
    return got === wanted ? [] : [{ text, wanted, got }];
  });
  return { of: examples.length, misread };
}

/** A yes read as a no, or the other way round, on the same day. */
function isWrongWay({ wanted, got }: Misread): boolean {
  const days = (text: string) =>
    new Map(text.split(', ').map((part) => part.split(' ') as [string, string]));
  const meant = days(wanted);
  return [...days(got)].some(([day, answer]) => {
    const other = meant.get(day);
    return (answer === 'yes' && other === 'no') || (answer === 'no' && other === 'yes');
  });
}

/** A message with each letter of each word left out in turn, and with each word made unreadable. */
function* misspellings(text: string): Generator<string> {
  const words = text.split(' ');
  for (const [at, word] of words.entries()) {
    yield words.with(at, 'qzx').join(' ');
    for (let cut = 0; cut < word.length; cut += 1) {
      yield words.with(at, word.slice(0, cut) + word.slice(cut + 1)).join(' ');
    }
  }
}

describe.each(languages)('%s', (tag) => {
  it('is read as labelled', () => {
    const { of, misread } = findMisread(tag, false);
    expect(of).toBeGreaterThan(0);
    expect(misread).toEqual([]);
  });

  it('is read as labelled where nobody looked while writing', () => {
    const { of, misread } = findMisread(tag, true);
    expect(misread.filter(isWrongWay)).toEqual([]);
    expect(misread.length / Math.max(1, of)).toBeLessThanOrEqual(MOST_HELD_OUT_MISREAD);
  });

  it('has at least as much chatter as statements', () => {
    const examples = readExamples(tag);
    const silent = examples.filter(({ statements }) => (statements?.length ?? 0) === 0);
    expect(silent.length * 2).toBeGreaterThanOrEqual(examples.length);
  });

  it('is seldom turned round by one misspelt letter', () => {
    let tried = 0;
    const turned: Misread[] = [];
    for (const { text, context, sentAt, statements } of readExamples(tag)) {
      const wanted = brief({ statements: statements ?? [] });
      for (const misspelt of wanted === '' ? [] : misspellings(text)) {
        const got = meaning(misspelt, sentAt, context);
        tried += 1;
        if (isWrongWay({ text, wanted, got })) {
          turned.push({ text: misspelt, wanted, got });
        }
      }
    }
    expect(tried).toBeGreaterThan(0);
    expect(turned.length / tried, JSON.stringify(turned.slice(0, 5))).toBeLessThanOrEqual(
      MOST_TURNED_ROUND,
    );
  });

  it('has no message twice', () => {
    const keys = readExamples(tag).map(
      ({ text, context, sentAt = '' }) => `${context} ${sentAt} ${text}`,
    );
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });
});
