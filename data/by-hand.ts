/**
 * Mothers of whom a volunteer wrote down the name and WhatsApp knows nothing yet, and when somebody came
 * into a group. Part of `members.ts`.
 */

import type { GroupId, MemberId } from '../bot/types.ts';
import type { Db } from './database.ts';
import { eraseMember } from './erase-member.ts';
import type { Vault } from './vault.ts';

/** The named queries on who was written down by hand. */
export function createByHandQueries(db: Db, vault: Vault) {
  const joinedAt = db
    .prepare<[string, string], number>(
      'select joined_at from memberships where group_id = ? and member_id = ?',
    )
    .pluck();
  const expectedIn = db
    .prepare<[string], string>(
      'select member_id from memberships where group_id = ? and left_at = joined_at and former = 0',
    )
    .pluck();
  const isUnknown = db
    .prepare<[Record<string, string>], number>(`
      select 1 from members m where m.id = @id and m.by_hand = 1
        and not exists (select 1 from aliases where member_id = @id)
        and not exists (select 1 from statements where member_id = @id)
        and not exists (select 1 from attendance where member_id = @id)
        and not exists (select 1 from twins where other_id = @id)
        and (select count(*) from memberships where member_id = @id) < 2`)
    .pluck();

  return {
    /** When she came into the group first; null where she never was in it. */
    joinedAt(group: GroupId, member: MemberId): number | null {
      return joinedAt.get(group, member) ?? null;
    },
    /** Who was announced and has not joined yet. */
    expectedIn(group: GroupId): MemberId[] {
      return expectedIn.all(group) as MemberId[];
    },
    /** As if she had never been written down; false where something else is known of her by now. */
    strikeOut(member: MemberId): boolean {
      const unknown = isUnknown.get({ id: member }) === 1;
      if (unknown) {
        eraseMember({ db, vault, member, tombstone: null });
      }
      return unknown;
    },
  };
}
