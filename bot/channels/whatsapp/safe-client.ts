/**
 * The library's client for one browser, with its dangerous parts replaced: each document is given the
 * library once, gets ready once, and whatever goes wrong is told, never thrown where nobody listens.
 * The session makes one for each launch and never uses it again. It never deletes a profile.
 */

import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer';
import { describeBrowser } from './chromium.ts';
import { Client } from './load-library.ts';
import { goToWhatsApp, type Launch, launchBrowser } from './open-browser.ts';
import { guardHooks, noteHooks } from './page-hooks.ts';
import { markInjected, type Opening, readOpening, refreshCode } from './page-opening.ts';
import { lendModules, repairKeys, repairModels, takeModulesBack } from './page-repair.ts';
import { findTree, killTree, listProcesses } from './processes.ts';
import { createRelay } from './relay.ts';
import { isSessionLoss, SessionLost } from './session-lost.ts';
import { serveWebVersion } from './web-version.ts';

/** What a client tells of itself. `document`: a new one begins, and the last one's readiness is over. */
export type Told =
  | { readonly kind: 'document' | 'progress' | 'ready' | 'logged-out' | 'gone' }
  | { readonly kind: 'qr' | 'code'; readonly text: string }
  | { readonly kind: 'socket'; readonly state: string }
  | {
      readonly kind: 'failed';
      readonly what: 'opening' | 'listening' | 'hearing' | 'linking';
      readonly error: unknown;
    };

export interface ClientPlan extends Launch {
  /** What is shown instead of WhatsApp Web; null: the real one. */
  readonly html: string | null;
  /** Links by a code for this number, without it by a QR code. */
  readonly phone: string | null;
}

/** How often the page is asked about its synchronising: its own event comes first as a rule. */
const SYNC_POLL_MS = 1000;
/** WhatsApp's own measure for a code that is typed. */
const NEW_CODE_EVERY_MS = 180_000;

/** What the library asks for first of all, and needs only where the account is not linked yet. */
const LINKING_MODULES = [
  ...['WAWebAltDeviceLinkingApi', 'WABase64', 'WAWebCompanionRegClientUtils'],
  ...['WAWebAdvSignatureApi', 'WAWebUserPrefsInfoStore', 'WAWebSignalStoreApi'],
];

export class SafeClient extends Client {
  readonly #plan: ClientPlan;
  readonly #tell: (told: Told) => void;
  readonly #ending = new AbortController();
  readonly #killing = new AbortController();
  readonly #relay = createRelay({
    // At each message the library would open its chat again, which asks the server who is in it.
    unheard: ['onChatUnreadCountEvent'],
    own: {
      onAuthAppStateChangedEvent: (state: string) => this.#hearSocket(state),
      // The library would close the browser for some states: the session decides that.
      onAppStateChangedEvent: () => undefined,
      onAppStateHasSyncedEvent: () => this.#becomeReady(),
      onLogoutEvent: () => this.#tell({ kind: 'logged-out' }),
    },
    onError: (error) => this.#fail('hearing', error),
  });
  #opening: Promise<void> = Promise.resolve();
  #injecting: Promise<void> | null = null;
  #asked = false;
  /** The present document; what belongs to an earlier one is out of date. */
  #document = 0;
  #listeningIn = 0;
  #readyIn = 0;
  #readying: Promise<void> | null = null;

  constructor(plan: ClientPlan, tell: (told: Told) => void) {
    super({
      authTimeoutMs: plan.timing.readyMs,
      userAgent: false,
      webVersionCache: { type: 'none' },
      ...(plan.phone === null
        ? {}
        : {
            pairWithPhoneNumber: {
              phoneNumber: plan.phone,
              showNotification: true,
              intervalMs: NEW_CODE_EVERY_MS,
            },
          }),
    });
    this.#plan = plan;
    this.#tell = (told) => {
      if (!this.#ending.signal.aborted) {
        tell(told);
      }
    };
    this.on('qr', (text: string) => this.#tell({ kind: 'qr', text }));
    this.on('code', (text: string) => this.#tell({ kind: 'code', text }));
    this.on('loading_screen', () => this.#tell({ kind: 'progress' }));
  }

  /** Launches the browser and opens the page; resolves when the page is there, not when it is ready. */
  override initialize(): Promise<void> {
    this.#opening = this.#open();
    return this.#opening;
  }

  async #open(): Promise<void> {
    const browser = await launchBrowser(this.#plan, this.#killing.signal);
    const page = (await browser.pages())[0] ?? (await browser.newPage());
    this.pupBrowser = browser;
    this.pupPage = page;
    this.#watch(browser, page);
    if (!this.#plan.args.some((arg) => arg.startsWith('--user-agent'))) {
      await page.setUserAgent(describeBrowser(await browser.version(), await browser.userAgent()));
    }
    await this.#relay.install(page);
    if (this.#plan.html !== null) {
      await serveWebVersion(page, this.#plan.html);
    }
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) {
        void this.#noticeDocument(frame.url());
      }
    });
    await goToWhatsApp(page, this.#plan.timing);
    await this.inject();
  }

  #watch(browser: Browser, page: Page): void {
    browser.on('disconnected', () => this.#tell({ kind: 'gone' }));
    page.on('error', () => this.#tell({ kind: 'gone' }));
    page.on('close', () => this.#tell({ kind: 'gone' }));
    // A dialog stops the page until somebody answers it.
    page.on('dialog', (dialog) => void dialog.dismiss().catch(() => {}));
  }

  /** Puppeteer tells of a change of the address within a document, too. */
  async #noticeDocument(address: string): Promise<void> {
    if (address.includes('post_logout=1')) {
      this.#tell({ kind: 'logged-out' });
    }
    await this.#look();
    await this.inject();
  }

  async #look(): Promise<Opening | null> {
    try {
      const opening = (await this.pupPage?.evaluate(readOpening)) ?? null;
      if (opening && opening.document !== this.#document) {
        this.#document = opening.document;
        this.#tell({ kind: 'document' });
      }
      return opening;
    } catch {
      // The document is being exchanged.
      return null;
    }
  }

  /** Gives the present document the library, once. Never rejects: what fails is told. */
  override inject(): Promise<void> {
    this.#asked = true;
    this.#injecting ??= this.#injectWhileAsked().finally(() => {
      this.#injecting = null;
    });
    return this.#injecting;
  }

  async #injectWhileAsked(): Promise<void> {
    while (this.#asked && !this.#ended()) {
      this.#asked = false;
      try {
        await this.#injectDocument();
      } catch (error) {
        if (isSessionLoss(error)) {
          // The document went away meanwhile: another one follows, or is there already.
          this.#asked = true;
          await this.#pause(this.#plan.timing.openingPollMs);
        } else {
          this.#fail('opening', error);
        }
      }
    }
  }

  async #injectDocument(): Promise<void> {
    const opening = await this.#waitUntilOpen();
    if (opening.injected) {
      return;
    }
    await this.pupPage?.evaluate(lendModules, LINKING_MODULES, []);
    try {
      await super.inject();
    } finally {
      await this.pupPage?.evaluate(takeModulesBack);
    }
    if (await this.pupPage?.evaluate(markInjected, opening.document)) {
      void this.#watchSync(opening.document);
    } else {
      this.#asked = true;
    }
  }

  /** The library waits for this as well, but in one call, which may take longer than any call may. */
  async #waitUntilOpen(): Promise<Opening> {
    for (;;) {
      const opening = await this.#look();
      const underWay = ['OPENING', 'UNLAUNCHED', 'PAIRING'].includes(opening?.state ?? '');
      if (opening?.hasCode && !underWay) {
        return opening;
      }
      if (this.#ended()) {
        throw new SessionLost('opening', false);
      }
      await this.#pause(this.#plan.timing.openingPollMs);
    }
  }

  /** Over at once when the client ends. */
  async #pause(ms: number): Promise<void> {
    await wait(ms, null, { signal: this.#ending.signal }).catch(() => {});
  }

  /** Becomes ready also where the page had synchronised before anybody listened, or tells nobody. */
  async #watchSync(document: number): Promise<void> {
    let connectedMs = 0;
    while (document === this.#document && this.#readyIn !== document && !this.#ended()) {
      const opening = await this.#look();
      connectedMs = opening?.state === 'CONNECTED' ? connectedMs + SYNC_POLL_MS : 0;
      const unsaid = opening?.hasSynced === null && connectedMs > this.#plan.timing.unsaidSyncMs;
      if (document === this.#document && (opening?.hasSynced === true || unsaid)) {
        await this.#becomeReady();
      }
      await this.#pause(SYNC_POLL_MS);
    }
  }

  #becomeReady(): Promise<void> {
    this.#readying ??= this.#makeReady(this.#document).finally(() => {
      this.#readying = null;
    });
    return this.#readying;
  }

  async #makeReady(document: number): Promise<void> {
    if (this.#readyIn === document) {
      return;
    }
    try {
      await this.#relay.callLibrary('onAppStateHasSyncedEvent');
    } catch (error) {
      if (isSessionLoss(error)) {
        return;
      }
      this.#fail('listening', error);
    }
    try {
      if (this.#listeningIn !== document) {
        await this.attachEventListeners();
      }
    } catch {
      // Only a document that went away: another one follows.
      return;
    }
    if (document === this.#document) {
      this.#readyIn = document;
      this.#tell({ kind: 'ready' });
    }
  }

  /**
   * Adds the library's listeners, once in a document, after the page was made to fit them. What it
   * cannot add is told and found by the self-test: reading and sending may work all the same.
   */
  override async attachEventListeners(): Promise<void> {
    const page = this.pupPage;
    if (page === null || this.#listeningIn === this.#document) {
      return;
    }
    const document = this.#document;
    await page.evaluate(repairKeys);
    await page.evaluate(repairModels);
    await page.evaluate(noteHooks);
    await page.evaluate(lendModules, ['WAWebSyncGatingUtils'], ['WAWebCallCollection']);
    let completed = false;
    try {
      await super.attachEventListeners();
      completed = true;
    } catch (error) {
      if (isSessionLoss(error)) {
        throw error;
      }
      this.#fail('listening', error);
    }
    await page.evaluate(takeModulesBack);
    await page.evaluate(guardHooks, completed);
    this.#listeningIn = document;
  }

  /** The library starts this and forgets it: what it throws would end the process. */
  override async requestPairingCode(phone: string, notify?: boolean, everyMs?: number) {
    try {
      return await super.requestPairingCode(phone, notify, everyMs);
    } catch (error) {
      if (!isSessionLoss(error)) {
        this.#fail('linking', error);
      }
      return undefined;
    }
  }

  #hearSocket(state: string): void {
    this.#tell({ kind: 'socket', state });
    if (state === 'UNPAIRED_IDLE' && this.#plan.phone === null) {
      this.pupPage?.evaluate(refreshCode).catch((error: unknown) => this.#fail('linking', error));
    }
  }

  #fail(what: 'opening' | 'listening' | 'hearing' | 'linking', error: unknown): void {
    this.#tell({ kind: 'failed', what, error });
  }

  #ended(): boolean {
    return this.#ending.signal.aborted;
  }

  /** Has no pictures and films loaded that nobody will look at: they fill memory and disk. */
  async stopDownloads(): Promise<void> {
    await this.setAutoDownloadPhotos(false);
    await this.setAutoDownloadVideos(false);
    await this.setAutoDownloadAudio(false);
    await this.setAutoDownloadDocuments(false);
  }

  /** Loads the page anew. Rejects where no new document begins within `callMs`. */
  async reload(): Promise<void> {
    const before = this.#document;
    try {
      await this.pupPage?.reload({
        waitUntil: 'domcontentloaded',
        timeout: this.#plan.timing.callMs,
      });
    } catch (error) {
      // A frame that never answers keeps it waiting, too; then the document is there all the same.
      if (this.#document === before) {
        throw error;
      }
    }
  }

  /** The number of the browser's process; null where none runs. */
  get pid(): number | null {
    return this.pupBrowser?.process()?.pid ?? null;
  }

  /** Closes the browser for good: kindly, and after `destroyMs` by force. Tells nothing any more. */
  async end(): Promise<void> {
    this.#ending.abort();
    const tree = findTree(this.pid ?? 0, listProcesses() ?? []);
    const closing = async (): Promise<void> => {
      // While it is being launched there is nothing to close kindly.
      if (this.pupBrowser === null) {
        this.#killing.abort();
        await this.#opening.catch(() => {});
      }
      await this.pupBrowser?.close();
    };
    const limit = new AbortController();
    await Promise.race([
      closing().catch(() => {}),
      wait(this.#plan.timing.destroyMs, null, { signal: limit.signal }).catch(() => {}),
    ]);
    limit.abort();
    // Kills the whole group of processes, where there still is one.
    this.#killing.abort();
    killTree(tree);
  }
}
