/**
 * What mothers answer to the short questions of a quarter, as counts. Who answered is known only as a keyed
 * hash, when not at all: from the counts nothing leads back to anybody.
 */

import type { GroupId, MemberId } from '../bot/types.ts';
import type { Db } from './database.ts';
import type { Vault } from './vault.ts';

/** One answer, on its way to becoming part of a count. */
export interface PulseAnswer {
  readonly group: GroupId;
  readonly member: MemberId;
  readonly period: string;
  readonly question: string;
  readonly score: string;
}

/** How often an answer was given. */
export interface PulseCount {
  readonly group: GroupId;
  readonly period: string;
  readonly question: string;
  readonly score: string;
  readonly answers: number;
}

export type PulseStore = ReturnType<typeof createPulseStore>;

/** The named queries on the short questions. */
export function createPulseStore(db: Db, vault: Vault) {
  const mark = db.prepare<[Buffer, string]>(
    'insert into pulse_answered (answer_hash, period) values (?, ?) on conflict do nothing',
  );
  const add = db.prepare<[Record<string, unknown>]>(`
    insert into pulse_counts (group_id, period, question, score, answers)
    values (@group, @period, @question, @score, 1)
    on conflict (group_id, period, question, score) do update set answers = answers + 1`);
  const counts = db.prepare<[], PulseCount>(`
    select group_id as "group", period, question, score, answers from pulse_counts
    order by period, group_id, question, score`);
  const prune = db.prepare<[string]>('delete from pulse_answered where period < ?');

  return {
    /** Counts an answer; false where she has answered this question before: the first counts. */
    count({ member, ...answer }: PulseAnswer): boolean {
      const { group, period, question } = answer;
      const hash = vault.hash('pulse', period, group, member, question);
      if (mark.run(hash, period).changes === 0) {
        return false;
      }
      add.run(answer);
      return true;
    },
    /** All counts there are, the earliest first. */
    counts(): PulseCount[] {
      return counts.all();
    },
    /** Forgets who answered in quarters before this one. */
    pruneBefore(period: string): undefined {
      prune.run(period);
    },
  };
}
