/**
 * Puts the days that a message names into its items: points, lists, ranges, "every", "until", "from".
 * Called once a message after `times`.
 * It must never drop an item that it did not use.
 */

import {
  boundAfter,
  endAfter,
  pointAfter,
  readBareBound,
  readBounded,
  skipSmall,
} from './bounds.ts';
import { DATE_WORDS } from './codes.ts';
import { type Concept, PLURAL_WEEKDAYS } from './concepts.ts';
import { civil, dayNumber, mondayOf } from './day-numbers.ts';
import { readBetween } from './day-pairs.ts';
import { readPoint } from './days.ts';
import { type Item, isMark, means, meansAny, type Span } from './items.ts';
import { NUMBERS } from './numbers.ts';
import { firstDay, type Scene } from './scene.ts';
import {
  day,
  FAR,
  type Found,
  FROM_TO,
  monthOf,
  monthRange,
  partOfDay,
  type Reading,
  range,
  weekdayNamed,
} from './spans.ts';

/** The same items with every named day, week and range put together. */
export function findDates(items: readonly Item[], scene: Scene): Item[] {
  const result: Item[] = [];
  let anchor: number | null = null;
  for (let at = 0; at < items.length; ) {
    const reading: Reading = { items, scene, anchor };
    const found = mayBeginDate(items[at]) ? readDate(reading, at) : null;
    if (found === null) {
      result.push(items[at] as Item);
      at += 1;
      continue;
    }
    const { language = -1 } = items[at] ?? {};
    const withPart = takePart(found, items);
    result.push({
      kind: 'date',
      concepts: [],
      language,
      capital: false,
      text: '',
      spans: withPart.spans,
    });
    anchor = anchorOf(withPart.spans.at(-1)) ?? anchor;
    at = withPart.next;
  }
  return result;
}

/** The day from which "the week after" is counted: the last one of a long range. */
function anchorOf(span: Span | undefined): number | null {
  if (span === undefined || (span.kind !== 'day' && span.kind !== 'range')) {
    return null;
  }
  return span.to - span.from > 7 ? span.to : span.from;
}

/** Most words begin no date: a look at this list spares trying all the rules. */
const BEGINNINGS: ReadonlySet<Concept> = new Set<Concept>([
  ...DATE_WORDS,
  ...NUMBERS.keys(),
  'until',
  'since',
  'before',
  'after',
  'from',
  'to',
  'in',
  'for',
  'dayMark',
  'between',
  'monthNumber',
]);

function mayBeginDate(item: Item | undefined): boolean {
  return item?.kind === 'number' || (item?.concepts.some((one) => BEGINNINGS.has(one)) ?? false);
}

/** Anything that names days, beginning exactly here. */
function readDate(reading: Reading, at: number): Found | null {
  const found =
    readBetween(reading, at) ??
    readBounded(reading, at) ??
    readRest(reading, at) ??
    readEvery(reading, at) ??
    readPartToday(reading, at) ??
    readSpanned(reading, at);
  return found === null ? readBareBound(reading, at) : boundAfter(reading, found);
}

/** "the rest of the month", "resten af året", "this year". */
function readRest({ items, scene }: Reading, at: number): Found | null {
  if (!means(items[at], 'rest')) {
    return null;
  }
  const small = skipSmall(items, at + 1);
  const unit = small === at + 1 && means(items[small], 'from') ? small + 1 : small;
  const { year, month } = civil(scene.today);
  const first = firstDay(scene);
  const one = (span: Span): Found => ({ spans: [{ ...span, from: first }], next: unit + 1 });
  if (meansAny(items[unit], ['month', 'thisMonth'])) {
    return one(monthRange(year, month, scene.today));
  }
  if (meansAny(items[unit], ['week', 'thisWeek'])) {
    return one(range(first, mondayOf(scene.today) + 6, 'the rest of the week'));
  }
  if (means(items[unit], 'year')) {
    return one(range(first, dayNumber(year, 12, 31), 'the rest of the year'));
  }
  const named = monthOf(items[unit]);
  return named > 0 ? one(monthRange(named < month ? year + 1 : year, named, scene.today)) : null;
}

/** "every Tuesday in May", "tirsdage", "hele november", "every week". */
function readEvery(reading: Reading, at: number): Found | null {
  const { items, scene } = reading;
  const every = means(items[at], 'every');
  let from = every ? at + 1 : at;
  from += every && meansAny(items[from], ['dayMark', 'filler']) ? 1 : 0;
  const plural = weekdayNamed(items[from], PLURAL_WEEKDAYS);
  const weekday = plural || (every ? weekdayNamed(items[from]) : 0);
  if (weekday === 0) {
    if (!every) {
      return null;
    }
    if (meansAny(items[from], ['time'])) {
      return { spans: [range(firstDay(scene), scene.today + FAR, 'every time')], next: from + 1 };
    }
    if (meansAny(items[from], ['week']) && !meansAny(items[from + 1], ['number1'])) {
      return {
        spans: [range(firstDay(scene), mondayOf(scene.today) + 6, 'the whole week')],
        next: from + 1,
      };
    }
    const point = readPoint(reading, from);
    return point?.spans[0]?.kind === 'range' ? point : null;
  }
  const limit = meansAny(items[from + 1], ['in', 'from', 'until', 'dayMark', 'rest'])
    ? (readBounded(reading, from + 1) ??
      readRest(reading, from + 1) ??
      readPoint(reading, from + 2))
    : readPoint(reading, from + 1);
  const inside = limit?.spans[0];
  const whole = range(firstDay(scene), scene.today + FAR, 'every such weekday');
  const { from: begin, to: end } = inside?.kind === 'range' ? inside : whole;
  const span: Span = {
    from: begin,
    to: end,
    kind: 'weekdays',
    weekday,
    rule: 'every such weekday',
  };
  return {
    spans: [span],
    next: inside?.kind === 'range' && limit !== null ? limit.next : from + 1,
  };
}

/** "this afternoon", "i eftermiddag". */
function readPartToday({ items, scene }: Reading, at: number): Found | null {
  if (!meansAny(items[at], ['this', 'in'])) {
    return null;
  }
  const part = partOfDay(items[at + 1]);
  return part === null
    ? null
    : { spans: [{ ...day(scene.today, 'a part of today'), part }], next: at + 2 };
}

/** "tomorrow evening": the part of the day is part of the date. */
function takePart(found: Found, items: readonly Item[]): Found {
  const at = meansAny(items[found.next], ['in', 'dayMark']) ? found.next + 1 : found.next;
  const part = partOfDay(items[at]);
  if (part === null || found.spans.some(({ kind }) => kind !== 'day')) {
    return found;
  }
  return { spans: found.spans.map((span) => ({ ...span, part })), next: at + 1 };
}

/** A point, or two with "to" between them: "16.11 - 30.11", "December to March". */
function readSpanned(reading: Reading, at: number): Found | null {
  const { items } = reading;
  const start = readPoint(reading, at);
  const begin = start?.spans[0];
  if (start === null || begin === undefined || start.spans.length > 1) {
    return start;
  }
  if (meansAny(items[start.next], ['to', 'until']) || isMark(items[start.next], 'dash')) {
    const end = pointAfter(reading, start.next + 1);
    const joint = isMark(items[start.next], 'dash') ? 'dash' : 'word';
    const last = endAfter(reading, { begin, end, at: start.next + 1, joint });
    const isForward = last !== undefined && last.to > begin.to && begin.kind !== 'nextTime';
    if (
      end !== null &&
      isForward &&
      (isMark(items[start.next], 'dash') || begin.rule !== 'today')
    ) {
      return { spans: [range(begin.from, last.to, FROM_TO)], next: end.next };
    }
  }
  return start;
}
