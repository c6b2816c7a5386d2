/**
 * Loaded before the program by `crash-run.ts`: ends the process as SIGKILL does, right after so many
 * calls of the database (CRASH_AFTER) whose SQL holds a part (CRASH_AT), mostly before their
 * transaction is committed. So every step is hit, also those that are too short for a kill by time.
 */

import Database from 'better-sqlite3';

type Call = (this: Database.Statement, ...values: unknown[]) => unknown;

let left = Number(process.env['CRASH_AFTER']);
const part = process.env['CRASH_AT'] ?? '';
const scratch = new Database(':memory:');
const statement = Object.getPrototypeOf(scratch.prepare('select 1')) as Record<string, Call>;
scratch.close();

for (const name of ['run', 'get', 'all']) {
  const original = statement[name] as Call;
  statement[name] = function counted(this: Database.Statement, ...values: unknown[]) {
    const result = original.apply(this, values);
    left -= this.source.includes(part) ? 1 : 0;
    if (left === 0) {
      process.kill(process.pid, 'SIGKILL');
    }
    return result;
  };
}
