/**
 * Reads what is only named to be denied: "I did not say that …", "it is not that I do not want to come, but …".
 * Called by `read-message` for every clause. It must never make a yes of a no that is denied.
 */

import { claim, type Doubt, type Reading, spansOf } from './claims.ts';
import type { Clause } from './clauses.ts';
import { type Item, means, meansAny } from './items.ts';
import { isNegation } from './negation.ts';

interface Place {
  readonly clauses: readonly Clause[];
  readonly at: number;
}

/** What a clause says once it is known whether it is denied: nothing, something unclear, or as it was read. */
export function readDenied(reading: Reading | null, place: Place): Reading | null {
  const clause = place.clauses[place.at];
  if (clause === undefined) {
    return reading;
  }
  if (clause.link === 'notThat') {
    return null;
  }
  if (isUnsaid(place)) {
    const told = reading?.kind === 'claim' ? reading.spans : null;
    return reading?.kind === 'claim' ? unclear('what she did not say', told) : reading;
  }
  const before = place.clauses[place.at - 1];
  return before?.link === 'notThat' && reading?.kind !== 'claim'
    ? readReal(clause, before)
    : reading;
}

/** "It is not that we do not want to, but she is ill": the reason that counts is one against. */
function readReal(clause: Clause, denied: Clause): Reading | null {
  const about = denied.items.some((item) => meansAny(item, ABOUT_COMING));
  if (!about || clause.sentence !== denied.sentence) {
    return null;
  }
  const spans = spansOf([...denied.items, ...clause.items]);
  const against = clause.items.some((item) => meansAny(item, AGAINST) || isNegation(item));
  const language = clause.items[0]?.language ?? -1;
  return against
    ? claim({ answer: 'no', spans, language, rule: 'a reason against, and not another' })
    : unclear('it is not that …, but something else', spans);
}

const ABOUT_COMING = [
  'come',
  'comeSelf',
  'comeBare',
  'comeWeak',
  'notCome',
  'notComeSelf',
  'want',
  'wish',
] as const;

const AGAINST = ['sick', 'busy', 'away'] as const;

/** Whether she says that she did not say it: before it ("I did not say …") or after it ("… demedim"). */
function isUnsaid({ clauses, at }: Place): boolean {
  const here = clauses[at];
  const before = clauses[at - 1];
  if (here === undefined) {
    return false;
  }
  const denies = (item: Item) => means(item, 'notSaid');
  if (here.items.some(denies)) {
    return true;
  }
  const ended = before?.items.at(-1);
  // "I never said such a thing, that …", where the "that" is not seen.
  const goesOn = here.link === null && here.sentence === before?.sentence;
  if (goesOn && before.items.length === 1 && means(ended, 'notSaid')) {
    return true;
  }
  if (
    before === undefined ||
    !(here.link === 'say' || here.link === 'notSaid' || here.link === 'that')
  ) {
    return false;
  }
  const named = here.link === 'that' && before.items.some(denies);
  const saidNot = means(ended, 'say') && before.items.some(isNegation);
  return means(ended, 'notSaid') || saidNot || named;
}

function unclear(reason: string, spans: Doubt['spans']): Doubt {
  return { kind: 'unclear', reason, spans, onlyNamed: true, weak: false };
}
