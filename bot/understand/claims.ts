/**
 * What a clause claims, before it is known which meetings it is about.
 * Made by the `read-*` files, settled on meetings by `settle`.
 * It must never hold a word of the message, only phrases of our own files.
 */

import type { Answer, Ask } from '../types.ts';
import type { Item, Span } from './items.ts';

export interface Claim {
  readonly kind: 'claim';
  readonly answer: Answer;
  readonly late: boolean;
  /** The named days; null where none was named. */
  readonly spans: readonly Span[] | null;
  /** When she comes, in minutes since midnight: every hour that the one named may be. */
  readonly hours: readonly number[];
  /** The part of the day that is named without a day, in minutes since midnight; null for none. */
  readonly part: Span['part'] | null;
  /** Minutes from now until she comes. */
  readonly inMinutes: number | null;
  /** Gives way to a clear claim for the same day ("would like to", "see you"). */
  readonly soft: boolean;
  /** Counts only with a named day of a meeting, on the day of a meeting, or as an answer. */
  readonly onlyOnDay: boolean;
  /** Counts only with a named day of a meeting, or as an answer. */
  readonly onlyNamed: boolean;
  /** Wins over what was said before ("but", "anyway", "no wait"). */
  readonly corrects: boolean;
  /** Said right after "no wait" or "wrong day": what was said for another day no longer holds. */
  readonly replaces: boolean;
  /** Which rule decided, in words. */
  readonly rule: string;
  readonly language: number;
  /** An answer in two words ("next Tuesday yes"), which needs something that it continues. */
  readonly fragment: boolean;
}

export interface Doubt {
  readonly kind: 'unclear';
  readonly reason: string;
  readonly spans: readonly Span[] | null;
  /** Counts only with a named day of a meeting, or as an answer. */
  readonly onlyNamed: boolean;
  /** Only a reason or a hint: gives way to any clear claim. */
  readonly weak: boolean;
  /** Speaks against a yes beside it, however weak it is alone. */
  readonly againstYes?: true;
}

export interface Question {
  readonly kind: 'ask';
  readonly ask: Ask;
  readonly spans: readonly Span[] | null;
  readonly language: number;
}

export type Reading = Claim | Doubt | Question;

/** A claim with the usual values where nothing else is said. */
export function claim(from: Pick<Claim, 'answer' | 'rule' | 'language'> & Partial<Claim>): Claim {
  return {
    kind: 'claim',
    late: false,
    spans: null,
    hours: [],
    part: null,
    inMinutes: null,
    fragment: false,
    soft: false,
    onlyOnDay: false,
    onlyNamed: false,
    corrects: false,
    replaces: false,
    ...from,
  };
}

/** The named days of some items; null where there is none. */
export function spansOf(items: readonly Item[]): readonly Span[] | null {
  const spans = items.flatMap((item) => item.spans ?? []);
  return spans.length === 0 ? null : spans;
}
