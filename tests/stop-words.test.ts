import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSay } from '../bot/say.ts';
import { isStop } from '../handlers/reading/stop-words.ts';

const LOCALES = join(import.meta.dirname, '..', 'locales');
const say = loadSay(LOCALES);
const tags = readdirSync(LOCALES).sort();

function formsOf(tag: string): string[] {
  const texts = JSON.parse(readFileSync(join(LOCALES, tag, 'messages.json'), 'utf8'));
  return String(texts['words.stop'] ?? '')
    .split(',')
    .map((form) => form.trim());
}

/** As people write it: shouting, with a slash, a sign, a space, a heart, without the marks over letters. */
function written(form: string): string[] {
  return [
    ...[form, form.toUpperCase(), `/${form}`, `${form}!`, ` ${form}. `, `${form} 🙏`],
    form.normalize('NFD').replace(/[\u0300-\u036f]/g, ''),
  ];
}

/** With its fourth letter doubled: what a hurried thumb does. */
function slipped(form: string): string {
  return `${form.slice(0, 4)}${form.slice(3)}`;
}

interface Example {
  readonly text: string;
  readonly statements?: readonly unknown[];
  readonly ask?: unknown;
}

function examplesOf(tag: string): Example[] {
  return readFileSync(join(LOCALES, tag, 'examples.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Example);
}

describe('stop', () => {
  it.each(tags)('is understood in %s, in three words for it at least', (tag) => {
    const forms = formsOf(tag);
    expect(forms.length).toBeGreaterThanOrEqual(3);
    const missed = forms.flatMap(written).filter((text) => !isStop(say, text));
    expect(missed).toEqual([]);
  });

  it('is understood in more than five hundred forms', () => {
    const all = new Set(tags.flatMap(formsOf).flatMap(written));
    expect(all.size).toBeGreaterThan(500);
    expect([...all].filter((text) => !isStop(say, text))).toEqual([]);
  });

  it('is understood with one letter wrong where the word has five or more', () => {
    const long = tags
      .flatMap(formsOf)
      .filter((form) => /^[a-zæøåäöüßçéèêîşğıńęąśčžšëőáàñ]{5,}$/i.test(form));
    expect(long.length).toBeGreaterThan(40);
    expect(long.map(slipped).filter((text) => !isStop(say, text))).toEqual([]);
    expect(isStop(say, 'sotp')).toBe(false);
  });

  it.each([
    ...['CANCEL', 'END', 'YES', 'NO', 'afbud', 'nej', 'ja', 'ok', 'tak', 'farvel', 'slut', 'aflys'],
    ...[
      'jeg kommer ikke',
      'stop ved stationen kl. 10?',
      'bussen stoppede',
      'afmeldt',
      'dung',
      'đúng',
    ],
    ...[
      'Nhung',
      'došla',
      'dosla',
      'ajunge',
      'gata',
      'chega',
      'pasta',
      'बस',
      'پوهه',
      'لا',
      '',
      '👍',
      '/',
    ],
  ])('is not "%s"', (text) => {
    expect(isStop(say, text)).toBe(false);
  });

  it('is no yes and no no in any language', () => {
    const answers = [...say.everyLanguage('words.yes'), ...say.everyLanguage('words.no')].flatMap(
      (list) => list.split(','),
    );
    expect(answers.filter((word) => isStop(say, word))).toEqual([]);
  });

  it('is none of the messages that say who comes, or ask when', () => {
    const meaning = tags
      .flatMap(examplesOf)
      .filter(({ statements = [], ask }) => statements.length > 0 || ask);
    expect(meaning.length).toBeGreaterThan(1000);
    expect(meaning.map(({ text }) => text).filter((text) => isStop(say, text))).toEqual([]);
  });
});
