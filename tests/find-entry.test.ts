/** Which topic or visitor of the catalogue is meant, and what is left as somebody's own words. */

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Context } from '../bot/context.ts';
import { loadSay } from '../bot/say.ts';
import { findEntry } from '../handlers/reading/find-entry.ts';

/** It looks at the texts alone. */
const ctx = { say: loadSay(join(import.meta.dirname, '..', 'locales')) } as unknown as Context;

describe('a topic', () => {
  it.each([
    ['Tænder', 'teeth'],
    ['taender', 'teeth'],
    ['tænderne', 'teeth'],
    ['TEETH', 'teeth'],
    ['teath', 'teeth'],
    ['søvn', 'sleep'],
    ['mad', 'food'],
    ['fodaftryk', 'prints'],
    ['førstehjælp', 'first-aid'],
    ['udflugt', 'trips'],
    ['vuggestue', 'day-care-start'],
    ['skrive op', 'day-care-enrolment'],
    ['opholdstiladelse', 'residence-permit'],
  ])('is found by %s', (words, id) => {
    expect(findEntry(ctx, 'topic', words)).toEqual({ id });
  });

  it.each(['vi laver fodaftryk', 'kage', 'yoga', 'bad', 'baby', 'film', '1. hjælp', '…', ''])(
    'is not guessed at for: %s',
    (words) => {
      expect(findEntry(ctx, 'topic', words)).toBeNull();
    },
  );
});

describe('a visitor', () => {
  it.each([
    ['tandlægen', 'dentist'],
    ['en jordemoder', 'midwife'],
    ['Sundhedsplejersken', 'nurse'],
    ['dentist', 'dentist'],
    ['biblioteket', 'librarian'],
  ])('is found by %s', (words, id) => {
    expect(findEntry(ctx, 'visitor', words)).toEqual({ id });
  });

  it.each(['Lone fra biblioteket', 'politiet', 'Fys-Mette'])('is somebody else: %s', (words) => {
    expect(findEntry(ctx, 'visitor', words)).toBeNull();
  });
});
