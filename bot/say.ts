/**
 * Words for people: a key and its values, in a language. All texts live in `locales/`; what a
 * language lacks is said in Danish. Pure: the same in, the same out.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next, { type i18n } from 'i18next';
import type messages from '../locales/da/messages.json';
import type staff from '../locales/da/staff.json';
import type { LanguageTag, LocalDate } from './types.ts';

type WithoutPlural<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other`
  ? Base
  : K;
/** A key of `messages.json` (what mothers read) or `staff.json` (what those who run a group read), by the Danish ones. */
export type SayKey = WithoutPlural<keyof (typeof messages & typeof staff) & string>;

/** A value put into a text. A day is written out in the text's own language. */
export type SayValue =
  | string
  | number
  | { readonly day: LocalDate }
  | { readonly weekday: LocalDate };
export type SayValues = Readonly<Record<string, SayValue>>;

export const SOURCE_LANGUAGE: LanguageTag = 'da';

// First-strong isolate and its end (Unicode UAX 9).
const ISOLATE = '\u2068';
const END_ISOLATE = '\u2069';
const RIGHT_TO_LEFT = /\p{Script=Arabic}|\p{Script=Hebrew}/u;

export interface Say {
  /** The text of a key in a language, with its values put in. */
  (language: LanguageTag, key: SayKey, values?: SayValues): string;
  /** The languages that have texts. */
  readonly languages: readonly LanguageTag[];
  /** What a language is called: by those who speak it first, then otherwise. */
  namesOf(language: LanguageTag): readonly string[];
  /** Names as a list in a language: "Amina, Sara og Fatma". */
  list(language: LanguageTag, names: readonly string[]): string;
  /** A key's text in every language that has it, each once. */
  everyLanguage(key: SayKey): readonly string[];
}

/** Reads the texts of every folder in `localesDir` that has a `messages.json`. */
export function loadSay(localesDir: string): Say {
  const resources: Record<string, { translation: Record<string, string> }> = {};
  const styles = new Map<LanguageTag, Style>();
  for (const tag of tagsFirst(readdirSync(localesDir))) {
    const [messages, staff] = ['messages.json', 'staff.json'].map((name) =>
      readTexts(join(localesDir, tag, name)),
    );
    if (messages) {
      resources[tag] = { translation: { ...messages, ...staff } };
      const meta = JSON.parse(readFileSync(join(localesDir, tag, 'meta.json'), 'utf8')) as Meta;
      styles.set(tag, new Style(tag, meta));
    }
  }
  const translator = createTranslator(resources);
  const languages = [...styles.keys()];
  const source = styles.get(SOURCE_LANGUAGE);
  if (!source) {
    throw new Error(
      `${localesDir} has no texts in ${SOURCE_LANGUAGE}, the language of last resort`,
    );
  }
  const styleOf = (language: LanguageTag): Style => styles.get(language) ?? source;
  const say = (language: LanguageTag, key: SayKey, values: SayValues = {}): string => {
    const style = styleOf(language);
    return translator.t(key, { lng: style.tag, ...writeValues(style, values) });
  };
  return Object.assign(say, {
    languages,
    namesOf: (language: LanguageTag) => styleOf(language).names,
    list: (language: LanguageTag, names: readonly string[]) => {
      const style = styleOf(language);
      return style.list.format(names.map((name) => isolate(style, name)));
    },
    everyLanguage: (key: SayKey) => [
      ...new Set(languages.flatMap((tag) => resources[tag]?.translation[key] ?? [])),
    ],
  });
}

function readTexts(file: string): Record<string, string> | null {
  return existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)
    : null;
}

/** The source language first: where a word is in several languages, it is taken for Danish. */
function tagsFirst(tags: readonly string[]): readonly LanguageTag[] {
  return [SOURCE_LANGUAGE, ...tags.filter((tag) => tag !== SOURCE_LANGUAGE).sort()];
}

function createTranslator(
  resources: Record<string, { translation: Record<string, string> }>,
): i18n {
  const translator = i18next.createInstance();
  // With its texts given, i18next is ready when this returns; the promise has nothing to wait for.
  void translator.init({
    resources,
    initAsync: false,
    fallbackLng: SOURCE_LANGUAGE,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
  return translator;
}

/** What is used of a language's `meta.json`. */
interface Meta {
  readonly name: string;
  readonly alsoCalled?: readonly string[];
  readonly direction: string;
  readonly dates?: string;
}

/** How a language writes lists and days. Made when first used: a group speaks few of the languages. */
class Style {
  readonly tag: LanguageTag;
  readonly names: readonly string[];
  readonly rightToLeft: boolean;
  readonly #dates: string;
  #list: Intl.ListFormat | undefined;
  #day: Intl.DateTimeFormat | undefined;
  #weekday: Intl.DateTimeFormat | undefined;

  constructor(tag: LanguageTag, meta: Meta) {
    this.tag = tag;
    this.names = [meta.name, ...(meta.alsoCalled ?? [])];
    this.rightToLeft = meta.direction === 'rtl';
    // Persian and Thai would otherwise print their own calendars: everybody here lives by this one.
    this.#dates = `${meta.dates ?? tag}-u-ca-gregory`;
  }

  get list(): Intl.ListFormat {
    this.#list ??= new Intl.ListFormat(this.tag, { type: 'conjunction' });
    return this.#list;
  }

  get day(): Intl.DateTimeFormat {
    const options = { ...WEEKDAY, day: 'numeric', month: 'long' } as const;
    this.#day ??= new Intl.DateTimeFormat(this.#dates, options);
    return this.#day;
  }

  get weekday(): Intl.DateTimeFormat {
    this.#weekday ??= new Intl.DateTimeFormat(this.#dates, WEEKDAY);
    return this.#weekday;
  }
}

const WEEKDAY = { weekday: 'long', timeZone: 'UTC' } as const;

function writeValues(style: Style, values: SayValues): Record<string, string | number> {
  const written: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'string') {
      written[name] = isolate(style, value);
    } else if (typeof value === 'number') {
      written[name] = value;
    } else if ('day' in value) {
      written[name] = style.day.format(new Date(`${value.day}T12:00:00Z`));
    } else {
      written[name] = style.weekday.format(new Date(`${value.weekday}T12:00:00Z`));
    }
  }
  return written;
}

/** Keeps a name of the other direction from turning its surroundings round. */
function isolate(style: Style, value: string): string {
  return RIGHT_TO_LEFT.test(value) === style.rightToLeft
    ? value
    : `${ISOLATE}${value}${END_ISOLATE}`;
}
