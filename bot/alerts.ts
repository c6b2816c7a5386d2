/**
 * Alerts by another way: when WhatsApp is silent nobody can be told by WhatsApp. Made by `main`,
 * checked once a minute. It must never reject, and never tell a name, a number or a text.
 */

import { type Notice, writeAlert } from './alert-text.ts';
import { watchConnection, watchMessages, watchProblems } from './alert-watch.ts';
import type { AlertWay } from './alert-ways.ts';
import type { Store } from './context.ts';
import type { Log } from './log.ts';
import type { OfficeWords } from './office-words.ts';
import type { Channel, Clock } from './types.ts';

export interface AlertParts {
  readonly channel: Pick<Channel, 'state'>;
  readonly store: Pick<Store, 'groups' | 'outbox'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly ways: readonly AlertWay[];
  readonly words: OfficeWords;
  readonly account: string;
  /** How long the channel may be away before somebody is told. */
  readonly afterMs: number;
}

export interface Alerts {
  /** Looks, and tells what is new; what a way did not take is tried again by the next call. Never rejects. */
  check(): Promise<void>;
}

/** What a way has not taken yet: of each matter the newest, because it says what the older said. */
interface Waiting {
  readonly way: AlertWay;
  readonly notices: Map<string, Notice>;
}

/** Creates the alerts; nothing runs before `check`. */
export function createAlerts(parts: AlertParts): Alerts {
  const { channel, store, clock, log, afterMs } = parts;
  // A group can be added only to a chat that was seen, so the account was connected then.
  const wasConnected = (): boolean => store.groups.all().length > 0;
  const watches = {
    connection: watchConnection({ channel, wasConnected, afterMs }),
    problems: watchProblems(channel),
    messages: watchMessages(store.outbox),
  };
  const waiting: readonly Waiting[] = parts.ways.map((way) => ({ way, notices: new Map() }));
  let running: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    for (const [matter, watch] of Object.entries(watches)) {
      const notice = watch(clock.now());
      if (notice) {
        log.warn('alert', { kind: notice.kind });
        for (const { notices } of waiting) {
          notices.set(matter, merge(notices.get(matter), notice));
        }
      }
    }
    await Promise.all(waiting.map((one) => deliverAll(parts, one)));
  };
  const lookSafely = async (): Promise<void> => {
    try {
      await look();
    } catch (error) {
      log.failed('alerts', error);
    } finally {
      running = null;
    }
  };
  return {
    check() {
      running ??= lookSafely();
      return running;
    },
  };
}

/** Counts of messages add up; of anything else the newer says all. */
function merge(older: Notice | undefined, newer: Notice): Notice {
  return older?.kind === 'messages' && newer.kind === 'messages'
    ? { ...older, held: older.held + newer.held, failed: older.failed + newer.failed }
    : newer;
}

async function deliverAll(parts: AlertParts, { way, notices }: Waiting): Promise<void> {
  const { words, account, log } = parts;
  for (const [matter, notice] of notices) {
    try {
      await way.deliver(writeAlert(words, account, notice));
      notices.delete(matter);
      log.info('alert delivered', { way: way.name, kind: notice.kind });
    } catch (error) {
      log.failed('alert', error, { way: way.name, kind: notice.kind });
      return;
    }
  }
}
