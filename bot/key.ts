/** Finds the encryption key, and makes one where there is none yet. */

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { BadInput } from './bad-input.ts';
import { type Config, decodeKey } from './config.ts';

/**
 * The 32-byte key: from the settings, or from its file, which is made (readable by its owner only)
 * where it is absent and no database was written with another.
 * @throws BadInput where the file holds no key, or is missing beside a database that needs it
 */
export function obtainKey(config: Config, databaseFile: string): Buffer {
  if (config.key) {
    return config.key;
  }
  if (!existsSync(config.keyFile)) {
    if (existsSync(databaseFile)) {
      throw new BadInput(
        `${config.keyFile} is missing: without it the names in ${databaseFile} cannot be read. Put it back from where it was kept`,
      );
    }
    tellingWhere(config.keyFile, makeKey);
  }
  const key = decodeKey(tellingWhere(config.keyFile, (file) => readFileSync(file, 'utf8')).trim());
  if (!key) {
    throw new BadInput(`${config.keyFile} holds no key: it must be 64 hexadecimal digits`);
  }
  return key;
}

/** @throws BadInput where the file or its folder cannot be used */
function tellingWhere<T>(file: string, use: (file: string) => T): T {
  try {
    return use(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new BadInput(
      `Settings: HOLDEPUNKT_KEY_FILE ${file} cannot be used (${code}): name a file that may be read and written`,
    );
  }
}

/**
 * The key is whole and on disk before it has its name: a crash leaves no half of one, and a power
 * cut no database without it.
 */
function makeKey(file: string): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fresh = `${file}.${randomBytes(4).toString('hex')}`;
  const text = `${randomBytes(32).toString('hex')}\n`;
  try {
    writeFileSync(fresh, text, { mode: 0o600, flag: 'wx', flush: true });
    linkSync(fresh, file);
    flushFolder(folder);
  } catch (error) {
    // Two programs may start at the same moment: the first one's key is everybody's.
    if (!existsSync(file)) {
      throw error;
    }
  } finally {
    rmSync(fresh, { force: true });
  }
}

function flushFolder(folder: string): void {
  const open = openSync(folder, 'r');
  try {
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
}
