/**
 * The only file that knows all parts: builds them from the settings, starts them, and ends them in
 * the reverse order. `npm start` runs it; tests and the command line build from the same functions.
 */

import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseRefused, openDatabase } from '../data/database.ts';
import { createStore, type Store } from '../data/store.ts';
import { createVault } from '../data/vault.ts';
import { flows } from '../flows/index.ts';
import { handlers } from '../handlers/index.ts';
import { createWebApp, listen, stopListening } from '../web/app.ts';
import { BadInput } from './bad-input.ts';
import { type Bot, createBot } from './bot.ts';
import { addDays, toInstant, toLocal, weekdayOf } from './calendar.ts';
import { openSimulator, type Simulator } from './channels/simulator/simulator.ts';
import { systemClock } from './clock.ts';
import { type Config, loadConfig } from './config.ts';
import type { Handler } from './context.ts';
import { addDemoOrganisation } from './demo-organisation.ts';
import { DEFAULT_ZONE } from './group-input.ts';
import { createInProcessJobs } from './jobs/in-process.ts';
import { obtainKey } from './key.ts';
import { lockFolder } from './lock.ts';
import { createLog, type Log } from './log.ts';
import { createMind, type Mind } from './mind.ts';
import { createOffice, type Office } from './office.ts';
import { loadSay, type Say } from './say.ts';
import { createSimulation, type Simulation } from './simulation.ts';
import type { Jobs, LanguageTag } from './types.ts';

const LOCALES = join(import.meta.dirname, '..', 'locales');

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
 * begins at `startAt`, without it on the Monday morning of this week.
 * @throws BadInput, DatabaseRefused where something in the data folder cannot be used
 */
export function openHoldings(config: Config, startAt?: number): SimulatorHoldings {
  makeFolder(config.dataDir);
  const database = join(config.dataDir, 'holdepunkt.db');
  return open({
    database,
    simulator: join(config.dataDir, 'simulator.db'),
    key: obtainKey(config, database),
    startAt: startAt ?? mondayMorning(systemClock.now()),
    log: createLog(config.logLevel),
  });
}

function makeFolder(folder: string): void {
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
    log: createLog('error'),
  });
}

interface Opening {
  readonly database: string;
  readonly simulator: string;
  readonly key: Buffer;
  readonly startAt: number;
  readonly log: Log;
}

function open(from: Opening): SimulatorHoldings {
  const vault = createVault(from.key);
  const db = openDatabase(from.database, vault);
  const store = createStore(db, vault);
  const say = loadSay(LOCALES);
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

async function createJobs(config: Config, log: Log): Promise<Jobs> {
  const onError = (job: string, error: unknown): void => {
    if (job === 'redis' && error instanceof Error) {
      // Our own sentence, without commands or passwords: somebody has to do something about it.
      log.warn('redis', { reason: error.message });
    } else {
      log.failed(job, error);
    }
  };
  if (config.redisUrl === null) {
    return createInProcessJobs({ onError, clock: systemClock });
  }
  // Loaded only where it is used: it costs half the memory of the whole bot.
  const { createBullmqJobs } = await import('./jobs/bullmq.ts');
  return createBullmqJobs({ redisUrl: config.redisUrl, account: config.account, onError });
}

/** A running Holdepunkt. */
export interface Running {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Starts everything and answers when it is ready.
 * @throws BadInput, DatabaseRefused where the settings or the data folder cannot be used
 */
export async function startHoldepunkt(config: Config): Promise<Running> {
  await using ending = new AsyncDisposableStack();
  makeFolder(config.dataDir);
  ending.defer(await lockFolder(config.dataDir));
  const holdings = openHoldings(config);
  ending.defer(() => holdings.close());
  const { office, simulator, log } = holdings;
  if (config.demo) {
    await addDemoOrganisation(simulator, office);
  }
  const { bot, simulation } = createLife(holdings, await createJobs(config, log));
  ending.defer(() => bot.stop());
  await bot.start();
  const app = createWebApp({ simulator: { simulator, office, ...simulation }, log });
  const { server, port } = await listen(app, config);
  ending.defer(() => stopListening(server));
  const whole = ending.move();
  return { port, close: () => whole.disposeAsync() };
}

const HELP = `npm start   runs Holdepunkt until it is stopped

Settings are environment variables, or lines in a file .env; .env.example lists them all.
`;

/** `npm start`. */
async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) {
    process.stdout.write(HELP);
    return;
  }
  try {
    if (args.length > 0) {
      throw new BadInput('npm start takes no options: its settings are in .env.example');
    }
    const running = await startHoldepunkt(loadConfig());
    process.stdout.write(`Holdepunkt is ready: http://localhost:${running.port}\n`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        void running.close().then(() => process.exit(0));
      });
    }
  } catch (error) {
    if (!(error instanceof BadInput) && !(error instanceof DatabaseRefused)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}

if (import.meta.main) {
  await main(process.argv.slice(2));
}
