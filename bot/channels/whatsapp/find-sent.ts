/**
 * Was it sent? Looks for a sending in the chat. Called by the channel for what was not confirmed, and
 * after a crash. It says `absent` only where a settled page, loaded after the attempt, does not show
 * it at the server: upon that word it is sent again.
 */
import type { Found, ReactionMessage, Sending } from '../../types.ts';
import type { Attempts } from './attempts.ts';
import type { Connection } from './connection.ts';
import { bareId } from './keys.ts';
import type { Loader } from './load-messages.ts';
import {
  hasSameQuote,
  hasSameWords,
  matchSent,
  type Saying,
  type SendingOf,
} from './match-sent.ts';
import { prescribeId } from './page-send.ts';
import { AT_SERVER, type Proofs } from './proofs.ts';
import type { Reactions } from './reactions.ts';
import { sentAt } from './read-message.ts';
import { idOf, matchReaction } from './send-reaction.ts';
import type { Session } from './session.ts';
import type { WhatsAppSettings } from './settings.ts';

/** A server's clock and the bot's may differ a little: it looks this much further back. */
const CLOCKS_DIFFER_MS = 60 * 1000;

export interface FinderParts {
  readonly session: Pick<Session, 'run' | 'connected' | 'report'>;
  readonly connection: Connection;
  readonly loader: Loader;
  readonly reactions: Pick<Reactions, 'own'>;
  readonly proofs: Pick<Proofs, 'ackOf'>;
  readonly attempts: Attempts;
  readonly settings: Pick<WhatsAppSettings, 'secret' | 'log'>;
}

/** Creates the finder. It never rejects. */
export function createFinder(parts: FinderParts): (sending: Sending) => Promise<Found> {
  return async (sending) => {
    if (!parts.session.connected()) {
      return { outcome: 'unreadable' };
    }
    try {
      let found = await look(parts, sending);
      if (found.outcome !== 'found') {
        await refresh(parts, sending);
        found = await look(parts, sending);
      }
      if (found.outcome === 'found') {
        parts.attempts.settle(sending);
        parts.session.report('confirmed');
      }
      return found;
    } catch (error) {
      parts.settings.log.failed('find sent', error);
      return { outcome: 'unreadable' };
    }
  };
}

/** Makes sure that the page is one that would show it: settled, and loaded after the attempt. */
async function refresh({ connection, attempts }: FinderParts, sending: Sending): Promise<void> {
  const attempt = attempts.of(sending);
  if (attempt !== null && attempt.document === (await connection.document())) {
    // The acknowledgement may have passed this page by: a fresh one asks the server anew.
    await connection.renew();
  }
  await connection.settled();
}

async function look(parts: FinderParts, sending: Sending): Promise<Found> {
  const { message } = sending;
  return message.kind === 'reaction'
    ? lookForReaction(parts, { ...sending, message })
    : lookForMessage(parts, { ...sending, message });
}

async function lookForReaction(
  parts: FinderParts,
  sending: SendingOf<ReactionMessage>,
): Promise<Found> {
  const reaction = await matchReaction(parts, sending);
  // Sent once more a reaction is the same: where none is shown, that is better than to leave it in doubt.
  return reaction === null || reaction === 'unshown'
    ? { outcome: 'absent' }
    : { outcome: 'found', messageId: idOf(reaction, sending.message) };
}

async function lookForMessage(parts: FinderParts, sending: SendingOf<Saying>): Promise<Found> {
  const { loader, proofs, attempts, settings } = parts;
  const { message } = sending;
  const sinceAt = sending.claimedAt - CLOCKS_DIFFER_MS;
  const messages = (await loader.since(sending.chat, sinceAt)).filter(
    (one) => one.fromMe && sentAt(one) >= sinceAt,
  );
  const given = attempts.of(sending)?.given ?? [];
  const { atServer } = matchSent({ secret: settings.secret, proofs }, sending, { messages, given });
  if (atServer !== null && messages.some(({ id }) => bareId(id) === atServer)) {
    return { outcome: 'found', messageId: atServer };
  }
  if (await choosesOwnIds(parts)) {
    const same = messages.findLast(
      (one) =>
        (one.ack ?? 0) >= AT_SERVER && hasSameWords(one, message) && hasSameQuote(one, message),
    );
    const messageId = bareId(same?.id);
    return messageId === null ? { outcome: 'absent' } : { outcome: 'found', messageId };
  }
  return { outcome: 'absent' };
}

/** Where the page gives no id of ours to a message, only what it says tells which it is. */
async function choosesOwnIds({ session }: FinderParts): Promise<boolean> {
  return !(await session.run('ask about ids', async (client) => {
    return (await client.pupPage?.evaluate(prescribeId, null)) ?? false;
  }));
}
