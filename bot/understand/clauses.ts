/**
 * Cuts a row of items into clauses: at marks, at joints ("but", "because"), at a new subject or verb.
 * Called once a message after the dates are read.
 * It must never need punctuation: many messages are dictated and have none.
 */

import type { Concept } from './concepts.ts';
import { type Item, isMark, means, meansAny } from './items.ts';

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
const EMBEDDING: readonly Concept[] = ['thought', 'think', 'say', 'doubt', 'notSaid'];
export const SUBJECTS: readonly Concept[] = ['self', 'you', 'other', 'child', 'my'];
const VERBS: readonly Concept[] = [
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
const MODALS: readonly Concept[] = [
  'can',
  'canSelf',
  'canOther',
  'cannot',
  'cannotSelf',
  'cannotOther',
  'will',
  'want',
];

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
    if (item.kind === 'mark' || item.kind === 'emoji') {
      cutAtMark(cutter, item);
    } else {
      addItem(cutter, { item, at, items });
    }
  });
  close(cutter, false);
  return cutter.clauses.slice(0, MOST_CLAUSES);
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

interface Place {
  readonly item: Item;
  readonly at: number;
  readonly items: readonly Item[];
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
  const embedded = cutter.current.length === 0 && cutter.link !== 'say' && isEmbedding(cutter.link);
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

function isOnly(item: Item | undefined, concept: Concept): boolean {
  return item?.concepts.length === 1 && means(item, concept);
}

function hasSelf(items: readonly Item[]): boolean {
  return items.some((item) => means(item, 'self'));
}

/** Where the current clause must end before this item; null where it goes on. */
function splitBefore(cutter: Cutter, { item, at, items }: Place): number | null {
  const { current } = cutter;
  if (beginsQuestion(items, at) && current.some(isVerb)) {
    return isOnly(current.at(-1), 'and') ? current.length - 1 : current.length;
  }
  if (means(item, 'correction') && current.some(isVerb)) {
    return current.length;
  }
  if (meansAny(item, SUBJECTS) && !meansAny(item, VERBS)) {
    const isFirstOfTwo = isNot(current.at(-1)) && meansAny(items[at + 1], ['or', 'not']);
    // "We are booked at the doctor": where she is busy, not who does something.
    const isPlace = means(item, 'otherEvent') && means(current.at(-1), 'busy');
    const goesOn = items[at + 1]?.kind === 'date' || isFirstOfTwo || isPlace;
    return goesOn ? null : splitBeforeSubject(current);
  }
  if (meansAny(item, VERBS) || meansAny(item, MODALS) || means(item, 'comeBare')) {
    return endsCondition(cutter, item, items[at + 1])
      ? current.length
      : splitBeforeVerb(current, item);
  }
  if (means(item, 'not')) {
    return splitBeforeNot(current, items.slice(at + 1, at + 4));
  }
  if (meansAny(item, ['yes', 'no', 'maybe']) && means(current.at(-1), 'and')) {
    return current.length - 1;
  }
  return null;
}

/** "We come tomorrow what was the address": a question for time or place is a clause of its own. */
function beginsQuestion(items: readonly Item[], at: number): boolean {
  const item = items[at];
  if (meansAny(item, ['askWhen', 'askWhere', 'when', 'where'])) {
    return !meansAny(item, ['so', 'that']) && !meansAny(items[at - 1], ['say', 'maybe', 'that']);
  }
  if (!means(item, 'question')) {
    return false;
  }
  const rest = items.slice(at, at + 6);
  const end = rest.findIndex(({ kind }) => kind === 'mark');
  return rest.slice(0, end < 0 ? rest.length : end).some((one) => means(one, 'address'));
}

/** "If he is well come we": the main clause begins with its verb. */
function endsCondition({ current, link }: Cutter, verb: Item, next: Item | undefined): boolean {
  const isWhole = current.some((item) => item.kind === 'unknown' || means(item, 'condition'));
  const own = meansAny(verb, ['comeSelf', 'notComeSelf', 'maybeSelf']);
  return link === 'if' && isWhole && (own || meansAny(next, SUBJECTS));
}

/** Whether an item is a verb of coming or a verb that goes with one. */
export function isVerb(item: Item | undefined): boolean {
  return meansAny(item, VERBS) || meansAny(item, MODALS) || means(item, 'comeBare');
}

function splitBeforeSubject(current: readonly Item[]): number | null {
  const last = current.at(-1);
  const verb = current.findIndex(isVerb);
  const subject = current.findIndex((item) => meansAny(item, SUBJECTS));
  if (meansAny(last, ['with', 'to', 'from', 'for', 'at', 'my', 'or']) || isNeitherNor(current)) {
    return null;
  }
  if (isOnly(last, 'and')) {
    return verb < 0 && !current.some(isNot) ? null : current.length - 1;
  }
  if (verb >= 0) {
    const inverted = meansAny(last, INVERTED) && subject < 0;
    return inverted ? null : splitAfterVerb(current, verb);
  }
  // "On the 24th no I have an exam": what follows is the reason.
  if (current.some(({ kind }) => kind === 'date') && isOnly(last, 'no')) {
    return current.length;
  }
  // "I do not know whether we come": the doubt is about what follows.
  if (current.some((item) => meansAny(item, ['maybe', 'wish']))) {
    return null;
  }
  const gap = current.length - 1 - subject;
  return (subject >= 0 && gap > 0) || current.some(isNot) ? current.length : null;
}

/** Verbs whose subject may follow them; where it is in the verb itself, somebody else begins something new. */
const INVERTED: readonly Concept[] = [
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

/** A day between two verbs belongs to the second where the first already has one. */
function splitAfterVerb(current: readonly Item[], verb: number): number {
  const last = current.length - 1;
  const early = current.some(({ kind }, at) => kind === 'date' && at !== last);
  return early && current[last]?.kind === 'date' && last > verb ? last : current.length;
}

/** "Neither I nor": the second of two is still to come. */
function isNeitherNor(current: readonly Item[]): boolean {
  return current.length > 1 && isNot(current[0]) && isNot(current.at(-1)) && !current.some(isVerb);
}

/** Whether an item is a "not" that stands alone. */
export function isNot(item: Item | undefined): boolean {
  return meansAny(item, ['not', 'pastNot']);
}

function splitBeforeVerb(current: readonly Item[], item: Item): number | null {
  const verb = current.findIndex(isVerb);
  if (verb < 0) {
    return null;
  }
  const between = current.slice(verb + 1);
  const dated = between.some(({ kind }) => kind === 'date');
  if (isFiniteAfterCannot(current, item)) {
    return current.length;
  }
  const isModal = meansAny(current[verb], MODALS);
  const soft = meansAny(item, [
    'late',
    'leaveEarly',
    'sick',
    'away',
    'busy',
    'comeBare',
    'will',
    'want',
  ]);
  const joins =
    (isModal && !dated) || (soft && !dated && !meansAny(item, ['sick', 'away', 'busy']));
  if (joins || meansAny(current[verb], ['lookForward', 'will', 'want'])) {
    return null;
  }
  if (meansAny(item, ['late', 'leaveEarly', 'comeBare', 'will', 'want'])) {
    return null;
  }
  const last = current.length - 1;
  if (means(current[last], 'not')) {
    if (isOfVerb(current, item)) {
      return current.length;
    }
    return isOnly(current[last - 1], 'and') ? last - 1 : last;
  }
  if (isOnly(current[last], 'and')) {
    return last;
  }
  const split = splitAfterVerb(current, verb);
  return split;
}

/** "Sutra ne mogu dolazim u utorak": "I can't", and then a form that is "I come", never "to come". */
function isFiniteAfterCannot(current: readonly Item[], item: Item): boolean {
  const last = current.at(-1);
  const cannot = means(last, 'cannotSelf') || (means(last, 'canSelf') && isNot(current.at(-2)));
  return cannot && item.finite === true;
}

/** "Kommer ikke, bebek hasta" without a mark: verb and "not" are of one language, what follows is not. */
function isOfVerb(current: readonly Item[], item: Item): boolean {
  const [verb, not] = current.slice(-2);
  return isVerb(verb) && verb?.language === not?.language && item.language !== not?.language;
}

/** "today yes not tomorrow", "and not next week": a negation between two days begins a new clause. */
function splitBeforeNot(current: readonly Item[], ahead: readonly Item[]): number | null {
  const last = current.at(-1);
  const next = ahead.find((item) => !meansAny(item, ['filler', 'dayMark', 'in']));
  if (next?.kind !== 'date') {
    return null;
  }
  const andAt = current.findLastIndex((item) => isOnly(item, 'and'));
  const isAfterAnd =
    andAt >= 0 && current.slice(andAt + 1).every((item) => meansAny(item, ['filler']));
  if (isAfterAnd) {
    return andAt;
  }
  return last?.kind === 'date' && current.some(isVerb) ? current.length : null;
}
