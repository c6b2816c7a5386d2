/**
 * The real WhatsApp as a channel: the account's session in its browser, and what is heard, read and
 * sent through it. Made by `main` and by the tests. Keeps nothing on disk but the browser's profile.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Channel } from '../../types.ts';
import { createAttempts } from './attempts.ts';
import { createConnection } from './connection.ts';
import { createDeletions } from './deletions.ts';
import { createFinder } from './find-sent.ts';
import { createHearing, type Hearing } from './hear.ts';
import { createHistory } from './history.ts';
import { createKeyMemory } from './keys.ts';
import { createLoader } from './load-messages.ts';
import { createPeople } from './people.ts';
import { createProofs } from './proofs.ts';
import { createReactions } from './reactions.ts';
import { createSender } from './send.ts';
import { createSession, type Session, type SessionHooks } from './session.ts';
import type { WhatsAppSettings } from './settings.ts';
import { TIMING } from './timing.ts';

export interface WhatsAppChannel extends Channel {
  /** Resolves when everything that the page has told so far has been handed over. */
  idle(): Promise<void>;
}

/** Creates the channel; nothing runs before `start`. */
export function createWhatsAppChannel(settings: WhatsAppSettings): WhatsAppChannel {
  const { clock, secret } = settings;
  const timing = { ...TIMING, ...settings.timing };
  const listeners = new Set<() => void>();
  let onReady = (): void => undefined;
  const hooks: SessionHooks = {
    attach: (client) => hearing.attach(client),
    onReady: () => {
      connection.ready();
      people.reconnected();
      onReady();
    },
    onState: () => {
      for (const listener of [...listeners]) {
        listener();
      }
    },
    ...(settings.onHopeless && { onHopeless: settings.onHopeless }),
  };
  const session = createSession(settings, hooks);
  const connection = createConnection({ session, clock, timing });
  const base = { ...settings, settings, timing, session, connection };
  const keys = createKeyMemory();
  const people = createPeople(base);
  const loader = createLoader(session, keys);
  const reactions = createReactions({ session, people, now: clock.now });
  const deletions = createDeletions(clock);
  const proofs = createProofs();
  const attempts = createAttempts(secret);
  const parts = { ...base, keys, people, loader, reactions, deletions, proofs, attempts };
  const hearing = createHearing(parts);
  return {
    name: 'whatsapp',
    inFlightMs: timing.inFlightMs,
    async start(receive, ready) {
      onReady = ready;
      hearing.begin(receive);
      await session.start();
    },
    async stop() {
      // What was told may still have to ask the page; one that does not answer is not waited for.
      const taken = hearing.end();
      await Promise.race([taken, pause(timing.destroyMs, null, { ref: false })]);
      await session.stop();
      await taken;
    },
    connected: () => session.connected(),
    state: () => session.state(),
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    link: (request) => session.link(request),
    chats: people.chats,
    participants: people.participants,
    identify: people.identify,
    history: createHistory({ ...parts, hearing }),
    send: createSender(parts),
    findSent: createFinder(parts),
    idle: () => becomeIdle(session, hearing),
  };
}

async function becomeIdle(session: Session, hearing: Hearing): Promise<void> {
  // What the page told before it answers this is in the line by then.
  await session
    .run('ask for an answer', async (client) => client.pupPage?.evaluate(() => true))
    .catch(() => undefined);
  await hearing.idle();
}
