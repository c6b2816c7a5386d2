/**
 * The jobs driver over Redis: BullMQ says when, and one of several processes of an account does it.
 * Imported by main only where REDIS_URL is set, and the only file that knows BullMQ and ioredis.
 * It must never put content into Redis (an error's words are content), nor need Redis: while Redis
 * is away, empty or asleep this process works by its own timers. SQLite is the truth.
 */

import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Jobs, Work } from '../types.ts';
import { createLane, type Lane, type OnError } from './lane.ts';

export interface BullmqSettings {
  readonly redisUrl: string;
  /** The bot's name in a fleet: one queue each. */
  readonly account: string;
  readonly onError: OnError;
  /** Once a minute and every ten minutes unless told otherwise. */
  readonly everyMs?: { readonly tick: number; readonly sweep: number };
}

type Timed = 'tick' | 'sweep';
type Lanes = Readonly<Record<Timed | 'drain', Lane>>;
type OnRedisError = (error: Error) => void;

const EVERY_MS = { tick: 60_000, sweep: 600_000 };

/** How long Redis may take to answer before this process helps itself. */
const ANSWER_MS = 2000;
/** With `stop` waiting at most this long for Redis, an end takes under five seconds. */
const CLOSE_MS = 3000;
/** Nobody takes the jobs of Redis when one is later than this many of its intervals. */
const OVERDUE_INTERVALS = 2;
/** A worker's blocking read ends after five seconds, so a longer silence is a dead line. */
const SILENT_LINE_MS = 15_000;
/**
 * How long a job of a killed process stays locked. It bounds how late a wake can be after a kill,
 * and is far longer than anything here blocks the event loop. BullMQ's own default is 30 s.
 */
const LOCK_MS = 10_000;

const KEY_PREFIX = 'holdepunkt';
const NOTHING_KEPT = { removeOnComplete: true, removeOnFail: true };
/** At most one drain at work and one waiting, over all processes of the account. */
const ONE_DRAIN = { ...NOTHING_KEPT, deduplication: { id: 'drain', keepLastIfActive: true } };

/** Everything that stands while the driver runs. */
interface Line {
  readonly redis: Redis;
  readonly queue: Queue;
  readonly worker: Worker;
  /** Ends the reconnecting, also of the worker's own connection for blocking reads. */
  readonly cut: () => void;
}

interface Running {
  readonly lanes: Lanes;
  readonly line: Line;
  readonly timers: readonly NodeJS.Timeout[];
}

/**
 * Calls the work over Redis: each tick and sweep in one process of the account only, a drain after
 * each tick and whenever woken. Errors of the work go to `onError` under their name, trouble with
 * Redis under `redis`, once for each time that it is away.
 */
export function createBullmqJobs(settings: BullmqSettings): Jobs {
  const everyMs = settings.everyMs ?? EVERY_MS;
  let running: Running | null = null;
  let asked = false;

  function wake(): void {
    if (running === null || asked) {
      return;
    }
    asked = true;
    setImmediate(() => {
      // Before the job is added: a wake from here on may be too late for the drain that it begins.
      asked = false;
      if (running !== null) {
        void askForDrain(running.line, running.lanes.drain);
      }
    });
  }

  return {
    name: 'bullmq',
    async start(work) {
      if (running !== null) {
        throw new Error('Jobs: started already. Start them once, in main.');
      }
      const lanes = makeLanes(work, settings.onError);
      const trouble = createTrouble(settings.onError);
      const line = openLine(settings, lanes, trouble.report);
      const restore = (name: Timed) => keepScheduler(line, name, everyMs[name]);
      // Redis may come back empty: then its timetable is put back at once.
      line.redis.on('ready', () => {
        trouble.over();
        void checkMemoryPolicy(line.redis, settings.onError);
        void Promise.all([restore('tick'), restore('sweep')]);
      });
      const guard = async (name: Timed) => {
        if (!(await restore(name))) {
          await lanes[name].run();
        }
      };
      const timers = [
        setInterval(() => void guard('tick'), everyMs.tick),
        setInterval(() => void guard('sweep'), everyMs.sweep),
        // The first tick does not wait a minute for a Redis that is down at the start.
        setTimeout(() => void guard('tick'), ANSWER_MS),
      ];
      running = { lanes, line, timers };
      wake();
    },
    wake,
    async stop() {
      const ending = running;
      running = null;
      if (ending !== null) {
        await end(ending);
      }
    },
  };
}

function makeLanes(work: Work, onError: OnError): Lanes {
  const drain = createLane('drain', () => work.drain(), onError);
  const tickThenDrain = async () => {
    try {
      await work.tick();
    } finally {
      // Here and not over Redis: whatever became of a wake, its message leaves within the minute.
      void drain.run();
    }
  };
  return {
    tick: createLane('tick', tickThenDrain, onError),
    sweep: createLane('sweep', () => work.sweep(), onError),
    drain,
  };
}

/** Says each trouble once until Redis is there again, without commands and passwords. */
function createTrouble(onError: OnError): { report: OnRedisError; over: () => void } {
  const said = new Set<string>();
  function sayOnce(subject: string, message: string): void {
    if (!said.has(subject)) {
      said.add(subject);
      onError('redis', new Error(message));
    }
  }
  return {
    report(error) {
      const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
      const reason = code ?? error.message;
      // A Redis that was emptied no longer knows the job that was just done. The work was done.
      if (/^Missing (key|lock) for job/.test(reason)) {
        return;
      }
      if (/^E[A-Z_]+$|connection is closed|socket timeout/i.test(reason)) {
        sayOnce('away', `Redis is away (${reason}). This process works alone until it is back.`);
      } else {
        sayOnce(error.message, `Redis: ${error.message}`);
      }
    },
    over() {
      said.clear();
    },
  };
}

function openLine(settings: BullmqSettings, lanes: Lanes, report: OnRedisError): Line {
  let ended = false;
  const redis = new Redis(settings.redisUrl, {
    maxRetriesPerRequest: null,
    connectTimeout: ANSWER_MS,
    socketTimeout: SILENT_LINE_MS,
    retryStrategy: (times) => (ended ? null : Math.min(times * 100, 2000)),
  });
  // A queue's name may not hold a colon, an account's may.
  const name = encodeURIComponent(settings.account);
  const queue = new Queue(name, {
    connection: redis,
    prefix: KEY_PREFIX,
    streams: { events: { maxLen: 100 } },
  });
  const worker = new Worker(name, (job) => runJob(job.name, lanes), {
    connection: redis,
    prefix: KEY_PREFIX,
    // One for each kind: a sweep of many groups must not hold up a drain. A lane is one at a time.
    concurrency: 3,
    lockDuration: LOCK_MS,
    stalledInterval: LOCK_MS / 2,
  });
  // The worker's own connection may notice its end only after `stop` has returned.
  const reportUntilCut = (error: Error) => {
    if (!ended) {
      report(error);
    }
  };
  redis.on('error', reportUntilCut);
  queue.on('error', reportUntilCut);
  worker.on('error', reportUntilCut);
  const cut = () => {
    ended = true;
    redis.disconnect();
  };
  return { redis, queue, worker, cut };
}

/** Never rejects: BullMQ would keep the error's words in Redis. */
async function runJob(name: string, lanes: Lanes): Promise<void> {
  if (name === 'drain') {
    await lanes.drain.run();
  } else if (name === 'tick' || name === 'sweep') {
    // A beat that meets the one before it still at work is dropped, as in the other driver.
    if (!lanes[name].busy()) {
      await lanes[name].run();
    }
  }
}

/** Asks over Redis, so that one process drains; does it here where Redis does not answer. */
async function askForDrain({ redis, queue }: Line, drain: Lane): Promise<void> {
  // Without a line the job would wait in memory for it, and so would all that follow.
  if (redis.status === 'ready' && (await answered(queue.add('drain', {}, ONE_DRAIN)))) {
    return;
  }
  await drain.run();
}

/**
 * Sees to it that Redis holds the timetable for one kind of work.
 * @returns false where Redis is away or nobody takes its jobs: then the work is to be done here.
 */
async function keepScheduler(line: Line, name: Timed, everyMs: number): Promise<boolean> {
  if (line.redis.status !== 'ready') {
    return false;
  }
  let served = true;
  const keep = async () => {
    const known = await line.queue.getJobScheduler(name);
    const [seconds] = await line.redis.time();
    const overdueMs = Number(seconds) * 1000 - (known?.next ?? 0);
    served = known === undefined || overdueMs < OVERDUE_INTERVALS * everyMs + ANSWER_MS;
    if (known?.every !== everyMs || !served) {
      await line.queue.upsertJobScheduler(name, { every: everyMs }, { name, opts: NOTHING_KEPT });
    }
  };
  return (await answered(keep())) && served;
}

/** Whether Redis does what it was asked in time. */
async function answered(asking: Promise<unknown>, waitMs = ANSWER_MS): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), waitMs);
  });
  const done = asking.then(
    () => true,
    () => false,
  );
  const result = await Promise.race([done, late]);
  clearTimeout(timer);
  return result;
}

/** Redis may throw away jobs under any other policy; see BullMQ, "Going to production". */
async function checkMemoryPolicy(redis: Redis, onError: OnError): Promise<void> {
  const facts = await redis.info('memory').catch(() => '');
  const policy = /^maxmemory_policy:(\S+)/m.exec(facts)?.[1];
  if (policy !== undefined && policy !== 'noeviction') {
    const advice = 'Set it to "noeviction", or jobs are lost and come late when memory is full.';
    onError('redis', new Error(`Redis has maxmemory-policy "${policy}". ${advice}`));
  }
}

/** Waits for the work under way, takes leave of Redis if it is there, and cuts the line. */
async function end({ lanes, line, timers }: Running): Promise<void> {
  for (const timer of timers) {
    clearInterval(timer);
  }
  // Begun first: the worker takes no new job, and waits for those that wait for their lanes.
  const goodbye = line.worker.close().then(() => line.queue.close());
  goodbye.catch(() => {});
  await Promise.all(Object.values(lanes).map((lane) => lane.close()));
  if (line.redis.status === 'ready') {
    await answered(goodbye, CLOSE_MS);
  }
  line.cut();
}
