/** One thing that somebody does in the demo, and what it means. Used by `demo*.ts`. */

import type { Answer, LocalDate, LocalTime } from '../types.ts';
import type { Meant } from './demo-course.ts';

export type Doing =
  | {
      readonly kind: 'say';
      readonly to: 'group' | 'bot';
      readonly text: string;
      /** Quotes the bot's reminder. */
      readonly quotes?: true;
    }
  /** Edits, or deletes, what she wrote last. */
  | { readonly kind: 'edit'; readonly text: string }
  | { readonly kind: 'delete' }
  | { readonly kind: 'vote'; readonly option: number }
  | { readonly kind: 'unvote' }
  /** Reacts on the bot's reminder. */
  | { readonly kind: 'react'; readonly emoji: string }
  /** Ticks names in the poll that the bot sent her. */
  | { readonly kind: 'tick'; readonly names: readonly string[] }
  | { readonly kind: 'join' };

/** An RSVP; null: none. */
export type Said = { readonly answer: Answer; readonly late: boolean } | null;

/** What must be so when the bot is quiet again. */
export interface Meaning {
  /** What changes in her RSVPs, by day; all others stay as they are. */
  readonly rsvps: Readonly<Record<LocalDate, Said>>;
  /** The bot's reaction on her message; empty: none. */
  readonly reaction: string;
  /** How many messages the bot writes because of it. */
  readonly answers: number;
  readonly attendance?: { readonly date: LocalDate; readonly present: readonly string[] };
  readonly meeting?: { readonly date: LocalDate; readonly status: string };
}

export interface Moment {
  readonly date: LocalDate;
  readonly time: LocalTime;
}

export interface Step extends Moment {
  readonly who: string;
  readonly doing: Doing;
  readonly means: Meaning;
}

/** It changes nothing, and the bot keeps silent. */
export const NOTHING: Meaning = { rsvps: {}, reaction: '', answers: 0 };

export const REACTIONS: Readonly<Record<Meant, string>> = {
  yes: '✅',
  late: '⏰',
  maybe: '🤔',
  no: '💛',
};

/** The order of the options in the bot's poll. */
export const OPTIONS: readonly Meant[] = ['yes', 'late', 'maybe', 'no'];

/** The RSVP that somebody means; null: she takes hers back. */
export function toSaid(meant: Meant | null): Said {
  if (meant === null) {
    return null;
  }
  return meant === 'late' ? { answer: 'yes', late: true } : { answer: meant, late: false };
}
