/**
 * One try at a text or a poll. Called by `send.ts`, which knows what a throw means. Whether it was
 * sent is decided by the server's acknowledgement alone, heard or read back.
 */
import type { Chat, ChatId, MessageId, Receipt } from '../../types.ts';
import type { Attempts } from './attempts.ts';
import type { Connection } from './connection.ts';
import { type KeyMemory, readChat, serialiseKey } from './keys.ts';
import type { LibraryClient, SendOptions } from './library.ts';
import { createPoll } from './load-library.ts';
import type { Loader } from './load-messages.ts';
import { hasSameWords, matchSent, type Saying, type SendingOf } from './match-sent.ts';
import { makePollSecret } from './message-id.ts';
import { prescribeId, withdrawId } from './page-send.ts';
import { AT_SERVER, type Proofs, REFUSED } from './proofs.ts';
import type { Session } from './session.ts';
import { SessionLost } from './session-lost.ts';
import type { WhatsAppSettings } from './settings.ts';
import type { Timing } from './timing.ts';

/**
 * While it waits for the acknowledgement it also reads back after each of these parts of the time:
 * events get lost. Soon at first, because nothing else is sent meanwhile.
 */
const WAITS = [0.025, 0.1, 0.25, 0.625];

const UNQUOTED: SendOptions = { linkPreview: false, sendSeen: false };

export interface MessageParts {
  readonly session: Pick<Session, 'run'>;
  readonly connection: Pick<Connection, 'document'>;
  readonly loader: Loader;
  readonly keys: KeyMemory;
  readonly proofs: Proofs;
  readonly attempts: Attempts;
  readonly settings: Pick<WhatsAppSettings, 'secret' | 'log'>;
  readonly timing: Pick<Timing, 'ackMs' | 'stateMs'>;
}

/** The ids under which the message may exist: the one it was to get, and those the page told. */
type Candidates = () => readonly MessageId[];

/** Sends it unless it is at the server already. @throws as the session, or as the page */
export async function sendMessage(
  parts: MessageParts,
  sending: SendingOf<Saying>,
  begun: () => void,
): Promise<Receipt> {
  const { proofs, attempts, settings } = parts;
  const before = matchSent({ secret: settings.secret, proofs }, sending, {
    messages: await parts.loader.own(sending.chat),
    given: attempts.of(sending)?.given ?? [],
  });
  if (before.atServer !== null) {
    return { outcome: 'sent', messageId: before.atServer };
  }
  const options = await makeOptions(parts, sending);
  const document = await parts.connection.document();
  const { chooseId, candidates } = nameMessage(parts, sending, before.nextId);
  await chooseId();
  // From here on it may arrive whatever happens: until the contrary is known it is in doubt.
  attempts.note(sending, { document, given: [] });
  begun();
  let refused = await callPage(parts, sending, { options, candidates });
  if (refused !== null && options.quotedMessageId !== undefined) {
    // A page that cannot quote may still send, and what answers her can be understood without it.
    await chooseId();
    refused = await callPage(parts, sending, { options: UNQUOTED, candidates });
  }
  const receipt = refused ?? (await awaitProof(parts, sending, candidates));
  if (receipt.outcome === 'unknown') {
    const given = candidates().filter((id) => id !== before.nextId);
    attempts.note(sending, { document, given });
  }
  return receipt;
}

/** `chooseId` gives the page's next message the id, where the page lets it. */
function nameMessage(
  { session, proofs }: MessageParts,
  { chat, message }: SendingOf<Saying>,
  nextId: MessageId,
): { chooseId(): Promise<void>; candidates: Candidates } {
  const bound = new Set<MessageId>();
  const watch = proofs.watch();
  return {
    async chooseId() {
      const isOurs = await session.run('choose an id', async (client) => {
        return (await client.pupPage?.evaluate(prescribeId, nextId)) ?? false;
      });
      if (isOurs) {
        bound.add(nextId);
      }
    },
    candidates() {
      for (const created of watch.created()) {
        if (isSameChat(created.chat, chat) && hasSameWords(created.message, message)) {
          bound.add(created.id);
        }
      }
      return [...bound];
    },
  };
}

/** A direct chat may be asked for by one id of hers and told by the other. */
function isSameChat(told: Chat, asked: ChatId): boolean {
  return told.id === asked || (told.kind === 'direct' && readChat(asked)?.kind === 'direct');
}

async function makeOptions(
  { loader, keys }: MessageParts,
  { chat, message }: SendingOf<Saying>,
): Promise<SendOptions> {
  const options = { linkPreview: false, sendSeen: false };
  if (message.quoted === undefined) {
    return options;
  }
  const known = keys.find(chat, message.quoted);
  const quoted = known ?? serialiseKey((await loader.message(chat, message.quoted))?.id);
  // What is not there any more cannot be quoted; what answers it can still be said.
  return quoted === null ? UNQUOTED : { ...UNQUOTED, quotedMessageId: quoted };
}

/** Hands it to the page. Answers only where the page certainly took nothing. */
async function callPage(
  parts: MessageParts,
  { chat, message, ...rest }: SendingOf<Saying>,
  call: { readonly options: SendOptions; readonly candidates: Candidates },
): Promise<Receipt | null> {
  const { session, settings, timing } = parts;
  const secret = makePollSecret(settings.secret, { ...rest, chat, message });
  const content = message.kind === 'text' ? message.text : createPoll({ ...message, secret });
  try {
    await session.run('send', async (client) => {
      await client.sendMessage(chat, content, call.options);
    });
    return null;
  } catch (error) {
    if (error instanceof SessionLost && !error.begun) {
      throw error;
    }
    settings.log.failed('hand over to WhatsApp Web', error);
    if (await isThere(parts, chat, call.candidates)) {
      return null;
    }
    if (error instanceof SessionLost) {
      throw error;
    }
    return { outcome: 'failed', reason: 'WhatsApp Web did not take it' };
  } finally {
    const withdraw = async (client: LibraryClient): Promise<void> =>
      client.pupPage?.evaluate(withdrawId);
    // A page that is gone, or hangs, gives the id to nobody.
    await session.run('take an unused id back', withdraw, timing.stateMs).catch(() => undefined);
  }
}

/** Whether the page has the message although the call failed. */
async function isThere(
  { proofs, loader }: MessageParts,
  chat: ChatId,
  candidates: Candidates,
): Promise<boolean> {
  if (candidates().some((id) => proofs.ackOf(id) !== null)) {
    return true;
  }
  try {
    const messages = await loader.own(chat);
    return messages.some(({ id }) => candidates().includes(id.id as MessageId));
  } catch {
    // Who cannot look cannot say that nothing was sent.
    throw new SessionLost('send', true);
  }
}

/** Waits for the server's word, by event or by reading back. */
async function awaitProof(
  { proofs, loader, timing, settings }: MessageParts,
  sending: SendingOf<Saying>,
  candidates: Candidates,
): Promise<Receipt> {
  const look = (): Receipt | null => {
    for (const id of candidates()) {
      const ack = proofs.ackOf(id);
      if (ack !== null && ack >= AT_SERVER) {
        return { outcome: 'sent', messageId: id };
      }
      if (ack === REFUSED) {
        return { outcome: 'failed', reason: 'refused' };
      }
    }
    return null;
  };
  for (const part of WAITS) {
    const heard = await proofs.waitFor(look, timing.ackMs * part);
    if (heard !== null) {
      return heard;
    }
    try {
      for (const message of await loader.own(sending.chat)) {
        if (candidates().includes(message.id.id as MessageId)) {
          proofs.acked(message, message.ack ?? 0);
        }
      }
    } catch (error) {
      settings.log.failed('read back', error);
    }
  }
  return look() ?? { outcome: 'unknown' };
}
