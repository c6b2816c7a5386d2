/** How one reader reads the status pages: language, days, times. Made for each request by `page.ts`. */

import type express from 'express';
import type {
  OfficeKey,
  OfficeLanguage,
  OfficeValues,
  OfficeWords,
} from '../../bot/office-words.ts';
import { OFFICE_ZONE } from './source.ts';

/** Danish days and times are written the Danish way, English ones the way of Europe. */
const WRITTEN: Readonly<Record<OfficeLanguage, string>> = { da: 'da-DK', en: 'en-GB' };

const MINUTE_MS = 60_000;

export interface Reading {
  readonly language: OfficeLanguage;
  readonly languages: readonly OfficeLanguage[];
  /** What keeps a chosen language in the addresses: `?lang=en`, or nothing where none was chosen. */
  readonly query: string;
  say(key: OfficeKey, values?: OfficeValues): string;
}

/** Reads which language somebody wants: `?lang=`, then her browser's, then Danish. */
export function readReader(request: express.Request, words: OfficeWords): Reading {
  const { languages } = words;
  const chosen = languages.find((tag) => tag === request.query['lang']);
  const accepted = request.acceptsLanguages([...languages]);
  const language = chosen ?? languages.find((tag) => tag === accepted) ?? 'da';
  return {
    language,
    languages,
    query: chosen === undefined ? '' : `?lang=${chosen}`,
    say: (key, values) => words(language, key, values),
  };
}

/** An instant as one says it in the office: the time, with its day where that is not today. */
export function writeInstant({ language, say }: Reading, at: number, now: number): string {
  const write = (instant: number, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(WRITTEN[language], { ...options, timeZone: OFFICE_ZONE }).format(
      instant,
    );
  const time = write(at, { hour: '2-digit', minute: '2-digit' });
  const toDay = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  const day = write(at, toDay);
  const isToday = write(at, { dateStyle: 'short' }) === write(now, { dateStyle: 'short' });
  return isToday ? say('status.at.today', { time }) : say('status.at.day', { day, time });
}

/** How long something has lasted, in its two largest units of days, hours and minutes. */
export function writeDuration({ language, say }: Reading, durationMs: number): string {
  const minutes = Math.floor(durationMs / MINUTE_MS);
  if (minutes < 1) {
    return say('status.about.uptime.short');
  }
  const days = Math.floor(minutes / (24 * 60));
  const hours = Math.floor(minutes / 60) % 24;
  const parts = days > 0 ? { days, hours } : { hours, minutes: minutes % 60 };
  return new Intl.DurationFormat(WRITTEN[language], { style: 'long' }).format(parts);
}
