import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const LOCALES = join(import.meta.dirname, '..', 'locales');
/** What a mother reads; volunteers' texts may be in Danish where a language lacks them. */
const FOR_MOTHERS = /^(reminder|poll|meeting|answer)\./;
/** Languages in which everything is said. */
const WHOLE = ['da', 'en', 'ar'];

type Texts = Record<string, string>;

function readTexts(tag: string): Texts {
  return JSON.parse(readFileSync(join(LOCALES, tag, 'messages.json'), 'utf8')) as Texts;
}

const danish = readTexts('da');
const tags = readdirSync(LOCALES).filter((tag) => existsSync(join(LOCALES, tag, 'messages.json')));

/** A key without its plural form. */
function baseOf(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '');
}

/** The placeholders a text must have: a plural form may leave out its number. */
function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].flatMap(([, name]) => (name ? [name] : [])).sort();
}

function problemsOf(tag: string): string[] {
  const texts = readTexts(tag);
  const source = new Map(Object.entries(danish).map(([key, text]) => [baseOf(key), text]));
  const known = new Set(Object.keys(texts).map(baseOf));
  const wanted = [...source.keys()].filter((key) => WHOLE.includes(tag) || FOR_MOTHERS.test(key));
  return [
    ...wanted.filter((key) => !known.has(key)).map((key) => `${key} is missing`),
    ...Object.entries(texts).flatMap(([key, text]) => {
      const original = source.get(baseOf(key));
      if (original === undefined) {
        return [`${key} is no key of the Danish texts`];
      }
      const counted = key !== baseOf(key);
      const extra = placeholders(text).filter((name) => !placeholders(original).includes(name));
      const lacking = placeholders(original).filter(
        (name) => !placeholders(text).includes(name) && !(counted && name === 'count'),
      );
      return [
        ...(text.trim() === '' ? [`${key} is empty`] : []),
        ...extra.map((name) => `${key} has {{${name}}}, the Danish has not`),
        ...lacking.map((name) => `${key} lacks {{${name}}}`),
      ];
    }),
  ];
}

describe('texts', () => {
  it.each(tags)('%s says what Danish says', (tag) => {
    expect(problemsOf(tag)).toEqual([]);
  });

  it.each(tags)('%s says which language it is and who has read it', (tag) => {
    const meta = JSON.parse(readFileSync(join(LOCALES, tag, 'meta.json'), 'utf8')) as Texts;
    expect(meta).toMatchObject({
      tag,
      name: expect.stringMatching(/\S/),
      script: expect.stringMatching(/^[A-Z][a-z]{3}$/),
      direction: expect.stringMatching(/^(ltr|rtl)$/),
      reviewedBy: expect.stringMatching(/\S/),
    });
  });
});
