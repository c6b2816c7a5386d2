/** The day after a meeting that was held: where nobody wrote in the logbook, one short line to the staff. */

import { addDays, toInstant } from '../bot/calendar.ts';
import type { Flow, Occurrence, Voice } from '../bot/context.ts';
import type { Meeting } from '../bot/types.ts';

const TIME = '17:00';
const DAY_MS = 24 * 60 * 60 * 1000;
/** A day later somebody still remembers how it was. */
const CATCH_UP_MS = DAY_MS;

export const logPrompt: Flow = {
  name: 'log-prompt',
  occurrences(voice) {
    return voice
      .meetings()
      .filter(
        ({ status, startsAt }) =>
          status !== 'cancelled' &&
          startsAt > voice.now - 4 * DAY_MS &&
          startsAt < voice.now + 8 * DAY_MS,
      )
      .map((meeting) => toOccurrence(voice, meeting));
  },
};

function toOccurrence(voice: Voice, meeting: Meeting): Occurrence {
  const dueAt = toInstant(addDays(meeting.date, 1), TIME, voice.group.zone);
  const expiresAt = dueAt + CATCH_UP_MS;
  const key = `log-prompt:${meeting.id}:${meeting.date}`;
  return {
    key,
    dueAt,
    expiresAt,
    run() {
      if (!wasHeld(voice, meeting) || voice.store.logbook.isWritten(meeting.id)) {
        return;
      }
      const language = voice.staffLanguage();
      const text = voice.say(language, 'log.prompt', { day: { day: meeting.date } });
      voice.tellStaff({ key, message: { kind: 'text', text }, expiresAt });
    },
  };
}

/** Somebody was there, by what was recorded: where nobody came there is nothing to tell. */
function wasHeld(voice: Voice, meeting: Meeting): boolean {
  return voice.store.answers.attendance(meeting.id).some(({ present }) => present);
}
