/** One bot for one data folder: two would answer everything twice. */

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { BadInput } from './bad-input.ts';

/** A process that was just killed is there until the system has taken back what it held. */
const DYING_MS = 2000;
const LOOK_EVERY_MS = 50;

/**
 * Takes the folder for this process; the returned function gives it back. A lock that a killed
 * process left behind is taken over, also where that process is still dying.
 * @throws BadInput where a living process has it
 */
export async function lockFolder(folder: string): Promise<() => void> {
  const file = join(folder, 'holdepunkt.pid');
  let holder = take(file);
  for (let waited = 0; holder !== null && waited < DYING_MS; waited += LOOK_EVERY_MS) {
    await wait(LOOK_EVERY_MS);
    holder = take(file);
  }
  if (holder !== null) {
    throw new BadInput(
      `${folder} is in use by process ${holder}: stop that one first, or set DATA_DIR to another folder`,
    );
  }
  return () => rmSync(file, { force: true });
}

/** Puts this process's number in the file; where a living process has it, answers with that one's. */
function take(file: string): number | null {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
    return null;
  } catch {
    const holder = readHolder(file);
    // In a container every start has the same number: one's own is left over from before.
    if (holder !== null && holder !== process.pid && isAlive(holder)) {
      return holder;
    }
    writeFileSync(file, `${process.pid}\n`);
    return null;
  }
}

/** The living process that has the folder; null where none does. */
export function findHolder(folder: string): number | null {
  const holder = readHolder(join(folder, 'holdepunkt.pid'));
  return holder !== null && isAlive(holder) ? holder : null;
}

/** The number in the file; null where it was given back. */
function readHolder(file: string): number | null {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return !isOnlyAName(pid) && isNode(pid);
  } catch {
    // It is gone, or belongs to somebody else, who could not have written into the folder.
    return false;
  }
}

/** After a restart of the machine the number may be anybody's. */
function isNode(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node');
  } catch {
    // No such folder on this system: better refuse to start than run twice.
    return true;
  }
}

/** Killed, but nobody has asked how it ended: in a container that may last for ever. */
function isOnlyAName(pid: number): boolean {
  try {
    // The name in parentheses may hold anything; the state is the letter after it.
    return /\) Z[^)]*$/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
