/** Commands by people who may not give them, or in a way that counts for nobody. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Cast, createCast, expectNobodyNamed, forge, look } from './forgery-run.ts';
import { chooseSeed, createRandom } from './random.ts';

let cast: Cast;

beforeEach(async () => {
  cast = await createCast();
});

afterEach(() => cast.scene.end());

describe('a forged command', () => {
  it('changes and shows nothing, 300 times', async () => {
    await forge(cast, createRandom(chooseSeed('forgery')), 300);
    expectNobodyNamed(cast);
  }, 60_000);

  it('by a volunteer herself, found later than ten minutes after, changes nothing', async () => {
    const { scene, kirsten } = cast;
    const before = look(cast);
    scene.simulator.faults({ historyOnly: 1 });
    scene.say(kirsten, '/aflys');
    await scene.bot.beat();
    scene.simulator.moveTo(scene.simulator.clock.now() + 11 * 60_000);
    await scene.settle();
    expect(look(cast)).toEqual(before);
  });

  it('is one only where somebody forged it: a volunteer can', async () => {
    const { scene, kirsten } = cast;
    scene.say(kirsten, '/aflys');
    await scene.settle();
    expect(scene.office.meetings(scene.group)[0]?.status).toBe('cancelled');
  });
});
