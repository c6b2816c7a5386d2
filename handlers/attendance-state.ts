/**
 * All that is recorded of a meeting: read, noted as somebody's deed, and brought back. Called by the
 * command and the votes that record who came. It tells nobody anything.
 */

import type { Context } from '../bot/context.ts';
import type { Meeting, MeetingId, MemberId } from '../bot/types.ts';

type MeetingRecord = NonNullable<ReturnType<Context['store']['meetings']['recordOf']>>;

/** What is recorded of a meeting at a moment. */
export interface AttendanceState {
  readonly record: MeetingRecord;
  readonly rows: ReturnType<Context['store']['answers']['attendanceRecords']>;
}

/** What somebody recorded, and how it was before. */
export interface AttendanceDeed {
  readonly meeting: MeetingId;
  readonly was: AttendanceState;
  readonly is: AttendanceState;
  /** Whom she wrote down by hand for it. */
  readonly added: readonly MemberId[];
  /** By which poll: all her taps in it are one deed. */
  readonly poll: string | null;
}

/** Taps in a poll that is older than this are deeds of their own. */
const LIFETIME_MS = 31 * 24 * 60 * 60 * 1000;

/** A meeting of which nothing can be known any more is as if nothing were recorded. */
const NOTHING: MeetingRecord = {
  ...{ status: 'planned', before: null, children: null, by: null, at: null },
};

export function readState({ store }: Context, meeting: MeetingId): AttendanceState {
  return {
    record: store.meetings.recordOf(meeting) ?? NOTHING,
    rows: store.answers.attendanceRecords(meeting),
  };
}

/** Whether a meeting was said, afterwards, not to have taken place. */
export function isCalledOff({ status, before }: MeetingRecord): boolean {
  return status === 'cancelled' && before !== null;
}

export function isSame(one: AttendanceState, other: AttendanceState): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Changes what is recorded of a meeting beside who came; her who does it is noted. */
export function setRecord(
  ctx: Context,
  meeting: Meeting,
  change: Partial<Pick<MeetingRecord, 'status' | 'children'>>,
): undefined {
  const { record } = readState(ctx, meeting.id);
  const was = record.status === 'moved' ? 'moved' : 'planned';
  ctx.store.meetings.setRecord(meeting.id, {
    ...record,
    ...(change.status ? { before: record.before ?? was } : {}),
    ...change,
    ...{ by: ctx.member.id, at: ctx.event.at },
  });
  ctx.store.groups.touch(ctx.group.id);
}

/** It is as before anything was recorded; how many children were there stays. */
export function clearRecord(ctx: Context, meeting: MeetingId): undefined {
  const { record } = readState(ctx, meeting);
  const status = record.before ?? record.status;
  ctx.store.meetings.setRecord(meeting, { ...record, status, before: null, by: null, at: null });
  ctx.store.groups.touch(ctx.group.id);
}

/** Brings a state back. */
export function restoreState(
  ctx: Context,
  meeting: MeetingId,
  { record, rows }: AttendanceState,
): undefined {
  ctx.store.answers.replaceAttendance(meeting, rows);
  ctx.store.meetings.setRecord(meeting, record);
  ctx.store.groups.touch(ctx.group.id);
}

/** Notes what the asker has just recorded, so that it can be taken back: several taps in one poll as one. */
export function noteAttendance(ctx: Context, deed: Omit<AttendanceDeed, 'is'>): undefined {
  const earlier = deed.poll === null ? null : findDeed(ctx, deed.poll);
  const goesOn = earlier !== null && isSame(earlier.before.is, deed.was);
  if (goesOn) {
    ctx.store.deeds.forget(earlier.id);
  }
  const before: AttendanceDeed = {
    ...deed,
    was: goesOn ? earlier.before.was : deed.was,
    is: readState(ctx, deed.meeting),
  };
  const { group, member, now } = ctx;
  ctx.store.deeds.note({
    ...{ group: group.id, member: member.id, command: 'attendance' },
    ...{ before, at: now },
  });
}

/** What she recorded by a poll, as it is noted; null where nothing is. */
export function findDeed(
  { store, member, now }: Context,
  poll: string,
): { readonly id: string; readonly before: AttendanceDeed } | null {
  for (const { id, command, before } of store.deeds.allOf(member.id, now - LIFETIME_MS)) {
    if (command === 'attendance' && (before as AttendanceDeed).poll === poll) {
      return { id, before: before as AttendanceDeed };
    }
  }
  return null;
}
