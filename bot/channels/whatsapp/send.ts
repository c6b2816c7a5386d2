/**
 * Sends what the outbox gives, one at a time and at a person's pace. Called by the channel only. It
 * says `failed` only where certainly nothing was sent, and `sent` only by the server's own word.
 * What it cannot know it says; it never tries a second time by itself.
 */
import type { Receipt, Sending } from '../../types.ts';
import { type AdmitParts, admit } from './admit.ts';
import type { Attempts } from './attempts.ts';
import { createBareChat } from './load-library.ts';
import { createPace, type Pace } from './pace.ts';
import { type MessageParts, sendMessage } from './send-message.ts';
import { type ReactingParts, sendReaction } from './send-reaction.ts';
import type { Session } from './session.ts';
import { SessionLost } from './session-lost.ts';
import type { WhatsAppSettings } from './settings.ts';
import type { Timing } from './timing.ts';

export interface SenderParts extends AdmitParts, MessageParts, ReactingParts {
  readonly session: Pick<Session, 'run' | 'connected' | 'report'>;
  readonly attempts: Attempts;
  readonly settings: Pick<WhatsAppSettings, 'secret' | 'pacing' | 'clock' | 'log'>;
  readonly timing: Pick<Timing, 'ackMs' | 'stateMs'>;
}

const NOT_CONNECTED: Receipt = { outcome: 'failed', reason: 'not connected', away: true };

/** Creates the sender. It never rejects. */
export function createSender(parts: SenderParts): (sending: Sending) => Promise<Receipt> {
  const { session, settings, attempts } = parts;
  const pace = createPace(settings.pacing, settings.clock);
  const check = admit(parts);
  let line: Promise<unknown> = Promise.resolve();
  const sendOne = async (sending: Sending): Promise<Receipt> => {
    if (!session.connected()) {
      return NOT_CONNECTED;
    }
    await pace.gap();
    let hasBegun = false;
    const begun = (): void => {
      hasBegun = true;
    };
    try {
      const refusal = await check(sending);
      if (refusal !== null) {
        return { outcome: 'failed', reason: refusal };
      }
      await pretendToWrite(parts, pace, sending);
      return await dispatch(parts, sending, begun);
    } catch (error) {
      settings.log.failed('send', error);
      return explain(error, hasBegun);
    } finally {
      pace.sent();
    }
  };
  return async (sending) => {
    const sent = line.then(() => sendOne(sending));
    line = sent;
    const receipt = await sent;
    if (receipt.outcome === 'unknown') {
      if (session.connected()) {
        session.report('unconfirmed-send');
      }
    } else if (receipt !== NOT_CONNECTED) {
      attempts.settle(sending);
    }
    if (receipt.outcome === 'sent') {
      session.report('confirmed');
    }
    return receipt;
  };
}

/** `begun` is called at the moment from which it may arrive. */
function dispatch(parts: SenderParts, sending: Sending, begun: () => void): Promise<Receipt> {
  const { message } = sending;
  return message.kind === 'reaction'
    ? sendReaction(parts, { ...sending, message }, begun)
    : sendMessage(parts, { ...sending, message }, begun);
}

function explain(error: unknown, hasBegun: boolean): Receipt {
  const isCertain = !hasBegun || (error instanceof SessionLost && !error.begun);
  if (!isCertain) {
    return { outcome: 'unknown' };
  }
  return error instanceof SessionLost
    ? NOT_CONNECTED
    : { outcome: 'failed', reason: 'WhatsApp Web could not be asked' };
}

/** Shows the others that it is writing, for as long as it takes. */
async function pretendToWrite(
  { session, settings }: SenderParts,
  pace: Pace,
  { chat, message }: Sending,
): Promise<void> {
  if (settings.pacing && message.kind !== 'reaction') {
    try {
      await session.run('show typing', async (client) => {
        await createBareChat(client, chat).sendStateTyping();
      });
    } catch (error) {
      // Only for show: a page that cannot do it may still send.
      settings.log.failed('show typing', error);
    }
  }
  await pace.write(message);
}
