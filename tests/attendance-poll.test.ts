import { beforeEach, expect, it } from 'vitest';
import { attendancePolls } from '../bot/attendance-poll.ts';
import type { Group, Meeting } from '../bot/types.ts';
import { createVoice } from '../bot/voice.ts';
import { createSmallWorld, type SmallWorld } from './small-world.ts';

let world: SmallWorld;
let group: Group;

beforeEach(async () => {
  world = createSmallWorld('2026-11-16T11:00:00Z');
  group = await world.addGroup({});
});

function firstMeeting(): Meeting {
  const [meeting] = world.store.meetings.inGroup(group);
  if (!meeting) {
    throw new Error('The group has no meeting');
  }
  return meeting;
}

function polls(several = false) {
  const voice = createVoice(world, group, world.clock.now());
  return attendancePolls(voice, firstMeeting(), { language: 'da', several });
}

const texts = () => polls().map(({ post }) => post.options.map(({ text }) => text));

it.each([
  [1, [3]],
  [10, [12]],
  [11, [7, 7]],
  [21, [12, 12]],
  [22, [9, 9, 8]],
  [32, [12, 12, 12]],
  [33, [10, 10, 10, 8]],
])('%i mothers are asked about in polls of at most twelve options', (mothers, sizes) => {
  for (let index = 0; index < mothers; index += 1) {
    world.addMother(group, `Amina ${index}`);
  }
  const found = texts();
  expect(found.map((options) => options.length)).toEqual(sizes);
  expect(new Set(found.flat().filter((text) => text.startsWith('Amina'))).size).toBe(mothers);
  expect(found.map((options) => options.includes('Ingen kom'))).toEqual(found.map(() => true));
  expect(found.map((options) => options.at(-1))).toEqual(
    found.map((_, index) => (index + 1 === found.length ? 'Vi mødtes ikke' : 'Ingen kom')),
  );
});

it('asks about nobody where there are no mothers', () => {
  expect(polls()).toEqual([]);
});

it('names those first who said yes, and two of one name apart', () => {
  world.addMother(group, 'Amina');
  const second = world.addMother(group, 'Amina');
  world.addMother(group, 'Vi mødtes ikke');
  world.store.answers.say({
    ...{ source: Buffer.from('1'), via: 'text', member: second, at: 1 },
    readings: [{ meeting: firstMeeting().id, answer: 'yes', late: false }],
  });
  const [poll] = polls();
  expect(poll?.post.options[0]).toEqual({ text: 'Amina', meaning: { member: second } });
  expect(texts()).toEqual([
    ['Amina', 'Amina (2)', 'Vi mødtes ikke (2)', 'Ingen kom', 'Vi mødtes ikke'],
  ]);
});

it('says which group it is to whoever runs several', () => {
  world.addMother(group, 'Amina');
  expect(
    [false, true].flatMap((several) => polls(several)).map(({ question }) => question),
  ).toEqual(['Hvem kom tirsdag 17. november?', 'Ny mor 1: Hvem kom tirsdag 17. november?']);
});
