/**
 * Before each meeting: asks the volunteers whether they come, the others once more where they are too few,
 * and at last tells the coordinators. Never in the mothers' group.
 */

import { answerOptions } from '../bot/answer-options.ts';
import { addDays, QUIET_HOURS, toInstant } from '../bot/calendar.ts';
import {
  everybodyOfRole,
  type Flow,
  type GroupMessage,
  isLeftAlone,
  membersOfRole,
  type Occurrence,
  type SayKey,
  type Voice,
} from '../bot/context.ts';
import type { LanguageTag, LocalDate, LocalTime, Meeting, Member } from '../bot/types.ts';
import {
  FEWEST_VOLUNTEERS,
  languageOf,
  listNames,
  shortGroupName,
  staffingOf,
} from '../bot/volunteers.ts';

const HOUR_MS = 60 * 60 * 1000;
/** Only meetings this near can have a question that is due or comes next. */
const LOOK_AHEAD_MS = 14 * 24 * HOUR_MS;
const POLL_DAYS_BEFORE = 3;
const POLL_TIME = '10:00';
/** A poll that was missed is left out when the next question is this near. */
const BEFORE_NEXT_MS = 12 * HOUR_MS;
/** What would be said in the quiet hours is said when breakfast is over. */
const AFTER_BREAKFAST = '08:30';

export const staffing: Flow = {
  name: 'staffing',
  kind: 'group',
  occurrences(voice) {
    // A group that knows no volunteers would only hear each week that it has none.
    if (membersOfRole(voice, 'volunteer').length === 0) {
      return [];
    }
    return voice
      .meetings()
      .filter(
        ({ status, startsAt }) =>
          (status === 'planned' || status === 'moved') &&
          startsAt > voice.now &&
          startsAt < voice.now + LOOK_AHEAD_MS,
      )
      .flatMap((meeting) => stepsOf(voice, meeting));
  },
};

/** The day is part of the keys: for a meeting that was moved they are asked anew. */
function stepsOf(voice: Voice, meeting: Meeting): Occurrence[] {
  const pollAt = toInstant(addDays(meeting.date, -POLL_DAYS_BEFORE), POLL_TIME, voice.group.zone);
  const askAt = daysBefore(voice, meeting, 2);
  const tellAt = daysBefore(voice, meeting, 1);
  const key = `staffing:${meeting.id}:${meeting.date}`;
  const poll: Occurrence = {
    key: `${key}:poll`,
    dueAt: pollAt,
    expiresAt: askAt - BEFORE_NEXT_MS,
    run: () =>
      ask(voice, meeting, {
        ...{ key: `${key}:poll`, question: 'staffing.question' },
        members: membersToPoll(voice, meeting),
        expiresAt: askAt - BEFORE_NEXT_MS,
      }),
  };
  // What is due but not needed is not brought, so that it can be when somebody stays away later.
  const short: Occurrence[] = [
    {
      key: `${key}:ask`,
      dueAt: askAt,
      expiresAt: meeting.startsAt,
      run: () => askOthers(voice, meeting, `${key}:ask`),
    },
    {
      key: `${key}:tell`,
      dueAt: tellAt,
      expiresAt: meeting.startsAt,
      run: () => tellCoordinators(voice, meeting, `${key}:tell`),
    },
  ].filter(({ dueAt }) => dueAt > voice.now || isShort(voice, meeting));
  return [poll, ...short];
}

/** The hour of its start so many calendar days before, out of the quiet hours. */
function daysBefore(voice: Voice, { date, start }: Meeting, days: number): number {
  const [day, time] = afterBreakfast(addDays(date, -days), start);
  return toInstant(day, time, voice.group.zone);
}

function afterBreakfast(date: LocalDate, time: LocalTime): readonly [LocalDate, LocalTime] {
  if (time >= QUIET_HOURS.from) {
    return [addDays(date, 1), AFTER_BREAKFAST];
  }
  return time < QUIET_HOURS.until ? [date, AFTER_BREAKFAST] : [date, time];
}

function isShort(voice: Voice, meeting: Meeting): boolean {
  return staffingOf(voice, meeting).yes.length < FEWEST_VOLUNTEERS;
}

function askOthers(voice: Voice, meeting: Meeting, key: string): undefined {
  const { yes, open } = staffingOf(voice, meeting);
  const question = yes.length === 0 ? 'staffing.none' : 'staffing.one';
  ask(voice, meeting, { key, question, members: open, expiresAt: meeting.startsAt });
}

interface Question {
  readonly key: string;
  readonly question: SayKey;
  /** Who is to answer. */
  readonly members: readonly Member[];
  readonly expiresAt: number;
}

/** A poll in the staff chat, or to each of the members; nothing where there are none. */
function ask(voice: Voice, meeting: Meeting, asked: Question): undefined {
  const { key, question, members, expiresAt } = asked;
  const compose = (language: LanguageTag): Omit<GroupMessage, 'key'> => {
    const values = { group: shortGroupName(voice), day: { day: meeting.date } };
    const options = answerOptions(voice, [language]).filter(
      ({ meaning }) => 'answer' in meaning && meaning.answer !== 'maybe' && !meaning.late,
    );
    return {
      message: {
        kind: 'poll',
        question: voice.say(language, question, values),
        options: options.map(({ text }) => text),
        multiple: false,
      },
      post: { kind: 'poll', options },
      ...{ meeting, expiresAt },
    };
  };
  if (members.length > 0 && voice.group.staffChat !== null) {
    voice.tellStaff({ key, ...compose(voice.staffLanguage()) });
    return;
  }
  for (const member of members) {
    voice.tellMember({ key: `${key}:${member.id}`, member, ...compose(languageOf(member)) });
  }
}

/** Who has not answered; after a move all but those who cannot: a yes was for another day. */
function membersToPoll(voice: Voice, meeting: Meeting): readonly Member[] {
  const { yes, open } = staffingOf(voice, meeting);
  return meeting.date === meeting.plannedDate ? open : [...yes, ...open];
}

function tellCoordinators(voice: Voice, meeting: Meeting, key: string): undefined {
  for (const member of everybodyOfRole(voice, 'coordinator')) {
    const text = describe(voice, languageOf(member), meeting);
    voice.tellMember({
      ...{ key: `${key}:${member.id}`, member, meeting },
      ...{ message: { kind: 'text', text }, expiresAt: meeting.startsAt },
    });
  }
}

/** Who comes, who does not, who was asked, and whom the bot cannot ask. */
function describe(voice: Voice, language: LanguageTag, meeting: Meeting): string {
  const { yes, no, open } = staffingOf(voice, meeting);
  const isReached = (member: Member): boolean =>
    voice.group.staffChat !== null || (member.directChat !== null && !isLeftAlone(member));
  const lines: [SayKey, readonly Member[]][] = [
    ['who.yes', yes],
    ['who.no', no],
    ['staffing.asked', open.filter(isReached)],
    ['staffing.unreached', open.filter((member) => !isReached(member))],
  ];
  const values = { group: voice.group.name, day: { day: meeting.date } };
  return [
    voice.say(language, yes.length === 0 ? 'staffing.nobody' : 'staffing.alone', values),
    ...lines
      .filter(([, members]) => members.length > 0)
      .map(([key, members]) =>
        voice.say(language, key, { names: listNames(voice, language, members) }),
      ),
  ].join('\n');
}
