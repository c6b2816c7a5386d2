/** Which row of the outbox is due next, and how much was sent lately. Part of `outbox.ts`. */

import type { GroupId, MemberId, Outbound } from '../bot/types.ts';
import type { Db } from './database.ts';
import type { OutboxRow } from './outbox-row.ts';

/** A row that is due, not yet claimed. */
export interface Due {
  readonly id: number;
  readonly group: GroupId;
  /** Whose direct chat it goes to; null: the group's chat. */
  readonly member: MemberId | null;
  /** Whether it goes to the group's staff chat. */
  readonly toStaff: boolean;
  readonly kind: Outbound['kind'];
  /** Whether somebody has just written and waits for it. */
  readonly prompted: boolean;
  readonly dueAt: number;
}

/** Whether a row says something unasked to somebody who wants none of that, or is to be spared it. */
export const HUSHED = `(outbox.prompted = 0 and outbox.member_id is not null and exists
  (select 1 from members m where m.id = outbox.member_id and (m.quiet = 1 or m.spared = 1)))`;

export interface SentBefore {
  readonly since: number;
  /** So many newer ones are passed over. */
  readonly before: number;
}

/** The named queries that the pace of the bot goes by. */
export function createOutboxPace(db: Db) {
  const nextDue = db.prepare<
    [Record<string, unknown>],
    Pick<OutboxRow, 'id' | 'group_id' | 'member_id' | 'to_staff' | 'kind' | 'due_at' | 'prompted'>
  >(`
    select id, group_id, member_id, to_staff, kind, due_at, prompted from outbox
    where status = 'queued' and next_at <= @now and expires_at > @now and not ${HUSHED}
    order by due_at, id limit 1`);
  const postpone = db.prepare<[Record<string, unknown>]>(
    "update outbox set next_at = @until where id = @id and status = 'queued'",
  );
  const sentAt = (which: string) =>
    db
      .prepare<[Record<string, unknown>], number>(`
        select sent_at from outbox where sent_at > @since ${which}
        order by sent_at desc limit 1 offset @before`)
      .pluck();
  const sentToAll = sentAt('');
  const saidToAll = sentAt("and kind <> 'reaction'");
  const sentToOne = sentAt('and group_id = @group and member_id is @member and to_staff = @staff');

  return {
    /** The next row that is due. */
    nextDue(now: number): Due | null {
      const row = nextDue.get({ now });
      return row
        ? {
            id: row.id,
            group: row.group_id as GroupId,
            member: row.member_id as MemberId | null,
            toStaff: row.to_staff === 1,
            kind: row.kind,
            prompted: row.prompted === 1,
            dueAt: row.due_at,
          }
        : null;
    },
    /** Lets a row wait until an instant. */
    postpone(id: number, until: number): undefined {
      postpone.run({ id, until });
    },
    /**
     * When the newest sending but `before` was, after an instant; null where there were not so many.
     * Of all, of all but reactions, or of one chat.
     */
    sentBefore(which: 'all' | 'said' | Due, { since, before }: SentBefore): number | null {
      if (typeof which === 'object') {
        const { group, member } = which;
        const staff = which.toStaff ? 1 : 0;
        return sentToOne.get({ since, before, group, member, staff }) ?? null;
      }
      return (which === 'all' ? sentToAll : saidToAll).get({ since, before }) ?? null;
    },
  };
}
