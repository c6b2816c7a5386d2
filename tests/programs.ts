/**
 * Finds programs on this machine that npm does not bring. Called by chromium.ts and redis.ts.
 * It only looks; it never starts or installs anything.
 */

import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** The path of the first of these names (on the PATH) or absolute paths that can be run, or null. */
export function findProgram(candidates: readonly string[]): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const candidate of candidates.filter((name) => name !== '')) {
    const places = isAbsolute(candidate)
      ? [candidate]
      : folders.map((folder) => join(folder, candidate));
    const found = places.find(canRun);
    if (found !== undefined) {
      return found;
    }
  }
  return null;
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
