/** Commands by people who may not give them, or in a way that counts for nobody. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgeYes, propose, vote } from './forgery-proposals.ts';
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

describe('a yes', () => {
  it("to another's proposal, or by whom it does not concern any more, does nothing, 40 times", async () => {
    await forgeYes(cast, createRandom(chooseSeed('forged yes')), 40);
    expect(cast.scene.failures).toEqual([]);
  }, 60_000);

  it('that comes again does nothing again', async () => {
    const { scene, kirsten } = cast;
    const chat = `dm-${kirsten}`;
    const question = await propose(cast, { from: kirsten, chat, text: '/aflys Ny mor' });
    const said = scene.heard(scene.group).length;
    scene.simulator.faults({ duplicate: 3 });
    vote(cast, kirsten, question);
    await scene.settle();
    expect(scene.heard(scene.group)).toHaveLength(said + 1);
    expect(scene.office.meetings(scene.group)[0]?.status).toBe('cancelled');
    scene.say(kirsten, '/fortryd', chat);
    await scene.settle();
    const before = look(cast);
    scene.simulator.vote({ message: question.id, from: kirsten, options: [] });
    vote(cast, kirsten, question);
    scene.say(kirsten, 'ja', chat);
    await scene.settle();
    expect(look(cast)).toEqual(before);
    expect(scene.office.meetings(scene.group)[0]?.status).toBe('planned');
  });
});

describe('what is hers', () => {
  it('at home, a mother cannot do in the group: neither a command nor a yes', async () => {
    const { scene, sahra, home } = cast;
    const meetings = scene.office.meetings(scene.group);
    for (const text of ['/aflys', '/flyt torsdag kl. 11', '/fortryd', '/aftale torsdag kl. 14']) {
      scene.say(sahra, text);
      scene.say(sahra, `${text} Ny mor`, `dm-${sahra}`);
      await scene.settle();
    }
    scene.say(sahra, 'ja', `dm-${sahra}`);
    await scene.settle();
    expect(scene.office.meetings(scene.group)).toEqual(meetings);
    expect(scene.office.meetings(home)).toEqual([]);
    expect(scene.heard(scene.group)).toEqual([]);
  });

  it('is not taken back any more once her role in that group is gone, though she has one in another', async () => {
    const { scene, kirsten } = cast;
    scene.say(kirsten, '/aflys');
    await scene.settle();
    scene.office.setRole({ group: scene.group, member: kirsten, role: 'partner' });
    const before = look(cast);
    scene.say(kirsten, '/fortryd', `dm-${kirsten}`);
    await scene.settle();
    expect(look(cast)).toEqual(before);
    expect(scene.office.meetings(scene.group)[0]?.status).toBe('cancelled');
  });

  it('at home nobody else in the group can do: not by name, not after she left', async () => {
    const { scene, kirsten, forgers, home, sahra } = cast;
    scene.say(kirsten, '/aftale torsdag kl. 14', home);
    scene.simulator.leave(home, sahra);
    await scene.settle();
    const before = look(cast);
    const lines = ['/aftale fredag kl. 14', '/aflys', '/flyt fredag kl. 10', '/fortryd', '/aftale'];
    for (const from of [...forgers, sahra]) {
      for (const text of lines) {
        scene.say(from, `${text} Familien Said`, `dm-${from}`);
      }
      scene.say(from, 'ja', `dm-${from}`);
    }
    await scene.settle();
    expect(look(cast)).toEqual(before);
  });
});
