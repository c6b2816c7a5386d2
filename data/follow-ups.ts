/** What somebody who runs a group wants to be reminded of on a day. Sealed; told to those who run it only. */

import { randomBytes } from 'node:crypto';
import type { GroupId, LocalDate, MemberId } from '../bot/types.ts';
import type { Db } from './database.ts';
import type { Vault } from './vault.ts';

export interface NewFollowUp {
  /** The keyed hash of the message it stands in. */
  readonly source: Buffer;
  readonly group: GroupId;
  readonly member: MemberId;
  readonly text: string;
  readonly date: LocalDate;
  readonly at: number;
}

export interface FollowUp {
  readonly id: string;
  readonly group: GroupId;
  /** Whose it is; null where she was erased. */
  readonly member: MemberId | null;
  readonly text: string;
  /** The day it is for. */
  readonly date: LocalDate;
  /** The day on which she is asked next; null: no more. */
  readonly askDate: LocalDate | null;
  readonly askedCount: number;
  readonly writtenAt: number;
}

interface FollowUpRow {
  id: string;
  group_id: string;
  member_id: string | null;
  text_sealed: Buffer;
  day_date: string;
  ask_date: string | null;
  asked_count: number;
  written_at: number;
}

export type FollowUpStore = ReturnType<typeof createFollowUpStore>;

/** The named queries on what is to be followed up. */
export function createFollowUpStore(db: Db, vault: Vault) {
  const insert = db.prepare<[Record<string, unknown>]>(`
    insert into follow_ups (id, group_id, member_id, source_hash, text_sealed, day_date, ask_date, written_at)
    values (@id, @group, @member, @source, @textSealed, @date, @date, @at)`);
  const bySource = db.prepare<[Buffer], FollowUpRow>(
    'select * from follow_ups where source_hash = ?',
  );
  const byId = db.prepare<[string], FollowUpRow>('select * from follow_ups where id = ?');
  const openIn = db.prepare<[string], FollowUpRow>(`
    select * from follow_ups where group_id = ? and done_at is null order by day_date, rowid`);
  const remove = db.prepare<[Buffer]>('delete from follow_ups where source_hash = ?');
  const ask = db.prepare<[Record<string, unknown>]>(
    'update follow_ups set ask_date = @askDate, asked_count = asked_count + @more where id = @id',
  );
  const finish = db.prepare<[number, Buffer, string]>(
    'update follow_ups set done_at = ?, done_by_hash = ? where id = ? and done_at is null',
  );
  const reopen = db.prepare<[string, Buffer]>(
    'update follow_ups set done_at = null, done_by_hash = null where id = ? and done_by_hash = ?',
  );
  const prune = db.prepare<[{ done: number; written: number }]>(
    'delete from follow_ups where done_at < @done or written_at < @written',
  );

  const toFollowUp = (row: FollowUpRow): FollowUp => ({
    ...{ id: row.id, date: row.day_date, askDate: row.ask_date, askedCount: row.asked_count },
    group: row.group_id as GroupId,
    member: row.member_id as MemberId | null,
    text: vault.open(row.text_sealed, `follow_ups.text:${row.id}`),
    writtenAt: row.written_at,
  });

  return {
    /** Keeps it, in place of what the same message said before. */
    keep({ text, ...followUp }: NewFollowUp): undefined {
      remove.run(followUp.source);
      const id = randomBytes(8).toString('hex');
      insert.run({ ...followUp, id, textSealed: vault.seal(text, `follow_ups.text:${id}`) });
    },
    get(id: string): FollowUp | null {
      const row = byId.get(id);
      return row ? toFollowUp(row) : null;
    },
    /** What a message noted; null where nothing. */
    ofSource(source: Buffer): FollowUp | null {
      const row = bySource.get(source);
      return row ? toFollowUp(row) : null;
    },
    /** Those that nobody has called done, by day. */
    openIn(group: GroupId): FollowUp[] {
      return openIn.all(group).map(toFollowUp);
    },
    /** Takes away what a message noted; false where it noted nothing. */
    removeSource(source: Buffer): boolean {
      return remove.run(source).changes > 0;
    },
    /** She was asked; when next, if ever. */
    asked(id: string, askDate: LocalDate | null): undefined {
      ask.run({ id, askDate, more: 1 });
    },
    /** She wants to be asked on another day. */
    askOn(id: string, askDate: LocalDate): undefined {
      ask.run({ id, askDate, more: 0 });
    },
    /** A vote says that it is done. */
    finish(id: string, by: Buffer, at: number): undefined {
      finish.run(at, by, id);
    },
    /** That vote was taken back; false where another one, or none, had said so. */
    reopen(id: string, by: Buffer): boolean {
      return reopen.run(id, by).changes > 0;
    },
    /** Drops what was done before the one instant or written before the other. */
    pruneBefore(done: number, written: number): undefined {
      prune.run({ done, written });
    },
  };
}
