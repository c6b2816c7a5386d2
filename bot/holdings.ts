/**
 * Opens what is in a data folder, and builds the bot on it: on WhatsApp's account or on a pretend
 * WhatsApp. Used by `main`, the command line and tests; nothing runs before it is started.
 */

import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../data/database.ts';
import { createStore, type Store } from '../data/store.ts';
import { createVault } from '../data/vault.ts';
import { flows } from '../flows/index.ts';
import { handlers } from '../handlers/index.ts';
import { BadInput } from './bad-input.ts';
import { type Bot, createBot } from './bot.ts';
import { addDays, toInstant, toLocal, weekdayOf } from './calendar.ts';
import { openSimulator, type Simulator } from './channels/simulator/simulator.ts';
import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import type { Handler } from './context.ts';
import { DEFAULT_ZONE } from './group-input.ts';
import { obtainKey } from './key.ts';
import { createLog, type Log } from './log.ts';
import { createMind, type Mind } from './mind.ts';
import { createOffice, type Office } from './office.ts';
import { loadSay, type Say } from './say.ts';
import { createSimulation, type Simulation } from './simulation.ts';
import type { Jobs, LanguageTag } from './types.ts';

/** The folder of the languages. */
export const LOCALES = join(import.meta.dirname, '..', 'locales');

/** What is opened from the data folder; nothing runs yet. */
export interface Holdings {
  readonly store: Store;
  readonly say: Say;
  readonly office: Office;
  readonly log: Log;
  close(): void;
}

/** The same, with a pretend WhatsApp. */
export interface SimulatorHoldings extends Holdings {
  readonly simulator: Simulator;
}

/**
 * Opens the database, the texts and the office of an account at WhatsApp.
 * @throws BadInput, DatabaseRefused where something in the data folder cannot be used
 */
export function openAccount(config: Config): Holdings {
  makeFolder(config.dataDir);
  const database = join(config.dataDir, 'holdepunkt.db');
  const vault = createVault(obtainKey(config, database));
  const db = openDatabase(database, vault);
  const store = createStore(db, vault);
  const say = loadSay(LOCALES);
  // The chats are those that the running bot saw last: only one process can ask WhatsApp.
  const chats = async () => store.channel.chats();
  return {
    ...{ store, say, log: createLog(config.logLevel) },
    office: createOffice({ store, clock: systemClock, say, flows, chats }),
    close: () => db.close(),
  };
}

/**
 * Opens the database, the simulator's store, the texts and the office. A new simulator's clock
 * begins at `startAt`, without it on the Monday morning of this week. Texts that somebody has read
 * already need not be read again.
 * @throws BadInput, DatabaseRefused where something in the data folder cannot be used
 */
export function openHoldings(config: Config, startAt?: number, say?: Say): SimulatorHoldings {
  makeFolder(config.dataDir);
  const database = join(config.dataDir, 'holdepunkt.db');
  return open({
    database,
    simulator: join(config.dataDir, 'simulator.db'),
    key: obtainKey(config, database),
    startAt: startAt ?? mondayMorning(systemClock.now()),
    say: say ?? loadSay(LOCALES),
    log: createLog(config.logLevel),
  });
}

/** Makes the data folder, for its owner only. @throws BadInput where it cannot be made */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new BadInput(
      `Settings: DATA_DIR ${folder} cannot be made (${code}): choose another folder`,
    );
  }
}

/** The same without any file: gone when it is closed. The pretend clock begins at `startAt`. */
export function openInMemory(startAt: number): SimulatorHoldings {
  return open({
    database: ':memory:',
    simulator: ':memory:',
    key: randomBytes(32),
    startAt,
    say: loadSay(LOCALES),
    log: createLog('error'),
  });
}

interface Opening {
  readonly database: string;
  readonly simulator: string;
  readonly key: Buffer;
  readonly startAt: number;
  readonly say: Say;
  readonly log: Log;
}

function open(from: Opening): SimulatorHoldings {
  const vault = createVault(from.key);
  const db = openDatabase(from.database, vault);
  const store = createStore(db, vault);
  const { say } = from;
  const simulator = openSimulator({ file: from.simulator, startAt: from.startAt });
  const chats = () => simulator.channel.chats();
  return {
    store,
    say,
    simulator,
    office: createOffice({ store, clock: simulator.clock, say, flows, chats }),
    log: from.log,
    close() {
      simulator.close();
      db.close();
    },
  };
}

/** The pretend week begins on a Monday at nine: the whole week is still to come. */
function mondayMorning(now: number): number {
  const { date } = toLocal(now, DEFAULT_ZONE);
  return toInstant(addDays(date, 1 - weekdayOf(date)), '09:00', DEFAULT_ZONE);
}

/** What understands people, in the languages that the groups and their members have. */
export function loadMind(store?: Store): Mind {
  return createMind(LOCALES, store ? languagesInUse(store) : []);
}

function languagesInUse(store: Store): readonly LanguageTag[] {
  return store.groups
    .all()
    .flatMap((group) => [
      ...group.languages,
      ...store.members.inGroup(group.id).flatMap(({ member }) => member.language ?? []),
    ]);
}

/** A bot on the simulator, and its pretend time. */
export interface Life {
  readonly bot: Bot;
  readonly simulation: Simulation;
}

export interface LifeSettings {
  /** They see each event before its handler, once. */
  readonly onlookers?: readonly Handler[];
  /** Where it was loaded before. */
  readonly mind?: Mind;
}

/** Builds the bot on what was opened. */
export function createLife(
  holdings: SimulatorHoldings,
  jobs: Jobs,
  { onlookers = [], mind = loadMind(holdings.store) }: LifeSettings = {},
): Life {
  const { store, simulator, say, log } = holdings;
  const bot = createBot({
    store,
    channel: simulator.channel,
    clock: simulator.clock,
    jobs,
    say,
    ...mind,
    handlers: [...onlookers, ...handlers],
    flows,
    log,
    limits: null,
  });
  return { bot, simulation: createSimulation(bot, store, simulator) };
}
