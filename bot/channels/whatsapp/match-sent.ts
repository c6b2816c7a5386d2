/**
 * Which of the account's messages in a chat is a certain sending of the bot. Pure. Asked before every
 * send, so that none is sent twice, and after every one that was not confirmed.
 */
import type { MessageId, Outbound, Sending } from '../../types.ts';
import { bareId } from './keys.ts';
import type { LibraryMessage } from './library.ts';
import { makeMessageId, makePollSecret } from './message-id.ts';
import { AT_SERVER, type Proofs, REFUSED } from './proofs.ts';

/** More refusals of one message than the outbox has attempts. */
const MOST_REFUSALS = 20;

/** What can be sent as a message of its own. */
export type Saying = Exclude<Outbound, { kind: 'reaction' }>;

export interface SendingOf<Message extends Outbound> extends Sending {
  readonly message: Message;
}

export interface Match {
  /** The message at the server; null where there is none. */
  readonly atServer: MessageId | null;
  /** The id for the next attempt: the same one until the server refuses it. */
  readonly nextId: MessageId;
}

export interface MatchParts {
  readonly secret: Buffer;
  readonly proofs: Pick<Proofs, 'ackOf'>;
}

/** Looks for a sending among messages, by its ids and by ids that it was given otherwise. */
export function matchSent(
  { secret, proofs }: MatchParts,
  sending: SendingOf<Saying>,
  { messages, given }: { messages: readonly LibraryMessage[]; given: readonly MessageId[] },
): Match {
  const ackOf = (id: MessageId): number | null => {
    const message = messages.find((one) => one.fromMe && bareId(one.id) === id);
    const heard = proofs.ackOf(id);
    const shown = message === undefined ? null : (message.ack ?? heard ?? 0);
    // A refusal that was heard counts until the page shows that the server has it after all.
    return heard === REFUSED && shown === 0 ? REFUSED : best(shown, heard);
  };
  const poll = sending.message.kind === 'poll' ? bySecret(secret, sending, messages) : [];
  let refused = 0;
  let nextId = makeMessageId(secret, sending, refused);
  const ids = [...new Set([...given, ...poll])].filter((id) => id !== nextId);
  while (refused < MOST_REFUSALS && ackOf(nextId) === REFUSED) {
    refused += 1;
    ids.push(nextId);
    nextId = makeMessageId(secret, sending, refused);
  }
  const all = [nextId, ...ids];
  return {
    atServer: all.find((id) => (ackOf(id) ?? 0) >= AT_SERVER) ?? null,
    nextId,
  };
}

function best(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

function bySecret(
  secret: Buffer,
  sending: SendingOf<Saying>,
  messages: readonly LibraryMessage[],
): MessageId[] {
  const wanted = makePollSecret(secret, sending);
  return messages
    .filter(({ fromMe, messageSecret }) => fromMe && isSame(messageSecret ?? [], wanted))
    .map((message) => bareId(message.id))
    .filter((id) => id !== null);
}

/** Whether an own message has the same words, where the page gave it an id of its own. */
export function hasSameWords(message: LibraryMessage, saying: Saying): boolean {
  if (!message.fromMe) {
    return false;
  }
  if (saying.kind === 'text') {
    return message.type === 'chat' && message.body === saying.text;
  }
  const options = (message.pollOptions ?? []).map(({ name }) => name);
  const wanted = saying.options.map((option) => option.trim());
  const isPoll = message.type === 'poll_creation' && message.pollName === saying.question.trim();
  return isPoll && isSame(options, wanted);
}

/** Whether a message answers the same one, or both answer none. */
export function hasSameQuote(message: LibraryMessage, saying: Saying): boolean {
  return (message.rawData.quotedStanzaID || undefined) === saying.quoted;
}

function isSame<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}
