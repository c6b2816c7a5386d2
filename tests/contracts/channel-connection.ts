/** The channel contract: restarts, and time away. */
import { expect } from 'vitest';
import type { Event } from '../../bot/types.ts';
import type { ContractTest } from './channel-scene.ts';

export const CONNECTION_TESTS: readonly ContractTest[] = [
  [
    'hands over what happened while the bot was off, in order, and not again what it had taken',
    async ({ other, amina, group, taken, start, ready }) => {
      const before = await other.say(group, amina, 'en');
      await other.handedOver();
      await other.restart();
      const meanwhile = await other.say(group, amina, 'to');
      await other.edit(meanwhile, 'tre');
      await start();
      await other.handedOver();
      expect(ready()).toBe(1);
      expect(taken.map((event) => 'messageId' in event && event.messageId)).toEqual([
        before,
        meanwhile,
        meanwhile,
      ]);
      expect(taken.at(-1)).toMatchObject({ text: 'tre' });
    },
  ],
  [
    'tells again of what the bot was taking when it died, by an event or in its history',
    async ({ other, amina, group, taken, start }) => {
      await other.restart();
      const messageId = await other.say(group, amina, 'vi kommer');
      const begun = Promise.withResolvers<Event>();
      const never = new Promise<void>(() => undefined);
      await other.channel().start(
        (event) => {
          begun.resolve(event);
          return never;
        },
        () => undefined,
      );
      expect(await begun.promise).toMatchObject({ messageId });
      await other.restart();
      await start();
      await other.handedOver();
      const told = [...taken, ...(await other.channel().history(group, 0))];
      expect(told).toContainEqual(expect.objectContaining({ messageId, text: 'vi kommer' }));
    },
  ],
  [
    'hands over one at a time',
    async ({ other, amina, group }) => {
      await other.restart();
      let open = 0;
      let most = 0;
      await other.channel().start(
        async () => {
          open += 1;
          most = Math.max(most, open);
          await Promise.resolve();
          open -= 1;
        },
        () => undefined,
      );
      for (const text of ['en', 'to', 'tre']) {
        await other.say(group, amina, text);
      }
      await other.handedOver();
      expect(most).toBe(1);
    },
  ],
  [
    'stops only when what it is handing over has been taken',
    async ({ other, amina, group }) => {
      await other.restart();
      const begun = Promise.withResolvers<void>();
      const disk = Promise.withResolvers<void>();
      const order: string[] = [];
      await other.say(group, amina, 'en');
      await other.channel().start(
        async () => {
          begun.resolve();
          await disk.promise;
          order.push('taken');
        },
        () => undefined,
      );
      await begun.promise;
      const stopped = other
        .channel()
        .stop()
        .then(() => order.push('stopped'));
      await new Promise((resolve) => setImmediate(resolve));
      disk.resolve();
      await stopped;
      expect(order).toEqual(['taken', 'stopped']);
    },
  ],
  [
    'begins again where it stopped',
    async ({ other, amina, group, taken, start }) => {
      const first = await other.say(group, amina, 'en');
      await other.handedOver();
      await other.channel().stop();
      expect(other.channel().connected()).toBe(false);
      const second = await other.say(group, amina, 'to');
      await other.handedOver();
      expect(taken).toHaveLength(1);
      await start();
      await other.handedOver();
      expect(taken).toMatchObject([{ messageId: first }, { messageId: second }]);
    },
  ],
  [
    'is honest about being away: sends fail, nothing is found or handed over until it is back',
    async ({ other, amina, group, taken, ready, send, find }) => {
      const message = { kind: 'text', text: 'Vi ses.' } as const;
      expect(other.channel().connected()).toBe(true);
      await other.disconnect();
      expect(other.channel().connected()).toBe(false);
      const messageId = await other.say(group, amina, 'vi kommer');
      await other.handedOver();
      expect(taken).toEqual([]);
      expect((await send(message)).outcome).toBe('failed');
      expect(await find(message)).toEqual({ outcome: 'unreadable' });
      await expect(other.channel().history(group, 0)).rejects.toThrow();
      await other.reconnect();
      await other.handedOver();
      expect(other.channel().connected()).toBe(true);
      expect(ready()).toBe(1);
      const live = taken.filter((event) => event.kind === 'message');
      const read = await other.channel().history(group, 0);
      // A channel may tell of it by an event, by its history, or both.
      expect([...live, ...read]).toContainEqual(expect.objectContaining({ messageId }));
      expect((await send(message)).outcome).toBe('sent');
      expect(await other.seen(group)).toHaveLength(1);
    },
  ],
];
