/** The pretend WhatsApp beyond the channel contract: its clock, its faults, its manners, its disk. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BadInput, NotFound } from '../bot/bad-input.ts';
import { openSimulator, type Simulator } from '../bot/channels/simulator/simulator.ts';
import type { ChatId, Event } from '../bot/types.ts';

const START_AT = Temporal.Instant.from('2026-10-24T10:00:00Z').epochMilliseconds;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let folder: string;
let file: string;
let simulator: Simulator;
let group: ChatId;
let taken: Event[];
let ready: number;

const start = (): Promise<void> =>
  simulator.channel.start(
    async (event) => {
      taken.push(event);
    },
    () => {
      ready += 1;
    },
  );
const say = (text: string): string => simulator.say({ chat: group, from: 'amina', text });
const send = (text: string) =>
  simulator.channel.send({
    key: text,
    chat: group,
    message: { kind: 'text', text },
    claimedAt: simulator.clock.now(),
  });
const said = (): (string | undefined)[] => simulator.messages(group).map(({ text }) => text);
const heard = async (): Promise<(string | false)[]> => {
  await simulator.delivered();
  return taken.map((event) => event.kind === 'message' && event.text);
};
const reopen = async (): Promise<void> => {
  simulator.close();
  simulator = openSimulator({ file, startAt: 0 });
  await start();
};

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'simulator-'));
  file = path.join(folder, 'simulator.db');
  simulator = openSimulator({ file, startAt: START_AT });
  taken = [];
  ready = 0;
  group = simulator.createChat({ name: 'Tirsdagsgruppen' });
  simulator.createPerson({ id: 'amina', name: 'Amina' });
  simulator.createPerson({ id: 'olena', name: 'Олена', identity: 'lid' });
  simulator.join(group, 'amina');
  simulator.join(group, 'olena');
  await start();
  await simulator.delivered();
  taken = [];
  ready = 0;
});

afterEach(() => {
  simulator.close();
  rmSync(folder, { recursive: true });
});

describe('the pretend clock', () => {
  it('stands still, moves forward only, and is kept', () => {
    expect(simulator.clock.now()).toBe(START_AT);
    simulator.moveTo(START_AT + HOUR_MS);
    simulator.close();
    simulator = openSimulator({ file, startAt: 0 });
    expect(simulator.clock.now()).toBe(START_AT + HOUR_MS);
    expect(() => simulator.moveTo(START_AT)).toThrow(BadInput);
    expect(simulator.clock.now()).toBe(START_AT + HOUR_MS);
  });

  it('counts days by the calendar: the day of 25 hours is one day', () => {
    expect(simulator.after('P1D', 'advance') - START_AT).toBe(25 * HOUR_MS);
    expect(simulator.after('PT24H', 'advance') - START_AT).toBe(24 * HOUR_MS);
    expect(simulator.after('P1W', 'advance') - START_AT).toBe((7 * 24 + 1) * HOUR_MS);
  });

  it.each(['-PT1M', 'P', 'tomorrow', '', 7, null, undefined, 'P999999999Y'])(
    'refuses %j as a duration',
    (duration) => {
      expect(() => simulator.after(duration, 'advance')).toThrow(BadInput);
    },
  );

  it('gives everything that happens a later time than the thing before, in any chat', async () => {
    say('en');
    await send('to');
    simulator.say({ chat: 'dm-olena', from: 'olena', text: 'tre' });
    const messages = [...simulator.messages(group), ...simulator.messages('dm-olena')];
    const times = messages.map(({ at }) => at);
    expect(new Set(times).size).toBe(3);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(times[0]).toBeGreaterThanOrEqual(START_AT);
  });
});

describe('faults on the way in', () => {
  it('hands an event over twice', async () => {
    simulator.faults({ duplicate: 1 });
    say('en');
    say('to');
    expect(await heard()).toEqual(['en', 'en', 'to']);
    expect(taken[0]).toEqual(taken[1]);
  });

  it('turns the order round, over a restart', async () => {
    simulator.faults({ shuffle: 3 });
    say('en');
    say('to');
    await reopen();
    say('tre');
    say('fire');
    expect(await heard()).toEqual(['tre', 'to', 'en', 'fire']);
  });

  it('lets go of what is held when it must be quiet, and when time passes', async () => {
    simulator.faults({ shuffle: 9 });
    say('en');
    say('to');
    expect(await heard()).toEqual(['to', 'en']);
    say('tre');
    simulator.moveTo(START_AT + MINUTE_MS);
    expect(await heard()).toEqual(['to', 'en', 'tre']);
  });

  it('keeps an event to the history', async () => {
    simulator.faults({ historyOnly: 1 });
    say('en');
    say('to');
    expect(await heard()).toEqual(['to']);
    const history = await simulator.channel.history({ id: group, kind: 'group' }, 0);
    expect(history).toMatchObject([{ text: 'en' }, { text: 'to' }]);
  });

  it('names a person by her other id, which the bot can look up', async () => {
    simulator.faults({ twin: 1 });
    say('en');
    say('to');
    await simulator.delivered();
    const ids = taken.map(({ from }) => from);
    expect(ids[0]).toMatch(/@lid$/);
    expect(ids[1]).toMatch(/^45\d{8}@c\.us$/);
    expect((await simulator.channel.identify(ids[0] ?? (group as never))).ids).toContain(ids[1]);
  });

  it('does not tell which ids belong together, until it is set to false', async () => {
    simulator.faults({ unmapped: true, twin: 1 });
    say('en');
    say('to');
    await simulator.delivered();
    const { channel } = simulator;
    const [lid, phone] = taken.map(({ from }) => from);
    const told = await Promise.all(
      [lid, phone].map((id) => channel.identify(id ?? (group as never))),
    );
    expect(told.map(({ ids }) => ids)).toEqual([[lid], [phone]]);
    const there = (await channel.participants(group)).map(({ ids }) => ids);
    expect(there).toContainEqual([phone]);
    expect(there.filter((ids) => ids.length !== 1)).toEqual([]);
    expect(simulator.faults({ unmapped: false })).toEqual({});
    expect((await channel.identify(lid ?? (group as never))).ids).toEqual([phone, lid]);
  });
});

describe('faults on the way out', () => {
  it('uses them up one send at a time', async () => {
    simulator.faults({ failNext: 1, loseNext: 1, unconfirmedNext: 1 });
    const outcomes: string[] = [];
    for (const text of ['en', 'to', 'tre', 'fire']) {
      outcomes.push((await send(text)).outcome);
    }
    expect(outcomes).toEqual(['failed', 'unknown', 'unknown', 'sent']);
    expect(said()).toEqual(['tre', 'fire']);
    expect(simulator.standingFaults()).toEqual({});
  });

  it('lets a delayed send arrive at its time, over a restart', async () => {
    simulator.faults({ delayNext: { count: 1, by: 'PT5M' } });
    expect(simulator.channel.inFlightMs).toBe(5 * MINUTE_MS);
    expect(await send('sen')).toEqual({ outcome: 'unknown' });
    await send('hurtig');
    expect(simulator.channel.inFlightMs).toBe(5 * MINUTE_MS);
    await reopen();
    expect(simulator.nextAt()).toBe(START_AT + 5 * MINUTE_MS);
    simulator.moveTo(START_AT + 4 * MINUTE_MS);
    expect(said()).toEqual(['hurtig']);
    simulator.moveTo(START_AT + HOUR_MS);
    expect(said()).toEqual(['hurtig', 'sen']);
    expect(simulator.messages(group)[1]?.at).toBe(START_AT + 5 * MINUTE_MS);
    expect(simulator.nextAt()).toBeNull();
    expect(simulator.channel.inFlightMs).toBe(0);
  });

  it('finds the newest of two equal messages', async () => {
    await send('Vi ses.');
    simulator.moveTo(START_AT + 1000);
    const receipt = await send('Vi ses.');
    const message = { kind: 'text', text: 'Vi ses.' } as const;
    const sought = { key: 'second', chat: group, message, claimedAt: START_AT + 1000 };
    expect(await simulator.channel.findSent(sought)).toEqual({
      outcome: 'found',
      messageId: receipt.outcome === 'sent' && receipt.messageId,
    });
  });

  it.each([
    { kind: 'poll', question: 'Hvad?', options: ['Ja'], multiple: false },
    { kind: 'poll', question: 'Hvad?', options: ['Ja', 'Ja'], multiple: false },
    { kind: 'text', text: '' },
    { kind: 'text', text: 'svar', quoted: '3EB0' as never },
    { kind: 'reaction', messageId: '3EB0' as never, emoji: '✅' },
  ] as const)('refuses what WhatsApp does not take: %j', async (message) => {
    const sending = { key: 'test', chat: group, message, claimedAt: START_AT };
    expect((await simulator.channel.send(sending)).outcome).toBe('failed');
    expect(simulator.messages(group)).toEqual([]);
  });
});

describe('time away', () => {
  it('comes back by itself, at its time, and tells', async () => {
    simulator.faults({ away: 'PT2H' });
    await reopen();
    say('en');
    expect(await heard()).toEqual([]);
    expect([simulator.channel.connected(), ready]).toEqual([false, 0]);
    expect(simulator.nextAt()).toBe(START_AT + 2 * HOUR_MS);
    simulator.moveTo(START_AT + 3 * HOUR_MS);
    expect([simulator.channel.connected(), ready]).toEqual([true, 1]);
    expect(await heard()).toEqual(['en']);
    expect(simulator.standingFaults()).toEqual({});
  });

  it('ends when it is cleared', async () => {
    simulator.faults({ away: true, failNext: 2 });
    simulator.moveTo(START_AT + HOUR_MS);
    expect(simulator.channel.connected()).toBe(false);
    expect(simulator.faults({})).toEqual({});
    expect([simulator.channel.connected(), ready]).toEqual([true, 1]);
    expect((await send('en')).outcome).toBe('sent');
  });
});

describe('the onlooker', () => {
  it('hears of everything that people and the bot do, until she stops listening', async () => {
    let changes = 0;
    const stop = simulator.onChange(() => {
      changes += 1;
    });
    const counts: number[] = [];
    const steps = [
      () => say('en'),
      () => simulator.delivered(),
      () => send('to'),
      () => simulator.faults({ failNext: 1 }),
      () => simulator.moveTo(START_AT + HOUR_MS),
      () => simulator.delivered(),
      () => stop(),
      () => say('tre'),
    ];
    for (const step of steps) {
      changes = 0;
      await step();
      counts.push(changes);
    }
    expect(counts).toEqual([1, 1, 1, 1, 1, 0, 0, 0]);
  });
});

describe('setting faults', () => {
  it('adds to those that stand, and clears on demand', () => {
    simulator.faults({ failNext: 2 });
    expect(simulator.faults({ twin: 1 })).toEqual({ failNext: 2, twin: 1 });
    expect(simulator.faults({ failNext: 0 })).toEqual({ twin: 1 });
    expect(simulator.faults({ clear: true, loseNext: 1 })).toEqual({ loseNext: 1 });
  });

  it.each([
    { fialNext: 1 },
    { failNext: -1 },
    { failNext: '1' },
    { twin: 0.5 },
    { delayNext: 3 },
    { delayNext: { count: 1 } },
    { delayNext: { count: 1, by: 'PT0S' } },
    { unmapped: 'yes' },
    { unmapped: 1 },
    { away: 'soon' },
    { away: 1 },
    { clear: 1 },
  ])('refuses %j and changes nothing', (wanted) => {
    simulator.faults({ failNext: 2 });
    expect(() => simulator.faults(wanted)).toThrow(BadInput);
    expect(() => simulator.faults({ loseNext: 1, ...wanted })).toThrow(BadInput);
    expect(simulator.standingFaults()).toEqual({ failNext: 2 });
  });
});

describe('manners of WhatsApp', () => {
  const sendPoll = async (multiple: boolean): Promise<string> => {
    const message = { kind: 'poll', question: 'Hvad?', options: ['Ja', 'Nej'], multiple } as const;
    const sending = { key: 'poll', chat: group, message, claimedAt: START_AT };
    const receipt = await simulator.channel.send(sending);
    return receipt.outcome === 'sent' ? receipt.messageId : '';
  };

  it('lets nobody do anything in a group that she has left or never joined', async () => {
    const message = say('vi kommer');
    const poll = await sendPoll(false);
    simulator.leave(group, 'amina');
    const from = 'amina';
    expect(() => say('hallo')).toThrow(BadInput);
    expect(() => simulator.edit(message, 'hallo')).toThrow(BadInput);
    expect(() => simulator.remove(message)).toThrow(BadInput);
    expect(() => simulator.react({ message, from, emoji: '👍' })).toThrow(BadInput);
    expect(() => simulator.vote({ message: poll, from, options: ['Ja'] })).toThrow(BadInput);
    expect(() => simulator.say({ chat: 'dm-olena', from, text: 'hej' })).toThrow(BadInput);
    expect(said()).toEqual(['vi kommer', undefined]);
  });

  it('takes votes for options that exist, and one where only one may be chosen', async () => {
    const message = await sendPoll(false);
    const votes = (options: string[]) => () => simulator.vote({ message, from: 'amina', options });
    expect(votes(['ja'])).toThrow(BadInput);
    expect(votes(['Ja', 'Ja'])).toThrow(BadInput);
    expect(votes(['Ja', 'Nej'])).toThrow(BadInput);
    votes(['Ja'])();
    simulator.vote({ message, from: 'olena', options: ['Ja'] });
    votes(['Nej'])();
    expect(simulator.messages(group)[0]?.poll?.options).toEqual([
      { text: 'Ja', votes: ['olena'] },
      { text: 'Nej', votes: ['amina'] },
    ]);
    const several = await sendPoll(true);
    simulator.vote({ message: several, from: 'amina', options: ['Nej', 'Ja'] });
    expect(simulator.messages(group)[1]?.poll?.options.map(({ votes }) => votes)).toEqual([
      ['amina'],
      ['amina'],
    ]);
  });

  it('shows an edit, and nothing of a deleted message', async () => {
    const edited = say('vi kommer');
    const deleted = say('hemmeligt');
    simulator.react({ message: deleted, from: 'olena', emoji: '❤️' });
    simulator.edit(edited, 'vi kommer ikke');
    simulator.remove(deleted);
    const [first, second] = simulator.messages(group);
    expect(first).toMatchObject({ text: 'vi kommer ikke', edited: true });
    expect(second).toMatchObject({ deleted: true, reactions: [] });
    expect(second).not.toHaveProperty('text');
    expect(() => simulator.edit(deleted, 'igen')).toThrow(BadInput);
    expect(() => simulator.react({ message: deleted, from: 'amina', emoji: '❤️' })).toThrow(
      BadInput,
    );
  });

  it("edits and deletes nobody's message but the author's own", async () => {
    const receipt = await send('Vi ses.');
    const id = receipt.outcome === 'sent' ? receipt.messageId : '';
    expect(() => simulator.edit(id, 'Vi ses ikke.')).toThrow(BadInput);
    expect(() => simulator.remove(id)).toThrow(BadInput);
    expect(said()).toEqual(['Vi ses.']);
  });

  it('says what it does not know', () => {
    const unknown = '3EB000000000000000000000';
    expect(() => simulator.messages('g-nobody')).toThrow(NotFound);
    expect(() => simulator.say({ chat: group, from: 'nobody', text: 'hej' })).toThrow(NotFound);
    expect(() => simulator.say({ chat: 'g-nobody', from: 'amina', text: 'hej' })).toThrow(NotFound);
    expect(() => simulator.edit(unknown, 'hej')).toThrow(NotFound);
    expect(() => simulator.join(group, 'nobody')).toThrow(NotFound);
    const elsewhere = simulator.say({ chat: 'dm-amina', from: 'amina', text: 'hej' });
    const quoting = { chat: group, from: 'amina', text: 'hej', quoted: elsewhere };
    expect(() => simulator.say(quoting)).toThrow(NotFound);
  });

  it.each([
    ['right to left and joined emoji', 'نعم جايين 👩🏽‍🍼‍ \u200f\u202e'],
    ['a null character', 'a\u0000b'],
    ['a mebibyte', 'ø'.repeat(512 * 1024)],
    ['what looks like SQL', "'); drop table message; --"],
    ['blanks and lines', ' \n\t \r\n '],
  ])('carries %s unchanged, live and in the history', async (_name, text) => {
    say(text);
    const [event] = (await heard()).slice(-1);
    const [read] = await simulator.channel.history({ id: group, kind: 'group' }, 0);
    expect(event === text).toBe(true);
    expect(read?.kind === 'message' && read.text === text).toBe(true);
    expect(said()[0] === text).toBe(true);
  });

  it('carries half a surrogate pair as UTF-8 does, the same live and in the history', async () => {
    say('a\ud83d');
    const [read] = await simulator.channel.history({ id: group, kind: 'group' }, 0);
    expect(await heard()).toEqual(['a\ufffd']);
    expect(read).toMatchObject({ text: 'a\ufffd' });
  });
});

describe('the disk', () => {
  it('forgets nothing that was accepted when the process is killed', async () => {
    const script = `
      import { openSimulator } from ${JSON.stringify(
        new URL('../bot/channels/simulator/simulator.ts', import.meta.url).href,
      )};
      const simulator = openSimulator({ file: process.argv[1], startAt: 0 });
      for (let count = 0; ; count += 1) {
        const chat = process.argv[2];
        process.stdout.write(simulator.say({ chat, from: 'amina', text: String(count) }) + '\\n');
      }`;
    simulator.close();
    const arguments_ = ['--input-type=module', '--eval', script, file, group];
    const child = spawn(process.execPath, arguments_, { stdio: ['ignore', 'pipe', 'inherit'] });
    const accepted: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      accepted.push(line);
      if (accepted.length === 200) {
        child.kill('SIGKILL');
      }
    }
    simulator = openSimulator({ file, startAt: 0 });
    await start();
    await simulator.delivered();
    const handedOver = taken.map((event) => 'messageId' in event && event.messageId);
    expect(accepted.length).toBeGreaterThanOrEqual(200);
    expect(handedOver.slice(0, accepted.length)).toEqual(accepted);
    expect(simulator.messages(group).map(({ id }) => id)).toEqual(handedOver);
  });

  it('refuses a store of a newer program', async () => {
    const { default: Database } = await import('better-sqlite3');
    simulator.close();
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    expect(() => openSimulator({ file, startAt: 0 })).toThrow(/version 99/);
    rmSync(file);
    simulator = openSimulator({ file, startAt: START_AT });
  });

  it('hands an event over again that the bot failed to take', async () => {
    await simulator.channel.stop();
    say('en');
    const broken = new Error('disk full');
    await simulator.channel.start(
      () => Promise.reject(broken),
      () => undefined,
    );
    await expect(simulator.delivered()).rejects.toBe(broken);
    await start();
    expect(await heard()).toEqual(['en']);
  });
});
