/** The poll that asks a group what it would like to talk about, and what came of it. Used by handlers and flows. */

import { joinFitting, MAX_OPTION, MAX_QUESTION } from './answer-options.ts';
import type { Compose, Voice } from './context.ts';
import { topicName } from './entry-name.ts';
import { type Topic, topicsToCome } from './topics.ts';
import type { Entry, PostOption } from './types.ts';

/** WhatsApp has room for twelve; one is for something else, and more than ten nobody reads. */
export const MOST_TOPICS = 10;
/** A choice between fewer is none. */
export const FEWEST_TOPICS = 2;
/** Somebody who has not looked at the group for a day has still time to answer. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;
/** What was not chosen lately is not offered again so soon. */
const LATELY_MS = 60 * 24 * 60 * 60 * 1000;

/** What the option for something else means. */
const OTHER = 'other';

/** The catalogue's topics to ask about now; what was asked about lately only where little else is left. */
export function suggestTopics(voice: Voice): Topic[] {
  const open = topicsToCome(voice);
  const asked = new Set(
    voice.store.topics
      .polls(voice.group.id, voice.now - LATELY_MS)
      .flatMap(({ topics }) => topics.flatMap((entry) => ('id' in entry ? [entry.id] : []))),
  );
  const fresh = open.filter(({ id }) => !asked.has(id));
  return (fresh.length > FEWEST_TOPICS ? fresh : open).slice(0, MOST_TOPICS);
}

/** The question in all the group's languages for which there is room. */
export function askForTopics(voice: Voice): string {
  return inLanguages(voice, { limit: MAX_QUESTION, between: '\n' }, (language) =>
    voice.say(language, 'topics.question'),
  );
}

/** Each topic, and "something else", in all the group's languages for which there is room. */
export function topicOptions(voice: Voice, poll: string, topics: readonly Entry[]): PostOption[] {
  const room = { limit: MAX_OPTION, between: ' · ' };
  return [
    ...topics.map((entry, index) => ({
      text: inLanguages(voice, room, (language) => topicName(voice.say, language, entry)),
      meaning: { choice: `${poll}/${index}` },
    })),
    {
      text: inLanguages(voice, room, (language) => voice.say(language, 'topics.other')),
      meaning: { choice: `${poll}/${OTHER}` },
    },
  ];
}

/** A language that lacks the text would say it in Danish once more. */
function inLanguages(
  voice: Voice,
  room: { readonly limit: number; readonly between: string },
  compose: Compose,
): string {
  return joinFitting([...new Set(voice.languages().map(compose))], room);
}

/** Which poll and which of its topics a choice means; `topic` is null for something else. */
export function readTopicChoice(choice: string): { poll: string; topic: number | null } {
  const at = choice.lastIndexOf('/');
  const topic = choice.slice(at + 1);
  return { poll: choice.slice(0, at), topic: topic === OTHER ? null : Number(topic) };
}

/** Notes the poll and queues it to the group; false where one by that id was sent before. */
export function sendTopicPoll(voice: Voice, id: string, topics: readonly Entry[]): boolean {
  const { group, now } = voice;
  if (!voice.store.topics.addPoll({ id, group: group.id, topics, askedAt: now })) {
    return false;
  }
  const options = topicOptions(voice, id, topics);
  voice.tellGroup({
    key: topicPollKey(id),
    message: {
      kind: 'poll',
      question: askForTopics(voice),
      options: options.map(({ text }) => text),
      multiple: true,
    },
    expiresAt: now + LIFETIME_MS,
    post: { kind: 'topics', options },
  });
  // Its result is to be told in some days.
  voice.store.groups.touch(group.id);
  return true;
}

/** The outbox's key of a topic poll. */
export function topicPollKey(id: string): string {
  return `topics:${id}`;
}

/** A topic of a poll, and how many want it. */
export interface Wanted {
  readonly entry: Entry;
  /** Its place in the poll. */
  readonly index: number;
  readonly count: number;
}

/** What was chosen at all, the most wanted first. */
export function mostWanted(voice: Voice, id: string): Wanted[] {
  const topics = voice.store.topics.poll(id)?.topics ?? [];
  const counts = voice.store.topics.counts(id);
  return topics
    .map((entry, index) => ({ entry, index, count: counts.get(index) ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count);
}
