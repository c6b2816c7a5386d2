/**
 * What stands in a chat, as the channel's port says: messages, deletions, reactions, votes. Events
 * are hints, this is the source. Called by the channel. What one build of WhatsApp Web cannot show is
 * left out and read again later; it never hides the rest.
 */
import type { Log } from '../../log.ts';
import type { Chat, ChatId, Clock, Event, VoteEvent } from '../../types.ts';
import type { Connection } from './connection.ts';
import type { ReadNoticedDeletion } from './deletions.ts';
import type { Hearing } from './hear.ts';
import { bareId, readPerson, serialiseKey } from './keys.ts';
import type { LibraryMessage } from './library.ts';
import type { Loader } from './load-messages.ts';
import { createOwnMessages } from './own-messages.ts';
import type { People } from './people.ts';
import type { Reactions } from './reactions.ts';
import { chatOf, sentAt } from './read-message.ts';
import { readWhole } from './read-whole.ts';
import type { Session } from './session.ts';
import { SessionLost } from './session-lost.ts';

const MINUTE_MS = 60 * 1000;
/** Read further back than asked: an edit comes within a quarter of an hour, an answer within the hour. */
const BEFORE_MS = 60 * MINUTE_MS;
/** What a build of WhatsApp Web cannot show for so long is given up: all since is told each time. */
const OWED_MS = 24 * 60 * MINUTE_MS;
/** After a connection events come late for a while: only then does a silent message mean deafness. */
const HEARING_SURE_MS = 2 * MINUTE_MS;
/** An event may be on its way while the chat is read. */
const ON_ITS_WAY_MS = MINUTE_MS / 2;

export interface HistoryParts {
  readonly session: Pick<Session, 'run' | 'report' | 'connected'>;
  readonly connection: Pick<Connection, 'sinceAt'>;
  readonly loader: Loader;
  readonly people: Pick<People, 'isOwn'>;
  readonly reactions: Reactions;
  readonly deletions: ReadNoticedDeletion;
  readonly hearing: Pick<Hearing, 'notice'>;
  readonly clock: Clock;
  readonly log: Log;
}

export type ReadHistory = (chat: Chat, sinceAt: number) => Promise<readonly Event[]>;

/** Creates the reader. It rejects where the chat cannot be read at all. */
export function createHistory(parts: HistoryParts): ReadHistory {
  // Where a part could not be read, the next reading begins as early as this one.
  const owed = new Map<ChatId, number>();
  const readOwnMessages = createOwnMessages(parts);
  return async (chat, askedAt) => {
    const owedAt = Math.max(owed.get(chat.id) ?? askedAt, parts.clock.now() - OWED_MS);
    const sinceAt = Math.min(askedAt, owedAt);
    const messages = await parts.loader.since(chat.id, sinceAt - BEFORE_MS);
    reportUnheard(parts, messages);
    const reading = createReading(parts);
    for (const message of messages) {
      await reading.take('a message', async () => {
        const event = await readWhole(message, parts.deletions);
        return event === null ? [] : [event];
      });
    }
    const own = await readOwnMessages(chat.id, messages);
    const answered = [...messages.filter(({ fromMe }) => !fromMe), ...own];
    for (const message of own.filter(({ type }) => type === 'poll_creation')) {
      await reading.take('votes', () => readVotes(parts, chatOf(message) ?? chat, message));
    }
    for (const message of answered) {
      await reading.take('reactions', () =>
        parts.reactions.under(message, chatOf(message) ?? chat),
      );
    }
    if (reading.isWhole()) {
      owed.delete(chat.id);
    } else {
      owed.set(chat.id, sinceAt);
    }
    return reading
      .events()
      .filter((event) => lastChange(event) >= sinceAt)
      .sort((one, other) => one.at - other.at);
  };
}

function lastChange(event: Event): number {
  // A message is told in whole seconds: what was sent within the second that was asked for counts.
  return event.kind === 'message' ? (event.editedAt ?? event.at + 999) : event.at;
}

interface Reading {
  take(what: string, read: () => Promise<readonly Event[]>): Promise<void>;
  isWhole(): boolean;
  events(): Event[];
}

function createReading({ log }: HistoryParts): Reading {
  const events: Event[] = [];
  const failed = new Set<string>();
  return {
    async take(what, read) {
      try {
        events.push(...(await read()));
      } catch (error) {
        if (error instanceof SessionLost) {
          throw error;
        }
        if (!failed.has(what)) {
          log.failed(`read ${what}`, error);
        }
        failed.add(what);
      }
    },
    isWhole: () => failed.size === 0,
    events: () => events,
  };
}

async function readVotes(
  { session, people }: HistoryParts,
  chat: Chat,
  poll: LibraryMessage,
): Promise<VoteEvent[]> {
  const key = serialiseKey(poll.id);
  const messageId = bareId(poll.id);
  if (key === null || messageId === null) {
    return [];
  }
  const votes = await session.run('read votes', (client) => client.getPollVotes(key));
  const events: VoteEvent[] = [];
  for (const vote of votes) {
    const from = readPerson(vote.voter);
    if (from !== null && !(await people.isOwn(from))) {
      const options = vote.selectedOptions
        .map(({ name }) => name)
        .filter((name) => name !== undefined);
      if (options.length < vote.selectedOptions.length) {
        throw new Error('A vote names an option that its poll does not have.');
      }
      events.push({ kind: 'vote', chat, from, at: vote.interractedAtTs, messageId, options });
    }
  }
  return events;
}

/** A message that no event told of, although the connection stood long before: the page is deaf. */
function reportUnheard(parts: HistoryParts, messages: readonly LibraryMessage[]): void {
  const since = parts.connection.sinceAt();
  const until = parts.clock.now() - ON_ITS_WAY_MS;
  for (const message of messages.filter(({ fromMe, type }) => !fromMe && type === 'chat')) {
    const isOwed = since !== null && sentAt(message) > since + HEARING_SURE_MS;
    if (isOwed && sentAt(message) < until && parts.hearing.notice(message) === 'new') {
      parts.session.report('unheard-message');
    }
  }
}
