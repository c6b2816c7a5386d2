/**
 * Reads the line that tells who came: its day, how many children, who was there. Pure but for the words
 * and names it is given; called by `attendance.ts`. It changes nothing.
 */

import { addDays, toLocal } from '../../bot/calendar.ts';
import type { Context } from '../../bot/context.ts';
import type { LocalDate } from '../../bot/types.ts';
import { fold } from './fold.ts';
import { withoutDay } from './split-day.ts';
import { wordsOf } from './words.ts';

/** Names as they were written. Without `base` those of `came` came, or all but those of `away`. */
export interface Line {
  readonly base: 'all' | 'none' | null;
  readonly came: readonly string[];
  readonly away: readonly string[];
  /** Who was there for the first time and is in no list yet. */
  readonly added: readonly string[];
}

/** Who knows the words of all languages. */
type Words = Pick<Context, 'say'>;

const plain = (word: string): string => fold(word.replace(/’/g, "'"));
/** A word without the marks around it. */
const core = (word: string): string => plain(word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));

/** A line without "and 4 children", and how many there were in all; null where it says nothing of them. */
export function takeChildren(ctx: Words, line: string): { count: number | null; rest: string } {
  const names = new Set(wordsOf(ctx, 'words.children'));
  const lead = new Set(wordsOf(ctx, 'words.with'));
  const words = line.replace(/(\d)(\p{L})/gu, '$1 $2').split(/\s+/);
  const rest: string[] = [];
  let count: number | null = null;
  for (let index = 0; index < words.length; index += 1) {
    const [word = '', next = ''] = words.slice(index, index + 2);
    const number = readNumber(ctx, core(word));
    if (number === null || !names.has(core(next))) {
      rest.push(word);
      continue;
    }
    count = (count ?? 0) + number;
    while (lead.has(core(rest.at(-1) ?? ''))) {
      rest.pop();
    }
    rest.push(/[,;&+]$/.test(next) || /^[,;&+]/.test(word) ? ',' : '');
    index += 1;
  }
  return { count, rest: rest.filter((word) => word !== '').join(' ') };
}

/** "4" or "fire", up to 99. */
function readNumber(ctx: Words, word: string): number | null {
  if (/^\d{1,2}$/.test(word)) {
    return Number(word);
  }
  for (const list of ctx.say.everyLanguage('words.numbers')) {
    const index = list
      .split(',')
      .findIndex((one) => one.trim().split('/').map(plain).includes(word));
    if (word !== '' && index >= 0) {
      return index;
    }
  }
  return null;
}

/** The day a line begins or ends with, and the line without it. */
export function takeDay(ctx: Context, line: string): { date: LocalDate | undefined; rest: string } {
  const behind = withoutDay(ctx, line);
  const before = withoutLastDay(ctx, line);
  // A line that ends with its day has nothing behind it.
  const rest = (behind === '' || behind === line) && before !== line ? before : behind;
  return { date: rest === line ? undefined : readPastDay(ctx, line), rest };
}

/** "alle i tirsdags" → "alle". */
function withoutLastDay(ctx: Context, line: string): string {
  const words = line.split(/\s+/).filter((word) => word !== '');
  const hasDay = (some: readonly string[]): boolean =>
    ctx.readWhen(some.join(' ')).dates.length > 0;
  const lead = new Set(wordsOf(ctx, 'words.before_day'));
  for (let length = 1; length < words.length; length += 1) {
    const rest = words.slice(0, -length);
    // The number of "17. november" belongs to the day.
    const isCut = /^\d{1,2}\.?$/.test(rest.at(-1) ?? '');
    if (!isCut && hasDay(words.slice(-length)) && !hasDay(rest)) {
      while (lead.has(core(rest.at(-1) ?? ''))) {
        rest.pop();
      }
      return rest.join(' ');
    }
  }
  return line;
}

/** The day a line names; "tirsdag" after Tuesday's meeting is the Tuesday that was. */
function readPastDay(ctx: Context, words: string): LocalDate | undefined {
  const [date] = ctx.readWhen(words).dates;
  const today = toLocal(ctx.now, ctx.group.zone).date;
  if (date === undefined || date <= today) {
    return date;
  }
  const [asSaidBefore] = ctx.readWhen(words, addDays(today, -6)).dates;
  return asSaidBefore === addDays(date, -7) ? asSaidBefore : date;
}

/** "mødtes ikke", "aflyst": whatever follows is a reason, and not looked at. */
export function saysNotMet(ctx: Words, line: string): boolean {
  const said = plain(line)
    .replace(/[\s.,!:;]+/g, ' ')
    .trim();
  return wordsOf(ctx, 'words.not_met').some((words) => `${said} `.startsWith(`${words} `));
}

/** A part of a line: a word of a name, the end of a name, or one of the words that order them. */
type Part =
  | { readonly word: string }
  | { readonly is: 'end' | 'new' | 'all' | 'none' | 'except' | 'filler' };

/** Who came, as a line says it; null where it cannot be told. */
export function readLine(ctx: Words, line: string): Line | null {
  const parts = splitParts(ctx, line);
  const found = { came: [] as string[], away: [] as string[], added: [] as string[] };
  let [base, excepts, isNew]: [Line['base'], boolean, boolean] = [null, false, false];
  let name: string[] = [];
  const end = (): void => {
    if (name.length > 0) {
      found[isNew ? 'added' : excepts ? 'away' : 'came'].push(name.join(' '));
      isNew = false;
    }
    name = [];
  };
  for (const part of parts) {
    if ('word' in part) {
      name.push(part.word);
    } else if (part.is === 'new') {
      isNew = true;
    } else if (part.is !== 'filler') {
      end();
      base = part.is === 'all' || part.is === 'none' ? part.is : base;
      excepts ||= part.is === 'except';
    }
  }
  end();
  const isEmpty = base === null && Object.values(found).every((names) => names.length === 0);
  // "Amina ikke", "alle Amina": either may be meant.
  const isDoubtful =
    (excepts && found.away.length === 0) || (base !== null && found.came.length > 0);
  return isEmpty || isDoubtful || isNew ? null : { base, ...found };
}

function splitParts(ctx: Words, line: string): Part[] {
  const tokens = splitTokens(ctx, line);
  const lists = (
    [
      ['except', 'words.except'],
      ['all', 'words.all'],
      ['none', 'words.none'],
      ['end', 'words.and'],
      ['filler', 'words.came'],
    ] as const
  ).map(([is, key]) => ({ is, phrases: wordsOf(ctx, key).map((words) => words.split(' ')) }));
  const parts: Part[] = [];
  for (let index = 0; index < tokens.length; ) {
    const token = tokens[index] ?? '';
    const found = lists
      .flatMap(({ is, phrases }) => phrases.map((phrase) => ({ is, phrase })))
      .filter(({ phrase }) => phrase.every((word, at) => plain(tokens[index + at] ?? '') === word))
      .reduce<{ is: Extract<Part, { is: string }>['is']; phrase: string[] } | null>(
        (longest, one) => (one.phrase.length > (longest?.phrase.length ?? 0) ? one : longest),
        null,
      );
    parts.push(found ? { is: found.is } : toPart(token));
    index += found?.phrase.length ?? 1;
  }
  return parts;
}

/** Marks that the line's tokens are made of, beside words. */
const NEW = '(+)';
const END = ',';

function toPart(token: string): Part {
  return token === NEW ? { is: 'new' } : token === END ? { is: 'end' } : { word: token };
}

/** Words and marks: "Fatima (ny)", "ny: Fatima" and "ny Fatima" all become a mark and her name. */
function splitTokens(ctx: Words, line: string): string[] {
  const news = new Set(wordsOf(ctx, 'words.new'));
  const between = new Set(
    (['words.and', 'words.all', 'words.none', 'words.except', 'words.came'] as const).flatMap(
      (key) => wordsOf(ctx, key),
    ),
  );
  const isName = (token = ''): boolean => /[\p{L}\p{N}]/u.test(token) && !between.has(plain(token));
  const tokens = line
    // A full stop ends a name, but not after an initial.
    .replace(/(?<=[\p{L}\p{M}]{2})\.|[;&+!?\n]|\s[-–]\s/gu, ` ${END} `)
    .replace(/([,:()])/g, ' $1 ')
    .split(/\s+/)
    .filter((token) => /[\p{L}\p{N},:()]/u.test(token));
  return tokens.flatMap((token, index) => {
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    if (token === '(' || token === ')') {
      return [];
    }
    if (token === ':') {
      return news.has(plain(before ?? '')) ? [] : [END];
    }
    if (!news.has(plain(token))) {
      return [token];
    }
    if (before === '(' || (isName(before) && !isName(after) && after !== ':')) {
      return [NEW];
    }
    // Somebody may be called Ny.
    return after === ':' || isName(after) ? [END, NEW] : [token];
  });
}
