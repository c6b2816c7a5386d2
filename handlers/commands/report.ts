/** `/report`: the course so far, or a part of it, in figures without names. Told privately to those who run the group. */

import { toLocal } from '../../bot/calendar.ts';
import type { Command, Context, When } from '../../bot/context.ts';
import { topicName } from '../../bot/entry-name.ts';
import type { LocalDate, Meeting } from '../../bot/types.ts';
import { fold } from '../reading/fold.ts';
import { wordsOf } from '../reading/words.ts';
import { Refusal, tellPrivately } from './refusal.ts';
import { STAFF } from './roles.ts';

const HAS_YEAR = /\b20\d\d\b/;

interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export const report: Command = {
  id: 'report',
  roles: STAFF,
  run(ctx, { words }) {
    const today = toLocal(ctx.now, ctx.group.zone).date;
    const period = words === '' ? courseSoFar(ctx, today) : readPeriod(ctx, words, today);
    const past = ctx
      .meetings()
      .filter(({ date, endsAt }) => inPeriod(period, date) && endsAt <= ctx.now);
    if (past.length === 0) {
      throw new Refusal('error.report_nothing');
    }
    tellPrivately(ctx, describe(ctx, period, past));
  },
};

function inPeriod({ from, to }: Period, date: LocalDate): boolean {
  return from <= date && date <= to;
}

function courseSoFar(ctx: Context, today: LocalDate): Period {
  const first = ctx.group.starts ?? ctx.meetings()[0]?.date ?? today;
  return { from: first < today ? first : today, to: today };
}

/** "1/9 til 30/11", "september", "uge 40-45", "siden 1/9", "sidste uge"; an end to come is today. */
function readPeriod(ctx: Context, words: string, today: LocalDate): Period {
  const { from, to } = readEnds(ctx, words, today) ?? { from: null, to: null };
  if (from === null || from > today) {
    throw new Refusal('error.report_when', {
      usage: ctx.say(ctx.language, 'command.report.usage'),
    });
  }
  return { from, to: to === null || to < from || to > today ? today : to };
}

/** Both ends, each read by itself where a word or a line stands between them. */
function readEnds(
  ctx: Context,
  words: string,
  today: LocalDate,
): { from: LocalDate; to: LocalDate | null } | null {
  const line = withoutSince(ctx, words);
  const [left = '', right] = splitAtTo(ctx, line);
  const ends = [left, right ?? ''].map((part) => daysOf(ctx, part, today));
  const [first, last] = ends;
  if (first && last) {
    return { from: first.from, to: last.to };
  }
  const whole = daysOf(ctx, line, today);
  // One day alone is when it begins.
  return whole && { from: whole.from, to: whole.from === whole.to ? null : whole.to };
}

/** The days that a text names: as seen from today where it has no figure and is over, else the last such days. */
function daysOf(ctx: Context, text: string, today: LocalDate): Period | null {
  if (text === '') {
    return null;
  }
  const recent = toPeriod(ctx.readWhen(text));
  if (recent && (HAS_YEAR.test(text) || (!/\d/.test(text) && recent.to <= today))) {
    return recent;
  }
  const found = toPeriod(ctx.readWhen(text, addYears(today, -1)));
  return found && { from: latest(found.from, found, today), to: latest(found.to, found, today) };
}

/** A day without a year, in the year in which the time it belongs to last began. */
function latest(date: LocalDate, { from }: Period, today: LocalDate): LocalDate {
  const years = [1, 0, -1].find((number) => addYears(from, number) <= today) ?? 0;
  return addYears(date, years);
}

function addYears(date: LocalDate, years: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ years }).toString();
}

function toPeriod({ dates, ranges }: When): Period | null {
  const from = [...dates, ...ranges.map((range) => range.from)].sort()[0];
  const to = [...dates, ...ranges.map((range) => range.to)].sort().at(-1);
  return from === undefined || to === undefined ? null : { from, to };
}

function withoutSince(ctx: Context, words: string): string {
  const [first = '', ...rest] = words.split(' ');
  return wordsOf(ctx, 'words.since').includes(fold(first)) ? rest.join(' ') : words;
}

/** At "til", or at a line between two days; "24/11-2026" and "uge 40-45" are one. */
function splitAtTo(ctx: Context, line: string): string[] {
  const parts = line.replace(/(\d+[./]\d+)\s*[-–]\s*(?=\d+[./]\d)/, '$1 - ').split(' ');
  const to = ['-', '–', ...wordsOf(ctx, 'words.to')];
  const at = parts.findIndex((part) => to.includes(fold(part)));
  return at < 0 ? [line] : [parts.slice(0, at).join(' '), parts.slice(at + 1).join(' ')];
}

function describe(ctx: Context, { from, to }: Period, past: readonly Meeting[]): string {
  const { say, language, group, now } = ctx;
  const held = past.filter(({ status }) => status !== 'cancelled');
  const figures = ctx.store.report.figures({ group: group.id, from, to, now });
  const { recorded, visits, came, first, asked, answered } = figures;
  const missing = held.length - recorded;
  const topics = topicsOf(ctx, held);
  return [
    say(language, 'report.title', {
      group: group.name,
      from: { day: from },
      to: { day: to },
    }),
    say(language, 'report.meetings', {
      held: held.length,
      cancelled: past.length - held.length,
    }),
    ...(recorded > 0
      ? [
          say(language, 'report.average', { average: write(language, visits / recorded) }),
          say(language, 'report.came', { count: came }),
          ...(first > 0 ? [say(language, 'report.first', { count: first })] : []),
        ]
      : []),
    ...(missing > 0 ? [say(language, 'report.missing', { count: missing })] : []),
    ...(asked > 0
      ? [say(language, 'report.answered', { percent: Math.round((100 * answered) / asked) })]
      : []),
    ...(topics.length > 0 ? [say(language, 'report.topics', { topics: topics.join(', ') })] : []),
  ].join('\n');
}

/** Each once, in the order they were first talked about. */
function topicsOf({ say, language }: Context, meetings: readonly Meeting[]): string[] {
  const names = meetings.flatMap(({ topic }) => (topic ? [topicName(say, language, topic)] : []));
  return [...new Set(names)];
}

/** With one place after the decimal sign of the language. */
function write(language: string, figure: number): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(figure);
}
