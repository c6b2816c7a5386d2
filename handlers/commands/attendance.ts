/** `/attendance`: who came, by ticking names in a poll, or in one line. */

import { type Command, type Context, membersOfRole } from '../../bot/context.ts';
import type { LocalDate, Meeting } from '../../bot/types.ts';
import {
  callOff,
  describeAttendance,
  recordAttendance,
  sendAttendancePolls,
} from '../attendance.ts';
import {
  type AttendanceDeed,
  isSame,
  noteAttendance,
  readState,
  restoreState,
  setRecord,
} from '../attendance-state.ts';
import { tellOthers } from '../attendance-told.ts';
import { readLine, saysNotMet, takeChildren, takeDay } from '../reading/attendance-line.ts';
import { addByHand, type People, readPeople } from '../reading/attendance-people.ts';
import { meetingThatBegan } from '../reading/which-meeting.ts';
import { Refusal } from './refusal.ts';
import { STAFF } from './roles.ts';

export const attendance: Command = {
  id: 'attendance',
  roles: STAFF,
  run(ctx, { words }) {
    const { count, rest } = takeChildren(ctx, words);
    const { date, rest: line } = takeDay(ctx, rest);
    if (saysNotMet(ctx, line)) {
      const meeting = meetingToCallOff(ctx, date);
      change(ctx, meeting, { make: () => callOff(ctx, meeting), added: [] });
      return;
    }
    const meeting = meetingThatBegan(ctx, date);
    const people = line === '' ? null : readWhoCame(ctx, meeting, line);
    if (people) {
      record(ctx, meeting, { people, children: count });
    } else {
      recordChildren(ctx, meeting, count);
      askByPoll(ctx, meeting, count);
    }
  },
  undo(ctx, before) {
    const { meeting: id, was, is, added } = before as AttendanceDeed;
    const meeting = ctx.meetings().find((candidate) => candidate.id === id);
    if (!meeting) {
      throw new Refusal('error.undo_nothing');
    }
    const now = readState(ctx, id);
    if (!isSame(now, is)) {
      throw new Refusal('error.undo_changed', { day: { day: meeting.date } });
    }
    restoreState(ctx, id, was);
    for (const member of added) {
      ctx.store.members.strikeOut(member);
    }
    tellOthers(ctx, meeting, { was, isAnswered: true });
    return [
      ctx.say(ctx.language, 'undo.attendance'),
      describeAttendance(ctx, meeting, ctx.language),
    ].join('\n');
  },
};

/** The meeting on that day, or the last that was to begin: a cancelled one is not passed over. */
function meetingToCallOff(ctx: Context, date: LocalDate | undefined): Meeting {
  const last = ctx.meetings().findLast(({ startsAt }) => startsAt <= ctx.now);
  return meetingThatBegan(ctx, date ?? last?.date);
}

function readWhoCame(ctx: Context, meeting: Meeting, words: string): People {
  const line = readLine(ctx, words);
  if (!line) {
    throw new Refusal('attendance.how');
  }
  if (line.added.length === 0 && membersOfRole(ctx, 'mother').length === 0) {
    throw new Refusal('attendance.no_mothers');
  }
  return readPeople(ctx, meeting, line);
}

function record(
  ctx: Context,
  meeting: Meeting,
  { people, children }: { readonly people: People; readonly children: number | null },
): undefined {
  const added = people.added.map((name) => addByHand(ctx, meeting, name));
  const make = (): undefined => {
    recordAttendance(ctx, meeting, new Set([...people.present, ...added]));
    if (children !== null) {
      setRecord(ctx, meeting, { children });
    }
  };
  change(ctx, meeting, { make, added });
}

function recordChildren(ctx: Context, meeting: Meeting, children: number | null): undefined {
  if (children !== null) {
    const make = (): undefined => setRecord(ctx, meeting, { children });
    change(ctx, meeting, { make, added: [] });
  }
}

/** Changes what is recorded so that it can be undone; tells what stands, also whoever recorded it before. */
function change(
  ctx: Context,
  meeting: Meeting,
  { make, added }: { make(): undefined; readonly added: AttendanceDeed['added'] },
): undefined {
  const was = readState(ctx, meeting.id);
  make();
  noteAttendance(ctx, { meeting: meeting.id, was, added, poll: null });
  tell(ctx, describeAttendance(ctx, meeting, ctx.language));
  tellOthers(ctx, meeting, { was, isAnswered: true });
}

/** Asks by names, unless only the children were told of a meeting of which the rest is known. */
function askByPoll(ctx: Context, meeting: Meeting, children: number | null): undefined {
  const isKnown = ctx.store.answers.attendance(meeting.id).length > 0;
  if (children !== null && isKnown) {
    return;
  }
  if (membersOfRole(ctx, 'mother').length === 0) {
    throw new Refusal('attendance.no_mothers');
  }
  if (!sendAttendancePolls(ctx, meeting)) {
    throw new Refusal('error.write_first');
  }
}

/** Names are never told in the group; who has no other chat with the bot sees there that it is noted. */
function tell(ctx: Context, text: string): undefined {
  if (!ctx.answerPrivately(text)) {
    ctx.react('✅');
  }
}
