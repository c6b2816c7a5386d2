/** The long fault, time and fuzz runs with their full numbers: `npm run check:long`. */

import { defineConfig } from 'vitest/config';
import { createClosingLine } from './tests/closing-line.ts';

const HOUR_MS = 3_600_000;

export default defineConfig({
  test: {
    include: ['tests/long/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { shuffle: { files: true, tests: true } },
    testTimeout: HOUR_MS,
    hookTimeout: HOUR_MS,
    reporters: ['default', createClosingLine()],
  },
});
