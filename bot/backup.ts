/**
 * Backups of the database, and back from one. Called by the command line. A backup never holds the
 * key, and nothing here ever changes or removes what was there before: it is kept beside.
 */

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Check, DECISIVE, inspectDatabase } from '../data/inspect.ts';
import { type Contents, copyDatabase, foldJournal, readyCopy } from '../data/upkeep.ts';
import { createVault, type Vault } from '../data/vault.ts';
import { BadInput } from './bad-input.ts';
import type { Config } from './config.ts';
import { obtainKey } from './key.ts';
import { lockFolder } from './lock.ts';
import type { Clock } from './types.ts';

/** What SQLite keeps beside a database; whatever bears such a name is taken for its own. */
const JOURNALS = ['-wal', '-journal', '-shm'] as const;

/** What was looked at, and whether all of it is well. */
export interface Verified {
  readonly file: string;
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

export interface BackedUp extends Verified {
  readonly bytes: number;
  /** Where the key is that it cannot be read without: its file, or null where it is in the settings. */
  readonly keyFile: string | null;
}

export interface Restored extends Verified {
  readonly contents: Contents;
  /** Where the database is now that was there before; null where none was. */
  readonly kept: string | null;
}

/**
 * Looks at the database of the data folder, also while a bot runs; changes nothing.
 * @throws BadInput where there is none, or no key for it
 */
export function verifyDatabase(config: Config): Verified {
  const file = requireDatabase(config);
  return inspect(file, openVault(config, file));
}

/**
 * Writes a backup, also while a bot runs, readable by its owner only. It has its name only when it
 * is whole, checked and on the disk.
 * @throws BadInput, DatabaseRefused where it cannot be written, or the database cannot be used
 */
export async function makeBackup(config: Config, file: string): Promise<BackedUp> {
  const database = requireDatabase(config);
  const vault = openVault(config, database);
  refuseExisting(file);
  const fresh = `${file}.${randomBytes(4).toString('hex')}.part`;
  try {
    telling(file, 'written', () => writeFileSync(fresh, '', { mode: 0o600, flag: 'wx' }));
    await copyDatabase(database, fresh);
    const found = inspect(fresh, vault);
    refuseUnusable(database, found);
    telling(file, 'written', () => {
      flush(fresh);
      refuseExisting(file);
      renameSync(fresh, file);
      flush(dirname(file));
    });
    const keyFile = config.key ? null : config.keyFile;
    return { ...found, file, bytes: statSync(file).size, keyFile };
  } finally {
    remove(fresh);
  }
}

/**
 * Puts a backup in the place of the database. A process that dies on the way leaves either the old
 * one or the new one, whole.
 * @throws BadInput, DatabaseRefused where a bot runs, or the backup is none, damaged or of another key
 */
export async function restoreBackup(config: Config, file: string, clock: Clock): Promise<Restored> {
  const database = databaseOf(config);
  refuseNoBackup(file, database);
  const vault = openVault(config, file);
  telling(config.dataDir, 'made', (folder) => mkdirSync(folder, { recursive: true, mode: 0o700 }));
  const giveBack = await lockFolder(config.dataDir);
  // Only who has the lock is here: what bears this name was left by one that died.
  const fresh = `${database}.restoring`;
  try {
    remove(fresh);
    telling(file, 'read', () => writeFileSync(fresh, readFileSync(file), { mode: 0o600 }));
    const found = inspect(fresh, vault);
    refuseUnusable(file, found);
    const contents = readyCopy(fresh, vault);
    flush(fresh);
    const at = Temporal.Instant.fromEpochMilliseconds(clock.now()).toString().replaceAll(':', '.');
    const kept = keepBeside(database, `${database}.before-restore-${at}`);
    renameSync(fresh, database);
    flush(config.dataDir);
    return { ...found, file: database, contents, kept };
  } finally {
    remove(fresh);
    giveBack();
  }
}

/**
 * Gives the present database a second name, and leaves nothing beside it that SQLite would take for
 * a part of the one that comes in its place.
 */
function keepBeside(database: string, name: string): string | null {
  const isThere = existsSync(database);
  if (isThere) {
    if (foldJournal(database) === 'shared') {
      throw new BadInput(`${database} is open in another program: end that one first`);
    }
    linkSync(database, name);
  }
  // Left by one that is damaged, or gone.
  for (const journal of JOURNALS) {
    if (existsSync(`${database}${journal}`)) {
      renameSync(`${database}${journal}`, `${name}${journal}`);
    }
  }
  // The second name must not be lost when the first one is given away.
  flush(dirname(database));
  return isThere ? name : null;
}

function databaseOf(config: Config): string {
  return join(config.dataDir, 'holdepunkt.db');
}

function requireDatabase(config: Config): string {
  const file = databaseOf(config);
  if (!existsSync(file)) {
    throw new BadInput(`${file}: there is no database yet; DATA_DIR says which folder`);
  }
  return file;
}

/** A key is never made here: a new one would open nothing. */
function openVault(config: Config, sealed: string): Vault {
  return createVault(obtainKey(config, sealed));
}

function inspect(file: string, vault: Vault): Verified {
  const checks = inspectDatabase(file, vault);
  return { file, ok: checks.every((check) => check.wrong === 0), checks };
}

function refuseUnusable(file: string, { checks }: Verified): void {
  const decisive = checks.find((check) => check.wrong > 0 && DECISIVE.includes(check.name));
  if (decisive) {
    throw new BadInput(`${file} cannot be used (${decisive.name}): ${decisive.note}`);
  }
}

function refuseExisting(file: string): void {
  if (existsSync(file)) {
    throw new BadInput(`${file} is there already: nothing is ever overwritten; give another name`);
  }
}

function refuseNoBackup(file: string, database: string): void {
  if (!existsSync(file)) {
    throw new BadInput(`${file}: there is no such file`);
  }
  if (file === database) {
    throw new BadInput(`${file} is the database itself; give a backup`);
  }
  if (existsSync(`${file}-wal`)) {
    throw new BadInput(
      `${file} is in use as a database, or was copied while it was; give a file that "backup" made`,
    );
  }
}

/** @throws BadInput where the file cannot be used so */
function telling<T>(file: string, how: string, use: (file: string) => T): T {
  try {
    return use(file);
  } catch (error) {
    if (error instanceof BadInput) {
      throw error;
    }
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new BadInput(`${file} cannot be ${how} (${code})`);
  }
}

/** A file's bytes, or a folder's names, are on the disk when this returns. */
function flush(path: string): void {
  const open = openSync(path, 'r');
  try {
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
}

function remove(file: string): void {
  for (const part of ['', ...JOURNALS]) {
    rmSync(`${file}${part}`, { force: true });
  }
}
