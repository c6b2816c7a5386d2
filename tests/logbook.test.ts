/** The logbook where stories do not reach: two groups, what is erased and dropped, a bot that was away. */

import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { addDays, toInstant } from '../bot/calendar.ts';
import { QUIET_JOBS } from '../bot/cli/quiet-jobs.ts';
import { createLife, openInMemory } from '../bot/holdings.ts';
import { createTick } from '../bot/tick.ts';
import type { ChatId, GroupId, MemberId, PersonId } from '../bot/types.ts';
import { type Db, openDatabase } from '../data/database.ts';
import { createStore, type Store } from '../data/store.ts';
import { createVault } from '../data/vault.ts';
import { createSmallWorld } from './small-world.ts';

const ZONE = 'Europe/Copenhagen';
const DAY_MS = 24 * 60 * 60 * 1000;

/** Somebody who runs two groups, and two colleagues who run one each. */
async function openTwoGroups() {
  const holdings = openInMemory(toInstant('2026-11-16', '12:00', ZONE));
  onTestFinished(() => holdings.close());
  const { simulator, office } = holdings;
  const weekly = { weekday: 'tuesday', start: '10:00', end: '12:00', place: 'Familiehuset' };
  const people = new Map(
    ['Mette', 'Nora', 'Sofie'].map((name) => [name, simulator.createPerson({ name })]),
  );
  const groups = { Nord: ['Mette', 'Nora'], Syd: ['Mette', 'Sofie'] };
  for (const [name, members] of Object.entries(groups)) {
    const chat = simulator.createChat({ name });
    await office.addGroup({ ...weekly, name, id: chat, chat, off: 'introduction,welcome' });
    for (const member of members) {
      const person = people.get(member);
      if (person) {
        office.addMember({ group: chat, name: member, role: 'volunteer', person: person.phone });
        simulator.join(chat, person.id);
      }
    }
  }
  const { bot, simulation } = createLife(holdings, QUIET_JOBS);
  await bot.start();
  onTestFinished(() => bot.stop());
  return {
    simulation,
    says: async (name: string, text: string): Promise<string[]> => {
      const id = people.get(name)?.id ?? '';
      const { id: chat } = simulator.direct(id);
      const since = simulator.messages(chat).at(-1)?.seq ?? 0;
      simulator.say({ chat, from: id, text });
      await simulation.settle();
      return simulator
        .messages(chat, since)
        .filter(({ from }) => from === 'bot')
        .map((message) => message.text ?? `poll: ${message.poll?.question}`);
    },
  };
}

describe('two groups', () => {
  it('each has its own; whoever runs both is asked which one she means', async () => {
    const { says } = await openTwoGroups();
    await says('Mette', '/start');
    expect(await says('Mette', '/log godt')).toEqual([expect.stringContaining('Hvilken gruppe?')]);
    expect(await says('Mette', '/log Syd det gik godt')).toEqual([
      expect.stringContaining('Det står i logbogen'),
    ]);
    await says('Nora', '/start');
    await says('Sofie', '/start');
    expect(await says('Nora', '/log vis')).toEqual([
      expect.stringContaining('Der står ikke noget'),
    ]);
    expect(await says('Nora', '/log vis Syd')).toEqual([
      expect.stringContaining('Det står i logbogen'),
    ]);
    expect(await says('Sofie', '/log vis')).toEqual([
      expect.stringContaining('Mette:\ndet gik godt'),
    ]);
  });

  it('questions stay with the group they were asked for', async () => {
    const { says } = await openTwoGroups();
    await says('Mette', '/start');
    await says('Sofie', '/start');
    await says('Mette', '/log Syd');
    await says('Mette', 'vi sang');
    await says('Mette', '-');
    expect(await says('Mette', 'Nora på fredag: køb bolde')).toEqual([
      expect.stringContaining('Mette, '),
    ]);
    expect(await says('Sofie', '/log vis')).toEqual([expect.stringContaining('vi sang')]);
    expect(await says('Sofie', '/log opfølgning')).toEqual([
      expect.stringContaining('Nora på fredag: køb bolde'),
      expect.stringMatching(/^poll:/),
    ]);
  });
});

const GROUP = 'g-1' as GroupId;
const AMINA = 'm-amina' as MemberId;
const KIRSTEN = 'm-kirsten' as MemberId;
const SECRET = 'Amina Said var her, og Saids mor. Aminata også.';
const NOW = toInstant('2026-11-17', '13:00', ZONE);

let db: Db;
let store: Store;

beforeEach(() => {
  const vault = createVault(randomBytes(32));
  db = openDatabase(':memory:', vault);
  store = createStore(db, vault);
  store.groups.add({
    ...{ id: GROUP, chat: 'g@g.us' as ChatId, name: 'Ny mor', weekday: 2, start: '10:00' },
    ...{ end: '12:00', place: 'Huset', zone: ZONE, languages: ['da'], starts: null, ends: null },
    ...{
      reminders: [],
      municipality: null,
      off: [],
      asks: false,
      kind: 'group',
      checkin: null,
      createdAt: 0,
    },
  });
  for (const [id, name, role] of [
    [AMINA, 'Amina Said', 'mother'],
    [KIRSTEN, 'Kirsten', 'volunteer'],
  ] as const) {
    store.members.add({ id, name, language: null, ids: [`${id}@c.us` as PersonId], at: 0 });
    store.members.join(GROUP, id, role, 0);
  }
});

function keepEntry(source: string, entry: string | null = null): string {
  return store.logbook.keep({
    ...{ source: store.hash(source), kind: 'text', text: SECRET, entry, group: GROUP },
    ...{ member: KIRSTEN, meeting: null, at: NOW },
  });
}

function keepFollowUp(source: string): undefined {
  store.followUps.keep({
    ...{ source: store.hash(source), group: GROUP, member: KIRSTEN, text: SECRET },
    ...{ date: addDays('2026-11-17', 3), at: NOW },
  });
}

const textsOf = (): string[] =>
  [...store.logbook.latest(GROUP)].flatMap(({ parts }) => parts.map(({ text }) => text));

const countOf = (table: string): unknown =>
  db.prepare(`select count(*) from ${table}`).pluck().get();

describe('what is kept', () => {
  it('stands on disk sealed', () => {
    keepEntry('1');
    keepFollowUp('2');
    expect(db.serialize().includes('Amina')).toBe(false);
    expect(textsOf()).toEqual([SECRET]);
  });

  it('is one part a message: written again, it takes the place of the first', () => {
    const entry = keepEntry('1');
    expect(keepEntry('1')).toBe(entry);
    expect(keepEntry('2', entry)).toBe(entry);
    expect([...store.logbook.latest(GROUP)].map(({ parts }) => parts.length)).toEqual([2]);
    store.logbook.removeSource(store.hash('1'));
    store.logbook.removeSource(store.hash('2'));
    expect(countOf('log_entries')).toBe(0);
    expect(keepEntry('2', entry)).not.toBe(entry);
  });

  it('is dropped after its time, and a follow-up that is done sooner', () => {
    keepEntry('1');
    keepFollowUp('2');
    store.logbook.pruneBefore(NOW);
    store.followUps.pruneBefore(NOW, NOW);
    expect([countOf('log_parts'), countOf('follow_ups')]).toEqual([1, 1]);
    store.followUps.finish(store.followUps.openIn(GROUP)[0]?.id ?? '', store.hash('vote'), NOW);
    store.logbook.pruneBefore(NOW + 1);
    store.followUps.pruneBefore(NOW + DAY_MS, NOW);
    expect([countOf('log_parts'), countOf('follow_ups')]).toEqual([0, 0]);
  });

  it('goes with its group', () => {
    keepEntry('1');
    keepFollowUp('2');
    db.prepare('delete from groups').run();
    expect(['log_entries', 'log_parts', 'follow_ups'].map(countOf)).toEqual([0, 0, 0]);
  });

  it('names nobody any more who was erased, and stays without its author', () => {
    keepEntry('1');
    keepFollowUp('2');
    store.transaction(() => store.members.erase(AMINA, NOW));
    const without = '… … var her, og … mor. Aminata også.';
    expect(textsOf()).toEqual([without]);
    expect(store.followUps.openIn(GROUP).map(({ text }) => text)).toEqual([without]);
    store.transaction(() => store.members.erase(KIRSTEN, NOW));
    expect([...store.logbook.latest(GROUP)].map(({ member }) => member)).toEqual([null]);
    expect(store.followUps.openIn(GROUP).map(({ member }) => member)).toEqual([null]);
  });

  it('follows somebody who turns out to be somebody else', () => {
    keepEntry('1');
    keepFollowUp('2');
    store.transaction(() => store.members.merge(KIRSTEN, AMINA));
    expect([...store.logbook.latest(GROUP)].map(({ member }) => member)).toEqual([AMINA]);
    expect(store.followUps.openIn(GROUP).map(({ member }) => member)).toEqual([AMINA]);
  });

  it('is opened again only by the vote that called it done', () => {
    keepFollowUp('1');
    const [{ id } = { id: '' }] = store.followUps.openIn(GROUP);
    store.followUps.finish(id, store.hash('hers'), NOW);
    expect(store.followUps.reopen(id, store.hash('another'))).toBe(false);
    expect(store.followUps.openIn(GROUP)).toEqual([]);
    expect(store.followUps.reopen(id, store.hash('hers'))).toBe(true);
    expect(store.followUps.openIn(GROUP)).toHaveLength(1);
  });
});

it('a text that waits for an answer is off the disk a minute after its time', async () => {
  const world = createSmallWorld('2026-11-17T12:00Z');
  const group = await world.addGroup({});
  const member = world.addMother(group, 'Kirsten');
  const now = world.clock.now();
  world.store.dialogues.ask({
    ...{ member, group: group.id, chat: 'dm' as ChatId, kind: 'log-guard', state: SECRET },
    ...{ askedAt: now, expiresAt: now + 1000 },
  });
  const tick = createTick({ ...world, flows: [], wake: () => {} });
  const waiting = (): unknown => world.db.prepare('select count(*) from dialogues').pluck().get();
  tick();
  expect(waiting()).toBe(1);
  world.clock.set(now + 60_000);
  tick();
  expect(waiting()).toBe(0);
});
