/**
 * The line in which events wait to be taken: strictly one after the other, in the order in which the
 * page told them, however long it takes to complete one. Filled by `hear.ts`. Keeps nothing on disk:
 * what was not taken is found again in the chat's history.
 */
import type { Log } from '../../log.ts';
import type { Event, Receive } from '../../types.ts';
import { createBoundedMap } from './keys.ts';

/** The page tells one thing several times within seconds, never hours later. */
const REMEMBERED_EVENTS = 500;

/** Makes the events of one thing that was told; it may have to ask the page. */
export type MakeEvents = () => Promise<readonly Event[]> | readonly Event[];

export interface HandOver {
  begin(receive: Receive): void;
  /** Resolves when all that waits has been taken; what is added from then on is dropped. */
  end(): Promise<void>;
  add(make: MakeEvents): void;
  /** Resolves when all that waits has been taken. */
  idle(): Promise<void>;
}

/** Creates an empty line that nobody takes from yet. */
export function createHandOver(log: Log): HandOver {
  const recent = createBoundedMap<true>(REMEMBERED_EVENTS);
  let receive: Receive | null = null;
  let line: Promise<void> = Promise.resolve();
  const hand = async (make: MakeEvents, taker: Receive): Promise<void> => {
    try {
      for (const event of await make()) {
        const print = describe(event);
        if (!recent.get(print)) {
          recent.set(print, true);
          await taker(event);
        }
      }
    } catch (error) {
      // What could not be read now is in the chat's history, which is read again and again.
      log.failed('hand over', error);
    }
  };
  const idle = async (): Promise<void> => {
    for (let last: Promise<void> | null = null; last !== line; ) {
      last = line;
      await last;
    }
  };
  return {
    begin(taker) {
      receive = taker;
      // A new start may be a new receiver, which has taken nothing yet.
      for (const [print] of [...recent.entries()]) {
        recent.delete(print);
      }
    },
    async end() {
      receive = null;
      await idle();
    },
    add(make) {
      const taker = receive;
      if (taker) {
        line = line.then(() => hand(make, taker));
      }
    },
    idle,
  };
}

/** The same for two tellings of one thing. A deletion has no time of its own. */
function describe(event: Event): string {
  const { chat, from, kind } = event;
  switch (kind) {
    case 'message':
      return JSON.stringify([kind, chat.id, event.messageId, event.editedAt ?? 0, event.text]);
    case 'delete':
      return JSON.stringify([kind, chat.id, event.messageId]);
    case 'reaction':
      return JSON.stringify([kind, chat.id, event.messageId, from, event.at, event.emoji]);
    case 'vote':
      return JSON.stringify([kind, chat.id, event.messageId, from, event.at, event.options]);
    case 'join':
    case 'leave':
      return JSON.stringify([kind, chat.id, from, event.at]);
  }
}
