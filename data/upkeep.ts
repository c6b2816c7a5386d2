/**
 * Copies the database while a bot writes, and makes a copy ready to take its place. Called by
 * `bot/backup.ts`. What is looked at in a copy is in `inspect.ts`.
 */

import Database from 'better-sqlite3';
import { DatabaseRefused, type Db, openDatabase } from './database.ts';
import { codeOf, openAsItIs } from './inspect.ts';
import type { Vault } from './vault.ts';

/** All of them at once: SQLite takes the largest number for the whole file. */
const ALL_PAGES = 0x7fffffff;

/**
 * Copies a database, also while others write to it, into a file of its own: what was committed
 * before is wholly in it, what comes later is not. The other file must be empty or absent.
 * @throws DatabaseRefused where one of them cannot be read or written
 */
export async function copyDatabase(from: string, to: string): Promise<void> {
  try {
    const source = openAsItIs(from);
    try {
      // In one step: a copy in several begins anew whenever somebody writes.
      await source.backup(to, { progress: () => ALL_PAGES });
    } finally {
      source.close();
    }
    foldJournal(to);
  } catch (error) {
    throw new DatabaseRefused(`${from} cannot be copied to ${to} (${codeOf(error)})`);
  }
}

/**
 * Puts what is in its journals into the file, so that it is whole by itself and has none.
 * @returns `shared` where another program has it open, `unreadable` where it is damaged: then
 *   journals may be left
 */
export function foldJournal(file: string): 'whole' | 'shared' | 'unreadable' {
  const db = new Database(file, { fileMustExist: true, timeout: 1000 });
  try {
    return db.pragma('journal_mode = DELETE', { simple: true }) === 'delete' ? 'whole' : 'shared';
  } catch (error) {
    return codeOf(error).startsWith('SQLITE_BUSY') ? 'shared' : 'unreadable';
  } finally {
    db.close();
  }
}

/**
 * Brings a copy up to date and makes it ready to be the database. What waited in it to be sent may
 * have been sent since it was made, so that it is looked for in the chats first.
 * @throws DatabaseRefused where it is newer than the code, or of another key
 */
export function readyCopy(file: string, vault: Vault): Contents {
  const db = openDatabase(file, vault);
  try {
    db.exec(`
      update outbox set status = 'unknown', claimed_at = due_at, next_at = max(next_at, due_at)
      where status = 'queued'`);
    return countContents(db);
  } finally {
    db.close();
    foldJournal(file);
  }
}

/** How much there is. */
export interface Contents {
  readonly groups: number;
  readonly members: number;
  readonly meetings: number;
  /** Messages that are not sent yet, as far as is known. */
  readonly waiting: number;
}

function countContents(db: Db): Contents {
  return db
    .prepare<[], Contents>(`
      select (select count(*) from groups) as groups, (select count(*) from members) as members,
        (select count(*) from meetings) as meetings,
        (select count(*) from outbox where status in ('sending', 'unknown')) as waiting`)
    .get() as Contents;
}
