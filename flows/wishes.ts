/** Twice a day, what mothers wrote without their names: to those who run the group, shuffled. */

import { addDays, toInstant, toLocal } from '../bot/calendar.ts';
import type { Flow, Occurrence, Voice } from '../bot/context.ts';

/** After a long absence a wish is still worth reading, and a message of the past is not. */
const LIFETIME_MS = 14 * 24 * 60 * 60 * 1000;

export const wishes: Flow = {
  name: 'wishes',
  occurrences(voice) {
    const dueTimes = voice.store.wishes.dueTimes(voice.group.id);
    // Where nobody can be told now they wait a day: the group is to be looked at then.
    const laterTimes = dueTimes
      .filter((dueAt) => dueAt <= voice.now)
      .map((dueAt) => nextTime(voice, dueAt));
    return [...new Set([...dueTimes, ...laterTimes])].map((dueAt) => toOccurrence(voice, dueAt));
  },
};

function toOccurrence(voice: Voice, dueAt: number): Occurrence {
  const { date, time } = toLocal(dueAt, voice.group.zone);
  const key = `wishes:${voice.group.id}:${date}T${time}`;
  return {
    key,
    dueAt,
    expiresAt: dueAt + LIFETIME_MS,
    run() {
      passOn(voice, key, dueAt);
    },
  };
}

/** The next time after now that has the same hour. */
function nextTime({ now, group }: Voice, dueAt: number): number {
  const { time: hour } = toLocal(dueAt, group.zone);
  const { date, time } = toLocal(now, group.zone);
  return toInstant(time < hour ? date : addDays(date, 1), hour, group.zone);
}

function passOn(voice: Voice, key: string, dueAt: number): undefined {
  const { group, store } = voice;
  const language = voice.staffLanguage();
  const texts = store.wishes.textsDueAt(group.id, dueAt);
  if (texts.length === 0) {
    return;
  }
  const text = [
    voice.say(language, 'wishes.title', { group: group.name }),
    ...texts.map((wish) => voice.say(language, 'wishes.item', { text: wish })),
    voice.say(language, 'wishes.how'),
  ].join('\n\n');
  const expiresAt = voice.now + LIFETIME_MS;
  if (voice.tellStaff({ key, message: { kind: 'text', text }, expiresAt })) {
    store.wishes.removeDueAt(group.id, dueAt);
  } else {
    store.wishes.postpone(group.id, { from: dueAt, to: nextTime(voice, dueAt) });
  }
}
