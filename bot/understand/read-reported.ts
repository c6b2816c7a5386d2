/**
 * Reads what somebody else is told to have said: "Fatima wrote: I can't come", "she says that …".
 * Called by `read-message` for every clause. It must never make the words of another the writer's own.
 */

import type { Reading } from './claims.ts';
import type { Clause } from './clauses.ts';
import { type Item, means, meansAny } from './items.ts';
import { STAYS } from './seen.ts';
import { subjectOf } from './subject.ts';

interface Place {
  readonly clauses: readonly Clause[];
  readonly at: number;
}

/** What a clause says once it is known whether it is told of somebody else: nothing, something unclear, or as it was. */
export function readReported(reading: Reading | null, place: Place): Reading | null {
  if (reading === null || reading.kind === 'ask') {
    return reading;
  }
  const teller = isToldAfter(place) ? 'quoted' : tellerOf(place);
  if (teller === null) {
    return reading;
  }
  if (teller === 'quoted') {
    return null;
  }
  // "The doctor says that we should stay at home" is said of her.
  if (reading.kind === 'claim' && reading.rule === STAYS) {
    return reading;
  }
  const { spans } = reading;
  const reason = 'what somebody else is told to have said';
  return { kind: 'unclear', reason, spans, onlyNamed: true, weak: false };
}

/** Whether these are the words of another (`quoted`) or may be (`told`); null where they are hers. */
function tellerOf({ clauses, at }: Place): 'quoted' | 'told' | null {
  const here = clauses[at];
  const start = clauses.slice(0, at + 1).findLastIndex(({ opened }) => opened !== null);
  const first = clauses[start];
  const teller = clauses[start - 1];
  // "My mother-in-law: 'I do not come'".
  if (first?.opened === 'quote' && teller !== undefined && isTeller(teller.items)) {
    return 'quoted';
  }
  // "I never said: …", "my eldest shouts: …".
  if (first?.opened === 'quote' && means(teller?.items.at(-1), 'notSaid')) {
    return 'quoted';
  }
  if (first !== undefined && teller !== undefined && saysOf(teller)) {
    // A second quotation mark ends it; after a colon it ends with the sentence or a "but".
    const rest = clauses.slice(start + 1, at + 1);
    const isWithin = rest.every(({ sentence, link }) => sentence === first.sentence && !link);
    return first.opened === 'quote' || isWithin ? kindOfTelling(first, teller) : null;
  }
  const before = clauses[at - 1];
  const isTold = before !== undefined && saysOf(before) && before.sentence === here?.sentence;
  return isTold ? kindOfTelling(here, before) : null;
}

/** "'I can't come' said my cousin": who said it is named after it. */
function isToldAfter({ clauses, at }: Place): boolean {
  const here = clauses[at];
  const next = clauses[at + 1];
  if (here === undefined || here.link !== null) {
    return false;
  }
  if (means(here.items.at(-1), 'say')) {
    return next !== undefined && isSomebody(next.items);
  }
  const says = next?.items.findIndex((item) => meansAny(item, ['say', 'notSaid'])) ?? -1;
  if (here.opened !== 'quote' || next === undefined || says < 0 || says > MOST_BEFORE_SAYING) {
    return false;
  }
  if (means(next.items[says], 'say') && !next.items.some((item) => meansAny(item, OWN))) {
    return true;
  }
  const beside = next.items.filter(({ kind }, place) => place !== says && kind !== 'unknown');
  const named = beside.length < next.items.length - 1;
  // A whole phrase, "said she", has the person in it.
  const whole = means(next.items[says], 'notSaid') && beside.length === 0;
  const after = clauses[at + 2]?.items ?? [];
  return whole || (named && beside.length === 0) || isSomebody(beside.length > 0 ? beside : after);
}

/** How many words may stand before "said" behind a quotation: "qu'elle a dit". */
const MOST_BEFORE_SAYING = 3;

const OWN = ['self', 'me', 'said'] as const;

/** Whether these words alone name who is quoted after them; not every script has capital letters. */
function isTeller(items: readonly Item[]): boolean {
  return isSomebody(items) || (items.length === 1 && items[0]?.kind === 'unknown');
}

/** Whether these words name somebody else, and nothing more. */
function isSomebody(items: readonly Item[]): boolean {
  const only = items.every((item) => isName(item) || meansAny(item, ['other', 'my', 'filler']));
  return only && items.some((item) => isName(item) || means(item, 'other'));
}

function saysOf({ items, question }: Clause): boolean {
  return !question && meansAny(items.at(-1), ['say', 'notSaid']);
}

function kindOfTelling(first: Clause, teller: Clause): 'quoted' | 'told' | null {
  const last = teller.items.length - 1;
  const subject = subjectOf(teller, last);
  if (subject === 'self' || subject === 'none' || subject === 'child') {
    return null;
  }
  const name = teller.items[last - 1];
  return first.opened !== null || isName(name) ? 'quoted' : 'told';
}

function isName(item: Item | undefined): boolean {
  return item?.kind === 'unknown' && item.capital;
}
