import { describe, it } from 'vitest';
import { forgeYes } from '../forgery-proposals.ts';
import { createCast, expectNobodyNamed, forge } from '../forgery-run.ts';
import { chooseSeed, createRandom } from '../random.ts';

describe('two thousand forged commands and five hundred forged yes', () => {
  it('change and show nothing', async () => {
    const cast = await createCast();
    const random = createRandom(chooseSeed('forgery'));
    await forge(cast, random, 2000);
    await forgeYes(cast, random, 500);
    expectNobodyNamed(cast);
    await cast.scene.end();
  });
});
