import { describe, it } from 'vitest';
import { forgeYes } from '../forgery-proposals.ts';
import { type Cast, createCast, expectNobodyNamed, forge } from '../forgery-run.ts';
import { chooseSeed, createRandom } from '../random.ts';

/** Each group anew: a pretended chat is read through for every message, and slow once it is long. */
async function inGroups(count: number, run: (cast: Cast) => Promise<void>): Promise<void> {
  for (const _ of Array(count).keys()) {
    const cast = await createCast();
    await run(cast);
    await cast.scene.end();
  }
}

describe('two thousand forged commands and five hundred forged yes', () => {
  const random = createRandom(chooseSeed('forgery'));

  it('change and show nothing', () =>
    inGroups(20, async (cast) => {
      await forge(cast, random, 100);
      expectNobodyNamed(cast);
    }));

  it('to what another proposed, or after it concerned one, do nothing', () =>
    inGroups(10, (cast) => forgeYes(cast, random, 50)));
});
