/** Every text that mothers read, in one language beside Danish, with example values put in. Called by `page.ts`. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Say, SayKey, SayValue } from '../../bot/say.ts';
import type { LanguageTag } from '../../bot/types.ts';

const LOCALES = fileURLToPath(new URL('../../locales/', import.meta.url));

/** What is put in for each value of a text; any other is shown by its own name. */
const EXAMPLES: Readonly<Record<string, SayValue>> = {
  day: { day: '2026-11-24' },
  oldDay: { day: '2026-11-17' },
  from: { day: '2026-12-22' },
  to: { day: '2026-12-29' },
  weekday: { weekday: '2026-11-24' },
  start: '10:00',
  end: '12:00',
  place: 'Familiehuset, Skolegade 3',
  name: 'Amina',
  names: 'Amina, Sara',
  group: 'Ny mor Nørrebro',
};

/** Languages count differently; these numbers show most of their forms. */
const COUNTS = [1, 2, 5, 11];

/** Lists of words that the bot listens for are no messages. */
const NOT_SHOWN = /^words\.|\.names$/;

export interface ShownText {
  readonly key: string;
  readonly danish: readonly string[];
  /** Each plural form once; empty where the language lacks the text. */
  readonly own: readonly string[];
}

export interface ShownLanguage {
  readonly tag: LanguageTag;
  /** In the language itself. */
  readonly name: string;
  readonly rightToLeft: boolean;
  /** Who has read the texts. */
  readonly reviewedBy: string;
}

export interface ShownPart {
  /** What its keys begin with. */
  readonly name: string;
  readonly texts: readonly ShownText[];
}

/** The languages that have texts, Danish first. */
export function readLanguages(say: Say): ShownLanguage[] {
  const folders = readdirSync(LOCALES);
  return say.languages
    .filter((tag) => folders.includes(tag))
    .map((tag) => {
      const meta = readJson(tag, 'meta.json');
      return {
        tag,
        name: String(meta['name']),
        rightToLeft: meta['direction'] === 'rtl',
        reviewedBy: String(meta['reviewedBy']),
      };
    });
}

/** All texts of a language, in the order of the Danish file, by what their keys begin with. */
export function readTexts(say: Say, tag: LanguageTag): ShownPart[] {
  const danish = readJson('da', 'messages.json');
  const own = new Set(Object.keys(readJson(tag, 'messages.json')).map(baseOf));
  const keys = [...new Set(Object.keys(danish).map(baseOf))].filter((key) => !NOT_SHOWN.test(key));
  const parts = new Map<string, ShownText[]>();
  for (const key of keys) {
    const text = String(danish[key] ?? danish[`${key}_other`] ?? '');
    const fill = (language: LanguageTag): string[] => fillIn(say, { language, key, text });
    const [name = ''] = key.split('.');
    const shown = { key, danish: fill('da'), own: own.has(key) ? fill(tag) : [] };
    parts.set(name, [...(parts.get(name) ?? []), shown]);
  }
  return [...parts].map(([name, texts]) => ({ name, texts }));
}

function readJson(tag: LanguageTag, file: string): Record<string, unknown> {
  const path = join(LOCALES, tag, file);
  return existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>)
    : {};
}

/** A key without its plural form. */
function baseOf(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '');
}

function fillIn(
  say: Say,
  { language, key, text }: { language: LanguageTag; key: string; text: string },
): string[] {
  const names = [...text.matchAll(/\{\{(\w+)\}\}/g)].flatMap(([, name]) => name ?? []);
  const values = Object.fromEntries(names.map((name) => [name, EXAMPLES[name] ?? `[${name}]`]));
  const counts = names.includes('count') ? COUNTS : [0];
  return [...new Set(counts.map((count) => say(language, key as SayKey, { ...values, count })))];
}
