/**
 * What the page tells while it is connected, as events of ours. Attached to every new client; each
 * telling goes into the line of `hand-over.ts` at once, so their order stays. Own doings are no
 * events: they are proofs for the sender. Never throws: it runs inside the library's own calls.
 */
import type { Log } from '../../log.ts';
import type { Clock, Event, MessageId, Receive } from '../../types.ts';
import type { ReadNoticedDeletion } from './deletions.ts';
import { createHandOver, type MakeEvents } from './hand-over.ts';
import { bareId, createBoundedMap, type KeyMemory, readChat, readKey, readPerson } from './keys.ts';
import type {
  LibraryClient,
  LibraryMessage,
  LibraryNotification,
  LibraryReaction,
  LibraryVote,
} from './library.ts';
import type { Loader } from './load-messages.ts';
import type { People } from './people.ts';
import type { Proofs } from './proofs.ts';
import type { Reactions } from './reactions.ts';
import { chatOf, editedAtOf } from './read-message.ts';
import { readWhole } from './read-whole.ts';
import type { Session } from './session.ts';

const REMEMBERED_HEARD = 5000;

/** Group notices by which somebody came in; the library tells some of them as mere updates. */
const JOINED = /(?:^|_)(?:add|join|invite)$/;
const LEFT = new Set(['leave', 'remove']);

export interface HearingParts {
  readonly session: Pick<Session, 'report'>;
  readonly loader: Loader;
  readonly people: People;
  readonly keys: KeyMemory;
  readonly reactions: Reactions;
  readonly deletions: ReadNoticedDeletion;
  readonly proofs: Proofs;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Hearing {
  /** Listens to a new client. */
  attach(client: LibraryClient): void;
  begin(receive: Receive): void;
  /** Resolves when all that was told has been taken. */
  end(): Promise<void>;
  idle(): Promise<void>;
  /** Whether an event told of a message, or it is known otherwise; from now on it counts as known. */
  notice(message: LibraryMessage): 'known' | 'new';
}

/** Creates the ear of the channel. */
export function createHearing(parts: HearingParts): Hearing {
  const line = createHandOver(parts.log);
  const heard = createBoundedMap<true>(REMEMBERED_HEARD);
  const notice = (message: LibraryMessage): 'known' | 'new' => {
    const name = `${chatOf(message)?.id} ${bareId(message.id)}`;
    const before = heard.get(name);
    heard.set(name, true);
    return before ? 'known' : 'new';
  };
  const learn = (message: LibraryMessage): void => {
    const chat = chatOf(message);
    if (chat) {
      parts.keys.remember(chat.id, message.id);
      parts.people.notice(message);
      notice(message);
      parts.session.report('heard');
    }
  };
  return {
    attach: (client) => listen(client, { ...parts, line: line.add, learn }),
    begin: line.begin,
    end: line.end,
    idle: line.idle,
    notice,
  };
}

interface Tellings extends HearingParts {
  readonly line: (make: MakeEvents) => void;
  /** Notes what every telling of a message brings along. */
  learn(message: LibraryMessage): void;
}

function hearMessage(tellings: Tellings, message: LibraryMessage, edited: boolean): void {
  tellings.learn(message);
  if (message.fromMe) {
    tellings.proofs.created(message);
    return;
  }
  const toldAt = tellings.clock.now();
  tellings.line(async () => {
    const event = await readWhole(message, tellings.deletions);
    if (event?.kind === 'message' && edited && event.editedAt === undefined) {
      // The page does not tell when: without a time the bot would take it for a redelivery.
      return [{ ...event, editedAt: toldAt }];
    }
    return event === null ? [] : [event];
  });
}

function hearDeletion(tellings: Tellings, message: LibraryMessage): void {
  tellings.learn(message);
  const event = tellings.deletions(message);
  tellings.line(() => (event ? [event] : []));
}

function listen(client: LibraryClient, tellings: Tellings): void {
  const { log, people, proofs } = tellings;
  const guard =
    <Told extends readonly unknown[]>(what: string, hear: (...told: Told) => void) =>
    (...told: Told): void => {
      try {
        hear(...told);
      } catch (error) {
        log.failed(`hear ${what}`, error);
      }
    };
  client.on(
    'message_create',
    guard('a message', (message) => hearMessage(tellings, message, false)),
  );
  client.on(
    'message_edit',
    guard('an edit', (message, now, before) => {
      // The text also changes when a message is decrypted late: that is its first, not an edit.
      const isEdit = editedAtOf(message) !== null || (before !== '' && before !== undefined);
      if (!message.fromMe && now !== before) {
        hearMessage(tellings, message, isEdit);
      }
    }),
  );
  client.on(
    'message_revoke_everyone',
    guard('a deletion', (message) => hearDeletion(tellings, message)),
  );
  client.on('message_ack', guard('an acknowledgement', proofs.acked));
  client.on(
    'message_reaction',
    guard('a reaction', (reaction) => tellings.line(() => readReaction(tellings, reaction))),
  );
  client.on(
    'vote_update',
    guard('a vote', (vote) => tellings.line(() => readVote(tellings, vote))),
  );
  for (const name of ['group_join', 'group_leave', 'group_update'] as const) {
    client.on(
      name,
      guard('a notice', (notice) => tellings.line(() => readNotice(tellings, notice))),
    );
  }
  client.on('message_ciphertext', () => log.info('a message cannot be read yet'));
  client.on('message_ciphertext_failed', () => log.warn('a message could not be read'));
  client.on(
    'contact_changed',
    guard('a new number', (_message, before, after) => {
      people.forget([before, after].map((id) => readPerson(id)).filter((id) => id !== null));
    }),
  );
}

async function readReaction(
  { people, proofs, reactions, session }: Tellings,
  told: LibraryReaction,
): Promise<Event[]> {
  const target = readKey(told.msgId);
  const chat = readChat(target?.remote);
  const messageId = bareId(target);
  const from = readPerson(told.senderId);
  if (chat === null || messageId === null || from === null) {
    return [];
  }
  const emoji = told.reaction ?? '';
  if (readKey(told.id)?.fromMe === true || (await people.isOwn(from))) {
    proofs.reacted(messageId, { id: bareId(told.id), emoji });
    return [];
  }
  const at = Math.round(told.timestamp * 1000);
  const event = { kind: 'reaction', chat, from, at, messageId, emoji } as const;
  reactions.heard(event);
  session.report('heard');
  return [event];
}

async function readVote(tellings: Tellings, vote: LibraryVote): Promise<Event[]> {
  const key = readKey(vote.parentMsgKey);
  const chat = readChat(key?.remote);
  const messageId = bareId(key);
  const from = readPerson(vote.voter);
  if (chat === null || messageId === null || from === null || (await tellings.people.isOwn(from))) {
    return [];
  }
  const names = vote.selectedOptions.map(({ name }) => name);
  const options = names.every((name) => name !== undefined)
    ? names
    : await nameOptions(tellings, { vote, chat: chat.id, poll: messageId });
  const at = vote.interractedAtTs ?? tellings.clock.now();
  tellings.session.report('heard');
  return options === null ? [] : [{ kind: 'vote', chat, from, at, messageId, options }];
}

/** A vote on a poll that the page had not loaded has numbers instead of texts. */
async function nameOptions(
  { loader, log }: Tellings,
  asked: { vote: LibraryVote; chat: Parameters<Loader['message']>[0]; poll: MessageId },
): Promise<string[] | null> {
  const poll = await loader.message(asked.chat, asked.poll);
  const names = asked.vote.selectedOptions.map(
    ({ localId }) => poll?.pollOptions?.find((option) => option.localId === localId)?.name,
  );
  const known = names.filter((name) => name !== undefined);
  if (known.length < names.length) {
    log.warn('a vote on a poll that is not there');
    return null;
  }
  return known;
}

async function readNotice({ people }: Tellings, notice: LibraryNotification): Promise<Event[]> {
  const chat = readChat(notice.chatId);
  const kind = JOINED.test(notice.type) ? 'join' : LEFT.has(notice.type) ? 'leave' : null;
  if (chat?.kind !== 'group' || kind === null) {
    return [];
  }
  // Whoever comes by a link, or leaves by herself, may be told as the author alone.
  const named = notice.recipientIds.length > 0 ? notice.recipientIds : [notice.author];
  const events: Event[] = [];
  for (const from of named.map((wid) => readPerson(wid))) {
    if (from !== null && !(await people.isOwn(from))) {
      events.push({ kind, chat, from, at: notice.timestamp * 1000 });
    }
  }
  return events;
}
