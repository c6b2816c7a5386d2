/** On the day that somebody wants to be reminded of something: asks her directly whether it is done. */

import { addDays, toInstant, toLocal } from '../bot/calendar.ts';
import {
  type Flow,
  type FollowUp,
  type Occurrence,
  runsGroup,
  type Voice,
} from '../bot/context.ts';
import { shorten } from '../bot/shorten.ts';
import type { LanguageTag, LocalDate, Member } from '../bot/types.ts';

const TIME = '09:00';
const DAY_MS = 24 * 60 * 60 * 1000;
const AGAIN_AFTER_DAYS = 7;
/** On its day and once more; then it is only counted. */
const MOST_TIMES = 2;
/** However long the bot was away: what somebody noted is not forgotten. */
const CATCH_UP_MS = 60 * DAY_MS;
/** A question of which nobody could be told for so long is dropped; the next one comes in a week. */
const LIFETIME_MS = 3 * DAY_MS;
/** WhatsApp takes a question of 255 characters; a name and some words stand before the text. */
const MAX_TEXT = 150;
const MAX_NAME = 60;

export const followUp: Flow = {
  name: 'follow-up',
  occurrences(voice) {
    return voice.store.followUps
      .openIn(voice.group.id)
      .flatMap((open) => (open.askDate === null ? [] : [toOccurrence(voice, open, open.askDate)]));
  },
};

function toOccurrence(voice: Voice, open: FollowUp, askDate: LocalDate): Occurrence {
  const dueAt = toInstant(askDate, TIME, voice.group.zone);
  const key = `follow-up:${open.id}:${askDate}`;
  return {
    key,
    dueAt,
    expiresAt: dueAt + CATCH_UP_MS,
    run() {
      ask(voice, open, key);
      const today = toLocal(voice.now, voice.group.zone).date;
      const isLast = open.askedCount + 1 >= MOST_TIMES;
      voice.store.followUps.asked(open.id, isLast ? null : addDays(today, AGAIN_AFTER_DAYS));
    },
  };
}

/** Herself, where she runs the group still and can be told; else those who run it. */
function ask(voice: Voice, open: FollowUp, key: string): undefined {
  const member = voice.store.members
    .inGroup(voice.group.id)
    .find((membership) => membership.member.id === open.member && runsGroup(membership.role));
  const text = shorten(open.text, MAX_TEXT);
  const isTold = member !== undefined && askHer(voice, member.member, { open, text, key });
  if (isTold) {
    return;
  }
  const language = voice.staffLanguage();
  const name = open.member && voice.store.members.get(open.member)?.name;
  const question = name
    ? voice.say(language, 'follow_up.ask_of', { name: shorten(name, MAX_NAME), text })
    : voice.say(language, 'follow_up.ask', { text });
  voice.tellStaff({ key, ...toPoll(voice, language, { open, question }) });
}

function askHer(
  voice: Voice,
  member: Member,
  { open, text, key }: { open: FollowUp; text: string; key: string },
): boolean {
  const language = member.language ?? voice.staffLanguage();
  const question = voice.say(language, 'follow_up.ask', { text });
  return voice.tellMember({ member, key, ...toPoll(voice, language, { open, question }) });
}

function toPoll(
  voice: Voice,
  language: LanguageTag,
  { open, question }: { open: FollowUp; question: string },
) {
  const options = (['done', 'later'] as const).map((choice) => ({
    text: voice.say(language, `follow_up.${choice}`),
    meaning: { choice: `${choice}:${open.id}` },
  }));
  return {
    message: {
      kind: 'poll' as const,
      question,
      options: options.map(({ text }) => text),
      multiple: false,
    },
    expiresAt: voice.now + LIFETIME_MS,
    post: { kind: 'follow-up' as const, options },
  };
}
