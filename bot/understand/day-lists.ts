/**
 * Reads bare numbers as days of the month: "24 I can't", "8 and 15 we can't", "we come 24.".
 * Called by `days`. It must only take a number for a day on which a meeting is.
 */

import type { Concept } from './concepts.ts';
import { type Item, isMark, meansAny, type Span } from './items.ts';
import { LAST_HOUR, nextWithNumber } from './numbered-days.ts';
import { numberParts } from './numbers.ts';
import type { Found, Reading } from './spans.ts';

/** Bare numbers that are days of meetings, where she says right beside them what she does then. */
export function readBareDays(reading: Reading, at: number): Found | null {
  const { items } = reading;
  const first = plainNumber(items[at]);
  if (first === 0 || !(begins(items[at - 1]) || meansAny(items[at - 1], BEFORE_LAST))) {
    return null;
  }
  const found = collect(reading, at);
  // A smaller number alone is one only after a day that was named already: "5 January no, but 12 yes".
  const sure = first > LAST_HOUR || found.spans.length > 1 || reading.anchor !== null;
  const isHers = begins(items[at - 1])
    ? meansAny(afterSelf(items, found.next), OF_HERS)
    : first > LAST_HOUR && ends(items[found.next]);
  return found.spans.length > 0 && sure && isHers ? found : null;
}

/** What a number may end: "we come 24.", "see you 24.". */
const BEFORE_LAST: readonly Concept[] = [
  'seeYou',
  'come',
  'comeSelf',
  'notCome',
  'notComeSelf',
  'cannotSelf',
  'not',
];

/** All numbers in a row of which every one is the day of a meeting; none where one is not. */
function collect({ items, scene, anchor }: Reading, from: number): Found {
  const spans: Span[] = [];
  let at = from;
  for (;;) {
    const value = plainNumber(items[at]);
    const since = spans.at(-1)?.from ?? null;
    const found = value === 0 ? null : meetingWith(scene.open(), { value, since, anchor, scene });
    if (found === null) {
      return { spans: [], next: from };
    }
    spans.push(found);
    at += 1;
    while (meansAny(items[at], ['ordinal']) && items[at]?.follows !== true) {
      at += 1;
    }
    const joined = meansAny(items[at], ['and', 'or', 'dayMark']) || isMark(items[at], 'comma');
    if (!joined || plainNumber(items[at + 1]) === 0 || spans.length >= MOST) {
      return { spans, next: at };
    }
    at += 1;
  }
}

/** So many days are listed at most. */
const MOST = 6;

interface Wanted {
  readonly value: number;
  /** The day before it in the list. */
  readonly since: number | null;
  /** The day named before in the message. */
  readonly anchor: number | null;
  readonly scene: Reading['scene'];
}

function meetingWith(
  open: readonly { readonly day: number }[],
  { value, since, anchor, scene }: Wanted,
): Span | null {
  const starts = since === null ? [scene.today, ...(anchor === null ? [] : [anchor])] : [since];
  const days = starts.map((start) => nextWithNumber(start, value));
  return days.find((span) => !span.past && open.some(({ day }) => day === span.from)) ?? null;
}

function plainNumber(item: Item | undefined): number {
  const parts = numberParts(item);
  return parts?.second === null && parts.first <= 31 ? parts.first : 0;
}

function begins(before: Item | undefined): boolean {
  return before === undefined || before.kind === 'mark' || meansAny(before, BEFORE_NUMBER);
}

function ends(after: Item | undefined): boolean {
  const last = after === undefined || after.kind === 'emoji' || after.kind === 'mark';
  return (last && !isMark(after, 'dash')) || meansAny(after, ['but', 'self', 'because']);
}

function afterSelf(items: readonly Item[], at: number): Item | undefined {
  return meansAny(items[at], ['self', 'filler']) ? items[at + 1] : items[at];
}

const BEFORE_NUMBER: readonly Concept[] = ['greeting', 'everyone', 'sorry', 'and', 'but', 'in'];

const OF_HERS: readonly Concept[] = [
  'not',
  'can',
  'canSelf',
  'cannot',
  'cannotSelf',
  'come',
  'comeSelf',
  'comeWeak',
  'notCome',
  'notComeSelf',
];
