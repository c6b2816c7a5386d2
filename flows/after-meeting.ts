/** Half an hour after a meeting: asks those who run the group who came, by names to tick. Once more the next day. */

import { attendancePolls } from '../bot/attendance-poll.ts';
import { addDays, afterQuiet, QUIET_HOURS, toInstant, toLocal } from '../bot/calendar.ts';
import {
  type Flow,
  isLeftAlone,
  membersOfRole,
  type Occurrence,
  type Voice,
} from '../bot/context.ts';
import type { LanguageTag, Meeting, Member } from '../bot/types.ts';
import { DAY_MS, dueOrLater, runsSeveral } from './hint.ts';

/** They have said goodbye and put the chairs back by then. */
const AFTER_MS = 30 * 60 * 1000;
const AGAIN_TIME = '10:00';
/** The second question is still of use so long after it was due. */
const CATCH_UP_MS = 3 * DAY_MS;
/** Only meetings this near can have a question that is due or comes next. */
const NEAR_MS = 8 * DAY_MS;

export const afterMeeting: Flow = {
  name: 'after-meeting',
  kind: 'group',
  occurrences(voice) {
    return voice
      .meetings()
      .filter(
        ({ id, status, endsAt }) =>
          status !== 'cancelled' &&
          Math.abs(endsAt - voice.now) < NEAR_MS &&
          voice.store.answers.attendance(id).length === 0,
      )
      .flatMap((meeting) => toOccurrences(voice, meeting));
  },
};

function toOccurrences(voice: Voice, meeting: Meeting): Occurrence[] {
  const { zone } = voice.group;
  const firstAt = afterQuiet(meeting.endsAt + AFTER_MS, zone);
  const day = toLocal(firstAt, zone).date;
  const againAt = toInstant(addDays(day, 1), AGAIN_TIME, zone);
  const evening = toInstant(day, QUIET_HOURS.from, zone);
  const times = [
    { time: 'first', dueAt: firstAt, expiresAt: evening },
    { time: 'again', dueAt: againAt, expiresAt: againAt + CATCH_UP_MS },
  ];
  return times.map(({ time, dueAt, expiresAt }) => {
    // The day is part of the key: a meeting that was moved is asked about anew.
    const key = `after-meeting:${meeting.id}:${meeting.date}:${time}`;
    return {
      ...{ key, expiresAt },
      dueAt: dueOrLater(voice, dueAt),
      run: () => ask(voice, meeting, { key, expiresAt }),
    };
  });
}

interface Question {
  readonly key: string;
  readonly expiresAt: number;
}

/** In the staff chat, or each of those who were there. */
function ask(voice: Voice, meeting: Meeting, question: Question): undefined {
  const { staffChat } = voice.group;
  if (staffChat !== null) {
    const several = voice.store.groups.byStaffChat(staffChat).length > 1;
    const asked = { language: voice.staffLanguage(), several };
    for (const poll of toMessages(voice, meeting, { ...question, ...asked })) {
      voice.tellStaff(poll);
    }
    return;
  }
  for (const member of whomToAsk(voice, meeting)) {
    const asked = {
      language: member.language ?? 'da',
      several: runsSeveral(voice.store, member),
    };
    const key = `${question.key}:${member.id}`;
    for (const poll of toMessages(voice, meeting, { ...question, key, ...asked })) {
      voice.tellMember({ ...poll, member });
    }
  }
}

/** The volunteers who did not say that they stay away; where none can be asked, the coordinators. */
function whomToAsk(voice: Voice, meeting: Meeting): Member[] {
  const away = new Set(
    voice.store.answers
      .rsvps(meeting.id)
      .filter(({ answer }) => answer === 'no')
      .map(({ member }) => member),
  );
  const [volunteers = [], coordinators = []] = (['volunteer', 'coordinator'] as const).map((role) =>
    membersOfRole(voice, role).filter(
      (member) => member.directChat !== null && !isLeftAlone(member) && !away.has(member.id),
    ),
  );
  return volunteers.length > 0 ? volunteers : coordinators;
}

function toMessages(
  voice: Voice,
  meeting: Meeting,
  asked: Question & { readonly language: LanguageTag; readonly several: boolean },
): Parameters<Voice['tellStaff']>[0][] {
  return attendancePolls(voice, meeting, asked).map(({ question, post }, index) => ({
    ...{ key: `${asked.key}:${index + 1}`, expiresAt: asked.expiresAt, meeting, post },
    message: {
      ...{ kind: 'poll', question, multiple: true },
      options: post.options.map(({ text }) => text),
    },
  }));
}
