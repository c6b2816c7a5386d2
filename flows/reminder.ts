/** Before each meeting: what, when and where, in the group's languages, and one poll to tap. */

import { answerOptions, askWhoComes, pollKey } from '../bot/answer-options.ts';
import { addDays, QUIET_HOURS, toInstant, toLocal } from '../bot/calendar.ts';
import type { Flow, Occurrence, Voice } from '../bot/context.ts';
import { planLines } from '../bot/entry-name.ts';
import { placeOf, worded } from '../bot/home-visits.ts';
import type { LanguageTag, Meeting, ReminderSlot } from '../bot/types.ts';

const HOUR_MS = 60 * 60 * 1000;
/** After downtime a reminder is caught up this long, then silence is better. */
const CATCH_UP_MS = 6 * HOUR_MS;
/** Only meetings this near can have a reminder that is due or comes next. */
const LOOK_AHEAD_MS = 45 * 24 * HOUR_MS;

export const reminder: Flow = {
  name: 'reminder',
  occurrences(voice) {
    return voice
      .meetings()
      .filter(
        (meeting) =>
          (meeting.status === 'planned' || meeting.status === 'moved') &&
          meeting.endsAt > voice.now - CATCH_UP_MS &&
          meeting.startsAt < voice.now + LOOK_AHEAD_MS,
      )
      .flatMap((meeting) =>
        voice.group.reminders
          .map((slot) => toOccurrence(voice, meeting, slot))
          // A meeting moved to an earlier hour may have begun by then.
          .filter((occurrence) => occurrence.dueAt < meeting.startsAt),
      );
  },
};

function toOccurrence(voice: Voice, meeting: Meeting, slot: ReminderSlot): Occurrence {
  const day = addDays(meeting.date, -slot.daysBefore);
  const dueAt = toInstant(day, slot.time, voice.group.zone);
  return {
    // The day is part of the key: a meeting that was moved is reminded of anew.
    key: `reminder:${meeting.id}:${meeting.date}:${slot.daysBefore}d${slot.time}`,
    dueAt,
    expiresAt: lastMoment(voice, meeting, dueAt),
    run() {
      remind(voice, meeting, slot, lastMoment(voice, meeting, dueAt));
    },
  };
}

/** A late reminder goes out within six hours, before the evening and before the meeting begins. */
function lastMoment(voice: Voice, meeting: Meeting, dueAt: number): number {
  const local = toLocal(dueAt, voice.group.zone);
  const evening = toInstant(local.date, QUIET_HOURS.from, voice.group.zone);
  return Math.min(dueAt + CATCH_UP_MS, evening > dueAt ? evening : Infinity, meeting.startsAt);
}

function remind(voice: Voice, meeting: Meeting, slot: ReminderSlot, expiresAt: number): undefined {
  voice.tellGroup({
    key: `reminder:${meeting.id}:${meeting.date}:${slot.daysBefore}d${slot.time}`,
    message: { kind: 'text', text: reminderText(voice, meeting) },
    meeting,
    expiresAt,
    post: { kind: 'reminder', options: [] },
  });
  // One poll a meeting, with whichever reminder goes out first: its key does not name the slot.
  const options = answerOptions(voice, voice.languages());
  voice.tellGroup({
    key: pollKey(meeting),
    message: {
      kind: 'poll',
      question: askWhoComes(voice, voice.languages(), meeting.date),
      options: options.map((option) => option.text),
      multiple: false,
    },
    meeting,
    expiresAt,
    post: { kind: 'poll', options },
  });
}

function reminderText(voice: Voice, meeting: Meeting): string {
  const [first = 'da'] = voice.languages();
  const today = toLocal(voice.now, voice.group.zone).date;
  const values = {
    day: { day: meeting.date },
    // A week ahead and more, the weekday alone would be taken for this week's.
    weekday: addDays(today, 7) <= meeting.date ? { day: meeting.date } : { weekday: meeting.date },
    start: meeting.start,
    end: meeting.end,
    place: placeOf(voice, first, meeting),
  };
  // By the day it really goes out, not by the day it was planned for.
  const key =
    today === meeting.date
      ? 'reminder.today'
      : addDays(today, 1) === meeting.date
        ? 'reminder.tomorrow'
        : 'reminder.later';
  const plan = (language: LanguageTag): string => planLines(voice, language, meeting).join('\n');
  return [
    voice.say(first, 'reminder.details', values),
    ...(plan(first) === '' ? [] : [voice.inEveryLanguage(plan)]),
    voice.inEveryLanguage((language) => voice.say(language, worded(voice, key), values)),
  ].join('\n\n');
}
