/** The files of a new language, with what a machine can know of it: names of days and months. */

import { weekdayName } from '../calendar.ts';
import type { Weekday } from '../types.ts';
import { CONCEPTS, REQUIRED } from '../understand/concepts.ts';

const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 24 * 60 * 60 * 1000;
const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** Name and content of each file. The texts are left out: nobody is to read a text that says "to do". */
export function makeFiles(tag: string, name: string): readonly (readonly [string, string])[] {
  return [
    ['meta.json', write(makeMeta(tag, name))],
    ['phrases.json', write(makePhrases(tag))],
    ['examples.jsonl', ''],
    ['messages.json', write({})],
  ];
}

function write(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function makeMeta(tag: string, name: string) {
  const locale = new Intl.Locale(tag).maximize();
  const rightToLeft = ['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm'];
  return {
    tag,
    name,
    script: locale.script ?? 'Latn',
    direction: rightToLeft.includes(locale.script ?? '') ? 'rtl' : 'ltr',
    reviewedBy: 'nobody yet',
  };
}

/** Every concept that a language needs; days and months as far as they are known. */
function makePhrases(tag: string): Record<string, readonly string[]> {
  const names = new Map([...weekdayNames(tag), ...monthNames(tag)]);
  return Object.fromEntries(
    Object.keys(CONCEPTS)
      .filter((concept) => (REQUIRED as readonly string[]).includes(concept))
      .map((concept) => [concept, names.get(concept) ?? []]),
  );
}

function weekdayNames(tag: string): [string, string[]][] {
  const forms = (['long', 'short'] as const).map(
    (weekday) => new Intl.DateTimeFormat(tag, { weekday, timeZone: 'UTC' }),
  );
  return WEEKDAYS.map((weekday) => [
    weekdayName(weekday),
    distinct(forms.map((form) => form.format(MONDAY + (weekday - 1) * DAY_MS))),
  ]);
}

function monthNames(tag: string): [string, string[]][] {
  const form = new Intl.DateTimeFormat(`${tag}-u-ca-gregory`, { month: 'long', timeZone: 'UTC' });
  const english = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => {
    const at = Date.UTC(2024, month, 15);
    return [english.format(at).toLowerCase(), distinct([form.format(at)])];
  });
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.toLowerCase()))];
}
