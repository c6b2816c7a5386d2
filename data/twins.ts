/**
 * Pairs of members who may be one person. Written where somebody new comes in; whether they are one
 * is decided by the channel or by people, never here.
 */

import type { GroupId, MemberId } from '../bot/types.ts';
import type { Db } from './database.ts';

/** Two members who may be one person. */
export interface Twin {
  /** The one who came later. */
  readonly newer: MemberId;
  readonly other: MemberId;
  readonly noticedAt: number;
}

const QUESTION = 'possible-twin';

export type TwinStore = ReturnType<typeof createTwinStore>;

/** The named queries on pairs. */
export function createTwinStore(db: Db) {
  const notice = db.prepare<[string, string, number]>(`
    insert into twins (member_id, other_id, noticed_at) values (?, ?, ?) on conflict do nothing`);
  // Once the channel has told a second id of either, they are two: else it would have made them one.
  // It knows no id of somebody whom a volunteer wrote down by hand, and can tell nothing of her.
  const openIn = db.prepare<[string], { member_id: string; other_id: string; noticed_at: number }>(`
    select t.member_id, t.other_id, t.noticed_at from twins t
    join memberships n on n.member_id = t.member_id and n.left_at is null
    join memberships o on o.member_id = t.other_id and o.group_id = n.group_id and o.left_at is null
    where n.group_id = ? and t.status = 'open'
      and exists (select 1 from aliases a where a.member_id = t.member_id)
      and (not exists (select 1 from aliases a where a.member_id = t.other_id)
        or (select max(count) from (select count(*) as count from aliases a
          where a.member_id in (t.member_id, t.other_id) group by a.member_id)) = 1)
    order by t.noticed_at, t.member_id`);
  const decide = db.prepare<[string]>("update twins set status = 'different' where member_id = ?");
  const withdraw = prepareWithdrawal(db);

  return {
    /** Notes that a new member may be the other one; nothing where she is in a pair already. */
    notice({ newer, other, noticedAt }: Twin): undefined {
      notice.run(newer, other, noticedAt);
    },
    /** The pairs of a group that nobody has decided on yet, the oldest first. */
    openIn(group: GroupId): Twin[] {
      return openIn.all(group).map((row) => ({
        newer: row.member_id as MemberId,
        other: row.other_id as MemberId,
        noticedAt: row.noticed_at,
      }));
    },
    /** Notes that the newer one of a pair is somebody else; who was not asked yet is not asked any more. */
    decideDifferent(newer: MemberId): undefined {
      decide.run(newer);
      withdraw(newer);
    },
    /** The key of the question about a newer one to somebody: unique for ever, as in the outbox. */
    questionKey(newer: MemberId, asked: MemberId): string {
      return `${QUESTION}:${newer}:${asked}`;
    },
  };
}

/** Takes back the questions about a newer one that are not sent yet. */
export function prepareWithdrawal(db: Db): (newer: MemberId) => undefined {
  const begins = 'substr(key, 1, length(@start)) = @start';
  // What is under way cannot be called back: it is looked for, but not sent again.
  const statements = [
    `delete from outbox where status = 'queued' and ${begins}`,
    `update outbox set expires_at = 0 where status in ('sending', 'unknown') and ${begins}`,
    `delete from flow_runs where ${begins}`,
  ].map((sql) => db.prepare<[{ start: string }]>(sql));
  return (newer) => {
    for (const statement of statements) {
      statement.run({ start: `${QUESTION}:${newer}:` });
    }
  };
}
