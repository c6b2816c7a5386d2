import { beforeEach, describe, expect, it } from 'vitest';
import type { Handler } from '../bot/context.ts';
import { loadMind } from '../bot/holdings.ts';
import { createReceiver, type Receiver } from '../bot/receive.ts';
import type { ChatId, Group, MessageEvent, MessageId, PersonId } from '../bot/types.ts';
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

  it('of a member without a name are answered by the name that she shows', async () => {
    const amina = person('Amina');
    const nameless = 'lid-1@lid' as PersonId;
    const { members } = world.store;
    const id = members.add({ name: '', language: null, ids: [nameless], at: 1 });
    members.join(group.id, id, 'mother', 1);
    const start = {
      ...message(nameless, '/start'),
      chat: { id: 'dm-1' as ChatId, kind: 'direct' },
    };
    await Promise.all(
      [message(amina, 'hej'), start as MessageEvent].map((event) => receiver.receive(event)),
    );
    expect([members.byPerson(amina)?.name, members.byPerson(nameless)?.name]).toEqual([
      'Amina',
      'Ny',
    ]);
    const due = world.store.outbox.nextDue(world.clock.now() + 60_000);
    const claimed = world.store.outbox.claim(due?.id ?? 0, world.clock.now() + 60_000);
    expect(claimed?.message).toMatchObject({ text: expect.stringContaining('Hej Ny ') });
  });

  it('share one commit', async () => {
    const people = ['Amina', 'Fatma', 'Sara', 'Nour'].map(person);
    await Promise.all(people.map((one) => receiver.receive(message(one, 'vi kommer i morgen'))));
    expect(answers()).toHaveLength(4);
    expect(transactions).toBe(1);
  });

  it("of a stranger who shows a volunteer's name give her no rights, but by the volunteer", async () => {
    const staff = ['Ny', 'Birgit'].map((name) => {
      const id = person(name);
      world.office.setRole({ group: group.id, member: name, role: 'volunteer' });
      return id;
    });
    const [kirsten, birgit] = staff as [PersonId, PersonId];
    const stranger = 'stranger@lid' as PersonId;
    const roleOf = (id: PersonId): string | null => {
      const member = world.store.members.byPerson(id);
      return member && world.store.members.roleIn(group.id, member.id);
    };
    const directly = (from: PersonId): Promise<void> =>
      receiver.receive({
        ...message(from, '/samme Ny ja'),
        chat: { id: from as string as ChatId, kind: 'direct' },
      });
    await receiver.receive(message(stranger, 'hej'));
    expect(world.store.twins.openIn(group.id)).toHaveLength(1);
    await directly(birgit);
    expect(roleOf(stranger)).toBe('mother');
    await directly(kirsten);
    expect(roleOf(stranger)).toBe('volunteer');
    expect(world.store.members.byPerson(stranger)?.id).toBe(
      world.store.members.byPerson(kirsten)?.id,
    );
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
