/** Who wrote about coming to a meeting so that it was not understood. Never what she wrote. */

import type { MeetingId, MemberId } from '../bot/types.ts';
import type { Db } from './database.ts';

/** A message that was not understood. */
export interface Unclear {
  /** Keyed hash of the message. */
  readonly source: Buffer;
  readonly meeting: MeetingId;
  readonly member: MemberId;
  readonly at: number;
}

export type UnclearStore = ReturnType<typeof createUnclearStore>;

/** The named queries on what was not understood. */
export function createUnclearStore(db: Db) {
  const notice = db.prepare<[Record<string, unknown>]>(`
    insert into unclear (meeting_id, member_id, source_hash, noticed_at)
    values (@meeting, @member, @source, @at) on conflict do nothing`);
  // What she says afterwards, in whatever way, settles it.
  const open = db
    .prepare<[number], string>(`
      select u.member_id from unclear u
      join meetings t on t.id = u.meeting_id
      join memberships p on p.group_id = t.group_id and p.member_id = u.member_id and p.left_at is null
      where u.meeting_id = ? and not exists (
        select 1 from statements s
        where s.meeting_id = u.meeting_id and s.member_id = u.member_id and s.said_at >= u.noticed_at)
      order by u.noticed_at, u.member_id`)
    .pluck();
  const forget = db.prepare<[Buffer]>('delete from unclear where source_hash = ?');

  return {
    /** Notes it; false where she was noted for this meeting before. */
    notice(unclear: Unclear): boolean {
      return notice.run({ ...unclear }).changes > 0;
    },
    /** Who should be asked about a meeting, who wrote first first. */
    openAt(meeting: MeetingId): MemberId[] {
      return open.all(meeting) as MemberId[];
    },
    /** Her message is gone, or says something else now. */
    forget(source: Buffer): undefined {
      forget.run(source);
    },
  };
}
