/** The four answers of a poll about a meeting. Pure; used by handlers and flows. */

import type { SayKey, Voice } from './context.ts';
import { worded } from './home-visits.ts';
import type { LanguageTag, Meeting, PostOption } from './types.ts';

/** WhatsApp's own limits for a poll's question and for one option, in characters. */
export const MAX_QUESTION = 255;
export const MAX_OPTION = 100;

/** Yes, later, maybe, no: each in all the languages for which there is room. */
export function answerOptions(voice: Voice, languages: readonly LanguageTag[]): PostOption[] {
  const text = (emoji: string, key: SayKey): string => {
    const texts = new Set(languages.map((language) => voice.say(language, key)));
    return joinFitting(
      [...texts].map((one, index) => (index === 0 ? `${emoji} ${one}` : one)),
      { limit: MAX_OPTION, between: ' · ' },
    );
  };
  return [
    { text: text('✅', 'poll.yes'), meaning: { answer: 'yes' } },
    { text: text('⏰', 'poll.late'), meaning: { answer: 'yes', late: true } },
    { text: text('🤔', 'poll.maybe'), meaning: { answer: 'maybe' } },
    { text: text('💛', 'poll.no'), meaning: { answer: 'no' } },
  ];
}

/** "Are you coming on …?" in all the languages for which there is room. */
export function askWhoComes(voice: Voice, languages: readonly LanguageTag[], day: string): string {
  return joinFitting(
    languages.map((language) =>
      voice.say(language, worded(voice, 'poll.question'), { day: { day } }),
    ),
    { limit: MAX_QUESTION, between: '\n' },
  );
}

/** The key of a meeting's one poll in the group: it is there once they were reminded of it. */
export function pollKey({ id, date }: Pick<Meeting, 'id' | 'date'>): string {
  return `poll:${id}:${date}`;
}

/** As many of the texts as WhatsApp has room for, the first always. */
export function joinFitting(
  texts: readonly string[],
  { limit, between }: { limit: number; between: string },
): string {
  return texts.reduce((joined, text) => {
    const longer = `${joined}${between}${text}`;
    return longer.length <= limit ? longer : joined;
  });
}
