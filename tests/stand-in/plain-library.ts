/** The library as it is, without our adapter, in a real Chromium on the stand-in. Tests only. */

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import library from 'whatsapp-web.js';
import { findChromium } from '../chromium.ts';
import type { StandIn } from './server.ts';

const SWITCHES = [
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ...['--no-first-run', '--disable-quic', '--disable-gpu'],
];
const EVENTS = [
  ...['qr', 'code', 'ready', 'disconnected', 'message_create', 'message_ack', 'message_edit'],
  ...['message_revoke_everyone', 'vote_update', 'message_reaction', 'group_join', 'group_leave'],
];

/** The library deletes the profile at a logout, under the browser that still uses it. */
class KeptProfile extends library.LocalAuth {
  override logout = async (): Promise<void> => undefined;
}

/** What an event of the library came with. */
export type Facts = readonly unknown[];

export interface PlainLibrary {
  /** The library's client as it is now. */
  client(): library.Client;
  /** Starts a browser on the same profile; `phone`: links by a code for this number. */
  start(phone?: string): Promise<void>;
  stop(): Promise<void>;
  /** The facts of the event's nth time since the start, once it has come. */
  hear(event: string, nth?: number): Promise<Facts>;
  /** How often the event has come since the start. */
  count(event: string): number;
  /** Resolves when the library has given itself to the page so many times since the start. */
  injected(times: number): Promise<void>;
  close(): Promise<void>;
}

/** A profile for the library; no browser is started. */
export function preparePlainLibrary(standIn: StandIn): PlainLibrary {
  const folder = mkdtempSync(join(tmpdir(), 'plain-library-'));
  let client = create(standIn, folder);
  let heard = new Map<string, Facts[]>();
  let looks: (() => void)[] = [];
  const note = (event: string, facts: Facts): void => {
    heard.set(event, [...(heard.get(event) ?? []), facts]);
    for (const look of looks) {
      look();
    }
  };
  const hear = (event: string, nth = 1): Promise<Facts> =>
    new Promise((resolve) => {
      const look = (): void => {
        const facts = heard.get(event)?.[nth - 1];
        if (facts) {
          looks = looks.filter((one) => one !== look);
          resolve(facts);
        }
      };
      looks.push(look);
      look();
    });
  return {
    client: () => client,
    start: async (phone) => {
      client = create(standIn, folder, phone);
      heard = new Map();
      for (const event of EVENTS) {
        client.on(event, (...facts: unknown[]) => note(event, facts));
      }
      noteInjections(client, () => note('injected', []));
      await client.initialize();
    },
    stop: () => client.destroy(),
    hear,
    count: (event) => heard.get(event)?.length ?? 0,
    injected: async (times) => {
      await hear('injected', times);
    },
    close: async () => {
      const browser = client.pupBrowser?.process();
      await client.destroy();
      // Where the library closes it by itself, nothing else tells when its files are its own no more.
      if (browser?.exitCode === null && browser.signalCode === null) {
        await once(browser, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Tells of each time that the library has given itself to a page. What fails when the browser is closed
 * meanwhile ends here: the library would let it end the process.
 */
function noteInjections(client: library.Client, injected: () => void): void {
  const inner = client as unknown as { inject(): Promise<void> };
  const inject = inner.inject.bind(client);
  inner.inject = () => inject().then(injected, () => undefined);
}

function create(standIn: StandIn, folder: string, phone = ''): library.Client {
  return new library.Client({
    authStrategy: new KeptProfile({ dataPath: folder }),
    webVersion: 'stand-in',
    webVersionCache: { type: 'local', path: standIn.webVersionDir, strict: true },
    pairWithPhoneNumber: { phoneNumber: phone, showNotification: true, intervalMs: 180_000 },
    puppeteer: {
      executablePath: findChromium() ?? '',
      // Chromium refuses to put root into its sandbox.
      args: [...SWITCHES, ...(process.getuid?.() ? [] : ['--no-sandbox']), ...standIn.chromiumArgs],
    },
  });
}
