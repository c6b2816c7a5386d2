/** The line after `/topic` and `/visit`: which day, and what. A day may stand first or last, or nowhere. */

import type { Context, When } from '../../bot/context.ts';
import type { LocalDate } from '../../bot/types.ts';
import { type Catalogue, findEntry } from './find-entry.ts';
import { fold } from './fold.ts';
import { withoutDay } from './split-day.ts';
import { wordsOf } from './words.ts';

/** "man" may be Monday or somebody: so short a word is a day only where there is a meeting on it. */
const SHORT_DAY = 3;

/** A day, and what is to be on it. */
export interface PlanLine {
  readonly date: LocalDate | undefined;
  readonly rest: string;
}

/** A day at the beginning or the end of a line, and what is left of it. */
export function splitPlanLine(ctx: Context, catalogue: Catalogue, line: string): PlanLine {
  const words = withoutNextTime(ctx, line);
  const whole = { date: undefined, rest: words };
  const first = splitFirstDay(ctx, words);
  if (first) {
    const length = words.length - first.rest.length;
    // A short word may be a day's beginning or a word of its own.
    return length <= SHORT_DAY + 1 && !hasMeeting(ctx, first.date) ? whole : first;
  }
  const last = splitLastDay(ctx, words);
  const isMeant = hasMeeting(ctx, last.date) || findEntry(ctx, catalogue, last.rest) !== null;
  return last.date !== undefined && isMeant ? last : whole;
}

/** "24/11 søvn", "den 24. november: søvn", "tirsdag"; null where a line begins with something else. */
function splitFirstDay(ctx: Context, words: string): PlanLine | null {
  const rest = withoutDay(ctx, words);
  const day = words.slice(0, words.length - rest.length).trim();
  const [first = '', ...more] = day.split(' ');
  const [date] = ctx.readWhen(day).dates;
  const [without] = ctx.readWhen(more.join(' ')).dates;
  const belongs = date !== without || isBeforeDay(ctx, first);
  return date !== undefined && (belongs || ctx.readWhen(first).dates.length > 0)
    ? { date, rest }
    : null;
}

/** "søvn den 24/11", "søvn på tirsdag". */
function splitLastDay(ctx: Context, words: string): PlanLine {
  const parts = words.split(' ');
  const datesOf = (from: number, to?: number): When['dates'] =>
    ctx.readWhen(parts.slice(from, to).join(' ')).dates;
  let at = parts.findLastIndex((_, index) => datesOf(index).length === 1);
  const [date] = at > 0 ? datesOf(at) : [];
  while (at > 1 && (isBeforeDay(ctx, parts[at - 1] ?? '') || datesOf(at - 1, at).length > 0)) {
    at -= 1;
  }
  return date === undefined ? { date, rest: words } : { date, rest: parts.slice(0, at).join(' ') };
}

function isBeforeDay(ctx: Context, word: string): boolean {
  return wordsOf(ctx, 'words.on_day').includes(fold(word).replace(/\.$/, ''));
}

/** "næste gang" is the meeting that is meant where no day is named. */
function withoutNextTime(ctx: Context, words: string): string {
  const folded = fold(words);
  const parts = words.split(' ');
  for (const phrase of wordsOf(ctx, 'words.next_time')) {
    const count = phrase.split(' ').length;
    if (folded.startsWith(`${phrase} `)) {
      return parts.slice(count).join(' ');
    }
    if (folded.endsWith(` ${phrase}`)) {
      return parts.slice(0, -count).join(' ');
    }
  }
  return words;
}

function hasMeeting(ctx: Context, date: LocalDate | undefined): boolean {
  return ctx.meetings().some((meeting) => meeting.date === date);
}
