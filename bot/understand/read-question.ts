/**
 * Reads questions for the time or place of the meeting.
 * Called for every clause that asks.
 * It must stay silent about every other question.
 */

import { type Question, spansOf } from './claims.ts';
import type { Clause } from './clauses.ts';
import type { Concept } from './concepts.ts';
import { type Item, means, meansAny } from './items.ts';

/** Whose presence makes it a question about something else. */
const ELSE: readonly Concept[] = [
  'you',
  'other',
  'child',
  'my',
  'otherEvent',
  'past',
  'pastNot',
  'comeOther',
  'comePast',
  'sick',
  'busy',
  'away',
  'not',
  'me',
];

/** Whether a clause asks, by its mark or by a question word. */
export function asks({ items, question }: Clause): boolean {
  return (
    question ||
    items.some((item) => meansAny(item, ['question', 'when', 'where', 'askWhen', 'askWhere']))
  );
}

/** What a clause asks about the meeting; null for every other question. */
export function readQuestion(clause: Clause, isAbout: boolean): Question | null {
  const { items, link } = clause;
  if (items.some((item) => meansAny(item, ['askWhen', 'askWhere']))) {
    return readWhole(items);
  }
  const known = items.every(
    (item, at) => item.kind !== 'unknown' || means(items[at - 1], 'greeting'),
  );
  const spans = spansOf(items);
  const past = spans?.some((span) => span.past === true) ?? false;
  if (
    !known ||
    past ||
    link === 'because' ||
    link === 'if' ||
    items.some((item) => meansAny(item, ELSE) && !isCopula(items, item))
  ) {
    return null;
  }
  const ask = whatIsAsked(clause, isAbout);
  const language = items.find((item) => meansAny(item, ASKING))?.language ?? -1;
  return ask === null ? null : { kind: 'ask', ask, spans, language };
}

/** "What was the address": asked again, not past. */
function isCopula(items: readonly Item[], item: Item): boolean {
  return (
    meansAny(item, ['past', 'question']) &&
    !meansAny(item, ['pastNot', 'comePast', 'you']) &&
    items.some((one) => means(one, 'address'))
  );
}

/** A whole question leaves nothing open but whether it is about another occasion. */
function readWhole(items: readonly Item[]): Question | null {
  const asking = items.find((item) => meansAny(item, ['askWhen', 'askWhere']));
  const unknown = items.filter(({ kind }) => kind === 'unknown').length;
  if (
    asking === undefined ||
    unknown > 1 ||
    items.some((item) => meansAny(item, ['otherEvent', 'my', 'past']))
  ) {
    return null;
  }
  const ask = means(asking, 'askWhere') ? 'where' : 'when';
  return { kind: 'ask', ask, spans: spansOf(items), language: asking.language };
}

const ASKING: readonly Concept[] = ['when', 'where', 'askWhen', 'askWhere', 'address'];

/** `isAbout`: it answers the reminder, or stands beside what she says about coming. */
function whatIsAsked(clause: Clause, isAbout: boolean): 'when' | 'where' | null {
  const { items } = clause;
  const has = (...concepts: Concept[]) => items.some((item) => meansAny(item, concepts));
  const dated = items.some(({ kind }) => kind === 'date');
  const about = has('start', 'meeting') || dated || isAbout;
  if (has('where') && (about || has('address'))) {
    return 'where';
  }
  if (has('address') && (clause.question || has('question'))) {
    return 'where';
  }
  return has('when') && about && !has('come', 'comeSelf', 'comeBare') ? 'when' : null;
}
