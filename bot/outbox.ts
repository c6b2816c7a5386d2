/**
 * The one door out. Rows of the outbox are claimed, sent, and marked by the channel's own proof.
 * What may have been sent is looked for, never sent again blindly; what cannot be resolved is held
 * for a person to see.
 */

import type { Claimed } from '../data/outbox.ts';
import type { Store } from './context.ts';
import type { Log } from './log.ts';
import { type Limits, waitUntil } from './pace.ts';
import type { Channel, Clock, Found, Receipt, Sending } from './types.ts';

const SECOND_MS = 1000;
/** Pause after the first failure; doubled with each further one. */
const BACKOFF_MS = 30 * SECOND_MS;
/** A message that certainly failed this often is given up. */
const MAX_ATTEMPTS = 5;
/** Pause before a message is taken up again that met with a channel that was just going away. */
const AWAY_MS = 5 * SECOND_MS;
/** Pause before a channel that could not tell is asked again. */
const LOOK_AGAIN_MS = 60 * SECOND_MS;
/**
 * A channel that could not tell so often, an hour of looking, needs a person. The time since the send
 * says nothing: the channel, or the bot, may have been away for most of it.
 */
const HOLD_AFTER_LOOKS = 60;

export interface OutboxParts {
  readonly store: Store;
  readonly channel: Channel;
  readonly clock: Clock;
  readonly log: Log;
  /** How much the account may say; null: as much as there is. */
  readonly limits: Limits | null;
}

export interface Outbox {
  /** After a start nothing can be under way from here: what was is looked for first. */
  begin(): void;
  /** Sends all that is due. Calls during a drain make it look once more. Never rejects. */
  drain(): Promise<void>;
  /** Begins nothing more; resolves when the send that is under way has ended. */
  stop(): Promise<void>;
}

/** `vainLooks`: how often in a row the channel could not tell about a row, by its id. */
interface Door extends OutboxParts {
  readonly vainLooks: Map<number, number>;
}

/** Creates the door out. */
export function createOutbox(parts: OutboxParts): Outbox {
  const door: Door = { ...parts, vainLooks: new Map() };
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  const going = (): boolean => !stopped && parts.channel.connected();
  const loop = async (): Promise<void> => {
    do {
      again = false;
      try {
        await drainOnce(door, going);
      } catch (error) {
        // The database did not answer: the rows are as they were, the next drain finds them.
        parts.log.failed('drain', error);
      }
    } while (again);
    running = null;
  };
  return {
    begin: () => parts.store.outbox.doubtAll(parts.channel.inFlightMs),
    drain() {
      again = true;
      running ??= loop();
      return running;
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}

async function drainOnce(parts: Door, going: () => boolean): Promise<void> {
  const { store, clock, limits } = parts;
  store.outbox.expire(clock.now());
  if (!going()) {
    return;
  }
  // Nothing more is begun once the channel is gone: the rows wait for it.
  for (const row of store.outbox.doubtful(clock.now())) {
    if (going()) {
      await lookFor(parts, row);
    }
  }
  while (going()) {
    const due = store.outbox.nextDue(clock.now());
    if (!due) {
      return;
    }
    const wait = waitUntil(store, due, { now: clock.now(), limits });
    if (wait !== null) {
      store.outbox.postpone(due.id, wait);
      continue;
    }
    const row = store.outbox.claim(due.id, clock.now());
    if (row) {
      await send(parts, row);
    }
  }
}

function toSending(row: Claimed): Sending {
  return { key: row.key, chat: row.chat, message: row.message, claimedAt: row.claimedAt };
}

async function send(parts: Door, row: Claimed): Promise<void> {
  const { store, channel, clock } = parts;
  const receipt = await trySending(parts, row);
  const now = clock.now();
  if (receipt.outcome === 'sent') {
    store.transaction(() => store.outbox.markSent(row, receipt.messageId, now));
    return;
  }
  if (receipt.outcome === 'failed' && receipt.away) {
    // It waits for the channel, however often that goes: nobody has to do anything.
    store.outbox.putBack(row.id, now + AWAY_MS, receipt.reason);
    return;
  }
  if (receipt.outcome === 'failed') {
    retryOrGiveUp(parts, row, receipt.reason);
    return;
  }
  parts.log.warn('not known whether it was sent', { outbox: row.id, kind: row.message.kind });
  const lookAt = Math.max(now, row.claimedAt + channel.inFlightMs);
  store.outbox.doubt(row.id, lookAt, 'not confirmed');
  if (lookAt <= now) {
    await lookFor(parts, row);
  }
}

async function trySending(parts: OutboxParts, row: Claimed): Promise<Receipt> {
  try {
    return await parts.channel.send(toSending(row));
  } catch (error) {
    // A channel that throws has not said that nothing was sent.
    parts.log.failed('send', error, { outbox: row.id });
    return { outcome: 'unknown' };
  }
}

function retryOrGiveUp(parts: OutboxParts, row: Claimed, problem: string): void {
  const nextAt = parts.clock.now() + BACKOFF_MS * 2 ** (row.attempts - 1);
  if (row.attempts >= MAX_ATTEMPTS || nextAt >= row.expiresAt) {
    parts.store.outbox.end(row, 'failed', problem);
    parts.log.warn('given up', { outbox: row.id, kind: row.message.kind, attempts: row.attempts });
  } else {
    parts.store.outbox.retry(row.id, nextAt, problem);
  }
}

/** Is it there? Only a clear no allows it to be sent again. */
async function lookFor(parts: Door, row: Claimed): Promise<void> {
  const { store, channel, clock, vainLooks } = parts;
  const found = await tryFinding(parts, row);
  const now = clock.now();
  const expired = now >= row.expiresAt;
  // Nothing that is sent is confirmed now: it may arrive each time, and be said again and again.
  const isVain = row.attempts > 1 && channel.state().problems.includes('sends-unconfirmed');
  if (found.outcome === 'unreadable') {
    lookAgainOrHold(parts, row, 'the chat could not be read');
    return;
  }
  if (found.outcome === 'absent' && isVain && !expired) {
    lookAgainOrHold(parts, row, 'sends are not confirmed');
    return;
  }
  vainLooks.delete(row.id);
  if (found.outcome === 'found') {
    store.transaction(() => store.outbox.markSent(row, found.messageId, now));
  } else if (expired) {
    store.outbox.end(row, 'expired', null);
  } else if (row.attempts >= MAX_ATTEMPTS) {
    store.outbox.end(row, 'failed', 'never arrived');
  } else {
    store.outbox.retry(row.id, now, 'did not arrive');
  }
}

function lookAgainOrHold(
  { store, clock, log, vainLooks }: Door,
  row: Claimed,
  problem: string,
): void {
  const looks = (vainLooks.get(row.id) ?? 0) + 1;
  if (looks > HOLD_AFTER_LOOKS) {
    vainLooks.delete(row.id);
    store.outbox.end(row, 'held', problem);
    log.warn('held: a person must look', { outbox: row.id, kind: row.message.kind });
  } else {
    vainLooks.set(row.id, looks);
    store.outbox.doubt(row.id, clock.now() + LOOK_AGAIN_MS, problem);
  }
}

async function tryFinding(parts: OutboxParts, row: Claimed): Promise<Found> {
  try {
    return await parts.channel.findSent(toSending(row));
  } catch (error) {
    parts.log.failed('find sent', error, { outbox: row.id });
    return { outcome: 'unreadable' };
  }
}
