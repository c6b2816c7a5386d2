import { describe, it } from 'vitest';
import { createCast, expectNobodyNamed, forge } from '../forgery-run.ts';
import { chooseSeed, createRandom } from '../random.ts';

describe('two thousand forged commands', () => {
  it('change and show nothing', async () => {
    const cast = await createCast();
    await forge(cast, createRandom(chooseSeed('forgery')), 2000);
    expectNobodyNamed(cast);
    await cast.scene.end();
  });
});
