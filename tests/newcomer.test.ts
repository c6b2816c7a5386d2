import { beforeEach, expect, it } from 'vitest';
import { addNewcomer, learnName } from '../bot/newcomer.ts';
import type { Group, Identity, MemberId, PersonId } from '../bot/types.ts';
import { createSmallWorld, type SmallWorld } from './small-world.ts';

let world: SmallWorld;
let group: Group;
let people = 0;

beforeEach(async () => {
  world = createSmallWorld('2026-11-16T11:00:00Z');
  group = await world.addGroup({});
});

/** Somebody whom the channel names by so many ids. */
function identity(name: string, count = 1): Identity {
  people += 1;
  return { name, ids: Array.from({ length: count }, (_, id) => `${people}-${id}` as PersonId) };
}

function join(who: Identity): MemberId {
  const id = world.store.transaction(() =>
    addNewcomer(world.store, group, { identity: who, at: 1, now: 2 }),
  );
  world.store.members.join(group.id, id, 'mother', 1);
  return id;
}

const pairs = () =>
  world.store.twins.openIn(group.id).map(({ newer, other }) => `${newer} ${other}`);

it.each([
  ['Amina', 'Amina'],
  ['Amína', ' AMINA '],
  ['أمينة', 'أمينة'],
])('called %j like %j may be her: it is noted, and the group is woken', (known, name) => {
  const other = join(identity(known));
  world.store.groups.sleepUntil(group.id, 1e15);
  const newer = join(identity(name));
  expect(pairs()).toEqual([`${newer} ${other}`]);
  expect(world.store.groups.awake(0)).toEqual([group.id]);
});

it.each<[string, Identity, Identity]>([
  ['another name', identity('Amina'), identity('Aminata')],
  ['no name', identity(''), identity('')],
  ['all ids told of her', identity('Amina'), identity('Amina', 2)],
  ['all ids told of the other', identity('Amina', 2), identity('Amina')],
])('with %s is nobody else', (_, known, who) => {
  join(known);
  join(who);
  expect(world.db.prepare('select * from twins').all()).toEqual([]);
});

it('is not somebody who has left', () => {
  const other = join(identity('Amina'));
  world.store.members.leave(group.id, other, 5);
  join(identity('Amina'));
  expect(pairs()).toEqual([]);
});

it('may be the first of that name, not somebody about whom the same is asked', () => {
  const other = join(identity('Amina'));
  const second = join(identity('Amina'));
  const third = join(identity('Amina'));
  const expected = [`${second} ${other}`, `${third} ${other}`];
  expect(pairs().toSorted()).toEqual(expected.toSorted());
});

it('is not asked about where a yes could mean one or the other', () => {
  join(identity('Amina'));
  const second = join(identity('Amina'));
  world.store.twins.decideDifferent(second);
  join(identity('Amina'));
  expect(pairs()).toEqual([]);
});

it.each([
  ['', '*Amina*\u202e', 'Amina'],
  ['', ' ', ''],
  ['Amina', 'Kirsten', 'Amina'],
])('called %j, shown as %j, is called %j', (before, shown, after) => {
  const id = join(identity(before));
  const { members } = world.store;
  const member = members.get(id);
  if (member) {
    learnName(world.store, member, { identity: identity(shown), now: 2 });
  }
  expect(members.get(id)?.name).toBe(after);
});
