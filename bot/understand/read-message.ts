/**
 * Reads the clauses of a message in their order, and what they do to each other.
 * Called by `engine`. It must never look at the meetings: `settle` does.
 */

import {
  addManner,
  aroundOf,
  isContradictory,
  isLeftOpen,
  lookOver,
  takeBackWish,
  withLateness,
} from './between.ts';
import { claim, type Reading, spansOf } from './claims.ts';
import type { Clause } from './clauses.ts';
import type { Concept } from './concepts.ts';
import { type Item, means, meansAny } from './items.ts';
import { readAfter } from './read-after.ts';
import { readShort } from './read-answer.ts';
import { readClause } from './read-clause.ts';
import { readDenied } from './read-denied.ts';
import { asks, readQuestion } from './read-question.ts';
import { readReply } from './read-reply.ts';
import { readReported } from './read-reported.ts';
import { refusesByEmoji } from './read-signs.ts';
import { firstDay, type Scene } from './scene.ts';
import { AWAY } from './seen.ts';
import { range } from './spans.ts';

/** What the clauses of a message say, in their order. */
export function readMessage(
  clauses: readonly Clause[],
  { items, scene }: { items: readonly Item[]; scene: Scene },
): readonly Reading[] {
  const isReply = scene.reply !== null;
  const message = lookOver(clauses, isReply);
  const readings: Reading[] = [];
  const places: number[] = [];
  let claimed = false;
  clauses.forEach((clause, at) => {
    const before = clauses[at - 1];
    if (before !== undefined && clause.link === 'that' && asks(before)) {
      // "Did you hear that …", "tell her that …".
      return;
    }
    if (asks(clause)) {
      const question = readQuestion(clause, isReply || claimed);
      if (question !== null) {
        readings.push(question);
      }
      return;
    }
    const around = aroundOf(message, at, claimed);
    const said = readClause(clause, around) ?? readShort(clause, around);
    const reading = readReported(readDenied(said, { clauses, at }), { clauses, at });
    if (readAfter(readings, { clauses, at, reading })) {
      claimed = true;
      places.push(at);
      return;
    }
    if (reading === null && addManner(readings, clause)) {
      return;
    }
    if (!takeBackWish(readings, { clause, reading }) && reading !== null) {
      const dated = withTimeBefore(reading, { clauses, at, readings });
      const whole = endAtReturn(dated, { clauses, at, scene });
      readings.push(before?.sentence === clause.sentence ? withLateness(readings, whole) : whole);
      if (whole.kind === 'claim' || (whole.kind === 'unclear' && !whole.weak)) {
        places.push(at);
      }
    }
    claimed ||= reading?.kind === 'claim';
  });
  if (isLeftOpen(clauses, { readings, places })) {
    const reason = 'a correction that is not understood';
    readings.push({ kind: 'unclear', reason, spans: null, onlyNamed: false, weak: false });
  }
  if (isContradictory(items)) {
    const reason = 'coming and not coming, side by side';
    readings.push({ kind: 'unclear', reason, spans: null, onlyNamed: false, weak: false });
  }
  const condition = readings.length === 0 ? readCondition(clauses) : null;
  if (condition !== null) {
    return [condition];
  }
  return withEmoji(isReply ? withAnswer(readings, { clauses, items }) : readings, items);
}

/** "We come 👎": not safe. */
function withEmoji(readings: readonly Reading[], items: readonly Item[]): readonly Reading[] {
  const comes = readings.some((one) => one.kind === 'claim' && one.answer === 'yes');
  if (!comes || !refusesByEmoji(items)) {
    return readings;
  }
  const reason = 'coming, beside an emoji for no';
  return [...readings, { kind: 'unclear', reason, spans: null, onlyNamed: false, weak: false }];
}

/** "We travel on the 20th … back on the 5th": away from the one day to before the other. */
function endAtReturn(
  reading: Reading,
  { clauses, at, scene }: { clauses: readonly Clause[]; at: number; scene: Scene },
): Reading {
  if (reading.kind !== 'claim' || reading.rule !== AWAY) {
    return reading;
  }
  for (const { items } of clauses.slice(at)) {
    const back = items.findIndex((item) => means(item, 'back'));
    const end = items.slice(back + 1).find(({ kind }) => kind === 'date')?.spans?.[0];
    if (back >= 0 && end !== undefined) {
      const start = reading.spans?.find((span) => span !== end)?.from ?? firstDay(scene);
      return { ...reading, spans: [range(start, end.from - 1, 'until coming back')] };
    }
  }
  return reading;
}

/** "All of December we are in …, so you must do without us": the no is for the time named just before. */
function withTimeBefore(
  reading: Reading,
  place: { clauses: readonly Clause[]; at: number; readings: readonly Reading[] },
): Reading {
  const { clauses, at, readings } = place;
  const here = clauses[at];
  const isNo = reading.kind === 'claim' && reading.answer === 'no' && reading.spans === null;
  if (!isNo || here?.link !== 'so') {
    return reading;
  }
  const before = clauses
    .slice(Math.max(0, at - NEAR), at)
    .findLast(({ items, sentence }) => sentence === here.sentence && spansOf(items) !== null);
  if (before === undefined || asks(before)) {
    return reading;
  }
  const spans = spansOf(before.items);
  const lasts = spans?.every(({ kind, past }) => kind === 'range' && past !== true) ?? false;
  const own = before.items.some((item) => meansAny(item, ['self', 'me', 'my']));
  const last = readings.at(-1);
  const silent = last === undefined || last.spans === null || last.kind === 'unclear';
  return lasts && own && silent ? { ...reading, spans } : reading;
}

/** In clauses: what is said farther before is no reason for this. */
const NEAR = 3;

/** In an answer to the reminder, "yes" and "no" count; a clear sentence beside them counts more. */
function withAnswer(
  readings: readonly Reading[],
  { clauses, items }: { clauses: readonly Clause[]; items: readonly Item[] },
): readonly Reading[] {
  const first = answerBeforeBut(clauses);
  if (first !== null && readings.some((one) => one.kind === 'claim' && one.spans !== null)) {
    return [first, ...readings];
  }
  if (readings.some((one) => one.kind === 'claim' && !one.soft)) {
    return readings;
  }
  const answer = readReply(clauses, items);
  return answer === null ? readings : [...readings, answer];
}

/** "No, but next week yes": the answer is of the meeting of the reminder, what follows of another. */
function answerBeforeBut([first, second]: readonly Clause[]): Reading | null {
  const answers = (['yes', 'no'] as const).filter((one) =>
    first?.items.some((item) => means(item, one)),
  );
  const [answer] = answers;
  const only = first?.items.every((item) => meansAny(item, BESIDE_ANSWER)) ?? false;
  const dated = second !== undefined && spansOf(second.items) !== null;
  if (answer === undefined || answers.length > 1 || !only || second?.link !== 'but' || !dated) {
    return null;
  }
  const language = first?.items[0]?.language ?? -1;
  return claim({ answer, soft: true, language, rule: `answers "${answer}"` });
}

const BESIDE_ANSWER: readonly Concept[] = [
  'yes',
  'no',
  'not',
  'filler',
  'sorry',
  'thanks',
  'greeting',
  'everyone',
];

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
