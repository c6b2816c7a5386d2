/** One row of the outbox. Part of `outbox.ts`. */

import type { Outbound, OutboxStatus } from '../bot/types.ts';

/** A row as it stands in the table. */
export interface OutboxRow {
  id: number;
  key: string;
  group_id: string;
  member_id: string | null;
  meeting_id: number | null;
  kind: Outbound['kind'];
  payload_sealed: Buffer | null;
  status: OutboxStatus;
  due_at: number;
  expires_at: number;
  next_at: number;
  claimed_at: number | null;
  attempts: number;
  problem: string | null;
  sent_at: number | null;
  prompted: number;
  to_staff: number;
}
