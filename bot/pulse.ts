/**
 * Six short questions, four times a year: when they are asked, how they look, and what of the answers may
 * be told. Pure; used by the flow, the handler of the taps and the office. They follow what such groups
 * are to bring about: community, being less alone, knowledge, customs, confidence, language.
 */

import { addDays, firstWeekday } from './calendar.ts';
import type { Say, SayKey } from './context.ts';
import type { Group, LanguageTag, LocalDate, Outbound, PostOption } from './types.ts';

export const QUESTIONS = [
  'community',
  'alone',
  'knowledge',
  'culture',
  'confidence',
  'danish',
] as const;
export type Question = (typeof QUESTIONS)[number];

const SCORES = ['great', 'good', 'so', 'bad'] as const;
type Score = (typeof SCORES)[number];

/** Figures from fewer people would tell what one of them said. */
export const FEWEST = 5;
/** Answers count for so long; then those who lead the work are told. */
export const OPEN_DAYS = 14;

const TUESDAY = 2;
const MONTHS = ['03', '06', '09', '12'] as const;
/** Nobody can say after two meetings what a course has given her. */
const FIRST_AFTER_DAYS = 28;
/** The last questions come three weeks before a course ends, and none shortly before these. */
const LAST_BEFORE_DAYS = 21;
const NONE_BEFORE_LAST_DAYS = 42;

/** One round of questions. */
export interface Pulse {
  readonly date: LocalDate;
  /** Its quarter, such as `2026-Q4`: a group is asked once in it. */
  readonly period: string;
}

/** The rounds of a group that were lately or come next, by date. */
export function pulsesNear(group: Pick<Group, 'starts' | 'ends'>, today: LocalDate): Pulse[] {
  const year = Number(today.slice(0, 4));
  const quarters = [year - 1, year, year + 1].flatMap((each) =>
    MONTHS.map((month) => addDays(firstWeekday(`${each}-${month}-01`, TUESDAY), 7)),
  );
  const last = group.ends && firstWeekday(addDays(group.ends, -LAST_BEFORE_DAYS - 6), TUESDAY);
  const from = group.starts && addDays(group.starts, FIRST_AFTER_DAYS);
  return [
    ...quarters.filter((date) => !last || date < addDays(last, -NONE_BEFORE_LAST_DAYS)),
    ...(last ? [last] : []),
  ]
    .filter((date) => !from || date >= from)
    .filter((date) => date > addDays(today, -2 * OPEN_DAYS) && date < addDays(today, 120))
    .map((date) => ({ date, period: periodOf(date) }));
}

/** The quarter of a day. */
export function periodOf(date: LocalDate): string {
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

/** What a tap says; a score of null: no more questions, please. */
export interface Tap {
  readonly period: string;
  readonly question: Question;
  readonly score: Score | null;
}

/** One question as a poll. */
export function pulsePoll(
  say: Say,
  language: LanguageTag,
  { period, question }: Pick<Tap, 'period' | 'question'>,
): { message: Outbound; post: { kind: 'pulse'; options: PostOption[] } } {
  const options = [...SCORES, 'stop' as const].map((score) => ({
    text: say(language, `pulse.${score}`),
    meaning: { choice: `${period}:${question}:${score}` },
  }));
  const text = say(language, 'pulse.question', {
    number: QUESTIONS.indexOf(question) + 1,
    count: QUESTIONS.length,
    question: say(language, `pulse.ask_${question}` satisfies SayKey),
  });
  return {
    message: {
      kind: 'poll',
      question: text,
      options: options.map((option) => option.text),
      multiple: false,
    },
    post: { kind: 'pulse', options },
  };
}

/** What the option says that was chosen; null where it is of no such poll. */
export function readTap(choice: string): Tap | null {
  const [period = '', asked, said] = choice.split(':');
  const question = QUESTIONS.find((candidate) => candidate === asked);
  const score = SCORES.find((candidate) => candidate === said) ?? null;
  return question && (score || said === 'stop') ? { period, question, score } : null;
}

/** What may be told of the answers to a question: null where too few answered. */
export interface Shown {
  readonly question: Question;
  readonly answers: number | null;
  /** How many said 😀 or 🙂. */
  readonly good: number | null;
}

interface Counted {
  readonly question: string;
  readonly score: string;
  readonly answers: number;
}

/** The six questions with their figures, as far as they may be told. */
export function showCounts(counts: readonly Counted[]): Shown[] {
  return QUESTIONS.map((question) => {
    const own = counts.filter((count) => count.question === question);
    const answers = sum(own);
    const good = sum(own.filter(({ score }) => score === 'great' || score === 'good'));
    return answers < FEWEST ? { question, answers: null, good: null } : { question, answers, good };
  });
}

/**
 * The same over several groups. Those whose own figures are hidden are only in it where there are enough of
 * them together: else taking the shown ones away would bare them.
 */
export function showTogether(groups: readonly (readonly Counted[])[]): Shown[] {
  return QUESTIONS.map((question) => {
    const own = groups.map((counts) => counts.filter((count) => count.question === question));
    const open = own.filter((counts) => sum(counts) >= FEWEST);
    const hidden = own.filter((counts) => sum(counts) < FEWEST).flat();
    const [shown] = showCounts([...open.flat(), ...(sum(hidden) < FEWEST ? [] : hidden)]).filter(
      (one) => one.question === question,
    );
    return shown ?? { question, answers: null, good: null };
  });
}

function sum(counts: readonly Counted[]): number {
  return counts.reduce((total, { answers }) => total + answers, 0);
}
