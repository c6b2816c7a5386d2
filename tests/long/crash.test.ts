import { describe, expect, it } from 'vitest';
import { runCrashes } from '../crash-run.ts';
import { chooseSeed } from '../random.ts';

describe('a thousand crashes', () => {
  const seed = chooseSeed('crash');
  // The pretend clock runs on in each life: ten runs of a hundred stay within a few years each.
  it.each(Array.from({ length: 10 }, (_, run) => seed + run))(
    'a hundred of seed %i',
    async (one) => {
      const verdict = await runCrashes({ kills: 100, seed: one });
      process.stdout.write(`${JSON.stringify({ ...verdict, wrong: verdict.wrong.length })}\n`);
      expect(verdict.wrong).toEqual([]);
      expect(verdict.statements).toBeGreaterThan(100);
    },
  );
});
