/**
 * What stands in the pretend WhatsApp's chats: for the bot as its history, for the onlooker as the
 * list of messages. Called by `connection.ts` and `simulator.ts`; changes nothing.
 */
import type { ChatId, Event, MessageId, PersonId, PollMessage } from '../../types.ts';
import { type ChatRow, idOf } from './delivery.ts';
import { requirePerson } from './people.ts';
import type { Store } from './store.ts';
import type { MessageRow, ReactionRow } from './talk.ts';

/** A message as everybody in the chat sees it now. */
export interface SimulatedMessage {
  readonly id: MessageId;
  /** Rises with every message of any chat. */
  readonly seq: number;
  /** `bot`, or the person's own id. */
  readonly from: string;
  readonly at: number;
  readonly text?: string;
  readonly poll?: SimulatedPoll;
  readonly quoted?: MessageId;
  readonly reactions: readonly { readonly from: string; readonly emoji: string }[];
  readonly edited?: true;
  readonly deleted?: true;
}

/** A poll with who chose what. */
export interface SimulatedPoll {
  readonly question: string;
  readonly multiple: boolean;
  readonly options: readonly { readonly text: string; readonly votes: readonly string[] }[];
}

interface VoteRow {
  readonly message: MessageId;
  readonly person: string;
  readonly options: string;
  readonly at: number;
}

/** The messages of a chat with a `seq` above `since`, oldest first, as they stand now. */
export function listMessages(store: Store, chat: ChatRow, since: number): SimulatedMessage[] {
  const messages = store.all<MessageRow>(
    'select * from message where chat = ? and seq > ? order by seq',
    chat.id,
    since,
  );
  const reactions = store.all<ReactionRow>(
    `select reaction.* from reaction join message on message.id = reaction.message
     where chat = ? and seq > ? and emoji <> '' and deleted_at is null order by reaction.at`,
    chat.id,
    since,
  );
  const votes = store.all<VoteRow>(
    `select vote.* from vote join message on message.id = vote.message
     where chat = ? and seq > ? order by vote.at`,
    chat.id,
    since,
  );
  const reactionsOf = Map.groupBy(reactions, (reaction) => reaction.message);
  const votesOf = Map.groupBy(votes, (vote) => vote.message);
  return messages.map((message) => ({
    id: message.id,
    seq: message.seq,
    from: message.person ?? 'bot',
    at: message.at,
    ...(message.text !== null && { text: message.text }),
    ...(message.poll !== null && { poll: showPoll(message.poll, votesOf.get(message.id) ?? []) }),
    ...(message.quoted !== null && { quoted: message.quoted }),
    reactions: (reactionsOf.get(message.id) ?? []).map((reaction) => ({
      from: reaction.person || 'bot',
      emoji: reaction.emoji,
    })),
    ...(message.edited_at !== null && { edited: true as const }),
    ...(message.deleted_at !== null && { deleted: true as const }),
  }));
}

/** What people did in a chat since an instant and still stands, as the channel's port says. */
export function readHistory(store: Store, chat: ChatId, sinceAt: number): Event[] {
  const group = store.get<ChatRow>('select * from chat where id = ?', chat);
  if (!group) {
    return [];
  }
  const where = { id: group.id, kind: group.kind };
  const from = (person: string): PersonId => idOf(requirePerson(store, person));
  const events: Event[] = [
    ...readSayings(store, chat, sinceAt).map((row): Event => {
      const happened = { chat: where, from: from(row.person ?? ''), messageId: row.id };
      return row.deleted_at !== null
        ? { ...happened, kind: 'delete', at: row.deleted_at }
        : {
            ...happened,
            kind: 'message',
            at: row.at,
            text: row.text ?? '',
            ...(row.quoted !== null && { quoted: row.quoted }),
            ...(row.edited_at !== null && { editedAt: row.edited_at }),
          };
    }),
    ...readReactions(store, chat, sinceAt).map((row): Event => {
      const { at, emoji, message } = row;
      return {
        kind: 'reaction',
        chat: where,
        from: from(row.person),
        at,
        messageId: message,
        emoji,
      };
    }),
    ...readVotes(store, chat, sinceAt).map((row): Event => {
      const options = JSON.parse(row.options) as string[];
      const { at, message } = row;
      return { kind: 'vote', chat: where, from: from(row.person), at, messageId: message, options };
    }),
  ];
  return events.sort((one, other) => one.at - other.at);
}

function readSayings(store: Store, chat: ChatId, sinceAt: number): MessageRow[] {
  return store.all<MessageRow>(
    `select * from message where chat = ? and person is not null
     and coalesce(deleted_at, edited_at, at) >= ?`,
    chat,
    sinceAt,
  );
}

function readReactions(store: Store, chat: ChatId, sinceAt: number): ReactionRow[] {
  return store.all<ReactionRow>(
    `select reaction.* from reaction join message on message.id = reaction.message
     where chat = ? and reaction.person <> '' and reaction.at >= ? and deleted_at is null`,
    chat,
    sinceAt,
  );
}

function readVotes(store: Store, chat: ChatId, sinceAt: number): VoteRow[] {
  return store.all<VoteRow>(
    `select vote.* from vote join message on message.id = vote.message
     where chat = ? and vote.at >= ?`,
    chat,
    sinceAt,
  );
}

function showPoll(json: string, votes: readonly VoteRow[]): SimulatedPoll {
  const poll = JSON.parse(json) as PollMessage;
  const chosen = votes.map((vote) => ({
    person: vote.person,
    options: JSON.parse(vote.options) as string[],
  }));
  return {
    question: poll.question,
    multiple: poll.multiple,
    options: poll.options.map((text) => ({
      text,
      votes: chosen.filter((vote) => vote.options.includes(text)).map((vote) => vote.person),
    })),
  };
}
