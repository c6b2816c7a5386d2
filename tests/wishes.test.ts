/** Wishes without a name and votes about topics, as they are kept. */

import { describe, expect, it, onTestFinished } from 'vitest';
import { toInstant } from '../bot/calendar.ts';
import { QUIET_JOBS } from '../bot/cli/quiet-jobs.ts';
import { createLife, openInMemory } from '../bot/holdings.ts';
import type { Group } from '../bot/types.ts';
import { createSmallWorld, type SmallWorld } from './small-world.ts';

const NOW = '2026-11-16T12:00:00Z';
const DAY = '2026-11-16';
const TEXT = 'Jeg vil gerne tale om ensomhed';

async function begin(): Promise<{ world: SmallWorld; group: Group }> {
  const world = createSmallWorld(NOW);
  return { world, group: await world.addGroup({}) };
}

/** All that is in the tables of wishes, as text. */
function keptOf({ db }: SmallWorld): string {
  const rows = ['wishes', 'wish_counts'].flatMap((table) =>
    db.prepare<[], Record<string, unknown>>(`select * from ${table}`).all(),
  );
  return rows
    .flatMap((row) => Object.values(row))
    .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
    .join('\n');
}

describe('a wish', () => {
  it('is kept sealed, leads to nobody, and is gone once it was passed on', async () => {
    const { world, group } = await begin();
    const { wishes } = world.store;
    const amina = world.addMother(group, 'Amina');
    wishes.count(amina, DAY);
    const id = wishes.add(group.id, TEXT, DAY);
    expect(wishes.schedule(id, 100)).toBe(true);
    const kept = keptOf(world);
    expect(kept).toContain(id);
    expect(kept).not.toContain(TEXT);
    expect(kept).not.toContain(amina);
    expect(wishes.dueTimes(group.id)).toEqual([100]);
    expect(wishes.textsDueAt(group.id, 100)).toEqual([TEXT]);
    wishes.removeDueAt(group.id, 100);
    expect(wishes.dueTimes(group.id)).toEqual([]);
    expect(wishes.schedule(id, 200)).toBe(false);
    expect(wishes.remove(id)).toBe(false);
  });

  it('comes in no order, and none of another group', async () => {
    const { world, group } = await begin();
    const other = await world.addGroup({});
    const { wishes } = world.store;
    const texts = Array.from({ length: 30 }, (_, index) => `wish ${index}`);
    for (const text of texts) {
      wishes.schedule(wishes.add(group.id, text, DAY), 100);
    }
    wishes.schedule(wishes.add(other.id, 'theirs', DAY), 100);
    const found = wishes.textsDueAt(group.id, 100);
    expect(found.toSorted()).toEqual(texts.toSorted());
    // By chance once in 30! times.
    expect(found).not.toEqual(texts);
  });

  it('is counted by day and person, and dropped where nobody could be told', async () => {
    const { world, group } = await begin();
    const { wishes } = world.store;
    const [amina, sara] = [world.addMother(group, 'Amina'), world.addMother(group, 'Sara')];
    wishes.count(amina, DAY);
    wishes.count(amina, DAY);
    wishes.uncount(amina, DAY);
    expect(wishes.countOf(amina, DAY)).toBe(1);
    expect(wishes.countOf(amina, '2026-11-17')).toBe(0);
    expect(wishes.countOf(sara, DAY)).toBe(0);
    wishes.schedule(wishes.add(group.id, TEXT, DAY), 100);
    wishes.postpone(group.id, { from: 100, to: 200 });
    wishes.pruneBefore({ wishes: DAY, counts: DAY });
    expect(wishes.dueTimes(group.id)).toEqual([200]);
    expect(wishes.countOf(amina, DAY)).toBe(1);
    wishes.pruneBefore({ wishes: '2026-11-17', counts: '2026-11-17' });
    expect(keptOf(world)).toBe('');
  });
});

describe('a vote about topics', () => {
  it('is her latest, counts once where she turns out to be two, and goes with the poll', async () => {
    const { world, group } = await begin();
    const { topics, members } = world.store;
    const [amina, twin] = [world.addMother(group, 'Amina'), world.addMother(group, 'Amina')];
    const poll = { id: 'p', group: group.id, topics: [{ id: 'sleep' }, { words: 'hjemve' }] };
    expect(topics.addPoll({ ...poll, askedAt: 100 })).toBe(true);
    expect(topics.addPoll({ ...poll, askedAt: 200 })).toBe(false);
    topics.vote('p', amina, [0]);
    topics.vote('p', amina, [1]);
    topics.vote('p', twin, [0, 1]);
    expect(topics.counts('p')).toEqual(
      new Map([
        [0, 1],
        [1, 2],
      ]),
    );
    world.store.transaction(() => members.merge(twin, amina));
    expect(topics.counts('p').get(1)).toBe(1);
    expect(topics.voters('p')).toBe(1);
    expect(topics.poll('p')?.topics).toEqual(poll.topics);
    topics.pruneBefore(101);
    topics.vote('p', amina, [0]);
    expect(topics.poll('p')).toBeNull();
    expect(world.db.prepare('select count(*) from topic_votes').pluck().get()).toBe(0);
  });
});

describe('a mother of two groups', () => {
  it('is asked which one she means, and only its volunteers read her wish', async () => {
    const zone = 'Europe/Copenhagen';
    const holdings = openInMemory(toInstant('2026-11-16', '12:00', zone));
    onTestFinished(() => holdings.close());
    const { simulator, office } = holdings;
    const amina = simulator.createPerson({ name: 'Amina' });
    const weekly = { weekday: 'tuesday', start: '10:00', end: '12:00', place: 'Familiehuset' };
    const readers: Record<string, string> = {};
    for (const name of ['Nord', 'Syd']) {
      const chat = simulator.createChat({ name });
      await office.addGroup({ ...weekly, name, id: chat, chat });
      const reader = simulator.createPerson({ name: `Kirsten ${name}` });
      for (const [role, person] of [['mother', amina] as const, ['volunteer', reader] as const]) {
        office.addMember({ group: chat, name, role, language: 'da', person: person.phone });
        simulator.join(chat, person.id);
      }
      readers[name] = simulator.direct(reader.id).id;
    }
    const { bot, simulation } = createLife(holdings, QUIET_JOBS);
    await bot.start();
    onTestFinished(() => bot.stop());
    const say = async (chat: string, text: string): Promise<void> => {
      const from = chat.replace(/^dm-/, '');
      simulator.say({ chat, from, text });
      await simulation.settle();
    };
    const { id: hers } = simulator.direct(amina.id);
    const saidIn = (chat: string): string =>
      simulator
        .messages(chat)
        .filter(({ from }) => from === 'bot')
        .map(({ text }) => text ?? '')
        .join('\n');
    await say(readers['Nord'] ?? '', '/start');
    await say(readers['Syd'] ?? '', '/start');
    await say(hers, '/ønske en tur til stranden');
    expect(saidIn(hers)).toContain('Hvilken gruppe?');
    await say(hers, '/ønske Syd en tur til stranden');
    await say(hers, 'ja');
    await simulation.advanceTo(toInstant('2026-11-16', '16:05', zone));
    expect(saidIn(readers['Syd'] ?? '')).toContain(
      'Til jer i Syd, uden navn:\n\n„en tur til stranden“',
    );
    expect(saidIn(readers['Nord'] ?? '')).not.toContain('stranden');
  });
});
