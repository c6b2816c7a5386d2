/** `/attendance`: who came, by ticking names in a poll, or in one line. */

import { addDays, toLocal } from '../../bot/calendar.ts';
import { type Command, type Context, membersOfRole } from '../../bot/context.ts';
import type { LocalDate, Meeting, Member, MemberId } from '../../bot/types.ts';
import { describeAttendance, recordAttendance, sendAttendancePolls } from '../attendance.ts';
import { fold } from '../fold.ts';
import { Refusal } from './refusal.ts';
import { STAFF } from './roles.ts';
import { withoutDay } from './split-day.ts';
import { meetingThatBegan } from './which-meeting.ts';

export const attendance: Command = {
  id: 'attendance',
  roles: STAFF,
  run(ctx, { words }) {
    const meeting = meetingThatBegan(ctx, readPastDay(ctx, words));
    const names = withoutDay(ctx, words);
    const mothers = membersOfRole(ctx, 'mother');
    if (mothers.length === 0) {
      throw new Refusal('attendance.no_mothers');
    }
    if (names === '') {
      askByPoll(ctx, meeting);
    } else {
      recordAttendance(ctx, meeting, readNames(ctx, names.replace(/[.!]+$/, ''), mothers));
      tell(ctx, describeAttendance(ctx, meeting));
    }
  },
};

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

function askByPoll(ctx: Context, meeting: Meeting): undefined {
  if (!sendAttendancePolls(ctx, meeting)) {
    throw new Refusal('error.write_first');
  }
}

/** Names are never told in the group; who has no other chat with the bot sees there that it is noted. */
function tell(ctx: Context, text: string): undefined {
  if (!ctx.answerPrivately(text)) {
    ctx.react('✅');
  }
}

/** "alle", "ingen", "Amina og Fatma", "alle undtagen Amina": who was there. */
function readNames(ctx: Context, line: string, mothers: readonly Member[]): ReadonlySet<MemberId> {
  const everybody = new Set(mothers.map((mother) => mother.id));
  const rest = stripWord(ctx, line, 'words.all');
  if (rest !== null) {
    const except = rest === '' ? '' : stripWord(ctx, rest, 'words.except');
    const missing = except === null ? rest : except;
    return everybody.difference(findAll(ctx, missing, mothers));
  }
  if (stripWord(ctx, line, 'words.none') === '') {
    return new Set();
  }
  return findAll(ctx, line, mothers);
}

/** What follows one of the key's words at the beginning of a line; null where none is there. */
function stripWord(
  ctx: Context,
  line: string,
  key: 'words.all' | 'words.none' | 'words.except',
): string | null {
  const folded = fold(line);
  for (const word of wordsOf(ctx, key)) {
    if (folded === word || folded.startsWith(`${word} `)) {
      return folded.slice(word.length).trim();
    }
  }
  return null;
}

function wordsOf(ctx: Context, key: 'words.all' | 'words.none' | 'words.except' | 'words.and') {
  return ctx.say
    .everyLanguage(key)
    .flatMap((list) => list.split(','))
    .map((word) => fold(word.trim()))
    .sort((one, other) => other.length - one.length);
}

function findAll(ctx: Context, line: string, mothers: readonly Member[]): Set<MemberId> {
  const and = new Set(wordsOf(ctx, 'words.and'));
  const names = fold(line)
    .split(/[,;&+.\n]/)
    .flatMap((part) => splitAt(part.split(' '), and))
    .filter((name) => name !== '');
  return new Set(names.map((name) => findOne(ctx, name, mothers)));
}

function splitAt(words: readonly string[], separators: ReadonlySet<string>): string[] {
  const names: string[][] = [[]];
  for (const word of words) {
    if (separators.has(word)) {
      names.push([]);
    } else {
      names.at(-1)?.push(word);
    }
  }
  return names.map((name) => name.join(' ').trim());
}

/** By the whole name, else the first name, else its beginning; more than one is asked about. */
function findOne(ctx: Context, name: string, mothers: readonly Member[]): MemberId {
  const tests: ((full: string) => boolean)[] = [
    (full) => full === name,
    (full) => full.split(' ')[0] === name,
    (full) => full.startsWith(name),
  ];
  for (const test of tests) {
    const found = mothers.filter((mother) => test(fold(mother.name)));
    const [only] = found;
    if (only && found.length === 1) {
      return only.id;
    }
    if (only) {
      throw new Refusal('error.ambiguous_name', { name, names: list(ctx, found) });
    }
  }
  throw new Refusal('error.who_is', { name, names: list(ctx, mothers) });
}

function list(ctx: Context, members: readonly Member[]): string {
  return ctx.say.list(
    ctx.language,
    members.map((member) => member.name),
  );
}
