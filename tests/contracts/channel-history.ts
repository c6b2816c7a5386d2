/** The channel contract: what is read back. */
import { expect } from 'vitest';
import { type ContractTest, POLL, sentId } from './channel-scene.ts';

export const HISTORY_TESTS: readonly ContractTest[] = [
  [
    'reads back messages as they stand, oldest first',
    async ({ other, amina, olena, group }) => {
      const edited = await other.say(group, amina, 'vi kommer');
      const kept = await other.say(group, olena, 'jeg også', edited);
      const deleted = await other.say(group, amina, 'ups');
      await other.pass(60_000);
      await other.edit(edited, 'vi kommer ikke');
      await other.remove(deleted);
      const history = await other.channel().history(group, 0);
      expect(history).toMatchObject([
        { kind: 'message', messageId: edited, text: 'vi kommer ikke' },
        { kind: 'message', messageId: kept, text: 'jeg også', quoted: edited },
        { kind: 'delete', messageId: deleted },
      ]);
      expect(history[0]).toHaveProperty('editedAt');
      expect(history[1]).not.toHaveProperty('editedAt');
      expect(olena.ids).toContain(history[1]?.from);
    },
  ],
  [
    'reads back reactions that stand and votes of each person',
    async ({ other, amina, olena, group, send }) => {
      const poll = sentId(await send(POLL));
      await other.vote(poll, amina, ['Ja']);
      await other.vote(poll, amina, ['Nej']);
      await other.vote(poll, olena, ['Måske']);
      await other.react(poll, amina, '❤️');
      await other.react(poll, amina, '👍');
      const history = await other.channel().history(group, 0);
      expect(history).toMatchObject([
        { kind: 'vote', messageId: poll, options: ['Nej'] },
        { kind: 'vote', messageId: poll, options: ['Måske'] },
        { kind: 'reaction', messageId: poll, emoji: '👍' },
      ]);
      expect(amina.ids).toContain(history[0]?.from);
      expect(olena.ids).toContain(history[1]?.from);
    },
  ],
  [
    'reads back a withdrawn vote and a removed reaction as empty, with their time',
    async ({ other, amina, group, send }) => {
      const poll = sentId(await send(POLL));
      await other.vote(poll, amina, ['Ja']);
      await other.react(poll, amina, '👍');
      await other.pass(60_000);
      const changedAt = other.now();
      await other.vote(poll, amina, []);
      await other.react(poll, amina, '');
      const history = await other.channel().history(group, 0);
      expect(history).toMatchObject([
        { kind: 'vote', messageId: poll, options: [] },
        { kind: 'reaction', messageId: poll, emoji: '' },
      ]);
      expect(Math.min(...history.map(({ at }) => at))).toBeGreaterThanOrEqual(changedAt);
    },
  ],
  [
    'reads back only what happened since, also to an older message',
    async ({ other, amina, group, send }) => {
      const poll = sentId(await send(POLL));
      const old = await other.say(group, amina, 'vi kommer');
      await other.say(group, amina, 'hvad med bollerne');
      await other.pass(3_600_000);
      const since = other.now();
      await other.edit(old, 'vi kommer ikke');
      await other.vote(poll, amina, ['Nej']);
      expect(await other.channel().history(group, since)).toMatchObject([
        { kind: 'message', messageId: old, text: 'vi kommer ikke' },
        { kind: 'vote', messageId: poll },
      ]);
    },
  ],
  [
    'reads back one chat and no other',
    async ({ other, amina, group }) => {
      const messageId = await other.say(other.direct(amina), amina, 'kun til dig');
      expect(await other.channel().history(group, 0)).toEqual([]);
      expect(await other.channel().history(other.direct(amina), 0)).toMatchObject([
        { kind: 'message', chat: { kind: 'direct' }, messageId, text: 'kun til dig' },
      ]);
    },
  ],
];
