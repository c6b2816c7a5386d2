/** The ids of the bot's own messages: the same for the same message, and for no other. */
import { describe, expect, it } from 'vitest';
import {
  type Intended,
  makeMessageId,
  makePollSecret,
} from '../../bot/channels/whatsapp/message-id.ts';
import type { ChatId, MessageId } from '../../bot/types.ts';

const SECRET = Buffer.alloc(32, 1);
const TEXT: Intended = {
  key: 'reminder:1',
  chat: '1203@g.us' as ChatId,
  message: { kind: 'text', text: 'Vi ses kl. 10.', quoted: 'AB' as MessageId },
};
const POLL: Intended = {
  ...TEXT,
  message: { kind: 'poll', question: 'Kommer I?', options: ['Ja', 'Nej'], multiple: false },
};

describe("the ids of the bot's own messages", () => {
  it('look like those that WhatsApp Web makes', () => {
    expect(makeMessageId(SECRET, TEXT, 0)).toMatch(/^3EB0[0-9A-F]{18}$/);
  });

  it('are the same in every attempt at a message, in whatever order its fields stand', () => {
    const message = { quoted: 'AB' as MessageId, text: 'Vi ses kl. 10.', kind: 'text' } as const;
    const again = { message, chat: TEXT.chat, key: TEXT.key };
    expect(makeMessageId(SECRET, again, 0)).toBe(makeMessageId(SECRET, TEXT, 0));
  });

  it.each([
    ['another secret', Buffer.alloc(32, 2), TEXT, 0],
    ['an attempt after a refusal', SECRET, TEXT, 1],
    ['another row of the outbox', SECRET, { ...TEXT, key: 'reminder:2' }, 0],
    ['another chat', SECRET, { ...TEXT, chat: '1204@g.us' as ChatId }, 0],
    ['another text', SECRET, { ...TEXT, message: { ...TEXT.message, text: 'Nej.' } }, 0],
    ['no quote', SECRET, { ...TEXT, message: { kind: 'text', text: 'Vi ses kl. 10.' } }, 0],
    ['a poll', SECRET, POLL, 0],
  ] as [string, Buffer, Intended, number][])(
    'differ for %s',
    (_what, secret, intended, refused) => {
      expect(makeMessageId(secret, intended, refused)).not.toBe(makeMessageId(SECRET, TEXT, 0));
    },
  );
});

describe('the secret of a poll', () => {
  it('is 32 bytes, the same in every attempt, and tells nothing about the id', () => {
    const secret = makePollSecret(SECRET, POLL);
    expect(secret).toHaveLength(32);
    expect(secret.every((byte) => Number.isInteger(byte) && byte >= 0 && byte < 256)).toBe(true);
    expect(makePollSecret(SECRET, { ...POLL })).toEqual(secret);
    const hex = Buffer.from(secret).toString('hex').toUpperCase();
    expect(hex).not.toContain(makeMessageId(SECRET, POLL, 0).slice(4));
  });

  it('differs from poll to poll', () => {
    expect(makePollSecret(SECRET, { ...POLL, key: 'poll:2' })).not.toEqual(
      makePollSecret(SECRET, POLL),
    );
  });
});
