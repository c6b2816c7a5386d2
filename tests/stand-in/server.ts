/**
 * The stand-in for WhatsApp: its servers, in the test's own process. `openStandIn` opens them; a real
 * Chromium with the real library then takes `webVersionDir` for WhatsApp Web. What is true outlives
 * every browser. Each method is named after what happens at WhatsApp.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../bot/clock.ts';
import type { Clock } from '../../bot/types.ts';
import { Devices } from './devices.ts';
import { type Answer, Line } from './line.ts';
import { Sends } from './sends.ts';
import type { KeyKind, PageFaults, SendFault } from './wire.ts';
import { World } from './world.ts';
import { writePage } from './write-page.ts';

export interface StandInOptions {
  /** What message keys look like. `$1` is how they are since July 2026, and the default. */
  readonly keys?: KeyKind;
  /** Whether a profile without a session is linked at once, with nobody scanning. Default: yes. */
  readonly linksAtOnce?: boolean;
}

/** Opens the servers on a free port of 127.0.0.1, with an account that is in no group yet. */
export async function openStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const standIn = new StandIn(options.linksAtOnce ?? true);
  await standIn.open(options.keys ?? '$1');
  return standIn;
}

export class StandIn {
  /** WhatsApp's clock: the machine's, and what `pass` has added. */
  readonly clock: Clock;
  /** People, chats and messages: what is true, and what people do. */
  readonly world: World;
  /** Chats in which the page has shown that it types, in order. */
  readonly typed: string[] = [];
  /** How often the page asked who somebody is: the real servers notice when it is too often. */
  lookUps = 0;
  /** How often the page was made to connect anew by the library's `resetState`. */
  reconnects = 0;
  readonly #folder = mkdtempSync(join(tmpdir(), 'stand-in-'));
  readonly #line: Line;
  readonly #devices: Devices;
  readonly #sends: Sends;
  #port = 0;
  #aheadMs = 0;
  #faults: Omit<PageFaults, 'nextSends'> = {
    ...{ sync: 'heard', loseEvents: false, repeatEvents: false, hideVotes: false },
    ...{ iframesAtStart: 0, modules: {} },
  };

  constructor(linksAtOnce: boolean) {
    this.clock = { now: () => systemClock.now() + this.#aheadMs };
    this.world = new World(this.clock, () => this.#devices.tellNews());
    this.#line = new Line((name) => this.#answers[name]);
    const weather = () => ({ faults: this.#pageFaults(), aheadMs: this.#aheadMs });
    this.#devices = new Devices(this.world, this.#line, { weather, linksAtOnce });
    this.#sends = new Sends(this.world, this.#line, this.#devices);
  }

  async open(keys: KeyKind): Promise<void> {
    this.#port = await this.#line.open();
    this.useKeys(keys);
  }

  /** Ends the servers and forgets everything. Browsers are the test's own to end, before. */
  async close(): Promise<void> {
    await this.#line.close();
    rmSync(this.#folder, { recursive: true });
  }

  /** The folder with the page, for the setting `webVersionDir`; the page's name is `stand-in`. */
  get webVersionDir(): string {
    return this.#folder;
  }

  /**
   * What a Chromium must be started with, beside what is usual: a page of a public address may ask a
   * server of this machine only where that counts as public too (Local Network Access).
   */
  get chromiumArgs(): readonly string[] {
    return [`--ip-address-space-overrides=127.0.0.1:${this.#port}=public`];
  }

  /** How often the page tried to send something, whatever became of it. */
  get attempts(): number {
    return this.#sends.attempts;
  }

  /** Some time passes at WhatsApp; the page's clock goes along. */
  async pass(ms: number): Promise<void> {
    this.#aheadMs += ms;
    await this.#line.tellAll({ kind: 'clock', aheadMs: this.#aheadMs });
  }

  /** Resolves when every open page has been told of everything it can be, and has dealt with it. */
  async settled(): Promise<void> {
    await this.#line.until(() => this.#devices.settled());
  }

  /** Whether a page is open that has a session and has taken over what it has stored. */
  hasPage(): boolean {
    return [...this.#line.pages.values()].some(({ entered }) => entered);
  }

  /** Resolves when a page is open that has a session, or none is any more. */
  async pageThere(there: boolean): Promise<void> {
    await this.#line.until(() => this.hasPage() === there);
  }

  // ------------------------------------------------------------ linking

  /** What stands in the QR code of a page that is not linked. */
  get ref(): string {
    return this.#devices.ref;
  }

  /** The phone that asked to be linked by a code, and the code to type there; null where none did. */
  get pairing(): { readonly phone: string; readonly code: string } | null {
    return this.#devices.pairing;
  }

  /** The QR code changes, as it does every 20 seconds or so. */
  async changeRef(): Promise<void> {
    this.#devices.ref = `ref-${Number(this.#devices.ref.slice(4)) + 1}`;
    await this.#line.tellAll({ kind: 'ref', ref: this.#devices.ref });
  }

  /** Somebody scans the QR code of the page with the account's phone. */
  async scan(): Promise<void> {
    await this.#devices.link();
  }

  /** Somebody types a code on the account's phone. Rejects where it is not the one. */
  async enterCode(code: string): Promise<void> {
    if (this.#devices.pairing?.code !== code) {
      throw new Error('not the code that the page was given');
    }
    await this.#devices.link();
  }

  /** The device is taken off on the phone. From then on nothing is linked without `scan`. */
  async logout(by: 'command' | 'address' = 'command'): Promise<void> {
    await this.#devices.end(by);
  }

  // ------------------------------------------------------------ the connection

  /** The page loses the servers: nothing is told, nothing sent, until `reconnect`. */
  async disconnect(state: 'TIMEOUT' | 'OPENING' = 'TIMEOUT'): Promise<void> {
    await this.#devices.change(state);
  }

  /** The page finds the servers again. */
  async reconnect(): Promise<void> {
    await this.#devices.change('CONNECTED');
  }

  /** WhatsApp Web is opened elsewhere with the same session, until the page takes it over. */
  async conflict(): Promise<void> {
    await this.#devices.change('CONFLICT');
  }

  /** The page loads itself anew, as WhatsApp Web does now and then. Resolves when it has begun to. */
  async reloadPage(): Promise<void> {
    await this.#line.tellAll({ kind: 'reload' });
    await this.pageThere(false);
  }

  /** The page opens frames in itself, one after the other: each is a navigation for the library. */
  async openIframes(count: number): Promise<void> {
    await this.#line.tellAll({ kind: 'iframes', count });
  }

  /** The page says that it has synced, where `holdSync` kept it from it; or that it has not (false). */
  async sync(hasSynced = true): Promise<void> {
    await this.#line.tellAll({ kind: 'sync', hasSynced });
  }

  // ------------------------------------------------------------ what goes wrong

  /** From the next start of a browser on, message keys look like this. */
  useKeys(keys: KeyKind): void {
    writePage({ folder: this.#folder, port: this.#port, keys });
  }

  /** From its next start on a page has synced before the library listens: no event ever says so. */
  async syncSilently(): Promise<void> {
    await this.#set({ sync: 'silent' });
  }

  /** From its next start on a page does not sync before it is told to by `sync`. */
  async holdSync(): Promise<void> {
    await this.#set({ sync: 'held' });
  }

  /** Pages sync again as usual. */
  async syncAsUsual(): Promise<void> {
    await this.#set({ sync: 'heard' });
  }

  /** From its next start on a page opens so many frames before it connects. */
  async openIframesAtStart(count: number): Promise<void> {
    await this.#set({ iframesAtStart: count });
  }

  /** What happens while no page is there is stored before anybody listens: only history shows it. */
  storeEarly(early: boolean): void {
    this.#devices.early = early;
  }

  /** Whatever happens is stored in the page, and no event tells of it. */
  async loseEvents(lose: boolean): Promise<void> {
    await this.#set({ loseEvents: lose });
  }

  /** Messages, votes and reactions are told twice. */
  async repeatEvents(repeat: boolean): Promise<void> {
    await this.#set({ repeatEvents: repeat });
  }

  /** Votes are in the page's table, but no event tells of them. */
  async hideVotes(hide: boolean): Promise<void> {
    await this.#set({ hideVotes: hide });
  }

  /** A new build has renamed a module, or has it no more (null). Pages that are open too. */
  async renameModule(name: string, now: string | null): Promise<void> {
    await this.#set({ modules: { ...this.#faults.modules, [name]: now } });
  }

  /** All modules are there again. */
  async restoreModules(): Promise<void> {
    await this.#set({ modules: {} });
  }

  /** What happens to the next send; several calls are for several sends. */
  async failNextSend(fault: SendFault): Promise<void> {
    this.#sends.addFault(fault);
    await this.#set({});
  }

  /** What was `late` reaches the servers. */
  async letArrive(): Promise<void> {
    await this.#sends.letArrive();
  }

  /** Pages are told what became of sends that were `unconfirmed`. */
  async confirm(): Promise<void> {
    await this.#sends.confirm();
  }

  #pageFaults(): PageFaults {
    return { ...this.#faults, nextSends: this.#sends.faults };
  }

  async #set(faults: Partial<Omit<PageFaults, 'nextSends'>>): Promise<void> {
    this.#faults = { ...this.#faults, ...faults };
    await this.#line.tellAll({ kind: 'faults', values: this.#pageFaults() });
  }

  get #answers(): Readonly<Record<string, Answer>> {
    return {
      ...this.#devices.answers,
      send: (_page, asked) => this.#sends.takeMessage(asked),
      react: (_page, asked) => this.#sends.takeReaction(asked),
      typing: (_page, { kind, chat }) => {
        this.typed.push(...(kind === 'typing' ? [String(chat)] : []));
      },
      exists: (_page, { id }) => {
        this.lookUps += 1;
        return { person: this.world.lookUp(String(id)) };
      },
      refresh: () => void this.changeRef(),
      reconnect: () => {
        this.reconnects += 1;
      },
      takeover: () => void this.reconnect(),
    };
  }
}
