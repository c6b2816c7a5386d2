/**
 * The bot of a fault run as its process: started, spoken to, killed. `whatsapp-fault-bot.ts` is what
 * runs in it. It ends only what it started.
 */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  findTree,
  listProcesses,
  type RunningProcess,
} from '../bot/channels/whatsapp/processes.ts';
import type { ChannelPhase } from '../bot/types.ts';
import type { BotPlan, FromBot, ToBot } from './whatsapp-fault-bot.ts';

const PROGRAM = join(import.meta.dirname, 'whatsapp-fault-bot.ts');
// Without it a start takes a second, most of it reading the same source again.
const COMPILED = join(tmpdir(), 'holdepunkt-compiled');
/** A bot that has not answered or ended by then never will. */
const LONGEST_MS = 60_000;

type Wish = ToBot extends infer One ? (One extends ToBot ? Omit<One, 'number'> : never) : never;

/** How a process ended that was asked to. */
export interface Ending {
  readonly code: number | null;
  readonly ms: number;
}

export class BotProcess {
  phase: ChannelPhase = 'stopped';
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;
  readonly #folder: string;
  readonly #answers = new Map<number, (open: number) => void>();
  #number = 0;
  #isOurEnd = false;

  /** Starts it. What it logs is added to `bot.log` in its folder. */
  constructor(plan: BotPlan) {
    this.#folder = plan.folder;
    const log = openSync(join(plan.folder, 'bot.log'), 'a');
    this.#child = fork(PROGRAM, [JSON.stringify(plan)], {
      execArgv: [],
      env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: COMPILED },
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    this.#closed = once(this.#child, 'close');
    this.#child.on('message', (said: FromBot) => {
      if (said.kind === 'phase') {
        this.phase = said.phase;
      } else {
        this.#answers.get(said.number)?.(said.open);
      }
    });
  }

  /** Whether it ended although nobody wanted it to. */
  get died(): boolean {
    const { exitCode, signalCode } = this.#child;
    return !this.#isOurEnd && (exitCode !== null || signalCode !== null);
  }

  /** Ends it from one instant to the next. Its browser is left to itself. */
  async kill(): Promise<void> {
    this.#isOurEnd = true;
    this.#child.kill('SIGKILL');
    await this.#closed;
  }

  /** Asks it to end. @throws Error where it does not */
  async stop(): Promise<Ending> {
    this.#isOurEnd = true;
    const from = performance.now();
    void this.#ask({ kind: 'stop' });
    await inTime(this.#closed, 'end');
    return { code: this.#child.exitCode, ms: performance.now() - from };
  }

  /** Sets how far its clock is ahead of the machine's. */
  async setClock(aheadMs: number): Promise<void> {
    await this.#ask({ kind: 'clock', aheadMs });
  }

  /** Has it read and send all that it can; answers how many rows of the outbox are still open. */
  async settle(): Promise<number> {
    return inTime(this.#ask({ kind: 'settle' }), 'settle');
  }

  /** Every process of its browser, the browser itself first; none where it has none. */
  browser(): readonly RunningProcess[] {
    const processes = listProcesses() ?? [];
    const profile = `--user-data-dir=${join(this.#folder, 'whatsapp', 'session')}`;
    const browser = processes.find(
      ({ command }) =>
        command.includes(profile) && !command.some((word) => word.startsWith('--type=')),
    );
    return browser ? findTree(browser.pid, processes) : [];
  }

  /** Resolves with its answer, or with 0 when it ends without one. */
  async #ask(wish: Wish): Promise<number> {
    this.#number += 1;
    const number = this.#number;
    const { promise, resolve } = Promise.withResolvers<number>();
    this.#answers.set(number, resolve);
    if (this.#child.connected) {
      this.#child.send({ ...wish, number });
    }
    const open = await Promise.race([promise, this.#closed.then(() => 0)]);
    this.#answers.delete(number);
    return open;
  }
}

async function inTime<T>(work: Promise<T>, what: string): Promise<T> {
  const late = wait(LONGEST_MS, 'late' as const, { ref: false });
  const outcome = await Promise.race([work, late]);
  if (outcome === 'late') {
    throw new Error(`The bot did not ${what} within ${LONGEST_MS / 1000} s`);
  }
  return outcome as T;
}
