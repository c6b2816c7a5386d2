/** The in-process driver: the contract, and what only it must keep. Time is vitest's. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createInProcessJobs } from '../../bot/jobs/in-process.ts';
import { type JobsRig, jobsContract, keepDiary } from './jobs.ts';

const clock = { now: () => Date.now() };
const SECOND_MS = 1000;
const MINUTE_MS = 60_000;

async function makeRig(): Promise<JobsRig> {
  vi.useFakeTimers({ now: Date.parse('2026-11-03T09:00:10Z') });
  return {
    create: (onError) => createInProcessJobs({ onError, clock }),
    async until(promise) {
      let settled = false;
      const note = () => {
        settled = true;
      };
      promise.then(note, note);
      for (let seconds = 0; !settled; seconds += 1) {
        expect(seconds, 'seconds that it took').toBeLessThan(3600);
        await vi.advanceTimersByTimeAsync(SECOND_MS);
      }
      return promise;
    },
    async quiet() {
      await vi.advanceTimersByTimeAsync(SECOND_MS);
    },
    async close() {
      vi.useRealTimers();
    },
  };
}

jobsContract('in-process', makeRig);

describe('in-process jobs', () => {
  const zone = process.env['TZ'];
  const problems: unknown[] = [];
  const jobs = createInProcessJobs({
    onError: (...problem) => problems.push(problem),
    clock,
  });

  beforeEach(() => {
    process.env['TZ'] = 'Europe/Copenhagen';
    vi.useFakeTimers();
  });
  afterEach(async () => {
    await jobs.stop();
    vi.useRealTimers();
    if (zone === undefined) {
      delete process.env['TZ'];
    } else {
      process.env['TZ'] = zone;
    }
  });

  it.each([
    ['an ordinary hour', '2026-11-03T09:00:30Z'],
    ['Copenhagen, the hour that comes twice', '2026-10-24T23:30:30Z'],
    ['Copenhagen, the hour that is missing', '2027-03-28T00:30:30Z'],
  ])('ticks each minute and sweeps every ten: %s', async (_what, from) => {
    vi.setSystemTime(Date.parse(from));
    expect(new Date('2026-07-01T12:00:00Z').getHours(), 'Copenhagen summer time').toBe(14);
    const diary = keepDiary();
    await jobs.start(diary.work);
    await vi.advanceTimersByTimeAsync(3 * 60 * MINUTE_MS);
    // One at the start, one at each full minute.
    expect(diary.count('tick')).toBe(1 + 180);
    expect(diary.count('drain')).toBe(1 + 180);
    expect(diary.count('sweep')).toBe(18);
    expect(problems).toEqual([]);
  });

  it('still counts a beat that comes thirty seconds late', async () => {
    vi.setSystemTime(Date.parse('2026-11-03T09:00:30Z'));
    const diary = keepDiary();
    await jobs.start(diary.work);
    // A process that stands still: the clock goes on, its timers do not.
    vi.setSystemTime(Date.parse('2026-11-03T09:01:00Z'));
    await vi.advanceTimersByTimeAsync(31 * SECOND_MS);
    expect(diary.count('tick')).toBe(2);
  });

  it('goes on at its pace when the clock of the machine is set back', async () => {
    vi.setSystemTime(Date.parse('2026-11-03T09:00:30Z'));
    const diary = keepDiary();
    await jobs.start(diary.work);
    vi.setSystemTime(Date.parse('2026-11-03T06:00:30Z'));
    await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
    expect(diary.count('tick')).toBe(1 + 10);
  });
});
