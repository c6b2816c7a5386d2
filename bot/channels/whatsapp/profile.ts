/**
 * The folder in which Chromium keeps the linked account. Every launch frees it of what a killed bot
 * left behind. Only `forgetProfile`, at a person's wish, ever deletes it: without it somebody with the
 * account's phone has to link it anew.
 */

import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BadInput } from '../../bad-input.ts';
import { MARK } from './chromium.ts';
import { findTree, killTree, listProcesses, type RunningProcess } from './processes.ts';

/** How long a Chromium that is asked to end may take: killed at once it loses what it has not yet written. */
const CLOSING_MS = 3000;
/** How long a killed Chromium may take to be gone: the system takes back what it held. */
const ENDING_MS = 5000;
const LOOK_EVERY_MS = 50;

const LOCKS = ['SingletonLock', 'SingletonCookie', 'SingletonSocket'];

/** Chromium's own folder within the profile's. */
export function browserFolder(profileDir: string): string {
  return join(resolve(profileDir), 'session');
}

const linkedMark = (profileDir: string): string => join(resolve(profileDir), 'linked');

/** Whether the account was ever linked here: then a code to scan means that it was logged out. */
export function wasLinked(profileDir: string): boolean {
  return existsSync(linkedMark(profileDir));
}

export function markLinked(profileDir: string): void {
  writeFileSync(linkedMark(profileDir), '');
}

/** Deletes the linked session for good. Never called but at a person's wish, with no browser on it. */
export function forgetProfile(profileDir: string): void {
  rmSync(linkedMark(profileDir), { force: true });
  rmSync(browserFolder(profileDir), { recursive: true, force: true, maxRetries: 4 });
}

/**
 * Makes the folder and makes it free: a Chromium that a dead bot left behind is ended, stale locks go.
 * @throws BadInput where another living Chromium uses it, or it cannot be written
 */
export async function freeProfile(profileDir: string): Promise<void> {
  const folder = browserFolder(profileDir);
  makeUsable(folder);
  const users = findUsers(folder);
  const other = users.find((user) => !isOrphan(user));
  if (other) {
    throw new BadInput(refusal(folder, other.pid));
  }
  const trees = users.map(({ pid }) => findTree(pid, listProcesses() ?? []));
  for (const { pid } of users) {
    askToEnd(pid);
  }
  await untilFree(folder, CLOSING_MS);
  trees.forEach(killTree);
  await untilFree(folder, ENDING_MS);
  const [user] = findUsers(folder);
  if (user) {
    throw new BadInput(refusal(folder, user.pid));
  }
  removeLocks(folder);
}

function makeUsable(folder: string): void {
  try {
    // It opens the account to whoever reads it.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new BadInput(
      `The profile ${folder} cannot be written (${code}): see to its owner and disk`,
    );
  }
}

function askToEnd(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // It went by itself.
  }
}

/** Resolves when no browser uses the folder, or after `limitMs`. */
async function untilFree(folder: string, limitMs: number): Promise<void> {
  for (let waited = 0; waited < limitMs && findUsers(folder).length > 0; waited += LOOK_EVERY_MS) {
    await wait(LOOK_EVERY_MS);
  }
}

const refusal = (folder: string, pid: number): string =>
  `Another Chromium (process ${pid}) uses the profile ${folder}: end that one first`;

/** The browsers on a folder, without their helper processes. */
function findUsers(folder: string): RunningProcess[] {
  return (listProcesses() ?? []).filter(
    ({ command }) =>
      command.includes(`--user-data-dir=${folder}`) &&
      !command.some((word) => word.startsWith('--type=')),
  );
}

/** Launched by a bot that is no more, or by this process, which knows of no browser of its own now. */
function isOrphan({ command, parent }: RunningProcess): boolean {
  const mark = command.find((word) => word.startsWith(MARK));
  if (mark === undefined) {
    return false;
  }
  const owner = Number(mark.slice(MARK.length));
  if (owner === process.pid || (parent === 1 && owner !== 1)) {
    return true;
  }
  const holder = listProcesses()?.find(({ pid }) => pid === owner);
  // After a restart of the machine the number may be anybody's.
  return !holder?.command.some((word) => word.includes('node'));
}

/** Chromium's lock is a link that names host and process. Where Linux lists no process, it decides. */
function removeLocks(folder: string): void {
  const lock = join(folder, 'SingletonLock');
  const [, host, pid] = /^(.*)-(\d+)$/.exec(readLink(lock)) ?? [];
  if (listProcesses() === null && host === hostname() && isRunning(Number(pid))) {
    throw new BadInput(refusal(folder, Number(pid)));
  }
  for (const name of LOCKS) {
    rmSync(join(folder, name), { force: true });
  }
}

function readLink(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
