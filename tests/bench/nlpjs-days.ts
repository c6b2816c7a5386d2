/**
 * Which meetings a message is about, as far as the recogniser of dates that nlp.js brings can tell.
 * Called by its side of the comparison. It must never know the words of a day itself.
 */

import { type Example, MONDAY_NOON, worldAt } from '../../bot/cli/examples.ts';
import type { LocalDate } from '../../bot/types.ts';

/** The cultures its recogniser of dates has words for. */
const CULTURES = new Map([
  ['en', 'en-us'],
  ['es', 'es-es'],
  ['fr', 'fr-fr'],
  ['zh', 'zh-cn'],
]);
/** A day, or days from `start` until before `end`. */
export interface Day {
  readonly type: string;
  readonly value?: string;
  readonly start?: string;
  readonly end?: string;
}

export type RecognizeDateTime = (
  text: string,
  culture: string,
  options: number,
  sent: Date,
) => readonly { readonly resolution?: { readonly values?: readonly Day[] } }[];

/** The meetings on the recognised days; the next one where no day was recognised. */
export function meetingsOn(
  { sentAt, context }: Example,
  days: readonly Day[],
): readonly LocalDate[] {
  const { meetings, sentDate, sentTime } = worldAt(sentAt, context);
  const ahead = meetings
    .filter(({ date, end }) => date > sentDate || (date === sentDate && sentTime < end))
    .map(({ date }) => date);
  const isIn = (date: LocalDate, { value, start = '', end = '9999' }: Day): boolean =>
    value === undefined
      ? date >= start.slice(0, 10) && (end.length > 10 ? date <= end : date < end)
      : date === value.slice(0, 10);
  return days.length === 0
    ? ahead.slice(0, 1)
    : ahead.filter((date) => days.some((day) => isIn(date, day)));
}

/** The days that a message names; none in a language that the recogniser has no words for. */
export function readDays(
  recognize: RecognizeDateTime,
  language: string,
  { text, sentAt }: Example,
): readonly Day[] {
  const culture = CULTURES.get(language);
  if (culture === undefined) {
    return [];
  }
  const sent = new Date(`${sentAt ?? MONDAY_NOON}:00`);
  return recognize(text, culture, 0, sent).flatMap(({ resolution }) => {
    // Of a past and a coming day that fit, the coming one is the last.
    const day = resolution?.values?.at(-1);
    return day?.type.startsWith('date') && (day.value ?? day.start ?? day.end) ? [day] : [];
  });
}
