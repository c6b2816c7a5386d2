/** What time has brought already, so that it is brought once. */

import type { GroupId } from '../bot/types.ts';
import type { Db } from './database.ts';

export type FlowRunStore = ReturnType<typeof createFlowRunStore>;

/** The named queries on flow runs. */
export function createFlowRunStore(db: Db) {
  // Asking and claiming is one statement: of two ticks at once, one gets true.
  const claim = db.prepare<[string, string | null, string, number]>(`
    insert into flow_runs (key, group_id, outcome, at) values (?, ?, ?, ?) on conflict do nothing`);
  const has = db.prepare<[string], number>('select 1 from flow_runs where key = ?').pluck();
  const prune = db.prepare<[number]>('delete from flow_runs where at < ?');

  return {
    /** True where this occurrence was not brought before; from now on it is. */
    claim(run: {
      key: string;
      group: GroupId | null;
      outcome: 'done' | 'expired';
      at: number;
    }): boolean {
      return claim.run(run.key, run.group, run.outcome, run.at).changes > 0;
    },
    has(key: string): boolean {
      return has.get(key) === 1;
    },
    pruneBefore(at: number): undefined {
      prune.run(at);
    },
  };
}
