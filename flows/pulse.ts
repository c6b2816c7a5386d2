/** Four times a year: six short anonymous questions to the mothers, and two weeks later the figures to the coordinators. */

import { addDays, toInstant, toLocal } from '../bot/calendar.ts';
import {
  type Flow,
  isLeftAlone,
  membersOfRole,
  type Occurrence,
  type Voice,
} from '../bot/context.ts';
import {
  OPEN_DAYS,
  type Pulse,
  pulsePoll,
  pulsesNear,
  QUESTIONS,
  type Shown,
  showCounts,
} from '../bot/pulse.ts';
import type { LanguageTag, LocalDate } from '../bot/types.ts';
import { languageOf } from '../bot/volunteers.ts';

const TIME = '10:00';
const DAY_MS = 24 * 60 * 60 * 1000;
/** Where the bot was away it still asks on one of the next days. */
const ASK_CATCH_UP_MS = 3 * DAY_MS;
const TELL_CATCH_UP_MS = 7 * DAY_MS;

export const pulse: Flow = {
  name: 'pulse',
  kind: 'group',
  occurrences(voice) {
    const today = toLocal(voice.now, voice.group.zone).date;
    return pulsesNear(voice.group, today).flatMap((round) => [
      toOccurrence(voice, {
        key: `pulse:${voice.group.id}:${round.period}`,
        date: round.date,
        lastsMs: ASK_CATCH_UP_MS,
        run: (expiresAt) => askMothers(voice, round, expiresAt),
      }),
      toOccurrence(voice, {
        key: `pulse-result:${voice.group.id}:${round.period}`,
        date: addDays(round.date, OPEN_DAYS),
        lastsMs: TELL_CATCH_UP_MS,
        run: (expiresAt) => tellCoordinators(voice, round, expiresAt),
      }),
    ]);
  },
};

interface What {
  readonly key: string;
  readonly date: LocalDate;
  readonly lastsMs: number;
  run(expiresAt: number): undefined;
}

function toOccurrence(voice: Voice, { key, date, lastsMs, run }: What): Occurrence {
  const dueAt = toInstant(date, TIME, voice.group.zone);
  const expiresAt = dueAt + lastsMs;
  return { key, dueAt, expiresAt, run: () => run(expiresAt) };
}

/** Each by herself, in her language: what it is, and the first question. The others follow her taps. */
function askMothers(voice: Voice, { period }: Pulse, expiresAt: number): undefined {
  const [question] = QUESTIONS;
  for (const member of membersOfRole(voice, 'mother').filter((one) => !isLeftAlone(one))) {
    const key = `pulse:${period}:${voice.group.id}:${member.id}`;
    const language = languageOf(member);
    const text = voice.say(language, 'pulse.hello', { group: voice.group.name });
    voice.tellMember({ member, key, message: { kind: 'text', text }, expiresAt });
    const poll = pulsePoll(voice.say, language, { period, question });
    voice.tellMember({ member, key: `${key}:${question}`, ...poll, expiresAt });
  }
}

/** Nothing where nobody answered. */
function tellCoordinators(voice: Voice, { period }: Pulse, expiresAt: number): undefined {
  const counts = voice.store.pulse
    .counts()
    .filter((count) => count.group === voice.group.id && count.period === period);
  if (counts.length === 0) {
    return;
  }
  for (const member of membersOfRole(voice, 'coordinator')) {
    const text = describe(voice, languageOf(member), showCounts(counts));
    const key = `pulse-result:${period}:${voice.group.id}:${member.id}`;
    voice.tellMember({ member, key, message: { kind: 'text', text }, expiresAt });
  }
}

function describe(voice: Voice, language: LanguageTag, shown: readonly Shown[]): string {
  const lines = shown.map(({ question, answers, good }) => {
    const asked = voice.say(language, `pulse.ask_${question}`);
    return answers === null || good === null
      ? voice.say(language, 'pulse.too_few', { question: asked })
      : voice.say(language, 'pulse.result_line', { question: asked, answers, good });
  });
  return [
    voice.say(language, 'pulse.result', { group: voice.group.name }),
    ...lines,
    voice.say(language, 'pulse.result_note'),
  ].join('\n');
}
