/**
 * Reads what says something about coming without a verb of coming: staying at home, being late, on the
 * way, away, ill. Called by `read-clause`. It must ask for a day where the words alone say too little.
 */

import { claim, type Reading, spansOf } from './claims.ts';
import type { Clause } from './clauses.ts';
import type { Concept } from './concepts.ts';
import { type Item, means, meansAny, type Span } from './items.ts';
import { isNegation, negationOf } from './negation.ts';
import { isAfterStranger, isAnotherOccasion, strangersAfter } from './occasion.ts';
import {
  type Around,
  AWAY,
  details,
  isQuestionByOrder,
  type Seen,
  STAYS,
  unclear,
} from './seen.ts';
import { day, UNTIL } from './spans.ts';

export function readStaying(seen: Seen): Reading | null {
  if (seen.subject === 'you' || seen.subject === 'other' || seen.subject === 'child') {
    return null;
  }
  const { items, link } = seen.clause;
  const doubted = link === 'doubt' || items.some((item) => means(item, 'doubt'));
  if (doubted || negationOf(items, seen.verb.at) !== 'none') {
    return unclear(seen, 'staying away, with a negation or a doubt');
  }
  const named = items.some(({ kind }) => kind === 'date');
  const strange = !named && strangersAfter(items, seen.verb.at) !== 'none';
  if (link === 'because' || link === 'think' || strange) {
    return null;
  }
  if (isAfterStranger(items, seen.verb.at)) {
    return unclear(seen, 'an unknown word before staying away');
  }
  const uncertain =
    seen.around.conditional || seen.clause.items.some((item) => means(item, 'maybe'));
  const answer = uncertain ? 'maybe' : 'no';
  const sorry = seen.clause.items.some((item) => means(item, 'sorry'));
  return claim({ ...details(seen), answer, onlyOnDay: !sorry, rule: STAYS });
}

/** On the way, late, leaving early, start without us: she comes, if it is about today or a named day. */
export function readArriving(seen: Seen): Reading | null {
  const { clause, subject, verb } = seen;
  const { items, link } = clause;
  const rest = details(seen);
  const isOther = subject === 'you' || subject === 'other' || subject === 'child';
  if (isOther || isAnotherOccasion(items, verb.at) || isQuestionByOrder(clause, verb.at)) {
    return null;
  }
  if (negationOf(items, verb.at) !== 'none') {
    return null;
  }
  // "On the way, start without us" leaves nothing open.
  const sure = verb.concept === 'onTheWay' && seen.around.startedWithout;
  const strange = strangersAfter(items, verb.at) === 'near';
  if (strange && verb.concept !== 'startWithout' && !sure) {
    return null;
  }
  if (verb.concept === 'startWithout' && rest.spans?.every(isAhead)) {
    return claim({
      ...rest,
      answer: 'no',
      soft: true,
      onlyNamed: true,
      rule: 'not to be waited for',
    });
  }
  if (verb.concept === 'startWithout') {
    return unclear(seen, 'start without her: late, or not coming', true);
  }
  const maybe = seen.around.conditional || link === 'doubt';
  const startsWithout = seen.around.startedWithout && verb.concept === 'onTheWay';
  return claim({
    ...rest,
    answer: maybe ? 'maybe' : 'yes',
    late: (rest.late || startsWithout) && !maybe,
    onlyOnDay: true,
    rule: verb.concept === 'late' ? 'late, so coming' : 'on the way or staying a while, so coming',
  });
}

/** "Don't wait for us tomorrow"; said of today, she may only be late. */
function isAhead({ kind, rule, past }: Span): boolean {
  return kind === 'day' && rule !== 'today' && rule !== 'tonight' && past !== true;
}

/** "See you next week" may be a promise, "see you in January" is none. In days. */
const LONGEST_SEEN = 14;

export function readMeetingAgain(seen: Seen): Reading | null {
  const { clause, subject, verb } = seen;
  const { items } = clause;
  const isOther =
    (subject === 'you' || subject === 'other' || subject === 'child') && !isGoodbye(items, verb.at);
  const strange = items.some(
    (item, at) =>
      (item.kind === 'unknown' && !isAddress(items, at)) || meansAny(item, ['otherEvent', 'busy']),
  );
  if (isOther || strange || isAnotherOccasion(items, verb.at) || means(items[0], 'if')) {
    return null;
  }
  const rest = details(seen);
  const negation = negationOf(items, verb.at);
  if (rest.spans?.some(({ kind }) => kind === 'nextTime')) {
    return null;
  }
  const named =
    rest.spans?.every(
      ({ kind, from, to }) => kind === 'day' || (kind === 'range' && to - from < LONGEST_SEEN),
    ) ?? false;
  const meeting = items.some((item) => means(item, 'meeting')) && verb.concept === 'lookForward';
  const timed = rest.hours.length > 0 && rest.spans === null;
  // "The day after tomorrow yes! I look forward": to the day just named.
  const promised = seen.around.claimed && rest.spans === null && verb.concept === 'lookForward';
  if (!(named || meeting || timed || promised || seen.around.isReply) || negation === 'unsafe') {
    return null;
  }
  if (negation === 'yes') {
    return verb.concept === 'seeYou'
      ? claim({ ...rest, answer: 'no', onlyNamed: true, rule: 'not seeing each other' })
      : null;
  }
  const maybe = items.some((item) => means(item, 'maybe')) || seen.around.conditional;
  return claim({
    ...rest,
    answer: maybe ? 'maybe' : 'yes',
    late: false,
    soft: true,
    onlyNamed: !(meeting || timed),
    onlyOnDay: timed,
    rule: verb.concept === 'seeYou' ? 'see you on that day' : 'looking forward to that day',
  });
}

/** "See you tomorrow lovelies": one word that we do not know, last and right after the day. */
function isAddress(items: readonly Item[], at: number): boolean {
  return at === items.length - 1 && items[at - 1]?.kind === 'date';
}

/** "See you tomorrow girls": whom she says it to comes last, and is nobody who meets somebody. */
function isGoodbye(items: readonly Item[], verb: number): boolean {
  const rest = items.filter((item, at) => at !== verb && item.kind !== 'date');
  return rest.every((item) => meansAny(item, TO_OTHERS) || isAddress(items, items.indexOf(item)));
}

/** "До завтра, девочки": "until" a day, said to the others with nothing more, is "see you". */
export function readGoodbye({ items, link }: Clause, { regrets }: Around): Reading | null {
  const [span, ...more] = spansOf(items) ?? [];
  const only = items.every((item) => item.kind === 'date' || meansAny(item, TO_OTHERS));
  const addressed = items.some((item) => meansAny(item, ['everyone', 'greeting']));
  const isOne = span?.rule === UNTIL && more.length === 0 && link === null;
  const { language = -1 } = items[0] ?? {};
  return isOne && only && addressed && !regrets
    ? claim({
        answer: 'yes',
        spans: [day(span.to, 'the day until which she says good-bye')],
        soft: true,
        onlyNamed: true,
        language,
        rule: 'see you on that day',
      })
    : null;
}

const TO_OTHERS: readonly Concept[] = ['everyone', 'greeting', 'filler', 'thanks', 'and', 'ok'];

export function readAway(seen: Seen): Reading | null {
  const { clause, subject, verb } = seen;
  const isOther = subject === 'you' || subject === 'other' || subject === 'child';
  if (isOther || negationOf(clause.items, verb.at) !== 'none' || clause.link === 'think') {
    return null;
  }
  const uncertain = seen.around.conditional || clause.items.some((item) => means(item, 'maybe'));
  return claim({
    ...details(seen),
    answer: uncertain ? 'maybe' : 'no',
    late: false,
    hours: [],
    onlyNamed: true,
    rule: AWAY,
  });
}

/** Ill, or busy with something else, on the day of a meeting: probably not, but she did not say so. */
export function readReason(seen: Seen): Reading | null {
  const { clause, subject, verb, around } = seen;
  const home = verb.concept === 'sick' ? readAtHome(clause, around) : null;
  if (home !== null) {
    return home;
  }
  const asserted = clause.link === null || clause.link === 'but' || clause.link === 'because';
  if (
    around.brought &&
    asserted &&
    verb.concept === 'busy' &&
    subject === 'self' &&
    !clause.items.some(isNegation)
  ) {
    const rule = 'busy, and somebody else brings the child';
    return claim({ ...details(seen), answer: 'no', late: false, hours: [], rule });
  }
  if (negationOf(clause.items, verb.at) !== 'none' || clause.link !== null) {
    return null;
  }
  if (isOfHerChild(seen)) {
    return unclear(seen, 'the child is ill, without a word of coming', true);
  }
  if (subject === 'you' || subject === 'other' || subject === 'named') {
    return null;
  }
  if (around.isReply && clause.items.every(({ kind }) => kind !== 'time')) {
    const rest = details(seen);
    // "Next time then, I am busy": of the meeting of the reminder.
    const spans = rest.spans?.every(({ kind }) => kind === 'nextTime') ? null : rest.spans;
    const rule = 'a reason against, as an answer';
    return claim({ ...rest, spans, answer: 'no', soft: true, late: false, rule });
  }
  return unclear(seen, 'a reason against coming, without saying so', true);
}

/** "We are at home today, she is ill": she stays there. */
export function readAtHome({ items, link, question }: Clause, { ill }: Around): Reading | null {
  const at = items.findIndex((item) => means(item, 'atHome'));
  const spans = spansOf(items);
  const days = spans?.every(({ kind, past }) => kind === 'day' && past !== true) ?? false;
  const others = items.some((item) => meansAny(item, ['you', 'other', 'maybe', 'past']));
  const verbs = items.some((item) => meansAny(item, COMING)) || items.some(isNegation);
  const linked = link !== null && link !== 'because' && link !== 'so';
  const away = spans?.every(({ kind, past }) => kind === 'range' && past !== true) ?? false;
  if (at >= 0 && away && isNegation(items[at - 1]) && link === null && !question && !others) {
    const { language = -1 } = items[at] ?? {};
    return claim({ answer: 'no', spans, language, onlyNamed: true, rule: AWAY });
  }
  if (at < 0 || !ill || !days || others || verbs || linked || question) {
    return null;
  }
  return claim({
    answer: 'no',
    spans,
    language: items[at]?.language ?? -1,
    onlyNamed: true,
    rule: STAYS,
  });
}

const COMING: readonly Concept[] = [
  'come',
  'comeSelf',
  'comeOther',
  'comeBare',
  'comeWeak',
  'seeYou',
];

/** "She has a fever", as an answer: probably not, but she did not say so. */
function isOfHerChild({ clause, subject, verb, around }: Seen): boolean {
  const ill = verb.concept === 'sick' && (subject === 'child' || subject === 'other');
  const sorry = clause.items.some((item) => means(item, 'sorry'));
  return around.isReply && ill && !sorry && !around.claimed;
}

/** "My husband comes instead of me": what others do instead of her that is not known is not coming. */
export function readInstead(seen: Seen): Reading | null {
  const { items } = seen.clause;
  const strange = items.some(
    ({ kind }, at) => kind === 'unknown' && !meansAny(items[at - 1], ['with', 'and']),
  );
  const comes = items.some((item) => meansAny(item, ['come', 'comeOther', 'comeBare']));
  const named = items.some(({ kind }) => kind === 'date');
  if (strange && !comes && (!named || items.some((item) => means(item, 'other')))) {
    return null;
  }
  return claim({ ...details(seen), answer: 'no', onlyOnDay: true, rule: 'without her' });
}

/** Leaving for good is for people to see; "not any more this year" is a no until then. */
export function readLeaving(seen: Seen): Reading | null {
  if (seen.subject === 'you' || seen.subject === 'other') {
    return null;
  }
  const rest = details(seen);
  if (rest.spans?.some(({ kind }) => kind === 'range')) {
    return claim({ ...rest, answer: 'no', rule: 'not any more for a time' });
  }
  return { ...unclear(seen, 'leaving the group for good'), onlyNamed: false };
}
