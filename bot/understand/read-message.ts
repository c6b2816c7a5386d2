/**
 * Reads the clauses of a message in their order, and what they do to each other.
 * Called by `engine`. It must never look at the meetings: `settle` does.
 */

import { claim, type Reading } from './claims.ts';
import type { Clause } from './clauses.ts';
import type { Concept } from './concepts.ts';
import { type Item, means, meansAny } from './items.ts';
import { isNegation } from './negation.ts';
import { readReply, readShort } from './read-answer.ts';
import { readClause } from './read-clause.ts';
import { asks, readQuestion } from './read-question.ts';
import { firstDay, type Scene } from './scene.ts';
import { type Around, AWAY, WANTS } from './seen.ts';
import { range } from './spans.ts';

/** What the clauses of a message say, in their order. */
export function readMessage(
  clauses: readonly Clause[],
  { items, scene }: { items: readonly Item[]; scene: Scene },
): readonly Reading[] {
  const isReply = scene.reply !== null;
  const otherComes = clauses.some(isOfOther);
  const readings: Reading[] = [];
  const places: number[] = [];
  clauses.forEach((clause, at) => {
    const before = clauses[at - 1];
    if (before !== undefined && clause.link === 'that' && asks(before)) {
      // "Did you hear that …", "tell her that …".
      return;
    }
    if (asks(clause)) {
      const question = readQuestion(clause, isReply);
      if (question !== null) {
        readings.push(question);
      }
      return;
    }
    const corrected = clauses[at - 1]?.items.some((item) => means(item, 'correction')) ?? false;
    const conditional = isConditional(clauses, at);
    const around: Around = {
      conditional,
      isReply,
      otherComes,
      corrected,
      regrets: isRegretted(clauses, at),
      negatedBefore: isNegatedBefore(clauses, at),
    };
    const reading = readClause(clause, around) ?? readShort(clause, around);
    if (reading === null && addManner(readings, clause)) {
      return;
    }
    if (!takeBackWish(readings, { clause, reading }) && reading !== null) {
      readings.push(endAtReturn(reading, { clauses: clauses.slice(at), scene }));
      places.push(at);
    }
  });
  if (isLeftOpen(clauses, { readings, places })) {
    const reason = 'a correction that is not understood';
    readings.push({ kind: 'unclear', reason, spans: null, onlyNamed: false, weak: false });
  }
  const condition = readings.length === 0 ? readCondition(clauses) : null;
  if (condition !== null) {
    return [condition];
  }
  return isReply ? withAnswer(readings, { clauses, items }) : readings;
}

/** "We travel on the 20th … back on the 5th": away from the one day to before the other. */
function endAtReturn(
  reading: Reading,
  { clauses, scene }: { clauses: readonly Clause[]; scene: Scene },
): Reading {
  if (reading.kind !== 'claim' || reading.rule !== AWAY) {
    return reading;
  }
  for (const { items } of clauses) {
    const back = items.findIndex((item) => means(item, 'back'));
    const end = items.slice(back + 1).find(({ kind }) => kind === 'date')?.spans?.[0];
    if (back >= 0 && end !== undefined) {
      const start = reading.spans?.find((span) => span !== end)?.from ?? firstDay(scene);
      return { ...reading, spans: [range(start, end.from - 1, 'until coming back')] };
    }
  }
  return reading;
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

const TAKEN_BACK = 'would have come, but cannot';

/** "… but later", "… only 10.30": says how, of what was just said. */
function addManner(readings: Reading[], { items }: Clause): boolean {
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
    time: time?.minutes ?? before.time,
    loose: time === undefined ? before.loose : time.loose === true,
  };
  return true;
}

const MANNER: readonly Concept[] = ['late', 'later', 'filler', 'at', 'notUntil', 'maybe', 'sorry'];

/** "I would like to come, but …": no where "I can't" follows, otherwise not safe. */
function takeBackWish(
  readings: Reading[],
  { clause, reading }: { clause: Clause; reading: Reading | null },
): boolean {
  const wish = readings.at(-1);
  const refused = reading?.kind === 'unclear' && reading.againstYes === true;
  if (clause.link === 'but' && wish?.kind === 'claim' && wish.answer === 'yes' && refused) {
    readings[readings.length - 1] = { ...wish, answer: 'no', late: false, rule: TAKEN_BACK };
    return true;
  }
  if (
    clause.link === 'but' &&
    wish?.kind === 'claim' &&
    wish.answer === 'yes' &&
    wish.rule !== WANTS &&
    reading === null
  ) {
    if (refusesVaguely(clause.items)) {
      const reason = 'coming, but perhaps cannot';
      const { spans } = wish;
      readings[readings.length - 1] = {
        kind: 'unclear',
        reason,
        spans,
        onlyNamed: false,
        weak: false,
      };
      return true;
    }
  }
  if (
    clause.link !== 'but' ||
    wish?.kind !== 'claim' ||
    wish.rule !== WANTS ||
    reading?.kind === 'claim'
  ) {
    return false;
  }
  const { spans } = wish;
  readings[readings.length - 1] = clause.items.some(isNegation)
    ? { ...wish, answer: 'no', late: false, rule: TAKEN_BACK }
    : { kind: 'unclear', reason: 'would like to come, but', spans, onlyNamed: false, weak: true };
  return true;
}

/** In an answer to the reminder, "yes" and "no" count; a clear sentence beside them counts more. */
function withAnswer(
  readings: readonly Reading[],
  { clauses, items }: { clauses: readonly Clause[]; items: readonly Item[] },
): readonly Reading[] {
  if (readings.some((one) => one.kind === 'claim' && !one.soft)) {
    return readings;
  }
  const answer = readReply(clauses, items);
  return answer === null ? readings : [...readings, answer];
}

function isOfOther({ items }: Clause): boolean {
  return (
    items.some((item) => meansAny(item, ['other', 'comeOther'])) &&
    items.some((item) => meansAny(item, ['come', 'comeOther', 'comeBare']))
  );
}

/** Whether her sentence has an apology or a reason against coming. */
function isRegretted(clauses: readonly Clause[], at: number): boolean {
  const here = clauses[at]?.sentence;
  const items = clauses.filter(({ sentence }) => sentence === here).flatMap((one) => one.items);
  const regrets = items.some((item) => meansAny(item, ['sorry', 'sick', 'away']));
  return regrets && !items.some((item) => meansAny(item, ['late', 'later']));
}

/** "We come. No wait, …" and then nothing that we can read: what was said first no longer holds. */
function isLeftOpen(
  clauses: readonly Clause[],
  { readings, places }: { readings: readonly Reading[]; places: readonly number[] },
): boolean {
  const correction = clauses.findLastIndex(({ items }) =>
    items.some((item) => means(item, 'correction')),
  );
  const claims = readings.some(({ kind }) => kind === 'claim');
  return correction > 0 && claims && places.every((at) => at < correction);
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
  const others = before?.items.some((item) => meansAny(item, ['you', 'other', 'child']));
  const own = before?.items.some((item) => means(item, 'self'));
  if (clauses[at]?.unmarked === true && own && before?.items.at(-1)?.kind === 'unknown') {
    return true;
  }
  return (
    clauses[at]?.unmarked === true &&
    others === false &&
    before?.items.some(isNegation) === true &&
    !before.items.some((item) => meansAny(item, NEGATABLE))
  );
}

/** Whether a neighbour in the same sentence sets a condition. */
function isConditional(clauses: readonly Clause[], at: number): boolean {
  const here = clauses[at]?.sentence;
  return [clauses[at - 1], clauses[at + 1]].some(
    (clause) => clause?.link === 'if' && clause.sentence === here,
  );
}

/** "If she sleeps" and nothing else. */
function readCondition(clauses: readonly Clause[]): Reading | null {
  const [only] = clauses;
  const isOne = clauses.length === 1 && only?.link === 'if' && !only.question;
  if (!isOne || only === undefined || !only.items.some((item) => means(item, 'condition'))) {
    return null;
  }
  if (only.items.some((item) => item.kind === 'unknown' || means(item, 'you'))) {
    return null;
  }
  const language = only.items[0]?.language ?? -1;
  return claim({ answer: 'maybe', soft: true, rule: 'a condition alone', language });
}
