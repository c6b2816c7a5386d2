/** Wishes and questions to the volunteers, without a name: nothing kept here leads to who wrote them. */

import { randomBytes } from 'node:crypto';
import type { GroupId, LocalDate, MemberId } from '../bot/types.ts';
import type { Db } from './database.ts';
import type { Vault } from './vault.ts';

export type WishStore = ReturnType<typeof createWishStore>;

/** The named queries on wishes. */
export function createWishStore(db: Db, vault: Vault) {
  const add = db.prepare<[Record<string, unknown>]>(`
    insert into wishes (id, group_id, text_sealed, noted_date) values (@id, @group, @textSealed, @date)`);
  const schedule = db.prepare<[number | null, string]>('update wishes set due_at = ? where id = ?');
  const remove = db.prepare<[string]>('delete from wishes where id = ?');
  const dueTimes = db
    .prepare<[string], number>(
      'select distinct due_at from wishes where group_id = ? and due_at is not null order by due_at',
    )
    .pluck();
  // Ids are random: by id they come shuffled.
  const dueAt = db.prepare<[string, number], { id: string; text_sealed: Buffer }>(
    'select id, text_sealed from wishes where group_id = ? and due_at = ? order by id',
  );
  const removeDue = db.prepare<[string, number]>(
    'delete from wishes where group_id = ? and due_at = ?',
  );
  const postpone = db.prepare<[number, string, number]>(
    'update wishes set due_at = ? where group_id = ? and due_at = ?',
  );
  const prune = db.prepare<[string]>('delete from wishes where noted_date < ?');
  const count = db.prepare<[Record<string, unknown>]>(`
    insert into wish_counts (writer_hash, noted_date, wishes) values (@writer, @date, 1)
    on conflict do update set wishes = wishes + 1`);
  const uncount = db.prepare<[Buffer]>(
    'update wish_counts set wishes = wishes - 1 where writer_hash = ? and wishes > 0',
  );
  const counted = db
    .prepare<[Buffer], number>('select wishes from wish_counts where writer_hash = ?')
    .pluck();
  const pruneCounts = db.prepare<[string]>('delete from wish_counts where noted_date < ?');

  const writerOf = (member: MemberId, date: LocalDate): Buffer => vault.hash('wish', member, date);

  return {
    /** Notes a wish that its writer has not said yes to; answers with its id, made up at random. */
    add(group: GroupId, text: string, date: LocalDate): string {
      const id = randomBytes(12).toString('hex');
      add.run({ id, group, date, textSealed: vault.seal(text, `wishes.text:${id}`) });
      return id;
    },
    /** Its writer said yes (or, null, took that back); false where it is gone. */
    schedule(id: string, at: number | null): boolean {
      return schedule.run(at, id).changes > 0;
    },
    /** Its writer said no; false where it is gone. */
    remove(id: string): boolean {
      return remove.run(id).changes > 0;
    },
    /** When the group's wishes are to be passed on, the earliest first. */
    dueTimes(group: GroupId): number[] {
      return dueTimes.all(group);
    },
    /** The texts to be passed on at an instant, in no order. */
    textsDueAt(group: GroupId, at: number): string[] {
      return dueAt
        .all(group, at)
        .map(({ id, text_sealed: sealed }) => vault.open(sealed, `wishes.text:${id}`));
    },
    /** They were passed on. */
    removeDueAt(group: GroupId, at: number): undefined {
      removeDue.run(group, at);
    },
    /** Nobody could be told: they wait for another time. */
    postpone(group: GroupId, at: { readonly from: number; readonly to: number }): undefined {
      postpone.run(at.to, group, at.from);
    },
    /** How many wishes somebody wrote on a day. */
    countOf(member: MemberId, date: LocalDate): number {
      return counted.get(writerOf(member, date)) ?? 0;
    },
    count(member: MemberId, date: LocalDate): undefined {
      count.run({ writer: writerOf(member, date), date });
    },
    /** One that she did not send after all does not count. */
    uncount(member: MemberId, date: LocalDate): undefined {
      uncount.run(writerOf(member, date));
    },
    /** Drops what nobody could be told, and the counts of days that are over. */
    pruneBefore(dates: { readonly wishes: LocalDate; readonly counts: LocalDate }): undefined {
      prune.run(dates.wishes);
      pruneCounts.run(dates.counts);
    },
  };
}
