/**
 * Where a clause must end though there is no mark: before a new subject, a second verb, a question.
 * Called by `clauses` for every item. It must never look at more of the message than what stands beside it.
 */

import type { Concept } from './concepts.ts';
import { type Item, means, meansAny } from './items.ts';
import { INVERTED, isNot, isOnly, isVerb, MODALS, SUBJECTS, VERBS } from './verbs.ts';

/** The clause so far, and what joins it to the one before. */
interface Cut {
  readonly current: readonly Item[];
  readonly link: Concept | null;
}

/** An item in its message. */
export interface Place {
  readonly item: Item;
  readonly at: number;
  readonly items: readonly Item[];
}

/** Where the current clause must end before this item; null where it goes on. */
export function splitBefore(cutter: Cut, { item, at, items }: Place): number | null {
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
    // "Pero no le dan visa": a "not" alone belongs to what follows.
    const isDenied = current.length === 1 && isNot(current[0]) && !means(item, 'self');
    const goesOn = items[at + 1]?.kind === 'date' || isFirstOfTwo || isPlace || isDenied;
    return goesOn ? null : splitBeforeSubject(current, hasVerbAhead(items, at));
  }
  if (meansAny(item, VERBS) || meansAny(item, MODALS) || means(item, 'comeBare')) {
    return endsCondition(cutter, item, items[at + 1])
      ? current.length
      : splitBeforeVerb(current, item);
  }
  if (means(item, 'not')) {
    return splitBeforeNot(current, items.slice(at + 1, at + 4));
  }
  if (beginsOwnDay(current, items, at)) {
    return isOnly(current.at(-1), 'and') ? current.length - 1 : current.length;
  }
  if (meansAny(item, ['yes', 'no', 'maybe']) && means(current.at(-1), 'and')) {
    return current.length - 1;
  }
  return null;
}

/**
 * "Today yes next week no", "tomorrow we come next week not": a second day with its own answer behind it,
 * where the first day stands before what is said of it.
 */
function beginsOwnDay(current: readonly Item[], items: readonly Item[], at: number): boolean {
  const first = current.findIndex(({ kind }) => kind === 'date');
  const said = current.findIndex(
    (one) =>
      isVerb(one) ||
      isOnly(one, 'yes') ||
      isOnly(one, 'no') ||
      meansAny(one, ['notComeSelf', 'notCome']),
  );
  if (items[at]?.kind !== 'date' || first < 0 || said < first) {
    return false;
  }
  const answer = items[at + 1];
  const after = items[at + 2];
  const ends = after === undefined || after.kind === 'mark' || after.kind === 'emoji';
  const closes = ends || meansAny(after, ['sorry', 'because', 'but', 'thanks']);
  const whole = current.slice(first).every(({ kind }) => kind !== 'unknown');
  const denied = current.some(isNot) && !isOnly(answer, 'yes');
  return whole && closes && meansAny(answer, ['not', 'yes', 'no']) && !denied;
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
function endsCondition({ current, link }: Cut, verb: Item, next: Item | undefined): boolean {
  const isWhole = current.some((item) => item.kind === 'unknown' || means(item, 'condition'));
  const own = meansAny(verb, ['comeSelf', 'notComeSelf', 'maybeSelf']);
  return link === 'if' && isWhole && (own || meansAny(next, SUBJECTS));
}

/** Whether a verb follows before the next mark. */
function hasVerbAhead(items: readonly Item[], at: number): boolean {
  const next = items.slice(at).find((item) => item.kind === 'mark' || isVerb(item));
  return isVerb(next);
}

/** `again`: whether another verb follows the subject. */
function splitBeforeSubject(current: readonly Item[], again: boolean): number | null {
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
    const isFinal = last?.final === true && again;
    const inverted = meansAny(last, INVERTED) && subject < 0 && !isFinal;
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

/** A day between two verbs belongs to the second where the first already has one, or ends its clause. */
function splitAfterVerb(current: readonly Item[], verb: number): number {
  if (current[verb]?.final === true && !meansAny(current[verb], MODALS)) {
    const next = current.findIndex(
      ({ kind }, at) => at > verb && (kind === 'date' || kind === 'time'),
    );
    return next < 0 ? current.length : next;
  }
  return splitBeforeReason(current, verb);
}

function splitBeforeReason(current: readonly Item[], verb: number): number {
  const last = current.length - 1;
  const early = current.some(({ kind }, at) => kind === 'date' && at !== last);
  return early && current[last]?.kind === 'date' && last > verb ? last : current.length;
}

/** "Neither I nor": the second of two is still to come. */
function isNeitherNor(current: readonly Item[]): boolean {
  return current.length > 1 && isNot(current[0]) && isNot(current.at(-1)) && !current.some(isVerb);
}

function splitBeforeVerb(current: readonly Item[], item: Item): number | null {
  const verb = current.findIndex(isVerb);
  if (verb < 0) {
    return splitAfterChild(current, item);
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
  return meansAny(item, ['sick', 'busy', 'away'])
    ? splitBeforeReason(current, verb)
    : splitAfterVerb(current, verb);
}

/** "The child is well now tomorrow we come": what is said of the child ends with how it is. */
function splitAfterChild(current: readonly Item[], verb: Item): number | null {
  const child = current.findIndex((item) => means(item, 'child'));
  const well = current.findLastIndex((item) => isOnly(item, 'condition'));
  const others = current.some(
    (item) => meansAny(item, ['other', 'you', 'self']) && !means(item, 'child'),
  );
  const rest = current.slice(well + 1);
  const small = rest.every((item) => item.kind === 'date' || meansAny(item, ['filler', 'now']));
  const comes = meansAny(verb, ['come', 'comeSelf']) && !means(verb, 'comeOther');
  if (child < 0 || well < child || others || !small || !comes) {
    return null;
  }
  const date = current.findIndex(({ kind }, at) => at > well && kind === 'date');
  return date < 0 ? current.length : date;
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
