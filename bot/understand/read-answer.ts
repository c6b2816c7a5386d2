/**
 * Reads what has no verb of coming: "I can't", "not today", "next Tuesday yes", and short answers.
 * Called for the clauses that `read-clause` has nothing to say about.
 * It must only read a clause whose every word it knows: "I can't sleep" says nothing.
 */

import { isThought } from './between.ts';
import { type Claim, claim, type Doubt, type Reading, spansOf } from './claims.ts';
import type { Clause } from './clauses.ts';
import type { Concept } from './concepts.ts';
import { type Item, means, meansAny, type Span } from './items.ts';
import { isNegation } from './negation.ts';
import { readAtHome, readGoodbye } from './read-around.ts';
import { type Around, BEFORE, SO_CANNOT } from './seen.ts';
import { isBesideSelf, subjectOf } from './subject.ts';

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
  'ok',
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
  'notUntil',
];

function isHarmless(item: Item, at: number, items: readonly Item[]): boolean {
  const { kind } = item;
  if (kind === 'date' || kind === 'time') {
    return true;
  }
  const named = kind === 'unknown' && means(items[at - 1], 'greeting');
  const joined = (kind === 'unknown' || means(item, 'other')) && isBesideSelf(items, at);
  return named || joined || meansAny(item, HARMLESS);
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
  const isKnown = whole.length === items.length || isDoubtAboutDay(items);
  const said = isKnown ? readFragment(clause, around) : null;
  return (
    said ??
    readJoining(clause, around) ??
    readGoodbye(clause, around) ??
    readAtHome(clause, around) ??
    (isThought(clause) ? thoughtOnly(clause.items) : null)
  );
}

/** "Start without us … we join you later": with nothing said of coming, only of when. */
function readJoining({ items, link }: Clause, { startedWithout }: Around): Reading | null {
  const late = items.some((item) => meansAny(item, ['late', 'later']));
  const time = items.find(({ kind }) => kind === 'time');
  const others = items.some((item) => meansAny(item, ['you', 'other', 'child', 'maybe', 'wish']));
  const own = items.some((item) => means(item, 'self'));
  if (!startedWithout || !own || others || items.some(isNegation) || link === 'doubt') {
    return null;
  }
  const language = items.find((item) => means(item, 'self'))?.language ?? -1;
  const rule = 'start without her, later she comes';
  const hours = time?.hours ?? [];
  return late || time !== undefined
    ? claim({ answer: 'yes', late, hours, spans: spansOf(items), language, rule })
    : null;
}

/** "I thought I could come": what is then said instead counts; alone it is not safe. */
export function thoughtOnly(items: readonly Item[]): Doubt {
  return { kind: 'unclear', reason: BEFORE, spans: spansOf(items), onlyNamed: true, weak: true };
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

/** "I don't know yet with Tuesday": with nobody, but about a day. */
function isDoubtAboutDay(items: readonly Item[]): boolean {
  const about = items.findIndex((item) => means(item, 'with'));
  const rest = items.filter((_, at) => at !== about);
  const doubts = items.slice(0, about).some((item) => means(item, 'maybe'));
  return doubts && items[about + 1]?.kind === 'date' && rest.every(isHarmless);
}

function isAskedByOrder({ items }: Clause, can: number): boolean {
  const before = items.slice(0, can).filter((item) => !meansAny(item, ['greeting', 'everyone']));
  return before.length === 0 && means(items[can + 1], 'self') && !items.some(isNegation);
}

function readCan(clause: Clause, can: number, around: Around): Reading | null {
  const { items, link } = clause;
  const inForm =
    meansAny(items[can], ['canSelf', 'cannotSelf']) && !meansAny(items[can], ['not', 'no']);
  const subject = inForm ? 'self' : subjectOf(clause, can);
  if (link === 'thought' || (link === 'said' && !items.some(isNegation))) {
    return subject === 'self' ? thoughtOnly(items) : null;
  }
  if (subject === 'you' || subject === 'other' || isAskedByOrder(clause, can)) {
    return null;
  }
  const negated = items.some(isNegation) || link === 'doubt';
  // "We come at eleven, earlier I can't".
  if (negated && around.claimed && items.some((item) => means(item, 'onTime'))) {
    return null;
  }
  const spans = spansOf(items);
  const language = items[can]?.language ?? -1;
  const clear =
    spans !== null ||
    around.isReply ||
    isSaidAgain(clause, around) ||
    (negated && (around.otherComes || hasApology(items) || isOneOfTwo(items)));
  const uncertain = items.some((item) => means(item, 'maybe')) || around.conditional;
  if (!clear && negated && link === 'so' && !uncertain) {
    // "I work tomorrow, so I can't": the day is named before.
    return claim({ answer: 'no', language, onlyNamed: true, rule: SO_CANNOT });
  }
  if (!clear) {
    const own = subject === 'self' || (subject === 'none' && around.claimed);
    return negated && own && !uncertain ? cannotWhat() : null;
  }
  if (items.some((item) => means(item, 'notUntil')) && spans !== null && !negated) {
    return notUntilDay(spans, { language, corrects: around.corrected });
  }
  return claim({
    spans,
    language,
    answer: uncertain || (link === 'think' && !negated) ? 'maybe' : negated ? 'no' : 'yes',
    corrects:
      around.corrected ||
      link === 'but' ||
      items.some((item) => meansAny(item, ['anyway', 'correction'])),
    replaces: around.corrected,
    hours: items.find(({ kind }) => kind === 'time')?.hours ?? [],
    rule: negated ? '"cannot" and nothing else' : '"can" and nothing else',
  });
}

/** "No wait, we can't", "oh yes, I can after all": of what was said just before. */
function isSaidAgain({ items, link }: Clause, around: Around): boolean {
  const { corrected, claimed, otherComes } = around;
  const again = items.some((item) => meansAny(item, ['anyway', 'correction']));
  return corrected || (claimed && again) || (otherComes && link === 'but');
}

function hasApology(items: readonly Item[]): boolean {
  return items.some((item) => meansAny(item, ['sorry', 'myself', 'meeting']));
}

/** "Neither I nor Sara can": said of two, it is about coming. */
function isOneOfTwo(items: readonly Item[]): boolean {
  return items.some(
    (item, at) => (item.kind === 'unknown' || means(item, 'other')) && isBesideSelf(items, at),
  );
}

function cannotWhat(): Doubt {
  const reason = '"cannot", without saying what or when';
  const doubt = { kind: 'unclear', reason, spans: null, onlyNamed: true } as const;
  return { ...doubt, weak: true, againstYes: true };
}

function readFragment(clause: Clause, around: Around): Reading | null {
  const { items, link } = clause;
  const { isReply } = around;
  const spans = spansOf(items);
  const says = (...concepts: Concept[]) => items.some((item) => meansAny(item, concepts));
  const negated = says('not') || link === 'doubt';
  const refuses = negated || (says('no') && !says('yes'));
  const agrees = (says('yes') || (says('ok') && spans !== null)) && !says('no');
  const again = isSaidAgain(clause, around);
  const punctual = negated && says('onTime');
  if (around.afterQuestion && means(items[0], 'no')) {
    return null;
  }
  if ((spans === null && !again) || (refuses && agrees) || punctual || isOfMeeting(items)) {
    return null;
  }
  const decisive = items.find((item) => meansAny(item, ['not', 'yes', 'no', 'maybe']));
  const rest = {
    spans,
    language: decisive?.language ?? -1,
    corrects: link === 'but' || again,
    replaces: around.corrected,
  };
  if (says('notUntil') && spans !== null) {
    return notBefore(items, spans, { ...rest, fragment: !isReply });
  }
  if (says('maybe')) {
    const alone = around.alone && isDoubtOfDay(items);
    const fragment = !isReply && !around.wavers && !around.doubtful && !alone;
    return claim({ ...rest, answer: 'maybe', fragment, rule: 'a day and "perhaps"' });
  }
  if (refuses) {
    const fragment = !negated && !isReply && !again && !says('sorry', 'self', 'me');
    return claim({ ...rest, answer: 'no', fragment, rule: 'a day and "not"' });
  }
  const fragment = !isReply && !again;
  if (!says('yes')) {
    // "The 6th is fine, but the 13th I can't"; "OK, the 6th" alone is only noted.
    const soft = { ...rest, soft: true, fragment: true } as const;
    return agrees &&
      spans !== null &&
      items.every((item) => item.kind === 'date' || meansAny(item, OF_DAY))
      ? claim({ ...soft, answer: 'yes', rule: 'a day that is fine' })
      : null;
  }
  return agrees ? claim({ ...rest, answer: 'yes', fragment, rule: 'a day and "yes"' }) : null;
}

/** "First at 11 tomorrow": late; "not before New Year": no until then. */
function notBefore(
  items: readonly Item[],
  spans: readonly Span[],
  rest: Pick<Claim, 'language' | 'corrects' | 'fragment'>,
): Reading | null {
  const hours = items.find(({ kind }) => kind === 'time')?.hours ?? [];
  return hours.length > 0
    ? claim({ ...rest, spans, hours, answer: 'yes', rule: 'a day, not before a time' })
    : notUntilDay(spans, { language: rest.language, corrects: rest.corrects });
}

/** What may stand beside a day that is fine. */
const OF_DAY: readonly Concept[] = ['ok', 'filler', 'dayMark', 'in', 'self', 'to', 'for'];

/** "Tomorrow perhaps" and nothing else; "perhaps tomorrow" may put off anything. */
function isDoubtOfDay(items: readonly Item[]): boolean {
  const day = items.findIndex(({ kind }) => kind === 'date');
  const only = items.every((item) => item.kind === 'date' || meansAny(item, OF_DOUBT));
  const tells = items.some((item) => means(item, 'letKnow'));
  return only && !tells && day < items.findIndex((item) => means(item, 'maybe'));
}

/** What may stand beside a day and a doubt that are all that is said. */
const OF_DOUBT: readonly Concept[] = [
  'maybe',
  'filler',
  'dayMark',
  'in',
  'self',
  'sorry',
  'with',
  'greeting',
  'everyone',
  'meeting',
];

/** "The group isn't tomorrow": said of the meeting, not of her. */
function isOfMeeting(items: readonly Item[]): boolean {
  const meeting = items.findIndex((item) => means(item, 'meeting'));
  const not = items.findIndex((item) => means(item, 'not'));
  return meeting >= 0 && meeting < not && !items.some((item) => meansAny(item, ['self', 'me']));
}

/** "Not before New Year": no until then. */
function notUntilDay(
  spans: readonly Span[],
  rest: Pick<Claim, 'language' | 'corrects'>,
): Reading | null {
  const last = spans.at(-1);
  if (last === undefined) {
    return null;
  }
  const until = { ...last, kind: 'range' as const, from: -1, to: last.from - 1 };
  return claim({ ...rest, spans: [until], answer: 'no', rule: 'not before a day' });
}
