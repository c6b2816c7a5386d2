/**
 * A message of WhatsApp Web as an event of ours. Pure. Called by `hear.ts` for what is told live and
 * by `history.ts` for what stands in a chat. Own messages never become events.
 */
import type { Chat, DeleteEvent, MessageEvent, MessageId, PersonId } from '../../types.ts';
import { bareId, readChat, readKey, readPerson, widText } from './keys.ts';
import type { LibraryMessage } from './library.ts';

/** Types whose words stand in the caption: their body is a small picture as text. */
const CAPTIONED = new Set(['image', 'video', 'document']);

/** In which chat it stands; null where that is no chat of ours, such as a status. */
export function chatOf(message: LibraryMessage): Chat | null {
  if (message.isStatus === true || message.broadcast === true) {
    return null;
  }
  const remote = readKey(message.id)?.remote;
  return readChat(remote ?? (message.fromMe ? message.to : message.from));
}

/** Who wrote it, by the id that the page gives her; null where it does not tell. */
export function senderOf(message: LibraryMessage, chat: Chat): PersonId | null {
  return chat.kind === 'group'
    ? (readPerson(message.author) ?? readPerson(readKey(message.id)?.participant))
    : readPerson(message.from);
}

/** When it was sent, in epoch milliseconds: WhatsApp tells whole seconds. */
export function sentAt(message: LibraryMessage): number {
  return message.timestamp * 1000;
}

/** The words that somebody wrote; null where it is of a kind that has none. */
export function readText(message: LibraryMessage): string | null {
  if (message.type === 'chat') {
    return message.body === '' ? null : message.body;
  }
  if (!CAPTIONED.has(message.type)) {
    return null;
  }
  const { caption, filename } = message.rawData;
  // A document without a caption has its file's name in that place.
  return typeof caption === 'string' && caption !== '' && caption !== filename ? caption : null;
}

/** The event of somebody's message as it stands now; null where it is nothing that the bot takes. */
export function readMessage(message: LibraryMessage): MessageEvent | null {
  const chat = chatOf(message);
  const messageId = bareId(message.id);
  const text = readText(message);
  if (message.fromMe || chat === null || messageId === null || text === null) {
    return null;
  }
  const from = senderOf(message, chat);
  if (from === null || !Number.isFinite(message.timestamp)) {
    return null;
  }
  const quoted = quotedIn(message, chat);
  const editedAt = editedAtOf(message);
  return {
    kind: 'message',
    chat,
    from,
    at: sentAt(message),
    messageId,
    text,
    ...(quoted !== null && { quoted }),
    ...(editedAt !== null && { editedAt }),
  };
}

/**
 * The event of a message that was deleted for everybody, noticed at an instant: WhatsApp does not
 * tell when it was. Null for any other message.
 */
export function readDeletion(message: LibraryMessage, noticedAt: number): DeleteEvent | null {
  const chat = chatOf(message);
  // The notice of a deletion is a message of its own; the deleted one stands in its protocol key.
  const messageId = bareId(message.protocolMessageKey) ?? bareId(message.id);
  if (message.type !== 'revoked' || message.fromMe || chat === null || messageId === null) {
    return null;
  }
  const from = senderOf(message, chat);
  return from === null ? null : { kind: 'delete', chat, from, at: noticedAt, messageId };
}

/** When it was last edited, in epoch milliseconds; null where it never was, or the page does not tell. */
export function editedAtOf(message: LibraryMessage): number | null {
  const at = Number(message.latestEditSenderTimestampMs ?? 0);
  return at > 0 ? at : null;
}

/** Whether it quotes a message of its chat whose id the page has not given along. */
export function lacksQuote(message: LibraryMessage): boolean {
  const { quotedStanzaID, quotedRemoteJid } = message.rawData;
  return message.hasQuotedMsg && !quotedStanzaID && !quotedRemoteJid;
}

function quotedIn(message: LibraryMessage, chat: Chat): MessageId | null {
  const { quotedStanzaID, quotedRemoteJid } = message.rawData;
  const elsewhere = widText(quotedRemoteJid as Parameters<typeof widText>[0]);
  // An answer in private to what was said in a group quotes a message of that other chat.
  const isHere = elsewhere === null || elsewhere === chat.id;
  return quotedStanzaID && isHere ? (quotedStanzaID as MessageId) : null;
}
