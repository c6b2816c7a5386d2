/** Once a month: asks those who run the group whether it is to be asked what it would like to talk about. */

import { addDays, firstWeekday, toInstant, toLocal } from '../bot/calendar.ts';
import type { Flow, Voice } from '../bot/context.ts';
import { topicName } from '../bot/entry-name.ts';
import { FEWEST_TOPICS, suggestTopics } from '../bot/topic-poll.ts';
import { nextFreeMeeting } from '../bot/topics.ts';
import type { LocalDate } from '../bot/types.ts';

const MONDAY = 1;
const TIME = '10:00';
const DAY_MS = 24 * 60 * 60 * 1000;
/** A question that was missed is still of use for some days. */
const CATCH_UP_MS = 4 * DAY_MS;
/** A group that was asked so lately is left in peace. */
const LATELY_MS = 21 * DAY_MS;

export const topicPoll: Flow = {
  name: 'topic-poll',
  kind: 'group',
  occurrences(voice) {
    const month = toLocal(voice.now, voice.group.zone).date.slice(0, 8);
    const next = addDays(`${month}28`, 7).slice(0, 8);
    return [month, next].map((prefix) => {
      const date = firstWeekday(`${prefix}01`, MONDAY);
      const dueAt = toInstant(date, TIME, voice.group.zone);
      const key = `topic-poll:${voice.group.id}:${date}`;
      return {
        key,
        dueAt,
        expiresAt: dueAt + CATCH_UP_MS,
        run() {
          ask(voice, date, key);
        },
      };
    });
  },
};

/** Shows what would be asked, and lets them tap. Nothing where there is no meeting to plan, or little to choose from. */
function ask(voice: Voice, date: LocalDate, key: string): undefined {
  const topics = suggestTopics(voice);
  const wasAsked = voice.store.topics.polls(voice.group.id, voice.now - LATELY_MS).length > 0;
  if (wasAsked || topics.length < FEWEST_TOPICS || !nextFreeMeeting(voice)) {
    return;
  }
  const language = voice.staffLanguage();
  const expiresAt = voice.now + CATCH_UP_MS;
  const names = topics.map((topic) => topicName(voice.say, language, topic));
  const text = voice.say(language, 'topics.ask_preview', { topics: names.join('\n• ') });
  const options = [
    {
      text: voice.say(language, 'topics.ask_yes'),
      meaning: { choice: `yes/${date}/${topics.map(({ id }) => id).join(',')}` },
    },
    { text: voice.say(language, 'topics.ask_no'), meaning: { choice: 'no' } },
  ];
  voice.tellStaff({ key: `${key}:topics`, message: { kind: 'text', text }, expiresAt });
  voice.tellStaff({
    key,
    message: {
      kind: 'poll',
      question: voice.say(language, 'topics.ask'),
      options: options.map((option) => option.text),
      multiple: false,
    },
    expiresAt,
    post: { kind: 'topic-ask', options },
  });
}
