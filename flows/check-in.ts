/**
 * The fixed call between the coordinator and the volunteer of home visits: both are reminded directly, and the
 * coordinator taps when they have talked. Once more two days later where nobody has tapped.
 */

import { addDays, firstWeekday, toInstant, toLocal } from '../bot/calendar.ts';
import { type Flow, membersOfRole, type Occurrence, type Voice } from '../bot/context.ts';
import { shorten } from '../bot/shorten.ts';
import type { CheckinWeeks, LocalDate, Member, PostOption } from '../bot/types.ts';
import { languageOf, listNames } from '../bot/volunteers.ts';
import { dueOrLater } from './hint.ts';

const TIME = '10:00';
const AGAIN_AFTER_DAYS = 2;
/** The next day it is still "today" by its words, and no day too late to call. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;
/** As many names as the question of a poll has room for (WhatsApp: 255 characters in all). */
const MAX_NAMES = 150;

export const checkIn: Flow = {
  name: 'check-in',
  kind: 'home',
  occurrences(voice) {
    const { checkin, starts, ends } = voice.group;
    return checkin === null
      ? []
      : datesNear(voice, checkin)
          .filter((date) => (!starts || date >= starts) && (!ends || date <= ends))
          .flatMap((date) => [
            toOccurrence(voice, { date, when: 'first', days: 0 }),
            toOccurrence(voice, { date, when: 'again', days: AGAIN_AFTER_DAYS }),
          ]);
  },
};

/** The last day of a call and the next one, counted in whole weeks from the day the visits began. */
function datesNear({ group, now }: Voice, weeks: CheckinWeeks): LocalDate[] {
  const began = group.starts ?? toLocal(group.createdAt, group.zone).date;
  const first = firstWeekday(began, group.weekday);
  const today = toLocal(now, group.zone).date;
  let last = first;
  for (let next = first; next <= today; next = addDays(next, weeks * 7)) {
    last = next;
  }
  return [last, addDays(last, weeks * 7)];
}

interface Call {
  readonly date: LocalDate;
  readonly when: 'first' | 'again';
  readonly days: number;
}

function toOccurrence(voice: Voice, { date, when, days }: Call): Occurrence {
  const at = toInstant(addDays(date, days), TIME, voice.group.zone);
  const key = `check-in:${voice.group.id}:${date}:${when}`;
  const expiresAt = at + LIFETIME_MS;
  return {
    ...{ key, expiresAt },
    dueAt: dueOrLater(voice, at),
    run() {
      if (!voice.store.checkins.isDone(voice.group.id, date)) {
        remind(voice, { key, date, expiresAt });
      }
    },
  };
}

interface Reminder {
  readonly key: string;
  readonly date: LocalDate;
  readonly expiresAt: number;
}

/** Nobody is told to wait for a call that nobody is asked to make. */
function remind(voice: Voice, reminder: Reminder): undefined {
  const volunteers = membersOfRole(voice, 'volunteer');
  if (volunteers.length === 0) {
    return;
  }
  const callers = membersOfRole(voice, 'coordinator').filter((coordinator) =>
    askCoordinator(voice, coordinator, { ...reminder, volunteers }),
  );
  for (const volunteer of callers.length > 0 ? volunteers : []) {
    const language = languageOf(volunteer);
    const names = listNames(voice, language, callers);
    const text = voice.say(language, 'checkin.volunteer', { names });
    voice.tellMember({
      ...{ key: `${reminder.key}:${volunteer.id}`, member: volunteer },
      ...{ message: { kind: 'text', text }, expiresAt: reminder.expiresAt },
    });
  }
}

/** False where she cannot be told. */
function askCoordinator(
  voice: Voice,
  member: Member,
  { key, date, expiresAt, volunteers }: Reminder & { readonly volunteers: readonly Member[] },
): boolean {
  const language = languageOf(member);
  const names = shorten(listNames(voice, language, volunteers), MAX_NAMES);
  const options: PostOption[] = (['done', 'later'] as const).map((choice) => ({
    text: voice.say(language, `checkin.${choice}`),
    meaning: { choice: `${choice}:${date}` },
  }));
  return voice.tellMember({
    ...{ key: `${key}:${member.id}`, member, expiresAt },
    message: {
      kind: 'poll',
      question: voice.say(language, 'checkin.question', { names }),
      options: options.map(({ text }) => text),
      multiple: false,
    },
    post: { kind: 'checkin', options },
  });
}
