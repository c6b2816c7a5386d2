/**
 * The jobs driver that needs nothing but this process: node-cron says when.
 * Made by main where no REDIS_URL is set. It must never decide what is due: the work asks the
 * database, so a beat that is late or missing costs at most a minute.
 */

import { createTask } from 'node-cron';
import type { Clock, Jobs, Work } from '../types.ts';
import { createLane, type Lane, type OnError } from './lane.ts';

const EVERY_MINUTE = '* * * * *';
const EVERY_TEN_MINUTES = '*/10 * * * *';

/** A timer may fire a moment before the clock shows its time; the beat would then come twice. */
const EARLY_MS = 20;

export interface InProcessSettings {
  readonly onError: OnError;
  /** The machine's clock, never a pretended one: node-cron reads the machine's too. */
  readonly clock: Clock;
}

interface Lanes {
  readonly tick: Lane;
  readonly drain: Lane;
  readonly sweep: Lane;
}

interface Beat {
  stop(): void;
}

/**
 * Calls the work in this process: a tick at the start and at each full minute (UTC), each followed
 * by a drain; a sweep every ten minutes; a drain whenever woken. Errors of the work go to `onError`.
 */
export function createInProcessJobs(settings: InProcessSettings): Jobs {
  let lanes: Lanes | null = null;
  let beats: readonly Beat[] = [];
  let asked = false;

  function wake(): void {
    if (lanes === null || asked) {
      return;
    }
    asked = true;
    setImmediate(() => {
      asked = false;
      void lanes?.drain.run();
    });
  }

  return {
    name: 'in-process',
    async start(work) {
      if (lanes !== null) {
        throw new Error('Jobs: started already. Start them once, in main.');
      }
      lanes = makeLanes(work, settings.onError);
      beats = [
        startBeat(EVERY_MINUTE, lanes.tick, settings.clock),
        startBeat(EVERY_TEN_MINUTES, lanes.sweep, settings.clock),
      ];
      // What fell due while the process was down is done now.
      void lanes.tick.run();
    },
    wake,
    async stop() {
      for (const beat of beats) {
        beat.stop();
      }
      beats = [];
      const closing = lanes === null ? [] : [lanes.tick, lanes.drain, lanes.sweep];
      lanes = null;
      await Promise.all(closing.map((lane) => lane.close()));
    },
  };
}

function makeLanes(work: Work, onError: OnError): Lanes {
  const drain = createLane('drain', () => work.drain(), onError);
  const sweep = createLane('sweep', () => work.sweep(), onError);
  const tickThenDrain = async () => {
    try {
      await work.tick();
    } finally {
      // Not awaited: a drain may pace itself for minutes, and the next tick must not wait for it.
      void drain.run();
    }
  };
  return { tick: createLane('tick', tickThenDrain, onError), drain, sweep };
}

/**
 * Runs a lane at every match of the pattern (UTC); a beat that meets its lane at work is dropped.
 * node-cron 4.6 says when, a timer of ours waits. Its own runner keeps silent, and spins, through
 * the hour that comes twice where the process lives in a zone with summer time, and keeps silent
 * for as long as the machine's clock was set back.
 */
function startBeat(pattern: string, lane: Lane, clock: Clock): Beat {
  const task = createTask(pattern, () => {}, { timezone: 'Etc/UTC' });
  let timer: NodeJS.Timeout | undefined;

  function arm(): void {
    const next = task.getNextRuns(1)[0];
    if (next !== undefined) {
      timer = setTimeout(beat, next.getTime() - clock.now() + EARLY_MS);
    }
  }
  function beat(): void {
    arm();
    if (!lane.busy()) {
      void lane.run();
    }
  }
  arm();
  return {
    stop() {
      clearTimeout(timer);
      void task.destroy();
    },
  };
}
