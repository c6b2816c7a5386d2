/** What the logbook warns of, and what it must leave alone. */

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSay } from '../bot/say.ts';
import { findSensitive, listWords, withoutSensitive } from '../handlers/reading/find-sensitive.ts';

const say = loadSay(join(import.meta.dirname, '..', 'locales'));
const words = {
  health: listWords(say.everyLanguage('words.health')),
  streets: listWords(say.everyLanguage('words.streets')),
  notStreets: listWords(say.everyLanguage('words.not_streets')),
  counted: listWords(say.everyLanguage('words.counted')),
};

const look = (text: string): string[] =>
  findSensitive(text, words).map(({ kind, from, to }) => `${kind}: ${text.slice(from, to)}`);

describe('what looks sensitive', () => {
  it.each([
    ['Amina, 010190-1234, kom', 'cpr: 010190-1234'],
    ['cpr 0101901234.', 'cpr: 0101901234'],
    ['010190 1234', 'cpr: 010190 1234'],
    ['01.01.90-1234', 'cpr: 01.01.90-1234'],
    ['01 01 90 – 1234', 'cpr: 01 01 90 – 1234'],
    ['610190-1234 (fra kommunen)', 'cpr: 610190-1234'],
    ['290200-1234', 'cpr: 290200-1234'],
    ['٠١٠١٩٠-١٢٣٤', 'cpr: ٠١٠١٩٠-١٢٣٤'],
    ['9999999999', 'phone: 9999999999'],
    ['ring 12 34 56 78 i morgen', 'phone: 12 34 56 78'],
    ['tlf.:20304050', 'phone: 20304050'],
    ['2030 4050', 'phone: 2030 4050'],
    ['20-30-40-50', 'phone: 20-30-40-50'],
    ['+45 20 30 40 50', 'phone: +45 20 30 40 50'],
    ['0045 20304050', 'phone: 0045 20304050'],
    ['+380 (67) 123-45-67', 'phone: +380 (67) 123-45-67'],
    ['07700 900123', 'phone: 07700 900123'],
    ['skriv til amina.k@example.dk.', 'email: amina.k@example.dk'],
    ['Hun bor på Skolegade 3, 2. tv', 'address: Skolegade 3'],
    ['bor skolegade 3b nu', 'address: skolegade 3b'],
    ['hos hende, Vestre Allé 12', 'address: Vestre Allé 12'],
    ['flyttet til Møllevej nr. 7', 'address: Møllevej nr. 7'],
    ['moved to 12 Baker Street', 'address: 12 Baker Street'],
    ['bor i 8000 Aarhus nu', 'address: 8000 Aarhus'],
    ['2100 København Ø', 'address: 2100 København'],
    ['Amina har en depression', 'health: depression'],
    ['hun er DEPRIMERET', 'health: DEPRIMERET'],
    ['fik angstanfald', 'health: angstanfald'],
    ['har fået kræft', 'health: kræft'],
    ['har faaet kraeft', 'health: kraeft'],
    ['PTSD fra krigen', 'health: PTSD'],
    ['hiv-positiv', 'health: hiv'],
    ['barnet har epilepsi', 'health: epilepsi'],
    ['high blood pressure again', 'health: high blood pressure'],
    ['postnatal depression', 'health: postnatal depression'],
    ['tager Sertralin', 'health: Sertralin'],
  ])('%s', (text, found) => {
    expect(look(text)).toEqual([found]);
  });

  it.each([
    'Vi mødtes klokken 10-12 i uge 47',
    'kl. 10.30-12.00 og 10:00–12:00',
    'næste gang 24/11-2026',
    '24.11.2026 og 24-11-2026 og 2026-11-24',
    'fra 2025-2026, 2025 2026',
    '10 børn og 7 mødre',
    'det kostede 120 kr og 1.250,50 kr',
    'vi fik 10.000.000 kr, eller 12000000 kr',
    'i 2026 Mødregruppen har 8 pladser',
    'kl. 1030 Amina kom',
    '1500 Kroner til bolde',
    'på vej 3 gange',
    'vi gik på legeplads 2 i dag',
    'udvej 3 gange, genvej 2 km',
    'de gik i parken 10 minutter',
    'alle 8 kom, alle 10 blev',
    'drengen 3 er stor',
    'vi samlede kræfter og brugte al vores kraft',
    'hun var træt og ked af det',
    '3-4 nye, 5+ på vej, 100 %',
    'husk 2 liter mælk, 12 boller, 1 bold',
    '10 12 14',
    '',
  ])('not: %s', (text) => {
    expect(look(text)).toEqual([]);
  });

  it('finds several, and takes them all out', () => {
    const text = 'Amina (010190-1234, tlf. 20304050) har ptsd';
    const found = findSensitive(text, words);
    expect(found.map(({ kind }) => kind)).toEqual(['cpr', 'phone', 'health']);
    expect(withoutSensitive(text, found)).toBe('Amina (…, tlf. …) har …');
  });

  it('is quick on what nobody writes', () => {
    const before = performance.now();
    for (const bit of ['a', '1', '1 ', 'a.', '@a', '01', 'Vej ', '+1 ', 'A ']) {
      look(bit.repeat(4096 / bit.length));
    }
    expect(performance.now() - before).toBeLessThan(2000);
  });
});
