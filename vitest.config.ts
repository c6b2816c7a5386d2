/** Every test but the long ones: `npm test`. The order is shuffled, and its seed is printed. */

import { defineConfig } from 'vitest/config';
import { createClosingLine } from './tests/closing-line.ts';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/long/**'],
    // A process for each file: tests set the zone of theirs, and native code may take it down.
    pool: 'forks',
    maxWorkers: 2,
    sequence: { shuffle: { files: true, tests: true } },
    testTimeout: 15_000,
    hookTimeout: 30_000,
    reporters: ['default', createClosingLine()],
  },
});
