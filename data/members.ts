/** Members, the ids WhatsApp knows them by, and their places in groups. */

import { randomBytes } from 'node:crypto';
import type {
  ChatId,
  GroupId,
  Identity,
  LanguageTag,
  Member,
  MemberId,
  Membership,
  PersonId,
  Role,
} from '../bot/types.ts';
import { createByHandQueries } from './by-hand.ts';
import type { Db } from './database.ts';
import { mergeMembers } from './merge-members.ts';
import { createPeopleQueries, JOIN } from './people.ts';
import type { Vault } from './vault.ts';

interface MemberRow {
  id: string;
  language: string | null;
  quiet: number;
  spared: number;
  protected: number;
}

export interface NewMember {
  readonly id?: MemberId;
  readonly name: string;
  readonly language: LanguageTag | null;
  /** None where WhatsApp does not know her yet: a volunteer wrote her name down. */
  readonly ids: readonly PersonId[];
  readonly at: number;
}

const MEMBER_COLUMNS = 'm.id, m.language, m.quiet, m.spared, m.protected';

export type MemberStore = ReturnType<typeof createMemberStore>;

/** The named queries on members. */
export function createMemberStore(db: Db, vault: Vault) {
  const insert = db.prepare<[string, Buffer, string | null, number, number]>(
    'insert into members (id, name_sealed, language, created_at, by_hand) values (?, ?, ?, ?, ?)',
  );
  const addAlias = db.prepare<[Buffer, string, Buffer]>(
    'insert into aliases (person_hash, member_id, person_sealed) values (?, ?, ?) on conflict do nothing',
  );
  const nameOf = db
    .prepare<[string], Buffer>('select name_sealed from members where id = ?')
    .pluck();
  const directChatOf = db
    .prepare<[string], Buffer | null>('select direct_chat_sealed from members where id = ?')
    .pluck();
  // Two look-ups are ten times as fast as one join here, and this runs for every message.
  const idOf = db
    .prepare<[Buffer], string>('select member_id from aliases where person_hash = ?')
    .pluck();
  const byId = db.prepare<[string], MemberRow>(
    `select ${MEMBER_COLUMNS} from members m where m.id = ?`,
  );
  const inGroup = db.prepare<[string], MemberRow & { role: Role }>(`
    select ${MEMBER_COLUMNS}, s.role from memberships s join members m on m.id = s.member_id
    where s.group_id = ? and s.left_at is null order by s.joined_at, s.rowid`);
  const roleIn = db
    .prepare<[string, string], Role>(
      'select role from memberships where group_id = ? and member_id = ? and left_at is null',
    )
    .pluck();
  const groupsOf = db.prepare<[string], { group_id: string; role: Role }>(
    'select group_id, role from memberships where member_id = ? and left_at is null order by joined_at, rowid',
  );
  const join = db.prepare<[Record<string, unknown>]>(JOIN);
  // Flows look whether somebody is new.
  const wake = db.prepare<[string]>('update groups set wake_at = 0 where id = ?');
  const leave = db.prepare<[number, string, string]>(
    'update memberships set left_at = coalesce(left_at, ?), former = 0 where group_id = ? and member_id = ?',
  );
  const setRole = db.prepare<[string, string, string]>(
    'update memberships set role = ? where group_id = ? and member_id = ?',
  );
  const setLanguage = db.prepare<[string | null, string]>(
    'update members set language = ? where id = ? and language_chosen = 0',
  );
  const setName = db.prepare<[Buffer, string]>('update members set name_sealed = ? where id = ?');
  const setDirectChat = db.prepare<[Buffer, string]>(
    'update members set direct_chat_sealed = ? where id = ?',
  );

  const readName = (id: MemberId): string => {
    const sealed = nameOf.get(id);
    return sealed ? vault.open(sealed, `members.name:${id}`) : '';
  };
  const readDirectChat = (id: MemberId): ChatId | null => {
    const sealed = directChatOf.get(id);
    return sealed ? (vault.open(sealed, `members.direct_chat:${id}`) as ChatId) : null;
  };

  /** Name and chat are read and decrypted when somebody asks: most messages need neither. */
  class StoredMember implements Member {
    readonly id: MemberId;
    readonly language: LanguageTag | null;
    readonly quiet: boolean;
    readonly spared: boolean;
    readonly protected: boolean;

    constructor(row: MemberRow) {
      this.id = row.id as MemberId;
      this.language = row.language;
      this.quiet = row.quiet === 1;
      this.spared = row.spared === 1;
      this.protected = row.protected === 1;
    }

    get name(): string {
      return readName(this.id);
    }

    get directChat(): ChatId | null {
      return readDirectChat(this.id);
    }
  }

  function toMember(row: MemberRow): Member {
    return new StoredMember(row);
  }

  function find(person: PersonId): Member | null {
    const id = idOf.get(vault.hash('person', person));
    const row = id === undefined ? undefined : byId.get(id);
    return row ? toMember(row) : null;
  }

  function learnIds(id: MemberId, ids: readonly PersonId[]): undefined {
    for (const person of ids) {
      addAlias.run(vault.hash('person', person), id, vault.seal(person, `aliases.person:${id}`));
    }
  }

  const withDirectChat = db.prepare<[], MemberRow>(
    `select ${MEMBER_COLUMNS} from members m where m.direct_chat_sealed is not null order by m.id`,
  );
  const createdAt = db
    .prepare<[string], number>('select created_at from members where id = ?')
    .pluck();
  const countIds = db
    .prepare<[string], number>('select count(*) from aliases where member_id = ?')
    .pluck();

  /** The members who have one of these ids, the one who was there first in front. */
  function findAll(ids: readonly PersonId[]): MemberId[] {
    const found = new Set(ids.flatMap((person) => find(person)?.id ?? []));
    const known = [...found].map((id) => ({ id, at: createdAt.get(id) ?? 0 }));
    known.sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
    return known.map(({ id }) => id);
  }

  return {
    ...createPeopleQueries(db, vault),
    ...createByHandQueries(db, vault),
    byPerson: find,
    /** Everybody who has written to the bot directly. */
    withDirectChat(): Member[] {
      return withDirectChat.all().map(toMember);
    },
    /**
     * Whoever has one of these ids; what else is known of her ids is then remembered. Where they
     * belong to several members, the channel says that those are one: the first stays.
     */
    recognise(identity: Identity): Member | null {
      const [first, ...others] = findAll(identity.ids);
      if (first === undefined) {
        return null;
      }
      for (const other of others) {
        mergeMembers({ db, vault, from: other, to: first });
      }
      learnIds(first, identity.ids);
      const row = byId.get(first);
      return row ? toMember(row) : null;
    },
    /** Makes two members one, for good: all of `from` becomes `to`'s, and `from` is gone. */
    merge(from: MemberId, to: MemberId): undefined {
      mergeMembers({ db, vault, from, to });
    },
    /** By how many ids the channel may name her, as far as it has told. */
    countIds(member: MemberId): number {
      return countIds.get(member) ?? 0;
    },
    add(member: NewMember): MemberId {
      const id = member.id ?? (`m-${randomBytes(5).toString('hex')}` as MemberId);
      const byHand = member.ids.length === 0 ? 1 : 0;
      const name = vault.seal(member.name, `members.name:${id}`);
      insert.run(id, name, member.language, member.at, byHand);
      learnIds(id, member.ids);
      return id;
    },
    get(id: MemberId): Member | null {
      const row = byId.get(id);
      return row ? toMember(row) : null;
    },
    /** Everybody who is in the group now, in the order they joined. */
    inGroup(group: GroupId): Membership[] {
      return inGroup.all(group).map((row) => ({ member: toMember(row), role: row.role }));
    },
    roleIn(group: GroupId, member: MemberId): Role | null {
      return roleIn.get(group, member) ?? null;
    },
    groupsOf(member: MemberId): { group: GroupId; role: Role }[] {
      return groupsOf
        .all(member)
        .map((row) => ({ group: row.group_id as GroupId, role: row.role }));
    },
    join(group: GroupId, member: MemberId, role: Role, at: number): undefined {
      join.run({ group, member, role, at });
      wake.run(group);
    },
    leave(group: GroupId, member: MemberId, at: number): undefined {
      leave.run(at, group, member);
    },
    setRole(group: GroupId, member: MemberId, role: Role): boolean {
      return setRole.run(role, group, member).changes > 0;
    },
    setName(member: MemberId, name: string): undefined {
      setName.run(vault.seal(name, `members.name:${member}`), member);
    },
    /** The language she was read in; one that she chose stays. */
    setLanguage(member: MemberId, language: LanguageTag | null): undefined {
      setLanguage.run(language, member);
    },
    openDirectChat(member: MemberId, chat: ChatId): undefined {
      setDirectChat.run(vault.seal(chat, `members.direct_chat:${member}`), member);
    },
  };
}
