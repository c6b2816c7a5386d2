/** Attendance as a volunteer records it: by a poll of names, or in one line. */

import { attendancePolls } from '../bot/attendance-poll.ts';
import { type Context, membersOfRole, namesOf, runsGroup, type Voice } from '../bot/context.ts';
import type { LanguageTag, Meeting, Member, MemberId } from '../bot/types.ts';
import { isCalledOff, setRecord } from './attendance-state.ts';

/** Who may say who came. */
export function mayRecordAttendance(ctx: Context): boolean {
  return runsGroup(ctx.role);
}

/** Sends the asker the polls that ask who came; false where there is no chat to ask in. */
export function sendAttendancePolls(ctx: Context, meeting: Meeting): boolean {
  const asked = { language: ctx.language, several: ctx.groups.length > 1 };
  return attendancePolls(ctx, meeting, asked).every(({ question, post }) =>
    ctx.answerPrivately(question, { meeting, multiple: true, post }),
  );
}

/** Records who came: these did, all other mothers who were in the group by then did not. */
export function recordAttendance(
  ctx: Context,
  meeting: Meeting,
  present: ReadonlySet<MemberId>,
): undefined {
  for (const mother of membersOfRole(ctx, 'mother')) {
    recordOne(ctx, meeting, { member: mother.id, present: present.has(mother.id) });
  }
  for (const id of ctx.store.members.expectedIn(ctx.group.id)) {
    if (present.has(id)) {
      recordOne(ctx, meeting, { member: id, present: true });
    } else {
      ctx.store.answers.unattend(meeting.id, id);
    }
  }
  setRecord(ctx, meeting, { status: 'held' });
}

/** Records one of them; whoever joined the group after the meeting was not away from it. */
export function recordOne(
  ctx: Context,
  meeting: Meeting,
  { member, present }: { readonly member: MemberId; readonly present: boolean },
): undefined {
  const { answers } = ctx.store;
  if (present || wasInGroup(ctx, meeting, member)) {
    const by = ctx.member.id;
    answers.attend({ meeting: meeting.id, member, present, by, at: ctx.event.at });
  } else {
    answers.unattend(meeting.id, member);
  }
}

/** Whether she was in the group by the end of a meeting. */
export function wasInGroup(voice: Voice, meeting: Meeting, member: MemberId): boolean {
  return (voice.store.members.joinedAt(voice.group.id, member) ?? 0) <= meeting.endsAt;
}

/** It did not take place: nobody came, nobody was away, and the group is not told. */
export function callOff(ctx: Context, meeting: Meeting): undefined {
  ctx.store.answers.replaceAttendance(meeting.id, []);
  setRecord(ctx, meeting, { status: 'cancelled', children: null });
  ctx.meetingChanged(meeting);
}

/** What is recorded, with names: for those who run the group only. */
export function describeAttendance(voice: Voice, meeting: Meeting, language: LanguageTag): string {
  const { say, store } = voice;
  const day = { day: meeting.date };
  const record = store.meetings.recordOf(meeting.id);
  if (record && isCalledOff(record)) {
    return say(language, 'attendance.called_off', { day });
  }
  const count = record?.children ?? null;
  return [
    ...describeWhoCame(voice, meeting, language),
    ...(count === null ? [] : [say(language, 'attendance.children', { count })]),
  ].join('\n');
}

function describeWhoCame(voice: Voice, meeting: Meeting, language: LanguageTag): string[] {
  const { say, store } = voice;
  const day = { day: meeting.date };
  const records = store.answers.attendance(meeting.id);
  if (records.length === 0) {
    return [say(language, 'attendance.unrecorded', { day })];
  }
  const mothers = mothersToName(voice);
  const names = (present: boolean): string[] =>
    namesOf(
      mothers,
      records.filter((record) => record.present === present).map((record) => record.member),
    );
  const came = names(true);
  const absent = names(false);
  return [
    say(language, 'attendance.recorded', { day, came: came.length, absent: absent.length }),
    ...(came.length > 0
      ? [say(language, 'attendance.came', { names: say.list(language, came) })]
      : []),
    ...(absent.length > 0
      ? [say(language, 'attendance.absent', { names: say.list(language, absent) })]
      : []),
  ];
}

/** The mothers of the group, and those who were announced and have not joined the chat yet. */
export function mothersToName(voice: Voice): Member[] {
  const { members } = voice.store;
  return [
    ...membersOfRole(voice, 'mother'),
    ...members
      .expectedIn(voice.group.id)
      .flatMap((id) => members.get(id) ?? [])
      .filter((member) => !member.protected && !member.spared),
  ];
}
