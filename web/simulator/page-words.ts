/**
 * The words of the simulator's page: reads `locales/<language>/simulator.json`.
 * Called by `page.ts` when the router is made. A language whose file holds only `suggestions` is one that
 * people in the chat may speak; one with a `title` as well is a language of the page.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import i18next from 'i18next';
import type { LanguageTag } from '../../bot/types.ts';

/** Danish is the source language of what people read. */
export const defaultLanguage: LanguageTag = 'da';

/** Looks up a text of the page by its key; `{{name}}` is filled in. */
export type Translate = (key: string, values?: Readonly<Record<string, unknown>>) => string;

type WordTree = { readonly [key: string]: string | readonly string[] | WordTree };

export interface PageWords {
  /** Languages that the page itself can be read in. */
  readonly pageLanguages: readonly LanguageTag[];
  /** Languages that somebody in a chat may have: all folders of `locales/`. */
  readonly languages: readonly LanguageTag[];
  /** What one may tap to say, by language. */
  readonly suggestions: Readonly<Record<LanguageTag, unknown>>;
  /** The tag by which a language writes its days and times: `meta.json` may name a country's. */
  datesOf(language: LanguageTag): string;
  /** All texts of one page language, for the scripts in the browser. */
  of(language: LanguageTag): WordTree;
  translate(language: LanguageTag): Translate;
}

function readTree(file: URL): WordTree {
  return JSON.parse(readFileSync(file, 'utf8')) as WordTree;
}

/** Reads the folders of `locales/` once. Throws where a file is not JSON. */
export function readPageWords(folder: URL): PageWords {
  const languages = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const trees = new Map<LanguageTag, WordTree>();
  const dates = new Map<LanguageTag, string>();
  for (const language of languages) {
    const meta = new URL(`${language}/meta.json`, folder);
    const { dates: tag } = existsSync(meta) ? readTree(meta) : {};
    if (typeof tag === 'string') {
      dates.set(language, tag);
    }
    const file = new URL(`${language}/simulator.json`, folder);
    if (existsSync(file)) {
      trees.set(language, readTree(file));
    }
  }
  const pages = [...trees].filter(([, tree]) => 'title' in tree);
  const texts = i18next.createInstance();
  // Without `initAsync: false` the first page could be asked for before the texts are there.
  void texts.init({
    initAsync: false,
    fallbackLng: defaultLanguage,
    defaultNS: 'simulator',
    interpolation: { escapeValue: false },
    resources: Object.fromEntries(pages.map(([language, tree]) => [language, { simulator: tree }])),
  });
  return {
    pageLanguages: pages.map(([language]) => language),
    languages,
    suggestions: Object.fromEntries(
      [...trees].map(([language, { suggestions }]) => [language, suggestions ?? null]),
    ),
    datesOf: (language) => dates.get(language) ?? language,
    of: (language) => trees.get(language) ?? {},
    translate(language) {
      const fixed = texts.getFixedT(language, 'simulator');
      return (key, values) => fixed(key, { ...values });
    },
  };
}
