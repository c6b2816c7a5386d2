/**
 * Cuts a row of items into clauses: at marks, at joints ("but", "because"), at a new subject or verb.
 * Called once a message after the dates are read.
 * It must never need punctuation: many messages are dictated and have none.
 */

import type { Concept } from './concepts.ts';
import { type Item, isMark, means, meansAny } from './items.ts';
import { type Place, splitBefore } from './split-clauses.ts';
import { isNot, isOnly, isVerb } from './verbs.ts';

export interface Clause {
  items: readonly Item[];
  /** What joins it to the one before ("but", "if"), or null. */
  readonly link: Concept | null;
  readonly question: boolean;
  /** Clauses of one sentence have the same number. */
  readonly sentence: number;
  /** Whether it begins without a mark or joint before it. */
  readonly unmarked: boolean;
  /** Whether "I" or "we" of the clause before holds on. */
  readonly afterSelf: boolean;
  /** The mark before it after which somebody is quoted, or null. */
  readonly opened: Opening;
}

export type Opening = 'colon' | 'quote' | null;

const LINKS: readonly Concept[] = ['but', 'so', 'because', 'that', 'or', 'if', 'notThat'];
const EMBEDDING: readonly Concept[] = ['said', 'thought', 'think', 'say', 'doubt', 'notSaid'];
interface Cutter {
  readonly clauses: Clause[];
  current: Item[];
  link: Concept | null;
  sentence: number;
  afterSelf: boolean;
  unmarked: boolean;
  opened: Opening;
}

/** More clauses than this are no message about coming, but a story or noise. */
const MOST_CLAUSES = 200;

/** The clauses of a message, days that stand alone among them. Emoji end a clause and are left out. */
export function cutClauses(items: readonly Item[]): readonly Clause[] {
  const cutter: Cutter = {
    clauses: [],
    current: [],
    link: null,
    sentence: 0,
    afterSelf: false,
    unmarked: false,
    opened: null,
  };
  items.forEach((item, at) => {
    if (isMark(item, 'space') && !endsClause(cutter, items.slice(at + 1))) {
      return;
    }
    if (item.kind === 'mark' || item.kind === 'emoji') {
      cutAtMark(cutter, item);
    } else {
      addItem(cutter, { item, at, items });
    }
  });
  close(cutter, false);
  return cutter.clauses.slice(0, MOST_CLAUSES);
}

/** Whether a space ends a clause: only where something was said, and no question goes on with it. */
function endsClause({ current }: Cutter, ahead: readonly Item[]): boolean {
  const end = ahead.findIndex((item) => item.kind === 'mark' && !isMark(item, 'space'));
  const rest = end < 0 ? ahead : ahead.slice(0, end);
  return current.some(isVerb) && !rest.some((item) => means(item, 'question'));
}

function close(cutter: Cutter, question: boolean): void {
  const { current, link, sentence, afterSelf, unmarked, opened } = cutter;
  while (means(current.at(-1), 'and') && current.at(-1)?.concepts.length === 1) {
    current.pop();
  }
  if (current.length > 0) {
    const clause = { items: current, link, question, sentence, afterSelf, unmarked, opened };
    cutter.clauses.push(clause);
    cutter.opened = null;
  }
  cutter.current = [];
  cutter.link = null;
  cutter.afterSelf = false;
  cutter.unmarked = false;
}

function cutAtMark(cutter: Cutter, item: Item): void {
  const question = isMark(item, 'question');
  if (question && cutter.current.length === 0) {
    // "are you coming 😊?": the mark belongs to the clause before the emoji.
    const before = cutter.clauses.at(-1);
    if (before !== undefined && before.sentence === cutter.sentence) {
      cutter.clauses[cutter.clauses.length - 1] = { ...before, question: true };
    }
  }
  close(cutter, question);
  if (isMark(item, 'colon')) {
    cutter.opened ??= 'colon';
  } else if (isMark(item, 'quote')) {
    cutter.opened = 'quote';
  }
  if (question || isMark(item, 'stop') || isMark(item, 'line')) {
    cutter.sentence += 1;
  }
}

function isEmbedding(link: Concept | null): boolean {
  return link !== null && EMBEDDING.includes(link);
}

function addItem(cutter: Cutter, place: Place): void {
  const { item, at, items } = place;
  const link = LINKS.find((concept) => item.concepts[0] === concept);
  const isInfinitive = link === 'that' && meansAny(items[at + 1], ['comeBare', 'can']);
  // "I do not know if we come" asks nothing of anybody: the doubt is about what follows.
  if (link === 'if' && means(cutter.current.at(-1), 'maybe')) {
    return;
  }
  // "I do not think that we come" is what "I do not think we come" is.
  const begins = cutter.current.every((one) => meansAny(one, ['filler', 'in', 'to', 'at']));
  const embedded = begins && cutter.link !== 'say' && isEmbedding(cutter.link);
  if (link === 'that' && (embedded || means(cutter.current.at(-1), 'maybe'))) {
    return;
  }
  const joinsDays =
    link === 'or' && items[at - 1]?.kind === 'date' && items[at + 1]?.kind === 'date';
  if (link !== undefined && !isInfinitive && !joinsDays && !joinsPeople(cutter, link)) {
    const self = hasSelf(cutter.current);
    const ahead = link === 'but' ? takeDayAhead(cutter.current, items.slice(at + 1)) : [];
    close(cutter, false);
    cutter.link = link;
    cutter.afterSelf = self;
    cutter.current = ahead;
    return;
  }
  if (meansAny(item, EMBEDDING)) {
    const self = hasSelf(cutter.current);
    const isFirst = cutter.current.length === 0 || self;
    cutter.current.push(item);
    close(cutter, false);
    cutter.link = EMBEDDING.find((concept) => means(item, concept)) ?? 'say';
    cutter.afterSelf = isFirst;
    return;
  }
  const split = splitBefore(cutter, place);
  if (split !== null) {
    const moved = cutter.current.splice(split);
    const wasCondition = cutter.link === 'if';
    close(cutter, false);
    cutter.link = wasCondition ? 'so' : null;
    cutter.unmarked = true;
    cutter.current = moved.filter((one, index) => !(index === 0 && isOnly(one, 'and')));
  }
  cutter.current.push(item);
}

/** "The 24th I can't the 1st but I come": some languages have "but" after the day that it begins with. */
function takeDayAhead(current: Item[], rest: readonly Item[]): Item[] {
  const verb = current.findIndex(isVerb);
  const early = current.slice(0, Math.max(0, verb)).some(({ kind }) => kind === 'date');
  const next = rest.find((item) => item.kind === 'date' || item.kind === 'mark' || isVerb(item));
  const moves = early && current.at(-1)?.kind === 'date' && isVerb(next);
  return moves ? current.splice(current.length - 1) : [];
}

/** "Neither I or Sara": the verb that both share is still to come. */
function joinsPeople({ current }: Cutter, link: Concept): boolean {
  return link === 'or' && isNot(current[0]) && current.length > 1 && !current.some(isVerb);
}

function hasSelf(items: readonly Item[]): boolean {
  return items.some((item) => means(item, 'self'));
}
