/** Puts the doors together around one store and one channel. Knows no web, no files, no settings. */

import { setTimeout as wait } from 'node:timers/promises';
import type { Flow, Handler, Store, When } from './context.ts';
import type { Log } from './log.ts';
import { createOutbox } from './outbox.ts';
import type { Limits } from './pace.ts';
import { createReceiver } from './receive.ts';
import type { Say } from './say.ts';
import { createSweep } from './sweep.ts';
import { createTick } from './tick.ts';
import type { Channel, Clock, Jobs, Understand, World } from './types.ts';

/** Whoever stops the bot waits no longer than this for a message that is being sent. */
const FINISH_MS = 8000;

export interface BotParts {
  readonly store: Store;
  readonly channel: Channel;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly say: Say;
  readonly understand: Understand;
  readonly readWhen: (text: string, world: World) => When;
  readonly handlers: readonly Handler[];
  readonly flows: readonly Flow[];
  readonly log: Log;
  /** How much the account may say; null: as much as there is. */
  readonly limits: Limits | null;
  /** Called once a minute, after what time brings. */
  onMinute?(): void;
}

export interface Bot {
  /** Connects, reads what it missed, and begins to work. */
  start(): Promise<void>;
  /** Ends cleanly: what is under way is finished. */
  stop(): Promise<void>;
  /** Resolves when everything said so far is handled, what time has brought is done, and what is due is sent. */
  settle(): Promise<void>;
  /** Does what time has brought and sends what is due, without reading the chats again. */
  beat(): Promise<void>;
}

/** Builds the bot; nothing runs before `start`. */
export function createBot(parts: BotParts): Bot {
  const { store, channel, clock, jobs, log } = parts;
  const wake = (): void => jobs.wake();
  const receiver = createReceiver({ ...parts, wake });
  const outbox = createOutbox(parts);
  const tick = createTick({ ...parts, wake });
  const sweep = createSweep({
    ...{ store, channel, clock, log },
    ...{ receive: receiver.receive, say: parts.say },
  });
  let sweeping: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | null = null;
  // One at a time; whoever asks while one waits for its turn is served by that one.
  const sweepInTurn = (): Promise<void> => {
    waiting ??= sweeping.then(() => {
      waiting = null;
      return sweep('all');
    });
    sweeping = waiting;
    return waiting;
  };
  const readNewGroups = (): void => {
    if (channel.connected() && store.inbox.hasUnreadGroup()) {
      sweeping = sweeping.then(() => sweep('new'));
    }
  };
  const beat = async (): Promise<void> => {
    await receiver.idle();
    tick();
    await outbox.drain();
  };
  const settle = async (): Promise<void> => {
    await receiver.idle();
    await sweepInTurn();
    await beat();
  };
  return {
    async start() {
      outbox.begin();
      await channel.start(receiver.receive, () => {
        // Whatever was said while the channel was away has no event of its own.
        void sweepInTurn().then(wake);
      });
      await jobs.start({
        tick: async () => {
          tick();
          readNewGroups();
          parts.onMinute?.();
        },
        drain: () => outbox.drain(),
        sweep: sweepInTurn,
      });
      await settle();
    },
    async stop() {
      await finishSoon(outbox.stop());
      await channel.stop();
      await jobs.stop();
      await receiver.idle();
      await sweeping;
      await outbox.stop();
    },
    settle,
    beat,
  };
}

/** A send ends by itself; one that does not is looked for at the next start. */
async function finishSoon(send: Promise<void>): Promise<void> {
  const given = new AbortController();
  await Promise.race([send, wait(FINISH_MS, undefined, { signal: given.signal, ref: false })]);
  given.abort();
}
