/**
 * Opens the database and brings it up to date. Called once a process, by whoever composes it.
 * Refuses a database that is newer than this code, and one that was written with another key.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Vault } from './vault.ts';

export type Db = Database.Database;

const MIGRATIONS = join(import.meta.dirname, 'migrations');

/** What opening a database can fail with: a line for whoever runs the program. */
export class DatabaseRefused extends Error {}

/**
 * Opens the file (made where absent), durable to a power cut, and runs the migrations it lacks.
 * @throws DatabaseRefused where the file is newer than the code, no database, or of another key
 */
export function openDatabase(file: string, vault: Vault): Db {
  const db = connect(file);
  try {
    migrate(db, file);
    checkKey(db, file, vault);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function connect(file: string): Db {
  let db: Db | undefined;
  try {
    db = new Database(file);
    if (isForeign(db)) {
      throw new Error('it is the database of another program');
    }
    // FULL on every connection: better-sqlite3's default in WAL mode loses the last commits in a
    // power cut. secure_delete: what is erased must not linger in free pages.
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('busy_timeout = 5000');
    db.pragma('secure_delete = ON');
    db.pragma('trusted_schema = OFF');
    return db;
  } catch (error) {
    db?.close();
    const reason = error instanceof Error ? error.message : 'unreadable';
    throw new DatabaseRefused(
      `${file}: ${reason}. Is it Holdepunkt's database, and may it be written?`,
    );
  }
}

/** Tables, but no version: not ours. Looked at before anything is written. */
function isForeign(db: Db): boolean {
  const found = db
    .prepare(
      'select user_version = 0 and exists (select 1 from sqlite_schema) from pragma_user_version',
    )
    .pluck()
    .get();
  return found === 1;
}

/** The migrations in order: `0001_name.sql` is version 1. */
function listMigrations(): { version: number; sql: string }[] {
  return readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({
      version: Number(name.slice(0, 4)),
      sql: readFileSync(join(MIGRATIONS, name), 'utf8'),
    }));
}

function migrate(db: Db, file: string): void {
  const migrations = listMigrations();
  const newest = migrations.at(-1)?.version ?? 0;
  const found = Number(db.pragma('user_version', { simple: true }));
  if (found > newest) {
    throw new DatabaseRefused(
      `${file} is of version ${found}, this program knows ${newest}: update the program, or restore a backup`,
    );
  }
  for (const { version, sql } of migrations) {
    // Read again inside the transaction: two processes may open a new file at the same moment.
    db.transaction(() => {
      if (Number(db.pragma('user_version', { simple: true })) < version) {
        db.exec(sql);
        db.pragma(`user_version = ${version}`);
      }
    }).immediate();
  }
}

/** The first opening leaves a keyed hash of a fixed text; another key would give another. */
function checkKey(db: Db, file: string, vault: Vault): void {
  const mark = vault.hash('key check');
  db.prepare("insert into meta (name, value) values ('key_check', ?) on conflict do nothing").run(
    mark,
  );
  const kept = db.prepare("select value from meta where name = 'key_check'").pluck().get();
  if (!(kept instanceof Buffer) || !kept.equals(mark)) {
    throw new DatabaseRefused(
      `${file} was written with another key: set HOLDEPUNKT_KEY or HOLDEPUNKT_KEY_FILE to the key it was made with`,
    );
  }
}
