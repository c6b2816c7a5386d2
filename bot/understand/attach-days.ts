/**
 * Gives a day that stands alone between two marks to the clause beside it.
 * Called once a message after `clauses`. It must never move a day across a joint that says otherwise.
 */

import { spansOf } from './claims.ts';
import type { Clause } from './clauses.ts';
import type { Concept } from './concepts.ts';
import { meansAny, type Span } from './items.ts';
import { isNot, isVerb, SUBJECTS } from './verbs.ts';

const SMALL: readonly Concept[] = [
  'filler',
  'dayMark',
  'in',
  'at',
  'for',
  'and',
  'greeting',
  'everyone',
  'thanks',
  'to',
  'notOnlySelf',
];

function isOnlyDays({ items }: Clause): boolean {
  return (
    items.some(({ kind }) => kind === 'date') &&
    items.every((item) => item.kind === 'date' || item.kind === 'time' || meansAny(item, SMALL))
  );
}

function hasDay({ items }: Clause): boolean {
  return items.some(({ kind }) => kind === 'date');
}

/** A day that stands alone ("tomorrow: not coming", "not coming … tomorrow") goes to its neighbour. */
export function attachDays(clauses: readonly Clause[]): readonly Clause[] {
  const result: Clause[] = [];
  for (let at = 0; at < clauses.length; at += 1) {
    const clause = clauses[at] as Clause;
    const before = result.at(-1);
    const next = clauses[at + 1];
    if (!isOnlyDays(clause) || speaksOf(clause, next) || clause.question || clause.link !== null) {
      result.push(clause);
    } else if (before !== undefined && canTake(before, clause)) {
      before.items = [...before.items, ...clause.items];
    } else if (next !== undefined && !hasDay(next) && next.link === null) {
      next.items = [...clause.items, ...next.items];
    } else {
      result.push(clause);
    }
  }
  return result;
}

/** As long as a month. In days. */
const LONG = 27;

function isLong({ from, to }: Span): boolean {
  return to - from >= LONG;
}

/** "Not only me tomorrow, my sister comes": what follows has somebody of its own. */
function speaksOf({ items }: Clause, next: Clause | undefined): boolean {
  const named = next?.items.some((item) => item.kind === 'unknown' || meansAny(item, SUBJECTS));
  return items.some((item) => meansAny(item, ['notOnlySelf'])) && named === true;
}

/** A clause takes a day that follows where it has none, or ends in a list of days. */
function canTake(before: Clause, clause: Clause): boolean {
  const speaks = before.items.some((item) => isVerb(item) || isNot(item));
  const listed = before.items.at(-1)?.kind === 'date' && before.sentence === clause.sentence;
  // "Not tomorrow, next week" is no list; a month in another sentence is about something else.
  const other = !before.items.some(isVerb) && isLater(before, clause);
  const far = before.sentence !== clause.sentence && spansOf(clause.items)?.some(isLong);
  if (other || far) {
    return false;
  }
  return speaks && (!hasDay(before) || listed);
}

/** Whether a week is named after a single day, so that both are no list. */
export function isLater(before: Clause, here: Clause): boolean {
  const [first, second] = [before, here].map(({ items }) => spansOf(items));
  const isOne = first?.length === 1 && first[0]?.kind === 'day';
  return isOne && second?.length === 1 && second[0]?.kind === 'range';
}
