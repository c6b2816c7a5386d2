/**
 * Reactions as they stand under a message, and those that were taken back: WhatsApp shows only the
 * first kind, so what was seen before is remembered. Fed by `hear.ts`, read by `history.ts` and by
 * whoever looks for the account's own.
 */
import type { Chat, ChatId, MessageId, PersonId, ReactionEvent } from '../../types.ts';
import { createBoundedMap, readPerson, serialiseKey } from './keys.ts';
import type { LibraryMessage } from './library.ts';
import { type PageReaction, readReactions } from './page-reactions.ts';
import type { People } from './people.ts';
import type { Session } from './session.ts';
import { SessionLost } from './session-lost.ts';

const REMEMBERED_MESSAGES = 2000;

/** The account's own reaction under a message. */
export interface OwnReaction {
  readonly id: MessageId | null;
  readonly emoji: string;
}

export interface Reactions {
  /** Notes a reaction of somebody else that was told. */
  heard(event: ReactionEvent): void;
  /** All that is known of the reactions under a message, those taken back too. @throws */
  under(message: LibraryMessage, chat: Chat): Promise<readonly ReactionEvent[]>;
  /** Null where the account has none; `unshown` where the page shows no reactions at all. @throws */
  own(message: LibraryMessage): Promise<OwnReaction | null | 'unshown'>;
}

interface ReactionParts {
  readonly session: Pick<Session, 'run'>;
  readonly people: Pick<People, 'isOwn' | 'identify'>;
  now(): number;
}

/** Creates the reader and its memory, which lives as long as the process. */
export function createReactions(parts: ReactionParts): Reactions {
  const memory = createMemory();
  return {
    heard: memory.note,
    async under(message, chat) {
      const messageId = message.id.id as MessageId;
      const before = memory.of(chat.id, messageId);
      if (!message.hasReaction && before.length === 0) {
        return [];
      }
      const shown = await read(parts, message);
      if (shown === null) {
        // What is not shown is not gone.
        return [];
      }
      const standing: ReactionEvent[] = [];
      for (const reaction of shown) {
        const from = readPerson(reaction.sender);
        if (from !== null && !(await isOwn(parts, reaction))) {
          const { at, emoji } = reaction;
          standing.push({ kind: 'reaction', chat, from, at, messageId, emoji });
        }
      }
      // What was heard while the page was read is newer than what was read.
      const unchanged = new Set(memory.of(chat.id, messageId));
      const gone: ReactionEvent[] = [];
      for (const event of before.filter((one) => unchanged.has(one))) {
        if (!(await stands(parts, event.from, standing))) {
          gone.push(event.emoji === '' ? event : { ...event, emoji: '', at: parts.now() });
        }
      }
      const all = [...standing, ...gone];
      all.forEach(memory.note);
      return all;
    },
    async own(message) {
      const shown = await readOwn(parts, message);
      if (shown === null) {
        return 'unshown';
      }
      for (const reaction of shown) {
        if (await isOwn(parts, reaction)) {
          return { id: reaction.id as MessageId | null, emoji: reaction.emoji };
        }
      }
      return null;
    },
  };
}

/** The latest reaction of each person under each message. */
function createMemory(): {
  note(event: ReactionEvent): void;
  of(chat: ChatId, message: MessageId): ReactionEvent[];
} {
  const seen = createBoundedMap<Map<PersonId, ReactionEvent>>(REMEMBERED_MESSAGES);
  return {
    note(event) {
      const name = `${event.chat.id} ${event.messageId}`;
      const people = seen.get(name) ?? new Map<PersonId, ReactionEvent>();
      const before = people.get(event.from);
      if (before === undefined || before.at <= event.at) {
        seen.set(name, people.set(event.from, event));
      }
    },
    of: (chat, message) => [...(seen.get(`${chat} ${message}`)?.values() ?? [])],
  };
}

async function read(parts: ReactionParts, message: LibraryMessage): Promise<PageReaction[] | null> {
  const key = serialiseKey(message.id);
  if (key === null) {
    throw new Error('The page gave a message without a key.');
  }
  const all = await parts.session.run('read reactions', async (client) => {
    return (await client.pupPage?.evaluate(readReactions, key)) ?? null;
  });
  return all?.filter(({ emoji }) => emoji !== '') ?? null;
}

async function readOwn(
  parts: ReactionParts,
  message: LibraryMessage,
): Promise<PageReaction[] | null> {
  try {
    return await read(parts, message);
  } catch (error) {
    // Some builds refuse to look for reactions where there is none.
    if (message.hasReaction || error instanceof SessionLost) {
      throw error;
    }
    return [];
  }
}

async function isOwn(parts: ReactionParts, reaction: PageReaction): Promise<boolean> {
  const sender = readPerson(reaction.sender);
  return reaction.fromMe || (sender !== null && (await parts.people.isOwn(sender)));
}

// One person has two ids: her reaction must not seem gone because it is shown under the other.
async function stands(
  parts: ReactionParts,
  person: PersonId,
  standing: readonly ReactionEvent[],
): Promise<boolean> {
  if (standing.some(({ from }) => from === person)) {
    return true;
  }
  const { ids } = standing.length === 0 ? { ids: [] } : await parts.people.identify(person);
  return standing.some(({ from }) => ids.includes(from));
}
