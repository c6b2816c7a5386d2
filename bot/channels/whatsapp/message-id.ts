/**
 * The ids and poll secrets of the bot's own messages, made from what is said where and why. So the
 * same message has the same id in every attempt, and can be found after a crash. Called by `send.ts`
 * and `find-sent.ts`. Without the secret nobody can tell an id, or read the votes of a poll.
 */
import { createHmac } from 'node:crypto';
import type { MessageId, Sending } from '../../types.ts';

/** What every id of a message written in WhatsApp Web begins with. */
const WEB_PREFIX = '3EB0';
/** Bytes after the prefix: the length of an id that WhatsApp Web makes itself. */
const ID_BYTES = 9;

/** What makes two attempts the same message. */
export type Intended = Pick<Sending, 'key' | 'chat' | 'message'>;

/**
 * The id of an attempt: attempts that may have arrived share one, `refused` counts those before
 * that the server certainly refused.
 */
export function makeMessageId(secret: Buffer, intended: Intended, refused: number): MessageId {
  const hash = digest(secret, ['message id', describe(intended), refused]);
  return `${WEB_PREFIX}${hash.subarray(0, ID_BYTES).toString('hex').toUpperCase()}` as MessageId;
}

/** The 32 bytes by which a poll's votes are encrypted: the same for every attempt at a poll. */
export function makePollSecret(secret: Buffer, intended: Intended): number[] {
  return [...digest(secret, ['poll secret', describe(intended)])];
}

function digest(secret: Buffer, parts: readonly unknown[]): Buffer {
  return createHmac('sha256', secret).update(JSON.stringify(parts)).digest();
}

// Field by field: the order in which somebody wrote an object's fields must not count.
function describe({ key, chat, message }: Intended): readonly unknown[] {
  switch (message.kind) {
    case 'text':
      return [key, chat, 'text', message.text, message.quoted ?? null];
    case 'poll':
      return [key, chat, 'poll', message.question, message.options, message.multiple];
    case 'reaction':
      return [key, chat, 'reaction', message.messageId, message.emoji];
  }
}
