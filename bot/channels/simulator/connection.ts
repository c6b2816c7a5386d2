/**
 * The bot's side of the pretend WhatsApp: the channel port. Made by `simulator.ts`. Hands over what
 * the store keeps, one at a time and in order; keeps nothing itself but who takes it.
 */
import type { Channel, Receive } from '../../types.ts';
import { markTaken, nextDelivery } from './delivery.ts';
import { isAway } from './faults.ts';
import { findChat, findPerson, identityOf, listGroupChats, listPeople } from './people.ts';
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
    if (!isAway(store)) {
      reconnected();
    }
  };
  const stop = async (): Promise<void> => {
    const mine = run;
    if (mine) {
      mine.stopping = true;
      // A receiver that failed is no reason not to stop: its event comes again at the next start.
      await mine.pumping?.catch(() => undefined);
      run = run === mine ? null : run;
    }
  };
  const drop = (): void => {
    run = null;
  };
  const connected = (): boolean => run !== null && !run.stopping && !isAway(store);
  const channel = createChannel(store, { start, stop, connected, changed });
  return { channel, wake, reconnected, idle, drop };
}

interface Line {
  readonly start: Channel['start'];
  readonly stop: Channel['stop'];
  readonly connected: () => boolean;
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
    chats: async () => {
      requireLine();
      return listGroupChats(store);
    },
    participants: async (id) => {
      requireLine();
      const chat = findChat(store, id);
      return chat ? listPeople(store, chat).map(identityOf) : [];
    },
    identify: async (id) => {
      requireLine();
      const person = findPerson(store, id);
      return person ? identityOf(person) : { ids: [id] };
    },
    history: async (chat, sinceAt) => {
      requireLine();
      return readHistory(store, chat.id, sinceAt);
    },
    send: async (sending) => {
      if (!line.connected()) {
        return { outcome: 'failed', reason: 'not connected' };
      }
      const receipt = store.write(() => accept(store, sending));
      line.changed();
      return receipt;
    },
    findSent: async (sending) =>
      isAway(store) ? { outcome: 'unreadable' } : findInHistory(store, sending),
  };
}
