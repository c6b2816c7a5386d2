/**
 * Reads verbs of coming: the direction, the manner, the days.
 * Called by `read-clause`. It must never choose a direction where the clause can be read both ways.
 */

import { claim, type Reading } from './claims.ts';
import type { Concept } from './concepts.ts';
import { type Item, means, meansAny } from './items.ts';
import { negationOf } from './negation.ts';
import { isAfterStranger, isAnotherOccasion, strangersAfter } from './occasion.ts';
import { thoughtOnly } from './read-answer.ts';
import { details, isQuestionByOrder, REGRETS, type Seen, unclear, WANTS } from './seen.ts';

/** Verbs of coming, with and without a negation. */
export function readComing(seen: Seen): Reading | null {
  const { clause, verb, subject } = seen;
  const { items } = clause;
  const own =
    verb.concept === 'comeSelf' || verb.concept === 'notComeSelf' || verb.concept === 'maybeSelf';
  if (items.some((item) => means(item, 'insteadOfMe'))) {
    return claim({ ...details(seen), answer: 'no', rule: 'somebody comes instead of her' });
  }
  if (subject === 'you' || (subject === 'other' && !own)) {
    return null;
  }
  if (subject === 'child' && !own) {
    return unclear(seen, 'it is said of the child, not of the mother');
  }
  if (subject === 'named' && !own) {
    return unclear(seen, 'the name may be the one greeted or the one who comes');
  }
  if (isQuestionByOrder(clause, verb.at)) {
    return null;
  }
  if (verb.concept === 'comeBare' && !mayStandBare(seen)) {
    return items.some((item) => means(item, 'not'))
      ? unclear(seen, 'it may be a command to others')
      : null;
  }
  if (isAnotherOccasion(items, verb.at)) {
    return null;
  }
  if (clause.link === 'thought') {
    return thoughtOnly(items);
  }
  const decided = decide(seen);
  // "I said we can't come" holds; "I said we come" may go on with a "but".
  const holds = clause.link !== 'said' || (decided?.kind === 'claim' && decided.answer === 'no');
  return holds ? decided : thoughtOnly(items);
}

/** An infinitive needs a person, "can" or "will" beside it. */
function mayStandBare({ clause, subject, verb, around }: Seen): boolean {
  const before = clause.items.slice(0, verb.at);
  const modal = before.some((item) =>
    meansAny(item, ['can', 'canSelf', 'cannot', 'cannotSelf', 'will', 'want', 'maybe']),
  );
  // A form that may also be the past ("kom") needs "can" or "will".
  const past = means(clause.items[verb.at], 'comePast');
  const answers = around.isReply && before.length === 0 && !past && !clause.items.some(isNot);
  return modal || answers || (!past && (subject === 'self' || clause.afterSelf));
}

function isNot(item: Item): boolean {
  return means(item, 'not');
}

function decide(seen: Seen): Reading | null {
  const { clause, verb, around } = seen;
  const { items, link } = clause;
  const has = (...concepts: Concept[]) => items.some((item) => meansAny(item, concepts));
  const negation = negationOf(items, verb.at);
  const inForm = verb.concept === 'notCome' || verb.concept === 'notComeSelf';
  const rest = details(seen);
  if (negation === 'unsafe') {
    return unclear(seen, 'it is not safe what the negation belongs to');
  }
  // Some languages negate twice, by a word and in the verb; a lexical "cancels" with "not" is a yes.
  const agrees = verb.concept === 'notComeSelf' && items[verb.at]?.language === notLanguage(items);
  if (inForm && (link === 'doubt' || has('doubt'))) {
    return unclear(seen, 'a doubt about not coming');
  }
  if (inForm && negation === 'yes' && !agrees) {
    return unclear(seen, 'two negations');
  }
  if ((negation === 'yes' || inForm) && isNotBefore(items)) {
    const isOneDay = rest.spans?.every(({ kind }) => kind === 'day') ?? true;
    return isOneDay
      ? claim({ ...rest, answer: 'yes', rule: 'coming, not before a time' })
      : unclear(seen, 'not before a time, on many days');
  }
  const isNo = inForm || negation === 'yes' || link === 'doubt' || has('doubt', 'wish');
  const uncertain =
    verb.concept === 'maybeSelf' ||
    has('maybe') ||
    around.conditional ||
    (link === 'think' && !isNo);
  if (has('notUntil')) {
    return notUntil(seen);
  }
  if (uncertain && !(rest.late && !isNo && !around.conditional)) {
    const onlyNamed = verb.concept === 'comeWeak' && !around.conditional;
    return claim({
      ...rest,
      answer: 'maybe',
      late: false,
      onlyNamed,
      rule: 'coming, but uncertain',
    });
  }
  return isNo ? refuse(seen) : accept(seen);
}

/** "We can't come before 11": late, not absent. */
function isNotBefore(items: readonly Item[]): boolean {
  const time = items.findIndex(({ kind }) => kind === 'time');
  const bounds: readonly Concept[] = ['before', 'until'];
  return time >= 0 && (meansAny(items[time], bounds) || meansAny(items[time - 1], bounds));
}

function notLanguage(items: readonly Item[]): number {
  return items.find((item) => meansAny(item, ['not', 'cannot', 'cannotSelf']))?.language ?? -1;
}

function refuse(seen: Seen): Reading | null {
  const { clause, verb } = seen;
  const { items } = clause;
  const rest = details(seen);
  if (rest.late || items.some((item) => means(item, 'onTime'))) {
    return unclear(seen, 'a negation and a word for being late or on time');
  }
  const hour = items.findIndex(({ kind }) => kind === 'number');
  if (hour > verb.at && items[hour - 1]?.kind === 'unknown') {
    return unclear(seen, 'a negation, and perhaps a time');
  }
  if (clause.link === 'doubt' && items.some((item) => means(item, 'not'))) {
    return unclear(seen, 'two negations');
  }
  const weak = verb.concept === 'comeWeak';
  const onlyOnDay = items.some((item) => means(item, 'now'));
  return claim({
    ...rest,
    answer: 'no',
    onlyOnDay,
    onlyNamed: weak,
    rule: 'coming, with a negation',
  });
}

function accept(seen: Seen): Reading | null {
  const { clause, verb, around } = seen;
  const { items } = clause;
  const rest = details(seen);
  const weak = verb.concept === 'comeWeak';
  if (items.some((item) => means(item, 'no')) && !rest.corrects) {
    return unclear(seen, '"no" beside coming');
  }
  if (isAfterStranger(items, verb.at)) {
    return rest.spans === null && !around.isReply
      ? null
      : unclear(seen, 'an unknown word before the verb may turn it round');
  }
  if (around.negatedBefore) {
    return unclear(seen, 'a negation or an unknown verb just before');
  }
  // A "not" may be missing or misspelt where she apologises or tells a reason against.
  const timed = rest.hours.length > 0 || rest.inMinutes !== null;
  const manner = rest.late || timed || rest.corrects || clause.link === 'so';
  if (around.regrets && !manner && items.every((item) => !means(item, 'yes'))) {
    return unclear(seen, REGRETS);
  }
  const strangers = strangersAfter(items, verb.at);
  const bare = rest.spans === null && rest.hours.length === 0 && !around.isReply;
  if (strangers === 'near' || (strangers === 'far' && bare)) {
    return rest.spans === null ? null : unclear(seen, 'unknown words about where or why she comes');
  }
  const soon = items.some((item) => means(item, 'now') || item.kind === 'minutes');
  return claim({
    ...rest,
    answer: 'yes',
    // One word alone ("coming!") may be said to anybody.
    onlyOnDay:
      (soon && rest.spans === null) ||
      (items.length === 1 && verb.concept === 'come') ||
      (weak && timed),
    onlyNamed: weak && !timed,
    soft: clause.link === 'because' || items.some((item) => means(item, 'want')),
    rule: items.some((item) => means(item, 'want')) ? WANTS : 'coming',
  });
}

/** "Not before Friday": no until then. "Not before 11": late. */
function notUntil(seen: Seen): Reading | null {
  const rest = details(seen);
  if (rest.hours.length > 0) {
    return claim({ ...rest, answer: 'yes', rule: 'coming, not before a time' });
  }
  const span = rest.spans?.at(-1);
  if (span === undefined) {
    return unclear(seen, 'coming only from a time that is not understood');
  }
  const spans = [
    { ...span, kind: 'range' as const, from: -1, to: span.from - 1, rule: 'not before a day' },
  ];
  return claim({ ...rest, spans, answer: 'no', rule: 'not coming before a day' });
}
