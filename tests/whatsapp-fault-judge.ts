/**
 * The judge of a fault run. It believes the stand-in about what was said and sent, and the oracle about
 * what it means, and compares that with what the bot recorded. Called by `whatsapp-fault-run.ts`.
 */

import { join } from 'node:path';
import { makeMessageId } from '../bot/channels/whatsapp/message-id.ts';
import type { ChatId, Group, MessageId, Outbound, PersonId } from '../bot/types.ts';
import { type Db, openDatabase } from '../data/database.ts';
import { messageSource } from '../data/sources.ts';
import { createStore, type Store } from '../data/store.ts';
import { createVault } from '../data/vault.ts';
import type { StandInMessage, World } from './stand-in/world.ts';
import { ID_SECRET } from './whatsapp-fault-bot.ts';
import type { FaultGroup, People } from './whatsapp-fault-people.ts';
import type { Ending } from './whatsapp-fault-process.ts';
import { dayOfPost, SIGNS } from './whatsapp-fault-texts.ts';

export interface FaultCase {
  readonly folder: string;
  readonly key: Buffer;
  readonly world: World;
  readonly people: People;
  /** Rows of the outbox of which it was not known in the end what became. */
  readonly open: number;
  readonly ended: Ending;
  /** What was wrong on the way. */
  readonly wrong: readonly string[];
}

/** One line for each thing that is wrong, by its kind, and counts of what was looked at. */
export interface Verdict {
  /** A statement that stands is not recorded, or one that does not stand is. */
  readonly lost: readonly string[];
  /** Said more often than once. */
  readonly doubled: readonly string[];
  /** Marked as sent, and not there. */
  readonly notThere: readonly string[];
  /** Waits for a person, or for ever. */
  readonly stuck: readonly string[];
  readonly wrong: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

interface Row {
  readonly key: string;
  readonly group_id: string;
  readonly status: string;
  readonly attempts: number;
  readonly problem: string | null;
}

interface Hearing extends FaultCase {
  readonly store: Store;
  readonly rows: readonly Row[];
  /** The messages of all chats, as they stand. */
  readonly messages: readonly StandInMessage[];
  readonly found: { -readonly [Name in keyof Omit<Verdict, 'counts'>]: string[] };
}

/** More refusals of one message than the outbox has attempts. */
const MOST_REFUSALS = 20;
/** Rows that nobody has to do anything about. */
const OVER = new Set(['sent', 'expired', 'void']);

/** Reads the bot's database and compares it with the stand-in. */
export function judge(one: FaultCase): Verdict {
  const vault = createVault(one.key);
  const db = openDatabase(join(one.folder, 'holdepunkt.db'), vault);
  try {
    const hearing = open(one, db, createStore(db, vault));
    compareAnswers(hearing);
    compareSent(hearing);
    compareQuestions(hearing);
    compareReactions(hearing);
    lookAtRows(hearing);
    if (one.ended.code !== 0 || one.ended.ms > 10_000) {
      hearing.found.wrong.push(`it ended with ${one.ended.code} after ${one.ended.ms} ms`);
    }
    const integrity = db.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') {
      hearing.found.wrong.push(`the database: ${integrity}`);
    }
    return { ...hearing.found, counts: countAll(hearing) };
  } finally {
    db.close();
  }
}

function open(one: FaultCase, db: Db, store: Store): Hearing {
  const { groups } = one.people;
  const persons = groups.flatMap(({ members }) => members.map(({ person }) => person));
  const chats = [...groups.map(({ chat }) => chat), ...persons.map(({ id }) => id)];
  return {
    ...{ ...one, store },
    rows: db
      .prepare<[], Row>('select key, group_id, status, attempts, problem from outbox order by id')
      .all(),
    messages: chats.flatMap((chat) => one.world.messages(chat)),
    found: { lost: [], doubled: [], notThere: [], stuck: [], wrong: [...one.wrong] },
  };
}

// ---------------------------------------------------------------- what people said

/** Of each mother and day, what the oracle says against what is recorded. */
function compareAnswers({ store, people, found }: Hearing): void {
  const recorded: string[] = [];
  for (const group of people.groups) {
    const names = nameMembers(store, group, found.wrong);
    for (const meeting of store.meetings.inGroup(requireGroup(store, group.id))) {
      for (const { member, answer, late } of store.answers.rsvps(meeting.id)) {
        const who = names.get(member) ?? `somebody in ${group.id}`;
        recorded.push(`${who} ${meeting.date} ${late ? 'late' : answer}`);
      }
    }
  }
  const wanted = people.oracle.rsvps();
  found.lost.push(
    ...wanted.filter((line) => !recorded.includes(line)).map((line) => `not recorded: ${line}`),
    ...recorded.filter((line) => !wanted.includes(line)).map((line) => `recorded only: ${line}`),
  );
}

/** Whom the bot knows by which number; each mother must be one person, by both of her ids. */
function nameMembers(store: Store, group: FaultGroup, wrong: string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { name, person } of group.members) {
    const ids = [person.phone, person.lid].flatMap(
      (id) => store.members.byPerson(id as PersonId)?.id ?? [],
    );
    if (new Set(ids).size !== 1) {
      wrong.push(`${name} is ${new Set(ids).size} members`);
    }
    for (const id of ids) {
      names.set(id, name);
    }
  }
  return names;
}

function requireGroup(store: Store, id: string): Group {
  const group = store.groups.all().find((one) => one.id === id);
  if (!group) {
    throw new Error('A group is not there any more');
  }
  return group;
}

// ---------------------------------------------------------------- what the bot said

/** Each row that says `sent` is one message at the stand-in, and each message there is one such row. */
function compareSent(hearing: Hearing): void {
  const own = hearing.messages.filter(({ fromMe, type }) => fromMe && type !== 'gp2');
  const sent = new Map<string, number>();
  for (const message of own) {
    const keys = keysOf(hearing, message).filter((key) => isIdOf(hearing, key, message));
    const [key] = keys;
    if (key === undefined) {
      hearing.found.wrong.push(`a message of the bot's that no row explains (${message.type})`);
    } else {
      sent.set(key, (sent.get(key) ?? 0) + 1);
    }
  }
  for (const [key, count] of sent) {
    if (count > 1) {
      hearing.found.doubled.push(`${key} is there ${count} times`);
    }
  }
  for (const { key, status } of hearing.rows.filter((row) => !row.key.startsWith('react:'))) {
    if (status === 'sent' && !sent.has(key)) {
      hearing.found.notThere.push(key);
    } else if (status !== 'sent' && sent.has(key)) {
      hearing.found.wrong.push(`${key} is there and marked as ${status}`);
    }
  }
}

/** The keys of the outbox under which a message of the bot's may have been said, by what it says. */
function keysOf({ rows, store, people, world }: Hearing, message: StandInMessage): string[] {
  const { quoted } = message;
  if (quoted !== undefined) {
    const person = world.person(message.chat);
    const chats = person ? [person.phone, person.lid] : [message.chat];
    const starts = chats.map((chat) => `answer:${nameSource(store, chat, quoted)}:`);
    return rows
      .map(({ key }) => key)
      .filter((key) => starts.some((start) => key.startsWith(start)));
  }
  const group = people.groups.find(({ chat }) => chat === message.chat);
  const day = dayOfPost(message);
  const start = message.poll ? 'poll' : 'reminder';
  return rows
    .filter((row) => row.group_id === group?.id && row.key.split(':')[2] === day)
    .map(({ key }) => key)
    .filter((key) => key.startsWith(`${start}:`));
}

/** What the bot knows a message by, in the keys of the outbox. */
function nameSource(store: Store, chat: string, message: string): string {
  const hash = (...parts: readonly string[]) => store.hash(...parts);
  return messageSource(hash, chat as ChatId, message as MessageId).toString('hex');
}

/** Each question was answered, or it was too late when it was read. */
function compareQuestions({ store, rows, people, found }: Hearing): void {
  for (const { id, chat } of people.questions) {
    const start = `answer:${nameSource(store, chat, id)}:`;
    if (!rows.some(({ key }) => key.startsWith(start))) {
      found.lost.push(`no answer was queued to ${id}`);
    }
  }
}

/** Whether a message has one of the ids that the channel makes for a key. */
function isIdOf({ store }: Hearing, key: string, message: StandInMessage): boolean {
  const secret = store.hash(ID_SECRET);
  const chat = message.chat as ChatId;
  const said: Outbound = message.poll
    ? { kind: 'poll', ...message.poll }
    : {
        kind: 'text',
        text: message.body ?? '',
        ...(message.quoted !== undefined && { quoted: message.quoted as MessageId }),
      };
  return Array.from({ length: MOST_REFUSALS }, (_, refused) =>
    makeMessageId(secret, { key, chat, message: said }, refused),
  ).includes(message.id as MessageId);
}

/** The right sign stands on each message that says who comes, and none on any other. */
function compareReactions(hearing: Hearing): void {
  const { store, world, rows, people, found, messages } = hearing;
  const statusOf = new Map(rows.map(({ key, status }) => [key, status]));
  const signs = new Map<string, string>();
  for (const { id, chat, answer, deleted } of people.statements) {
    const status = statusOf.get(`react:${nameSource(store, chat, id)}`);
    const sign = SIGNS[answer] ?? '';
    signs.set(id, sign);
    if (deleted || status === 'expired') {
      continue;
    }
    if (status === undefined) {
      found.lost.push(`no reaction was queued on ${id}`);
    } else if (status === 'sent' && world.ownReaction(id) !== sign) {
      found.notThere.push(
        `the reaction on ${id} is ${world.ownReaction(id) || 'none'}, not ${sign}`,
      );
    }
  }
  for (const { id, fromMe } of messages) {
    if (!signs.has(id) && !fromMe && world.ownReaction(id) !== '') {
      found.wrong.push(`a reaction on ${id}, which says nothing`);
    }
  }
  const last = new Map<string, string>();
  for (const update of world.updates) {
    if (update.kind === 'reaction' && update.fromMe) {
      if (last.get(update.message) === update.emoji) {
        found.doubled.push(`the same reaction again on ${update.message}`);
      }
      last.set(update.message, update.emoji);
    }
  }
}

function lookAtRows({ rows, found, open: waiting }: Hearing): void {
  for (const { key, status, attempts, problem } of rows.filter((row) => !OVER.has(row.status))) {
    found.stuck.push(`${key} is ${status} after ${attempts} attempts: ${problem}`);
  }
  if (waiting !== 0) {
    found.stuck.push(`${waiting} rows were open when it was ended`);
  }
}

function countAll({ rows, messages, people }: Hearing): Record<string, number> {
  const own = messages.filter(({ fromMe }) => fromMe);
  const counts: Record<string, number> = {
    ...Object.fromEntries(people.deeds),
    'standing answers': people.oracle.rsvps().length,
    reminders: own.filter((one) => dayOfPost(one) !== null && !one.poll).length,
    polls: own.filter(({ poll }) => poll).length,
    answers: own.filter(({ quoted }) => quoted !== undefined).length,
  };
  for (const { status, attempts } of rows) {
    counts[`rows ${status}`] = (counts[`rows ${status}`] ?? 0) + 1;
    counts['more attempts'] = (counts['more attempts'] ?? 0) + Math.max(attempts - 1, 0);
  }
  return counts;
}
