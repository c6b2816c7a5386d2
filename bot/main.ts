/**
 * Puts all parts together: builds them from the settings, starts them, and ends them in the reverse
 * order. `npm start` runs it.
 */

import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseRefused } from '../data/database.ts';
import { flows } from '../flows/index.ts';
import { handlers } from '../handlers/index.ts';
import { createWebApp, listen, stopListening } from '../web/app.ts';
import type { SimulatorApiParts } from '../web/simulator/api-parts.ts';
import { createAlertWays } from './alert-ways.ts';
import { createAlerts } from './alerts.ts';
import { BadInput } from './bad-input.ts';
import { type Bot, createBot } from './bot.ts';
import type { WhatsAppChannel } from './channels/whatsapp/whatsapp.ts';
import { systemClock } from './clock.ts';
import { type Config, loadConfig } from './config.ts';
import { addDemoOrganisation } from './demo-organisation.ts';
import {
  createLife,
  type Holdings,
  LOCALES,
  loadMind,
  makeFolder,
  openAccount,
  openHoldings,
} from './holdings.ts';
import { createInProcessJobs } from './jobs/in-process.ts';
import { showLinkInTerminal } from './link-in-terminal.ts';
import { lockFolder } from './lock.ts';
import type { Log } from './log.ts';
import { loadOfficeWords } from './office-words.ts';
import { CAREFUL } from './pace.ts';
import { createStatusSource } from './status-source.ts';
import type { Channel, Clock, Jobs } from './types.ts';

/** Whoever ends the process waits no longer than this; what is unfinished is taken up at the next start. */
const ENDING_MS = 20_000;

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

/** A bot that is built, and what the web side shows of it. */
interface Built {
  readonly bot: Bot;
  readonly holdings: Holdings;
  readonly channel: Channel;
  readonly clock: Clock;
  readonly simulator?: SimulatorApiParts;
}

async function buildOnSimulator(config: Config, ending: AsyncDisposableStack): Promise<Built> {
  const holdings = openHoldings(config);
  ending.defer(() => holdings.close());
  const { office, simulator, log } = holdings;
  if (config.demo) {
    await addDemoOrganisation(simulator, office);
  }
  const { bot, simulation } = createLife(holdings, await createJobs(config, log));
  const { channel, clock } = simulator;
  return { bot, holdings, channel, clock, simulator: { simulator, office, ...simulation } };
}

async function buildOnWhatsApp(
  config: Config,
  ending: AsyncDisposableStack,
  onHopeless: StartSettings['onHopeless'],
): Promise<Built> {
  const holdings = openAccount(config);
  ending.defer(() => holdings.close());
  const { store, say, log } = holdings;
  ending.defer(surviveRejections(log));
  const channel = await openWhatsApp(config, holdings, onHopeless);
  const { account, alerts } = config;
  const watch = createAlerts({
    ...{ channel, store, clock: systemClock, log, account },
    ...{ words: loadOfficeWords(LOCALES), ways: createAlertWays(alerts), afterMs: alerts.afterMs },
  });
  const bot = createBot({
    ...{ store, channel, clock: systemClock, say, ...loadMind(store), handlers, flows, log },
    jobs: await createJobs(config, log),
    limits: config.pacing ? CAREFUL : null,
    onMinute: () => void watch.check(),
  });
  if (config.linkPhone !== null) {
    ending.defer(linkByPhone(channel, config.linkPhone));
  }
  return { bot, holdings, channel, clock: systemClock };
}

/** Asks once for a code to type, where a QR code is shown to be scanned. */
function linkByPhone(channel: Channel, phone: string): () => void {
  const stop = channel.onState(() => {
    if (channel.state().link?.kind === 'qr') {
      stop();
      void channel.link({ phone });
    }
  });
  return stop;
}

async function openWhatsApp(
  config: Config,
  { store, log }: Holdings,
  onHopeless: StartSettings['onHopeless'],
): Promise<WhatsAppChannel> {
  // Loaded only where it is used: it brings a browser's whole protocol with it.
  const { createWhatsAppChannel } = await import('./channels/whatsapp/whatsapp.ts');
  return createWhatsAppChannel({
    profileDir: join(config.dataDir, 'whatsapp'),
    executablePath: config.chromium,
    chromiumArgs: config.chromiumArgs,
    webVersionDir: config.webVersionDir,
    secret: store.hash('ids of messages at whatsapp'),
    clock: systemClock,
    log,
    pacing: config.pacing,
    ...(onHopeless && { onHopeless }),
  });
}

/** A running Holdepunkt. */
export interface Running {
  readonly port: number;
  close(): Promise<void>;
}

export interface StartSettings {
  /** Called where only a new process may still help. */
  readonly onHopeless?: () => void;
}

/**
 * Starts everything and answers when it is ready. An account at WhatsApp may still have to be linked.
 * @throws BadInput, DatabaseRefused where the settings or the data folder cannot be used
 */
export async function startHoldepunkt(
  config: Config,
  { onHopeless }: StartSettings = {},
): Promise<Running> {
  await using ending = new AsyncDisposableStack();
  makeFolder(config.dataDir);
  ending.defer(await lockFolder(config.dataDir));
  const { bot, holdings, channel, clock, simulator } =
    config.channel === 'whatsapp'
      ? await buildOnWhatsApp(config, ending, onHopeless)
      : await buildOnSimulator(config, ending);
  const { store, say, log } = holdings;
  const noteState = (): void => {
    try {
      store.channel.saveState(channel.name, channel.state());
    } catch (error) {
      log.failed('note state', error);
    }
  };
  ending.defer(channel.onState(noteState));
  const words = loadOfficeWords(LOCALES);
  const status = createStatusSource({ channel, store, clock });
  const app = createWebApp({
    ...(simulator ? { simulator } : {}),
    ...{ status, words, say, log },
  });
  const { server, port } = await listen(app, config);
  ending.defer(() => stopListening(server));
  if (!simulator) {
    const address = `${addressOf(port)}/status`;
    ending.defer(showLinkInTerminal({ channel, words, address }));
  }
  ending.defer(() => bot.stop());
  await bot.start();
  noteState();
  const whole = ending.move();
  return { port, close: () => whole.disposeAsync() };
}

function addressOf(port: number): string {
  return `http://localhost:${port}`;
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
    const config = loadConfig();
    const running = await startHoldepunkt(config, {
      // Without anybody who starts it anew it goes on trying.
      ...(config.supervised && { onHopeless: () => void end(running, 1) }),
    });
    process.stdout.write(`Holdepunkt is ready: ${addressOf(running.port)}\n`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void end(running, 0));
    }
  } catch (error) {
    if (!(error instanceof BadInput) && !(error instanceof DatabaseRefused)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}

async function end(running: Running, code: number): Promise<void> {
  await Promise.race([running.close(), wait(ENDING_MS)]);
  process.exit(code);
}

/** Something in a package gave up on a promise: that is no reason to leave the groups alone. */
function surviveRejections(log: Log): () => void {
  const survive = (error: unknown): void => log.failed('a promise', error);
  process.on('unhandledRejection', survive);
  return () => process.off('unhandledRejection', survive);
}

if (import.meta.main) {
  await main(process.argv.slice(2));
}
