/** The only place that reads the machine's time. Everything else is given a `Clock`. */

import type { Clock } from './types.ts';

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() };
