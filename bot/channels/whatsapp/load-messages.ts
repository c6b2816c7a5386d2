/**
 * Reads what stands in a chat, as far back as it is asked for. Used by everything that looks
 * something up: the history, what was sent, what is quoted. Changes nothing in the chat.
 */
import type { ChatId, MessageId } from '../../types.ts';
import { bareId, type KeyMemory } from './keys.ts';
import type { LibraryChat, LibraryClient, LibraryMessage } from './library.ts';
import { createBareChat } from './load-library.ts';
import { sentAt } from './read-message.ts';
import type { Session } from './session.ts';
import { isSessionLoss, SessionLost } from './session-lost.ts';

/** How many of the newest messages are asked for, until they reach far enough back. */
const LIMITS = [50, 100, 200, 400];

export interface Loader {
  /**
   * The messages of a chat, oldest first: all since an instant where the page gives so many.
   * @throws SessionLost, or where the chat cannot be read
   */
  since(chat: ChatId, sinceAt: number): Promise<readonly LibraryMessage[]>;
  /** The account's own messages that the page holds without fetching any. */
  own(chat: ChatId): Promise<readonly LibraryMessage[]>;
  /** One message, by what is remembered of it or by looking through the chat; null where it is not there. */
  message(chat: ChatId, id: MessageId): Promise<LibraryMessage | null>;
}

/** Creates the reader; `keys` learns every message that it sees. */
export function createLoader(session: Pick<Session, 'run'>, keys: KeyMemory): Loader {
  const opened = new WeakMap<LibraryClient, Map<ChatId, LibraryChat>>();
  const open = async (client: LibraryClient, id: ChatId): Promise<LibraryChat> => {
    const chats = opened.get(client) ?? new Map<ChatId, LibraryChat>();
    opened.set(client, chats);
    // Opening a group asks the server about its people: once a browser is enough to read it.
    const chat = chats.get(id) ?? (await openOrName(client, id));
    if (!chat) {
      throw new Error('There is no such chat.');
    }
    chats.set(id, chat);
    return chat;
  };
  const fetch = (
    id: ChatId,
    options: { readonly limit?: number; readonly fromMe?: boolean },
  ): Promise<LibraryMessage[]> =>
    session.run('read messages', async (client) => {
      const messages = await (await open(client, id)).fetchMessages(options);
      for (const message of messages) {
        keys.remember(id, message.id);
      }
      // Within one second the page's own order counts, which this sort keeps.
      return [...messages].sort((one, other) => one.timestamp - other.timestamp);
    });
  const since = async (chat: ChatId, sinceAt: number): Promise<readonly LibraryMessage[]> => {
    let messages: readonly LibraryMessage[] = [];
    for (const limit of LIMITS) {
      messages = await fetch(chat, { limit });
      const [oldest] = messages;
      if (oldest === undefined || messages.length < limit || sentAt(oldest) < sinceAt) {
        break;
      }
    }
    return messages;
  };
  const message = async (chat: ChatId, id: MessageId): Promise<LibraryMessage | null> => {
    const known = keys.find(chat, id);
    const found =
      known === null
        ? null
        : await session
            .run('read a message', (client) => client.getMessageById(known))
            .catch(leave);
    if (found) {
      return found;
    }
    for (const limit of LIMITS) {
      const messages = await fetch(chat, { limit });
      const there = messages.find((one) => bareId(one.id) === id);
      if (there || messages.length < limit) {
        return there ?? null;
      }
    }
    return null;
  };
  return { since, own: (chat) => fetch(chat, { fromMe: true }), message };
}

/** What the server refuses to tell of a group's people does not hide what was said there. */
async function openOrName(client: LibraryClient, id: ChatId): Promise<LibraryChat | undefined> {
  try {
    return await client.getChatById(id);
  } catch (error) {
    if (isSessionLoss(error)) {
      throw error;
    }
    return createBareChat(client, id);
  }
}

// A page that refuses to look one message up may still show it among the others.
function leave(error: unknown): null {
  if (error instanceof SessionLost) {
    throw error;
  }
  return null;
}
