/**
 * Bounds days: "from … to …", "until …", "after …", whether such words stand before or after their day.
 * Called by `dates`. It must never take a bare number for a day that may be an hour.
 */

import { WEEKDAYS } from './concepts.ts';
import { civil, weekdayOf } from './day-numbers.ts';
import { readPoint } from './days.ts';
import { type Item, isMark, means, meansAny, type Span } from './items.ts';
import { END, monthAt } from './months.ts';
import { LAST_HOUR, lastWithNumber, later, nextWithNumber } from './numbered-days.ts';
import { numberParts, numberValue } from './numbers.ts';
import { firstDay, type Scene } from './scene.ts';
import {
  AFTER,
  DATE,
  DATES,
  day,
  FAR,
  type Found,
  FROM,
  FROM_TO,
  monthRange,
  NEAREST,
  nearest,
  type Reading,
  range,
  UNTIL,
  weekdayNamed,
} from './spans.ts';

const PREPOSITIONS = ['dayMark', 'in', 'at', 'for'] as const;

/** The place after a small word before a day. */
export function skipSmall(items: readonly Item[], at: number): number {
  return meansAny(items[at], PREPOSITIONS) ? at + 1 : at;
}

/** A day or a month at a place, or after a small word there. */
export function pointAfter(reading: Reading, at: number): Found | null {
  return readPoint(reading, at) ?? readPoint(reading, skipSmall(reading.items, at));
}

/** "from … to …", "from … on", "until …", "to …", "before …", "after …", "since …", "back on …". */
export function readBounded(reading: Reading, at: number): Found | null {
  const { items, scene } = reading;
  const item = items[at];
  // What follows its day is read with it, by `boundAfter`.
  if (item?.follows === true) {
    return null;
  }
  if (means(item, 'since')) {
    const point = pointAfter(reading, at + 1);
    return point === null ? null : { spans: [sinceThen(scene)], next: point.next };
  }
  if (means(item, 'from')) {
    return readFrom(reading, at);
  }
  const kind = BOUNDS.find((concept) => means(item, concept));
  if (kind === undefined) {
    return null;
  }
  const then = readUntilThen(reading, at);
  if (then !== null) {
    return then;
  }
  const point =
    pointAfterNext(reading, at) ??
    pointAfter(reading, at + 1) ??
    (kind === 'until' ? readBareDate(reading, at + 1, LAST_OF_CLOCK) : null);
  return point === null || isGoodbye(items, at, point.next)
    ? null
    : { spans: bound(point.spans, kind, scene), next: point.next };
}

/** "Bis Dienstag" with nothing behind it is "see you", where the language says it so. */
function isGoodbye(items: readonly Item[], at: number, next: number): boolean {
  const [word, behind] = [items[at], items[next]];
  const isLast = behind === undefined || behind.kind === 'mark' || behind.kind === 'emoji';
  return isLast && means(word, 'until') && means(word, 'seeYou');
}

/** "Back on the 5th, until that we are away": "that" is the day named before, where nothing else follows. */
function readUntilThen({ items, scene, anchor }: Reading, at: number): Found | null {
  const that = items[at + 1];
  const isThat = means(that, 'this') && !meansAny(that, ['thisWeek', 'thisTime', 'thisMonth']);
  const next = items[at + 2];
  const whole = next?.kind === 'number' || meansAny(next, NAMED_WITH_THIS);
  const bounds = meansAny(items[at], ['until', 'before']) && isThat && !whole;
  return bounds && anchor !== null && anchor > scene.today
    ? { spans: [range(firstDay(scene), anchor - 1, UNTIL)], next: at + 2 }
    : null;
}

/** After these "this" belongs to what follows: "until this Tuesday". */
const NAMED_WITH_THIS = [...WEEKDAYS, 'week', 'month', 'year', 'time', 'weekend', 'day'] as const;

/** What bounds a day, the most telling first: "Ocak'a kadar" has "to" and "until". */
const BOUNDS = ['until', 'before', 'to', 'after'] as const;

function sinceThen({ today }: Scene): Span {
  return { ...range(today - 1, today - 1, 'since a day'), past: true };
}

/** Days with "until", "before", "to" or "after" beside them. */
function bound(
  spans: readonly Span[],
  kind: (typeof BOUNDS)[number],
  scene: Scene,
): readonly Span[] {
  const [span] = spans;
  if (span === undefined) {
    return spans;
  }
  if (kind === 'until' || kind === 'before') {
    const isDay = (span.kind === 'day' && kind === 'until') || span.rule === END;
    const end = isDay ? span.to : span.from - 1;
    return [range(firstDay(scene), end, UNTIL)];
  }
  if (kind === 'to') {
    const weekday = span.rule.includes('weekday') || span.from <= scene.today + 1;
    return weekday ? spans : spans.map((one) => ({ ...one, until: true as const }));
  }
  return [range(span.to + 1, scene.today + FAR, AFTER)];
}

const UNTIL_BEHIND = 'until a day, said behind it';

/** What is already bounded is not bounded again: "egészen keddig" says it twice. */
const BOUNDED: readonly string[] = [UNTIL, UNTIL_BEHIND, FROM, FROM_TO, AFTER];

/** A day with what its language puts after it: "16-ig", "Ocak sonuna kadar", "26 तारीख से", "and later". */
export function boundAfter(reading: Reading, found: Found): Found {
  const { items, scene } = reading;
  const [span] = found.spans;
  let next = found.next;
  while (isPostposition(items[next]) && next < found.next + MOST_POSTPOSITIONS) {
    next += 1;
  }
  if (next === found.next || span === undefined || span.kind === 'count') {
    return found;
  }
  if (BOUNDED.includes(span.rule)) {
    return { spans: found.spans, next };
  }
  const said = items.slice(found.next, next);
  const kind = KINDS.find((concept) => said.some((item) => means(item, concept)));
  if (kind === 'since') {
    return { spans: [sinceThen(scene)], next };
  }
  if (kind === 'from' || kind === 'onwards') {
    return (
      readUntilPoint(reading, { begin: span, next }) ?? { spans: [openFrom(span, scene)], next }
    );
  }
  const rename = (one: Span) => (one.rule === UNTIL ? { ...one, rule: UNTIL_BEHIND } : one);
  return kind === undefined ? found : { spans: bound(found.spans, kind, scene).map(rename), next };
}

/** Of several postpositions, the one that decides: "-dan sonra" is "from" and "after". */
const KINDS = ['until', 'before', 'after', 'since', 'onwards', 'from', 'to'] as const;

/** "-dan … itibaren", "ke … baad": no language has more of them in a row. */
const MOST_POSTPOSITIONS = 3;

function isPostposition(item: Item | undefined): boolean {
  return means(item, 'onwards') || (item?.follows === true && meansAny(item, KINDS));
}

/** "20 Kasım'dan 10 Aralık'a kadar", "26 se 28 tak": the second day is followed by "until" or "to". */
function readUntilPoint(
  reading: Reading,
  { begin, next }: { begin: Span; next: number },
): Found | null {
  const end = pointAfter(reading, next) ?? readBareEnd(reading, next, begin);
  const last = endAfter(reading, { begin, end, at: next, joint: 'word' });
  const closing = end === null ? undefined : reading.items[end.next];
  if (end === null || last === undefined || closing?.follows !== true) {
    return null;
  }
  if (!meansAny(closing, ['until', 'to'])) {
    return null;
  }
  const both = means(closing, 'to') && isPostposition(reading.items[end.next + 1]);
  return { spans: [fromTo(begin, last)], next: end.next + (both ? 2 : 1) };
}

/** Both days and all between; where the second cannot come after the first, one of them is misread. */
function fromTo(begin: Span, last: Span): Span {
  const span = range(begin.from, last.to, FROM_TO);
  return last.to >= begin.from ? span : { ...span, broken: true };
}

/** The end of a range as it is meant: a weekday, or a number without a month, is the next one after the beginning. */
export function endAfter(
  { items }: Reading,
  { begin, end, at, joint }: { begin: Span; end: Found | null; at: number; joint: 'word' | 'dash' },
): Span | undefined {
  const last = end?.spans.at(-1);
  if (last === undefined || last.kind !== 'day' || last.from > begin.from) {
    return last;
  }
  // A dash between two weekdays may also part two thoughts.
  if (last.rule === NEAREST && joint === 'word') {
    return day(nearest(begin.from + 1, weekdayOf(last.from)), NEAREST);
  }
  const isNamed = items.slice(at, end?.next).some((item, index) => {
    const figures = item.kind === 'number' && numberParts(item)?.second !== null;
    return figures || monthAt(items, at + index) !== null;
  });
  return isNamed || last.rule !== DATE ? last : later(begin, last);
}

/** "26 tak", "16-ig": a bare number with a postposition is a day of the month where it is no hour. */
export function readBareBound(reading: Reading, at: number): Found | null {
  const pair = readBarePair(reading, at);
  if (pair !== null) {
    return pair;
  }
  const found = readBare(reading, at);
  return found === null ? null : boundAfter(reading, found);
}

/** "1 se 15 december tak": the month comes only with the second day. */
function readBarePair(reading: Reading, at: number): Found | null {
  const { items, scene } = reading;
  const date = numberParts(items[at])?.second === null ? (numberValue(items[at]) ?? 0) : 0;
  const from = items[at + 1];
  if (date < 1 || date > 31 || !(from?.follows === true && means(from, 'from'))) {
    return null;
  }
  const end = pointAfter(reading, at + 2);
  const last = end?.spans.at(-1);
  const closing = end === null ? undefined : items[end.next];
  const closes = closing?.follows === true && meansAny(closing, ['until', 'to']);
  if (end === null || last?.kind !== 'day' || last.rule !== DATE || !closes) {
    return null;
  }
  const begin = lastWithNumber(scene.today, { end: last.from, date });
  return { spans: [fromTo(begin, last)], next: end.next + 1 };
}

function readBare({ items, scene }: Reading, at: number): Found | null {
  const date = numberParts(items[at])?.second === null ? (numberValue(items[at]) ?? 0) : 0;
  const after = items[at + 1];
  const bounded = after?.follows === true && meansAny(after, ['until', 'from', 'after', 'before']);
  return bounded && date > LAST_HOUR && date <= 31
    ? { spans: [nextWithNumber(scene.today, date)], next: at + 1 }
    : null;
}

/** On no clock: a bare number after "until" from here on is a day of the month. */
const LAST_OF_CLOCK = 23;

/** A bare number as a day of the month, where it is larger than `above` and counts nothing. */
function readBareDate({ items, scene }: Reading, at: number, above: number): Found | null {
  const parts = numberParts(items[at]);
  const date = parts?.second === null ? parts.first : 0;
  if (date <= above || date > 31 || meansAny(items[at + 1], COUNTED)) {
    return null;
  }
  return { spans: [nextWithNumber(scene.today, date)], next: at + 1 };
}

const COUNTED = ['week', 'day', 'month', 'year', 'time', 'minutes', 'hour', 'oclock'] as const;

/** "from 24 to 1": the end of a range that begins with a bare number is the next such day after it. */
function readBareEnd({ items }: Reading, at: number, begin: Span): Found | null {
  const parts = numberParts(items[at]);
  const date = parts?.second === null ? parts.first : 0;
  const counts = meansAny(items[at + 1], COUNTED);
  return date < 1 || date > 31 || counts
    ? null
    : { spans: [nextWithNumber(begin.from + 1, date)], next: at + 1 };
}

function openFrom(begin: Span, { today }: Scene): Span {
  return range(begin.past ? today : begin.from, today + FAR, FROM);
}

/** "Until after Easter": until its last day. */
function pointAfterNext(reading: Reading, at: number): Found | null {
  const bounds = meansAny(reading.items[at], ['until', 'to', 'before']);
  if (!bounds || !means(reading.items[at + 1], 'after')) {
    return null;
  }
  const point = pointAfter(reading, at + 2);
  const span = point?.spans[0];
  return point === null || span === undefined
    ? null
    : { spans: [day(span.to, 'until after a day')], next: point.next };
}

/** "from the 3rd to the 17th", "from the 16th on"; without an end it is open. */
function readFrom(reading: Reading, at: number): Found | null {
  const { items, scene } = reading;
  const named = pointAfter(reading, at + 1) ?? readFromNumber(reading, at);
  const start = named ?? readBareDate(reading, skipSmall(items, at + 1), LAST_HOUR);
  const begin = start?.spans[0];
  if (start === null || begin === undefined || begin.rule === FROM_TO) {
    return start;
  }
  if (begin.rule === DATES) {
    return start;
  }
  const place = endAt(items, start.next);
  if (place !== null) {
    const bare = named === null && !means(items[start.next], 'and');
    const end = pointAfter(reading, place) ?? (bare ? readBareEnd(reading, place, begin) : null);
    const last = endAfter(reading, { begin, end, at: place, joint: 'word' });
    if (end !== null && last !== undefined) {
      return { spans: [fromTo(begin, last)], next: end.next };
    }
  }
  let next = start.next;
  while (means(items[next], 'onwards')) {
    next += 1;
  }
  return readRestOfMonth(reading, { begin, next }) ?? { spans: [openFrom(begin, scene)], next };
}

/** Where the end of a range begins: after "to"; some phrases for a weekday have it in them ("til tirsdag"). */
function endAt(items: readonly Item[], at: number): number | null {
  if (meansAny(items[at], ['to', 'until', 'and']) || isMark(items[at], 'dash')) {
    return at + 1;
  }
  return weekdayNamed(items[at - 1]) > 0 && weekdayNamed(items[at]) > 0 ? at : null;
}

/** "From the 16th of March and the rest of the month": of the month of that day. */
function readRestOfMonth(
  { items }: Reading,
  { begin, next }: { begin: Span; next: number },
): Found | null {
  const rest = means(items[next], 'and') ? next + 1 : next;
  const isRest = means(items[rest], 'rest') || means(items[next - 1], 'onwards');
  const unit = means(items[rest], 'rest') ? skipSmall(items, rest + 1) : rest;
  if (!isRest || !meansAny(items[unit], ['month', 'thisMonth']) || begin.past === true) {
    return null;
  }
  const { year, month } = civil(begin.from);
  const end = monthRange(year, month, begin.from).to;
  return { spans: [range(begin.from, end, FROM_TO)], next: unit + 1 };
}

/** "from 3 to 17 December", "from 16 until the end of March": the month comes only with the second. */
function readFromNumber({ items, scene, anchor }: Reading, at: number): Found | null {
  const from = skipSmall(items, at + 1);
  const reading: Reading = { items, scene, anchor };
  const found = readPoint(reading, from);
  if (found?.spans[0]?.rule === DATES) {
    return found;
  }
  const date = numberParts(items[from])?.second === null ? (numberValue(items[from]) ?? 0) : 0;
  const joint = means(items[from + 1], 'and') ? from + 2 : from + 1;
  const end = meansAny(items[joint], ['to', 'until']) ? pointAfter(reading, joint + 1) : null;
  const last = end?.spans[0];
  if (date < 1 || date > 31 || end === null || last === undefined || last.kind === 'count') {
    return null;
  }
  const dated = last.kind === 'day' || last.rule === END;
  const begin = dated
    ? lastWithNumber(scene.today, { end: last.to, date })
    : nextWithNumber(scene.today, date);
  return begin.broken === true || begin.from >= last.to
    ? null
    : { spans: [range(begin.from, last.to, FROM_TO)], next: end.next };
}
