import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSay } from '../bot/say.ts';
import { readLine, saysNotMet, takeChildren } from '../handlers/reading/attendance-line.ts';

const words = { say: loadSay(join(import.meta.dirname, '..', 'locales')) };

/** A line in short: what it begins from, +came, -away, *new; `?` where it cannot be told. */
function read(line: string): string {
  const found = readLine(words, line);
  return found
    ? [
        ...(found.base ? [found.base] : []),
        ...found.came.map((name) => `+${name}`),
        ...found.away.map((name) => `-${name}`),
        ...found.added.map((name) => `*${name}`),
      ].join(' ')
    : '?';
}

describe('who came', () => {
  it.each([
    ['alle', 'all'],
    ['Alle kom!', 'all'],
    ['everybody was here.', 'all'],
    ['ingen', 'none'],
    ['Nobody came', 'none'],
    ['Amina', '+Amina'],
    ['Amina, Sara og Fatma', '+Amina +Sara +Fatma'],
    ['Amina & Sara; Fatma', '+Amina +Sara +Fatma'],
    ['Amina. Sara. Fatma H.', '+Amina +Sara +Fatma H.'],
    ['Amina - Sara', '+Amina +Sara'],
    ['Amina Hassan kom', '+Amina Hassan'],
    ['Anne-Marie and Sara', '+Anne-Marie +Sara'],
    ['أمينة, فاطمة', '+أمينة +فاطمة'],
    ['alle undtagen Amina', 'all -Amina'],
    ['alle undtagen Amina og Fatma', 'all -Amina -Fatma'],
    ['Alle kom, bortset fra Amina, Fatma.', 'all -Amina -Fatma'],
    ['alle på nær Amina', 'all -Amina'],
    ['all but Amina', 'all -Amina'],
    ['everyone came except for Amina and Fatma', 'all -Amina -Fatma'],
    ['alle, ikke Amina', 'all -Amina'],
    ['ikke Amina', '-Amina'],
    ['Amina, Sara, men ikke Fatma', '+Amina +Sara -Fatma'],
    ['ingen undtagen Amina', 'none -Amina'],
    ['Amina, Sara + Fatima (ny)', '+Amina +Sara *Fatima'],
    ['Fatima(ny)', '*Fatima'],
    ['Fatima ( Ny ), Sara', '+Sara *Fatima'],
    ['(ny) Fatima og Sara', '+Sara *Fatima'],
    ['ny: Fatima Hassan, Sara', '+Sara *Fatima Hassan'],
    ['Sara ny: Fatima', '+Sara *Fatima'],
    ['Sara og ny Fatima', '+Sara *Fatima'],
    ['Fatima ny, Sara', '+Sara *Fatima'],
    ['Fatima H. (new)', '*Fatima H.'],
    ['all but Amina, plus new Sara', 'all -Amina *Sara'],
    ['alle + Fatima (ny) + Leyla (ny)', 'all *Fatima *Leyla'],
    // It is a name as well.
    ['Ny', '+Ny'],
    ['Amina og Ny', '+Amina +Ny'],
    ['Ny, Amina', '+Ny +Amina'],
  ])('%j', (line, meant) => {
    expect(read(line)).toBe(meant);
  });

  it.each([
    '',
    '.',
    'og',
    'kom',
    'undtagen',
    'alle undtagen',
    'Amina ikke',
    'alle kom ikke',
    'alle Amina',
    'alle og Amina',
    'ingen Amina',
    '(ny)',
    'Amina, (ny)',
    '()',
  ])('cannot be told from %j', (line) => {
    expect(read(line)).toBe('?');
  });
});

describe('children', () => {
  it.each<[string, number | null, string]>([
    ['alle', null, 'alle'],
    ['4 børn', 4, ''],
    ['fire børn', 4, ''],
    ['Amina og 5 børn', 5, 'Amina og'],
    ['Amina, 5børn, Sara', 5, 'Amina, , Sara'],
    ['Amina + 2 børn, Sara + 1 barn', 3, 'Amina + , Sara +'],
    ['alle med 12 babyer', 12, 'alle'],
    ['Amina, i alt 7 børn', 7, 'Amina,'],
    ['der var 3 børn', 3, ''],
    ['all, 4 kids', 4, 'all,'],
    ['everybody and ten children', 10, 'everybody and'],
    ['alle, ingen børn', 0, 'alle,'],
    ['no children, Amina', 0, ', Amina'],
    ['en baby', 1, ''],
    ['Amina 2', null, 'Amina 2'],
    ['17/11 alle', null, '17/11 alle'],
    ['400 børn', null, '400 børn'],
    ['børn', null, 'børn'],
  ])('%j', (line, count, rest) => {
    expect(takeChildren(words, line)).toEqual({ count, rest });
  });
});

describe('the meeting that was not held', () => {
  it.each([
    ...['mødtes ikke', 'Vi mødtes ikke.', 'modtes ikke', 'aflyst', 'AFLYST!', 'blev ikke holdt'],
    ...['aflyst pga. sne', 'ikke holdt', 'did not meet', 'Didn’t meet', "we didn't meet"],
    ...['cancelled', 'canceled', 'no meeting'],
  ])('%j', (line) => {
    expect(saysNotMet(words, line)).toBe(true);
  });

  it.each([
    '',
    'alle',
    'ingen',
    'Amina',
    'ikke Amina',
    'alle undtagen Amina',
    'aflystine',
    'not Amina',
  ])('is not %j', (line) => {
    expect(saysNotMet(words, line)).toBe(false);
  });
});
