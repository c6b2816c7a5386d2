/** The outbox as people may see it: what became of each message, never what it says. Part of `outbox.ts`. */

import type { GroupId, MemberId, Outbound, OutboxStatus } from '../bot/types.ts';
import type { Db } from './database.ts';
import type { OutboxRow } from './outbox-row.ts';

/** A row as people may see it: nothing of what it says. */
export interface OutboxView {
  readonly key: string;
  readonly group: GroupId;
  /** Whose direct chat it goes to; null: the group's chat. */
  readonly member: MemberId | null;
  /** Whether it goes to the group's staff chat. */
  readonly toStaff: boolean;
  readonly kind: Outbound['kind'];
  readonly status: OutboxStatus;
  readonly dueAt: number;
  readonly expiresAt: number;
  readonly attempts: number;
  /** Whether somebody had just written; the rest keeps the quiet hours. */
  readonly prompted: boolean;
  readonly sentAt: number | null;
  readonly problem: string | null;
}

/** The named queries that only look. */
export function createOutboxViews(db: Db) {
  const list = db.prepare<[], OutboxRow>('select * from outbox order by id desc limit 500');
  const next = db
    .prepare<[number], number | null>(`
      select min(next_at) from outbox
      where status in ('queued', 'sending', 'unknown') and next_at > ?`)
    .pluck();
  const counts = db.prepare<[], { status: OutboxStatus; count: number }>(
    'select status, count(*) as count from outbox group by status',
  );
  const countSent = db
    .prepare<[number], number>('select count(*) from outbox where sent_at >= ?')
    .pluck();

  return {
    /** The newest 500 rows, newest first. */
    list(): OutboxView[] {
      return list.all().map((row) => ({
        key: row.key,
        group: row.group_id as GroupId,
        member: row.member_id as MemberId | null,
        toStaff: row.to_staff === 1,
        kind: row.kind,
        status: row.status,
        dueAt: row.due_at,
        expiresAt: row.expires_at,
        attempts: row.attempts,
        prompted: row.prompted === 1,
        sentAt: row.sent_at,
        problem: row.problem,
      }));
    },
    counts(): Partial<Record<OutboxStatus, number>> {
      return Object.fromEntries(counts.all().map((row) => [row.status, row.count]));
    },
    /** How many messages and reactions were sent since an instant. */
    countSent(since: number): number {
      return countSent.get(since) ?? 0;
    },
    /** When the next row after this instant wants something done; null where none does. */
    nextAt(now: number): number | null {
      return next.get(now) ?? null;
    },
  };
}
