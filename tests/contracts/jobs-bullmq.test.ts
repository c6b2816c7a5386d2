/** The BullMQ driver on a real Redis: the contract, and what Redis may do to it. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBullmqJobs } from '../../bot/jobs/bullmq.ts';
import type { OnError } from '../../bot/jobs/lane.ts';
import type { Jobs } from '../../bot/types.ts';
import { findRedis, startRedis, type TestRedis } from '../redis.ts';
import { type Diary, type JobsRig, jobsContract, keepDiary, makeGate } from './jobs.ts';

const OFTEN = { tick: 100, sweep: 350 };
const SELDOM = { tick: 60_000, sweep: 600_000 };
const ACCOUNT = 'odense:1';

async function makeRig(): Promise<JobsRig> {
  const server = await startRedis();
  const redis = new Redis(server.url);
  const created: Jobs[] = [];
  return {
    create(onError, often) {
      const every = often ? { everyMs: OFTEN } : {};
      const jobs = createBullmqJobs({ redisUrl: server.url, account: ACCOUNT, onError, ...every });
      created.push(jobs);
      return jobs;
    },
    until: (promise) => promise,
    // Nothing waits in Redis for two looks, or nobody takes what waits there.
    async quiet() {
      await nextTurn();
      const queue = `holdepunkt:${encodeURIComponent(ACCOUNT)}`;
      for (let looks = 0, empty = 0; looks < 200 && empty < 2; looks += 1) {
        empty = (await redis.llen(`${queue}:wait`)) === 0 ? empty + 1 : 0;
      }
      await redis.ping();
    },
    async close() {
      redis.disconnect();
      await server.stop();
    },
  };
}

describe.skipIf(findRedis() === null)('with redis-server', () => {
  jobsContract('BullMQ', makeRig);

  describe('BullMQ jobs', () => {
    let server: TestRedis;
    let diary: Diary;
    let errors: string[];
    let started: Jobs[];

    const onError: OnError = (job, error) => errors.push(`${job}: ${(error as Error).message}`);

    async function start(everyMs: { tick: number; sweep: number }, mine = diary): Promise<Jobs> {
      const jobs = createBullmqJobs({ redisUrl: server.url, account: ACCOUNT, onError, everyMs });
      started.push(jobs);
      await jobs.start(mine.work);
      return jobs;
    }

    beforeEach(() => {
      diary = keepDiary();
      errors = [];
      started = [];
    });
    afterEach(async () => {
      await Promise.all(started.map((jobs) => jobs.stop()));
      await server.stop();
    });

    it('ticks once for two processes of one account', async () => {
      server = await startRedis();
      const other = keepDiary();
      await Promise.all([
        start({ tick: 400, sweep: 60_000 }),
        start({ tick: 400, sweep: 60_000 }, other),
      ]);
      const from = performance.now();
      while (diary.count('tick') + other.count('tick') < 6) {
        await Promise.race([
          diary.begun('tick', diary.count('tick') + 1),
          other.begun('tick', other.count('tick') + 1),
        ]);
        await nextTurn();
      }
      const passedMs = performance.now() - from;
      // Six ticks are five intervals; of two processes that both tick they would be two and a half.
      expect(passedMs).toBeGreaterThan(4 * 400);
    });

    it('gives each account its own queue', async () => {
      server = await startRedis();
      const other = keepDiary();
      const settings = { redisUrl: server.url, account: 'aarhus', onError };
      const aarhus = createBullmqJobs(settings);
      started.push(aarhus);
      await Promise.all([start(SELDOM), aarhus.start(other.work)]);
      await Promise.all([diary.done('tick', 1), other.done('tick', 1)]);
    });

    it('ticks on after FLUSHALL', async () => {
      server = await startRedis();
      await start(OFTEN);
      await diary.done('tick', 2);
      await server.flush();
      const before = diary.count('tick');
      await Promise.all([diary.done('tick', before + 4), diary.done('sweep', 3)]);
      expect(await timetable(server)).toEqual(['sweep', 'tick']);
      expect(errors).toEqual([]);
    });

    it('works alone while Redis is away, and over Redis when it is back, empty', async () => {
      server = await startRedis();
      const jobs = await start(OFTEN);
      await diary.done('tick', 2);
      await server.kill();
      const before = { tick: diary.count('tick'), drain: diary.count('drain') };
      jobs.wake();
      await diary.done('drain', before.drain + 1);
      await diary.done('tick', before.tick + 3);
      expect(errors).toEqual([expect.stringMatching(/^redis: Redis is away .* works alone/)]);
      await server.start();
      const heard = await server.listen();
      // Redis writes this down when a worker has taken a job from it.
      const taken = () =>
        heard.filter((line) => /"hmset" .*repeat:tick.*"processedOn"/i.test(line));
      await expect.poll(() => taken().length, { timeout: 15_000 }).toBeGreaterThan(3);
      expect(await timetable(server)).toEqual(['sweep', 'tick']);
      expect(errors).toHaveLength(1);
    }, 20_000);

    it('drains here when woken while Redis is away', async () => {
      server = await startRedis();
      const jobs = await start(SELDOM);
      await Promise.all([diary.done('tick', 1), diary.done('drain', 1)]);
      // No tick ends any more, so no drain can come but by the wake.
      const gate = makeGate();
      diary.does('tick', () => gate.passed);
      await server.kill();
      const before = diary.count('drain');
      jobs.wake();
      await diary.done('drain', before + 1);
      gate.open();
    });

    it('puts its timetable back as soon as Redis is there again', async () => {
      server = await startRedis();
      await start(SELDOM);
      await diary.done('tick', 1);
      await server.kill();
      await server.start();
      await expect.poll(() => timetable(server), { timeout: 10_000 }).toEqual(['sweep', 'tick']);
      await diary.done('tick', 2);
    });

    it('lets a tick without end hold up nothing else', async () => {
      server = await startRedis();
      const gate = makeGate();
      diary.does('tick', () => gate.passed);
      await start(OFTEN);
      const from = performance.now();
      await diary.done('sweep', 4);
      // Four sweeps are three intervals; a sweep that Redis cannot deliver comes after two seconds.
      expect(performance.now() - from).toBeLessThan(2000);
      gate.open();
    });

    it('starts, ticks and drains while Redis is down at the start', async () => {
      server = await startRedis({ running: false });
      const jobs = await start(OFTEN);
      await diary.done('tick', 2);
      const before = diary.count('drain');
      jobs.wake();
      await diary.done('drain', before + 1);
      await server.start();
      await expect.poll(() => timetable(server), { timeout: 10_000 }).toEqual(['sweep', 'tick']);
      expect(errors).toEqual([expect.stringMatching(/^redis: Redis is away/)]);
    }, 20_000);

    it.each([
      ['away', (redis: TestRedis) => redis.kill()],
      ['never there', null],
    ])(
      'stops within five seconds with Redis %s, after the work under way',
      async (_how, takeAway) => {
        server = await startRedis({ running: takeAway !== null });
        const gate = makeGate();
        diary.does('drain', () => gate.passed);
        const jobs = await start(SELDOM);
        await diary.begun('drain', 1);
        await takeAway?.(server);
        const from = performance.now();
        const stopping = jobs.stop();
        gate.open();
        await stopping;
        expect(diary.count('drain')).toBe(1);
        expect(performance.now() - from).toBeLessThan(5000);
      },
      10_000,
    );

    it('puts nothing into Redis but names and times, not even the words of an error', async () => {
      server = await startRedis();
      const heard = await server.listen();
      const canary = 'Amina kommer ikke i morgen';
      for (const kind of ['tick', 'drain', 'sweep'] as const) {
        diary.does(kind, async () => {
          throw new Error(canary);
        });
      }
      const jobs = await start(OFTEN);
      await diary.done('tick', 1);
      // Only a wake goes over Redis; the drain after a tick does not.
      jobs.wake();
      await expect
        .poll(() => heard.some((line) => /"hmset".*"name" "drain"/i.test(line)))
        .toBe(true);
      await Promise.all([diary.done('tick', 3), diary.done('drain', 3), diary.done('sweep', 1)]);
      await jobs.stop();
      const content = await server.content();
      expect(errors).toContain(`tick: ${canary}`);
      expect(content.join('\n')).toContain('repeat:tick');
      expect(content.filter((line) => /Amina|stacktrace|failedReason/.test(line))).toEqual([]);
      expect(heard.length).toBeGreaterThan(20);
      expect(heard.filter((line) => line.includes('Amina'))).toEqual([]);
      expect(content.filter((line) => !line.startsWith('holdepunkt:odense%3A1:'))).toEqual([]);
    });

    it('keeps nothing of the jobs that were done', async () => {
      server = await startRedis();
      const jobs = await start(OFTEN);
      await diary.done('tick', 10);
      await jobs.stop();
      const keys = (await server.content()).map((line) => line.split(' = ')[0]);
      // The queue's own books, two timetables, and one job waiting for each: never more.
      expect(keys.length).toBeLessThanOrEqual(12);
    });

    it('warns of a Redis that may throw jobs away', async () => {
      server = await startRedis();
      await server.setMemoryPolicy('allkeys-lru');
      await start(OFTEN);
      await diary.done('tick', 1);
      await expect.poll(() => errors).toEqual([expect.stringContaining('"allkeys-lru"')]);
    });
  });
});

/** What Redis has a timetable for. */
async function timetable(server: TestRedis): Promise<string[]> {
  const line = (await server.content()).find((text) => /:repeat = /.test(text));
  const entries: string[] = JSON.parse(line?.split(' = ')[1] ?? '[]');
  return entries.filter((entry) => /^[a-z]+$/.test(entry)).sort();
}
