/** A course in figures. Who is protected is in none of them; who is to be left in peace is not counted as silent. */

import type { GroupId, LocalDate } from '../bot/types.ts';
import type { Db } from './database.ts';

/** Which days of which group, up to which instant. */
export interface Span {
  readonly group: GroupId;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly now: number;
}

export interface Figures {
  /** Meetings with attendance, and how many mothers came to them together. */
  readonly recorded: number;
  readonly visits: number;
  /** Mothers who came at least once, and those of them who had never come before. */
  readonly came: number;
  readonly first: number;
  /** How often a mother could have answered, and how often she did. */
  readonly asked: number;
  readonly answered: number;
}

export type ReportStore = ReturnType<typeof createReportStore>;

/** The named queries on a course as a whole. */
export function createReportStore(db: Db) {
  const span = 't.group_id = @group and t.date between @from and @to and t.ends_at <= @now';
  const attendance = db.prepare<[Span], Pick<Figures, 'recorded' | 'visits' | 'came'>>(`
    select count(distinct t.id) as recorded,
      coalesce(sum(a.present and not m.protected), 0) as visits,
      count(distinct case when a.present and not m.protected then a.member_id end) as came
    from meetings t join attendance a on a.meeting_id = t.id join members m on m.id = a.member_id
    where ${span} and t.status <> 'cancelled'`);
  const first = db
    .prepare<[Span], number>(`
      select count(*) from (
        select min(t.date) as day from attendance a join meetings t on t.id = a.meeting_id
        join members m on m.id = a.member_id
        where t.group_id = @group and a.present = 1 and m.protected = 0 and t.ends_at <= @now
          and t.status <> 'cancelled'
        group by a.member_id)
      where day between @from and @to`)
    .pluck();
  // Only who was in the chat when it began could have answered.
  const answers = db.prepare<[Span], Pick<Figures, 'asked' | 'answered'>>(`
    select count(*) as asked, coalesce(sum(exists (
      select 1 from statements s where s.meeting_id = t.id and s.member_id = p.member_id)), 0) as answered
    from meetings t join memberships p on p.group_id = t.group_id and p.role = 'mother'
    join members m on m.id = p.member_id
    where ${span} and t.status <> 'cancelled' and m.protected = 0 and m.spared = 0 and m.by_hand = 0
      and p.joined_at <= t.starts_at and (p.left_at is null or p.left_at > t.starts_at)`);

  return {
    /** The figures of all meetings that were over by now. */
    figures(wanted: Span): Figures {
      return {
        recorded: 0,
        visits: 0,
        came: 0,
        ...attendance.get(wanted),
        first: first.get(wanted) ?? 0,
        asked: 0,
        answered: 0,
        ...answers.get(wanted),
      };
    },
  };
}
