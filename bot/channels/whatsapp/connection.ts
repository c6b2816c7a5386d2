/**
 * What the message side must know of the connection: since when it stands, whether the page has
 * settled since, and how to get a fresh page where the one at hand can no longer be believed.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../types.ts';
import type { Session } from './session.ts';
import { SessionLost } from './session-lost.ts';
import type { Timing } from './timing.ts';

/** A page that was loaded anew must be connected within the time of so many calls. */
const RELOAD_CALLS = 2;

export interface Connection {
  /** The session is connected, again or for the first time. */
  ready(): void;
  /** Since when without a break, in epoch milliseconds; null where it is not. */
  sinceAt(): number | null;
  /** Waits until what was under way when it connected has come. @throws SessionLost where it breaks off */
  settled(): Promise<void>;
  /** Which document the page shows: another after every reload. @throws SessionLost */
  document(): Promise<number>;
  /** Loads the page anew and waits until it is connected. @throws SessionLost where it does not come back */
  renew(): Promise<void>;
}

interface ConnectionParts {
  readonly session: Pick<Session, 'run' | 'connected'>;
  readonly clock: Clock;
  readonly timing: Pick<Timing, 'settleMs' | 'callMs'>;
}

/** Creates the view on a session; its `ready` must be called at each of the session's. */
export function createConnection({ session, clock, timing }: ConnectionParts): Connection {
  let readyAt: number | null = null;
  let next = Promise.withResolvers<void>();
  const sinceAt = (): number | null => (session.connected() ? readyAt : null);
  const settled = async (): Promise<void> => {
    for (;;) {
      const since = sinceAt();
      if (since === null) {
        throw new SessionLost('wait for the page to settle', false);
      }
      const restMs = since + timing.settleMs - clock.now();
      if (restMs <= 0) {
        return;
      }
      await pause(Math.min(restMs, timing.settleMs));
    }
  };
  const document = (): Promise<number> =>
    session.run(
      'read the page',
      async (client) => (await client.pupPage?.evaluate(readOrigin)) ?? 0,
    );
  const renew = async (): Promise<void> => {
    const again = next.promise;
    await session.run('load the page anew', async (client) => client.pupPage?.evaluate(reload));
    const limit = new AbortController();
    const late = pause(RELOAD_CALLS * timing.callMs, 'late', {
      signal: limit.signal,
      ref: false,
    }).catch(() => '');
    const outcome = await Promise.race([again, late]);
    limit.abort();
    if (outcome === 'late') {
      throw new SessionLost('load the page anew', true);
    }
  };
  return {
    ready() {
      readyAt = clock.now();
      next.resolve();
      next = Promise.withResolvers();
    },
    sinceAt,
    settled,
    document,
    renew,
  };
}

// Sent to the page as text. When a document began is its own: no two have the same.
function readOrigin(): number {
  return performance.timeOrigin;
}

// Answered before the document goes: what broke off with it would look like a lost session.
function reload(): void {
  const page = globalThis as unknown as { location: { reload(): void } };
  setTimeout(() => page.location.reload(), 0);
}
