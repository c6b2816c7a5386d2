/** The words for the office are the same in every language of it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findTextProblems, type Texts } from '../bot/cli/locale-texts.ts';
import { loadOfficeWords, OFFICE_LANGUAGES } from '../bot/office-words.ts';

const LOCALES = join(import.meta.dirname, '..', 'locales');
const readTexts = (tag: string): Texts =>
  JSON.parse(readFileSync(join(LOCALES, tag, 'office.json'), 'utf8')) as Texts;
const danish = readTexts('da');

describe('the words for the office', () => {
  it.each(OFFICE_LANGUAGES)('in %s have the keys and the values of the Danish ones', (tag) => {
    const texts = readTexts(tag);
    expect(findTextProblems(tag, texts, { file: 'staff.json', danish })).toEqual([]);
    expect(Object.keys(texts).sort()).toEqual(Object.keys(danish).sort());
  });

  it('fill in what they are given, in singular and plural', () => {
    const words = loadOfficeWords(LOCALES);
    expect(words('da', 'alert.held', { count: 1 })).toMatch(/^1 besked /);
    expect(words('da', 'alert.held', { count: 12 })).toMatch(/^12 beskeder /);
    expect(words('en', 'alert.held', { count: 1 })).toMatch(/^1 message /);
    expect(words('en', 'alert.lasted', { duration: '<5 minutes>' })).toContain('<5 minutes>');
  });
});
