/**
 * Looks at the page now and then, and whenever something happened: whether it answers, is connected
 * and works. What it sees goes to the ladder, and the ladder's step to the session.
 */

import type { Calls } from './calls.ts';
import { climb, GROUND, type Ladder, type Observation, type Step } from './ladder.ts';
import type { Life } from './lives.ts';
import { measureMemory } from './memory.ts';
import { findProblems } from './probe.ts';
import { findRestart } from './restarts.ts';
import type { WhatsAppSettings } from './settings.ts';
import type { Standing } from './standing.ts';
import type { Timing } from './timing.ts';

export interface Watched {
  readonly settings: WhatsAppSettings;
  readonly timing: Timing;
  readonly standing: Standing;
  readonly calls: Calls;
  current(): Life | null;
  /** Does what the ladder decided; never `nothing`. */
  carryOut(step: Step, waitMs: number): void;
  /** The page is connected and was tested. */
  connect(life: Life): void;
  /** It is no longer connected. */
  away(): void;
  logOut(life: Life): void;
  /** Another browser has the session. */
  takeOver(life: Life): void;
}

export const isUnpaired = (state: string | null): boolean =>
  state === 'UNPAIRED' || state === 'UNPAIRED_IDLE';

export class Watch {
  readonly #watched: Watched;
  #ladder: Ladder = GROUND;
  #looking = false;
  #lookAgain = false;
  #testedAt = 0;
  #memoryRestartAt: number | null = null;

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  /** What was seen, here or elsewhere: leads to a step where one is due. */
  observe(what: Observation): void {
    const { settings, standing, timing } = this.#watched;
    const seen = { what, now: settings.clock.now() };
    const { ladder, step, waitMs } = climb(this.#ladder, seen, timing);
    this.#ladder = ladder;
    if (step !== 'nothing') {
      settings.log.warn('whatsapp trouble', { what, step, waitMs });
      standing.countAttempt();
      this.#watched.carryOut(step, waitMs);
    }
  }

  /** Begins with a clean slate: a person has taken a hand. */
  forget(): void {
    this.#ladder = GROUND;
  }

  /** Looks now; and again afterwards, where it was asked meanwhile. Never rejects. */
  async look(): Promise<void> {
    this.#lookAgain = true;
    if (this.#looking) {
      return;
    }
    this.#looking = true;
    for (let life = this.#watched.current(); this.#lookAgain && life; ) {
      this.#lookAgain = false;
      try {
        await this.#lookAt(life);
      } catch (error) {
        this.#watched.settings.log.failed('whatsapp look', error);
      }
      life = this.#watched.current();
    }
    this.#looking = false;
  }

  async #lookAt(life: Life): Promise<void> {
    if (life.stage !== 'linking' && life.stage !== 'ready') {
      return;
    }
    const { epoch } = life;
    const { stateMs } = this.#watched.timing;
    const state = await this.ask('state', () => life.client.getState(), stateMs);
    if (!this.#holds(life, epoch)) {
      return;
    }
    if (state === undefined) {
      this.#lookAgain = true;
      this.observe('mute');
    } else if (life.stage === 'ready' && isUnpaired(state)) {
      this.#watched.logOut(life);
    } else if (life.stage === 'ready' && state !== 'CONNECTED') {
      this.#watched.away();
      if (state === 'CONFLICT') {
        // A page that opens in a conflict is told of no change.
        this.#watched.takeOver(life);
      }
      this.observe('offline');
    } else if (life.stage === 'ready' && (await this.#test(life, epoch))) {
      this.observe('well');
    }
  }

  #holds(life: Life, epoch: number): boolean {
    return life === this.#watched.current() && epoch === life.epoch;
  }

  /** The self-test, where it is due; after it the connection stands. False where it broke off. */
  async #test(life: Life, epoch: number): Promise<boolean> {
    const { settings, timing, standing, calls } = this.#watched;
    const now = settings.clock.now();
    const isConnected = standing.phase === 'connected';
    if (isConnected && now - this.#testedAt < timing.selfTestEveryMs) {
      return true;
    }
    this.#testedAt = now;
    const problems = await findProblems(life.client, (what, call) =>
      calls.make(what, call, timing.stateMs),
    );
    const version = await this.ask('version', () => life.client.getWWebVersion(), timing.stateMs);
    if (!this.#holds(life, epoch)) {
      return false;
    }
    standing.noteTest(problems, version ?? null);
    if (standing.phase !== 'connected') {
      this.#watched.connect(life);
    }
    return true;
  }

  /** Asks the page within a limit; undefined where it does not answer. */
  async ask<T>(
    what: string,
    call: () => Promise<T> | undefined,
    limitMs: number,
  ): Promise<T | undefined> {
    try {
      return await this.#watched.calls.make(what, async () => call(), limitMs);
    } catch {
      return undefined;
    }
  }

  /** Why a restart is due of a browser that is connected; null where none is. */
  findRestart(): 'night' | 'memory' | null {
    const { settings, standing, timing } = this.#watched;
    const life = this.#watched.current();
    const pid = life?.client.pid ?? null;
    if (life === null || pid === null || standing.phase !== 'connected') {
      return null;
    }
    const now = settings.clock.now();
    const memory = measureMemory(pid);
    const { launchedAt } = life;
    const reason = findRestart(
      { now, launchedAt, memory, memoryRestartAt: this.#memoryRestartAt },
      timing,
    );
    if (reason !== null) {
      this.#memoryRestartAt = reason === 'memory' ? now : this.#memoryRestartAt;
      settings.log.info('whatsapp planned restart', { reason, memory });
    }
    return reason;
  }
}
