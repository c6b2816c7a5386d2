/** Jobs for a pretend time: nothing runs by itself, the program moves the clock. */

import type { Jobs } from '../types.ts';

export const QUIET_JOBS: Jobs = {
  name: 'quiet',
  start: async () => {},
  wake: () => {},
  stop: async () => {},
};
