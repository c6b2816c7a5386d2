/** Whether coordinator and volunteer of home visits have talked, by the day they were reminded on. */

import type { GroupId, LocalDate, MemberId } from '../bot/types.ts';
import type { Db } from './database.ts';

/** One coordinator's word for one day. */
export interface Checkin {
  readonly group: GroupId;
  readonly date: LocalDate;
  readonly member: MemberId;
}

export type CheckinStore = ReturnType<typeof createCheckinStore>;

/** The named queries on check-ins. */
export function createCheckinStore(db: Db) {
  const insert = db.prepare<[Record<string, unknown>]>(`
    insert into checkins (group_id, due_date, member_id, done_at)
    values (@group, @date, @member, @at) on conflict do nothing`);
  const remove = db.prepare<[Record<string, unknown>]>(`
    delete from checkins where group_id = @group and due_date = @date and member_id = @member`);
  const find = db
    .prepare<[string, string], number>(
      'select 1 from checkins where group_id = ? and due_date = ? limit 1',
    )
    .pluck();
  const prune = db.prepare<[number]>('delete from checkins where done_at < ?');

  return {
    /** Notes that a coordinator says they have talked; a second time it changes nothing. */
    confirm(checkin: Checkin, at: number): undefined {
      insert.run({ ...checkin, at });
    },
    /** Takes back what she said; what another coordinator said stands. */
    takeBack(checkin: Checkin): undefined {
      remove.run({ ...checkin });
    },
    /** Whether any coordinator has said so. */
    isDone(group: GroupId, date: LocalDate): boolean {
      return find.get(group, date) === 1;
    },
    pruneBefore(at: number): undefined {
      prune.run(at);
    },
  };
}
