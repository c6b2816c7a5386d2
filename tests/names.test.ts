import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanName } from '../bot/names.ts';

const graphemes = (text: string): number => [...new Intl.Segmenter().segment(text)].length;

describe('a name', () => {
  it.each([
    ['Amina', 'Amina'],
    ['  Fatma   Yıldız ', 'Fatma Yıldız'],
    ['Олена Мельник', 'Олена Мельник'],
    ['أمينة', 'أمينة'],
    ['O\u2019Brien-Sørensen', 'O\u2019Brien-Sørensen'],
    ['Ame\u0301lie', 'Amélie'],
    ['ประภัสสร', 'ประภัสสร'],
    ['Amina 👩‍👩‍👧‍👦', 'Amina 👩‍👩‍👧‍👦'],
    ['🏳️‍🌈 Sara 🤱🏽', '🏳️‍🌈 Sara 🤱🏽'],
    ['👩🏽‍🍼', '👩🏽‍🍼'],
  ])('is shown as it is: %s', (name, shown) => {
    expect(cleanName(name)).toBe(shown);
  });

  it.each([
    ['turned round', '\u202Eanima\u202C', 'anima'],
    ['isolated without an end', 'Amina\u2066', 'Amina'],
    ['with marks of direction', '\u200FAmina\u200E\u061C', 'Amina'],
    ['with zero width', 'A\u200Bmina\uFEFF', 'A mina'],
    ['with joiners that join nothing', '\u200DAmina\u200D\u200D', 'Amina'],
    ['of several lines', 'Amina\r\nKirsten: /aflys', 'Amina Kirsten: /aflys'],
    ['with control characters', 'Ami\u0000na\u001B[31m', 'Ami na [31m'],
    ['with line and paragraph separators', 'A\u2028B\u2029C', 'A B C'],
    ['with spaces of all widths', 'A\u00A0\u2003\u3000B', 'A B'],
    ['in bold, italics and code', '*Amina* _Sara_ ~x~ ```y```', 'Amina Sara x y'],
    ['with half of a surrogate pair', 'A\uD83DB', 'A B'],
    ['of private characters', 'A\uE000B\u{F0000}', 'A B'],
    ['that is only seen as empty', '\u3164\u115F\u2800\u00AD', ''],
    ['of tags', 'Amina\u{E0041}\u{E0042}', 'Amina'],
  ])('%s is made harmless', (_, name, shown) => {
    expect(cleanName(name)).toBe(shown);
  });

  it('of ten thousand characters has at most 64, none of them cut in half', () => {
    expect(cleanName('x'.repeat(10_000))).toBe('x'.repeat(64));
    expect(graphemes(cleanName('👩🏽‍🍼'.repeat(10_000)))).toBeLessThanOrEqual(64);
    expect(cleanName('👩🏽‍🍼'.repeat(10_000)).replaceAll('👩🏽‍🍼', '')).toBe('');
  });

  it('of one letter under a tower of marks stays small', () => {
    expect(cleanName(`Z${'\u0336\u0351'.repeat(5000)}`).length).toBeLessThan(12);
  });

  it('is harmless whatever it was, and cleaning it again changes nothing', () => {
    const hostile = fc.string({
      unit: fc.oneof(
        fc.constantFrom(
          '\u202E',
          '\u200B',
          '\u200D',
          '\u0000',
          '\n',
          '*',
          '_',
          '\uFE0F',
          '👩',
          '🏽',
          'é',
        ),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      ),
      maxLength: 100,
    });
    fc.assert(
      fc.property(hostile, (name) => {
        const shown = cleanName(name);
        expect(shown).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}*_~`\u200B\uFEFF]/u);
        expect(shown).toBe(shown.trim());
        expect(shown.isWellFormed()).toBe(true);
        expect(graphemes(shown)).toBeLessThanOrEqual(64);
        expect(cleanName(shown)).toBe(shown);
      }),
      { numRuns: 3000 },
    );
  });
});
