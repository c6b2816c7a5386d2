/**
 * The beginnings of lines in a chat exported from WhatsApp: day and time in whatever way the phone's
 * language writes them. Called by `whatsapp-export.ts`; pure. It never looks at what was said.
 */

import { BadInput } from '../bad-input.ts';
import { isLocalDate } from '../calendar.ts';
import type { LocalDate } from '../types.ts';

/** One line's beginning as it was read; which number is the day is decided over the whole file. */
export interface Header {
  /** Counted from 1. */
  readonly line: number;
  /** The three numbers of the date, in the order they were written. */
  readonly numbers: readonly [number, number, number];
  readonly yearFirst: boolean;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Letters after and before the time: `PM`, `م`, `kl` or none. */
  readonly markers: readonly string[];
  readonly slashes: boolean;
  /** The author and what follows. */
  readonly rest: string;
}

/** iOS puts day and time in brackets, Android a dash after them. */
export type Style = 'brackets' | 'dash';

// Direction marks and isolates, which WhatsApp strews over headers, and the byte order mark.
const MARK = '[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]';
const GAP = `(?:\\s|${MARK}){0,4}`;
const DATE = `(\\p{Nd}{1,4})${GAP}([-/.年년])${GAP}(\\p{Nd}{1,2})${GAP}[-/.月월]${GAP}(\\p{Nd}{1,4})[日일]?`;
const TIME = '(\\p{Nd}{1,2})[:.](\\p{Nd}{2})(?:[:.](\\p{Nd}{2}))?';
const BETWEEN = '([^\\p{Nd}\\n\\[\\]]{1,16})';
const AFTER = '([^\\p{Nd}\\n\\[\\]:–-]{0,16})';
const ENDS: Readonly<Record<Style, readonly [string, string]>> = {
  brackets: [`\\[${GAP}`, `${GAP}\\]${GAP}`],
  dash: ['', `${GAP}[-–]\\s${GAP}`],
};

function compile(style: Style): { dateFirst: RegExp; timeFirst: RegExp } {
  const [open, close] = ENDS[style];
  const whole = (inside: string): RegExp => new RegExp(`^${GAP}${open}${inside}${close}(.*)$`, 'u');
  return {
    dateFirst: whole(`${DATE}${BETWEEN}${TIME}${AFTER}`),
    timeFirst: whole(`${TIME}${BETWEEN}${DATE}${AFTER}`),
  };
}

const PATTERNS: Readonly<Record<Style, ReturnType<typeof compile>>> = {
  brackets: compile('brackets'),
  dash: compile('dash'),
};

/** Reads the beginning of a line; null where it is none, so that the line goes on with the last. */
export function readHeader(text: string, line: number, style: Style): Header | null {
  const { dateFirst, timeFirst } = PATTERNS[style];
  const found = dateFirst.exec(text);
  if (found) {
    const [, a, separator, b, c, between, hour, minute, second, after, rest] = found;
    const time = { hour, minute, second, markers: [after, between] };
    return toHeader({ line, rest, date: [a, b, c], separator, ...time });
  }
  const turned = timeFirst.exec(text);
  if (turned) {
    const [, hour, minute, second, between, a, separator, b, c, after, rest] = turned;
    const time = { hour, minute, second, markers: [after, between] };
    return toHeader({ line, rest, date: [a, b, c], separator, ...time });
  }
  return null;
}

type Part = string | undefined;

interface Parts {
  readonly line: number;
  readonly date: readonly [Part, Part, Part];
  readonly separator: Part;
  readonly hour: Part;
  readonly minute: Part;
  readonly second: Part;
  readonly markers: readonly Part[];
  readonly rest: Part;
}

function toHeader(parts: Parts): Header | null {
  const [a, b, c] = parts.date.map(toNumber);
  const hour = toNumber(parts.hour);
  const minute = toNumber(parts.minute);
  if (a === undefined || b === undefined || c === undefined || hour > 23 || minute > 59) {
    return null;
  }
  return {
    line: parts.line,
    numbers: [a, b, c],
    yearFirst: (parts.date[0] ?? '').length > 2,
    hour,
    minute,
    second: Math.min(59, toNumber(parts.second ?? '0')),
    markers: parts.markers.map(lettersOf),
    slashes: parts.separator === '/',
    rest: parts.rest ?? '',
  };
}

/** A number in the digits of any script: in Unicode each script has its ten in a row. */
function toNumber(text: Part): number {
  let value = 0;
  for (const digit of text ?? '') {
    let back = 0;
    const code = digit.codePointAt(0) ?? 0;
    while (back < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - back - 1))) {
      back += 1;
    }
    value = value * 10 + back;
  }
  return value;
}

function lettersOf(text: Part): string {
  return (text ?? '').replace(/[^\p{L}\p{M}]/gu, '');
}

// The languages of mothers' telephones whose half days are not called AM and PM (CLDR has the words).
const TELEPHONES =
  'en en-AU en-CA ar uk tr so fa ps ti am vi ne hi zh es bs ku ckb lt hu sv sq'.split(' ');

/** What the halves of the day are called, from the machine's own language data. */
export function readHalfDays(): ReadonlyMap<string, 'am' | 'pm'> {
  const names = new Map<string, 'am' | 'pm'>();
  for (const tag of TELEPHONES) {
    const format = new Intl.DateTimeFormat(tag, { hour: 'numeric', hour12: true, timeZone: 'UTC' });
    const nameAt = (hour: number): string =>
      lettersOf(
        format.formatToParts(Date.UTC(2026, 0, 1, hour)).find((part) => part.type === 'dayPeriod')
          ?.value ?? '',
      );
    names.set(nameAt(9).toLowerCase(), 'am').set(nameAt(21).toLowerCase(), 'pm');
  }
  return names;
}

/** The hour of the day of a header that may count twice to twelve. */
export function hourOf(header: Header, halfDays: ReadonlyMap<string, 'am' | 'pm'>): number {
  const half = header.markers
    .map((marker) => halfDays.get(marker.toLowerCase()))
    .find((found) => found !== undefined);
  if (half === undefined || header.hour > 12) {
    return header.hour;
  }
  return (header.hour % 12) + (half === 'pm' ? 12 : 0);
}

type Order = 'year first' | 'day first' | 'month first';

/**
 * The days of all headers. Whether the day or the month comes first, the whole file decides: every
 * date must exist, then time must run forward, then the chat is rather short than long.
 * @throws BadInput where no order fits
 */
export function decideDates(headers: readonly Header[]): readonly LocalDate[] {
  const orders: Order[] = headers.every((header) => header.yearFirst)
    ? ['year first']
    : ['day first', 'month first'];
  const readings = orders.map((order) => headers.map((header) => toDate(header, order)));
  const whole = readings.filter((dates) => dates.every((date) => date !== null));
  if (whole.length === 0) {
    const [first = []] = readings.toSorted((one, other) => firstGap(other) - firstGap(one));
    const wrong = headers[firstGap(first)];
    throw new BadInput(
      `line ${wrong?.line}: ${wrong?.numbers.join('/')} is no date that fits the others in the file`,
    );
  }
  const monthFirst = headers.every((header) => header.slashes && header.numbers[2] < 100);
  // The United States alone write the month first: slashes, two digits of the year, large AM and PM.
  const american = monthFirst && headers.some(({ markers }) => /^[AP]M$/.test(markers[0] ?? ''));
  const ranked = american && whole.length === 2 ? whole.toReversed() : whole;
  const [best] = ranked
    .map((dates, rank) => ({ dates, rank, backward: countBackward(dates), days: spanOf(dates) }))
    .sort((x, y) => x.backward - y.backward || x.days - y.days || x.rank - y.rank);
  return (best?.dates ?? []).flatMap((date) => date ?? []);
}

type MaybeDates = readonly (LocalDate | null)[];

function firstGap(dates: MaybeDates): number {
  return dates.indexOf(null);
}

function countBackward(dates: MaybeDates): number {
  return dates.filter((date, index) => (date ?? '') < (dates[index - 1] ?? '')).length;
}

function spanOf(dates: MaybeDates): number {
  const known = dates.flatMap((date) => date ?? []).sort();
  const [first, last] = [known[0], known.at(-1)];
  return first && last
    ? Temporal.PlainDate.from(first).until(last, { largestUnit: 'day' }).days
    : 0;
}

function toDate({ numbers, yearFirst }: Header, order: Order): LocalDate | null {
  const [a, b, c] = numbers;
  if (order === 'year first' || yearFirst) {
    return toGregorian(a, b, c);
  }
  return order === 'day first' ? toGregorian(c, b, a) : toGregorian(c, a, b);
}

/** Telephones may count years otherwise: two digits, Buddhist, Persian, or the Umm al-Qura calendar. */
function toGregorian(year: number, month: number, day: number): LocalDate | null {
  if (year >= 1350 && year < 1500) {
    const calendar = year < 1430 ? 'persian' : 'islamic-umalqura';
    try {
      return Temporal.PlainDate.from({ calendar, year, month, day }, { overflow: 'reject' })
        .withCalendar('iso8601')
        .toString();
    } catch {
      return null;
    }
  }
  const full = year < 100 ? 2000 + year : year > 2400 ? year - 543 : year;
  const text = [String(full).padStart(4, '0'), pad(month), pad(day)].join('-');
  return full >= 2009 && isLocalDate(text) ? text : null;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
