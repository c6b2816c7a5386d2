/**
 * The session's work: brings the browser up, follows what it tells, keeps it well, and has it linked
 * anew. `createSession` makes one. It never sends, and deletes a profile only where a person asked.
 */

import type { ChannelState, LinkRequest } from '../../types.ts';
import { createCalls } from './calls.ts';
import { findChromium } from './chromium.ts';
import type { Step } from './ladder.ts';
import type { LibraryClient } from './library.ts';
import { type Life, Lives } from './lives.ts';
import { logOut, takeOver } from './page-opening.ts';
import { forgetProfile, freeProfile, markLinked, wasLinked } from './profile.ts';
import type { Told } from './safe-client.ts';
import { isSessionLoss, SessionLost } from './session-lost.ts';
import type { Session, SessionHooks } from './session-port.ts';
import type { WhatsAppSettings } from './settings.ts';
import { type Link, type Report, Standing } from './standing.ts';
import { TIMING, type Timing } from './timing.ts';
import { isUnpaired, Watch } from './watch.ts';

/** So many events in vain, and the page is loaded anew. */
const DEAF_AFTER = 3;
/** Half an hour of codes that nobody typed: WhatsApp stops giving them to a number that asks for ever. */
const MOST_CODES = 10;

export class BrowserSession implements Session {
  readonly #settings: WhatsAppSettings;
  readonly #hooks: SessionHooks;
  readonly #timing: Timing;
  readonly #standing: Standing;
  readonly #calls = createCalls();
  readonly #lives: Lives;
  readonly #watch: Watch;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #request: LinkRequest | null = null;
  #codes = 0;

  constructor(settings: WhatsAppSettings, hooks: SessionHooks) {
    const timing = { ...TIMING, ...settings.timing };
    const standing = new Standing(settings.clock, () => hooks.onState());
    this.#settings = settings;
    this.#hooks = hooks;
    this.#timing = timing;
    this.#standing = standing;
    this.#lives = new Lives({
      ...{ settings, timing },
      attach: (client) => hooks.attach(client),
      hear: (life, told) => this.#hear(life, told),
    });
    this.#watch = new Watch({
      ...{ settings, timing, standing, calls: this.#calls },
      current: () => this.#lives.current,
      carryOut: (step, waitMs) => this.#carryOut(step, waitMs),
      connect: (life) => this.#connect(life),
      away: () => this.#away(),
      logOut: (life) => this.#logOut(life),
      takeOver: (life) => this.#takeOver(life),
    });
  }

  state(): ChannelState {
    return this.#standing.state;
  }

  connected(): boolean {
    return this.#standing.phase === 'connected';
  }

  async start(): Promise<void> {
    if (this.#standing.phase !== 'stopped') {
      return;
    }
    findChromium(this.#settings.executablePath);
    this.#watch.forget();
    this.#standing.enter('starting');
    await this.#leave();
    const { turn } = this.#lives;
    try {
      await freeProfile(this.#settings.profileDir);
    } catch (error) {
      this.#standing.enter('stopped');
      throw error;
    }
    void this.#launch(turn);
  }

  async stop(): Promise<void> {
    const closed = this.#leave();
    this.#standing.enter('stopped');
    await closed;
  }

  async link(request: LinkRequest): Promise<void> {
    const leaving = this.#lives.current;
    if (this.connected() && !request.fresh) {
      return;
    }
    if (request.fresh && leaving?.stage === 'ready') {
      // The phone allows few devices: this one shall not stay on its list.
      await this.#ask('log out', () => leaving.client.pupPage?.evaluate(logOut));
    }
    const closed = this.#leave();
    const { turn } = this.#lives;
    this.#request = request;
    this.#codes = 0;
    this.#watch.forget();
    this.#standing.enter('linking');
    await closed;
    try {
      if (request.fresh && turn === this.#lives.turn) {
        forgetProfile(this.#settings.profileDir);
      }
    } finally {
      void this.#launch(turn);
    }
  }

  async run<T>(
    what: string,
    call: (client: LibraryClient) => Promise<T>,
    limitMs = this.#timing.callMs,
  ): Promise<T> {
    const life = this.#lives.current;
    if (!life || !this.connected()) {
      throw new SessionLost(what, false);
    }
    try {
      return await this.#calls.make(what, () => call(life.client), limitMs);
    } catch (error) {
      if (!isSessionLoss(error)) {
        throw error;
      }
      void this.#watch.look();
      throw new SessionLost(what, true);
    }
  }

  report(kind: Report): void {
    const inVain = this.#standing.note(kind);
    if (inVain >= DEAF_AFTER && this.connected()) {
      this.#watch.observe('deaf');
    }
  }

  /** Asks the page within a limit; undefined where it does not answer. */
  #ask<T>(what: string, call: () => Promise<T> | undefined): Promise<T | undefined> {
    return this.#watch.ask(what, call, this.#timing.stateMs);
  }

  // ---------------------------------------------------------------- launching and leaving

  async #launch(turn: number): Promise<void> {
    try {
      const life =
        turn === this.#lives.turn
          ? await this.#lives.begin(turn, this.#request?.phone ?? null)
          : null;
      if (life) {
        this.#watch.observe('launched');
        this.#awaitReady();
        this.#lookLater();
        await life.client.initialize();
      }
    } catch (error) {
      if (turn === this.#lives.turn) {
        this.#settings.log.failed('whatsapp launch', error);
        this.#watch.observe('gone');
      }
    }
  }

  /** Ends the present browser, if there is one, and all that was planned for it. */
  #leave(): Promise<void> {
    this.#calls.breakOff();
    for (const timer of this.#timers.values()) {
      clearTimeout(timer);
    }
    return this.#lives.leave();
  }

  /** A new browser after a while. */
  async #relaunch(waitMs: number): Promise<void> {
    const closed = this.#leave();
    const { turn } = this.#lives;
    this.#away();
    await closed;
    if (turn === this.#lives.turn) {
      this.#after('launch', waitMs, () => void this.#launch(turn));
    }
  }

  /** Where it was connected, it is no more; and nothing is left to scan. */
  #away(): void {
    const { phase } = this.#standing;
    this.#standing.enter(phase === 'connected' ? 'away' : phase);
  }

  #after(what: string, waitMs: number, act: () => void): void {
    clearTimeout(this.#timers.get(what));
    this.#timers.set(what, setTimeout(act, waitMs));
  }

  #awaitReady(): void {
    this.#after('ready', this.#timing.readyMs, () => this.#watch.observe('unready'));
  }

  // ---------------------------------------------------------------- what the client tells

  #hear(life: Life, told: Told): void {
    if (told.kind === 'gone') {
      this.#lose(life);
    } else if (told.kind === 'failed') {
      this.#noteFailure(told);
    } else if (life.stage !== 'leaving') {
      this.#follow(life, told);
    }
  }

  #follow(life: Life, told: Exclude<Told, { kind: 'gone' | 'failed' }>): void {
    switch (told.kind) {
      case 'document':
        this.#calls.breakOff();
        this.#reopen(life);
        break;
      case 'progress':
        if (life.stage === 'opening') {
          this.#awaitReady();
        }
        break;
      case 'socket':
        this.#hearSocket(life, told.state);
        break;
      case 'ready':
        life.stage = 'ready';
        clearTimeout(this.#timers.get('ready'));
        void this.#watch.look();
        break;
      case 'logged-out':
        this.#logOut(life);
        break;
      case 'qr':
      case 'code':
        this.#showLink(life, { kind: told.kind, text: told.text });
    }
  }

  #lose(life: Life): void {
    if (life.stage === 'leaving') {
      void this.#relaunch(0);
    } else {
      this.#watch.observe('gone');
    }
  }

  #noteFailure({ what, error }: Extract<Told, { kind: 'failed' }>): void {
    this.#settings.log.failed(`whatsapp ${what}`, error);
    if (what === 'opening') {
      this.#watch.observe('unready');
    } else if (what === 'linking' && this.#request?.phone !== undefined) {
      this.#scanInstead();
    }
  }

  #reopen(life: Life): void {
    life.epoch += 1;
    life.stage = 'opening';
    this.#awaitReady();
    this.#away();
  }

  #showLink(life: Life, { kind, text }: NonNullable<Link>): void {
    // Before the server has answered the page makes a code of nothing.
    if (text.startsWith('undefined')) {
      return;
    }
    this.#codes += kind === 'code' ? 1 : 0;
    if (this.#codes > MOST_CODES) {
      this.#scanInstead();
      return;
    }
    life.stage = 'linking';
    clearTimeout(this.#timers.get('ready'));
    const isAsked = this.#request !== null || !wasLinked(this.#settings.profileDir);
    this.#standing.enter(isAsked ? 'linking' : 'unlinked', { kind, text });
  }

  /** Linking by a typed code did not work out: back to the code that is scanned. */
  #scanInstead(): void {
    this.#request = {};
    this.#codes = 0;
    void this.#relaunch(0);
  }

  #hearSocket(life: Life, state: string): void {
    if (life.stage === 'linking' && !isUnpaired(state)) {
      this.#reopen(life);
    } else if (life.stage === 'ready') {
      if (state !== 'CONNECTED') {
        life.epoch += 1;
        this.#away();
      }
      void this.#watch.look();
    }
  }

  /** Another browser has the session: asks for it back, ever more patiently. */
  #takeOver(life: Life): void {
    if (life.takingOver) {
      return;
    }
    const waitMs = this.#timing.takeoverMs * 2 ** Math.min(life.takeovers, 6);
    life.takeovers += 1;
    life.takingOver = true;
    this.#after('take over', waitMs, () => {
      life.takingOver = false;
      void this.#ask('take over', () => life.client.pupPage?.evaluate(takeOver));
    });
  }

  /** The profile stays; the page clears its own store, and a new browser shows what to scan. */
  #logOut(life: Life): void {
    if (life.stage !== 'ready' && this.#standing.phase === 'unlinked') {
      // This browser was opened because of it.
      return;
    }
    life.stage = 'leaving';
    this.#settings.log.warn('whatsapp logged out');
    this.#calls.breakOff();
    this.#request = null;
    this.#standing.enter('unlinked');
    this.#after('leave', this.#timing.logoutMs, () => void this.#relaunch(0));
  }

  #connect(life: Life): void {
    this.#request = null;
    this.#standing.enter('connected');
    try {
      markLinked(this.#settings.profileDir);
    } catch (error) {
      // A full disk: then it is only not told later that the account had been linked.
      this.#settings.log.failed('whatsapp linked', error);
    }
    const { version, problems } = this.#standing.state;
    this.#settings.log.info('whatsapp connected', { version, problems: problems.join(' ') });
    this.#hooks.onReady();
    void this.#ask('stop downloads', () => life.client.stopDownloads());
  }

  // ---------------------------------------------------------------- keeping it well

  #lookLater(): void {
    this.#after('look', this.#timing.probeEveryMs, () => {
      this.#lookLater();
      void this.#watch.look().then(() => this.#restartWhenDue());
    });
  }

  #carryOut(step: Step, waitMs: number): void {
    const life = this.#lives.current;
    if (step === 'resync' && life) {
      void this.#ask('resync', () => life.client.resetState());
    } else if (step === 'reload' && life) {
      void this.#reload(life);
    } else {
      if (step === 'give-up') {
        this.#hooks.onHopeless?.();
      }
      void this.#relaunch(waitMs);
    }
  }

  async #reload(life: Life): Promise<void> {
    this.#calls.breakOff();
    this.#reopen(life);
    try {
      await life.client.reload();
    } catch {
      if (life === this.#lives.current) {
        this.#watch.observe('gone');
      }
    }
  }

  async #restartWhenDue(): Promise<void> {
    const { turn } = this.#lives;
    if (this.#watch.findRestart() !== null) {
      // Nothing new begins from here on.
      this.#away();
      await this.#calls.idle(this.#timing.drainMs);
      if (turn === this.#lives.turn) {
        await this.#relaunch(0);
      }
    }
  }
}
