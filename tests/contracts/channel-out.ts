/** The channel contract: what the bot says, and what became of it. */
import { expect } from 'vitest';
import { type ContractTest, POLL, sentId } from './channel-scene.ts';

export const OUT_TESTS: readonly ContractTest[] = [
  [
    'sends a text with its quote, as it is written',
    async ({ other, amina, group, send }) => {
      const quoted = await other.say(group, amina, 'Hvornår starter vi?');
      const text = 'Kl. 10 🙂\nنلتقي يوم الثلاثاء\n\n*Ikke fed*';
      const id = sentId(await send({ kind: 'text', text, quoted }));
      expect(await other.seen(group)).toMatchObject([{ id, text, quoted }]);
    },
  ],
  [
    'sends a direct text',
    async ({ other, amina, group, send }) => {
      const chat = other.direct(amina);
      await other.say(chat, amina, 'hej');
      const id = sentId(await send({ kind: 'text', text: 'Hej.' }, chat));
      expect(await other.seen(chat)).toMatchObject([{ id, text: 'Hej.' }]);
      expect(await other.seen(group)).toEqual([]);
    },
  ],
  [
    'sends a poll with its options in order',
    async ({ other, group, send }) => {
      const id = sentId(await send(POLL));
      const { question, options } = POLL;
      expect(await other.seen(group)).toMatchObject([{ id, poll: { question, options } }]);
    },
  ],
  [
    'sends a poll that answers a message',
    async ({ other, amina, group, send }) => {
      const quoted = await other.say(group, amina, 'måske');
      const id = sentId(await send({ ...POLL, quoted }));
      const { question, options } = POLL;
      expect(await other.seen(group)).toMatchObject([{ id, poll: { question, options }, quoted }]);
    },
  ],
  [
    'reacts, changes the reaction and takes it back',
    async ({ other, amina, group, send }) => {
      const messageId = await other.say(group, amina, 'vi kommer');
      const steps: string[] = [];
      for (const emoji of ['✅', '⏰', '']) {
        sentId(await send({ kind: 'reaction', messageId, emoji }));
        steps.push(await other.seenReaction(messageId));
      }
      expect(steps).toEqual(['✅', '⏰', '']);
    },
  ],
  [
    'says failed only where nothing was sent',
    async ({ other, group, send, find }) => {
      await other.failNextSend('refused');
      const message = { kind: 'text', text: 'Vi ses.' } as const;
      expect((await send(message)).outcome).toBe('failed');
      expect(await other.seen(group)).toEqual([]);
      expect((await find(message)).outcome).toBe('absent');
      expect((await send(message)).outcome).toBe('sent');
    },
  ],
  [
    'says unknown of a send that got lost, and does not find it',
    async ({ other, group, send, find }) => {
      await other.failNextSend('lost');
      const message = { kind: 'text', text: 'Vi ses.' } as const;
      expect(await send(message)).toEqual({ outcome: 'unknown' });
      expect(await other.seen(group)).toEqual([]);
      expect(await find(message)).toEqual({ outcome: 'absent' });
    },
  ],
  [
    'says unknown of a send that was not confirmed, and finds it: text, poll and reaction',
    async ({ other, amina, group, send, find }) => {
      const said = await other.say(group, amina, 'vi kommer');
      const messages = [
        { kind: 'text', text: 'Vi ses kl. 10.', quoted: said },
        POLL,
        { kind: 'reaction', messageId: said, emoji: '✅' },
      ] as const;
      for (const message of messages) {
        expect(await find(message)).toEqual({ outcome: 'absent' });
        await other.failNextSend('unconfirmed');
        expect(await send(message)).toEqual({ outcome: 'unknown' });
        expect(await find(message)).toMatchObject({ outcome: 'found' });
      }
      const ids = (await other.seen(group)).map(({ id }) => id);
      expect(ids).toHaveLength(2);
      expect(await find(messages[0])).toEqual({ outcome: 'found', messageId: ids[0] });
      expect(await find(messages[1])).toEqual({ outcome: 'found', messageId: ids[1] });
    },
  ],
  [
    'finds a send that arrives late once it has, within the time that it may be under way',
    async ({ other, group, send, find, start }) => {
      await other.failNextSend('late');
      const claimedAt = other.now();
      const message = { kind: 'text', text: 'Vi ses.' } as const;
      const { inFlightMs } = other.channel();
      expect(await send(message)).toEqual({ outcome: 'unknown' });
      expect(await find(message, claimedAt)).toEqual({ outcome: 'absent' });
      await other.restart();
      await other.letArrive();
      await start();
      await other.handedOver();
      expect(await find(message, claimedAt)).toMatchObject({ outcome: 'found' });
      expect(await other.seen(group)).toHaveLength(1);
      expect(other.now() - claimedAt).toBeLessThanOrEqual(inFlightMs);
    },
  ],
  [
    'does not take another message for the one it looks for',
    async ({ other, amina, group, send, find }) => {
      const text = 'Vi ses kl. 10.';
      const quoted = await other.say(group, amina, text);
      await send({ kind: 'text', text, quoted });
      await send({ kind: 'text', text: `${text} ` });
      await send({ ...POLL, options: ['Ja', 'Nej'] });
      await send({ kind: 'reaction', messageId: quoted, emoji: '✅' });
      expect(await find({ kind: 'text', text })).toEqual({ outcome: 'absent' });
      expect(await find(POLL)).toEqual({ outcome: 'absent' });
      const late = { kind: 'reaction', messageId: quoted, emoji: '⏰' } as const;
      expect(await find(late)).toEqual({ outcome: 'absent' });
      await other.pass(3_600_000);
      expect(await find({ kind: 'text', text, quoted })).toEqual({ outcome: 'absent' });
    },
  ],
  [
    'finds a reaction that was taken back by its absence',
    async ({ other, amina, group, send, find }) => {
      const messageId = await other.say(group, amina, 'vi kommer');
      await send({ kind: 'reaction', messageId, emoji: '✅' });
      const back = { kind: 'reaction', messageId, emoji: '' } as const;
      expect(await find(back)).toEqual({ outcome: 'absent' });
      await send(back);
      expect(await find(back)).toMatchObject({ outcome: 'found' });
    },
  ],
];
