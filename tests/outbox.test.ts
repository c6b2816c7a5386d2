import { beforeEach, describe, expect, it } from 'vitest';
import { createLife, openInMemory } from '../bot/holdings.ts';
import { createOutbox, type Outbox } from '../bot/outbox.ts';
import type {
  Channel,
  ChannelProblem,
  Found,
  Group,
  Jobs,
  Meeting,
  MessageId,
  Queued,
  Receipt,
  Sending,
} from '../bot/types.ts';
import { createSmallWorld, instant, type SmallWorld } from './small-world.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const START = instant('2026-11-16T11:00Z');
const IN_FLIGHT = 20 * SECOND;

/** A channel that answers as it is told, and remembers what it was asked. */
class Told implements Channel {
  readonly name = 'told';
  readonly inFlightMs = IN_FLIGHT;
  online = true;
  /** What comes of each send, one after the other; then `sent`. */
  readonly receipts: (Receipt | Error | (() => Promise<Receipt>))[] = [];
  /** What each look finds, one after the other; then `absent`. */
  readonly finds: (Found | Error)[] = [];
  readonly sent: { at: number; text: string }[] = [];
  readonly looks: number[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  async start(): Promise<void> {}
  async stop(): Promise<void> {}
  connected = (): boolean => this.online;
  problems: readonly ChannelProblem[] = [];
  state = () => ({
    ...({ phase: this.online ? 'connected' : 'away', sinceAt: START } as const),
    ...{ link: null, problems: this.problems, version: null, attempts: 0 },
  });
  onState = () => () => {};
  link = async () => {};
  chats = async () => [];
  participants = async () => [];
  identify = async () => ({ ids: [] });
  history = async () => [];

  async send({ message }: Sending): Promise<Receipt> {
    const text = message.kind === 'text' ? message.text : message.kind;
    this.sent.push({ at: this.#now() - START, text });
    const receipt = this.receipts.shift() ?? done(this.sent.length);
    if (receipt instanceof Error) {
      throw receipt;
    }
    return typeof receipt === 'function' ? receipt() : receipt;
  }

  async findSent(): Promise<Found> {
    this.looks.push(this.#now() - START);
    const found = this.finds.shift() ?? { outcome: 'absent' };
    if (found instanceof Error) {
      throw found;
    }
    return found;
  }
}

const done = (number = 1): Receipt => ({
  outcome: 'sent',
  messageId: `3EB0${number}` as MessageId,
});
const failed: Receipt = { outcome: 'failed', reason: 'refused' };
const unknown: Receipt = { outcome: 'unknown' };
const unreadable: Found = { outcome: 'unreadable' };
const found: Found = { outcome: 'found', messageId: '3EB0F' as MessageId };

let world: SmallWorld;
let group: Group;
let meeting: Meeting;
let channel: Told;
let outbox: Outbox;

beforeEach(async () => {
  world = createSmallWorld('2026-11-16T11:00Z');
  group = await world.addGroup({});
  meeting = world.store.meetings.inGroup(group)[0] as Meeting;
  channel = new Told(world.clock.now);
  outbox = createOutbox({ ...world, channel, limits: null });
});

function queue(key: string, change: Partial<Queued> = {}): void {
  const message = { kind: 'text', text: key } as const;
  const times = { dueAt: START, expiresAt: START + 24 * HOUR };
  world.store.outbox.queue({ key, group: group.id, message, ...times, ...change });
}

const rowOf = (key: string) => world.store.outbox.list().find((row) => row.key === key);
const sealedOf = (key: string) =>
  world.db.prepare('select payload_sealed from outbox where key = ?').pluck().get(key);

/** Drains at each instant at which a row wants something, up to so long after the start. */
async function drainUntil(ms: number): Promise<void> {
  await outbox.drain();
  const next = () => world.store.outbox.nextAt(world.clock.now());
  for (let at = next(); at !== null && at <= START + ms; at = next()) {
    world.clock.set(at);
    await outbox.drain();
  }
  world.clock.set(START + ms);
  await outbox.drain();
}

interface Row {
  readonly about: string;
  readonly receipts?: Told['receipts'];
  readonly finds?: Told['finds'];
  readonly expiresAfter?: number;
  readonly status: string;
  /** Seconds after the start at which it was sent, and looked for. */
  readonly sent: readonly number[];
  readonly looks?: readonly number[];
}

const TABLE: readonly Row[] = [
  { about: 'sent', status: 'sent', sent: [0] },
  {
    ...{ about: 'failed twice, with growing pauses', receipts: [failed, failed] },
    ...{ status: 'sent', sent: [0, 30, 90] },
  },
  {
    ...{ about: 'failed five times: given up', receipts: Array(9).fill(failed) },
    ...{ status: 'failed', sent: [0, 30, 90, 210, 450] },
  },
  {
    ...{ about: 'failed, and too late for the next try', receipts: [failed, failed] },
    ...{ expiresAfter: 80, status: 'failed', sent: [0, 30] },
  },
  {
    ...{ about: 'unknown and there: never sent again', receipts: [unknown], finds: [found] },
    ...{ status: 'sent', sent: [0], looks: [20] },
  },
  {
    ...{ about: 'unknown and not there: sent again', receipts: [unknown] },
    ...{ status: 'sent', sent: [0, 20], looks: [20] },
  },
  {
    ...{ about: 'never arrives: given up', receipts: Array(9).fill(unknown) },
    ...{ status: 'failed', sent: [0, 20, 40, 60, 80], looks: [20, 40, 60, 80, 100] },
  },
  {
    ...{ about: 'not there, and too late now', receipts: [unknown] },
    ...{ expiresAfter: 15, status: 'expired', sent: [0], looks: [20] },
  },
  {
    ...{ about: 'unreadable, then there', receipts: [unknown] },
    ...{ finds: [unreadable, unreadable, found], status: 'sent', sent: [0], looks: [20, 80, 140] },
  },
  {
    ...{ about: 'a channel that throws has not said no', receipts: [new Error('gone')] },
    ...{ finds: [new Error('gone'), found], status: 'sent', sent: [0], looks: [20, 80] },
  },
];

describe('a message', () => {
  it.each(TABLE)('$about', async ({ receipts, finds, expiresAfter, status, sent, looks }) => {
    channel.receipts.push(...(receipts ?? []));
    channel.finds.push(...(finds ?? []));
    const expiresAt =
      expiresAfter === undefined ? {} : { expiresAt: START + expiresAfter * SECOND };
    queue('hello', expiresAt);
    await drainUntil(HOUR);
    expect(rowOf('hello')?.status).toBe(status);
    expect(channel.sent.map(({ at }) => at / SECOND)).toEqual(sent);
    expect(channel.looks.map((at) => at / SECOND)).toEqual(looks ?? []);
    expect(sealedOf('hello')).toBeNull();
  });

  it('that nobody can tell about for an hour is held for a person, and not sent again', async () => {
    channel.receipts.push(unknown);
    channel.finds.push(...Array<Found>(200).fill(unreadable));
    queue('hello');
    await drainUntil(3 * HOUR);
    expect(rowOf('hello')).toMatchObject({ status: 'held', attempts: 1 });
    expect(channel.sent).toHaveLength(1);
    expect(channel.looks.at(-1)).toBeGreaterThanOrEqual(HOUR);
    await drainUntil(30 * HOUR);
    expect(channel.sent).toHaveLength(1);
  });

  it('waits for a channel that goes away each time it is to be sent, until it expires', async () => {
    const away: Receipt = { outcome: 'failed', reason: 'not connected', away: true };
    channel.receipts.push(...Array<Receipt>(30).fill(away));
    queue('patient');
    await drainUntil(HOUR);
    expect(rowOf('patient')).toMatchObject({ status: 'sent', attempts: 1 });
    channel.receipts.push(...Array<Receipt>(2000).fill(away));
    queue('in vain', { expiresAt: START + 2 * HOUR });
    await drainUntil(2 * HOUR);
    expect(rowOf('in vain')).toMatchObject({ status: 'expired', attempts: 0 });
  });

  it('that was in doubt while the channel was away for hours is looked for, not held', async () => {
    channel.receipts.push(unknown);
    channel.finds.push(unreadable, found);
    queue('hello');
    await outbox.drain();
    channel.online = false;
    await drainUntil(5 * HOUR);
    channel.online = true;
    await drainUntil(5 * HOUR + 120 * SECOND);
    expect(rowOf('hello')).toMatchObject({ status: 'sent', attempts: 1 });
    expect(channel.looks).toHaveLength(2);
  });

  it('is sent twice at the most while nothing is confirmed, and again when something is', async () => {
    channel.receipts.push(unknown, unknown, unknown);
    channel.problems = ['sends-unconfirmed'];
    queue('hello');
    await drainUntil(30 * 60 * SECOND);
    expect(channel.sent).toHaveLength(2);
    expect(rowOf('hello')).toMatchObject({ status: 'unknown', problem: 'sends are not confirmed' });
    channel.problems = [];
    channel.receipts.length = 0;
    await drainUntil(35 * 60 * SECOND);
    expect(channel.sent).toHaveLength(3);
    expect(rowOf('hello')?.status).toBe('sent');
  });

  it('is held for a person where nothing is confirmed for an hour', async () => {
    channel.receipts.push(unknown, unknown);
    channel.problems = ['sends-unconfirmed'];
    queue('hello');
    await drainUntil(2 * HOUR);
    expect(channel.sent).toHaveLength(2);
    expect(rowOf('hello')).toMatchObject({ status: 'held', problem: 'sends are not confirmed' });
  });

  it('waits where the channel is away, and is not sent where it comes back too late', async () => {
    channel.online = false;
    queue('soon', { expiresAt: START + HOUR });
    queue('later', { expiresAt: START + 3 * HOUR });
    await drainUntil(2 * HOUR);
    expect([rowOf('soon')?.status, rowOf('later')?.status]).toEqual(['expired', 'queued']);
    channel.online = true;
    await outbox.drain();
    expect(channel.sent.map(({ text }) => text)).toEqual(['later']);
  });

  it('is sent not before it is due, and no longer once it has expired', async () => {
    queue('early', { dueAt: START + 1 });
    queue('late', { expiresAt: START });
    await outbox.drain();
    expect(channel.sent).toEqual([]);
    world.clock.set(START + 1);
    await outbox.drain();
    expect(channel.sent.map(({ text }) => text)).toEqual(['early']);
    expect(rowOf('late')?.status).toBe('expired');
  });

  it('is sent once however often it is queued and drained', async () => {
    for (const _ of Array(5).keys()) {
      queue('hello');
      await Promise.all([outbox.drain(), outbox.drain(), outbox.drain()]);
    }
    expect(channel.sent).toHaveLength(1);
  });

  it('that was being sent when the program died is looked for, after all that is under way', async () => {
    queue('hello');
    const due = world.store.outbox.nextDue(START);
    world.store.outbox.claim(due?.id ?? 0, START);
    const next = createOutbox({ ...world, channel, limits: null });
    next.begin();
    await next.drain();
    expect([channel.sent, channel.looks]).toEqual([[], []]);
    world.clock.set(START + IN_FLIGHT);
    channel.finds.push(found);
    await next.drain();
    expect([channel.sent, channel.looks]).toEqual([[], [IN_FLIGHT]]);
    expect(rowOf('hello')?.status).toBe('sent');
  });

  it('that cannot be opened is held and stops no other', async () => {
    queue('broken');
    queue('whole');
    const breaking = world.db.prepare('update outbox set payload_sealed = ? where key = ?');
    breaking.run(Buffer.alloc(60), 'broken');
    await outbox.drain();
    expect(rowOf('broken')?.status).toBe('held');
    expect(channel.sent.map(({ text }) => text)).toEqual(['whole']);
  });
});

describe('a message about a meeting that is cancelled', () => {
  const cancel = (): void => world.store.outbox.voidMeeting(meeting.id);

  it('is not sent', async () => {
    queue('reminder', { meeting: meeting.id });
    queue('other');
    cancel();
    await outbox.drain();
    expect(rowOf('reminder')?.status).toBe('void');
    expect(channel.sent.map(({ text }) => text)).toEqual(['other']);
  });

  it.each([
    ['failed', failed],
    ['is not known to have been sent', unknown],
  ])('is not sent again where the first try %s', async (_, receipt) => {
    queue('reminder', { meeting: meeting.id });
    channel.receipts.push(async () => {
      cancel();
      return receipt;
    });
    await drainUntil(HOUR);
    expect(channel.sent).toHaveLength(1);
    expect(rowOf('reminder')?.status).toMatch(/expired|void/);
  });

  it('counts as sent where it is found', async () => {
    queue('reminder', { meeting: meeting.id });
    channel.receipts.push(unknown);
    channel.finds.push(found);
    await outbox.drain();
    cancel();
    await drainUntil(HOUR);
    expect([rowOf('reminder')?.status, channel.sent.length]).toEqual(['sent', 1]);
  });
});

describe('a message that is replaced while it is under way', () => {
  const replace = (): void =>
    world.store.outbox.queueInstead({
      ...{ key: 'react', group: group.id, message: { kind: 'text', text: 'second' } },
      ...{ dueAt: world.clock.now(), expiresAt: START + 24 * HOUR },
    });

  it.each([
    ['was sent', done(), [0, 0]],
    ['failed', failed, [0, 0]],
    ['may still arrive', unknown, [0, 20]],
  ] as const)('is followed by the newer one: the older %s', async (_, receipt, times) => {
    queue('react');
    channel.receipts.push(async () => {
      replace();
      return receipt;
    });
    await drainUntil(HOUR);
    expect(channel.sent.map(({ text }) => text)).toEqual(['react', 'second']);
    expect(channel.sent.map(({ at }) => at / SECOND)).toEqual(times);
    expect(rowOf('react')?.status).toBe('sent');
  });

  it('is followed by the newer one only when the older can no longer arrive', async () => {
    queue('react');
    channel.receipts.push(unknown);
    await outbox.drain();
    replace();
    await drainUntil(HOUR);
    expect(channel.sent).toEqual([
      { at: 0, text: 'react' },
      { at: IN_FLIGHT, text: 'second' },
    ]);
  });
});

const QUIET: Jobs = { name: 'test', start: async () => {}, wake: () => {}, stop: async () => {} };

describe('on the pretend WhatsApp', () => {
  it.each([
    [{ failNext: 3 }, 1],
    [{ loseNext: 3 }, 1],
    [{ unconfirmedNext: 3 }, 1],
    [{ delayNext: { count: 2, by: 'PT5M' } }, 1],
    [{ away: 'PT2H' }, 1],
    [{ failNext: 1, loseNext: 1, unconfirmedNext: 2, delayNext: { count: 1, by: 'PT10M' } }, 1],
    [{ failNext: 99 }, 0],
    [{ away: 'PT7H' }, 0],
  ])('with the faults %j a reminder comes %i times', async (faults, times) => {
    const holdings = openInMemory(START);
    const { simulator, office } = holdings;
    const chat = simulator.createChat({ name: 'Ny mor' });
    const settings = { name: 'Ny mor', weekday: 'tuesday', start: '10:00', end: '12:00' };
    await office.addGroup({ ...settings, place: 'Huset', reminders: '1d 13:00', id: chat, chat });
    const { bot, simulation } = createLife(holdings, QUIET);
    await bot.start();
    simulator.faults(faults);
    await simulation.advanceTo(START + 20 * HOUR);
    const said = simulator.messages(chat).filter(({ from }) => from === 'bot');
    expect(said.filter(({ text }) => text?.includes('📍'))).toHaveLength(times);
    expect(said.filter(({ poll }) => poll)).toHaveLength(times);
    const open = office.outbox().filter(({ status }) => /queued|sending|unknown/.test(status));
    expect(open).toEqual([]);
    await bot.stop();
    holdings.close();
  });
});
