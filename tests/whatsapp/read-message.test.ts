/** Messages of WhatsApp Web, as the library gives them, and what the bot takes of them. */
import { describe, expect, it } from 'vitest';
import type { LibraryMessage, RawMessage } from '../../bot/channels/whatsapp/library.ts';
import {
  lacksQuote,
  readDeletion,
  readMessage,
  senderOf,
} from '../../bot/channels/whatsapp/read-message.ts';
import type { Chat, ChatId } from '../../bot/types.ts';

const GROUP = '120363000000000004@g.us';
const AMINA = '111222333000002@lid';
const SENT_SECONDS = 1_790_000_000;

type Given = Partial<LibraryMessage> & { readonly raw?: Partial<RawMessage> };

function say({ raw = {}, ...given }: Given = {}): LibraryMessage {
  const id = given.id ?? { fromMe: false, remote: GROUP, id: 'AB', participant: AMINA };
  return {
    ...{ id, body: 'vi kommer', type: 'chat', timestamp: SENT_SECONDS },
    ...{ from: GROUP, to: '4520000001@c.us', author: AMINA, fromMe: id.fromMe },
    ...{ hasMedia: false, hasQuotedMsg: false, hasReaction: false },
    rawData: { id, ...raw },
    getReactions: async () => undefined,
    getQuotedMessage: async () => undefined,
    ...given,
  };
}

describe('a message', () => {
  it('becomes an event with its time in milliseconds', () => {
    expect(readMessage(say())).toEqual({
      kind: 'message',
      chat: { id: GROUP, kind: 'group' },
      from: AMINA,
      at: SENT_SECONDS * 1000,
      messageId: 'AB',
      text: 'vi kommer',
    });
  });

  it('of a direct chat is from whoever the chat is with, by the id that the page has', () => {
    const id = { fromMe: false, remote: { _serialized: AMINA }, id: 'AB' };
    const { author: _author, ...direct } = say({ id, from: AMINA });
    expect(readMessage(direct)).toMatchObject({ chat: { id: AMINA, kind: 'direct' }, from: AMINA });
  });

  it('without an author is by the participant of its key', () => {
    const { author: _author, ...message } = say();
    expect(readMessage(message)).toMatchObject({ from: AMINA });
    const id = { fromMe: false, remote: GROUP, id: 'AB' };
    const { author: _none, ...nobody } = say({ id });
    expect(readMessage(nobody)).toBeNull();
  });

  it('with a picture, a film or a document is its caption, never the picture as text', () => {
    const picture = { type: 'image', body: '/9j/4AAQ' };
    expect(readMessage(say({ ...picture, raw: { caption: 'vi kommer' } }))).toMatchObject({
      text: 'vi kommer',
    });
    expect(readMessage(say(picture))).toBeNull();
    const file = { type: 'document', raw: { caption: 'plan.pdf', filename: 'plan.pdf' } };
    expect(readMessage(say(file))).toBeNull();
  });

  it('quotes what its stanza names, unless that stands in another chat', () => {
    const quoting = { hasQuotedMsg: true, raw: { quotedStanzaID: 'CD' } };
    expect(readMessage(say(quoting))).toMatchObject({ quoted: 'CD' });
    const raw = { quotedStanzaID: 'CD', quotedRemoteJid: '120363000000000099@g.us' };
    expect(readMessage(say({ hasQuotedMsg: true, raw }))).not.toHaveProperty('quoted');
    expect(lacksQuote(say(quoting))).toBe(false);
    expect(lacksQuote(say({ hasQuotedMsg: true }))).toBe(true);
  });

  it('that was edited tells when', () => {
    expect(readMessage(say({ latestEditSenderTimestampMs: 1_790_000_123_456 }))).toMatchObject({
      at: SENT_SECONDS * 1000,
      editedAt: 1_790_000_123_456,
    });
  });

  it.each([
    ['of the account itself', { id: { fromMe: true, remote: GROUP, id: 'AB' } }],
    ['that is a status', { isStatus: true }],
    ['to a broadcast list', { broadcast: true }],
    ['of a channel', { id: { fromMe: false, remote: '1@newsletter', id: 'AB' } }],
    ["of WhatsApp's own account", { id: { fromMe: false, remote: '0@c.us', id: 'AB' } }],
    ['that is a poll', { type: 'poll_creation', body: 'Pizza?' }],
    ['that nobody could decrypt yet', { type: 'ciphertext', body: '' }],
    ['that is a sticker', { type: 'sticker', body: '/9j/' }],
    ['that was deleted', { type: 'revoked', body: '' }],
    ['without a word', { body: '' }],
  ] as [string, Given][])('%s is no message for the bot', (_what, given) => {
    expect(readMessage(say(given))).toBeNull();
  });
});

describe('a deletion', () => {
  const revoked = { type: 'revoked', body: '' } as const;

  it('names the deleted message, not the notice of its deletion', () => {
    const protocolMessageKey = { fromMe: false, remote: GROUP, id: 'OLD' };
    expect(readDeletion(say({ ...revoked, protocolMessageKey }), 5)).toEqual({
      kind: 'delete',
      chat: { id: GROUP, kind: 'group' },
      from: AMINA,
      at: 5,
      messageId: 'OLD',
    });
  });

  it('without such a name is of the message itself', () => {
    expect(readDeletion(say(revoked), 5)).toMatchObject({ messageId: 'AB' });
  });

  it('is neither a message that stands nor one of the account', () => {
    expect(readDeletion(say(), 5)).toBeNull();
    const id = { fromMe: true, remote: GROUP, id: 'AB' };
    expect(readDeletion(say({ ...revoked, id }), 5)).toBeNull();
  });
});

it('the sender in a group is never the group', () => {
  const chat: Chat = { id: GROUP as ChatId, kind: 'group' };
  expect(senderOf(say({ author: GROUP }), chat)).toBe(AMINA);
});
