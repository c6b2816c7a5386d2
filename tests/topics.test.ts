import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fitsAge, fitsMonth, TOPICS, VISITORS } from '../bot/topics.ts';

const LOCALES = join(import.meta.dirname, '..', 'locales');
/** WhatsApp's limit for an option of a poll. */
const MAX_OPTION = 100;

function read(tag: string, file: string): Record<string, string> {
  return JSON.parse(readFileSync(join(LOCALES, tag, file), 'utf8')) as Record<string, string>;
}

describe('the catalogue', () => {
  it('has each topic and visitor once', () => {
    const ids = TOPICS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(VISITORS).size).toBe(VISITORS.length);
    expect(ids.length).toBeGreaterThanOrEqual(22);
  });

  it('names only visitors it has, months of a year, and ages that are a span', () => {
    const wrong = TOPICS.filter(
      ({ visitors, months, ages }) =>
        visitors.some((visitor) => !VISITORS.includes(visitor)) ||
        months.some((month) => !Number.isInteger(month) || month < 1 || month > 12) ||
        (ages !== null && (ages.length !== 2 || Number(ages[0]) >= Number(ages[1]))),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it.each(['da', 'en'])('is all there in %s, and nothing else is', (tag) => {
    const texts = { ...read(tag, 'messages.json'), ...read(tag, 'staff.json') };
    const wanted = [
      ...TOPICS.flatMap(({ id }) =>
        ['', '.words', '.ideas', '.prepare'].map((part) => `topic.${id}${part}`),
      ),
      ...VISITORS.flatMap((id) => [`visitor.${id}`, `visitor.${id}.words`]),
    ];
    const there = Object.keys(texts).filter((key) => /^(topic|visitor)\./.test(key));
    expect(there.sort()).toEqual(wanted.sort());
    const ideas = TOPICS.map(({ id }) => texts[`topic.${id}.ideas`]?.split('\n').length);
    expect(new Set(ideas)).toEqual(new Set([3]));
    const names = TOPICS.map(({ id }) => texts[`topic.${id}`] ?? '');
    expect(names.filter((name) => name.length > MAX_OPTION)).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('leaves something to talk about in every month and at every age', () => {
    const few = Array.from({ length: 12 }, (_, month) => month + 1).flatMap((month) =>
      [0, 6, 12, 24].filter(
        (age) =>
          TOPICS.filter((topic) => fitsMonth(topic, month) && fitsAge(topic, age)).length < 10,
      ),
    );
    expect(few).toEqual([]);
  });
});
