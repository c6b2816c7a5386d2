/**
 * The bot's own messages in the pretend WhatsApp: accepting them with the faults of the way out,
 * letting delayed ones arrive, and finding them again. Called by `connection.ts` and `simulator.ts`.
 */
import type { ChatId, Found, MessageId, Outbound, Receipt, Sending } from '../../types.ts';
import type { ChatRow } from './delivery.ts';
import { readFaults, takeDelay, takeFault } from './faults.ts';
import { newMessageId } from './names.ts';
import { findChat } from './people.ts';
import { addDuration, readNow, stamp } from './pretend-time.ts';
import type { Store } from './store.ts';
import { findMessage, putReaction } from './talk.ts';

/** A server's clock and the bot's may differ a little: it looks this much further back. */
const CLOCKS_DIFFER_MS = 60_000;

const MAXIMUM_POLL_OPTIONS = 12;

/** Takes a message from the bot, or plays the fault that stands. Belongs in one transaction. */
export function accept(store: Store, sending: Sending): Receipt {
  const chat = findChat(store, sending.chat);
  if (!chat) {
    return { outcome: 'failed', reason: 'there is no such chat' };
  }
  const reason = refusal(store, chat, sending.message);
  if (reason !== null) {
    return { outcome: 'failed', reason };
  }
  if (takeFault(store, 'failNext')) {
    return { outcome: 'failed', reason: 'refused on demand' };
  }
  if (takeFault(store, 'loseNext')) {
    return { outcome: 'unknown' };
  }
  if (takeFault(store, 'unconfirmedNext')) {
    place(store, chat.id, sending.message);
    return { outcome: 'unknown' };
  }
  const arrivesAt = takeDelay(store);
  if (arrivesAt !== null) {
    store.run(
      'insert into under_way (sent_at, arrives_at, chat, message) values (?, ?, ?, ?)',
      readNow(store),
      arrivesAt,
      chat.id,
      JSON.stringify(sending.message),
    );
    return { outcome: 'unknown' };
  }
  return { outcome: 'sent', messageId: place(store, chat.id, sending.message) };
}

/** Lets everything arrive that is due by now. Belongs in the transaction that moves the clock. */
export function arrive(store: Store): void {
  const rows = store.all<{ seq: number; chat: ChatId; message: string }>(
    'select seq, chat, message from under_way where arrives_at <= ? order by arrives_at, seq',
    readNow(store),
  );
  for (const row of rows) {
    store.run('delete from under_way where seq = ?', row.seq);
    place(store, row.chat, JSON.parse(row.message) as Outbound);
  }
}

/** When the next delayed message arrives; null where none is under way. */
export function nextArrivalAt(store: Store): number | null {
  return (
    store.get<{ at: number | null }>('select min(arrives_at) as at from under_way')?.at ?? null
  );
}

/** The longest time a message is, or by the faults set now can be, under way. */
export function longestUnderWayMs(store: Store): number {
  const row = store.get<{ ms: number | null }>(
    'select max(arrives_at - sent_at) as ms from under_way',
  );
  const by = readFaults(store).delayNext?.by;
  const now = readNow(store);
  const delayMs = by === undefined ? 0 : addDuration(now, by, 'delayNext.by') - now;
  return Math.max(row?.ms ?? 0, delayMs);
}

/** Looks in the chat for a message that the bot may have sent, by what it says and when. */
export function findInHistory(store: Store, sending: Sending): Found {
  const { chat, message } = sending;
  const found =
    message.kind === 'reaction'
      ? findReaction(store, message.messageId, message.emoji)
      : findSaying(store, chat, { message, sinceAt: sending.claimedAt - CLOCKS_DIFFER_MS });
  return found === null ? { outcome: 'absent' } : { outcome: 'found', messageId: found };
}

interface Sought {
  readonly message: Exclude<Outbound, { kind: 'reaction' }>;
  readonly sinceAt: number;
}

function findSaying(store: Store, chat: ChatId, sought: Sought): MessageId | null {
  const { message, sinceAt } = sought;
  const isText = message.kind === 'text';
  // The newest: an equal message from before the claim may still lie within the minute looked back.
  const row = store.get<{ id: MessageId }>(
    `select id from message where chat = ? and person is null and at >= ?
     and text is ? and poll is ? and quoted is ? order by seq desc limit 1`,
    chat,
    sinceAt,
    isText ? message.text.toWellFormed() : null,
    isText ? null : pollJson(message),
    message.quoted ?? null,
  );
  return row?.id ?? null;
}

function findReaction(store: Store, messageId: MessageId, emoji: string): MessageId | null {
  const row = store.get<{ id: MessageId; emoji: string }>(
    "select id, emoji from reaction where message = ? and person = ''",
    messageId,
  );
  if (!row) {
    return emoji === '' ? messageId : null;
  }
  return row.emoji === emoji ? row.id : null;
}

function place(store: Store, chat: ChatId, message: Outbound): MessageId {
  const id = newMessageId();
  const at = stamp(store);
  if (message.kind === 'reaction') {
    putReaction(store, { id, message: message.messageId, person: '', emoji: message.emoji, at });
    return id;
  }
  const isText = message.kind === 'text';
  store.run(
    'insert into message (id, chat, at, text, poll, quoted) values (?, ?, ?, ?, ?, ?)',
    id,
    chat,
    at,
    isText ? message.text.toWellFormed() : null,
    isText ? null : pollJson(message),
    message.quoted ?? null,
  );
  return id;
}

function pollJson(poll: Extract<Outbound, { kind: 'poll' }>): string {
  const question = poll.question.toWellFormed();
  const options = poll.options.map((option) => option.toWellFormed());
  return JSON.stringify({ question, options, multiple: poll.multiple });
}

function refusal(store: Store, chat: ChatRow, message: Outbound): string | null {
  if (message.kind === 'poll') {
    const count = message.options.length;
    const unique = new Set(message.options).size === count && !message.options.includes('');
    const fits = count >= 2 && count <= MAXIMUM_POLL_OPTIONS;
    return message.question !== '' && unique && fits ? null : 'not a poll that WhatsApp takes';
  }
  if (message.kind === 'text' && message.text === '') {
    return 'the text is empty';
  }
  const target = message.kind === 'text' ? message.quoted : message.messageId;
  if (target === undefined) {
    return null;
  }
  const standing = findMessage(store, target);
  if (standing?.chat !== chat.id) {
    return 'the message it belongs to is not in this chat';
  }
  const isGone =
    message.kind === 'reaction' && message.emoji !== '' && standing.deleted_at !== null;
  return isGone ? 'the message to react to is deleted' : null;
}
