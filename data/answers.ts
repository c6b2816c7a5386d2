/** What members said about meetings, and whether they came. Never the words, never a reason. */

import type {
  Answer,
  Attendance,
  GroupId,
  LanguageTag,
  MeetingId,
  MemberId,
  Rsvp,
  Source,
} from '../bot/types.ts';
import type { Db } from './database.ts';

/** One reading for one meeting. */
export interface Reading {
  readonly meeting: MeetingId;
  readonly answer: Answer;
  readonly late: boolean;
}

/** All that one message, vote or reaction says now. */
export interface Said {
  /** Keyed hash of the message, or of post and member for a vote or reaction. */
  readonly source: Buffer;
  readonly via: Source;
  readonly member: MemberId;
  readonly at: number;
  readonly readings: readonly Reading[];
  /** By which rule of which language a text was read. */
  readonly by?: { readonly language: LanguageTag; readonly rule: string };
}

/** Whether somebody came, as somebody wrote it; null: by somebody who is gone. */
export interface AttendanceRecord extends Attendance {
  readonly by: MemberId | null;
  readonly at: number;
}

interface AttendanceRow {
  member_id: string;
  present: number;
  recorded_by: string | null;
  recorded_at: number;
}

interface RsvpRow {
  meeting_id: number;
  member_id: string;
  answer: Answer;
  late: number;
  source: Source;
  said_at: number;
}

export type AnswerStore = ReturnType<typeof createAnswerStore>;

/** The named queries on statements and attendance. */
export function createAnswerStore(db: Db) {
  // A message that says the same again (an edited typo) keeps its time, so that it does not overrule
  // what she said elsewhere in between. A vote or reaction cannot be corrected, only given anew: it
  // counts from then on, also where the one it took the place of was never heard of.
  const upsert = db.prepare<[Record<string, unknown>]>(`
    insert into statements
      (source_hash, meeting_id, member_id, answer, late, source, said_at, language, rule)
    values (@source, @meeting, @member, @answer, @late, @via, @at, @language, @rule)
    on conflict (source_hash, meeting_id) do update
      set answer = excluded.answer, late = excluded.late, said_at = excluded.said_at,
        language = excluded.language, rule = excluded.rule
      where (answer, late) is not (excluded.answer, excluded.late)
        or excluded.source in ('vote', 'reaction')`);
  const ofSource = db
    .prepare<[Buffer], number>('select meeting_id from statements where source_hash = ?')
    .pluck();
  const remove = db.prepare<[Buffer, number]>(
    'delete from statements where source_hash = ? and meeting_id = ?',
  );
  // The latest statement of each member who is still in the group; of two at the same instant, the
  // one that arrived last.
  const standing = db.prepare<[number], RsvpRow>(`
    select meeting_id, member_id, answer, late, source, said_at from (
      select s.*, row_number() over (
        partition by s.member_id order by s.said_at desc, s.rowid desc) as place
      from statements s
      join meetings t on t.id = s.meeting_id
      join memberships p on p.group_id = t.group_id and p.member_id = s.member_id and p.left_at is null
      where s.meeting_id = ?)
    where place = 1 order by said_at, member_id`);
  const attend = db.prepare<[Record<string, unknown>]>(`
    insert into attendance (meeting_id, member_id, present, recorded_by, recorded_at)
    values (@meeting, @member, @present, @by, @at)
    on conflict (meeting_id, member_id) do update
      set present = excluded.present, recorded_by = excluded.recorded_by,
        recorded_at = excluded.recorded_at`);
  const unattend = db.prepare<[number, string]>(
    'delete from attendance where meeting_id = ? and member_id = ?',
  );
  const attendance = db.prepare<[number], { member_id: string; present: number }>(
    'select member_id, present from attendance where meeting_id = ? order by member_id',
  );
  const attendanceRows = db.prepare<[number], AttendanceRow>(
    'select * from attendance where meeting_id = ? order by member_id',
  );
  const dropAttendance = db.prepare<[number]>('delete from attendance where meeting_id = ?');
  // Who is forgotten since then stays forgotten.
  const putAttendance = db.prepare<[Record<string, unknown>]>(`
    insert into attendance (meeting_id, member_id, present, recorded_by, recorded_at)
    select @meeting, id, @present, (select id from members where id = @by), @at
    from members where id = @member`);
  const cameBefore = db
    .prepare<[string, string, number], number>(`
      select count(*) from attendance a join meetings t on t.id = a.meeting_id
      where t.group_id = ? and a.member_id = ? and a.present = 1 and t.starts_at < ?`)
    .pluck();

  return {
    /** Records what a source says now, in place of all that it said before. */
    say(said: Said): undefined {
      const { readings, source, via, member, at } = said;
      for (const meeting of ofSource.all(source)) {
        if (!readings.some((reading) => reading.meeting === meeting)) {
          remove.run(source, meeting);
        }
      }
      for (const reading of readings) {
        const { language = null, rule = null } = said.by ?? {};
        const late = reading.late ? 1 : 0;
        upsert.run({ ...reading, late, source, via, member, at, language, rule });
      }
    },
    /** Takes back all that a source said; false where it said nothing. */
    takeBack(source: Buffer): boolean {
      const meetings = ofSource.all(source);
      for (const meeting of meetings) {
        remove.run(source, meeting);
      }
      return meetings.length > 0;
    },
    /** The RSVPs of a meeting, earliest first. */
    rsvps(meeting: MeetingId): Rsvp[] {
      return standing.all(meeting).map((row) => ({
        member: row.member_id as MemberId,
        answer: row.answer,
        late: row.late === 1,
        source: row.source,
        saidAt: row.said_at,
      }));
    },
    attend(record: {
      meeting: MeetingId;
      member: MemberId;
      present: boolean;
      by: MemberId;
      at: number;
    }): undefined {
      attend.run({ ...record, present: record.present ? 1 : 0 });
    },
    unattend(meeting: MeetingId, member: MemberId): undefined {
      unattend.run(meeting, member);
    },
    attendance(meeting: MeetingId): Attendance[] {
      return attendance
        .all(meeting)
        .map((row) => ({ member: row.member_id as MemberId, present: row.present === 1 }));
    },
    /** Who came and who did not, with who wrote it and when. */
    attendanceRecords(meeting: MeetingId): AttendanceRecord[] {
      return attendanceRows.all(meeting).map((row) => ({
        member: row.member_id as MemberId,
        present: row.present === 1,
        by: row.recorded_by as MemberId | null,
        at: row.recorded_at,
      }));
    },
    /** Puts these in place of all attendance of a meeting. */
    replaceAttendance(meeting: MeetingId, records: readonly AttendanceRecord[]): undefined {
      dropAttendance.run(meeting);
      for (const record of records) {
        putAttendance.run({ ...record, meeting, present: record.present ? 1 : 0 });
      }
    },
    /** How often she came to this group before an instant. */
    timesCame(group: GroupId, member: MemberId, before: number): number {
      return cameBefore.get(group, member, before) ?? 0;
    },
  };
}
