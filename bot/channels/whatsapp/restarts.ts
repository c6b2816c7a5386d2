/** When a browser that is well is restarted all the same: for its memory. The session asks each minute. */

import { toLocal } from '../../calendar.ts';
import type { Timing } from './timing.ts';

/** The groups live in Denmark, and so does their night. */
const ZONE = 'Europe/Copenhagen';

export interface Age {
  readonly now: number;
  readonly launchedAt: number;
  /** Bytes; null: not known. */
  readonly memory: number | null;
  /** When it was last restarted for its memory; null: never. */
  readonly memoryRestartAt: number | null;
}

/** Why a restart is due; null where none is. */
export function findRestart(age: Age, timing: Timing): 'night' | 'memory' | null {
  const { now, memoryRestartAt } = age;
  const rested = memoryRestartAt === null || now - memoryRestartAt >= timing.memoryRestartMs;
  if (age.memory !== null && age.memory > timing.memoryLimitBytes && rested) {
    return 'memory';
  }
  const { time } = toLocal(now, ZONE);
  const isNight = time >= timing.nightFrom && time < timing.nightUntil;
  return isNight && now - age.launchedAt > timing.oldBrowserMs ? 'night' : null;
}
