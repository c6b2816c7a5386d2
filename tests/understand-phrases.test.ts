/** The notations of `phrases.json`, and what is said of a file that is wrong. */

import { describe, expect, it } from 'vitest';
import { REQUIRED } from '../bot/understand/concepts.ts';
import { createEngine } from '../bot/understand/engine.ts';
import { createLexicon } from '../bot/understand/lexicon.ts';
import { readPhrases } from '../bot/understand/phrases.ts';
import { brief, worldAt } from './understanding/worlds.ts';

/** The smallest file that is accepted: one made-up word for each concept that is required. */
const SMALLEST = Object.fromEntries(REQUIRED.map((concept) => [concept, [`x${concept}`]]));

function problemsOf(file: unknown): readonly string[] {
  return readPhrases(file, 'xx/phrases.json').problems;
}

function read(file: Readonly<Record<string, unknown>>, text: string): string {
  const { phrases, problems } = readPhrases({ ...SMALLEST, ...file }, 'xx/phrases.json');
  expect(problems).toEqual([]);
  return brief(createEngine(createLexicon([{ tag: 'xx', phrases }])).understand(text, worldAt()));
}

describe('a file of phrases', () => {
  it('is accepted when it has what is required', () => {
    expect(problemsOf(SMALLEST)).toEqual([]);
  });

  it('is refused with every problem at once', () => {
    const problems = problemsOf({
      ...SMALLEST,
      yes: undefined,
      komme: ['a'],
      no: ['a', 'a'],
      maybe: ['(a|b'],
      not: ['... a'],
      sick: 'a',
      prefixes: { w: 'wrong' },
    });
    for (const part of [
      '"komme"',
      '"a" twice',
      '"(a|b"',
      'begins with a gap',
      '"sick"',
      '"wrong"',
    ]) {
      expect(problems.join('\n')).toContain(part);
    }
    expect(problemsOf({}).length).toBe(REQUIRED.length);
    expect(problemsOf([])).toEqual(['xx/phrases.json: is not an object of concepts']);
  });
});

describe('the notations', () => {
  it('a star takes any ending: languages that put a sentence into a word', () => {
    const file = { comeSelf: ['geliyor*'], notComeSelf: ['gelmiyor*', 'gelemeyece*'] };
    expect(read(file, 'geliyoruz')).toBe('11-17 yes');
    expect(read(file, 'gelemeyeceğim')).toBe('11-17 no');
    expect(read(file, 'geldi')).toBe('');
  });

  it('endings and beginnings that are joined on are taken off', () => {
    const file = {
      notComeSelf: ['gelemem'],
      comeSelf: ['اجي'],
      tuesday: ['salı'],
      suffixes: { ya: '' },
      prefixes: { و: 'and' },
    };
    expect(read(file, "salı'ya gelemem")).toBe('11-17 no');
    expect(read(file, 'salıya gelemem')).toBe('11-17 no');
    expect(read(file, 'واجي')).toBe('11-17 yes');
  });

  it('texts without spaces are cut by the longest known word', () => {
    const file = { comeSelf: ['来'], not: ['不'], tomorrow: ['明天'], ignore: ['来自'] };
    expect(read(file, '明天不来')).toBe('11-17 no');
    expect(read(file, '明天来')).toBe('11-17 yes');
    expect(read(file, '来自')).toBe('');
  });

  it('brackets, options, gaps and capitals', () => {
    const file = { comeSelf: ['(vi|jeg) dukker [nok] op', 'tager ... med'], comeOther: ['=Vi op'] };
    expect(read(file, 'jeg dukker nok op')).toBe('11-17 yes');
    expect(read(file, 'vi dukker op')).toBe('11-17 yes');
    expect(read(file, 'tager den lille med')).toBe('11-17 yes');
    expect(read(file, 'tager en to tre fire med')).toBe('');
    expect(read(file, 'vi dukker')).toBe('');
  });

  it('words with marks are found without them, and as they are typed without their keys', () => {
    const file = { comeSelf: ['når'] };
    for (const text of ['når', 'nar', 'naar', 'nååår']) {
      expect(read(file, text)).toBe('11-17 yes');
    }
  });
});
