/**
 * The words for the office: status page, alerts, terminal. Reads `locales/<language>/office.json` for the
 * languages that the office reads. Loaded once by `main` and given to who needs it; it never formats a
 * day or a time. What mothers read is in `messages.json` and said by `say.ts`.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import type words from '../locales/da/office.json';

/** The languages of the office, the one of last resort first. */
export const OFFICE_LANGUAGES = ['da', 'en'] as const;
export type OfficeLanguage = (typeof OFFICE_LANGUAGES)[number];

type WithoutPlural<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other`
  ? Base
  : K;
/** A key of `office.json`: Danish is the source language. */
export type OfficeKey = WithoutPlural<keyof typeof words & string>;
export type OfficeValues = Readonly<Record<string, string | number>>;

export interface OfficeWords {
  /** The text of a key in a language; `{{name}}` is filled in, `count` chooses singular or plural. */
  (language: OfficeLanguage, key: OfficeKey, values?: OfficeValues): string;
  /** The languages that have texts, the one of last resort first. */
  readonly languages: readonly OfficeLanguage[];
}

/** Reads the texts. Throws where a file is missing or not JSON. */
export function loadOfficeWords(localesDir: string): OfficeWords {
  const texts = i18next.createInstance();
  // With its texts given, i18next is ready when this returns; the promise has nothing to wait for.
  void texts.init({
    initAsync: false,
    fallbackLng: OFFICE_LANGUAGES[0],
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: Object.fromEntries(
      OFFICE_LANGUAGES.map((tag) => [
        tag,
        { translation: JSON.parse(readFileSync(join(localesDir, tag, 'office.json'), 'utf8')) },
      ]),
    ),
  });
  const say = (language: OfficeLanguage, key: OfficeKey, values: OfficeValues = {}): string =>
    texts.t(key, { lng: language, ...values });
  return Object.assign(say, { languages: OFFICE_LANGUAGES });
}
