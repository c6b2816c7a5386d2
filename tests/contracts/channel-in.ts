/** The channel contract: what is handed over to the bot. */
import { expect } from 'vitest';
import type { MessageId } from '../../bot/types.ts';
import { type ContractTest, POLL, sentId } from './channel-scene.ts';

export const IN_TESTS: readonly ContractTest[] = [
  [
    'hands over a message with its chat, sender, text and quote',
    async ({ other, amina, group, taken }) => {
      const first = await other.say(group, amina, 'vi kan ik kome i morn 💛');
      const second = await other.say(group, amina, 'نعم جايين', first);
      await other.handedOver();
      expect(taken).toMatchObject([
        { kind: 'message', chat: group, messageId: first, text: 'vi kan ik kome i morn 💛' },
        { kind: 'message', chat: group, messageId: second, text: 'نعم جايين', quoted: first },
      ]);
      expect(amina.ids).toContain(taken[0]?.from);
      expect(taken[0]).not.toHaveProperty('quoted');
      expect(taken[0]).not.toHaveProperty('editedAt');
    },
  ],
  [
    'hands over a direct message as one',
    async ({ other, olena, taken }) => {
      const chat = other.direct(olena);
      const messageId = await other.say(chat, olena, 'hej');
      await other.handedOver();
      expect(taken).toMatchObject([{ kind: 'message', chat, messageId, text: 'hej' }]);
      expect(chat.kind).toBe('direct');
      expect(olena.ids).toContain(taken[0]?.from);
    },
  ],
  [
    'hands over an edit with the new text, the time it was sent and the time of the edit',
    async ({ other, amina, group, taken }) => {
      const messageId = await other.say(group, amina, 'vi kommer');
      await other.pass(60_000);
      await other.edit(messageId, 'vi kommer ikke');
      await other.handedOver();
      const [said, edited] = taken;
      expect(edited).toMatchObject({ kind: 'message', messageId, text: 'vi kommer ikke' });
      expect(edited?.at).toBe(said?.at);
      expect(edited).toHaveProperty('editedAt');
      expect((edited as { editedAt: number }).editedAt).toBeGreaterThan(said?.at ?? Infinity);
    },
  ],
  [
    'hands over a deletion by the id of the deleted message',
    async ({ other, amina, group, taken }) => {
      const messageId = await other.say(group, amina, 'vi kommer');
      await other.remove(messageId);
      await other.handedOver();
      expect(taken[1]).toMatchObject({ kind: 'delete', chat: group, messageId });
      expect(amina.ids).toContain(taken[1]?.from);
    },
  ],
  [
    "hands over reactions to the bot's and to others' messages, and that one was taken back",
    async ({ other, amina, olena, group, taken, send }) => {
      const reminder = sentId(await send({ kind: 'text', text: 'Vi ses i morgen kl. 10.' }));
      const said = await other.say(group, olena, 'jeg bager');
      await other.react(reminder, amina, '👍🏽');
      await other.react(said, amina, '❤️');
      await other.react(reminder, amina, '');
      await other.handedOver();
      expect(taken.slice(1)).toMatchObject([
        { kind: 'reaction', chat: group, messageId: reminder, emoji: '👍🏽' },
        { kind: 'reaction', chat: group, messageId: said, emoji: '❤️' },
        { kind: 'reaction', chat: group, messageId: reminder, emoji: '' },
      ]);
      expect(taken.slice(1).every(({ from }) => amina.ids.includes(from))).toBe(true);
    },
  ],
  [
    'hands over votes with all that is chosen now, and that one was withdrawn',
    async ({ other, amina, olena, group, taken, send }) => {
      const poll = sentId(await send({ ...POLL, multiple: true }));
      await other.vote(poll, amina, ['Ja']);
      await other.vote(poll, olena, ['Ja', 'Måske']);
      await other.vote(poll, amina, []);
      await other.handedOver();
      expect(taken).toMatchObject([
        { kind: 'vote', chat: group, messageId: poll, options: ['Ja'] },
        { kind: 'vote', chat: group, messageId: poll, options: ['Ja', 'Måske'] },
        { kind: 'vote', chat: group, messageId: poll, options: [] },
      ]);
      expect(olena.ids).toContain(taken[1]?.from);
    },
  ],
  [
    'hands over who joins and who leaves, and tells who is there',
    async ({ other, group, taken }) => {
      const halima = await other.makePerson('Halima', 'lid');
      await other.join(group, halima);
      await other.handedOver();
      const there = await other.channel().participants(group.id);
      await other.leave(group, halima);
      await other.handedOver();
      const after = await other.channel().participants(group.id);
      expect(taken).toMatchObject([
        { kind: 'join', chat: group },
        { kind: 'leave', chat: group },
      ]);
      expect(taken.every(({ from }) => halima.ids.includes(from))).toBe(true);
      expect(there).toHaveLength(3);
      expect(there.some(({ ids }) => ids.some((id) => halima.ids.includes(id)))).toBe(true);
      expect(after).toHaveLength(2);
    },
  ],
  [
    'hands over in the order in which things happened, each later than the one before',
    async ({ other, amina, olena, group, taken }) => {
      const said: MessageId[] = [];
      for (let count = 0; count < 20; count += 1) {
        said.push(await other.say(group, count % 2 ? amina : olena, `besked ${count}`));
      }
      await other.handedOver();
      expect(taken.map((event) => 'messageId' in event && event.messageId)).toEqual(said);
      expect(new Set(said).size).toBe(20);
      const times = taken.map(({ at }) => at);
      expect(times).toEqual([...times].sort((one, two) => one - two));
    },
  ],
  [
    "never hands over the bot's own doings",
    async ({ other, amina, group, taken, send }) => {
      const said = await other.say(group, amina, 'vi kommer');
      await send({ kind: 'text', text: 'Godt at høre.' });
      await send(POLL);
      await send({ kind: 'reaction', messageId: said, emoji: '✅' });
      await other.handedOver();
      expect(taken).toHaveLength(1);
      expect(await other.channel().history(group, 0)).toHaveLength(1);
    },
  ],
  [
    'knows both ids of a person by either, and the name she shows',
    async ({ other, amina, olena }) => {
      for (const person of [amina, olena]) {
        for (const id of person.ids) {
          const identity = await other.channel().identify(id);
          expect([...identity.ids].sort()).toEqual([...person.ids].sort());
          expect(identity.name).toBe(person.name);
        }
      }
    },
  ],
  [
    'lists the group chats by name',
    async ({ other, group }) => {
      expect(await other.channel().chats()).toEqual([{ id: group.id, name: 'Tirsdagsgruppen' }]);
    },
  ],
];
