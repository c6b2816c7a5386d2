/**
 * Reads what has no verb of coming: "I can't", "not today", "next Tuesday yes", and short answers.
 * Called for the clauses that `read-clause` has nothing to say about.
 * It must only read a clause whose every word it knows: "I can't sleep" says nothing.
 */

import { claim, type Doubt, type Reading, spansOf } from './claims.ts';
import type { Clause } from './clauses.ts';
import type { Concept } from './concepts.ts';
import { type Item, means, meansAny } from './items.ts';
import { isNegation } from './negation.ts';
import type { Around } from './seen.ts';
import { subjectOf } from './subject.ts';

/** Words that may stand beside "I can't" without making it about something else. */
const HARMLESS: readonly Concept[] = [
  'filler',
  'sorry',
  'self',
  'me',
  'myself',
  'not',
  'can',
  'canSelf',
  'cannot',
  'cannotSelf',
  'will',
  'anyway',
  'correction',
  'maybe',
  'thanks',
  'greeting',
  'everyone',
  'meeting',
  'yes',
  'no',
  'dayMark',
  'in',
  'at',
  'and',
  'to',
  'for',
  'onTime',
  'because',
  'now',
  'or',
];

function isHarmless(item: Item, at: number, items: readonly Item[]): boolean {
  const { kind } = item;
  if (kind === 'date' || kind === 'time') {
    return true;
  }
  const named = kind === 'unknown' && meansAny(items[at - 1], ['greeting']);
  return named || meansAny(item, HARMLESS);
}

/** A clause with "can" but no other verb, or with only a day and "not" or "yes"; null for all else. */
export function readShort(clause: Clause, around: Around): Reading | null {
  const { items, link, question } = clause;
  if (question || link === 'if' || link === 'because') {
    return null;
  }
  const whole = items.every(isHarmless) ? items : beforeReason(items);
  const can = whole.findIndex((item) => meansAny(item, CAN));
  if (can >= 0) {
    return readCan({ ...clause, items: whole }, can, around);
  }
  return whole.length === items.length ? readFragment(clause, around) : null;
}

const CAN: readonly Concept[] = ['can', 'canSelf', 'cannot', 'cannotSelf'];

/** "I can't tomorrow have Danish": after the day a reason may follow without a mark. */
function beforeReason(items: readonly Item[]): readonly Item[] {
  const can = items.findIndex((item) => meansAny(item, CAN));
  const day = items.findIndex((item, at) => at > can && item.kind === 'date');
  const until = items.slice(0, day + 1);
  const isWhole = can >= 0 && day > can && until.every(isHarmless) && until.some(isNegation);
  return isWhole ? until : [];
}

function isAskedByOrder({ items }: Clause, can: number): boolean {
  const before = items.slice(0, can).filter((item) => !meansAny(item, ['greeting', 'everyone']));
  return before.length === 0 && means(items[can + 1], 'self') && !items.some(isNegation);
}

function readCan(clause: Clause, can: number, around: Around): Reading | null {
  const { items, link } = clause;
  const subject = subjectOf(clause, can);
  if (subject === 'you' || subject === 'other' || isAskedByOrder(clause, can)) {
    return null;
  }
  const negated = items.some(isNegation) || link === 'doubt';
  const spans = spansOf(items);
  const language = items[can]?.language ?? -1;
  const clear =
    spans !== null || around.isReply || (negated && (around.otherComes || hasApology(items)));
  const uncertain = items.some((item) => means(item, 'maybe')) || around.conditional;
  if (!clear && negated && link === 'so' && !uncertain) {
    // "I work tomorrow, so I can't": the day is named before.
    return claim({ answer: 'no', language, onlyNamed: true, rule: '"so I cannot"' });
  }
  if (!clear) {
    return negated && subject === 'self' && !uncertain ? cannotWhat() : null;
  }
  return claim({
    spans,
    language,
    answer: uncertain || (link === 'think' && !negated) ? 'maybe' : negated ? 'no' : 'yes',
    corrects:
      around.corrected ||
      link === 'but' ||
      items.some((item) => meansAny(item, ['anyway', 'correction'])),
    time: items.find(({ kind }) => kind === 'time')?.minutes ?? null,
    loose: items.some(({ loose }) => loose === true),
    rule: negated ? '"cannot" and nothing else' : '"can" and nothing else',
  });
}

function hasApology(items: readonly Item[]): boolean {
  return items.some((item) => meansAny(item, ['sorry', 'myself', 'meeting']));
}

function cannotWhat(): Doubt {
  const reason = '"cannot", without saying what or when';
  const doubt = { kind: 'unclear', reason, spans: null, onlyNamed: true } as const;
  return { ...doubt, weak: true, againstYes: true };
}

function readFragment({ items, link }: Clause, { isReply }: Around): Reading | null {
  const spans = spansOf(items);
  const says = (concept: Concept) => items.some((item) => means(item, concept));
  const negated = says('not') || link === 'doubt';
  const refuses = negated || (says('no') && !says('yes'));
  const agrees = says('yes') && !says('no');
  if (spans === null || (refuses && agrees)) {
    return null;
  }
  const language =
    items.find((item) => meansAny(item, ['not', 'yes', 'no', 'maybe']))?.language ?? -1;
  const corrects = link === 'but';
  if (says('maybe')) {
    return claim({
      spans,
      language,
      answer: 'maybe',
      corrects,
      fragment: !isReply,
      rule: 'a day and "perhaps"',
    });
  }
  if (refuses) {
    const fragment = !negated && !isReply && !says('sorry');
    return claim({ spans, language, answer: 'no', corrects, fragment, rule: 'a day and "not"' });
  }
  return agrees
    ? claim({
        spans,
        language,
        answer: 'yes',
        corrects,
        fragment: !isReply,
        rule: 'a day and "yes"',
      })
    : null;
}

const YES_EMOJI = '👍✅✔☑❤🧡💛💚💙💜🤍💗💖👌🙋🙌💯🫡';
const NO_EMOJI = '👎❌✖🚫🙅⛔';
const MAYBE_EMOJI = '🤔';

/** More unknown words than this after "yes" or "no", and it may be about something else. */
const MOST_UNKNOWN = 3;

/** The short answer that a reply consists of; null where it is none. */
export function readReply(clauses: readonly Clause[], items: readonly Item[]): Reading | null {
  if (clauses.some(({ question }) => question)) {
    return firstAnswer(clauses.filter(({ question }) => !question));
  }
  return firstAnswer(clauses) ?? readWill(clauses) ?? readEmoji(items, clauses);
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
        const unknown = items.filter(({ kind }) => kind === 'unknown').length;
        const doubtful = concept === 'no' ? OF_OTHERS : UNSAFE;
        const risky = unknown > MOST_UNKNOWN || items.some((item) => meansAny(item, doubtful));
        unsafe ||= risky && concept !== 'maybe';
        unsafe ||= items.some((item) => means(item, 'not')) && concept === 'yes';
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
  return claim({
    answer,
    language,
    soft: true,
    late: items.some((item) => meansAny(item, ['late', 'later'])),
    time: time?.minutes ?? null,
    loose: time?.loose === true,
    rule: `answers "${answer}"`,
  });
}

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

function readEmoji(items: readonly Item[], clauses: readonly Clause[]): Reading | null {
  const small = (item: Item) => meansAny(item, ['filler', 'greeting', 'everyone']);
  if (!clauses.every((clause) => clause.items.every(small))) {
    return null;
  }
  const emoji = items.filter(({ kind }) => kind === 'emoji').map(({ text }) => text);
  const yes = emoji.some((sign) => YES_EMOJI.includes(sign));
  const no = emoji.some((sign) => NO_EMOJI.includes(sign));
  const maybe = emoji.some((sign) => MAYBE_EMOJI.includes(sign));
  if (yes && no) {
    return {
      kind: 'unclear',
      reason: 'emoji for yes and for no',
      spans: null,
      onlyNamed: true,
      weak: false,
    };
  }
  if (!(yes || no || maybe)) {
    return null;
  }
  const answer = maybe ? 'maybe' : yes ? 'yes' : 'no';
  return claim({ answer, language: -1, soft: true, rule: `an emoji that answers "${answer}"` });
}
