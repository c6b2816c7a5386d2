/** One bot for one data folder: two would answer everything twice. */

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from './bad-input.ts';

/**
 * Takes the folder for this process; the returned function gives it back. A lock that a killed
 * process left behind is taken over.
 * @throws BadInput where a living process has it
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'holdepunkt.pid');
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
  } catch {
    const holder = Number(readFileSync(file, 'utf8'));
    // In a container every start has the same number: one's own is left over from before.
    if (holder !== process.pid && isAlive(holder)) {
      throw new BadInput(
        `${folder} is in use by process ${holder}: stop that one first, or set DATA_DIR to another folder`,
      );
    }
    writeFileSync(file, `${process.pid}\n`);
  }
  return () => rmSync(file, { force: true });
}

/** The living process that has the folder; null where none does. */
export function findHolder(folder: string): number | null {
  try {
    const holder = Number(readFileSync(join(folder, 'holdepunkt.pid'), 'utf8'));
    return isAlive(holder) ? holder : null;
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
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
