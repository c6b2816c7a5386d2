/**
 * What people do in the pretend WhatsApp: say, edit, delete, vote, react. Called by `simulator.ts`
 * inside its transactions; every function records what happened and keeps the event for the bot.
 */
import { BadInput, NotFound } from '../../bad-input.ts';
import type { MessageId, PollMessage } from '../../types.ts';
import { type ChatRow, keepForBot, type PersonRow } from './delivery.ts';
import { newMessageId } from './names.ts';
import { requireChat, requirePerson, requirePresence } from './people.ts';
import { stamp } from './pretend-time.ts';
import type { Store } from './store.ts';

/** A message's row. `person` null: the bot's. `poll` is JSON; `text` null: a poll, or deleted. */
export interface MessageRow {
  readonly seq: number;
  readonly id: MessageId;
  readonly chat: string;
  readonly person: string | null;
  readonly at: number;
  readonly text: string | null;
  readonly poll: string | null;
  readonly quoted: MessageId | null;
  readonly edited_at: number | null;
  readonly deleted_at: number | null;
}

/** A message that somebody writes. */
export interface Saying {
  readonly chat: string;
  /** Her own id, her phone id or her lid. */
  readonly from: string;
  readonly text: string;
  readonly quoted?: string;
}

/** She writes a message. @throws NotFound, or BadInput where she may not or it is empty. */
export function say(store: Store, saying: Saying): MessageId {
  const chat = requireChat(store, saying.chat);
  const person = requirePerson(store, saying.from);
  requirePresence(store, chat, person);
  const text = readText(saying.text);
  const quoted = saying.quoted === undefined ? null : requireMessage(store, saying.quoted);
  if (quoted && quoted.chat !== chat.id) {
    throw new NotFound('The quoted message is not in this chat.');
  }
  const id = newMessageId();
  const at = stamp(store);
  store.run(
    'insert into message (id, chat, person, at, text, quoted) values (?, ?, ?, ?, ?, ?)',
    id,
    chat.id,
    person.id,
    at,
    text,
    quoted?.id ?? null,
  );
  keepForBot(store, person, {
    kind: 'message',
    chat: { id: chat.id, kind: chat.kind },
    at,
    messageId: id,
    text,
    ...(quoted && { quoted: quoted.id }),
  });
  return id;
}

/** The author gives a message another text. @throws NotFound, or BadInput where she may not. */
export function edit(store: Store, messageId: string, newText: string): void {
  const { message, chat, author } = requireOwn(store, messageId);
  const text = readText(newText);
  const editedAt = stamp(store);
  store.run('update message set text = ?, edited_at = ? where id = ?', text, editedAt, message.id);
  keepForBot(store, author, {
    kind: 'message',
    chat: { id: chat.id, kind: chat.kind },
    at: message.at,
    messageId: message.id,
    text,
    editedAt,
    ...(message.quoted && { quoted: message.quoted }),
  });
}

/** The author deletes a message for everybody. @throws NotFound, or BadInput where she may not. */
export function remove(store: Store, messageId: string): void {
  const { message, chat, author } = requireOwn(store, messageId);
  const at = stamp(store);
  store.run('update message set text = null, deleted_at = ? where id = ?', at, message.id);
  const event = { kind: 'delete', at, messageId: message.id } as const;
  keepForBot(store, author, { ...event, chat: { id: chat.id, kind: chat.kind } });
}

/** What somebody chooses in a poll, or which emoji she puts under a message. */
export interface Vote {
  readonly message: string;
  readonly from: string;
  /** Texts of options. Empty: the vote is withdrawn. */
  readonly options: readonly string[];
}

/** She votes. @throws NotFound, or BadInput where the poll has no such options or takes only one. */
export function vote(store: Store, wanted: Vote): void {
  const { message, chat, person } = requireDoing(store, wanted.message, wanted.from);
  if (message.poll === null) {
    throw new BadInput('This message is no poll.');
  }
  const poll = JSON.parse(message.poll) as PollMessage;
  const options = poll.options.filter((option) => wanted.options.includes(option));
  if (options.length !== wanted.options.length) {
    throw new BadInput('options must be texts of this poll, exactly as it writes them, each once.');
  }
  if (options.length > 1 && !poll.multiple) {
    throw new BadInput('This poll takes one option only.');
  }
  const at = stamp(store);
  store.run(
    'insert or replace into vote values (?, ?, ?, ?)',
    message.id,
    person.id,
    JSON.stringify(options),
    at,
  );
  const event = { kind: 'vote', at, messageId: message.id, options } as const;
  keepForBot(store, person, { ...event, chat: { id: chat.id, kind: chat.kind } });
}

/** An emoji that somebody puts under a message. */
export interface Reacting {
  readonly message: string;
  readonly from: string;
  /** Empty: takes it back. */
  readonly emoji: string;
}

/** She reacts; a second reaction replaces the first. @throws NotFound, or BadInput where she may not. */
export function react(store: Store, wanted: Reacting): void {
  const { message, chat, person } = requireDoing(store, wanted.message, wanted.from);
  const emoji = wanted.emoji.toWellFormed();
  if (emoji.length > 64) {
    throw new BadInput('emoji must be one emoji.');
  }
  const at = stamp(store);
  putReaction(store, { id: newMessageId(), message: message.id, person: person.id, emoji, at });
  const event = { kind: 'reaction', at, messageId: message.id, emoji } as const;
  keepForBot(store, person, { ...event, chat: { id: chat.id, kind: chat.kind } });
}

/** A reaction's row. `person` empty: the bot's. `id`: a reaction is itself a message of WhatsApp. */
export interface ReactionRow {
  readonly id: MessageId;
  readonly message: MessageId;
  readonly person: string;
  readonly emoji: string;
  readonly at: number;
}

/** Records a reaction in place of that person's earlier one. */
export function putReaction(store: Store, reaction: ReactionRow): void {
  store.run(
    'insert or replace into reaction (id, message, person, emoji, at) values (?, ?, ?, ?, ?)',
    reaction.id,
    reaction.message,
    reaction.person,
    reaction.emoji,
    reaction.at,
  );
}

/** A message by its id. */
export function findMessage(store: Store, id: string): MessageRow | undefined {
  return store.get<MessageRow>('select * from message where id = ?', id);
}

function requireMessage(store: Store, id: string): MessageRow {
  const message = findMessage(store, id);
  if (!message) {
    throw new NotFound('There is no message of that id.');
  }
  return message;
}

function requireOwn(
  store: Store,
  messageId: string,
): { message: MessageRow; chat: ChatRow; author: PersonRow } {
  const message = requireStanding(store, messageId);
  if (message.person === null) {
    throw new BadInput('The bot wrote this message; only its author edits or deletes a message.');
  }
  const chat = requireChat(store, message.chat);
  const author = requirePerson(store, message.person);
  requirePresence(store, chat, author);
  return { message, chat, author };
}

function requireDoing(
  store: Store,
  messageId: string,
  personId: string,
): { message: MessageRow; chat: ChatRow; person: PersonRow } {
  const message = requireStanding(store, messageId);
  const chat = requireChat(store, message.chat);
  const person = requirePerson(store, personId);
  requirePresence(store, chat, person);
  return { message, chat, person };
}

function requireStanding(store: Store, messageId: string): MessageRow {
  const message = requireMessage(store, messageId);
  if (message.deleted_at !== null) {
    throw new BadInput('This message is deleted.');
  }
  return message;
}

function readText(text: string): string {
  if (text === '') {
    throw new BadInput('text is empty; WhatsApp sends no empty message.');
  }
  // WhatsApp carries UTF-8, which knows no half of a surrogate pair.
  return text.toWellFormed();
}
