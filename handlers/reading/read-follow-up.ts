/**
 * Who is to do what on which day, in a line as people write it. Used by `/log`. It reads the group's own
 * people and days only, and changes nothing.
 *
 * @example "Kirsten på fredag: ring til biblioteket"
 * @example "24/11: tag bolde med"
 * @example "Mette køber kaffe på fredag"
 */

import { addDays, toLocal } from '../../bot/calendar.ts';
import { type Context, runsGroup } from '../../bot/context.ts';
import { nearestWord } from '../../bot/nearest-word.ts';
import type { LocalDate, Member } from '../../bot/types.ts';
import { Refusal } from '../commands/refusal.ts';
import { fold } from './fold.ts';
import { withoutDay } from './split-day.ts';
import { wordsOf } from './words.ts';

export interface ReadFollowUp {
  readonly member: Member;
  readonly date: LocalDate;
  readonly text: string;
}

/** A course lasts less, and the logbook is kept no longer. */
const LONGEST_DAYS = 365;
/** Where no meeting is planned. */
const WITHOUT_MEETING_DAYS = 7;
/** What stands before a colon and is longer is no name and day. */
const HEAD = /^([^:\n]{1,60}?) ?:(?!\d)\s*([\s\S]*)$/;
/** A shorter name is not guessed at: too many are near it. */
const SHORTEST_GUESS = 4;

/**
 * Reads a line; without a name it is the writer's own, without a day for the day before the next meeting.
 * @throws Refusal where nothing is to be done, the name is of two, or the day is no day to come
 */
export function readFollowUp(ctx: Context, line: string): ReadFollowUp {
  const [, before = '', after = ''] = HEAD.exec(line) ?? [];
  const head = before === '' ? null : readHead(ctx, before);
  const text = (head ? after : line).trim();
  if (!/[\p{L}\p{N}]/u.test(text)) {
    throw new Refusal('follow_up.how');
  }
  const [first = ''] = text.split(/\s/);
  const member = head ? head.member : findColleague(ctx, first);
  return {
    ...{ member: member ?? ctx.member, text },
    date: checkDay(ctx, head ? head.date : readDay(ctx, line)),
  };
}

interface Head {
  readonly member: Member | null;
  readonly date: LocalDate | undefined;
}

/** "Kirsten på fredag", "fredag Kirsten", "Kirsten", "24/11"; null where it is something else. */
function readHead(ctx: Context, head: string): Head | null {
  const words = head.split(/\s+/).filter((word) => word !== '');
  const splits = words.map((_, at) => [words.slice(0, at + 1), words.slice(at + 1)]);
  const halves = splits.flatMap(([left = [], right = []]) => [
    { name: left.join(' '), day: right.join(' ') },
    { name: right.join(' '), day: left.join(' ') },
  ]);
  const fitting = halves.filter(({ day }) => day === '' || isDayOnly(ctx, day));
  for (const find of [findColleague, guessColleague]) {
    for (const { name, day } of fitting) {
      const member = name === '' ? null : find(ctx, name);
      if (member) {
        return { member, date: readDay(ctx, day) };
      }
    }
  }
  return isDayOnly(ctx, head) ? { member: null, date: readDay(ctx, head) } : null;
}

/** Nothing but a day, or several: "i næste uge". In "Olga på fredag" somebody is named who is not known. */
function isDayOnly(ctx: Context, text: string): boolean {
  const [first = '', ...rest] = text.split(' ');
  const isPart =
    wordsOf(ctx, 'words.before_day').includes(fold(first)) ||
    readDay(ctx, first) !== undefined ||
    readDay(ctx, rest.join(' ')) === undefined;
  const hasDate = ctx.readWhen(text).dates.length > 0;
  return isPart && readDay(ctx, text) !== undefined && (!hasDate || withoutDay(ctx, text) === '');
}

/** A day, or the first of several ("i næste uge"). */
function readDay(ctx: Context, text: string): LocalDate | undefined {
  const { dates, ranges } = ctx.readWhen(text);
  const [range] = ranges;
  const today = todayOf(ctx);
  return dates[0] ?? (range && (range.from < today ? today : range.from));
}

function todayOf(ctx: Context): LocalDate {
  return toLocal(ctx.now, ctx.group.zone).date;
}

/** The day itself, or the one before the next meeting, but not today. */
function checkDay(ctx: Context, date: LocalDate | undefined): LocalDate {
  const today = todayOf(ctx);
  if (date !== undefined) {
    if (date < today || date > addDays(today, LONGEST_DAYS)) {
      throw new Refusal('follow_up.day');
    }
    return date;
  }
  const next = ctx.meetings().find((meeting) => meeting.date > today && isOn(meeting.status));
  const before = next ? addDays(next.date, -1) : addDays(today, WITHOUT_MEETING_DAYS);
  return before > today ? before : addDays(today, 1);
}

function isOn(status: string): boolean {
  return status !== 'cancelled';
}

/** Everybody who runs the group, herself too. */
function colleagues(ctx: Context): Member[] {
  return ctx.store.members
    .inGroup(ctx.group.id)
    .filter(({ role }) => runsGroup(role))
    .map(({ member }) => member);
}

/** By the whole name or the first one; "mig" is herself. @throws Refusal where it is the name of two */
function findColleague(ctx: Context, name: string): Member | null {
  const wanted = fold(name).replace(/[.,]+$/, '');
  if (wordsOf(ctx, 'words.me').includes(wanted)) {
    return ctx.member;
  }
  const all = colleagues(ctx);
  const whole = all.filter((member) => fold(member.name) === wanted);
  const found = whole.length > 0 ? whole : all.filter((member) => firstName(member) === wanted);
  if (found.length > 1) {
    const names = found.map((member) => member.name);
    throw new Refusal('error.ambiguous_name', { name, names: ctx.say.list(ctx.language, names) });
  }
  return found[0] ?? null;
}

/** A first name that is misspelt a little. */
function guessColleague(ctx: Context, name: string): Member | null {
  const wanted = fold(name);
  const all = colleagues(ctx);
  const isName = wanted.length >= SHORTEST_GUESS && readDay(ctx, name) === undefined;
  const names = all.map(firstName).filter((candidate) => candidate !== '');
  const nearest = isName ? nearestWord(wanted, names) : null;
  return nearest === null ? null : findColleague(ctx, nearest);
}

function firstName({ name }: Member): string {
  return fold(name).split(' ')[0] ?? '';
}
