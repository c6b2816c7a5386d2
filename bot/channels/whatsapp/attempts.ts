/**
 * The sends of this process of which it is not known what became. The page in which one was tried may
 * show it for ever as it was then, so whoever looks for it needs a fresh one. Filled by `send.ts`,
 * asked by `find-sent.ts`.
 */
import type { MessageId, Sending } from '../../types.ts';
import { createBoundedMap } from './keys.ts';
import { makeMessageId } from './message-id.ts';

const REMEMBERED_ATTEMPTS = 500;

export interface Attempt {
  /** In which document of the page it was tried. */
  readonly document: number;
  /** The ids that the page gave it instead of ours. */
  readonly given: readonly MessageId[];
}

export interface Attempts {
  note(sending: Sending, attempt: Attempt): void;
  /** The latest one; null where none is in doubt. */
  of(sending: Sending): Attempt | null;
  /** It is known now. */
  settle(sending: Sending): void;
}

/** Creates an empty memory; it lives as long as the process. */
export function createAttempts(secret: Buffer): Attempts {
  const known = createBoundedMap<Attempt>(REMEMBERED_ATTEMPTS);
  const nameOf = (sending: Sending): string => makeMessageId(secret, sending, 0);
  return {
    note: (sending, attempt) => known.set(nameOf(sending), attempt),
    of: (sending) => known.get(nameOf(sending)) ?? null,
    settle: (sending) => known.delete(nameOf(sending)),
  };
}
