/**
 * The WhatsApp channel on the stand-in, for the tests of what it hears, reads and sends: Amina and
 * Olena in a group, the account connected to it, and everything that is handed over.
 */
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  createWhatsAppChannel,
  type WhatsAppChannel,
} from '../../bot/channels/whatsapp/whatsapp.ts';
import { createLog, type Log } from '../../bot/log.ts';
import type { Chat, ChatId, Event, Found, MessageId, Outbound, Receipt } from '../../bot/types.ts';
import { findChromium } from '../chromium.ts';
import { openStandIn, type StandIn, type StandInOptions } from '../stand-in/server.ts';
import type { StandInPerson } from '../stand-in/world.ts';

/** Switches that keep a Chromium of a test quiet; the stand-in adds its own. */
const QUIET = [
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ...['--no-first-run', '--disable-quic', '--disable-gpu'],
];

/** Short waits: the stand-in answers within milliseconds. */
const SHORT = { ackMs: 800, settleMs: 300, destroyMs: 3000, openingPollMs: 20 } as const;

const LOOK_EVERY_MS = 10;

export interface WhatsAppOptions extends StandInOptions {
  /** Runs in every page after its own scripts: a build of WhatsApp Web that differs somewhere. */
  readonly script?: string;
  readonly pacing?: boolean;
  /** How long a send waits for its acknowledgement; a busy machine needs seconds. */
  readonly ackMs?: number;
}

export interface OpenWhatsApp extends AsyncDisposable {
  readonly standIn: StandIn;
  readonly amina: StandInPerson;
  readonly olena: StandInPerson;
  readonly group: Chat;
  readonly taken: Event[];
  channel(): WhatsAppChannel;
  say(from: StandInPerson, text: string, quoted?: string): MessageId;
  send(message: Outbound, to?: Partial<{ key: string; chat: ChatId }>): Promise<Receipt>;
  find(
    message: Outbound,
    to?: Partial<{ key: string; chat: ChatId; since: number }>,
  ): Promise<Found>;
  /** Resolves when all that the page has been told was handed over. */
  handedOver(): Promise<void>;
  /** Resolves when the channel is connected; it may have lost its page meanwhile. */
  connected(): Promise<void>;
  /** The page loads itself anew; resolves when the channel is connected by the new one. */
  reload(): Promise<void>;
  /** How often the channel has become ready. */
  ready(): number;
  /** The browser is closed, and the same profile opened by a new channel. */
  restart(): Promise<void>;
}

/** Opens it all and waits until it is connected; `close` comes by `await using`. */
export async function openWhatsApp(options: WhatsAppOptions = {}): Promise<OpenWhatsApp> {
  const { script, pacing = false, ackMs = SHORT.ackMs, ...kind } = options;
  const standIn = await openStandIn(kind);
  if (script !== undefined) {
    appendFileSync(join(standIn.webVersionDir, 'stand-in.html'), `<script>${script}</script>`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'whatsapp-'));
  const log = createLog(process.env['LOG_LEVEL'] === 'info' ? 'info' : 'silent');
  const amina = standIn.world.makePerson('Amina', 'phone');
  const olena = standIn.world.makePerson('Олена', 'lid');
  const group = {
    id: standIn.world.makeGroup('Tirsdagsgruppen', [amina, olena]) as ChatId,
    kind: 'group',
  } as const;
  const taken: Event[] = [];
  let times = 0;
  const made = { folder, log, pacing, ackMs };
  let channel = create(standIn, made);
  const start = async (): Promise<void> => {
    const connected = Promise.withResolvers<void>();
    await channel.start(
      async (event) => {
        taken.push(event);
      },
      () => {
        times += 1;
        connected.resolve();
      },
    );
    await connected.promise;
  };
  await start();
  const handedOver = async (): Promise<void> => {
    await standIn.settled();
    await channel.idle();
  };
  await handedOver();
  const sending = (
    message: Outbound,
    to: Partial<{ key: string; chat: ChatId }>,
    since: number,
  ) => ({
    ...{ key: to.key ?? 'test', chat: to.chat ?? group.id, message, claimedAt: since },
  });
  const { clock, world } = standIn;
  return {
    ...{ standIn, amina, olena, group, taken, handedOver },
    channel: () => channel,
    connected: () => awaitConnection(channel),
    ready: () => times,
    async reload() {
      const before = times;
      await standIn.reloadPage();
      await waitUntil(() => times > before && channel.connected());
    },
    say: (from, text, quoted) => world.say({ chat: group.id, from, text, quoted }) as MessageId,
    send: (message, to = {}) => channel.send(sending(message, to, clock.now())),
    find: (message, to = {}) => channel.findSent(sending(message, to, to.since ?? clock.now())),
    async restart() {
      await channel.stop();
      channel = create(standIn, made);
      await start();
    },
    async [Symbol.asyncDispose]() {
      await channel.stop();
      await standIn.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function awaitConnection(channel: WhatsAppChannel): Promise<void> {
  return waitUntil(() => channel.connected());
}

async function waitUntil(isThere: () => boolean): Promise<void> {
  while (!isThere()) {
    await pause(LOOK_EVERY_MS);
  }
}

function create(
  standIn: StandIn,
  { folder, log, pacing, ackMs }: { folder: string; log: Log; pacing: boolean; ackMs: number },
): WhatsAppChannel {
  return createWhatsAppChannel({
    profileDir: folder,
    executablePath: findChromium(),
    chromiumArgs: [...QUIET, ...standIn.chromiumArgs],
    webVersionDir: standIn.webVersionDir,
    secret: Buffer.alloc(32, 7),
    clock: standIn.clock,
    log,
    pacing,
    timing: { ...SHORT, ackMs },
  });
}
