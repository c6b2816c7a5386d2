/**
 * What a member may ask of the bot about herself: no more messages, her language, to be left out, to be
 * forgotten. Part of `members.ts`. Never why.
 */

import type { GroupId, Identity, LanguageTag, MemberId } from '../bot/types.ts';
import type { Db } from './database.ts';
import { eraseMember } from './erase-member.ts';
import type { Vault } from './vault.ts';

/** Somebody who came into a group and was not welcomed yet. */
export interface Arrival {
  readonly member: MemberId;
  readonly at: number;
}

/** What makes nothing automatic reach her. */
export type Standing = 'quiet' | 'spared' | 'protected';

/** Coming back sooner than this is no new arrival: nobody is welcomed twice. */
const LONG_AWAY_MS = 30 * 24 * 60 * 60 * 1000;

/** The named queries on how members want to be treated. */
export function createPeopleQueries(db: Db, vault: Vault) {
  const standings: readonly Standing[] = ['quiet', 'spared', 'protected'];
  const setStanding = new Map(
    standings.map((name) => [
      name,
      db.prepare<[number, string]>(`update members set ${name} = ? where id = ?`),
    ]),
  );
  // What is under way cannot be called back: it is looked for, but not sent again.
  const hush = [
    "update outbox set status = 'void', payload_sealed = null where status = 'queued' and prompted = 0 and member_id = ?",
    "update outbox set expires_at = 0 where status in ('sending', 'unknown') and prompted = 0 and member_id = ?",
  ].map((sql) => db.prepare<[string]>(sql));
  const chooseLanguage = db.prepare<[string | null, number, string]>(
    'update members set language = ?, language_chosen = ? where id = ?',
  );
  const isChosen = db
    .prepare<[string], number>('select language_chosen from members where id = ?')
    .pluck();
  const introduce = db.prepare<[number, string]>(
    'update members set introduced_at = ? where id = ? and introduced_at is null',
  );
  const introducedAt = db
    .prepare<[string], number | null>('select introduced_at from members where id = ?')
    .pluck();
  const arrivals = db.prepare<[string, number], { member_id: string; arrived_at: number }>(`
    select member_id, arrived_at from memberships
    where group_id = ? and arrived_at > ? and welcomed_at is null and left_at is null
      and role = 'mother' and exists (select 1 from aliases a where a.member_id = memberships.member_id)
    order by arrived_at, rowid`);
  const welcome = db.prepare<[number, string, string]>(
    'update memberships set welcomed_at = ? where group_id = ? and member_id = ?',
  );
  // Expected, and not there yet: left at the moment she joined, until she does join.
  const expect = db.prepare<[string, string, number, number]>(`
    insert into memberships (group_id, member_id, role, joined_at, left_at)
    values (?, ?, 'mother', ?, ?)
    on conflict (group_id, member_id) do update set former = 0`);
  const unexpect = db.prepare<[string, string]>(
    'delete from memberships where group_id = ? and member_id = ? and left_at = joined_at',
  );
  const placesOf = db
    .prepare<[string], number>('select count(*) from memberships where member_id = ?')
    .pluck();
  const part = db.prepare<[number, string, string]>(
    'update memberships set left_at = ?, former = 1 where group_id = ? and member_id = ? and left_at is null',
  );
  const takeBack = db.prepare<[string, string]>(
    'update memberships set left_at = null, former = 0 where group_id = ? and member_id = ? and former = 1',
  );
  const isFormer = db
    .prepare<[string, string], number>(
      'select former from memberships where group_id = ? and member_id = ? and left_at is not null',
    )
    .pluck();
  const formerIn = db
    .prepare<[string], string>(
      'select member_id from memberships where group_id = ? and former = 1',
    )
    .pluck();
  const everIn = db
    .prepare<[string], string>(
      'select group_id from memberships where member_id = ? order by joined_at desc, rowid desc',
    )
    .pluck();
  const askErasure = db.prepare<[number, string]>('update members set erase_at = ? where id = ?');
  const toErase = db
    .prepare<[number], string>(`
      select id from members m where erase_at is not null and erase_at <= ? and not exists (
        select 1 from outbox o where o.member_id = m.id and o.key = 'forgotten:' || m.id
          and o.status in ('queued', 'sending', 'unknown'))`)
    .pluck();
  const forgottenAt = db
    .prepare<[Buffer], number>('select at from forgotten where person_hash = ?')
    .pluck();
  const remember = db.prepare<[Buffer]>('delete from forgotten where person_hash = ?');
  const prune = db.prepare<[number]>('delete from forgotten where at < ?');

  return {
    /** From now on, or no more; what waits to be said to her unasked is dropped. */
    setStanding(member: MemberId, name: Standing, on: boolean): undefined {
      setStanding.get(name)?.run(on ? 1 : 0, member);
      if (on && name !== 'protected') {
        for (const statement of hush) {
          statement.run(member);
        }
      }
    },
    /** Sets her language for good; `chosen` false: the way she writes may change it again. */
    chooseLanguage(member: MemberId, language: LanguageTag | null, chosen = true): undefined {
      chooseLanguage.run(language, chosen ? 1 : 0, member);
    },
    hasChosenLanguage(member: MemberId): boolean {
      return isChosen.get(member) === 1;
    },
    /** Notes that the bot has told her directly what it is. */
    introduce(member: MemberId, at: number): undefined {
      introduce.run(at, member);
    },
    isIntroduced(member: MemberId): boolean {
      return (introducedAt.get(member) ?? null) !== null;
    },
    /** The mothers who came after an instant and were not welcomed yet, the first in front. */
    arrivals(group: GroupId, since: number): Arrival[] {
      return arrivals
        .all(group, since)
        .map((row) => ({ member: row.member_id as MemberId, at: row.arrived_at }));
    },
    welcome(group: GroupId, member: MemberId, at: number): undefined {
      welcome.run(at, group, member);
    },
    /** Notes that a mother will join the group; she counts from when she does. */
    expect(group: GroupId, member: MemberId, at: number): undefined {
      expect.run(group, member, at, at);
    },
    /** She is not expected any more; who is then in no group is gone. */
    unexpect(group: GroupId, member: MemberId): undefined {
      if (unexpect.run(group, member).changes > 0 && placesOf.get(member) === 0) {
        eraseMember({ db, vault, member, tombstone: null });
      }
    },
    /** Says goodbye: she counts no more, also where she stays in the chat. */
    part(group: GroupId, member: MemberId, at: number): undefined {
      part.run(at, group, member);
    },
    /** As if nobody had said goodbye to her. */
    takeBack(group: GroupId, member: MemberId): undefined {
      takeBack.run(group, member);
    },
    /** Whether she was said goodbye to and has not joined again. */
    isFormer(group: GroupId, member: MemberId): boolean {
      return isFormer.get(group, member) === 1;
    },
    formerIn(group: GroupId): MemberId[] {
      return formerIn.all(group) as MemberId[];
    },
    /** Every group she is or was in, the last one in front. */
    everIn(member: MemberId): GroupId[] {
      return everIn.all(member) as GroupId[];
    },
    /** She is erased by `toErase` once the farewell with her key is sent, or cannot be. */
    askErasure(member: MemberId, at: number): undefined {
      askErasure.run(at, member);
    },
    /** Who asked to be forgotten and waits for no last word any more. */
    toErase(now: number): MemberId[] {
      return toErase.all(now) as MemberId[];
    },
    /** All of her is gone, for good; only a keyed hash of her ids says that she was forgotten. */
    erase(member: MemberId, at: number): undefined {
      eraseMember({ db, vault, member, tombstone: at });
    },
    /** What was erased is nowhere in the files any more. Outside of transactions; false where others hold them. */
    scrub(): boolean {
      const [row] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      return row?.busy === 0;
    },
    /** When somebody with one of these ids was forgotten last; null where nobody was. */
    forgottenAt(identity: Identity): number | null {
      const found = identity.ids.flatMap(
        (person) => forgottenAt.get(vault.hash('person', person)) ?? [],
      );
      return found.length > 0 ? Math.max(...found) : null;
    },
    /** She has come back by herself. */
    remember(identity: Identity): undefined {
      for (const person of identity.ids) {
        remember.run(vault.hash('person', person));
      }
    },
    pruneForgotten(before: number): undefined {
      prune.run(before);
    },
  };
}

/**
 * Joining again is the same membership going on: her role stays. What happened before she left does not
 * bring her back. Who was long away, or was only expected, is welcomed.
 */
export const JOIN = `
  insert into memberships (group_id, member_id, role, joined_at, arrived_at)
  values (@group, @member, @role, @at, @at)
  on conflict (group_id, member_id) do update set left_at = null, former = 0,
    arrived_at = case when left_at = joined_at or excluded.joined_at - left_at > ${LONG_AWAY_MS}
      then excluded.joined_at else arrived_at end,
    welcomed_at = case when excluded.joined_at - left_at > ${LONG_AWAY_MS} then null else welcomed_at end
    where excluded.joined_at > left_at`;
