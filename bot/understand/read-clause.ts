/**
 * Reads what one clause says about the writer's coming: finds its verb and asks the right reader.
 * Called for every clause of a message. It must leave alone what is of somebody else, or past.
 */

import { claim, type Reading, spansOf } from './claims.ts';
import type { Clause } from './clauses.ts';
import type { Concept } from './concepts.ts';
import { type Item, means, meansAny } from './items.ts';
import { isNegation } from './negation.ts';
import {
  readArriving,
  readAway,
  readInstead,
  readLeaving,
  readMeetingAgain,
  readReason,
  readStaying,
} from './read-around.ts';
import { readComing } from './read-coming.ts';
import type { Around, Seen, Verb } from './seen.ts';
import { isBrought, subjectOf } from './subject.ts';

/** The verbs, the most telling first. */
const MAIN: readonly Concept[] = [
  'noMore',
  'notComeSelf',
  'notCome',
  'maybeSelf',
  'comeSelf',
  'come',
  'comeBare',
  'comeWeak',
  'stayAway',
  'onTheWay',
  'lookForward',
  'seeYou',
  'late',
  'leaveEarly',
  'startWithout',
  'away',
  'insteadOfMe',
  'sick',
  'busy',
];

/** Of somebody else, or past: whatever else stands in the clause, it is not about her coming. */
const FOREIGN: readonly Concept[] = [
  'comeOther',
  'notComeOther',
  'comePast',
  'canOther',
  'cannotOther',
];

/** The person is in the verb itself. A yes of this kind may hang on a "could not" that we do not know. */
const OWN: readonly Concept[] = ['notComeSelf'];

const PAST: readonly Concept[] = ['comePast'];

/** What a clause says; null where it says nothing about her coming. */
export function readClause(clause: Clause, around: Around): Reading | null {
  const verb = findVerb(clause.items);
  if (!clause.question && clause.link === null && brings(clause.items)) {
    return readBrought(clause, around);
  }
  if (clause.link === 'if' || clause.question || verb === null) {
    return null;
  }
  if (isPast(clause.items)) {
    return null;
  }
  const said = subjectOf(clause, verb.at);
  const subject = around.notOnlySelf && said === 'other' ? 'self' : said;
  const inForm = OWN.includes(verb.concept);
  if (clause.link === 'that' && subject === 'none' && !inForm) {
    // "Remember to cancel": said to others.
    return null;
  }
  const by = BY_VERB[verb.concept] ?? readComing;
  return by({ clause, verb, subject, around });
}

function brings(items: readonly Item[]): boolean {
  return items.some((item) => means(item, 'brings')) && isBrought(items);
}

/** "My husband brings her tomorrow, I work": the day is named here; alone it says nothing of her. */
function readBrought({ items }: Clause, { brought }: Around): Reading | null {
  const spans = spansOf(items);
  const past = isPast(items) || items.some(isNegation);
  const instead = items.some((item) => means(item, 'insteadOfMe'));
  if (past || spans === null || !(brought || instead)) {
    return null;
  }
  const language =
    items.find((item) => meansAny(item, ['brings', 'come', 'comeOther']))?.language ?? -1;
  return instead
    ? claim({ answer: 'no', spans, language, rule: 'somebody comes instead of her' })
    : {
        kind: 'unclear',
        reason: 'somebody else brings the child',
        spans,
        onlyNamed: true,
        weak: true,
      };
}

function findVerb(items: readonly Item[]): Verb | null {
  for (const concept of MAIN) {
    const at = items.findIndex((item) => means(item, concept));
    if (at >= 0) {
      // Who comes instead of her is somebody else, and that is the point.
      const elsewhere = concept === 'insteadOfMe' ? PAST : FOREIGN;
      const foreign = items.some((item) => meansAny(item, elsewhere) && !means(item, concept));
      return foreign ? null : { concept: isOnWay(items, at) ? 'onTheWay' : concept, at };
    }
  }
  return null;
}

/** "Going!": on the way, where the language says it so and nothing denies it. */
function isOnWay(items: readonly Item[], at: number): boolean {
  const either = means(items[at], 'comeWeak') && means(items[at], 'onTheWay');
  return either && !items.some(isNegation);
}

function isPast(items: readonly Item[]): boolean {
  const spans = spansOf(items);
  return (
    items.some((item) => meansAny(item, ['past', 'pastNot'])) ||
    (spans?.every(({ past }) => past === true) ?? false)
  );
}

const BY_VERB: Partial<Record<Concept, (seen: Seen) => Reading | null>> = {
  noMore: readLeaving,
  stayAway: readStaying,
  onTheWay: readArriving,
  late: readArriving,
  leaveEarly: readArriving,
  startWithout: readArriving,
  lookForward: readMeetingAgain,
  seeYou: readMeetingAgain,
  away: readAway,
  insteadOfMe: readInstead,
  sick: readReason,
  busy: readReason,
};
