import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../bot/context.ts';
import { CAREFUL, type Limits, waitUntil } from '../bot/pace.ts';
import { createTick } from '../bot/tick.ts';
import type { ChatId, Group, MemberId, MessageId, Queued } from '../bot/types.ts';
import { weeklySummary } from '../flows/weekly-summary.ts';
import { createChatScene } from './chat-scene.ts';
import { createSmallWorld, instant, type SmallWorld } from './small-world.ts';

const MINUTE = 60_000;
const START = instant('2026-11-16T11:00Z');

let world: SmallWorld;
let store: Store;
let group: Group;

beforeEach(async () => {
  world = createSmallWorld('2026-11-16T11:00Z');
  ({ store } = world);
  group = await world.addGroup({});
});

function queue(key: string, change: Partial<Queued> = {}): void {
  const message = { kind: 'text', text: key } as const;
  const times = { dueAt: START, expiresAt: START + 24 * 60 * MINUTE };
  store.outbox.queue({ key, group: group.id, message, ...times, ...change });
}

/** Sends at an instant all that may go; answers with how many did. */
function sendAll(at: number, limits: Limits | null): number {
  let sent = 0;
  for (let due = store.outbox.nextDue(at); due; due = store.outbox.nextDue(at)) {
    const wait = waitUntil(store, due, { now: at, limits });
    if (wait === null) {
      const row = store.outbox.claim(due.id, at);
      if (!row) {
        throw new Error('a row that is due can be claimed');
      }
      store.outbox.markSent(row, `3EB0${due.id}` as MessageId, at);
      sent += 1;
    } else {
      store.outbox.postpone(due.id, wait);
    }
  }
  return sent;
}

describe('a careful account', () => {
  it('sends at most so many messages and reactions to one chat in any minute', () => {
    for (let count = 0; count < CAREFUL.chatAMinute + 5; count += 1) {
      const said = `said${count}` as MessageId;
      const message = { kind: 'reaction', messageId: said, emoji: '✅' } as const;
      queue(`react:${count}`, count % 2 ? {} : { message });
    }
    expect(sendAll(START, CAREFUL)).toBe(CAREFUL.chatAMinute);
    expect(sendAll(START + MINUTE - 1, CAREFUL)).toBe(0);
    expect(store.outbox.nextAt(START)).toBe(START + MINUTE);
    expect(sendAll(START + MINUTE, CAREFUL)).toBe(5);
  });

  it('sends at most so many to all chats in any minute, and one full chat holds up no other', async () => {
    const members = Array.from({ length: 4 }, (_, index) => world.addMother(group, `M${index}`));
    for (const member of members) {
      store.members.openDirectChat(member as MemberId, `dm-${member}` as ChatId);
      for (let count = 0; count < 8; count += 1) {
        queue(`${member}:${count}`, { member: member as MemberId });
      }
    }
    const limits = { ...CAREFUL, chatAMinute: 3, accountAMinute: 10 };
    expect(sendAll(START, limits)).toBe(10);
    const perMember = (member: string): number =>
      store.outbox.list().filter((row) => row.member === member && row.status === 'sent').length;
    expect(members.map(perMember)).toEqual([3, 3, 3, 1]);
  });

  it('sends at most so many messages in any day; reactions still go', () => {
    const limits = { chatAMinute: 100, accountAMinute: 100, accountADay: 3 };
    for (const key of ['one', 'two', 'three', 'four']) {
      queue(key, { expiresAt: START + 30 * 60 * MINUTE * 2 });
    }
    expect(sendAll(START, limits)).toBe(3);
    queue('react', {
      message: { kind: 'reaction', messageId: 'A' as MessageId, emoji: '✅' },
    });
    expect(sendAll(START + MINUTE, limits)).toBe(1);
    expect(sendAll(START + 24 * 60 * MINUTE - 1, limits)).toBe(0);
    expect(sendAll(START + 24 * 60 * MINUTE, limits)).toBe(1);
  });

  it('is let off all limits where none are given', () => {
    for (let count = 0; count < 200; count += 1) {
      queue(`text:${count}`);
    }
    expect(sendAll(START, null)).toBe(200);
  });
});

describe('the quiet hours', () => {
  const evening = instant('2026-11-16T20:30Z'); // 21:30 in Copenhagen
  const morning = instant('2026-11-17T07:00Z'); // 08:00
  const later = { dueAt: evening - 20 * MINUTE, expiresAt: morning + MINUTE };

  it('are kept by what time has brought and is late', () => {
    queue('reminder', { ...later, unprompted: true });
    expect(sendAll(evening, null)).toBe(0);
    expect(store.outbox.nextAt(evening)).toBe(morning);
    expect(sendAll(morning, null)).toBe(1);
  });

  it('are not kept by what its group wants at that hour, nor by an answer to somebody', () => {
    queue('reminder', { ...later, dueAt: evening - 5 * MINUTE, unprompted: true });
    queue('answer', later);
    expect(sendAll(evening, null)).toBe(2);
  });

  it('end what is only worth saying that evening', () => {
    queue('reminder', { ...later, expiresAt: evening + 30 * MINUTE, unprompted: true });
    expect(sendAll(evening, null)).toBe(0);
    store.outbox.expire(morning);
    expect(store.outbox.list().map(({ status }) => status)).toEqual(['expired']);
  });

  it('are those of the group’s own zone', async () => {
    const nuuk = await world.addGroup({ name: 'Nuuk', zone: 'America/Nuuk' });
    queue('far', { ...later, group: nuuk.id, unprompted: true });
    // Half past eight in the evening there would be quiet here.
    expect(sendAll(evening, null)).toBe(1);
  });
});

describe('what time brings', () => {
  it('is late by when it was due, also where the bot comes back in the night', () => {
    const id = world.addMother(group, 'Mette');
    store.members.setRole(group.id, id, 'coordinator');
    store.members.openDirectChat(id, 'dm' as ChatId);
    const friday = instant('2026-11-20T13:00Z');
    const night = friday + 9 * 60 * MINUTE;
    world.clock.set(night);
    createTick({ ...world, flows: [weeklySummary], wake: () => undefined })();
    expect(store.outbox.list().map(({ dueAt }) => dueAt)).toEqual([friday]);
    expect(sendAll(night, null)).toBe(0);
    expect(sendAll(instant('2026-11-21T07:00Z'), null)).toBe(1);
  });

  it('keeps the quiet hours; what a volunteer has just decided does not', async () => {
    const scene = await createChatScene();
    await scene.advanceTo(instant('2026-11-16T12:00Z'));
    const prompted = () =>
      Object.fromEntries(
        scene.store.outbox.list().map(({ key, prompted }) => [key.split(':')[0], prompted]),
      );
    expect(prompted()).toEqual({ reminder: false, poll: false });
    await scene.end();
  });
});
