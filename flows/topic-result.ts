/** Three days after a poll about topics: what is wanted most, as counts, and one tap to plan it. */

import { addDays, toInstant, toLocal } from '../bot/calendar.ts';
import type { Flow, Occurrence, Voice } from '../bot/context.ts';
import { topicName } from '../bot/entry-name.ts';
import { mostWanted, type Wanted } from '../bot/topic-poll.ts';
import { nextFreeMeeting } from '../bot/topics.ts';
import type { LanguageTag } from '../bot/types.ts';

const DAYS_AFTER = 3;
const TIME = '10:00';
const DAY_MS = 24 * 60 * 60 * 1000;
const CATCH_UP_MS = 4 * DAY_MS;
/** Only polls this young can have a result that is due or comes next. */
const LOOK_BACK_MS = (DAYS_AFTER + 1) * DAY_MS + CATCH_UP_MS;
/** So many can be tapped. */
const OFFERED = 3;

export const topicResult: Flow = {
  name: 'topic-result',
  occurrences: (voice) =>
    voice.store.topics
      .polls(voice.group.id, voice.now - LOOK_BACK_MS)
      .map(({ id, askedAt }) => toOccurrence(voice, id, askedAt)),
};

function toOccurrence(voice: Voice, id: string, askedAt: number): Occurrence {
  const { zone } = voice.group;
  const dueAt = toInstant(addDays(toLocal(askedAt, zone).date, DAYS_AFTER), TIME, zone);
  const key = `topic-result:${id}`;
  return {
    key,
    dueAt,
    expiresAt: dueAt + CATCH_UP_MS,
    run() {
      tell(voice, id, key);
    },
  };
}

function tell(voice: Voice, id: string, key: string): undefined {
  const language = voice.staffLanguage();
  const wanted = mostWanted(voice, id);
  const expiresAt = voice.now + CATCH_UP_MS;
  const text =
    wanted.length === 0
      ? voice.say(language, 'topics.nobody')
      : [
          voice.say(language, 'topics.result', { count: voice.store.topics.voters(id) }),
          ...countLines(voice, language, wanted),
          voice.say(language, 'topics.how'),
        ].join('\n');
  voice.tellStaff({ key, message: { kind: 'text', text }, expiresAt });
  offer(voice, id, wanted.slice(0, OFFERED));
}

/** A line each: how many, and which topic. */
function countLines(voice: Voice, language: LanguageTag, wanted: readonly Wanted[]): string[] {
  return wanted.map(({ entry, count }) =>
    voice.say(language, 'topics.count', { count, topic: topicName(voice.say, language, entry) }),
  );
}

/** One tap plans the next free meeting. */
function offer(voice: Voice, id: string, wanted: readonly Wanted[]): undefined {
  const meeting = nextFreeMeeting(voice);
  if (!meeting || wanted.length === 0) {
    return;
  }
  const language = voice.staffLanguage();
  const options = [
    ...wanted.map(({ entry, index }) => ({
      text: topicName(voice.say, language, entry),
      meaning: { choice: `${id}/${index}` },
    })),
    { text: voice.say(language, 'topics.not_now'), meaning: { choice: `${id}/other` } },
  ];
  voice.tellStaff({
    key: `topic-choice:${id}`,
    message: {
      kind: 'poll',
      question: voice.say(language, 'topics.choose', { day: { day: meeting.date } }),
      options: options.map(({ text }) => text),
      multiple: false,
    },
    meeting,
    expiresAt: Math.min(meeting.startsAt, voice.now + CATCH_UP_MS),
    post: { kind: 'topic-choice', options },
  });
}
