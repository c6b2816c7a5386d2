/**
 * The bot's own messages that people may still answer by a vote or a reaction, however far up the chat
 * they are by now: a page that was loaded anew shows the newest messages only. Asked by `history.ts`.
 */
import type { ChatId, Clock, MessageId } from '../../types.ts';
import { bareId } from './keys.ts';
import type { LibraryMessage } from './library.ts';
import type { Loader } from './load-messages.ts';
import { sentAt } from './read-message.ts';

/** On older messages of the bot nobody votes or reacts any more. */
const STILL_ANSWERED_MS = 14 * 24 * 60 * 60 * 1000;

/** `read`: what of the chat has just been read. @throws where the chat cannot be read */
export type ReadOwnMessages = (
  chat: ChatId,
  read: readonly LibraryMessage[],
) => Promise<readonly LibraryMessage[]>;

/** Creates the reader and its memory, which lives as long as the process. */
export function createOwnMessages(parts: { loader: Loader; clock: Clock }): ReadOwnMessages {
  const { loader, clock } = parts;
  const known = new Map<ChatId, Map<MessageId, number>>();
  return async (chat, read) => {
    const oldest = clock.now() - STILL_ANSWERED_MS;
    const before = known.get(chat);
    // The first time it looks back as far as anybody may answer, then at what it knows of.
    const loaded = before ? await loader.own(chat) : await loader.since(chat, oldest);
    const own = new Map<MessageId, LibraryMessage>();
    for (const message of [...loaded, ...read]) {
      const id = bareId(message.id);
      if (id !== null && isPost(message) && sentAt(message) >= oldest) {
        own.set(id, message);
      }
    }
    for (const [id, at] of before ?? []) {
      const message = own.has(id) || at < oldest ? null : await loader.message(chat, id);
      if (message && isPost(message)) {
        own.set(id, message);
      }
    }
    known.set(chat, new Map([...own].map(([id, message]) => [id, sentAt(message)])));
    return [...own.values()];
  };
}

/** Whether people can answer it: what itself answers somebody asks nobody anything. */
function isPost({ fromMe, hasQuotedMsg, type }: LibraryMessage): boolean {
  return fromMe && !hasQuotedMsg && type !== 'revoked';
}
