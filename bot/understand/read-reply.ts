/**
 * Reads the answer that a reply to the reminder consists of: "yes", "no", "unfortunately", an emoji.
 * Called for messages that quote the reminder and say nothing clearer.
 * It must leave "yes" and "no" alone that may be about something else.
 */

import { claim, type Reading, spansOf } from './claims.ts';
import type { Clause } from './clauses.ts';
import type { Concept } from './concepts.ts';
import { type Item, means, meansAny } from './items.ts';
import { isNegation } from './negation.ts';
import { isHarmless, readSigns } from './read-signs.ts';

/** More unknown words than this after "yes" or "no", and it may be about something else. */
const MOST_UNKNOWN = 3;

/** The short answer that a reply consists of; null where it is none. */
export function readReply(clauses: readonly Clause[], items: readonly Item[]): Reading | null {
  if (clauses.some(({ question }) => question)) {
    return firstAnswer(clauses.filter(({ question }) => !question));
  }
  return (
    firstAnswer(clauses) ??
    readWill(clauses) ??
    readTime(items) ??
    readSigns(
      items,
      clauses.flatMap((clause) => clause.items),
    )
  );
}

/** "We will", "yes I can" without saying what. */
function readWill(clauses: readonly Clause[]): Reading | null {
  const items = clauses.flatMap((clause) => clause.items);
  const will = items.find((item) => meansAny(item, ['will', 'can', 'canSelf']));
  const only = items.every((item) => meansAny(item, ['self', 'will', 'can', 'canSelf', 'filler']));
  return will !== undefined && only && items.some((item) => means(item, 'self'))
    ? claim({ answer: 'yes', language: will.language, soft: true, rule: '"we will" as an answer' })
    : null;
}

function firstAnswer(clauses: readonly Clause[]): Reading | null {
  const answers = new Set<'yes' | 'no' | 'maybe' | 'ok'>();
  let unsafe = false;
  let language = -1;
  for (const { items, link } of clauses) {
    if (link === 'if' || link === 'because') {
      continue;
    }
    for (const concept of ['yes', 'no', 'maybe', 'ok'] as const) {
      const found = items.find((item) => means(item, concept));
      if (found !== undefined) {
        answers.add(concept);
        language = found.language;
        unsafe ||= concept !== 'maybe' && mayChange(items, concept);
      }
    }
  }
  if (answers.size > 1) {
    answers.delete('ok');
  }
  if (answers.has('maybe')) {
    answers.delete('yes');
    answers.delete('no');
  }
  const [answer] = answers;
  if (answer === undefined) {
    return readApology(clauses);
  }
  if (answers.size > 1 || unsafe || answer === 'ok') {
    const reason =
      answer === 'ok' ? 'noted, or coming' : 'an answer beside words that may change it';
    return { kind: 'unclear', reason, spans: null, onlyNamed: true, weak: false };
  }
  const items = clauses.flatMap((clause) => clause.items);
  const reason = items.some((item) => meansAny(item, ['sick', 'busy', 'away']));
  if (answer === 'yes' && reason) {
    return {
      kind: 'unclear',
      reason: 'yes, and a reason against',
      spans: null,
      onlyNamed: true,
      weak: false,
    };
  }
  const time = items.find(({ kind }) => kind === 'time');
  const hangs = answer === 'yes' && clauses.some(({ link }) => link === 'if');
  return claim({
    answer: hangs ? 'maybe' : answer,
    language,
    soft: true,
    late: items.some((item) => meansAny(item, ['late', 'later'])),
    hours: time?.hours ?? [],
    rule: `answers "${answer}"`,
  });
}

/** Whether words beside a "yes" or "no" may make it one about something else. */
function mayChange(items: readonly Item[], answer: 'yes' | 'no' | 'ok'): boolean {
  const not = items.some((item) => means(item, 'not'));
  // "Yes, with my sister": who comes along changes nothing.
  const comes = items.some((item) => meansAny(item, ['come', 'comeOther']));
  const joints: readonly Concept[] = comes ? ['with', 'and'] : ['with'];
  const along = items.findIndex((item) => meansAny(item, joints));
  const whole = along < 0 || not ? items : items.slice(0, along);
  const unknown = whole.filter(({ kind }) => kind === 'unknown').length;
  // "No, he is ill": a reason, whoever is ill.
  const reason = answer === 'no' && !not && items.some((item) => means(item, 'sick'));
  const doubtful = reason ? OF_READERS : answer === 'no' ? OF_OTHERS : UNSAFE;
  const risky = unknown > MOST_UNKNOWN || whole.some((item) => meansAny(item, doubtful));
  return risky || (not && answer === 'yes');
}

const OF_READERS: readonly Concept[] = ['you', 'pastNot'];
const OF_OTHERS: readonly Concept[] = ['other', 'you', 'pastNot'];
const UNSAFE: readonly Concept[] = [...OF_OTHERS, 'child', 'sick', 'busy', 'away'];

/** "Unfortunately" alone is a no; "sorry for …" is not. */
function readApology(clauses: readonly Clause[]): Reading | null {
  const only: readonly Concept[] = [
    'sorry',
    'filler',
    'thanks',
    'greeting',
    'everyone',
    'self',
    'not',
  ];
  const items = clauses.flatMap((clause) => clause.items);
  const apology = items.find((item) => means(item, 'sorry'));
  if (apology === undefined || !items.every((item) => meansAny(item, only))) {
    return items.length > 0 && items.some(isNegation) && items.every(isSelfNot)
      ? claim({
          answer: 'no',
          language: items[0]?.language ?? -1,
          soft: true,
          rule: '"not" as an answer',
        })
      : null;
  }
  return claim({
    answer: 'no',
    language: apology.language,
    soft: true,
    rule: '"unfortunately" as an answer',
  });
}

function isSelfNot(item: Item): boolean {
  return meansAny(item, ['self', 'me', 'not', 'filler', 'thisTime']) || item.kind === 'date';
}

/** Words that may stand beside a time that is the whole answer. */
const BESIDE_TIME: readonly Concept[] = ['filler', 'at', 'greeting', 'everyone', 'thanks', 'self'];

/** "10.15", "kl. 11", "at 11 tomorrow": an answer of only a time says when she comes. */
function readTime(items: readonly Item[]): Reading | null {
  const times = items.filter(({ kind }) => kind === 'time');
  const [time] = times;
  const only = items.every(
    (item) =>
      item.kind === 'time' ||
      item.kind === 'date' ||
      isHarmless(item) ||
      meansAny(item, BESIDE_TIME),
  );
  if (time === undefined || times.length > 1 || !only) {
    return null;
  }
  const { hours = [], language } = time;
  const rule = 'a time as an answer';
  return claim({ answer: 'yes', hours, spans: spansOf(items), language, soft: true, rule });
}
