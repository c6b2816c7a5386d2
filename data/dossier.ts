/**
 * All that is kept about one member, for her own eyes or for whoever answers her request. Part of
 * `store.ts`. It changes nothing; what it tells is never logged.
 */

import type {
  Answer,
  GroupId,
  LanguageTag,
  LocalDate,
  MemberId,
  PersonId,
  Role,
  Source,
} from '../bot/types.ts';
import type { Db } from './database.ts';
import type { Vault } from './vault.ts';

/** All about one member. Instants are epoch milliseconds. */
export interface Dossier {
  readonly id: MemberId;
  readonly name: string;
  readonly language: LanguageTag | null;
  readonly createdAt: number;
  /** What WhatsApp calls her: her number, her other id. */
  readonly ids: readonly PersonId[];
  readonly hasDirectChat: boolean;
  readonly quiet: boolean;
  readonly spared: boolean;
  readonly protected: boolean;
  readonly groups: readonly {
    readonly group: GroupId;
    readonly role: Role;
    readonly joinedAt: number;
    readonly leftAt: number | null;
  }[];
  readonly answers: readonly {
    readonly group: GroupId;
    readonly date: LocalDate;
    readonly answer: Answer;
    readonly late: boolean;
    readonly source: Source;
    readonly saidAt: number;
  }[];
  readonly attendance: readonly {
    readonly group: GroupId;
    readonly date: LocalDate;
    readonly present: boolean;
  }[];
  /** How many rows of other tables are hers, by table. */
  readonly rows: Readonly<Record<string, number>>;
}

export type DossierStore = ReturnType<typeof createDossierStore>;

/** What is listed one by one above. */
const LISTED = ['aliases', 'memberships', 'statements', 'attendance'];

/** The named queries on all of a member. Rare, so nothing is prepared ahead. */
export function createDossierStore(db: Db, vault: Vault) {
  const all = <Row>(sql: string, member: MemberId): Row[] =>
    db.prepare<[string], Row>(sql).all(member);
  return {
    /** Null where there is no such member. */
    of(member: MemberId): Dossier | null {
      const [row] = all<MemberRow>('select * from members where id = ?', member);
      return row
        ? {
            ...describe(vault, member, row),
            ...listAll(vault, member, all),
            rows: countRows(db, member),
          }
        : null;
    },
  };
}

interface MemberRow {
  readonly name_sealed: Buffer;
  readonly language: string | null;
  readonly direct_chat_sealed: Buffer | null;
  readonly created_at: number;
  readonly quiet: number;
  readonly spared: number;
  readonly protected: number;
}

function describe(vault: Vault, id: MemberId, row: MemberRow) {
  return {
    id,
    name: vault.open(row.name_sealed, `members.name:${id}`),
    language: row.language,
    createdAt: row.created_at,
    hasDirectChat: row.direct_chat_sealed !== null,
    quiet: row.quiet === 1,
    spared: row.spared === 1,
    protected: row.protected === 1,
  };
}

type All = <Row>(sql: string, member: MemberId) => Row[];
type Listed = Pick<Dossier, 'ids' | 'groups' | 'answers' | 'attendance'>;

function listAll(vault: Vault, member: MemberId, all: All): Listed {
  const ids = all<{ person_sealed: Buffer }>(
    'select person_sealed from aliases where member_id = ? order by person_hash',
    member,
  );
  const answers = all<Omit<Listed['answers'][number], 'late'> & { late: 0 | 1 }>(
    `select t.group_id as "group", t.date, s.answer, s.late, s.source, s.said_at as saidAt
     from statements s join meetings t on t.id = s.meeting_id
     where s.member_id = ? order by t.date, s.said_at`,
    member,
  );
  const attendance = all<Omit<Listed['attendance'][number], 'present'> & { present: 0 | 1 }>(
    `select t.group_id as "group", t.date, a.present
     from attendance a join meetings t on t.id = a.meeting_id
     where a.member_id = ? order by t.date`,
    member,
  );
  return {
    ids: ids.map(
      ({ person_sealed: sealed }) => vault.open(sealed, `aliases.person:${member}`) as PersonId,
    ),
    groups: all(
      `select group_id as "group", role, joined_at as joinedAt, left_at as leftAt
       from memberships where member_id = ? order by joined_at, rowid`,
      member,
    ),
    answers: answers.map((one) => ({ ...one, late: Boolean(one.late) })),
    attendance: attendance.map((one) => ({ ...one, present: Boolean(one.present) })),
  };
}

/** Whatever else refers to her: found by the references themselves, so that no table is forgotten. */
function countRows(db: Db, member: MemberId): Record<string, number> {
  const references = db
    .prepare<[], { table: string; column: string }>(`
      select t.name as "table", f."from" as "column"
      from pragma_table_list t join pragma_foreign_key_list(t.name) f
      where t.schema = 'main' and f."table" = 'members' order by t.name, f."from"`)
    .all()
    .filter(({ table }) => !LISTED.includes(table));
  const counts: Record<string, number> = {};
  for (const { table, column } of references) {
    const count = db
      .prepare<[string], number>(`select count(*) from "${table}" where "${column}" = ?`)
      .pluck()
      .get(member);
    if (count) {
      counts[table] = (counts[table] ?? 0) + count;
    }
  }
  return counts;
}
