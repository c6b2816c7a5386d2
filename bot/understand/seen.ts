/**
 * A clause with its verb, as the readers of clauses see it, and what they all take from it.
 * Made by `read-clause`; used by `read-coming` and `read-around`.
 */

import { type Claim, type Doubt, spansOf } from './claims.ts';
import type { Clause } from './clauses.ts';
import type { Concept } from './concepts.ts';
import { type Item, means, meansAny, type Span } from './items.ts';
import { partOfDay } from './spans.ts';
import type { Subject } from './subject.ts';

/** What the clauses of a message have to do with each other. */
export interface Around {
  /** Whether a condition stands in the same sentence. */
  readonly conditional: boolean;
  readonly isReply: boolean;
  /** Whether an apology or a reason against stands in the same sentence. */
  readonly regrets: boolean;
  /** Whether a "not" or an unknown verb of hers stands right before, without a mark between. */
  readonly negatedBefore: boolean;
  /** Whether what stands before said "no wait", or that she had thought otherwise. */
  readonly corrected: boolean;
  /** Whether she has claimed something before in this message. */
  readonly claimed: boolean;
  /** Whether "not only me" stands before: she comes too. */
  readonly notOnlySelf: boolean;
  /** Whether the others are to start without her. */
  readonly startedWithout: boolean;
  /** Whether "perhaps" is said twice, or "50/50": it can only be about coming. */
  readonly wavers: boolean;
  /** Whether it is the first of several clauses with a word of doubt. */
  readonly doubtful: boolean;
  /** Whether somebody is ill, by another clause of the message. */
  readonly ill: boolean;
  /** Whether nothing else is said in the message but greetings and thanks. */
  readonly alone: boolean;
  /** Whether a question stands right before, which she may answer herself. */
  readonly afterQuestion: boolean;
  /** Whether somebody else brings her child. */
  readonly brought: boolean;
  /** Whether somebody else was said to come. */
  readonly otherComes: boolean;
}

export interface Verb {
  readonly concept: Concept;
  readonly at: number;
}

export interface Seen {
  readonly clause: Clause;
  readonly verb: Verb;
  readonly subject: Subject;
  readonly around: Around;
}

export function unclear({ clause }: Seen, reason: string, weak = false): Doubt {
  return { kind: 'unclear', reason, spans: spansOf(clause.items), onlyNamed: true, weak };
}

type Details = Pick<
  Claim,
  'spans' | 'late' | 'hours' | 'part' | 'inMinutes' | 'corrects' | 'replaces' | 'language'
>;

/** The rule of a wish, which a "but" after it makes unsafe. */
export const WANTS = 'would like to come';

/** Why a wish before "but" is unclear, until "I can't" follows. */
export const WISH_BUT = 'would like to come, but';

/** Why what she had thought or said before is unclear, until "but I can't" follows. */
export const BEFORE = 'she had thought so before';

/** The rule of "so I can't" where the day is named before. */
export const SO_CANNOT = '"so I cannot"';

/** Why coming is unclear beside an apology, until "so I can't" follows. */
export const REGRETS = 'coming, beside an apology or a reason against';

/** The rule of being away, which a day of coming back may end. */
export const AWAY = 'being elsewhere';

/** The rule of staying at home, which may be told by a doctor. */
export const STAYS = 'staying at home';

/** Everything about a claim but its answer. */
export function details({ clause, verb, around }: Seen): Details {
  const { items, link } = clause;
  const time = items.find(({ kind }) => kind === 'time');
  const minutes = items.findIndex(({ kind }) => kind === 'minutes');
  const lateWord = items.some((item) => meansAny(item, ['late', 'later']));
  const onTime = items.some((item) => means(item, 'onTime'));
  const leaves = items.some((item) => means(item, 'leaveEarly'));
  const soon = items.some((item) => meansAny(item, ['in', 'now', 'onTheWay']));
  const isOnWay = verb.concept === 'onTheWay';
  return {
    spans: spansOf(items),
    late: lateWord && !onTime && !(minutes >= 0 && means(items[minutes + 1], 'before')),
    hours: leaves ? [] : (time?.hours ?? []),
    part: leaves || items[verb.at]?.final ? null : partAfter(items, verb.at),
    inMinutes: soon && !lateWord ? (items[minutes]?.minutes ?? (isOnWay ? 0 : null)) : null,
    corrects:
      around.corrected ||
      link === 'but' ||
      items.some((item) => meansAny(item, ['anyway', 'correction'])),
    replaces: around.corrected || items.some((item) => means(item, 'correction')),
    language: items[verb.at]?.language ?? -1,
  };
}

/** "I come in the evening": a part of the day, right after what she does then. */
function partAfter(items: readonly Item[], verb: number): Span['part'] | null {
  let at = verb + 1;
  while (meansAny(items[at], BEFORE_PART) && partOfDay(items[at]) === null) {
    at += 1;
  }
  return partOfDay(items[at]);
}

const BEFORE_PART: readonly Concept[] = ['in', 'to', 'at', 'dayMark', 'after', 'filler'];

/** "can I come", "am I coming": the verb before its subject at the very beginning asks. */
export function isQuestionByOrder({ items, link }: Clause, verb: number): boolean {
  const first = items.findIndex(
    (item) => !meansAny(item, ['greeting', 'everyone', 'thanks']) && item.kind !== 'unknown',
  );
  const starts = first === verb || meansAny(items[first], ['can', 'will']);
  const sorry = items.some((item) => meansAny(item, ['sorry', 'anyway', 'not']));
  return starts && link === null && means(items[first + 1], 'self') && !sorry;
}
