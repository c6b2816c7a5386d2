/**
 * A language and a concept in one number, and what a concept can lead to.
 * Used by the index, the matcher and the choice. It must know every concept by its place in the list.
 */

import { CONCEPTS, type Concept, MONTHS, PLURAL_WEEKDAYS, WEEKDAYS } from './concepts.ts';

const CONCEPT_BITS = 8;
const CONCEPT_MASK = (1 << CONCEPT_BITS) - 1;
const NAMES = Object.keys(CONCEPTS) as Concept[];
const PLACES = new Map(NAMES.map((name, at) => [name, at]));

export function languageOf(code: number): number {
  return code >> CONCEPT_BITS;
}

export function conceptOf(code: number): Concept {
  return NAMES[code & CONCEPT_MASK] as Concept;
}

export function codeOf(language: number, concept: Concept): number {
  return (language << CONCEPT_BITS) | (PLACES.get(concept) ?? 0);
}

/** Bits: it can say or ask something by itself; it names a day; it answers, beside a day. */
export const SAYS = 1;
export const DAY = 2;
export const ANSWERS = 4;

const SAYING: readonly Concept[] = [
  'come',
  'comeSelf',
  'comeOther',
  'comeBare',
  'comeWeak',
  'notCome',
  'notComeSelf',
  'notComeOther',
  'maybeSelf',
  'noMore',
  'stayAway',
  'away',
  'busy',
  'sick',
  'insteadOfMe',
  'onTheWay',
  'seeYou',
  'lookForward',
  'late',
  'leaveEarly',
  'startWithout',
  'can',
  'canSelf',
  'cannot',
  'cannotSelf',
  'condition',
  'when',
  'where',
  'askWhen',
  'askWhere',
  'address',
];
const ANSWERING: readonly Concept[] = [
  'yes',
  'no',
  'maybe',
  'not',
  'notUntil',
  'doubt',
  'until',
  'ok',
];

/** What begins a date: most words begin none. */
export const DATE_WORDS: ReadonlySet<Concept> = new Set<Concept>([
  ...WEEKDAYS,
  ...PLURAL_WEEKDAYS,
  ...MONTHS,
  'today',
  'tonight',
  'tomorrow',
  'dayAfterTomorrow',
  'yesterday',
  'pastTime',
  'next',
  'coming',
  'this',
  'last',
  'every',
  'rest',
  'week',
  'weekNumber',
  'month',
  'year',
  'day',
  'time',
  'thisWeek',
  'nextWeek',
  'lastWeek',
  'weekAfterNext',
  'thisMonth',
  'nextMonth',
  'nextTime',
  'thisTime',
  'weekend',
  'oneAfter',
  'endOf',
  'middleOf',
  'startOf',
  'christmas',
  'newYear',
  'easter',
  'morning',
  'noon',
  'afternoon',
  'evening',
]);

const KINDS = Uint8Array.from(
  NAMES,
  (name) =>
    (SAYING.includes(name) ? SAYS : 0) |
    (DATE_WORDS.has(name) ? DAY : 0) |
    (ANSWERING.includes(name) ? ANSWERS : 0),
);

/** What a code can lead to, in bits. */
export function kindsOf(code: number): number {
  return KINDS[code & CONCEPT_MASK] ?? 0;
}
