/** The weekly summary's lines about topics: what is planned for the next weeks, and what the group wants most. */

import type { Voice } from '../bot/context.ts';
import { topicName, visitorName } from '../bot/entry-name.ts';
import { mostWanted } from '../bot/topic-poll.ts';
import { meetingsToCome } from '../bot/topics.ts';
import type { LanguageTag } from '../bot/types.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const PLANNED_MS = 28 * DAY_MS;
/** A result is new for a month. */
const NEWEST_MS = 31 * DAY_MS;
const SHOWN = 3;

/** Nothing where nothing is planned and nobody was asked. */
export function describeTopics(voice: Voice, language: LanguageTag): string[] {
  return [...describePlanned(voice, language), ...describeWanted(voice, language)];
}

function describePlanned(voice: Voice, language: LanguageTag): string[] {
  return meetingsToCome(voice)
    .filter(({ startsAt, topic, visit }) => startsAt < voice.now + PLANNED_MS && (topic || visit))
    .map(({ date, topic, visit }) => {
      const what = [
        ...(topic ? [topicName(voice.say, language, topic)] : []),
        ...(visit ? [`👋 ${visitorName(voice.say, language, visit)}`] : []),
      ];
      return voice.say(language, 'summary.planned', { day: { day: date }, what: what.join(' ') });
    });
}

function describeWanted(voice: Voice, language: LanguageTag): string[] {
  const [newest] = voice.store.topics.polls(voice.group.id, voice.now - NEWEST_MS);
  const wanted = newest ? mostWanted(voice, newest.id).slice(0, SHOWN) : [];
  const topics = wanted.map(
    ({ entry, count }) => `${topicName(voice.say, language, entry)} (${count})`,
  );
  return wanted.length > 0
    ? [voice.say(language, 'summary.wanted', { topics: topics.join(', ') })]
    : [];
}
