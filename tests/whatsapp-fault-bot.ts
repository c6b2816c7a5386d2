/**
 * The whole bot on the WhatsApp channel as a process of its own, which `whatsapp-fault-process.ts`
 * starts and kills. Its minutes are short, and its clock runs ahead as it is told.
 */

import { join } from 'node:path';
import { setInterval as every } from 'node:timers';
import { type Bot, createBot } from '../bot/bot.ts';
import type { Timing } from '../bot/channels/whatsapp/timing.ts';
import { createWhatsAppChannel, type WhatsAppChannel } from '../bot/channels/whatsapp/whatsapp.ts';
import { systemClock } from '../bot/clock.ts';
import { LOCALES, loadMind } from '../bot/holdings.ts';
import { createLane } from '../bot/jobs/lane.ts';
import { createLog, type Log } from '../bot/log.ts';
import { loadSay } from '../bot/say.ts';
import type { ChannelPhase, Jobs } from '../bot/types.ts';
import { openDatabase } from '../data/database.ts';
import { createStore, type Store } from '../data/store.ts';
import { createVault } from '../data/vault.ts';
import { flows } from '../flows/index.ts';
import { handlers } from '../handlers/index.ts';

/** All that the process is told when it begins. */
export interface BotPlan {
  readonly folder: string;
  /** 64 hexadecimal digits. */
  readonly key: string;
  readonly executablePath: string;
  readonly chromiumArgs: readonly string[];
  readonly webVersionDir: string;
  readonly aheadMs: number;
}

/** Each is answered by `done` with its number. */
export type ToBot = { readonly number: number } & (
  | { readonly kind: 'clock'; readonly aheadMs: number }
  | { readonly kind: 'settle' }
  | { readonly kind: 'stop' }
);

/** `open`: rows of the outbox of which it is not yet known what becomes. */
export type FromBot =
  | { readonly kind: 'phase'; readonly phase: ChannelPhase }
  | { readonly kind: 'done'; readonly number: number; readonly open: number };

/** The name of the secret that the ids of its messages are made from, as in `main`. */
export const ID_SECRET = 'ids of messages at whatsapp';

/** A minute and ten minutes of the bot's. */
const TICK_MS = 250;
const SWEEP_MS = 2500;

/** Everything that takes seconds or minutes at WhatsApp, shorter; what is safe stays in proportion. */
const QUICK: Partial<Timing> = {
  readyMs: 12_000,
  callMs: 5000,
  stateMs: 2500,
  probeEveryMs: 500,
  ackMs: 600,
  settleMs: 300,
  openingPollMs: 20,
  unsaidSyncMs: 1500,
  takeoverMs: 100,
  offlineMs: 2000,
  stepMs: 3000,
  healthyMs: 0,
  relaunchMs: 50,
  relaunchLeastMs: 200,
  relaunchMostMs: 2000,
  destroyMs: 3000,
  drainMs: 1000,
};

/** Ticks and sweeps in quick time; otherwise as the driver in `bot/jobs/in-process.ts`. */
function createQuickJobs(log: Log): Jobs {
  const lane = (name: string, work: () => Promise<void>) =>
    createLane(name, work, (job, error) => log.failed(job, error));
  let end = async (): Promise<void> => undefined;
  let wake = (): void => undefined;
  return {
    name: 'quick',
    wake: () => wake(),
    async start(work) {
      const drain = lane('drain', () => work.drain());
      const tick = lane('tick', async () => {
        await work.tick();
        void drain.run();
      });
      const sweep = lane('sweep', () => work.sweep());
      const beats = [
        every(() => void tick.run(), TICK_MS),
        every(() => void sweep.run(), SWEEP_MS),
      ];
      wake = () => setImmediate(() => void drain.run());
      end = async () => {
        for (const beat of beats) {
          clearInterval(beat);
        }
        await Promise.all([drain, tick, sweep].map((one) => one.close()));
      };
      void tick.run();
    },
    stop: () => end(),
  };
}

interface Parts {
  readonly bot: Bot;
  readonly channel: WhatsAppChannel;
  readonly store: Store;
  readonly close: () => void;
  readonly setAhead: (aheadMs: number) => void;
}

function build(plan: BotPlan): Parts {
  let { aheadMs } = plan;
  const clock = { now: () => systemClock.now() + aheadMs };
  const log = createLog('info');
  const vault = createVault(Buffer.from(plan.key, 'hex'));
  const db = openDatabase(join(plan.folder, 'holdepunkt.db'), vault);
  const store = createStore(db, vault);
  const channel = createWhatsAppChannel({
    profileDir: join(plan.folder, 'whatsapp'),
    executablePath: plan.executablePath,
    chromiumArgs: plan.chromiumArgs,
    webVersionDir: plan.webVersionDir,
    secret: store.hash(ID_SECRET),
    ...{ clock, log, pacing: false, timing: QUICK },
  });
  const bot = createBot({
    ...{ store, channel, clock, log, flows, handlers, limits: null, jobs: createQuickJobs(log) },
    ...{ say: loadSay(LOCALES), ...loadMind(store) },
  });
  return {
    ...{ bot, channel, store, close: () => db.close() },
    setAhead: (ms) => {
      aheadMs = ms;
    },
  };
}

async function main(plan: BotPlan): Promise<void> {
  const { bot, channel, store, close, setAhead } = build(plan);
  const tell = (said: FromBot): void => {
    if (process.connected) {
      process.send?.(said);
    }
  };
  const countOpen = (): number => {
    const { queued = 0, sending = 0, unknown = 0 } = store.outbox.counts();
    return queued + sending + unknown;
  };
  const stop = async (): Promise<void> => {
    await bot.stop();
    close();
  };
  const obey = async (told: ToBot): Promise<void> => {
    if (told.kind === 'clock') {
      setAhead(told.aheadMs);
    } else if (told.kind === 'settle') {
      await bot.settle();
    } else {
      const open = countOpen();
      await stop();
      tell({ kind: 'done', number: told.number, open });
      process.disconnect?.();
      return;
    }
    tell({ kind: 'done', number: told.number, open: countOpen() });
  };
  channel.onState(() => tell({ kind: 'phase', phase: channel.state().phase }));
  process.on('message', (told: ToBot) => void obey(told));
  await bot.start();
}

if (import.meta.main) {
  await main(JSON.parse(process.argv[2] ?? '') as BotPlan);
}
