/** Meetings: generated ahead for each group, then moved, cancelled or held. */

import type {
  Entry,
  Group,
  GroupId,
  LocalDate,
  LocalTime,
  Meeting,
  MeetingId,
  MeetingStatus,
  MemberId,
} from '../bot/types.ts';
import type { Db } from './database.ts';
import type { Vault } from './vault.ts';

interface MeetingRow {
  id: number;
  group_id: string;
  planned_date: string;
  date: string;
  start_time: string;
  end_time: string;
  starts_at: number;
  ends_at: number;
  status: MeetingStatus;
  place_sealed: Buffer | null;
  topic_sealed: Buffer | null;
  visit_sealed: Buffer | null;
}

/** What a meeting has of its own. Null: nothing. */
export interface MeetingPlan {
  readonly place: string | null;
  readonly topic: Entry | null;
  readonly visit: Entry | null;
}

/** What was recorded of a meeting once it had begun. */
export interface MeetingRecord {
  readonly status: MeetingStatus;
  /**
   * What it was before anything was recorded of it; null: nothing is. Cancelled and with this, it did not
   * take place after all.
   */
  readonly before: 'planned' | 'moved' | null;
  /** How many children were there; null: nobody said. */
  readonly children: number | null;
  /** Who recorded it last; null also where she is gone. */
  readonly by: MemberId | null;
  readonly at: number | null;
}

/** When and whether a meeting is. */
export interface MeetingTime {
  readonly date: LocalDate;
  readonly start: LocalTime;
  readonly end: LocalTime;
  readonly startsAt: number;
  readonly endsAt: number;
}

export type MeetingStore = ReturnType<typeof createMeetingStore>;

/** The named queries on meetings. */
export function createMeetingStore(db: Db, vault: Vault) {
  // The calendar of a group is asked for with every message; its revision says when it changed.
  const calendars = new Map<GroupId, { revision: number; meetings: readonly Meeting[] }>();

  const insert = db.prepare<[Record<string, unknown>]>(`
    insert into meetings (group_id, planned_date, date, start_time, end_time, starts_at, ends_at)
    values (@group, @date, @date, @start, @end, @startsAt, @endsAt)
    on conflict (group_id, planned_date) do nothing`);
  const inGroup = db.prepare<[string], MeetingRow>(
    'select * from meetings where group_id = ? order by starts_at, id',
  );
  const last = db
    .prepare<[string], string | null>(
      "select max(planned_date) from meetings where group_id = ? and status = 'planned'",
    )
    .pluck();
  const reschedule = db.prepare<[Record<string, unknown>]>(`
    update meetings set date = @date, start_time = @start, end_time = @end, starts_at = @startsAt,
      ends_at = @endsAt, status = @status where id = @id`);
  const setStatus = db.prepare<[string, number]>('update meetings set status = ? where id = ?');
  const remove = db.prepare<[number]>('delete from meetings where id = ?');
  const plannedOn = db.prepare<[string, string], Pick<MeetingRow, 'id' | 'date' | 'status'>>(
    'select id, date, status from meetings where group_id = ? and planned_date = ?',
  );
  const putAside = db.prepare<[number]>("update meetings set planned_date = 'aside' where id = ?");
  const removeAside = db.prepare<[string]>(
    "delete from meetings where group_id = ? and planned_date = 'aside'",
  );
  const planAsMoved = db.prepare<[number]>('update meetings set planned_date = date where id = ?');

  // Held before this was noted: a meeting on another day than planned had been moved.
  const recordOf = db.prepare<[number], MeetingRecord>(`
    select status, children, recorded_by as "by", recorded_at as "at",
      coalesce(status_before, case when status = 'held'
        then iif(date = planned_date, 'planned', 'moved') end) as before
    from meetings where id = ?`);
  const setRecord = db.prepare<[Record<string, unknown>]>(`
    update meetings set status = @status, status_before = @before, children = @children,
      recorded_by = (select id from members where id = @by), recorded_at = @at
    where id = @id`);

  const byId = db.prepare<[number], MeetingRow>('select * from meetings where id = ?');
  const setPlan = db.prepare<[Record<string, unknown>]>(`
    update meetings set place_sealed = @place, topic_sealed = @topic, visit_sealed = @visit
    where id = @id`);

  function open(row: MeetingRow, column: keyof MeetingPlan): string | null {
    const sealed = row[`${column}_sealed`];
    return sealed ? vault.open(sealed, `meetings.${column}:${row.id}`) : null;
  }

  function openEntry(row: MeetingRow, column: 'topic' | 'visit'): Entry | null {
    const text = open(row, column);
    return text === null ? null : (JSON.parse(text) as Entry);
  }

  /**
   * Makes a day free to plan a visit for: one that was moved from it is planned where it is now, a cancelled
   * one is put aside. Answers whether one was.
   */
  function freeDay(group: GroupId, date: LocalDate): boolean {
    const row = plannedOn.get(group, date);
    if (row?.status === 'cancelled') {
      putAside.run(row.id);
      return true;
    }
    if (!row || row.date === date) {
      return false;
    }
    const isAside = freeDay(group, row.date);
    planAsMoved.run(row.id);
    return isAside;
  }

  function toMeeting(row: MeetingRow, group: Group): Meeting {
    return {
      id: row.id as MeetingId,
      group: group.id,
      plannedDate: row.planned_date,
      date: row.date,
      start: row.start_time,
      end: row.end_time,
      startsAt: row.starts_at,
      endsAt: row.ends_at,
      status: row.status,
      place: open(row, 'place') ?? group.place,
      topic: openEntry(row, 'topic'),
      visit: openEntry(row, 'visit'),
    };
  }

  return {
    /** Adds a planned meeting; false where the group has one planned for that day already. */
    plan(group: GroupId, time: MeetingTime): boolean {
      return insert.run({ ...time, group }).changes > 0;
    },
    /**
     * Adds a visit that was agreed on; false where there is one on that day already. A cancelled one of that
     * day is gone then, and what was said about it.
     */
    agree(group: GroupId, time: MeetingTime): boolean {
      const isAside = freeDay(group, time.date);
      const isAdded = insert.run({ ...time, group }).changes > 0;
      if (isAside) {
        // Only now: SQLite would give its id to the new one, and what was said once is never said again.
        removeAside.run(group);
      }
      return isAdded;
    },
    /** Every meeting of the group, by time. The list is shared: it is not to be changed. */
    inGroup(group: Group): readonly Meeting[] {
      const cached = calendars.get(group.id);
      if (cached?.revision === group.revision) {
        return cached.meetings;
      }
      const meetings = inGroup.all(group.id).map((row) => toMeeting(row, group));
      calendars.set(group.id, { revision: group.revision, meetings });
      return meetings;
    },
    /** The last day a meeting was generated for. */
    lastPlanned(group: GroupId): LocalDate | null {
      return last.get(group) ?? null;
    },
    /** Sets another time; `status` is `moved` where people are to know, `planned` where it is as ever. */
    reschedule(id: MeetingId, time: MeetingTime, status: 'planned' | 'moved'): undefined {
      reschedule.run({ ...time, id, status });
    },
    /** What a meeting has of its own; null where it is gone. */
    planOf(id: MeetingId): MeetingPlan | null {
      const row = byId.get(id);
      return row
        ? {
            place: open(row, 'place'),
            topic: openEntry(row, 'topic'),
            visit: openEntry(row, 'visit'),
          }
        : null;
    },
    /** Sets what a meeting has of its own. */
    setPlan(id: MeetingId, plan: MeetingPlan): undefined {
      const seal = (column: keyof MeetingPlan, text: string | null): Buffer | null =>
        text === null ? null : vault.seal(text, `meetings.${column}:${id}`);
      setPlan.run({
        id,
        place: seal('place', plan.place),
        topic: seal('topic', plan.topic && JSON.stringify(plan.topic)),
        visit: seal('visit', plan.visit && JSON.stringify(plan.visit)),
      });
    },
    /** What was recorded of a meeting; null where it is gone. */
    recordOf(id: MeetingId): MeetingRecord | null {
      return recordOf.get(id) ?? null;
    },
    setRecord(id: MeetingId, record: MeetingRecord): undefined {
      setRecord.run({ ...record, id });
    },
    setStatus(id: MeetingId, status: MeetingStatus): undefined {
      setStatus.run(status, id);
    },
    /** Takes a meeting away with all that was said about it: the weekly time or the course changed. */
    remove(id: MeetingId): undefined {
      remove.run(id);
    },
  };
}
