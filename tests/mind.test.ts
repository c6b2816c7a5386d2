import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { worldAt } from '../bot/cli/examples.ts';
import { createMind } from '../bot/mind.ts';

const LOCALES = join(import.meta.dirname, '..', 'locales');
const TURKISH = 'yarın gelemeyeceğiz';

describe('the mind', () => {
  it('listens in Danish, English and Arabic, whatever was set', () => {
    const { understand } = createMind(LOCALES, []);
    const read = (text: string) => understand(text, worldAt()).statements[0]?.answer;
    expect(
      ['vi kommer ikke i morgen', "we can't come tomorrow", 'ما بقدر اجي بكرا'].map(read),
    ).toEqual(['no', 'no', 'no']);
  });

  it('listens in the languages in use, and learns one when somebody has it', () => {
    const world = worldAt();
    expect(createMind(LOCALES, ['tr']).understand(TURKISH, world).language).toBe('tr');
    const mind = createMind(LOCALES, ['xx']);
    expect(mind.understand(TURKISH, world).statements).toEqual([]);
    const hers = { ...world, languages: ['tr'] };
    expect(mind.understand(TURKISH, hers).statements).toEqual([
      { date: '2026-11-17', answer: 'no' },
    ]);
  });
});
