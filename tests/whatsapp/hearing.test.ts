/** What the WhatsApp channel hears, where WhatsApp Web tells it twice, late, or by half. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChatId, Event, MessageId, PersonId } from '../../bot/types.ts';
import { findChromium } from '../chromium.ts';
import { type OpenWhatsApp, openWhatsApp } from './open-whatsapp.ts';

const POLL = {
  kind: 'poll',
  question: 'Kommer I på tirsdag?',
  options: ['Ja', 'Måske', 'Nej'],
  multiple: true,
} as const;

const NONE = findChromium() === null;

describe.skipIf(NONE).each(['_serialized', '$1'] as const)('message keys with %s', (keys) => {
  let whatsapp: OpenWhatsApp;
  let poll: MessageId;
  const told = async (): Promise<readonly Event[]> => {
    await whatsapp.handedOver();
    return whatsapp.taken;
  };

  beforeAll(async () => {
    whatsapp = await openWhatsApp({ keys });
    const receipt = await whatsapp.send(POLL, { key: 'poll' });
    poll = receipt.outcome === 'sent' ? receipt.messageId : ('' as MessageId);
  });
  beforeEach(async () => {
    await whatsapp.handedOver();
    whatsapp.taken.length = 0;
  });
  afterAll(async () => {
    await whatsapp[Symbol.asyncDispose]();
  });

  it('hide no vote, no reaction and no quote', async () => {
    const { amina, olena, standIn, say } = whatsapp;
    standIn.world.vote(poll, amina, ['Ja', 'Måske']);
    standIn.world.react(poll, olena, '👍');
    const said = say(amina, 'vi kommer', poll);
    expect(await told()).toMatchObject([
      { kind: 'vote', messageId: poll, options: ['Ja', 'Måske'] },
      { kind: 'reaction', messageId: poll, emoji: '👍' },
      { kind: 'message', messageId: said, quoted: poll },
    ]);
  });

  it('are the same for whatever is told twice: it is handed over once', async () => {
    const { amina, olena, standIn, say, taken } = whatsapp;
    await standIn.repeatEvents(true);
    const said = say(amina, 'vi kommer');
    standIn.world.react(said, olena, '👍');
    standIn.world.vote(poll, olena, ['Nej']);
    await told();
    await standIn.repeatEvents(false);
    expect(taken.map(({ kind }) => kind)).toEqual(['message', 'reaction', 'vote']);
  });

  it('name the deleted message, whether its tombstone keeps the id or not', async () => {
    const { amina, standIn, say } = whatsapp;
    const first = say(amina, 'ups');
    standIn.world.remove(first);
    standIn.world.keepIdsOfDeleted();
    const second = say(amina, 'ups igen');
    standIn.world.remove(second);
    expect((await told()).filter(({ kind }) => kind === 'delete')).toMatchObject([
      { messageId: first },
      { messageId: second },
    ]);
  });
});

describe.skipIf(NONE)('what the WhatsApp channel hears', () => {
  let whatsapp: OpenWhatsApp;

  beforeAll(async () => {
    whatsapp = await openWhatsApp();
  });
  beforeEach(async () => {
    await whatsapp.handedOver();
    whatsapp.taken.length = 0;
  });
  afterAll(async () => {
    await whatsapp[Symbol.asyncDispose]();
  });

  it('leaves out what the account does by hand on its phone, and takes a caption for words', async () => {
    const { standIn, group, amina, taken } = whatsapp;
    const { world } = standIn;
    const byHand = world.say({ chat: group.id, from: world.me, text: 'Hej alle' });
    world.react(byHand, world.me, '👍');
    world.say({ chat: group.id, from: amina, text: 'os i parken', type: 'image' });
    world.edit(byHand, 'Hej alle sammen');
    world.remove(byHand);
    await whatsapp.handedOver();
    expect(taken).toMatchObject([{ kind: 'message', text: 'os i parken' }]);
  });

  it('tells who came by a link, was added, left or was taken out, and not that the account did', async () => {
    const { standIn, group, taken } = whatsapp;
    const { world } = standIn;
    const halima = world.makePerson('Halima', 'lid');
    world.join(group.id, halima, 'invite');
    world.leave(group.id, halima, 'remove');
    // WhatsApp tells these by the second.
    await standIn.pass(1000);
    world.join(group.id, halima, 'add');
    world.leave(group.id, halima, 'leave');
    const other = world.makeGroup('Torsdagsgruppen', []);
    world.leave(other, world.me, 'remove');
    world.join(other, world.me, 'add');
    await whatsapp.handedOver();
    expect(taken.map(({ kind }) => kind)).toEqual(['join', 'leave', 'join', 'leave']);
    expect(taken.every(({ from }) => from === (halima.lid as PersonId))).toBe(true);
  });

  it('goes on in a page that loads itself anew, each thing once', async () => {
    const { standIn, amina, say, taken } = whatsapp;
    const before = whatsapp.ready();
    await standIn.reloadPage();
    await standIn.pageThere(true);
    await whatsapp.connected();
    const said = say(amina, 'vi kommer');
    await whatsapp.handedOver();
    expect(taken).toMatchObject([{ messageId: said }]);
    expect(whatsapp.ready()).toBe(before + 1);
  });

  it('names a person by either of her ids, and asks WhatsApp about her once only', async () => {
    const { standIn, amina, olena } = whatsapp;
    for (const person of [amina, olena]) {
      for (const id of [person.phone, person.lid]) {
        const { ids, name } = await whatsapp.channel().identify(id as PersonId);
        expect([...ids].sort()).toEqual([person.phone, person.lid].sort());
        expect(ids[0]).toBe(id);
        expect(name).toBe(person.name);
      }
    }
    const asked = standIn.lookUps;
    const stranger = standIn.world.makePerson('Nadia', 'lid');
    standIn.world.hidePhone(stranger);
    await whatsapp.handedOver();
    for (let count = 0; count < 3; count += 1) {
      const { ids } = await whatsapp.channel().identify(stranger.lid as PersonId);
      expect(ids).toEqual([stranger.lid]);
    }
    expect(standIn.lookUps - asked).toBeLessThanOrEqual(1);
  });

  it('lists the people of a group without the account, by whichever ids the group has', async () => {
    const { standIn, amina, olena } = whatsapp;
    const chat = standIn.world.makeGroup('Med numre', [amina, olena], { addressing: 'phone' });
    await whatsapp.handedOver();
    const people = await whatsapp.channel().participants(chat as ChatId);
    expect(people.map(({ ids }) => [...ids].sort())).toEqual(
      [amina, olena].map(({ phone, lid }) => [phone, lid].sort()),
    );
    await expect(whatsapp.channel().participants('1203@g.us' as ChatId)).rejects.toThrow();
  });
});

describe.skipIf(NONE)('a page that cannot be asked for ids', () => {
  it('still tells both ids of whoever is in a group, so that nobody is there twice', async () => {
    const script = `const original = window.require;
      const { createWid } = original('WAWebWidFactory');
      original('WAWebLidMigrationUtils').toPn = (lid) =>
        createWid(String(lid).replace(/^111222333(\\d+)@lid$/, '4520$1@c.us'));
      window.require = (name) => {
        if (name === 'WAWebApiContact') {
          throw new Error('Requiring unknown module');
        }
        return original(name);
      };`;
    await using whatsapp = await openWhatsApp({ script });
    const { amina, olena, group } = whatsapp;
    const people = await whatsapp.channel().participants(group.id);
    expect(people.map(({ ids }) => [...ids].sort())).toEqual(
      [amina, olena].map(({ phone, lid }) => [phone, lid].sort()),
    );
    for (const { phone, lid } of [amina, olena]) {
      const { ids } = await whatsapp.channel().identify(lid as PersonId);
      expect(ids).toEqual([lid, phone]);
      expect((await whatsapp.channel().identify(phone as PersonId)).ids).toEqual([phone, lid]);
    }
  });
});

describe.skipIf(NONE)('somebody whom the bot knows', () => {
  it('writes, and nobody asks the server who is in her group', async () => {
    // The stand-in counts what is asked about people.
    const script = `const { GroupMetadata } = window.require('WAWebCollections');
      const update = GroupMetadata.update;
      GroupMetadata.update = async function (...asked) {
        const body = JSON.stringify({ page: 'counted', id: '' });
        await fetch(window.standIn.server + '/exists', { method: 'POST', body });
        return update.apply(this, asked);
      };`;
    await using whatsapp = await openWhatsApp({ script });
    const { amina, group, say, handedOver, standIn } = whatsapp;
    await whatsapp.channel().participants(group.id);
    const asked = standIn.lookUps;
    expect(asked).toBeGreaterThan(0);
    say(amina, 'vi kommer');
    say(amina, 'og vi glæder os');
    await handedOver();
    expect(whatsapp.taken).toHaveLength(2);
    expect(standIn.lookUps).toBe(asked);
  });
});
