/**
 * Looks at a database as a whole and says what is wrong with it. Called by `bot/backup.ts`. It
 * changes nothing, and tells counts, tables and ids of our own, never what a row says.
 */

import Database from 'better-sqlite3';
import { type Db, openDatabase } from './database.ts';
import type { Vault } from './vault.ts';

/** One thing that was looked at. */
export interface Check {
  readonly name: CheckName;
  /** How many pages, tables, values, rows or rules were looked at. */
  readonly looked: number;
  readonly wrong: number;
  /** What is wrong, or worth knowing, in a few words. */
  readonly note: string;
}

export type CheckName =
  | 'file'
  | 'version'
  | 'key'
  | 'schema'
  | 'sealed values'
  | 'hashes'
  | 'references'
  | 'orphans';

/** A database with one of these wrong is not to be used at all. */
export const DECISIVE: readonly CheckName[] = ['file', 'version', 'key'];

/** Of what is wrong, so many places are named. */
const PLACES_NAMED = 3;
/** The column that a table's sealed values are bound to. */
const OWNERS: Readonly<Record<string, string>> = {
  groups: 'id',
  members: 'id',
  aliases: 'member_id',
  outbox: 'key',
  account_chats: 'chat_hash',
  meetings: 'id',
  dialogues: 'member_id',
  deeds: 'id',
  topic_polls: 'id',
  wishes: 'id',
  log_parts: 'id',
  follow_ups: 'id',
};

/** What a column is hashed as, where that is not its own name: every chat is known by one hash. */
const HASHED_AS: Readonly<Record<string, string>> = { staff_chat: 'chat' };

/** Rows that belong to nothing although no reference of theirs is broken. */
const ORPHANS: readonly (readonly [what: string, sql: string])[] = [
  [
    'read marks of no group and no member',
    `select count(*) from chats where member_id is null and chat_hash not in
       (select chat_hash from groups union select staff_chat_hash from groups where staff_chat_hash is not null)`,
  ],
  [
    'members that no id leads to',
    // Of whom a volunteer wrote down the name, WhatsApp need not know anything.
    'select count(*) from members where by_hand = 0 and id not in (select member_id from aliases)',
  ],
  ...['statements', 'attendance'].map(
    (table) =>
      [
        `${table} of somebody who was never in the group`,
        `select count(*) from ${table} s join meetings t on t.id = s.meeting_id
         where not exists (select 1 from memberships p
           where p.group_id = t.group_id and p.member_id = s.member_id)`,
      ] as const,
  ),
  ...['posts', 'outbox'].map(
    (table) =>
      [
        `${table} about a meeting of another group`,
        `select count(*) from ${table} o join meetings t on t.id = o.meeting_id
         where t.group_id <> o.group_id`,
      ] as const,
  ),
  [
    'outbox that waits with nothing to say',
    "select count(*) from outbox where status in ('queued', 'sending', 'unknown') and payload_sealed is null",
  ],
];

/** Looks at everything that can be told about a database from outside; changes nothing. */
export function inspectDatabase(file: string, vault: Vault): readonly Check[] {
  const db = openAsItIs(file);
  const expected = openDatabase(':memory:', vault);
  try {
    // One transaction: a bot that writes meanwhile would seem to leave rows without their owners.
    db.exec('begin');
    const whole = attempt('file', () => checkFile(db));
    const version = attempt('version', () => checkVersion(db, expected));
    if (version.wrong > 0) {
      return [whole, version];
    }
    const key = attempt('key', () => checkKey(db, vault));
    return [
      ...[whole, version, key],
      attempt('schema', () => checkSchema(db, expected)),
      ...(key.wrong > 0 ? [] : checkSealed(db, vault)),
      attempt('references', () => checkReferences(db)),
      attempt('orphans', () => checkOrphans(db)),
    ];
  } finally {
    db.close();
    expected.close();
  }
}

/** Opens a database without migrations, and so that nothing can be written. */
export function openAsItIs(file: string): Db {
  const db = new Database(file, { fileMustExist: true, timeout: 5000 });
  db.pragma('query_only = ON');
  db.pragma('trusted_schema = OFF');
  return db;
}

type Looked = Omit<Check, 'name'>;

/** A file that is damaged may fail any question. */
function attempt(name: CheckName, look: () => Looked): Check {
  try {
    return { name, ...look() };
  } catch (error) {
    return { name, looked: 0, wrong: 1, note: `it cannot be read (${codeOf(error)})` };
  }
}

/** The code of an error, such as `SQLITE_CORRUPT`: its message may hold more than is to be told. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

/** The first few, and how many more there are. */
function nameSome(places: readonly string[]): string {
  const more = places.length - PLACES_NAMED;
  return [...places.slice(0, PLACES_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

function checkFile(db: Db): Looked {
  const rows = db.pragma('integrity_check') as { integrity_check: string }[];
  const wrong = rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  const pages = Number(db.pragma('page_count', { simple: true }));
  return { looked: pages, wrong: wrong.length, note: nameSome(wrong) };
}

const versionOf = (db: Db): number => Number(db.pragma('user_version', { simple: true }));

function checkVersion(db: Db, expected: Db): Looked {
  const [found, newest] = [versionOf(db), versionOf(expected)];
  const isKnown = found > 0 && found <= newest;
  const note =
    found === 0
      ? "it is no database of Holdepunkt's"
      : found > newest
        ? `it is of version ${found}, this program knows ${newest}: update the program`
        : found < newest
          ? `version ${found}; the next start brings it to ${newest}`
          : `version ${found}`;
  return { looked: 1, wrong: isKnown ? 0 : 1, note };
}

function checkKey(db: Db, vault: Vault): Looked {
  const kept = db.prepare("select value from meta where name = 'key_check'").pluck().get();
  const fits = kept instanceof Buffer && kept.equals(vault.hash('key check'));
  return { looked: 1, wrong: fits ? 0 : 1, note: fits ? '' : 'it was written with another key' };
}

function checkSchema(db: Db, expected: Db): Looked {
  if (versionOf(db) < versionOf(expected)) {
    return { looked: 0, wrong: 0, note: 'compared once it is up to date' };
  }
  const [found, wanted] = [readSchema(db), readSchema(expected)];
  const names = new Set([...found.keys(), ...wanted.keys()]);
  const wrong = [...names].filter((name) => found.get(name) !== wanted.get(name));
  return { looked: wanted.size, wrong: wrong.length, note: nameSome(wrong) };
}

/** Tables and indexes by name; SQLite's own statistics are none of ours. */
function readSchema(db: Db): Map<string, string> {
  const rows = db
    .prepare<[], { name: string; sql: string | null }>(
      "select name, sql from sqlite_schema where name not like 'sqlite_stat%'",
    )
    .all();
  return new Map(rows.map((row) => [row.name, row.sql ?? '']));
}

interface SealedColumn {
  readonly table: string;
  /** Without `_sealed`. */
  readonly column: string;
  /** Whether the same value is there as a keyed hash too. */
  readonly hashed: 0 | 1;
}

function sealedColumns(db: Db): SealedColumn[] {
  return db
    .prepare<[], SealedColumn>(`
      select t.name as "table", substr(c.name, 1, length(c.name) - length('_sealed')) as "column",
        exists (select 1 from pragma_table_info(t.name) h
          where h.name = substr(c.name, 1, length(c.name) - length('_sealed')) || '_hash') as hashed
      from pragma_table_list t join pragma_table_info(t.name) c
      where t.schema = 'main' and t.type = 'table' and c.name like '%\\_sealed' escape '\\'
      order by t.name, c.cid`)
    .all();
}

/** Does every sealed value open, and does its hash fit where there is one? */
function checkSealed(db: Db, vault: Vault): Check[] {
  const [closed, unfitting]: [string[], string[]] = [[], []];
  let [values, hashes] = [0, 0];
  const sealed = attempt('sealed values', () => {
    for (const column of sealedColumns(db)) {
      for (const { owner, value, hash } of readSealed(db, column)) {
        const text = openOrNull(vault, value, `${column.table}.${column.column}:${owner}`);
        const place = `${column.table}.${column.column} of ${owner}`;
        values += 1;
        if (text === null) {
          closed.push(place);
        } else if (hash) {
          hashes += 1;
          unfitting.push(
            ...(hash.equals(vault.hash(HASHED_AS[column.column] ?? column.column, text))
              ? []
              : [place]),
          );
        }
      }
    }
    return { looked: values, wrong: closed.length, note: nameSome(closed) };
  });
  const fitting = { looked: hashes, wrong: unfitting.length, note: nameSome(unfitting) };
  return [sealed, { name: 'hashes', ...fitting }];
}

function* readSealed(
  db: Db,
  { table, column, hashed }: SealedColumn,
): Generator<{ owner: string; value: Buffer; hash: Buffer | null }> {
  const owner = OWNERS[table];
  if (owner === undefined) {
    throw new Error(`${table} has sealed values, and nobody said what they are bound to`);
  }
  const rows = db
    .prepare<[], { owner: string | number | Buffer; value: Buffer; hash: Buffer | null }>(`
      select ${owner} as owner, ${column}_sealed as value,
        ${hashed ? `${column}_hash` : 'null'} as hash
      from ${table} where ${column}_sealed is not null`)
    .iterate();
  for (const { owner: bound, value, hash } of rows) {
    yield { owner: Buffer.isBuffer(bound) ? bound.toString('hex') : String(bound), value, hash };
  }
}

function openOrNull(vault: Vault, value: Buffer, place: string): string | null {
  try {
    return vault.open(value, place);
  } catch {
    return null;
  }
}

function checkReferences(db: Db): Looked {
  const rows = db.pragma('foreign_key_check') as { table: string; parent: string }[];
  const pairs = new Set(rows.map((row) => `${row.table} without their ${row.parent}`));
  const tables = db
    .prepare("select count(*) from sqlite_schema where type = 'table'")
    .pluck()
    .get();
  return { looked: Number(tables), wrong: rows.length, note: nameSome([...pairs]) };
}

function checkOrphans(db: Db): Looked {
  const counts = ORPHANS.map(
    ([what, sql]) => [Number(db.prepare(sql).pluck().get()), what] as const,
  );
  const found = counts.filter(([count]) => count > 0);
  return {
    looked: ORPHANS.length,
    wrong: found.reduce((sum, [count]) => sum + count, 0),
    note: nameSome(found.map(([count, what]) => `${count} ${what}`)),
  };
}
