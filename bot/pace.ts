/**
 * How fast and at which hours the bot speaks. Accounts are blocked for behaving like machines, and
 * nobody wants a phone that rings at night. Asked by `outbox.ts` before each message.
 */

import type { Due } from '../data/outbox-pace.ts';
import { quietUntil } from './calendar.ts';
import type { Store } from './context.ts';

const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A message that time brings is late from then on. Until then its group chose the hour itself. */
const LATE_MS = 15 * MINUTE_MS;

/** How much an account may say. */
export interface Limits {
  /** Messages and reactions to one chat in any minute. */
  readonly chatAMinute: number;
  /** Messages and reactions to all chats in any minute. */
  readonly accountAMinute: number;
  /** Messages to all chats in any 24 hours; reactions are not counted. */
  readonly accountADay: number;
}

/**
 * What a busy person might send. Nobody publishes a safe rate: groups report trouble above twenty
 * messages a minute, and accounts that wrote to hundreds of chats in hours were restricted.
 */
export const CAREFUL: Limits = { chatAMinute: 10, accountAMinute: 20, accountADay: 1000 };

/** Whether what was due at an instant is late by now: then it keeps the quiet hours. */
export function isLate(dueAt: number, now: number): boolean {
  return now >= dueAt + LATE_MS;
}

/** When a message that is due must wait, and until when; null: it may go now. */
export function waitUntil(
  store: Store,
  due: Due,
  { now, limits }: { now: number; limits: Limits | null },
): number | null {
  const quiet = due.prompted || !isLate(due.dueAt, now) ? null : quietNow(store, due, now);
  if (quiet !== null || limits === null) {
    return quiet;
  }
  const rates = [
    { which: due, most: limits.chatAMinute, spanMs: MINUTE_MS },
    { which: 'all', most: limits.accountAMinute, spanMs: MINUTE_MS },
    ...(due.kind === 'reaction'
      ? []
      : [{ which: 'said', most: limits.accountADay, spanMs: DAY_MS } as const]),
  ] as const;
  const waits = rates.flatMap(({ which, most, spanMs }) => {
    const sentAt = store.outbox.sentBefore(which, { since: now - spanMs, before: most - 1 });
    return sentAt === null ? [] : [sentAt + spanMs];
  });
  return waits.length === 0 ? null : Math.max(...waits);
}

function quietNow(store: Store, due: Due, now: number): number | null {
  const group = store.groups.get(due.group);
  return group ? quietUntil(now, group.zone) : null;
}
