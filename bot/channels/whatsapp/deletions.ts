/**
 * When deletions were noticed: WhatsApp shows that a message was deleted, not when. Shared by
 * `hear.ts` and `history.ts`, so that both give a deletion the same time.
 */
import type { Clock, DeleteEvent } from '../../types.ts';
import { createBoundedMap } from './keys.ts';
import type { LibraryMessage } from './library.ts';
import { readDeletion } from './read-message.ts';

const REMEMBERED_DELETIONS = 5000;

/** A message as the event of its deletion, at the time it was first noticed; null where it stands. */
export type ReadNoticedDeletion = (message: LibraryMessage) => DeleteEvent | null;

/** Creates the reader with an empty memory, which lives as long as the process. */
export function createDeletions(clock: Clock): ReadNoticedDeletion {
  const noticed = createBoundedMap<number>(REMEMBERED_DELETIONS);
  return (message) => {
    const event = readDeletion(message, clock.now());
    if (event === null) {
      return null;
    }
    const name = `${event.chat.id} ${event.messageId}`;
    const at = noticed.get(name) ?? event.at;
    noticed.set(name, at);
    return { ...event, at };
  };
}
