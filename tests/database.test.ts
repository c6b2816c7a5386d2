import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseRefused, type Db, openDatabase } from '../data/database.ts';
import { createVault } from '../data/vault.ts';

const key = randomBytes(32);
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdepunkt-database-'));
  file = join(folder, 'holdepunkt.db');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(): Db {
  return openDatabase(file, createVault(key));
}

/** The error of an opening that must be refused, and nothing of the file may have changed. */
function refusal(other = key): string {
  const before = readFileSync(file);
  let message = 'it was opened';
  try {
    openDatabase(file, createVault(other)).close();
  } catch (error) {
    message = error instanceof DatabaseRefused ? error.message : `not for people: ${error}`;
  }
  expect(readFileSync(file).equals(before)).toBe(true);
  return message;
}

const schemaOf = (db: Db): unknown =>
  db.prepare('select type, name, sql from sqlite_schema order by name').all();

const addMember = (db: Db): unknown =>
  db
    .prepare('insert into members (id, name_sealed, created_at) values (?, ?, ?)')
    .run('m-1', Buffer.from([1]), 1);

describe('opening', () => {
  it('makes an empty file, and a second time changes nothing', () => {
    const first = open();
    const schema = schemaOf(first);
    const version = first.pragma('user_version', { simple: true });
    addMember(first);
    first.close();
    const second = open();
    expect(version).toBeGreaterThan(0);
    expect(second.pragma('user_version', { simple: true })).toBe(version);
    expect(schemaOf(second)).toEqual(schema);
    expect(second.prepare('select count(*) from members').pluck().get()).toBe(1);
    second.close();
  });

  it('fills a file that is there but empty', () => {
    writeFileSync(file, '');
    const db = open();
    expect(db.pragma('user_version', { simple: true })).toBeGreaterThan(0);
    db.close();
  });

  it('takes up a migration that a crash cut off', () => {
    const half = new Database(file);
    half.pragma('journal_mode = WAL');
    half.exec('begin immediate; create table meta (name text primary key)');
    half.close();
    const db = open();
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.prepare('select count(*) from meta').pluck().get()).toBe(1);
    db.close();
  });

  it('refuses one that a newer program wrote', () => {
    const db = open();
    db.pragma('user_version = 4711');
    db.close();
    expect(refusal()).toMatch(
      /^\S+holdepunkt\.db is of version 4711, this program knows \d+: \S.+$/,
    );
  });

  it('refuses one that was written with another key, and names no key', () => {
    open().close();
    const other = randomBytes(32);
    const message = refusal(other);
    expect(message).toMatch(/^\S+holdepunkt\.db was written with another key: set HOLDEPUNKT_KEY/);
    expect(message).not.toContain(other.toString('hex'));
  });

  it.each(['a letter to somebody', 'SQLite format 3\0 and then something else'.padEnd(5000, 'x')])(
    'refuses a file that is no database: %.20s',
    (content) => {
      writeFileSync(file, content);
      expect(refusal()).toMatch(/^\S+holdepunkt\.db: \S.+ Is it Holdepunkt's database/);
    },
  );

  it("refuses another program's database and leaves it as it is", () => {
    const foreign = new Database(file);
    foreign.exec('create table recipes (name text); insert into recipes values (1)');
    foreign.close();
    expect(refusal()).toMatch(/^\S+holdepunkt\.db: \S.+$/);
  });

  it('refuses a folder', () => {
    mkdirSync(file);
    expect(() => open()).toThrow(DatabaseRefused);
  });
});

describe('an open database', () => {
  // Read after a write: on a new file SQLite shows FULL until the first write to the WAL.
  it.each([
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['secure_delete', 1],
    ['trusted_schema', 0],
    ['busy_timeout', 5000],
  ])('has %s = %s, new and opened again', (pragma, value) => {
    for (const _ of ['new', 'again']) {
      const db = open();
      db.prepare('delete from members').run();
      addMember(db);
      expect(db.pragma(pragma, { simple: true })).toBe(value);
      db.close();
    }
  });

  it('refuses a row that belongs to nobody', () => {
    const db = open();
    const orphan = db.prepare(
      "insert into memberships (group_id, member_id, role, joined_at, left_at) values ('g-1', 'm-1', 'mother', 1, null)",
    );
    expect(() => orphan.run()).toThrow(/FOREIGN KEY/);
    db.close();
  });
});

/**
 * Every column that is kept as it is, and why that tells nothing about a person: `id` our own
 * invention, `time` when, `state` one of a few words or a count, `setting` of a group as a whole,
 * `code` made of ids and hashes by the program.
 */
const PLAIN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  meta: { name: 'code', value: 'code' },
  groups: {
    ...{ id: 'id', weekday: 'setting', start_time: 'setting', end_time: 'setting' },
    ...{ zone: 'setting', languages: 'setting', starts_date: 'setting', ends_date: 'setting' },
    ...{ reminders: 'setting', municipality: 'setting', off: 'setting', asks: 'setting' },
    ...{ revision: 'state', wake_at: 'time', created_at: 'time' },
    ...{ kind: 'setting', checkin_weeks: 'setting' },
  },
  members: {
    ...{ id: 'id', language: 'state', by_hand: 'state', created_at: 'time', quiet: 'state' },
    ...{ spared: 'state', protected: 'state', language_chosen: 'state', introduced_at: 'time' },
    ...{ erase_at: 'time' },
  },
  forgotten: { at: 'time' },
  aliases: { member_id: 'id' },
  memberships: {
    ...{ group_id: 'id', member_id: 'id', role: 'state', joined_at: 'time', left_at: 'time' },
    ...{ arrived_at: 'time', welcomed_at: 'time', former: 'state' },
  },
  meetings: {
    ...{ id: 'id', group_id: 'id', planned_date: 'time', date: 'time', start_time: 'time' },
    ...{ end_time: 'time', starts_at: 'time', ends_at: 'time', status: 'state' },
    ...{ children: 'state', status_before: 'state', recorded_by: 'id', recorded_at: 'time' },
  },
  statements: {
    ...{ meeting_id: 'id', member_id: 'id', answer: 'state', late: 'state', source: 'state' },
    ...{ said_at: 'time', language: 'code', rule: 'code' },
  },
  readings: {
    ...{ language: 'code', rule: 'code', answer: 'state' },
    ...{ read_count: 'state', corrected_count: 'state' },
  },
  attendance: {
    ...{ meeting_id: 'id', member_id: 'id', present: 'state', recorded_by: 'id' },
    ...{ recorded_at: 'time' },
  },
  inbox: { version: 'state', status: 'state', attempts: 'state', at: 'time' },
  outbox: {
    ...{ id: 'id', key: 'code', group_id: 'id', member_id: 'id', meeting_id: 'id', kind: 'state' },
    ...{ status: 'state', due_at: 'time', expires_at: 'time', next_at: 'time' },
    ...{ claimed_at: 'time', attempts: 'state', problem: 'code', sent_at: 'time' },
    ...{ prompted: 'state', to_staff: 'state' },
  },
  posts: { kind: 'state', group_id: 'id', meeting_id: 'id', options: 'code', sent_at: 'time' },
  flow_runs: { key: 'code', group_id: 'id', outcome: 'state', at: 'time' },
  chats: { member_id: 'id', read_to_at: 'time' },
  channel_state: {
    ...{ id: 'id', channel: 'code', phase: 'state', since_at: 'time', problems: 'code' },
    ...{ version: 'code', attempts: 'state' },
  },
  unclear: { meeting_id: 'id', member_id: 'id', noticed_at: 'time' },
  dialogues: {
    ...{ member_id: 'id', group_id: 'id', kind: 'state', asked_at: 'time', expires_at: 'time' },
  },
  log_entries: {
    ...{ id: 'id', group_id: 'id', member_id: 'id', meeting_id: 'id', written_at: 'time' },
  },
  log_parts: { id: 'id', entry_id: 'id', kind: 'state' },
  follow_ups: {
    ...{ id: 'id', group_id: 'id', member_id: 'id', day_date: 'time', ask_date: 'time' },
    ...{ asked_count: 'state', done_at: 'time', written_at: 'time' },
  },
  deeds: { id: 'id', group_id: 'id', member_id: 'id', command: 'state', done_at: 'time' },
  topic_polls: { id: 'id', group_id: 'id', asked_at: 'time' },
  topic_votes: { poll_id: 'id', topic: 'code', member_id: 'id' },
  wishes: { id: 'id', group_id: 'id', noted_date: 'time', due_at: 'time' },
  wish_counts: { noted_date: 'time', wishes: 'state' },
  checkins: { group_id: 'id', due_date: 'time', member_id: 'id', done_at: 'time' },
  tasks: { meeting_id: 'id', task: 'state', member_id: 'id', claimed_at: 'time' },
  offers: {
    ...{ id: 'id', municipality: 'setting', title: 'setting', about: 'setting', link: 'setting' },
    ...{ added_at: 'time' },
  },
  pulse_counts: {
    ...{ group_id: 'id', period: 'time', question: 'code', score: 'state', answers: 'state' },
  },
  pulse_answered: { period: 'time' },
  twins: { member_id: 'id', other_id: 'id', status: 'state', noticed_at: 'time' },
};

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
}

function columnsOf(db: Db): Column[] {
  return db
    .prepare(`
      select t.name as "table", c.name, c.type
      from pragma_table_list t join pragma_table_info(t.name) c
      where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite_%'`)
    .all() as Column[];
}

/** Columns that could hold something about a person as it is. */
function exposed(columns: readonly Column[]): string[] {
  return columns
    .filter(({ table, name, type }) =>
      /_(?:sealed|hash)$/.test(name) ? type !== 'BLOB' : PLAIN[table]?.[name] === undefined,
    )
    .map(({ table, name }) => `${table}.${name}`);
}

describe('the schema', () => {
  it('is strict in every table', () => {
    const db = open();
    const loose = db
      .prepare(
        "select name from pragma_table_list where schema = 'main' and type = 'table' and strict = 0 and name not like 'sqlite_%'",
      )
      .pluck()
      .all();
    expect(loose).toEqual([]);
    db.close();
  });

  it('seals or hashes what is about a person; every other column is listed with its class', () => {
    const db = open();
    const columns = columnsOf(db);
    expect(exposed(columns)).toEqual([]);
    const there = new Set(columns.map(({ table, name }) => `${table}.${name}`));
    const listed = Object.entries(PLAIN).flatMap(([table, names]) =>
      Object.keys(names).map((name) => `${table}.${name}`),
    );
    expect(listed.filter((column) => !there.has(column))).toEqual([]);
    db.close();
  });

  it('would show a new column with a name in it', () => {
    const db = open();
    db.exec(
      'alter table members add column phone text; create table notes (text_sealed text) strict',
    );
    expect(exposed(columnsOf(db)).sort()).toEqual(['members.phone', 'notes.text_sealed']);
    db.close();
  });
});
