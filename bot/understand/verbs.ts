/**
 * The classes of concepts that the grammar builds on: who does something, what is done, what negates it.
 * Used by whatever cuts and reads clauses. It must know only concepts.
 */

import type { Concept } from './concepts.ts';
import { type Item, means, meansAny } from './items.ts';

export const SUBJECTS: readonly Concept[] = ['self', 'you', 'other', 'child', 'my'];
export const VERBS: readonly Concept[] = [
  'come',
  'comeSelf',
  'comeOther',
  'comePast',
  'comeWeak',
  'notCome',
  'notComeSelf',
  'notComeOther',
  'maybeSelf',
  'stayAway',
  'seeYou',
  'lookForward',
  'onTheWay',
  'away',
  'late',
  'sick',
  'busy',
  'leaveEarly',
  'startWithout',
];
export const MODALS: readonly Concept[] = [
  'can',
  'canSelf',
  'canOther',
  'cannot',
  'cannotSelf',
  'cannotOther',
  'will',
  'want',
];

/** Verbs whose subject may follow them; where it is in the verb itself, somebody else begins something new. */
export const INVERTED: readonly Concept[] = [
  ...MODALS.filter((modal) => !['canSelf', 'cannotSelf'].includes(modal)),
  'come',
  'comeOther',
  'comePast',
  'comeBare',
  'comeWeak',
  'notCome',
  'notComeOther',
  'seeYou',
  'lookForward',
  'onTheWay',
  'late',
  'sick',
  'busy',
  'away',
];

/** Whether an item is a verb of coming or a verb that goes with one. */
export function isVerb(item: Item | undefined): boolean {
  return meansAny(item, VERBS) || meansAny(item, MODALS) || means(item, 'comeBare');
}

/** Whether an item is a "not" that stands alone. */
export function isNot(item: Item | undefined): boolean {
  return meansAny(item, ['not', 'pastNot']);
}

/** Whether an item means this and nothing else. */
export function isOnly(item: Item | undefined, concept: Concept): boolean {
  return item?.concepts.length === 1 && means(item, concept);
}
