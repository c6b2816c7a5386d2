/** A message with what only the page can add to it. Used for what is told live and for the history. */
import type { DeleteEvent, MessageEvent } from '../../types.ts';
import type { ReadNoticedDeletion } from './deletions.ts';
import { bareId } from './keys.ts';
import type { LibraryMessage } from './library.ts';
import { lacksQuote, readMessage } from './read-message.ts';

/** The event of a message as it stands now, with its quote; null where it is nothing the bot takes. */
export async function readWhole(
  message: LibraryMessage,
  deletions: ReadNoticedDeletion,
): Promise<MessageEvent | DeleteEvent | null> {
  const event = readMessage(message);
  if (event === null) {
    return deletions(message);
  }
  if (event.quoted !== undefined || !lacksQuote(message)) {
    return event;
  }
  // A message whose quote the page lost is still what she said.
  const quoted = await message.getQuotedMessage().catch(() => undefined);
  const id = bareId(quoted?.id);
  return id === null ? event : { ...event, quoted: id };
}
