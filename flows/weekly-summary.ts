/** Once a week, to the coordinators who have written to the bot: how their groups' week went. */

import { addDays, firstWeekday, isoWeek, toInstant, toLocal } from '../bot/calendar.ts';
import { type Flow, membersOfRole, type Voice } from '../bot/context.ts';
import type { LanguageTag, LocalDate, Meeting, Member, MemberId } from '../bot/types.ts';
import { describeLogbook } from './logbook-lines.ts';
import { describeTopics } from './summary-topics.ts';
import { volunteerLines } from './volunteer-lines.ts';

/** Friday afternoon: most of the week's meetings are over, and there is time to ask before the next. */
const WEEKDAY = 5;
const TIME = '14:00';
/** A summary of the week is still of use on Monday. */
const CATCH_UP_MS = 72 * 60 * 60 * 1000;

export const weeklySummary: Flow = {
  name: 'weekly-summary',
  occurrences(voice) {
    const today = toLocal(voice.now, voice.group.zone).date;
    const last = firstWeekday(addDays(today, -6), WEEKDAY);
    return [last, addDays(last, 7)].map((date) => {
      const dueAt = dueAtOn(voice, date);
      return {
        key: `weekly-summary:${voice.group.id}:${isoWeek(date)}`,
        dueAt,
        expiresAt: dueAt + CATCH_UP_MS,
        run() {
          summarise(voice, { date, fromAt: dueAtOn(voice, addDays(date, -7)), toAt: dueAt });
        },
      };
    });
  },
};

/** What a summary is about: all that ended between the one before it and this one. */
interface Week {
  /** The Friday on which it is told. */
  readonly date: LocalDate;
  readonly fromAt: number;
  readonly toAt: number;
}

function dueAtOn(voice: Voice, date: LocalDate): number {
  return toInstant(date, TIME, voice.group.zone);
}

/** One message a coordinator and group: who has several groups reads them one below the other. */
function summarise(voice: Voice, week: Week): undefined {
  for (const coordinator of membersOfRole(voice, 'coordinator')) {
    voice.tellMember({
      member: coordinator,
      key: `summary:${coordinator.id}:${voice.group.id}:${isoWeek(week.date)}`,
      message: { kind: 'text', text: describe(voice, coordinator, week) },
      expiresAt: week.toAt + CATCH_UP_MS,
    });
  }
}

function describe(voice: Voice, coordinator: Member, { fromAt, toAt }: Week): string {
  const language = coordinator.language ?? 'da';
  const week = voice
    .meetings()
    .filter((meeting) => meeting.endsAt > fromAt && meeting.endsAt <= toAt);
  const next = voice
    .meetings()
    .find((meeting) => meeting.endsAt > toAt && meeting.status !== 'cancelled');
  return [
    voice.say(language, 'summary.title', { group: voice.group.name }),
    ...(week.length > 0
      ? week.flatMap((meeting) => describeMeeting(voice, language, meeting))
      : [voice.say(language, 'summary.nothing')]),
    ...(next
      ? [
          voice.say(language, 'summary.next', {
            day: { day: next.date },
            start: next.start,
            yes: countComing(voice, next, mothersOf(voice)),
          }),
        ]
      : []),
    ...describeLogbook(voice, language, week),
    ...describeTopics(voice, language),
    ...volunteerLines(voice, language, { fromAt, toAt, next }),
  ].join('\n');
}

function describeMeeting(voice: Voice, language: LanguageTag, meeting: Meeting): string[] {
  const day = { day: meeting.date };
  const record = voice.store.meetings.recordOf(meeting.id);
  if (meeting.status === 'cancelled') {
    // Cancelled, and something before: it was said afterwards that it had not taken place.
    const key = record?.before ? 'summary.not_met' : 'summary.cancelled';
    return [voice.say(language, key, { day })];
  }
  const count = record?.children ?? null;
  const children = count === null ? [] : [voice.say(language, 'summary.children', { count })];
  const mothers = mothersOf(voice);
  const answered = voice.store.answers
    .rsvps(meeting.id)
    .filter((rsvp) => mothers.has(rsvp.member)).length;
  const values = { day, answered, mothers: mothers.size };
  const attendance = voice.store.answers.attendance(meeting.id);
  if (attendance.length === 0) {
    const yes = countComing(voice, meeting, mothers);
    return [voice.say(language, 'summary.unrecorded', { ...values, yes }), ...children];
  }
  const came = attendance.filter((record) => record.present && mothers.has(record.member));
  const first = came.filter(
    (record) =>
      voice.store.answers.timesCame(voice.group.id, record.member, meeting.startsAt) === 0,
  ).length;
  return [
    voice.say(language, 'summary.held', { ...values, came: came.length }),
    ...children,
    ...(first > 0 ? [voice.say(language, 'summary.first', { count: first })] : []),
  ];
}

function mothersOf(voice: Voice): ReadonlySet<MemberId> {
  return new Set(membersOfRole(voice, 'mother').map((mother) => mother.id));
}

function countComing(voice: Voice, meeting: Meeting, mothers: ReadonlySet<MemberId>): number {
  return voice.store.answers
    .rsvps(meeting.id)
    .filter((rsvp) => rsvp.answer === 'yes' && mothers.has(rsvp.member)).length;
}
