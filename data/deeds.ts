/** What commands changed and how it was before, so that it can be taken back. */

import { randomBytes } from 'node:crypto';
import type { CommandId, GroupId, MemberId } from '../bot/types.ts';
import type { Db } from './database.ts';
import type { Vault } from './vault.ts';

/** Something that a member did by a command. */
export interface Deed {
  readonly group: GroupId;
  readonly member: MemberId;
  readonly command: CommandId;
  /** How it was before: whatever the command needs to take it back, as JSON. */
  readonly before: unknown;
  readonly at: number;
}

export interface DoneDeed extends Deed {
  readonly id: string;
}

interface DeedRow {
  id: string;
  group_id: string;
  member_id: string;
  command: CommandId;
  before_sealed: Buffer;
  done_at: number;
}

export type DeedStore = ReturnType<typeof createDeedStore>;

/** The named queries on what commands changed. */
export function createDeedStore(db: Db, vault: Vault) {
  const insert = db.prepare<[Record<string, unknown>]>(`
    insert into deeds (id, group_id, member_id, command, before_sealed, done_at)
    values (@id, @group, @member, @command, @beforeSealed, @at)`);
  // Of several at the same instant, the one that was noted last.
  const last = db.prepare<[string, number], DeedRow>(`
    select * from deeds where member_id = ? and done_at > ?
    order by done_at desc, id desc limit 1`);
  const all = db.prepare<[string, number], DeedRow>(`
    select * from deeds where member_id = ? and done_at > ? order by done_at desc, id desc`);
  const newest = db
    .prepare<[number], string | null>('select max(id) from deeds where done_at = ?')
    .pluck();
  const forget = db.prepare<[string]>('delete from deeds where id = ?');
  const prune = db.prepare<[number]>('delete from deeds where done_at < ?');

  function toDeed(row: DeedRow): DoneDeed {
    return {
      ...{ id: row.id, command: row.command, at: row.done_at },
      ...{ group: row.group_id as GroupId, member: row.member_id as MemberId },
      before: JSON.parse(vault.open(row.before_sealed, `deeds.before:${row.id}`)),
    };
  }

  return {
    note(deed: Deed): undefined {
      // The time, then the place among those of the same instant: ids sort as they were made.
      const place = Number(newest.get(deed.at)?.split('-')[1] ?? -1) + 1;
      const id = [
        String(deed.at).padStart(15, '0'),
        String(place).padStart(6, '0'),
        randomBytes(5).toString('hex'),
      ].join('-');
      const beforeSealed = vault.seal(JSON.stringify(deed.before), `deeds.before:${id}`);
      insert.run({ ...deed, id, beforeSealed });
    },
    /** The last that she did after an instant and that was not taken back. */
    lastOf(member: MemberId, since: number): DoneDeed | null {
      const row = last.get(member, since);
      return row ? toDeed(row) : null;
    },
    /** All that she did after an instant and that was not taken back, the latest in front. */
    allOf(member: MemberId, since: number): DoneDeed[] {
      return all.all(member, since).map(toDeed);
    },
    /** It was taken back, and cannot be a second time. */
    forget(id: string): undefined {
      forget.run(id);
    },
    pruneBefore(at: number): undefined {
      prune.run(at);
    },
  };
}
