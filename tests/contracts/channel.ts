/**
 * What every channel must do, as one suite: `channelContract` is called by the test file of each
 * channel with the other side that it brings. It asks nothing of a channel that the port in
 * `bot/types.ts` does not promise.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CONNECTION_TESTS } from './channel-connection.ts';
import { HISTORY_TESTS } from './channel-history.ts';
import { IN_TESTS } from './channel-in.ts';
import { OUT_TESTS } from './channel-out.ts';
import { type OtherSide, openScene, type Scene, type Skip } from './channel-scene.ts';

/** Runs the contract on a channel. A skip must name a test of the contract and give its reason. */
export function channelContract(
  name: string,
  make: () => Promise<OtherSide>,
  { skip }: { readonly skip: readonly Skip[] },
): void {
  const tests = [...IN_TESTS, ...HISTORY_TESTS, ...OUT_TESTS, ...CONNECTION_TESTS];
  describe(`the channel contract: ${name}`, () => {
    let scene: Scene;
    beforeEach(async () => {
      scene = await openScene(await make());
    });
    afterEach(async () => {
      await scene.other.close();
    });
    for (const [title, run] of tests) {
      const skipped = skip.find(({ test }) => test === title);
      if (skipped) {
        it.skip(`${title} (not here: ${skipped.reason})`);
      } else {
        it(title, () => run(scene));
      }
    }
    it('skips only what is in the contract, and says why', () => {
      const titles = tests.map(([title]) => title);
      expect(skip.filter(({ test }) => !titles.includes(test))).toEqual([]);
      expect(skip.filter(({ reason }) => reason.trim() === '')).toEqual([]);
    });
  });
}
