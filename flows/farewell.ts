/** The end of a course: a hint to those who run it two weeks ahead, and a farewell after the last meeting. */

import { addDays, quietUntil, toInstant } from '../bot/calendar.ts';
import type { Flow, Occurrence, Voice } from '../bot/context.ts';
import type { LocalDate } from '../bot/types.ts';

const HINT_DAYS = 14;
const HINT_TIME = '10:00';
/** Where no meeting is left to be the last. */
const FAREWELL_TIME = '12:00';
const HOUR_MS = 60 * 60 * 1000;
/** The last meeting is over, and people are on their way home. */
const AFTER_MEETING_MS = HOUR_MS;
const CATCH_UP_MS = 72 * HOUR_MS;

export const farewell: Flow = {
  name: 'farewell',
  kind: 'group',
  occurrences(voice) {
    const { ends } = voice.group;
    return ends === null ? [] : [hint(voice, ends), goodbye(voice, ends)];
  },
};

function hint(voice: Voice, ends: LocalDate): Occurrence {
  const { group } = voice;
  const key = `farewell-hint:${group.id}:${ends}`;
  const dueAt = toInstant(addDays(ends, -HINT_DAYS), HINT_TIME, group.zone);
  const expiresAt = dueAt + CATCH_UP_MS;
  return {
    key,
    dueAt,
    expiresAt,
    run() {
      const text = voice.say(voice.staffLanguage(), 'farewell.hint', {
        group: group.name,
        day: { day: ends },
      });
      voice.tellStaff({ key, message: { kind: 'text', text }, expiresAt });
    },
  };
}

function goodbye(voice: Voice, ends: LocalDate): Occurrence {
  const { group } = voice;
  const last = voice
    .meetings()
    .findLast((meeting) => meeting.date <= ends && meeting.status !== 'cancelled');
  // Only where the course ends with a meeting: a course that is cut short ends on its day.
  const isLast = last !== undefined && last.date > addDays(ends, -7);
  const over = isLast ? last.endsAt + AFTER_MEETING_MS : toInstant(ends, FAREWELL_TIME, group.zone);
  const dueAt = quietUntil(over, group.zone) ?? over;
  const key = `farewell:${group.id}:${ends}`;
  const expiresAt = dueAt + CATCH_UP_MS;
  return {
    key,
    dueAt,
    expiresAt,
    run() {
      const text = voice.inEveryLanguage((language) =>
        [voice.say(language, 'farewell.course'), voice.say(language, 'farewell.now')].join('\n\n'),
      );
      voice.tellGroup({ key, message: { kind: 'text', text }, expiresAt });
    },
  };
}
