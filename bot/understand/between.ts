/**
 * What the clauses of a message do to each other: conditions, regrets, corrections, "but".
 * Called by `read-message` for every clause and its neighbours.
 * It must never look at the meetings.
 */

import { claim, type Reading, spansOf } from './claims.ts';
import type { Clause } from './clauses.ts';
import type { Concept } from './concepts.ts';
import { EVEN_ODDS, type Item, means, meansAny } from './items.ts';
import { isNegation } from './negation.ts';
import { type Around, BEFORE, REGRETS, SO_CANNOT, WANTS, WISH_BUT } from './seen.ts';
import { isBesideSelf, isBrought } from './subject.ts';

/** What is true of all clauses of a message. */
export interface Message {
  readonly clauses: readonly Clause[];
  readonly isReply: boolean;
  readonly otherComes: boolean;
  readonly brought: boolean;
  readonly startedWithout: boolean;
  readonly wavers: boolean;
  /** The first of several clauses with a word of doubt; −1 for none. */
  readonly doubted: number;
  /** How many clauses say more than a greeting or thanks. */
  readonly speaking: number;
  readonly ill: boolean;
}

/** What is true of a whole message, looked at once. */
export function lookOver(clauses: readonly Clause[], isReply: boolean): Message {
  const doubts: string[] = [];
  let startedWithout = false;
  let firstDoubt = -1;
  let ill = false;
  for (const [at, { items }] of clauses.entries()) {
    for (const item of items) {
      if (means(item, 'maybe')) {
        firstDoubt = firstDoubt < 0 ? at : firstDoubt;
        doubts.push(item.text);
      }
      startedWithout ||= means(item, 'startWithout');
      ill ||= means(item, 'sick');
    }
  }
  const otherComes = clauses.some(isOfOther);
  const wavers = isWavering(doubts);
  const doubted = doubts.length > 1 ? firstDoubt : -1;
  const brought = clauses.some(({ items }) => isBrought(items)) && clauses.some(isOwnAbsence);
  const speaking = clauses.filter(({ items }) =>
    items.some((item) => !meansAny(item, POLITE)),
  ).length;
  return { clauses, isReply, otherComes, brought, startedWithout, wavers, doubted, speaking, ill };
}

const POLITE: readonly Concept[] = ['greeting', 'everyone', 'thanks', 'filler', 'sorry', 'ok'];

/** "Maybe, maybe not": the same word twice, the second perhaps with a "not". */
function isWavering(doubts: readonly string[]): boolean {
  return doubts.some((one, at) => {
    const again = doubts.slice(at + 1, at + MOST_DOUBTS).some((other) => other.startsWith(one));
    return one === EVEN_ODDS || (one !== '' && again);
  });
}

/** So many words of doubt are compared with each other. */
const MOST_DOUBTS = 4;

/** "I work", "I can't": what she does herself while somebody else brings the child. */
function isOwnAbsence({ items }: Clause): boolean {
  const own = items.some((item) => meansAny(item, ['self', 'cannotSelf', 'canSelf']));
  return own && items.some((item) => isNegation(item) || means(item, 'busy'));
}

function isOfOther({ items }: Clause): boolean {
  return (
    isBrought(items) ||
    (items.some((item) => meansAny(item, ['other', 'comeOther'])) &&
      items.some((item) => meansAny(item, ['come', 'comeOther', 'comeBare'])))
  );
}

/** What stands around one clause of a message. */
export function aroundOf(message: Message, at: number, claimed: boolean): Around {
  const { clauses, isReply, otherComes, brought, startedWithout, wavers, doubted, speaking } =
    message;
  const before = clauses[at - 1]?.items;
  return {
    isReply,
    otherComes,
    brought,
    startedWithout,
    wavers,
    doubtful: at === doubted,
    alone: speaking === 1,
    ill: message.ill,
    claimed,
    afterQuestion: clauses[at - 1]?.question ?? false,
    corrected: isCorrected(clauses, at),
    conditional: isConditional(clauses, at),
    regrets: isRegretted(clauses, at),
    negatedBefore: isNegatedBefore(clauses, at),
    notOnlySelf: before?.some((item) => means(item, 'notOnlySelf')) ?? false,
  };
}

/** "No wait" right before, or "I thought I could come": what follows is how it is. */
function isCorrected(clauses: readonly Clause[], at: number): boolean {
  const before = clauses[at - 1];
  return (
    before !== undefined &&
    (isThought(before) || before.items.some((item) => means(item, 'correction')))
  );
}

/** "I thought I could come", "I thought we tomorrow": it was about her coming. */
export function isThought({ items, link }: Clause): boolean {
  const others = items.some((item) => meansAny(item, ['you', 'other', 'child']));
  const own =
    items.some((item) => meansAny(item, ['self', 'comeSelf', 'canSelf'])) ||
    (!others && items.every(({ kind }) => kind !== 'unknown') && means(items[0], 'come'));
  const about = items.some((item) => item.kind === 'date' || meansAny(item, NEGATABLE));
  const refuses = items.some((item) => isNegation(item) || meansAny(item, REFUSALS));
  return (link === 'thought' || (link === 'said' && !refuses)) && own && about;
}

const REFUSALS: readonly Concept[] = ['notCome', 'notComeSelf'];

/** Whether a neighbour in the same sentence sets a condition. */
function isConditional(clauses: readonly Clause[], at: number): boolean {
  const here = clauses[at]?.sentence;
  return [clauses[at - 1], clauses[at + 1]].some(
    (clause) => clause?.link === 'if' && clause.sentence === here,
  );
}

/** An apology farther away than this many clauses is not about this one. */
const FARTHEST = 8;

/** Whether her sentence has an apology or a reason against coming that may be about this clause. */
function isRegretted(clauses: readonly Clause[], at: number): boolean {
  const here = clauses[at];
  const dated = here !== undefined && hasDay(here);
  let regrets = false;
  for (const clause of clauses.slice(Math.max(0, at - FARTHEST), at + FARTHEST + 1)) {
    if (clause.sentence !== here?.sentence) {
      continue;
    }
    if (clause.items.some((item) => meansAny(item, ['late', 'later', 'correction']))) {
      return false;
    }
    // "Tomorrow we come, but the week after we are away": of another day.
    const apart = clause !== here && dated && hasDay(clause);
    regrets ||= !apart && !isForPast(clauses, clause) && clause.items.some(isRegret);
  }
  return regrets && !isBesideSick(clauses, at);
}

function isRegret(item: Item): boolean {
  return meansAny(item, ['sorry', 'sick', 'away']);
}

/** "I overslept, sorry, next week we come": the apology is for what is over. */
function isForPast(clauses: readonly Clause[], clause: Clause): boolean {
  const at = clauses.indexOf(clause);
  const past = [clause, clauses[at - 1]].some((one) =>
    one?.items.some((item) => meansAny(item, ['mishap', 'past', 'pastNot', 'comePast'])),
  );
  return (
    past && !clause.items.some((item) => meansAny(item, ['sick', 'away', 'cannot', 'cannotSelf']))
  );
}

/** "My husband is ill, but I come": it is said of somebody else, and she says "but". */
function isBesideSick(clauses: readonly Clause[], at: number): boolean {
  const before = clauses[at - 1]?.items ?? [];
  const other = before.some((item) => means(item, 'other') && !means(item, 'child'));
  return (
    clauses[at]?.link === 'but' &&
    other &&
    !clauses[at].items.some((item) => meansAny(item, ['sorry', 'sick', 'away']))
  );
}

function hasDay({ items }: Clause): boolean {
  return items.some(({ kind }) => kind === 'date');
}

/** What a "not" can belong to. */
const NEGATABLE: readonly Concept[] = [
  'come',
  'comeSelf',
  'comeBare',
  'can',
  'canSelf',
  'cannot',
  'cannotSelf',
  'notCome',
  'notComeSelf',
];

/** "I do not … we come", "I … we come": a verb that we do not know may turn round what follows. */
function isNegatedBefore(clauses: readonly Clause[], at: number): boolean {
  const before = clauses[at - 1];
  if (clauses[at]?.unmarked !== true || before === undefined) {
    return false;
  }
  const { items } = before;
  const strange = items.at(-1)?.kind === 'unknown' && !isBesideSelf(items, items.length - 1);
  if (strange && items.some((item) => means(item, 'self'))) {
    return true;
  }
  // "I can't" with no day of its own, and at once "I come": it may be one verb group, badly written.
  const own = meansAny(items.at(-1), ['cannotSelf', 'canSelf']) && items.some(isNegation);
  if (own && !hasDay(before)) {
    return true;
  }
  return (
    items.some(isNegation) &&
    !items.some((item) => meansAny(item, ['you', 'other', 'child', 'correction'])) &&
    !items.some((item) => meansAny(item, NEGATABLE))
  );
}

/** "We come. No wait, …" and then nothing that we can read: what was said first no longer holds. */
export function isLeftOpen(
  clauses: readonly Clause[],
  { readings, places }: { readings: readonly Reading[]; places: readonly number[] },
): boolean {
  const correction = clauses.findLastIndex(({ items }) =>
    items.some((item) => means(item, 'correction')),
  );
  const claims = readings.some(({ kind }) => kind === 'claim');
  return correction > 0 && claims && places.every((at) => at < correction);
}

const VERBS: readonly Concept[] = ['come', 'comeSelf', 'comeBare'];

/** "Coming not coming": a verb and, with nothing between, its opposite. */
export function isContradictory(items: readonly Item[]): boolean {
  return items.some((item, at) => {
    if (!meansAny(item, VERBS)) {
      return false;
    }
    const after = items[at + 1];
    const opposite = means(after, 'not') && meansAny(items[at + 2], VERBS);
    return (
      !items.slice(0, at).some(isNegation) &&
      (opposite || meansAny(after, ['notCome', 'notComeSelf']))
    );
  });
}

/** "… but later", "… only 10.30": says how, of what was just said. */
export function addManner(readings: Reading[], { items }: Clause): boolean {
  const before = readings.at(-1);
  const late = items.some((item) => meansAny(item, ['late', 'later']));
  const time = items.find(({ kind }) => kind === 'time');
  const only = items.every(
    (item) => item.kind === 'time' || item.kind === 'minutes' || meansAny(item, MANNER),
  );
  if (
    before?.kind !== 'claim' ||
    before.answer !== 'yes' ||
    !only ||
    !(late || time !== undefined)
  ) {
    return false;
  }
  readings[readings.length - 1] = {
    ...before,
    late: before.late || late,
    hours: time?.hours ?? before.hours,
    // "Coming" alone may be said to anybody; with the time of a meeting it is about that.
    onlyOnDay: before.onlyOnDay && time === undefined,
  };
  return true;
}

/** "A bit late, but we come": said of the day that "we come" is about. */
export function withLateness(readings: readonly Reading[], reading: Reading): Reading {
  const before = readings.at(-1);
  const isLate = before?.kind === 'claim' && before.late && before.spans === null;
  const comes = reading.kind === 'claim' && reading.answer === 'yes' && reading.hours.length === 0;
  return isLate && before.answer === 'yes' && comes ? { ...reading, late: true } : reading;
}

const MANNER: readonly Concept[] = [
  'late',
  'later',
  'filler',
  'at',
  'not',
  'before',
  'notUntil',
  'maybe',
  'sorry',
];

const TAKEN_BACK = 'would have come, but cannot';

/** "I would like to come, but …": no where "I can't" follows, otherwise not safe. */
export function takeBackWish(
  readings: Reading[],
  { clause, reading }: { clause: Clause; reading: Reading | null },
): boolean {
  const wish = readings.at(-1);
  if (endDoubt(readings, reading)) {
    return true;
  }
  if (clause.link !== 'but' || wish?.kind !== 'claim') {
    return false;
  }
  const refused = reading?.kind === 'unclear' && reading.againstYes === true;
  const last = readings.length - 1;
  const { spans, rule } = wish;
  const doubt = { kind: 'unclear', spans, onlyNamed: false } as const;
  if (wish.answer === 'yes' && refused) {
    readings[last] = { ...wish, answer: 'no', late: false, rule: TAKEN_BACK };
    return true;
  }
  if (wish.answer === 'yes' && rule !== WANTS && reading === null && refusesVaguely(clause.items)) {
    readings[last] = { ...doubt, reason: 'coming, but perhaps cannot', weak: false };
    return true;
  }
  if (rule === WANTS && isOwnReason(clause.items)) {
    const days = spans ?? spansOf(clause.items);
    readings[last] = { ...wish, answer: 'no', late: false, spans: days, rule: TAKEN_BACK };
    return true;
  }
  if (rule !== WANTS || reading?.kind === 'claim') {
    return false;
  }
  readings[last] = clause.items.some(isNegation)
    ? { ...wish, answer: 'no', late: false, rule: TAKEN_BACK }
    : { ...doubt, reason: WISH_BUT, weak: true };
  return true;
}

/** "… but we are ill", "… but I work": a reason against, of her or her child. */
export function isOwnReason(items: readonly Item[]): boolean {
  const against = items.some((item) => meansAny(item, ['sick', 'busy', 'away']));
  const free = items.some((item) =>
    meansAny(item, ['you', 'other', 'maybe', 'question', 'later', 'late']),
  );
  return against && !free && !items.some(isNegation);
}

/** "I said we come, but I have the dentist and can't": a reason may stand between. */
function lastDoubt(readings: readonly Reading[]): number {
  const last = readings.length - 1;
  const [before, reason] = [readings[last - 1], readings[last]];
  const between = reason?.kind === 'unclear' && reason.weak && reason.reason !== BEFORE;
  return between && before?.kind === 'unclear' && before.reason === BEFORE ? last - 1 : last;
}

/** "I would like to, but I work and can't", "…, he is ill, so I can't": what was unclear is a no. */
function endDoubt(readings: Reading[], reading: Reading | null): boolean {
  const at = lastDoubt(readings);
  const doubt = readings[at];
  if (doubt?.kind !== 'unclear' || reading === null || reading.kind === 'ask') {
    return false;
  }
  const refused = reading.kind === 'unclear' && reading.againstYes === true;
  const isNo = reading.kind === 'claim' && reading.rule === SO_CANNOT;
  const open = doubt.reason === WISH_BUT || doubt.reason === BEFORE;
  if (!(open && refused) && !(doubt.reason === REGRETS && isNo)) {
    return false;
  }
  const { language } = isNo ? reading : { language: -1 };
  const spans = reading.spans ?? doubt.spans;
  readings[at] = claim({ answer: 'no', spans, language, rule: TAKEN_BACK });
  return true;
}

/** "… but I no longer can": a negation and "can" or "come" at the end, with words that are not known. */
function refusesVaguely(items: readonly Item[]): boolean {
  const verb = items.findLastIndex((item) =>
    meansAny(item, ['can', 'canSelf', 'cannot', 'cannotSelf', 'come', 'comeSelf', 'comeBare']),
  );
  const others = items.some((item) => meansAny(item, ['you', 'other', 'child']));
  const rest = items.slice(verb + 1).some(({ kind }) => kind === 'unknown');
  return verb >= 0 && !others && !rest && items.some(isNegation);
}
