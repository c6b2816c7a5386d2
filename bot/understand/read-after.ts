/**
 * Reads clauses that only mean something after the one before: a later time, another day, "but I can".
 * Called by `read-message` for every clause. It must never look at the meetings.
 */

import { isLater } from './attach-days.ts';
import { isOwnReason } from './between.ts';
import { claim, type Reading, spansOf } from './claims.ts';
import type { Clause } from './clauses.ts';
import type { Concept } from './concepts.ts';
import { type Item, means, meansAny } from './items.ts';
import { isNegation } from './negation.ts';
import { AWAY, BEFORE, REGRETS } from './seen.ts';
import { subjectOf } from './subject.ts';
import { isVerb } from './verbs.ts';

interface Pair {
  readonly here: Clause;
  readonly before: Clause;
  /** What the clause says alone, and what was read last before it. */
  readonly reading: Reading | null;
  readonly last: Reading | null;
}

interface Change {
  readonly reading: Reading;
  /** Whether it stands for what was read last. */
  readonly replaces: boolean;
}

/** Takes in a clause that goes on with the one before; whether it did. */
export function readAfter(
  readings: Reading[],
  { clauses, at, reading }: { clauses: readonly Clause[]; at: number; reading: Reading | null },
): boolean {
  const [here, before] = [clauses[at], clauses[at - 1]];
  if (here === undefined || before === undefined || here.question || before.question) {
    return false;
  }
  const pair: Pair = { here, before, reading, last: readings.at(-1) ?? null };
  const change =
    comeLater(pair) ??
    cannotForReason(pair) ??
    takeBack(pair) ??
    anotherDay(pair) ??
    soNo(pair) ??
    comeThoughOther(pair);
  if (change === null) {
    return false;
  }
  readings.splice(
    readings.length - (change.replaces ? 1 : 0),
    change.replaces ? 1 : 0,
    change.reading,
  );
  return true;
}

/** What may stand beside the later time. */
const BESIDE_TIME: readonly Concept[] = [
  'filler',
  'at',
  'but',
  'notUntil',
  'later',
  'late',
  'self',
  'can',
  'canSelf',
  'yes',
];

/** "Not at 10, more like 10.30": she comes, at the second time. */
function comeLater({ here, before, reading, last }: Pair): Change | null {
  const [first, second] = [before, here].map(({ items }) => onlyTime(items));
  const fits = here.items.every(
    ({ kind, concepts }) =>
      kind === 'time' || kind === 'date' || concepts.some((one) => BESIDE_TIME.includes(one)),
  );
  if (!first || !second || !fits || reading?.kind === 'ask' || first.earliest >= second.earliest) {
    return null;
  }
  if (last?.kind === 'ask' || !before.items.some(isNegation)) {
    return null;
  }
  const isNo = last?.kind === 'claim' && last.answer === 'no' && last.rule !== AWAY;
  const spans = spansOf(here.items) ?? last?.spans ?? null;
  const { hours } = second;
  const language = isNo ? last.language : -1;
  const rule = 'not at one time, but at a later one';
  const yes = claim({ answer: 'yes', spans, hours, language, rule });
  if (isNo || isCannot(last)) {
    return { reading: yes, replaces: true };
  }
  const bare = before.items.filter(({ kind }) => kind !== 'time');
  return spans !== null && isBareCannot(bare) ? { reading: yes, replaces: false } : null;
}

function isCannot(reading: Reading | null): boolean {
  return reading?.kind === 'unclear' && reading.againstYes === true;
}

/** "Can't" and nothing else, without saying who. */
function isBareCannot(items: readonly Item[]): boolean {
  const can = items.some((item) => meansAny(item, ['can', 'canSelf', 'cannot', 'cannotSelf']));
  return can && items.some(isNegation) && items.every((item) => meansAny(item, BESIDE_CANNOT));
}

const BESIDE_CANNOT: readonly Concept[] = [
  'can',
  'canSelf',
  'cannot',
  'cannotSelf',
  'not',
  'filler',
  'sorry',
  'self',
  'anyway',
  'now',
];

function onlyTime(
  items: readonly Item[],
): { readonly hours: readonly number[]; readonly earliest: number } | null {
  const times = items.filter(({ kind }) => kind === 'time');
  const { hours = [] } = times[0] ?? {};
  return times.length === 1 ? { hours, earliest: Math.min(...hours) } : null;
}

const REASONS: readonly Concept[] = ['busy', 'sick', 'away', 'otherEvent', 'atHome'];

/** "Tomorrow I work, can't": the reason says of which day. */
function cannotForReason({ here, before, reading, last }: Pair): Change | null {
  const { items } = before;
  const spans = spansOf(items);
  const days = spans?.every(({ kind, past, broken }) => kind !== 'count' && !past && !broken);
  const linked = here.link !== null && here.link !== 'but' && here.link !== 'and';
  const reason = items.some((item) => meansAny(item, REASONS)) && !items.some(isNegation);
  const open = before.link === null || before.link === 'because';
  const others = items.some((item) => meansAny(item, ['you', 'other', 'maybe']));
  if (
    !(isCannot(reading) || (reading === null && isBareCannot(here.items))) ||
    !spans ||
    !days ||
    linked ||
    !reason ||
    !open ||
    others
  ) {
    return null;
  }
  // What was read of the reason alone gives way, a claim before it does not.
  const isOwn = last?.kind === 'unclear' && last.weak && last.spans === spans;
  const weak =
    last === null || last.kind === 'unclear' || (last.kind === 'claim' && last.rule === AWAY);
  const rule = '"cannot", after a reason with its day';
  return weak
    ? { reading: claim({ answer: 'no', spans, language: -1, rule }), replaces: isOwn }
    : null;
}

/** "I said I would come … but I can't any more", "we wanted to come, but not now". */
function takeBack({ here, before, reading, last }: Pair): Change | null {
  const { items, link } = before;
  const said = link === 'said' || link === 'thought';
  const others = items.some((item) => meansAny(item, ['you', 'other', 'child']));
  const comes = items.some((item) => meansAny(item, PROMISES));
  const agrees =
    items.some((item) => means(item, 'yes')) && items.every(({ kind }) => kind !== 'unknown');
  const about = (comes || agrees) && !items.some(isNegation);
  const wanted =
    items.some((item) => means(item, 'want')) && items.some((item) => meansAny(item, COMING));
  if (here.link !== 'but' || others) {
    return null;
  }
  const spans = spansOf(here.items) ?? spansOf(items);
  const rule = 'promised before, but cannot';
  const no = { reading: claim({ answer: 'no', spans, language: -1, rule }) };
  if (said && about && (isCannot(reading) || isBareCannot(here.items))) {
    return { ...no, replaces: last?.kind === 'unclear' && last.reason === BEFORE };
  }
  const refuses = here.items.some((item) => meansAny(item, ['no', 'not'])) && reading === null;
  const only = here.items.every((item) => item.kind === 'date' || meansAny(item, BESIDE_NO));
  const against = (refuses && only) || isOwnReason(here.items);
  return wanted && isWish(last) && against ? { ...no, replaces: true } : null;
}

const COMING: readonly Concept[] = ['come', 'comeSelf', 'comeBare', 'comeWeak'];
const PROMISES: readonly Concept[] = [...COMING, 'comePast', 'can', 'canSelf'];
const BESIDE_NO: readonly Concept[] = ['no', 'not', 'filler', 'now', 'sorry', 'anyway', 'self'];

function isWish(last: Reading | null): boolean {
  const yes = last?.kind === 'claim' && last.answer === 'yes';
  return yes || (last?.kind === 'unclear' && last.reason === REGRETS);
}

const BESIDE_DAY: readonly Concept[] = ['filler', 'dayMark', 'in', 'at', 'for', 'to', 'but'];

/** "Not tomorrow, but next week": the other day is the one on which she comes. */
function anotherDay({ here, before, reading, last }: Pair): Change | null {
  const { items, link } = here;
  const spans = spansOf(items);
  const only = items.every((item) => item.kind === 'date' || meansAny(item, BESIDE_DAY));
  const refused = last?.kind === 'claim' && last.answer === 'no' && last.spans !== null;
  if (spans === null || !only || reading !== null || !refused || spansOf(before.items) === null) {
    return null;
  }
  const bare = link === null && !before.items.some(isVerb) && isLater(before, here);
  const rule = 'not on one day, but on another';
  const { language } = last;
  return (link === 'but' || bare) && last.rule !== AWAY
    ? { reading: claim({ answer: 'yes', spans, language, soft: true, rule }), replaces: false }
    : null;
}

/** "Tuesday he starts in day care, so no, but the 12th yes": the no is of the day named before it. */
function soNo({ here, before, reading }: Pair): Change | null {
  const { items, link } = here;
  const spans = spansOf(before.items);
  const no = items.find((item) => meansAny(item, ['no', 'not']));
  const only = items.every((item) => meansAny(item, BESIDE_NO));
  const days = spans?.every(({ kind, past }) => kind === 'day' && past !== true) ?? false;
  if (link !== 'so' || reading !== null || no === undefined || !only || !days) {
    return null;
  }
  const { language } = no;
  const rule = '"so no", of the day before it';
  return {
    reading: claim({ answer: 'no', spans, language, soft: true, fragment: true, rule }),
    replaces: false,
  };
}

const ECHO: readonly Concept[] = ['self', 'will', 'can', 'canSelf', 'doSo', 'filler', 'but', 'yes'];

/** "My husband can't come, but we will": "will" stands for what he cannot. */
function comeThoughOther({ here, before, reading, last }: Pair): Change | null {
  const { items } = here;
  // Some languages have one phrase for "I do".
  const own = items.some((item) => meansAny(item, ['self', 'yes']));
  const does = items.some((item) => meansAny(item, ['will', 'can', 'canSelf', 'doSo', 'yes']));
  const only = items.every(
    ({ kind, concepts }) => kind === 'date' || concepts.some((one) => ECHO.includes(one)),
  );
  const free = reading === null || reading.kind === 'unclear';
  if (here.link !== 'but' || !own || !does || !only || !free || items.some(isNegation)) {
    return null;
  }
  const refused = ofOther(before);
  const spans = spansOf(items) ?? spansOf(before.items);
  if (refused === null || (last !== null && last.kind === 'claim')) {
    return null;
  }
  const rule = 'somebody else does not come, but she does';
  const onlyNamed = refused === 'cannot';
  return {
    reading: claim({ answer: 'yes', spans, language: -1, onlyNamed, rule }),
    replaces: false,
  };
}

/** What somebody else does not do in a clause: come, or only "cannot". */
function ofOther(clause: Clause): 'come' | 'cannot' | null {
  const { items } = clause;
  const verb = items.findIndex((item) => isVerb(item) || means(item, 'notComeOther'));
  const subject = verb < 0 ? 'none' : subjectOf(clause, verb);
  const not =
    items.some(isNegation) ||
    items.some((item) => meansAny(item, ['notCome', 'notComeOther', 'cannotOther']));
  const comes = items.some((item) =>
    meansAny(item, [...COMING, 'notCome', 'notComeOther', 'comeOther']),
  );
  const isOther =
    subject === 'other' || items.some((item) => meansAny(item, ['notComeOther', 'cannotOther']));
  return isOther && not ? (comes ? 'come' : 'cannot') : null;
}
