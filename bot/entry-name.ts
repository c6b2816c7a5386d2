/** What a meeting's topic or visitor is called in a language. Pure; used by handlers, flows and the office. */

import type { Say, SayKey } from './say.ts';
import type { Entry, LanguageTag, Meeting } from './types.ts';

/** The catalogue's name of a topic, or the words it was given. */
export function topicName(say: Say, language: LanguageTag, entry: Entry): string {
  return entryName(say, language, { entry, catalogue: 'topic' });
}

/** The same for who visits. */
export function visitorName(say: Say, language: LanguageTag, entry: Entry): string {
  return entryName(say, language, { entry, catalogue: 'visitor' });
}

function entryName(
  say: Say,
  language: LanguageTag,
  { entry, catalogue }: { readonly entry: Entry; readonly catalogue: 'topic' | 'visitor' },
): string {
  // The ids of the shipped catalogue and the texts' keys are kept equal by a test.
  return 'id' in entry ? say(language, `${catalogue}.${entry.id}` as SayKey) : entry.words;
}

/** A line each for a meeting's topic and its visitor, where they are planned. */
export function planLines(
  { say }: { readonly say: Say },
  language: LanguageTag,
  { topic, visit }: Pick<Meeting, 'topic' | 'visit'>,
): string[] {
  return [
    ...(topic ? [say(language, 'reminder.topic', { topic: topicName(say, language, topic) })] : []),
    ...(visit
      ? [say(language, 'reminder.visit', { visit: visitorName(say, language, visit) })]
      : []),
  ];
}
