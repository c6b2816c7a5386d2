/**
 * Loaded before a program by `backup.test.ts`: ends the process as SIGKILL does, right before its
 * step number KILL_AT. A step changes files or is one at which SQLite may do so.
 */

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import Database from 'better-sqlite3';

type Call = (this: unknown, ...values: unknown[]) => unknown;

const FILE_STEPS = ['writeFileSync', 'fsyncSync', 'linkSync', 'renameSync', 'rmSync', 'mkdirSync'];
/** Reading changes nothing, nor does what is in memory only. */
const DATABASE_STEPS = ['pragma', 'exec', 'close'];
const READS = /^(?:begin$|(?!journal_mode).*(?:_check|page_count|_version|query_only|trusted))/;

let left = Number(process.env['KILL_AT']);

function count(owner: Record<string, Call>, names: readonly string[]): void {
  for (const name of names) {
    const original = owner[name] as Call;
    owner[name] = function counted(this: unknown, ...values: unknown[]) {
      const isStep = !(this instanceof Database && this.memory) && !READS.test(String(values[0]));
      left -= isStep ? 1 : 0;
      if (isStep && left === 0) {
        process.kill(process.pid, 'SIGKILL');
      }
      return original.apply(this, values);
    };
  }
}

count(fs as unknown as Record<string, Call>, FILE_STEPS);
syncBuiltinESMExports();
count(Database.prototype as unknown as Record<string, Call>, DATABASE_STEPS);
