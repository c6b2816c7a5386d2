import { beforeEach, describe, expect, it } from 'vitest';
import type { Handler } from '../bot/context.ts';
import { loadMind } from '../bot/holdings.ts';
import { createReceiver, type Receiver } from '../bot/receive.ts';
import type { Group, MessageEvent, MessageId, PersonId } from '../bot/types.ts';
import { handlers } from '../handlers/index.ts';
import { createSmallWorld, instant, type SmallWorld } from './small-world.ts';

const thrower: Handler = {
  name: 'thrower',
  accepts: (ctx) => ctx.event.kind === 'message' && ctx.event.text.includes('gift'),
  handle() {
    throw new Error('poison');
  },
};

describe('events that wait together', () => {
  let world: SmallWorld;
  let group: Group;
  let receiver: Receiver;
  let transactions: number;
  let sent = 0;

  beforeEach(async () => {
    world = createSmallWorld('2026-11-16T11:00:00Z');
    group = await world.addGroup({});
    transactions = 0;
    const { store } = world;
    receiver = createReceiver({
      ...world,
      store: {
        ...store,
        transaction: (run) => {
          // Inside another it is a savepoint: only the outermost waits for the disk.
          transactions += world.db.inTransaction ? 0 : 1;
          return store.transaction(run);
        },
      },
      channel: { identify: async (person) => ({ ids: [person], name: 'Ny' }) },
      ...loadMind(),
      handlers: [thrower, ...handlers],
      wake: () => {},
    });
  });

  function message(from: PersonId, text: string): MessageEvent {
    sent += 1;
    return {
      kind: 'message',
      chat: { id: group.chat, kind: 'group' },
      from,
      at: instant('2026-11-16T11:00:00Z') + sent,
      messageId: `M${sent}` as MessageId,
      text,
    };
  }

  function person(name: string): PersonId {
    const id = `${name}@c.us` as PersonId;
    world.office.addMember({ group: group.id, name, person: id });
    return id;
  }

  const answers = (): string[] => {
    const names = new Map(world.office.members(group.id).map(({ id, name }) => [id, name]));
    const [next] = world.office.meetings(group.id);
    return (next?.rsvps ?? []).map(({ member, answer }) => `${names.get(member)} ${answer}`);
  };

  it('share one commit', async () => {
    const people = ['Amina', 'Fatma', 'Sara', 'Nour'].map(person);
    await Promise.all(people.map((one) => receiver.receive(message(one, 'vi kommer i morgen'))));
    expect(answers()).toHaveLength(4);
    expect(transactions).toBe(1);
  });

  it('keep their order, whoever is new among them, and lose only what throws', async () => {
    const amina = person('Amina');
    const fatma = person('Fatma');
    await Promise.all(
      [
        message(amina, 'vi kommer i morgen'),
        message(fatma, 'gift'),
        message('stranger@c.us' as PersonId, 'vi kommer i morgen'),
        message(amina, 'vi kan ikke komme i morgen'),
        message(fatma, 'jeg kommer i morgen'),
      ].map((event) => receiver.receive(event)),
    );
    expect(answers()).toEqual(['Ny yes', 'Amina no', 'Fatma yes']);
  });
});
