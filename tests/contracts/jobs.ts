/**
 * What every jobs driver must keep, run on each of them by jobs-*.test.ts.
 * It knows nothing of cron or Redis: time and quiet come from the driver's rig.
 */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OnError } from '../../bot/jobs/lane.ts';
import type { Jobs, Work } from '../../bot/types.ts';

/** What a driver's test file brings. */
export interface JobsRig {
  /** `often`: ticks follow each other quickly; else none comes but the first. */
  create(onError: OnError, often: boolean): Jobs;
  /** Lets time pass until the promise is settled. */
  until<T>(promise: Promise<T>): Promise<T>;
  /** Lets pass all that was asked for and needs no further tick. */
  quiet(): Promise<void>;
  close(): Promise<void>;
}

type Kind = keyof Work;

export interface Diary {
  readonly work: Work;
  /** Finished runs, failed ones too. */
  count(kind: Kind): number;
  /** The largest number of runs of one kind at the same time. */
  most(kind: Kind): number;
  /** Resolves when so many runs of a kind have begun. */
  begun(kind: Kind, times: number): Promise<void>;
  /** Resolves when so many runs of a kind have finished. */
  done(kind: Kind, times: number): Promise<void>;
  /** What the next runs of a kind do; it was nothing before. */
  does(kind: Kind, what: () => Promise<void>): void;
}

/** Work that writes down what became of it. */
export function keepDiary(): Diary {
  const zero = () => ({ tick: 0, drain: 0, sweep: 0 });
  const begun = zero();
  const done = zero();
  const now = zero();
  const most = zero();
  const does: Partial<Record<Kind, () => Promise<void>>> = {};
  let waiting: { holds: () => boolean; resolve: () => void }[] = [];

  function tellWaiting(): void {
    const ready = waiting.filter(({ holds }) => holds());
    waiting = waiting.filter((one) => !ready.includes(one));
    for (const { resolve } of ready) {
      resolve();
    }
  }
  function when(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      waiting.push({ holds, resolve });
      tellWaiting();
    });
  }
  async function run(kind: Kind): Promise<void> {
    begun[kind] += 1;
    now[kind] += 1;
    most[kind] = Math.max(most[kind], now[kind]);
    tellWaiting();
    try {
      await does[kind]?.();
    } finally {
      now[kind] -= 1;
      done[kind] += 1;
      tellWaiting();
    }
  }
  return {
    work: { tick: () => run('tick'), drain: () => run('drain'), sweep: () => run('sweep') },
    count: (kind) => done[kind],
    most: (kind) => most[kind],
    begun: (kind, times) => when(() => begun[kind] >= times),
    done: (kind, times) => when(() => done[kind] >= times),
    does(kind, what) {
      does[kind] = what;
    },
  };
}

/** A promise that the test resolves: a run that lasts as long as it wants. */
export function makeGate(): { readonly passed: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { passed: promise, open: resolve };
}

/** Runs the contract on one driver; `makeRig` is called before each test. */
export function jobsContract(name: string, makeRig: () => Promise<JobsRig>): void {
  describe(`jobs contract: ${name}`, () => {
    let rig: JobsRig;
    let jobs: Jobs;
    let diary: Diary;
    let errors: [string, unknown][];

    beforeEach(async () => {
      rig = await makeRig();
      diary = keepDiary();
      errors = [];
    });
    afterEach(async () => {
      await jobs.stop();
      await rig.close();
    });

    async function start(often: boolean): Promise<void> {
      jobs = rig.create((job, error) => errors.push([job, error]), often);
      await jobs.start(diary.work);
    }
    /** Starts, and waits for what every start brings: a tick and a drain. */
    async function startQuietly(): Promise<void> {
      await start(false);
      await rig.until(Promise.all([diary.done('tick', 1), diary.done('drain', 1)]));
      await rig.quiet();
    }

    it('ticks again and again, and drains after each tick', async () => {
      await start(true);
      await rig.until(diary.done('tick', 4));
      await rig.until(diary.done('drain', 4));
      expect(errors).toEqual([]);
    });

    it('sweeps from time to time', async () => {
      await start(true);
      await rig.until(diary.done('sweep', 2));
      expect(diary.count('tick')).toBeGreaterThan(2);
    });

    it('drains once for many wakes at once', async () => {
      await startQuietly();
      const before = diary.count('drain');
      for (let times = 0; times < 20; times += 1) {
        jobs.wake();
      }
      await rig.until(diary.done('drain', before + 1));
      await rig.quiet();
      expect(diary.count('drain')).toBe(before + 1);
    });

    it('drains exactly once more for many wakes during a drain', async () => {
      await startQuietly();
      const before = diary.count('drain');
      const gate = makeGate();
      diary.does('drain', () => gate.passed);
      jobs.wake();
      await rig.until(diary.begun('drain', before + 1));
      jobs.wake();
      jobs.wake();
      jobs.wake();
      await rig.quiet();
      gate.open();
      await rig.until(diary.done('drain', before + 2));
      await rig.quiet();
      expect(diary.count('drain')).toBe(before + 2);
      expect(diary.count('tick'), 'no drain came by a tick').toBe(1);
    });

    it('never lets a drain overlap itself, and a long drain hold up ticks', async () => {
      const gate = makeGate();
      diary.does('drain', () => gate.passed);
      await start(true);
      await rig.until(diary.done('tick', 3));
      jobs.wake();
      await rig.until(diary.done('tick', 5));
      expect(diary.count('drain')).toBe(0);
      gate.open();
      await rig.until(diary.done('drain', 2));
      expect(diary.most('drain')).toBe(1);
    });

    it('drops beats while a tick is still at work', async () => {
      const gate = makeGate();
      diary.does('tick', () => gate.passed);
      await start(true);
      await rig.until(diary.done('sweep', 2));
      gate.open();
      await rig.until(diary.done('tick', 3));
      expect(diary.most('tick')).toBe(1);
    });

    it('reports a tick that throws, drains all the same, and ticks again', async () => {
      diary.does('tick', async () => {
        throw new Error('the tick broke');
      });
      await start(true);
      await rig.until(Promise.all([diary.done('tick', 3), diary.done('drain', 2)]));
      expect(errors.slice(0, 2)).toEqual([
        ['tick', new Error('the tick broke')],
        ['tick', new Error('the tick broke')],
      ]);
    });

    it('reports a drain that throws at once, and drains again', async () => {
      await startQuietly();
      const before = diary.count('drain');
      diary.does('drain', () => {
        throw new Error('the drain broke');
      });
      jobs.wake();
      await rig.until(diary.done('drain', before + 1));
      await rig.quiet();
      jobs.wake();
      await rig.until(diary.done('drain', before + 2));
      await rig.quiet();
      expect(errors.map(([job]) => job)).toEqual(['drain', 'drain']);
    });

    it('stops only when the work under way has ended, and begins nothing afterwards', async () => {
      await startQuietly();
      const before = diary.count('drain');
      const gate = makeGate();
      diary.does('drain', () => gate.passed);
      jobs.wake();
      await rig.until(diary.begun('drain', before + 1));
      jobs.wake();
      await rig.quiet();
      const finished: string[] = [];
      const drained = diary.done('drain', before + 1).then(() => finished.push('drain'));
      const stopping = jobs.stop().then(() => finished.push('stop'));
      await rig.quiet();
      expect(finished).toEqual([]);
      gate.open();
      await rig.until(Promise.all([drained, stopping]));
      expect(finished).toEqual(['drain', 'stop']);
      jobs.wake();
      await rig.quiet();
      expect(diary.count('drain')).toBe(before + 1);
    });

    it('can be stopped before it was started, and twice', async () => {
      jobs = rig.create(() => {}, false);
      jobs.wake();
      await jobs.stop();
      await jobs.start(diary.work);
      await expect(jobs.start(diary.work)).rejects.toThrow('started already');
      await rig.until(diary.done('tick', 1));
      await rig.until(jobs.stop());
      await jobs.stop();
    });
  });
}
