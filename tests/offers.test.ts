/** Help elsewhere: the shipped list has its words and sources, and `manage offer` and `manage pulse` do what they say. */

import { describe, expect, it } from 'vitest';
import { loadConfig } from '../bot/config.ts';
import { openHoldings, type SimulatorHoldings } from '../bot/holdings.ts';
import { plainName } from '../bot/offers.ts';
import type { GroupId, MemberId } from '../bot/types.ts';
import shipped from '../data/shipped/offers.json' with { type: 'json' };
import danish from '../locales/da/messages.json' with { type: 'json' };
import english from '../locales/en/messages.json' with { type: 'json' };
import { makeFolder, type Ran, run } from './run-cli.ts';

const manage = (dataDir: string, ...args: string[]): Promise<Ran> =>
  run('bot/cli/manage.ts', args, dataDir);

describe('the offers for the whole country', () => {
  it.each(shipped.offers)(
    '$id has its words, an https address, and a source for a number',
    (offer) => {
      for (const texts of [danish, english]) {
        for (const key of ['title', 'about'].map((part) => `offer.${offer.id}.${part}`)) {
          expect(texts, key).toHaveProperty([key]);
        }
        expect(texts).toHaveProperty([`words.offer.${offer.id}`]);
      }
      expect(offer.link ?? 'https://').toMatch(/^https:\/\//);
      expect(offer.phone === null || offer.phone.source.startsWith('https://')).toBe(true);
    },
  );

  it('name no telephone number in their words but 112', () => {
    const texts = Object.entries({ ...danish, ...english })
      .filter(([key]) => key.startsWith('offer.'))
      .map(([, text]) => text.replaceAll('112', ''));
    expect(texts.filter((text) => /\d{3}/.test(text))).toEqual([]);
  });

  it('are found in a municipality however it is written', () => {
    expect(['Odense', ' odense kommune', 'ODENSE  Kommune'].map(plainName)).toEqual(
      Array(3).fill('odense'),
    );
  });
});

const OFFER = ['--municipality', 'Odense', '--title', 'Babycafé', '--about', 'Hver torsdag.'];

/** A folder with one group and five mothers; what is done there before it is closed. */
async function makeHouse(
  dataDir: string,
  act: (holdings: SimulatorHoldings, group: GroupId, mothers: readonly MemberId[]) => undefined,
): Promise<void> {
  const holdings = openHoldings(
    loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', DEMO: '0' }),
    Date.parse('2026-12-08T08:00:00Z'),
  );
  const { simulator, office } = holdings;
  const chat = simulator.createChat({ id: 'g-1', name: 'Ny mor' });
  const time = { weekday: 'tuesday', start: '10:00', end: '12:00' };
  const { id } = await office.addGroup({ ...time, id: 'g-1', chat, name: 'Ny mor', place: 'Her' });
  const mothers = ['Amina', 'Fatma', 'Leyla', 'Nour', 'Olena'].map((name) => {
    const { phone } = simulator.createPerson({ name });
    return office.addMember({ group: 'g-1', name, person: phone }).id;
  });
  act(holdings, id, mothers);
  holdings.close();
}

describe('manage offer', () => {
  it('adds, lists and removes; a wrong line changes nothing', async () => {
    const dataDir = makeFolder();
    const early = await manage(dataDir, 'offer', 'add', ...OFFER);
    expect([early.code, early.err]).toEqual([2, expect.stringMatching(/no group yet/)]);
    await makeHouse(dataDir, () => undefined);
    const added = await manage(dataDir, 'offer', 'add', ...OFFER, '--json');
    expect(JSON.parse(added.out)).toEqual({ id: 1 });
    const wrong = await manage(dataDir, 'offer', 'add', ...OFFER, '--link', 'http://x');
    expect([wrong.code, wrong.err]).toEqual([
      2,
      expect.stringMatching(/link: "http:\/\/x" is no address/),
    ]);
    const list = await manage(
      dataDir,
      'offer',
      'list',
      '--municipality',
      'odense kommune',
      '--json',
    );
    expect(JSON.parse(list.out)).toEqual([
      { id: 1, municipality: 'Odense', title: 'Babycafé', about: 'Hver torsdag.', link: null },
    ]);
    const unknown = await manage(dataDir, 'offer', 'remove', '7');
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringMatching(/none of number "7"/)]);
    expect((await manage(dataDir, 'offer', 'remove', '1')).out).toBe('Removed offer 1.\n');
    expect((await manage(dataDir, 'offer', 'list')).out).toMatch(/no local offers yet/);
  });
});

describe('manage pulse', () => {
  it('tells figures of five answers and more; the first answer counts', async () => {
    const dataDir = makeFolder();
    await makeHouse(dataDir, ({ store }, group, mothers) => {
      for (const member of mothers) {
        const answer = { group, member, period: '2026-Q4', question: 'alone' };
        expect(store.pulse.count({ ...answer, score: 'good' })).toBe(true);
        expect(store.pulse.count({ ...answer, score: 'bad' })).toBe(false);
      }
      const few = { group, period: '2026-Q4', question: 'danish', score: 'good' };
      for (const member of mothers.slice(1)) {
        store.pulse.count({ ...few, member });
      }
    });
    const shown = await manage(dataDir, 'pulse', '--group', 'g-1');
    expect(shown.out).toMatch(/2026-Q4 +alone +5 +5\n/);
    expect(shown.out).toMatch(/2026-Q4 +danish +too few/);
  });
});
