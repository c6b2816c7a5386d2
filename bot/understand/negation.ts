/**
 * Whether a verb is negated, and whether that can be told at all.
 * Called by `read-clause` and `read-answer`.
 * It must never count a negation that may belong to another verb.
 */

import type { Concept } from './concepts.ts';
import { type Item, meansAny } from './items.ts';

export type Negation = 'none' | 'yes' | 'unsafe';

const NEGATIONS: readonly Concept[] = ['not', 'cannot', 'cannotSelf'];

const HARMLESS: readonly Concept[] = [
  'filler',
  'sorry',
  'anyway',
  'self',
  'me',
  'thanks',
  'myself',
  'will',
];

export function isNegation(item: Item | undefined): boolean {
  return meansAny(item, NEGATIONS);
}

/** How the verb at a place is negated. */
export function negationOf(items: readonly Item[], verb: number): Negation {
  const places: number[] = [];
  items.forEach((item, at) => {
    if (isNegation(item)) {
      places.push(at);
    }
  });
  if (places.length === 0) {
    return 'none';
  }
  const dateAfter = items.findIndex((item, at) => at > verb && item.kind === 'date');
  const reach = dateAfter < 0 ? items.length : dateAfter;
  const near = places.filter((at) => at < reach);
  if (near.length === 0) {
    return endsWithNegation(items, places[0] ?? 0, reach) ? 'yes' : 'unsafe';
  }
  if (isNeitherNor(items, near)) {
    return 'yes';
  }
  if (near.some((at) => at < verb && belongsToStranger(items, at, verb))) {
    return 'unsafe';
  }
  return countApart(items, near) > 1 ? 'unsafe' : 'yes';
}

/** "Neither I nor Nastya do not come", as some languages say it: one negation of two people. */
function isNeitherNor(items: readonly Item[], places: readonly number[]): boolean {
  const [first = -1, second = -1, third = -1] = places;
  const between = [...items.slice(first + 1, second), ...items.slice(second + 1, third)];
  const people = between.every((item) => item.kind === 'unknown' || meansAny(item, PEOPLE));
  const two = second > first + 1 && third > second + 1 && places.length === 3;
  return two && first === 0 && people && between.some((item) => meansAny(item, ['self', 'me']));
}

const PEOPLE: readonly Concept[] = ['self', 'me', 'other', 'child', 'my', 'and'];

/** "kommer i morgen desværre ikke": nothing but harmless words around it up to the end. */
function endsWithNegation(items: readonly Item[], at: number, from: number): boolean {
  if (items.slice(at).some(({ kind }) => kind === 'date')) {
    return false;
  }
  return items
    .slice(from)
    .every(
      (item, index) => item.kind === 'date' || index + from === at || meansAny(item, HARMLESS),
    );
}

/** "sover ikke kommer senere": an unknown word just before may be the verb that is negated. */
function belongsToStranger(items: readonly Item[], at: number, verb: number): boolean {
  // "Cannot" always goes with the verb after it.
  if (!meansAny(items[at], ['not'])) {
    return false;
  }
  // "I and Nastya not come": a name, not a verb.
  const isNamed = meansAny(items[at - 2], ['and', 'or']) && meansAny(items[at - 3], ['self', 'me']);
  const isUnknown = items[at - 1]?.kind === 'unknown' && !isNamed;
  const isBefore = isUnknown || meansAny(items[at - 1], ['condition', 'sick']);
  const between = items.slice(at + 1, verb);
  return isBefore && !between.some((item) => meansAny(item, ['can', 'canSelf']));
}

/** Negations that stand side by side are one ("ikke ikke"), and so are two forms of one verb group. */
function countApart(items: readonly Item[], places: readonly number[]): number {
  let count = 0;
  let before = -2;
  for (const at of places) {
    const joined = items.slice(before + 1, at).every((item) => meansAny(item, HARMLESS));
    count += before >= 0 && joined ? 0 : 1;
    before = at;
  }
  return count;
}
