/**
 * The pauses of a person who writes by hand. An account that answers within milliseconds, or writes
 * to several chats in one breath, is taken for a machine and logged out. Called by `send.ts`.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock, Outbound } from '../../types.ts';

const SECOND_MS = 1000;
/** A short answer is typed in a second, and nobody watches longer than four. */
const TYPING_LEAST_MS = SECOND_MS;
const TYPING_MOST_MS = 4 * SECOND_MS;
const TYPING_CHARACTER_MS = 25;
const REACTING_MS = [SECOND_MS / 2, 2 * SECOND_MS] as const;
/** Between two sends in any chats. */
const GAP_MS = [3 * SECOND_MS, 8 * SECOND_MS] as const;

export interface Pace {
  /** Waits until the next send may begin. */
  gap(): Promise<void>;
  /** Waits as long as it takes to write it. */
  write(message: Outbound): Promise<void>;
  /** A send has ended. */
  sent(): void;
}

/** The pauses; without pacing none at all. */
export function createPace(pacing: boolean, clock: Clock): Pace {
  let lastAt: number | null = null;
  if (!pacing) {
    return { gap: async () => undefined, write: async () => undefined, sent: () => undefined };
  }
  return {
    async gap() {
      const restMs = lastAt === null ? 0 : lastAt + randomInt(...GAP_MS) - clock.now();
      await pause(Math.min(Math.max(restMs, 0), GAP_MS[1]));
    },
    write: (message) => pause(writingMs(message)),
    sent() {
      lastAt = clock.now();
    },
  };
}

/** How long a person takes, with some chance in it. */
function writingMs(message: Outbound): number {
  if (message.kind === 'reaction') {
    return randomInt(...REACTING_MS);
  }
  const length = message.kind === 'text' ? message.text.length : message.question.length;
  const typingMs = TYPING_LEAST_MS + length * TYPING_CHARACTER_MS + randomInt(SECOND_MS / 2);
  return Math.min(typingMs, TYPING_MOST_MS);
}
