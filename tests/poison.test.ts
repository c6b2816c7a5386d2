import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Context, Flow, Handler } from '../bot/context.ts';
import { createTick } from '../bot/tick.ts';
import { flows } from '../flows/index.ts';
import { type ChatScene, createChatScene } from './chat-scene.ts';
import { createSmallWorld, instant } from './small-world.ts';

const SECRET = 'hemmelighed';
const POISON = `${SECRET} gift`;

let tries: number;
let fails: (ctx: Context) => boolean;
/** Writes, queues, and throws what it read. */
const thrower: Handler = {
  name: 'thrower',
  accepts: (ctx) => ctx.event.kind === 'message' && fails(ctx),
  handle(ctx) {
    tries += 1;
    ctx.store.members.setLanguage(ctx.member.id, 'en');
    ctx.react('💥');
    ctx.answer('💥');
    throw new Error(ctx.event.kind === 'message' ? ctx.event.text : '');
  },
};

let scene: ChatScene;
let amina: string;
let kirsten: string;

beforeEach(async () => {
  tries = 0;
  fails = (ctx) => ctx.event.kind === 'message' && ctx.event.text.includes('gift');
  scene = await createChatScene([thrower]);
  amina = scene.add('Amina', { role: 'mother' });
  kirsten = scene.add('Kirsten', { role: 'volunteer' });
  scene.say(kirsten, '/start', `dm-${kirsten}`);
  await scene.settle();
});

afterEach(() => scene.end());

const answersOn = (date: string, group = scene.group) =>
  scene.office
    .meetings(group, { from: date, to: date })
    .flatMap(({ rsvps }) => rsvps.map(({ member, answer }) => `${member} ${answer}`));

describe('a handler that throws', () => {
  it('leaves nothing of what it did, stops no other message, and is tried three times at most', async () => {
    const poison = scene.say(amina, POISON);
    const next = scene.say(amina, 'vi kommer i morgen');
    for (const _ of Array(10).keys()) {
      await scene.settle();
    }
    expect(tries).toBe(3);
    expect([scene.reactionOn(poison), scene.reactionOn(next)]).toEqual(['', '✅']);
    expect(scene.heard(scene.group)).toEqual([]);
    expect(scene.office.members(scene.group)[0]?.language).not.toBe('en');
    expect(answersOn('2026-11-17')).toEqual([`${amina} yes`]);
  });

  it('is logged each time, without a word of the message', async () => {
    scene.say(amina, POISON);
    for (const _ of Array(5).keys()) {
      await scene.settle();
    }
    expect(scene.failures).toEqual(Array(3).fill('receive {"event":"message"}'));
  });

  it('once only, does what it should at the next look', async () => {
    fails = () => tries < 1;
    const said = scene.say(amina, 'vi kommer i morgen');
    await scene.settle();
    await scene.settle();
    expect([scene.reactionOn(said), tries]).toEqual(['✅', 1]);
  });

  it('on an edit, keeps what was said before', async () => {
    const said = scene.say(amina, 'vi kommer i morgen');
    await scene.settle();
    scene.simulator.edit(said, POISON);
    await scene.settle();
    expect(answersOn('2026-11-17')).toEqual([`${amina} yes`]);
  });

  it('on a command, is told to its writer, and the command is not carried out behind her back', async () => {
    fails = (ctx) => ctx.event.kind === 'message' && ctx.event.text === '/aflys' && tries < 1;
    scene.say(kirsten, '/aflys');
    await scene.settle();
    expect(scene.heard(`dm-${kirsten}`).at(-1)?.text).toContain('Prøv igen');
    scene.say(kirsten, '/aflys');
    for (const _ of Array(4).keys()) {
      await scene.settle();
    }
    const cancelled = scene.office
      .meetings(scene.group)
      .filter(({ status }) => status === 'cancelled')
      .map(({ date }) => date);
    expect(cancelled).toEqual(['2026-11-17']);
  });
});

describe('a flow that throws', () => {
  it('stops no other, of its group or of another, leaves nothing, and is asked again', async () => {
    const world = createSmallWorld('2026-11-16T11:00Z');
    const reminders = '1d 13:00';
    const ill = await world.addGroup({ reminders });
    await world.addGroup({ reminders });
    let asked = 0;
    const occurrence = { key: 'ill', dueAt: world.clock.now(), expiresAt: Infinity };
    const throwing: Flow = {
      name: 'weekly-summary',
      occurrences(voice) {
        asked += voice.group.id === ill.id ? 1 : 0;
        const run = (): undefined => {
          voice.store.groups.change(ill.id, { name: 'gift' });
          throw new Error('gift');
        };
        return voice.group.id === ill.id ? [{ ...occurrence, run }] : [];
      },
    };
    const tick = createTick({ ...world, flows: [throwing, ...flows], wake: () => {} });
    for (const minutes of [0, 60, 61, 66]) {
      world.clock.set(instant('2026-11-16T11:00Z') + minutes * 60_000);
      tick();
    }
    const keys = world.store.outbox.list().map(({ key }) => key.split(':')[0]);
    expect(keys.sort()).toEqual(['poll', 'poll', 'reminder', 'reminder']);
    expect(world.store.groups.get(ill.id)?.name).toBe(ill.name);
    expect(asked).toBe(3);
    world.db.close();
  });
});

describe('an edit into a command', () => {
  it('takes back what the message said before, and commands nothing', async () => {
    for (const from of [amina, kirsten]) {
      const said = scene.say(from, 'vi kommer i morgen');
      await scene.settle();
      scene.simulator.edit(said, '/aflys');
      await scene.settle();
      expect([scene.reactionOn(said), answersOn('2026-11-17')]).toEqual(['', []]);
    }
    expect(scene.office.meetings(scene.group)[0]?.status).toBe('planned');
  });
});

const KIB = 1024;
const MIB = 1024 * KIB;
const ODD: readonly (readonly [string, string])[] = [
  ['a NUL', '\u0000'],
  ['half a surrogate pair', '\uD83D'],
  ['the last characters of Unicode', '\u{10FFFF}\uFFFF'],
  ['every control character', String.fromCharCode(...Array(160).keys())],
  ['marks without a letter', '\u0301'.repeat(5000)],
  ['overrides of direction', '\u202E\u2066'.repeat(5000)],
  ['letters that grow when they are normalised', '\uFDFA'.repeat(60_000)],
  ['65,000 spaces and a letter', `${' '.repeat(65_000)}x`],
  ['a mebibyte of one letter', 'a'.repeat(MIB)],
  ['a mebibyte of yes', 'ja '.repeat(MIB / 3)],
  ['a mebibyte of no', 'vi kommer ikke, '.repeat(MIB / 16)],
  ['a mebibyte of digits', '1'.repeat(MIB)],
  ['a mebibyte of dates', '24/11 kl. 10, '.repeat(MIB / 14)],
  ['a mebibyte of emoji', '👩🏽‍🍼'.repeat(MIB / 15)],
  ['a mebibyte of Arabic', 'نعم '.repeat(MIB / 7)],
  ['a mebibyte of slashes', '/'.repeat(MIB)],
  ['a command of a mebibyte', `/aflys ${'x'.repeat(MIB - 7)}`],
  ['a command with many words', `/flyt ${'tirsdag '.repeat(MIB / 8 - 8)}`],
  ['a command with many names', `/fremmøde ${'a,'.repeat(MIB / 2 - 10)}`],
];

describe('whatever bytes somebody sends', () => {
  it.each(ODD)('%s: nothing fails, and the next message is heard at once', async (_, text) => {
    const before = performance.now();
    for (const from of [amina, kirsten]) {
      scene.say(from, text);
      scene.say(from, text, `dm-${from}`);
    }
    const next = scene.say(amina, 'vi kommer ikke i morgen');
    await scene.settle();
    const took = performance.now() - before;
    expect(scene.failures).toEqual([]);
    expect(scene.reactionOn(next)).toBe('💛');
    expect(answersOn('2026-11-17')).toContain(`${amina} no`);
    // Four such messages; other tests run beside this one.
    expect(took).toBeLessThan(4000);
  });
});

describe('names that do not fit into a poll', () => {
  it.each([
    ['empty', ['\u200B', '\u3164']],
    ['as another option', ['Ingen kom', 'Ingen kom']],
    ['alike, and like what tells them apart', ['Amina', 'Amina', 'Amina (2)', 'Amina (2)']],
    ['too long', ['👩🏽‍🍼'.repeat(64), '👩🏽‍🍼'.repeat(64)]],
    ['in spaces only', ['   ', '\u00A0']],
  ])('%s: the volunteer still gets it, with everybody in it', async (_, names) => {
    for (const name of names) {
      scene.add(name);
    }
    await scene.advanceTo(instant('2026-11-17T11:30Z'));
    scene.say(kirsten, '/fremmøde', `dm-${kirsten}`);
    await scene.settle();
    const poll = scene.heard(`dm-${kirsten}`).at(-1)?.poll;
    // Amina of the scene, these, "nobody" and "we did not meet".
    expect(poll?.options).toHaveLength(names.length + 3);
    expect(poll?.options.every(({ text }) => text.trim() !== '' && text.length <= 100)).toBe(true);
  });
});

describe('a volunteer of two groups with names alike', () => {
  it('changes the one that she names', async () => {
    const second = await scene.addGroup({ name: 'Ny mor Vanløse' });
    scene.office.addMember({
      ...{ group: second, name: 'Kirsten', role: 'volunteer' },
      person: scene.simulator.people(scene.group).find(({ id }) => id === kirsten)?.phone,
    });
    scene.simulator.join(second, kirsten);
    for (const text of ['/aflys vanlose', 'ja']) {
      scene.say(kirsten, text, `dm-${kirsten}`);
      await scene.settle();
    }
    const status = (group: string) => scene.office.meetings(group)[0]?.status;
    expect([status(scene.group), status(second)]).toEqual(['planned', 'cancelled']);
  });
});
