/**
 * Reads what one clause says about the writer's coming: finds its verb and asks the right reader.
 * Called for every clause of a message. It must leave alone what is of somebody else, or past.
 */

import { type Reading, spansOf } from './claims.ts';
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
import { subjectOf } from './subject.ts';

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

const PAST: readonly Concept[] = ['comePast'];

/** What a clause says; null where it says nothing about her coming. */
export function readClause(clause: Clause, around: Around): Reading | null {
  const verb = findVerb(clause.items);
  if (clause.link === 'if' || clause.question || verb === null) {
    return null;
  }
  if (isPast(clause.items)) {
    return null;
  }
  const said = subjectOf(clause, verb.at);
  const subject = around.notOnlySelf && said === 'other' ? 'self' : said;
  if (clause.link === 'that' && subject === 'none') {
    // "Remember to cancel": said to others.
    return null;
  }
  const by = BY_VERB[verb.concept] ?? readComing;
  return by({ clause, verb, subject, around });
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
