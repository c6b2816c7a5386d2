/** Who has taken which of the things to do at a meeting. Whether she still comes is not asked here. */

import type { MeetingId, MemberId, TaskId } from '../bot/types.ts';
import type { Db } from './database.ts';

/** Something that somebody has taken. */
export interface Claim {
  readonly meeting: MeetingId;
  readonly task: TaskId;
  readonly member: MemberId;
  /** Keyed hash of the message, or of post and member for a tap. */
  readonly source: Buffer;
  readonly at: number;
}

interface ClaimRow {
  task: TaskId;
  member_id: string;
  claimed_at: number;
}

export type TaskStore = ReturnType<typeof createTaskStore>;

/** The named queries on tasks. */
export function createTaskStore(db: Db) {
  // What she claimed by words and taps as well is from then on the tap's to take back.
  const claim = db.prepare<[Record<string, unknown>]>(`
    insert into tasks (meeting_id, task, member_id, source_hash, claimed_at)
    values (@meeting, @task, @member, @source, @at)
    on conflict (meeting_id, task, member_id) do update set source_hash = excluded.source_hash`);
  const free = db.prepare<[number, string, string]>(
    'delete from tasks where meeting_id = ? and task = ? and member_id = ?',
  );
  const freeSource = db.prepare<[Buffer, string]>(
    'delete from tasks where source_hash = ? and task not in (select value from json_each(?))',
  );
  const ofMeeting = db.prepare<[number], ClaimRow>(`
    select task, member_id, claimed_at from tasks where meeting_id = ?
    order by claimed_at, member_id, task`);

  return {
    claim(claimed: Claim): undefined {
      claim.run({ ...claimed });
    },
    free(meeting: MeetingId, task: TaskId, member: MemberId): undefined {
      free.run(meeting, task, member);
    },
    /** Frees what a source claimed, all but these. */
    freeOthers(source: Buffer, kept: readonly TaskId[]): undefined {
      freeSource.run(source, JSON.stringify(kept));
    },
    /** Who has taken what at a meeting, who did so first first. */
    ofMeeting(meeting: MeetingId): Omit<Claim, 'source' | 'meeting'>[] {
      return ofMeeting.all(meeting).map((row) => ({
        task: row.task,
        member: row.member_id as MemberId,
        at: row.claimed_at,
      }));
    },
  };
}
