/**
 * One try at a reaction. Called by `send.ts`, which knows what a throw means. WhatsApp acknowledges
 * no reaction: the proof is that ours stands under the message, told by the page or read back.
 */
import type { MessageId, ReactionMessage, Receipt } from '../../types.ts';
import type { Attempts } from './attempts.ts';
import type { Connection } from './connection.ts';
import { type KeyMemory, serialiseKey } from './keys.ts';
import type { LibraryMessage } from './library.ts';
import type { Loader } from './load-messages.ts';
import type { SendingOf } from './match-sent.ts';
import type { Proofs } from './proofs.ts';
import type { OwnReaction, Reactions } from './reactions.ts';
import type { Session } from './session.ts';
import type { WhatsAppSettings } from './settings.ts';
import type { Timing } from './timing.ts';

/**
 * While it waits to be told it also reads back after each of these parts of the time: events get lost.
 * Soon at first, because nothing else is sent meanwhile.
 */
const WAITS = [0.025, 0.1, 0.25, 0.625];
/** A page that shows no reactions may still tell of one within so many of them. */
const WAITS_TO_BE_TOLD = 2;

export interface ReactingParts {
  readonly session: Pick<Session, 'run'>;
  readonly connection: Pick<Connection, 'document'>;
  readonly loader: Loader;
  readonly keys: KeyMemory;
  readonly reactions: Pick<Reactions, 'own'>;
  readonly proofs: Proofs;
  readonly attempts: Attempts;
  readonly settings: Pick<WhatsAppSettings, 'log'>;
  readonly timing: Pick<Timing, 'ackMs'>;
}

/** Reacts unless the reaction stands already. @throws as the session, or as the page */
export async function sendReaction(
  parts: ReactingParts,
  sending: SendingOf<ReactionMessage>,
  begun: () => void,
): Promise<Receipt> {
  const { chat, message } = sending;
  const target = await parts.loader.message(chat, message.messageId);
  const key = parts.keys.find(chat, message.messageId) ?? serialiseKey(target?.id);
  if (target === null || key === null) {
    return { outcome: 'failed', reason: 'the message to react to is not there' };
  }
  if (target.type === 'revoked' && message.emoji !== '') {
    return { outcome: 'failed', reason: 'the message to react to is deleted' };
  }
  const standing = await readBack(parts, sending);
  if (standing !== null && standing !== 'unshown') {
    return { outcome: 'sent', messageId: idOf(standing, message) };
  }
  const watch = parts.proofs.watch();
  parts.attempts.note(sending, { document: await parts.connection.document(), given: [] });
  begun();
  await parts.session.run('react', (client) => client.sendReaction(key, message.emoji));
  const told = (): OwnReaction | null => {
    const reaction = watch.reaction(message.messageId);
    return reaction?.emoji === message.emoji ? reaction : null;
  };
  for (const [turn, part] of WAITS.entries()) {
    const reaction =
      (await parts.proofs.waitFor(told, parts.timing.ackMs * part)) ??
      (await readBack(parts, sending));
    if (reaction !== null && reaction !== 'unshown') {
      return { outcome: 'sent', messageId: idOf(reaction, message) };
    }
    if (reaction === 'unshown' && turn + 1 === WAITS_TO_BE_TOLD) {
      // This build can prove none: that the page took it must do. A lost reaction misleads nobody, one
      // that is tried for ever keeps the answers waiting.
      return { outcome: 'sent', messageId: message.messageId };
    }
  }
  return { outcome: 'unknown' };
}

/**
 * The account's reaction under a message equals the one sought: which it is, else null; `unshown` where
 * the page shows no reactions at all. @throws
 */
export async function matchReaction(
  { loader, reactions }: Pick<ReactingParts, 'loader' | 'reactions'>,
  { chat, message }: SendingOf<ReactionMessage>,
): Promise<OwnReaction | null | 'unshown'> {
  const target: LibraryMessage | null = await loader.message(chat, message.messageId);
  const own = target === null ? null : await reactions.own(target);
  if (own === 'unshown') {
    return own;
  }
  if (target === null || (own?.emoji ?? '') !== message.emoji) {
    return null;
  }
  return own ?? { id: null, emoji: '' };
}

async function readBack(
  parts: ReactingParts,
  sending: SendingOf<ReactionMessage>,
): Promise<OwnReaction | null | 'unshown'> {
  try {
    return await matchReaction(parts, sending);
  } catch (error) {
    // A build that cannot show reactions may still send one.
    parts.settings.log.failed('read reactions back', error);
    return null;
  }
}

/** A reaction is a message of its own; one that was taken back has no id any more. */
export function idOf(reaction: OwnReaction | null, { messageId }: ReactionMessage): MessageId {
  return reaction?.id ?? messageId;
}
