/**
 * Lets everything go wrong at WhatsApp, in the browser and in the bot while mothers write, and then
 * compares what stands at the stand-in with what the bot recorded and sent. Used by
 * `whatsapp-faults.test.ts`, also of the long tests.
 */

import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { killTree } from '../bot/channels/whatsapp/processes.ts';
import { LOCALES } from '../bot/holdings.ts';
import { createOffice } from '../bot/office.ts';
import { loadSay } from '../bot/say.ts';
import type { ChatId } from '../bot/types.ts';
import { openDatabase } from '../data/database.ts';
import { createStore } from '../data/store.ts';
import { createVault } from '../data/vault.ts';
import { flows } from '../flows/index.ts';
import { findChromium } from './chromium.ts';
import { createRandom, type Random } from './random.ts';
import { openStandIn, type StandIn } from './stand-in/server.ts';
import { judge } from './whatsapp-fault-judge.ts';
import { drawKind, KINDS, type Kind, shuffleKinds, type Victim } from './whatsapp-fault-kinds.ts';
import { People } from './whatsapp-fault-people.ts';
import { BotProcess } from './whatsapp-fault-process.ts';
import { type FaultReport, type KindSeen, listWrong } from './whatsapp-fault-report.ts';
import {
  DAY_MS,
  drawMinutes,
  localOf,
  MINUTE_MS,
  nextReminderAt,
  startOfCourse,
} from './whatsapp-fault-time.ts';

export interface FaultsWanted {
  readonly faults: number;
  readonly seed: number;
}

/**
 * Rows older than two months are dropped, and then nobody can judge them: a thousand faults take some
 * four weeks, and with all leaps to the next reminder no more than this.
 */
const LEAP_DAYS = 45;
/** A bot that is not connected by then will not come back by itself. */
const BACK_MS = 60_000;
/** Something that was to be sent is tried by then, where it can be at all. */
const TRIED_MS = 4000;
const SOON_MS = 5000;
/** So often all is settled in the end, ten minutes between two times. */
const MOST_SETTLES = 100;
const LOOK_EVERY_MS = 20;
/** How often there is peace after a fault: a bot that is never left alone is behind with everything. */
const CALM = 0.3;

/**
 * Runs it, and answers with everything that is wrong in the end. Where anything is, the folder stays:
 * the database, `bot.log` and `run.log`.
 */
export async function runWhatsAppFaults({ faults, seed }: FaultsWanted): Promise<FaultReport> {
  const folder = mkdtempSync(join(tmpdir(), 'whatsapp-faults-'));
  const run = new FaultRun(folder, createRandom(seed), await openStandIn());
  let isWell = false;
  try {
    await run.begin();
    for (let fault = 0; fault < faults; fault += 1) {
      await run.go(fault, faults);
    }
    const report = await run.end();
    isWell = listWrong(report).length === 0;
    return report;
  } finally {
    await run.close();
    if (isWell) {
      rmSync(folder, { recursive: true, force: true, maxRetries: 4 });
    }
  }
}

interface Lasting {
  readonly kind: Kind;
  rounds: number;
}

class FaultRun implements Victim {
  readonly standIn: StandIn;
  readonly random: Random;
  readonly people: People;
  readonly #folder: string;
  readonly #key = randomBytes(32);
  readonly #seen = new Map<string, KindSeen>(
    KINDS.map(({ name }) => [name, { name, count: 0, backMs: [] }]),
  );
  readonly #wrong: string[] = [];
  readonly #deck: Kind[];
  #lasting: Lasting[] = [];
  #bot: BotProcess | null = null;
  #startedAt = 0;
  /** It leaps ahead to a reminder no further than this. */
  #latestAt = 0;
  #aheadMs = 0;

  constructor(folder: string, random: Random, standIn: StandIn) {
    this.#folder = folder;
    this.random = random;
    this.standIn = standIn;
    this.#deck = shuffleKinds(random);
    this.people = new People({
      ...{ standIn, random, pass: (ms: number) => this.#passBy(ms) },
      note: (what: string) => this.#note(what),
    });
  }

  bot(): BotProcess {
    if (!this.#bot) {
      throw new Error('There is no bot yet');
    }
    return this.#bot;
  }

  /** The groups are founded, the account is linked, and everybody has said hello. */
  async begin(): Promise<void> {
    await this.#passTo(startOfCourse(this.standIn.clock.now()));
    this.#startedAt = this.standIn.clock.now();
    await this.#found();
    this.#bot = this.#start();
    await this.#back();
    // Who writes directly before she was seen in a group is nobody to the bot.
    await this.bot().settle();
    this.people.open();
    await this.standIn.settled();
    await this.bot().settle();
  }

  /** One fault among people: of each kind one in the beginning, then by their weights. */
  async go(fault: number, faults: number): Promise<void> {
    await this.#back();
    this.#latestAt = this.#startedAt + LEAP_DAYS * DAY_MS * Math.max(fault / faults, 0.1);
    const kind = this.#deck.pop() ?? drawKind(this.random);
    const seen = this.#seen.get(kind.name);
    await this.people.act();
    this.#note(`begins: ${kind.name}`);
    const began = performance.now();
    await soon(kind.begin(this));
    await this.#talk();
    await wait(this.random.between(0, 150));
    await this.#passBy(drawMinutes(this.random) * MINUTE_MS);
    await this.people.act();
    if (kind.end) {
      this.#lasting.push({ kind, rounds: this.random.between(0, kind.rounds ?? 0) });
    }
    await this.#endLasting();
    const backMs = await this.#back(began);
    this.#note('back');
    if (seen) {
      seen.count += 1;
      seen.backMs.push(backMs);
    }
    if (this.random.next() < CALM) {
      await this.bot().settle();
      this.#note('settled');
    }
  }

  async restartBot(): Promise<void> {
    await this.bot().kill();
    if (this.random.next() < 0.5) {
      await this.people.act();
    }
    this.#bot = this.#start();
  }

  async provokeSend(): Promise<void> {
    const before = this.standIn.attempts;
    const reminderAt = nextReminderAt(this.people.groups, this.standIn.clock.now());
    if (reminderAt < this.#latestAt && this.random.next() < 0.3) {
      await this.#passTo(reminderAt);
    } else {
      await this.people.prompt();
    }
    const until = performance.now() + TRIED_MS;
    while (this.standIn.attempts === before && performance.now() < until) {
      await wait(LOOK_EVERY_MS);
    }
  }

  /** All faults are over; then the bot has time, and is judged. */
  async end(): Promise<FaultReport> {
    await this.#endLasting(true);
    await this.standIn.reconnect();
    const open = await this.#converge();
    const ended = await this.bot().stop();
    const verdict = judge({
      ...{ folder: this.#folder, key: this.#key, world: this.standIn.world, people: this.people },
      ...{ open, ended, wrong: this.#wrong },
    });
    const days = (this.standIn.clock.now() - this.#startedAt) / DAY_MS;
    return { ...verdict, kinds: [...this.#seen.values()], days, folder: this.#folder };
  }

  async close(): Promise<void> {
    await this.#bot?.kill();
    killTree(this.#bot?.browser() ?? []);
    await this.standIn.close();
  }

  async #found(): Promise<void> {
    const vault = createVault(this.#key);
    const db = openDatabase(join(this.#folder, 'holdepunkt.db'), vault);
    const chats = this.people.groups.map(({ id, chat }) => ({ id: chat as ChatId, name: id }));
    const office = createOffice({
      ...{ store: createStore(db, vault), clock: this.standIn.clock, flows },
      ...{ say: loadSay(LOCALES), chats: async () => chats },
    });
    for (const { id, chat, weekday, reminders } of this.people.groups) {
      await office.addGroup({
        ...{ id, chat, name: id, start: '10:00', end: '12:00', place: 'Familiehuset' },
        ...{ languages: 'da,en,ar', weekday: WEEKDAYS[weekday - 1] },
        off: 'introduction,welcome',
        reminders: reminders.map(({ daysBefore, time }) => `${daysBefore}d ${time}`).join(','),
      });
    }
    db.close();
  }

  #start(): BotProcess {
    return new BotProcess({
      folder: this.#folder,
      key: this.#key.toString('hex'),
      executablePath: findChromium() ?? '',
      chromiumArgs: this.standIn.chromiumArgs,
      webVersionDir: this.standIn.webVersionDir,
      aheadMs: this.#aheadMs,
    });
  }

  /** Waits until the bot is connected to a page; answers since when it was waited for, and for how long. */
  async #back(from = performance.now()): Promise<number> {
    const until = performance.now() + BACK_MS;
    while (this.bot().phase !== 'connected' || !this.standIn.hasPage()) {
      if (this.bot().died) {
        this.#wrong.push('the bot ended by itself');
        this.#bot = this.#start();
      }
      if (performance.now() > until) {
        throw new Error(`The bot is ${this.bot().phase} and did not come back within a minute`);
      }
      await wait(LOOK_EVERY_MS);
    }
    return performance.now() - from;
  }

  #note(what: string): void {
    const now = this.standIn.clock.now();
    appendFileSync(
      join(this.#folder, 'run.log'),
      `${now} ${localOf(now).toPlainDateTime()} ${what}\n`,
    );
  }

  async #talk(): Promise<void> {
    for (let deeds = this.random.between(0, 2); deeds > 0; deeds -= 1) {
      await this.people.act();
    }
  }

  async #passTo(at: number): Promise<void> {
    await this.#passBy(Math.max(at - this.standIn.clock.now(), 0));
  }

  async #passBy(ms: number): Promise<void> {
    this.#aheadMs += ms;
    // The bot first: nothing shall have happened in its future.
    await this.#bot?.setClock(this.#aheadMs);
    await this.standIn.pass(ms);
  }

  async #endLasting(all = false): Promise<void> {
    const over = this.#lasting.filter(({ rounds }) => all || rounds <= 0);
    this.#lasting = this.#lasting.filter((one) => !over.includes(one));
    for (const { kind } of over) {
      await soon(kind.end?.(this));
      this.#note(`ends: ${kind.name}`);
    }
    for (const one of this.#lasting) {
      one.rounds -= 1;
    }
  }

  /** Answers how many rows of the outbox are open when nothing changes any more. */
  async #converge(): Promise<number> {
    let open = -1;
    for (let settles = 0; settles < MOST_SETTLES; settles += 1) {
      await this.#back();
      await this.#passTo(this.standIn.clock.now() + 10 * MINUTE_MS);
      await this.standIn.settled();
      const before = open;
      open = await this.bot().settle();
      if (open === 0 && before === 0) {
        break;
      }
    }
    return open;
  }
}

/** What waits for a page may wait for one that is not coming back before the next thing happens. */
async function soon(done: Promise<void> | undefined): Promise<void> {
  await Promise.race([done, wait(SOON_MS, undefined, { ref: false })]);
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
