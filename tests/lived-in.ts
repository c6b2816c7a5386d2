/**
 * A data folder in which a bot has lived: made once for a file of tests, and copied for each. Used by
 * the tests of backups and of verifying.
 */

import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll } from 'vitest';
import { makeBackup } from '../bot/backup.ts';
import { type Config, loadConfig } from '../bot/config.ts';
import { openHoldings } from '../bot/holdings.ts';
import type { Check } from '../data/inspect.ts';
import { Program } from './program.ts';
import { makeFolder } from './run-cli.ts';

/** The folder `var` of a bot that was killed, and a backup of before. */
let lived: string;

/** A group that talks for three days: answers, a poll, direct chats. */
export async function talk(program: Program, name: string): Promise<void> {
  const group = { name, weekday: 'wednesday', start: '10:00', end: '12:00', place: 'Familiehuset' };
  const { id } = await program.call<{ id: string }>('POST /groups', { ...group, languages: 'da' });
  for (const member of ['Amina', 'Olena', 'Kirsten']) {
    const role = member === 'Kirsten' ? 'volunteer' : 'mother';
    const added = { name: member, role, language: 'da', identity: 'lid' };
    const { id: from } = await program.call<{ id: string }>(`POST /groups/${id}/members`, added);
    await program.call(`POST /chats/${id}/messages`, { from, text: 'vi kommer på onsdag' });
    await program.call(`POST /chats/dm-${from}/messages`, { from, text: 'hvornår mødes vi?' });
  }
  await program.call('POST /clock', { advance: 'P3D' });
  await program.call('POST /quiet');
}

/** Lets a bot live there before the tests of a file, and clears up after them. */
export function letABotLive(): void {
  beforeAll(async () => {
    lived = mkdtempSync(join(tmpdir(), 'holdepunkt-lived-in-'));
    const folder = join(lived, 'var');
    const program = await new Program({ folder }).ready();
    await talk(program, 'Ny mor Vollsmose');
    await makeBackup(configOf(folder), join(lived, 'one-group.db'));
    await talk(program, 'Ny mor Korsløkke');
    // Ended by force, it leaves its write-ahead log.
    await program.kill();
  }, 60_000);
  afterAll(() => rmSync(lived, { recursive: true, force: true }));
}

function configOf(dataDir: string): Config {
  return loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', DEMO: '0' });
}

export interface House {
  readonly config: Config;
  readonly folder: string;
  readonly database: string;
  /** A backup with one of the two groups that the database has. */
  readonly backup: string;
}

/** A folder of the test's own in which that bot has lived. */
export function moveIn(): House {
  const folder = makeFolder();
  cpSync(join(lived, 'var'), folder, { recursive: true });
  const backup = join(folder, 'one-group.backup');
  copyFileSync(join(lived, 'one-group.db'), backup);
  return { config: configOf(folder), folder, database: join(folder, 'holdepunkt.db'), backup };
}

/** A folder with nothing but the key. */
export function moveInAnew(): House {
  const { backup, folder: old } = moveIn();
  const folder = join(makeFolder(), 'fresh');
  cpSync(join(old, 'holdepunkt.key'), join(folder, 'holdepunkt.key'));
  return { config: configOf(folder), folder, database: join(folder, 'holdepunkt.db'), backup };
}

/** The names of the groups: they open with the key only. */
export function groupsIn(folder: string): string[] {
  const holdings = openHoldings(configOf(folder));
  try {
    return holdings.office.groups().map((group) => group.name);
  } finally {
    holdings.close();
  }
}

export const ONE = ['Ny mor Vollsmose'];
export const BOTH = ['Ny mor Vollsmose', 'Ny mor Korsløkke'];

/** Changes the database as no program of ours would. */
export function meddle(file: string, sql: string): void {
  const db = new Database(file);
  db.pragma('foreign_keys = OFF');
  db.exec(sql);
  db.close();
}

/** What is wrong: how many by name. */
export function wrongIn(checks: readonly Check[]): Record<string, number> {
  const wrong = checks.filter((check) => check.wrong > 0);
  return Object.fromEntries(wrong.map((check) => [check.name, check.wrong]));
}

/** The same file with one page of zeros. */
export function zeroPage(bytes: Buffer, page: number): Buffer {
  const size = bytes.readUInt16BE(16);
  return Buffer.from(bytes).fill(0, (page - 1) * size, page * size);
}
