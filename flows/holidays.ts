/** Two weeks before a meeting on a holiday: asks those who run the group whether it is to be cancelled. */

import { addDays, toInstant } from '../bot/calendar.ts';
import type { Flow, Occurrence, SayKey, Voice } from '../bot/context.ts';
import { type Holiday, holidayOn } from '../bot/holidays.ts';
import type { Meeting } from '../bot/types.ts';

const DAYS_BEFORE = 14;
const TIME = '10:00';
const DAY_MS = 24 * 60 * 60 * 1000;
/** A question that was missed is still of use a week later. */
const CATCH_UP_MS = 7 * DAY_MS;

export const holidays: Flow = {
  name: 'holidays',
  kind: 'group',
  occurrences(voice) {
    return voice
      .meetings()
      .filter(
        ({ status, startsAt }) =>
          status === 'planned' &&
          startsAt > voice.now &&
          startsAt < voice.now + 2 * DAYS_BEFORE * DAY_MS,
      )
      .flatMap((meeting) => {
        const holiday = holidayOn(meeting.date);
        return holiday ? [toOccurrence(voice, meeting, holiday)] : [];
      });
  },
};

function toOccurrence(voice: Voice, meeting: Meeting, holiday: Holiday): Occurrence {
  const dueAt = toInstant(addDays(meeting.date, -DAYS_BEFORE), TIME, voice.group.zone);
  const expiresAt = dueAt + CATCH_UP_MS;
  const key = `holiday:${meeting.id}:${meeting.date}`;
  return {
    key,
    dueAt,
    expiresAt,
    run() {
      tell(voice, meeting, { holiday, key, expiresAt });
    },
  };
}

interface Told {
  readonly holiday: Holiday;
  readonly key: string;
  readonly expiresAt: number;
}

/** A festival is only mentioned; on a holiday they are asked, by one tap. */
function tell(voice: Voice, meeting: Meeting, { holiday, key, expiresAt }: Told): undefined {
  const language = voice.staffLanguage();
  const values = {
    day: { day: meeting.date },
    holiday: voice.say(language, `holiday.${holiday.id}` as SayKey),
  };
  if (holiday.kind === 'festival') {
    const text = voice.say(language, 'holidays.festival', values);
    voice.tellStaff({ key, message: { kind: 'text', text }, meeting, expiresAt });
    return;
  }
  const options = [
    { text: voice.say(language, 'holidays.cancel'), meaning: { choice: 'cancel' } },
    { text: voice.say(language, 'holidays.meet'), meaning: { choice: 'meet' } },
  ];
  voice.tellStaff({
    key,
    message: {
      kind: 'poll',
      question: voice.say(language, 'holidays.question', values),
      options: options.map(({ text }) => text),
      multiple: false,
    },
    meeting,
    expiresAt,
    post: { kind: 'holiday', options },
  });
}
