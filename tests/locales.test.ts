import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findTextProblems, type Texts } from '../bot/cli/locale-texts.ts';

const LOCALES = join(import.meta.dirname, '..', 'locales');

function readFile(tag: string, name: string): Texts {
  const file = join(LOCALES, tag, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Texts) : {};
}

const FILES = ['messages.json', 'staff.json'] as const;
const tags = readdirSync(LOCALES).filter((tag) => existsSync(join(LOCALES, tag, 'messages.json')));

describe('texts', () => {
  it.each(tags)('%s says what Danish says', (tag) => {
    const problems = FILES.flatMap((file) =>
      findTextProblems(tag, readFile(tag, file), { file, danish: readFile('da', file) }),
    );
    expect(problems).toEqual([]);
  });

  it('are in one file each', () => {
    const staff = Object.keys(readFile('da', 'staff.json'));
    expect(
      Object.keys(readFile('da', 'messages.json')).filter((key) => staff.includes(key)),
    ).toEqual([]);
  });

  it.each(tags)('%s says which language it is and who has read it', (tag) => {
    expect(readFile(tag, 'meta.json')).toMatchObject({
      tag,
      name: expect.stringMatching(/\S/),
      script: expect.stringMatching(/^[A-Z][a-z]{3}$/),
      direction: expect.stringMatching(/^(ltr|rtl)$/),
      reviewedBy: expect.stringMatching(/\S/),
    });
  });

  it('are told apart from wrong ones', () => {
    const danish = readFile('da', 'messages.json');
    const { 'answer.none': _, ...texts } = danish;
    const wrong = {
      ...texts,
      'answer.where': 'Her!',
      'poll.yes': ' ',
      'poll.no': 'Nej {{name}}',
      'poll.nope': 'Nej',
    };
    expect(findTextProblems('da', wrong, { file: 'messages.json', danish })).toEqual([
      '"answer.none" is missing',
      '"poll.yes" is empty',
      '"poll.no" has {{name}}, the Danish text has not',
      '"answer.where" lacks {{place}}',
      '"poll.nope" is no key of the Danish texts',
    ]);
  });
});
