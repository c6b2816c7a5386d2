/**
 * The disk of the pretend WhatsApp: what WhatsApp keeps on its servers and telephones. Opened by
 * `simulator.ts` and read by the files beside it only; the bot proper never looks in here.
 */
import Database from 'better-sqlite3';
import { BadInput } from '../../bad-input.ts';

/** The pretend WhatsApp's rows. A transaction that has returned is on disk, also after a power cut. */
export interface Store {
  /** Runs `work` as one transaction: all of it or nothing. */
  write<T>(work: () => T): T;
  get<Row>(sql: string, ...values: Value[]): Row | undefined;
  all<Row>(sql: string, ...values: Value[]): Row[];
  run(sql: string, ...values: Value[]): void;
  close(): void;
}

type Value = string | number | null;

const SCHEMA_VERSION = 1;

// In `message`, no person means that the bot said it. In `reaction` the empty person is the bot:
// a key may not be null. `delivery` is what the servers keep until the device has taken it.
const SCHEMA = `
create table world (
  one integer primary key check (one = 1),
  now integer not null,
  last_at integer not null,
  faults text not null,
  away_until integer
) strict;
create table person (
  id text primary key,
  name text not null,
  phone text not null unique,
  lid text not null unique,
  identity text not null check (identity in ('phone', 'lid'))
) strict;
create table chat (
  id text primary key,
  kind text not null check (kind in ('group', 'direct')),
  name text not null,
  person text unique references person (id)
) strict;
create table membership (
  chat text not null references chat (id),
  person text not null references person (id),
  joined_at integer not null,
  left_at integer
) strict;
create unique index membership_now on membership (chat, person) where left_at is null;
create table message (
  seq integer primary key autoincrement,
  id text not null unique,
  chat text not null references chat (id),
  person text references person (id),
  at integer not null,
  text text,
  poll text,
  quoted text,
  edited_at integer,
  deleted_at integer
) strict;
create index message_by_chat on message (chat, seq);
create table reaction (
  message text not null references message (id),
  person text not null,
  id text not null,
  emoji text not null,
  at integer not null,
  primary key (message, person)
) strict;
create table vote (
  message text not null references message (id),
  person text not null references person (id),
  options text not null,
  at integer not null,
  primary key (message, person)
) strict;
create table delivery (
  position integer primary key autoincrement,
  held integer not null,
  event text not null
) strict;
create table under_way (
  seq integer primary key autoincrement,
  sent_at integer not null,
  arrives_at integer not null,
  chat text not null references chat (id),
  message text not null
) strict;
`;

/**
 * Opens the file, or makes it with the pretend clock at `startAt`.
 * @throws BadInput where it is no store of the simulator, or a newer program wrote it
 */
export function openStore(file: string, startAt: number): Store {
  const db = connect(file, startAt);
  const statements = new Map<string, Database.Statement>();
  const prepare = (sql: string): Database.Statement => {
    const statement = statements.get(sql) ?? db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    write: (work) => db.transaction(work).immediate(),
    get: <Row>(sql: string, ...values: Value[]) => prepare(sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: Value[]) => prepare(sql).all(...values) as Row[],
    run: (sql, ...values) => {
      prepare(sql).run(...values);
    },
    close: () => {
      db.close();
    },
  };
}

function connect(file: string, startAt: number): Database.Database {
  let db: Database.Database | undefined;
  try {
    db = new Database(file);
    db.pragma('journal_mode = WAL');
    // better-sqlite3 is built to sync a WAL only now and then; an accepted message must survive a power cut.
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('busy_timeout = 5000');
    migrate(db, startAt);
    return db;
  } catch (error) {
    db?.close();
    const reason = error instanceof Error ? error.message : 'unreadable';
    throw new BadInput(
      `${file}: ${reason}. Is it the simulator's store, and may it be written? Take it away to begin anew`,
    );
  }
}

function migrate(db: Database.Database, startAt: number): void {
  const create = db.transaction(() => {
    const version = db.pragma('user_version', { simple: true });
    if (version === SCHEMA_VERSION) {
      return;
    }
    if (version !== 0) {
      throw new Error(`it has version ${version}, this program knows ${SCHEMA_VERSION}`);
    }
    db.exec(SCHEMA);
    db.prepare("insert into world values (1, ?, 0, '{}', null)").run(startAt);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  });
  create.immediate();
}
