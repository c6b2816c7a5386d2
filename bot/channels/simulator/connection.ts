/**
 * The bot's side of the pretend WhatsApp: the channel port. Made by `simulator.ts`. Hands over what
 * the store keeps, one at a time and in order; keeps nothing itself but who takes it.
 */
import { BadInput } from '../../bad-input.ts';
import type { Channel, ChannelPhase, Receive } from '../../types.ts';
import { markTaken, nextDelivery } from './delivery.ts';
import { isAway } from './faults.ts';
import { findChat, findPerson, identityOf, listGroupChats, listPeople } from './people.ts';
import { readNow } from './pretend-time.ts';
import { readHistory } from './reading.ts';
import { accept, findInHistory, longestUnderWayMs } from './sending.ts';
import type { Store } from './store.ts';

/** The channel, and what the simulator does to it. */
export interface Connection {
  readonly channel: Channel;
  /** Something may wait to be handed over. */
  wake(): void;
  /** It was away and is back. */
  reconnected(): void;
  /** Resolves when all that can be handed over now has been taken. */
  idle(): Promise<void>;
  /** The bot is gone from one instant to the next: what it did not take in full comes again. */
  drop(): void;
}

/** One start of the channel. */
interface Run {
  readonly receive: Receive;
  readonly onReady: () => void;
  pumping: Promise<void> | null;
  stopping: boolean;
}

/** Makes the channel on a store; `changed` is called after every change it makes. */
export function connect(store: Store, changed: () => void): Connection {
  let run: Run | null = null;

  const pump = async (mine: Run): Promise<void> => {
    // Whoever caused the event gets an answer first; the bot hears of it in the next step.
    await Promise.resolve();
    try {
      while (run === mine && !mine.stopping && !isAway(store)) {
        const next = nextDelivery(store);
        if (!next) {
          return;
        }
        await mine.receive(next.event);
        if (run === mine) {
          store.write(() => markTaken(store, next.position));
          changed();
        }
      }
    } finally {
      // In the same step as the last look: an event that comes now starts a new round.
      mine.pumping = null;
    }
  };
  const wake = (): void => {
    watch.look();
    if (run && !run.pumping && !run.stopping) {
      run.pumping = pump(run);
      // A receiver that fails has not taken the event; `idle` tells, and the next wake tries again.
      run.pumping.catch(() => undefined);
    }
  };
  const reconnected = (): void => {
    run?.onReady();
    wake();
  };
  const idle = async (): Promise<void> => {
    wake();
    for (let round = run?.pumping ?? null; round !== null; round = run?.pumping ?? null) {
      await round;
    }
  };
  const start = async (receive: Receive, onReady: () => void): Promise<void> => {
    run = { receive, onReady, pumping: null, stopping: false };
    watch.look();
    if (!isAway(store)) {
      reconnected();
    }
  };
  const stop = async (): Promise<void> => {
    const mine = run;
    if (mine) {
      mine.stopping = true;
      watch.look();
      // A receiver that failed is no reason not to stop: its event comes again at the next start.
      await mine.pumping?.catch(() => undefined);
      run = run === mine ? null : run;
    }
  };
  const drop = (): void => {
    run = null;
  };
  const connected = (): boolean => run !== null && !run.stopping && !isAway(store);
  const phase = (): ChannelPhase => {
    if (run === null || run.stopping) {
      return 'stopped';
    }
    return isAway(store) ? 'away' : 'connected';
  };
  const watch = watchPhase(phase, () => readNow(store));
  const channel = createChannel(store, { start, stop, connected, watch, changed });
  return { channel, wake, reconnected, idle, drop };
}

/** Tells the state, and whoever wants to know that it is another. */
interface Watch extends Pick<Channel, 'state' | 'onState'> {
  /** It may be another now. */
  look(): void;
}

function watchPhase(phase: () => ChannelPhase, now: () => number): Watch {
  const listeners = new Set<() => void>();
  let seen = { phase: phase(), sinceAt: now() };
  const look = (): void => {
    if (seen.phase !== phase()) {
      seen = { phase: phase(), sinceAt: now() };
      for (const listener of listeners) {
        listener();
      }
    }
  };
  return {
    look,
    state: () => {
      look();
      return { ...seen, link: null, problems: [], version: null, attempts: 0 };
    },
    onState: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

interface Line {
  readonly start: Channel['start'];
  readonly stop: Channel['stop'];
  readonly connected: () => boolean;
  readonly watch: Watch;
  readonly changed: () => void;
}

function createChannel(store: Store, line: Line): Channel {
  const requireLine = (): void => {
    if (isAway(store)) {
      throw new Error('The simulator is away: nothing can be read until it is back.');
    }
  };
  return {
    name: 'simulator',
    get inFlightMs() {
      return longestUnderWayMs(store);
    },
    start: line.start,
    stop: line.stop,
    connected: line.connected,
    state: line.watch.state,
    onState: line.watch.onState,
    link: async () => {
      throw new BadInput('The simulator is always linked: there is nothing to scan.');
    },
    chats: async () => {
      requireLine();
      return listGroupChats(store);
    },
    participants: async (id) => {
      requireLine();
      const chat = findChat(store, id);
      return chat ? listPeople(store, chat).map((person) => identityOf(store, person)) : [];
    },
    identify: async (id) => {
      requireLine();
      const person = findPerson(store, id);
      return person ? identityOf(store, person, id) : { ids: [id] };
    },
    history: async (chat, sinceAt) => {
      requireLine();
      return readHistory(store, chat.id, sinceAt);
    },
    send: async (sending) => {
      if (!line.connected()) {
        return { outcome: 'failed', reason: 'not connected', away: true };
      }
      const receipt = store.write(() => accept(store, sending));
      line.changed();
      return receipt;
    },
    findSent: async (sending) =>
      isAway(store) ? { outcome: 'unreadable' } : findInHistory(store, sending),
  };
}
