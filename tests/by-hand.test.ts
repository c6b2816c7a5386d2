/** Mothers whom a volunteer wrote down before WhatsApp knew of them. */

import { beforeEach, expect, it } from 'vitest';
import { addNewcomer, learnName } from '../bot/newcomer.ts';
import type { Group, MeetingId, MemberId, PersonId } from '../bot/types.ts';
import { createSmallWorld, type SmallWorld } from './small-world.ts';

let world: SmallWorld;
let group: Group;
let meeting: MeetingId;
let people = 0;

beforeEach(async () => {
  world = createSmallWorld('2026-11-16T11:00:00Z');
  group = await world.addGroup({});
  meeting = world.store.meetings.inGroup(group)[0]?.id as MeetingId;
});

function writeDown(name: string): MemberId {
  const { members } = world.store;
  const id = members.add({ name, language: null, ids: [], at: 1 });
  members.join(group.id, id, 'mother', 1);
  return id;
}

function joinChat(name: string, count = 1): MemberId {
  people += 1;
  const ids = Array.from({ length: count }, (_, id) => `${people}-${id}` as PersonId);
  const identity = { name, ids };
  const id = world.store.transaction(() =>
    addNewcomer(world.store, group, { identity, at: 2, now: 3 }),
  );
  world.store.members.join(group.id, id, 'mother', 2);
  return id;
}

const pairs = () =>
  world.store.twins.openIn(group.id).map(({ newer, other }) => `${newer} ${other}`);

it.each([
  ['Fatima', 'Fatima', 1],
  ['Fatima', 'fatima hassan 🌸', 1],
  ['Fatima Hassan', 'Fatima', 2],
])('%j may be %j in WhatsApp, however many ids she has', (written, shown, ids) => {
  const other = writeDown(written);
  const newer = joinChat(shown, ids);
  expect(pairs()).toEqual([`${newer} ${other}`]);
});

it.each([
  ['Fatima Hassan', 'Fatima Ali'],
  ['Fatima', 'Fatimah'],
  ['Fatima', '🌸'],
  ['Fatima', ''],
])('%j is not %j', (written, shown) => {
  writeDown(written);
  joinChat(shown);
  expect(pairs()).toEqual([]);
});

it('may be somebody whose name is known only later', () => {
  const other = writeDown('Fatima');
  const newer = joinChat('');
  const member = world.store.members.get(newer);
  expect(member).not.toBeNull();
  if (member) {
    learnName(world.store, member, { identity: { name: 'Fatima', ids: [] }, now: 4 });
  }
  expect(pairs()).toEqual([`${newer} ${other}`]);
});

it('came where she came under either name', () => {
  const other = writeDown('Fatima');
  const newer = joinChat('Fatima');
  const { answers, members } = world.store;
  answers.attend({ meeting, member: other, present: false, by: newer, at: 1 });
  answers.attend({ meeting, member: newer, present: true, by: newer, at: 1 });
  members.merge(newer, other);
  expect(answers.attendance(meeting)).toEqual([{ member: other, present: true }]);
  expect(members.countIds(other)).toBe(1);
});

it('is struck out as long as nothing else is known of her', () => {
  const { answers, members } = world.store;
  const [first, second] = [writeDown('Fatima'), writeDown('Leyla')];
  answers.attend({ meeting, member: second, present: true, by: first, at: 1 });
  const third = joinChat('Amina');
  expect([first, second, third].map((id) => members.strikeOut(id))).toEqual([true, false, false]);
  expect([first, second, third].map((id) => members.get(id)?.name)).toEqual([
    undefined,
    'Leyla',
    'Amina',
  ]);
});
