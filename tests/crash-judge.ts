/**
 * The judge of a crash run. It believes the pretend WhatsApp's own disk about what was said and
 * sent, and compares it with what the bot recorded; it shares no code with the bot's understanding.
 */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { CrashGroup } from './crash-run.ts';

export interface Case {
  readonly folder: string;
  readonly groups: readonly CrashGroup[];
  readonly startedAt: string;
  readonly ended: { readonly code: number | null; readonly ms: number };
}

/** Counts of what was looked at, and one line for each thing that is wrong. */
export interface Verdict {
  readonly messages: number;
  readonly statements: number;
  readonly votes: number;
  readonly reminders: number;
  readonly wrong: readonly string[];
}

interface Said {
  readonly id: string;
  readonly chat: string;
  readonly person: string | null;
  readonly at: number;
  readonly text: string | null;
  readonly poll: string | null;
  readonly quoted: string | null;
  readonly edited_at: number | null;
  readonly deleted_at: number | null;
}

interface Rows {
  readonly said: readonly Said[];
  readonly reactions: readonly { message: string; emoji: string }[];
  readonly votes: readonly { message: string; person: string; options: string; at: number }[];
  readonly recorded: readonly {
    chat: string;
    member: string;
    date: string;
    answer: string;
    late: number;
  }[];
  readonly now: number;
  readonly wrong: string[];
}

const ZONE = 'Europe/Copenhagen';
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'maj', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'];
const SIGNS: Readonly<Record<string, string>> = { yes: '✅', no: '💛', maybe: '🤔', late: '⏰' };

/** Reads both disks and compares them. */
export function judge(one: Case): Verdict {
  const rows = read(one);
  const standing = rows.said.filter((said) => said.person !== null && said.deleted_at === null);
  const statements = standing.filter((said) => said.text?.startsWith('vi kommer'));
  const reminders = rows.said.filter((said) => said.person === null && said.text?.includes('📍'));
  compareAnswers(rows, statements);
  compareReactions(rows, statements);
  compareReplies(rows, standing);
  for (const group of one.groups) {
    compareReminders(rows, group, { reminders, startedAt: one.startedAt });
  }
  if (one.ended.code !== 0 || one.ended.ms > 5000) {
    rows.wrong.push(`it ended with ${one.ended.code} after ${Math.round(one.ended.ms)} ms`);
  }
  return {
    messages: rows.said.length,
    statements: statements.length,
    votes: rows.votes.length,
    reminders: reminders.length,
    wrong: rows.wrong,
  };
}

function read({ folder }: Case): Rows {
  const wrong: string[] = [];
  const bot = new Database(join(folder, 'holdepunkt.db'), { readonly: true });
  const chats = new Database(join(folder, 'simulator.db'), { readonly: true });
  for (const db of [bot, chats]) {
    const integrity = db.pragma('integrity_check', { simple: true });
    const orphans = db.pragma('foreign_key_check') as unknown[];
    if (integrity !== 'ok' || orphans.length > 0) {
      wrong.push(`${db.name}: ${integrity}, ${orphans.length} orphans`);
    }
  }
  const open = bot
    .prepare(
      "select key, status from outbox where status in ('queued', 'sending', 'unknown', 'held', 'failed')",
    )
    .all() as { key: string; status: string }[];
  wrong.push(...open.map(({ key, status }) => `outbox: ${key} is ${status}`));
  const waiting = chats.prepare('select count(*) from delivery').pluck().get();
  if (waiting !== 0) {
    wrong.push(`${waiting} events were never taken`);
  }
  const rows = {
    said: chats.prepare('select * from message order by seq').all() as Said[],
    reactions: chats.prepare("select * from reaction where person = ''").all() as Rows['reactions'],
    votes: chats.prepare('select * from vote').all() as Rows['votes'],
    // Her RSVP as the bot's own rule has it: the latest statement that stands.
    recorded: bot
      .prepare(`
      select t.group_id as chat, s.member_id as member, t.date, s.answer, s.late from (
        select *, row_number() over (
          partition by meeting_id, member_id order by said_at desc, rowid desc) as place
        from statements) s join meetings t on t.id = s.meeting_id where place = 1`)
      .all() as Rows['recorded'],
    now: chats.prepare('select now from world').pluck().get() as number,
    wrong,
  };
  bot.close();
  chats.close();
  return rows;
}

/** Of each member and day, what she said last, by message or by vote. */
function compareAnswers(rows: Rows, statements: readonly Said[]): void {
  const last = new Map<string, { at: number; answer: string }>();
  const note = (key: string, at: number, answer: string): void => {
    if (at >= (last.get(key)?.at ?? 0)) {
      last.set(key, { at, answer });
    }
  };
  for (const said of statements) {
    const { answer, date } = understand(said);
    note(`${said.chat} ${said.person} ${date}`, said.edited_at ?? said.at, answer);
  }
  const polls = new Map(rows.said.filter((said) => said.poll).map((said) => [said.id, said]));
  for (const vote of rows.votes) {
    const poll = polls.get(vote.message);
    const { question } = JSON.parse(poll?.poll ?? '{}') as { question: string };
    const date = readDay(question, poll?.at ?? 0);
    note(`${poll?.chat} ${vote.person} ${date}`, vote.at, answerOfOption(vote.options));
  }
  const wanted = [...last].map(([key, { answer }]) => `${key} ${answer}`);
  const found = rows.recorded.map(
    ({ chat, member, date, answer, late }) =>
      `${chat} ${member} ${date} ${late === 1 ? 'late' : answer}`,
  );
  compare(rows, 'RSVP', { wanted, found });
}

/** One reaction on each message that says who comes, the right one, and none on any other. */
function compareReactions(rows: Rows, statements: readonly Said[]): void {
  const signs = statements.map((said) => `${said.id} ${SIGNS[understand(said).answer]}`);
  const gone = new Set(rows.said.filter((said) => said.deleted_at !== null).map(({ id }) => id));
  const found = rows.reactions
    .filter(({ message, emoji }) => emoji !== '' && !gone.has(message))
    .map(({ message, emoji }) => `${message} ${emoji}`);
  compare(rows, 'reaction', { wanted: signs, found });
}

/** Each question has one answer. */
function compareReplies(rows: Rows, standing: readonly Said[]): void {
  const asked = standing.filter((said) => said.text?.startsWith('hvornår')).map(({ id }) => id);
  const replies = rows.said.filter((said) => said.person === null && said.quoted !== null);
  compare(rows, 'answer', { wanted: asked, found: replies.map(({ quoted }) => quoted ?? '') });
}

/** One reminder for each meeting and slot, at its local time; one poll for each meeting. */
function compareReminders(
  rows: Rows,
  group: CrashGroup,
  { reminders, startedAt }: { reminders: readonly Said[]; startedAt: string },
): void {
  const from = Temporal.Instant.from(startedAt).epochMilliseconds;
  const wanted: string[] = [];
  const polls = new Set<string>();
  const first = localOf(from).toPlainDate();
  const last = localOf(rows.now).toPlainDate().add({ weeks: 2 });
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    for (const slot of day.dayOfWeek === group.weekday ? group.reminders : []) {
      const due = day.subtract({ days: slot.daysBefore }).toPlainDateTime(slot.time);
      const dueAt = due.toZonedDateTime(ZONE).epochMilliseconds;
      if (dueAt > from && dueAt <= rows.now) {
        wanted.push(`${group.id} ${day} at ${due}`);
        polls.add(`${group.id} ${day}`);
      }
    }
  }
  const found = reminders
    .filter((said) => said.chat === group.id)
    .map((said) => `${group.id} ${readDay(said.text ?? '', said.at)} at ${minuteOf(said.at)}`);
  compare(rows, 'reminder', { wanted, found });
  const asked = rows.said
    .filter((said) => said.chat === group.id && said.poll !== null)
    .map((said) => `${group.id} ${readDay(said.poll ?? '', said.at)}`);
  compare(rows, 'poll', { wanted: [...polls], found: asked });
}

function compare(
  rows: Rows,
  what: string,
  { wanted, found }: { wanted: readonly string[]; found: readonly string[] },
): void {
  const count = (list: readonly string[], key: string) => list.filter((one) => one === key).length;
  for (const key of new Set([...wanted, ...found])) {
    const expected = count(wanted, key);
    const seen = count(found, key);
    if (expected !== seen) {
      rows.wrong.push(`${what} ${key}: ${seen} instead of ${expected}`);
    }
  }
}

function understand(said: Said): { answer: string; date: string } {
  const text = said.text ?? '';
  const answer = text.includes(' ikke ') ? 'no' : text.includes(' måske ') ? 'maybe' : 'yes';
  return { answer, date: readDay(text, said.at) };
}

function answerOfOption(options: string): string {
  const [sign] = Object.entries(SIGNS).find(([, emoji]) => options.includes(emoji)) ?? [''];
  return sign;
}

/** The day that a Danish text names, the next one of that name after an instant. */
function readDay(text: string, at: number): string {
  const match = /(\d{1,2})\. ([a-z]{3})/.exec(text);
  const month = MONTHS.indexOf(match?.[2] ?? '') + 1;
  const sent = localOf(at).toPlainDate();
  const day = Temporal.PlainDate.from({ year: sent.year, month, day: Number(match?.[1]) });
  return (Temporal.PlainDate.compare(day, sent) < 0 ? day.add({ years: 1 }) : day).toString();
}

function localOf(at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(ZONE);
}

function minuteOf(at: number): string {
  return localOf(at).toPlainDateTime().toString({ smallestUnit: 'second' });
}
