/** What the WhatsApp channel sends, where WhatsApp Web says too little about it, or the wrong thing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatId, MessageId, Outbound } from '../../bot/types.ts';
import { findChromium } from '../chromium.ts';
import { type OpenWhatsApp, openWhatsApp } from './open-whatsapp.ts';

const POLL = {
  kind: 'poll',
  question: 'Kommer I på tirsdag?',
  options: ['Ja', 'Nej'],
  multiple: false,
} as const;

const NONE = findChromium() === null;

describe.skipIf(NONE)('a send at WhatsApp', () => {
  let whatsapp: OpenWhatsApp;
  let said: MessageId;
  let count = 0;
  const text = (): Outbound => {
    count += 1;
    return { kind: 'text', text: `Vi ses kl. 10 (${count}).` };
  };
  const seen = (message: Outbound): number =>
    whatsapp.standIn.world
      .messages(whatsapp.group.id)
      .filter(({ body }) => message.kind === 'text' && body === message.text).length;

  beforeAll(async () => {
    whatsapp = await openWhatsApp();
    said = whatsapp.say(whatsapp.amina, 'vi kommer');
    await whatsapp.handedOver();
  });
  afterAll(async () => {
    await whatsapp[Symbol.asyncDispose]();
  });

  it('that the library answers with nothing is proved by its acknowledgement', async () => {
    const message = text();
    await whatsapp.standIn.failNextSend('unanswered');
    const receipt = await whatsapp.send(message);
    expect(receipt).toMatchObject({ outcome: 'sent' });
    expect(await whatsapp.find(message)).toEqual({ ...receipt, outcome: 'found' });
    expect(seen(message)).toBe(1);
  });

  it('that is tried again although it arrived is not sent twice', async () => {
    const message = text();
    const before = whatsapp.standIn.attempts;
    const receipt = await whatsapp.send(message);
    expect(await whatsapp.send(message)).toEqual(receipt);
    expect(whatsapp.standIn.attempts).toBe(before + 1);
  });

  it('of which no event tells is proved by reading it back', async () => {
    const message = text();
    await whatsapp.standIn.loseEvents(true);
    expect(await whatsapp.send(message)).toMatchObject({ outcome: 'sent' });
    await whatsapp.standIn.loseEvents(false);
    expect(seen(message)).toBe(1);
  });

  it('that the server refuses is failed, and gets another id the next time', async () => {
    const message = text();
    await whatsapp.standIn.failNextSend('refused');
    expect(await whatsapp.send(message)).toEqual({ outcome: 'failed', reason: 'refused' });
    expect(await whatsapp.find(message)).toEqual({ outcome: 'absent' });
    const receipt = await whatsapp.send(message);
    expect(receipt).toMatchObject({ outcome: 'sent' });
    expect(await whatsapp.find(message)).toEqual({ ...receipt, outcome: 'found' });
    expect(seen(message)).toBe(1);
  });

  it.each([
    ['lost on the way', 'lost'],
    ['shown as sent while the network failed', 'network error'],
    ['broken off by a page that loads itself anew', 'reload before'],
  ] as const)(
    '%s is in doubt until a fresh page shows that it is not there',
    async (_how, fault) => {
      const message = text();
      await whatsapp.standIn.failNextSend(fault);
      expect(await whatsapp.send(message)).toEqual({ outcome: 'unknown' });
      await whatsapp.connected();
      expect(await whatsapp.find(message)).toEqual({ outcome: 'absent' });
      expect(await whatsapp.send(message)).toMatchObject({ outcome: 'sent' });
      expect(seen(message)).toBe(1);
    },
  );

  it('whose acknowledgement never comes is in doubt until a fresh page shows it', async () => {
    const message = text();
    await whatsapp.standIn.failNextSend('unconfirmed');
    expect(await whatsapp.send(message)).toEqual({ outcome: 'unknown' });
    expect(await whatsapp.find(message)).toMatchObject({ outcome: 'found' });
    expect(seen(message)).toBe(1);
  });

  it('broken off by a page that loads itself anew after it arrived is never there twice', async () => {
    const message = text();
    await whatsapp.standIn.failNextSend('reload after');
    // A page that is back in time may show the acknowledgement, or never.
    expect((await whatsapp.send(message)).outcome).not.toBe('failed');
    await whatsapp.connected();
    await whatsapp.find(message);
    // What is sent again is the same message.
    expect(await whatsapp.send(message)).toMatchObject({ outcome: 'sent' });
    expect(seen(message)).toBe(1);
  });

  it('that arrives late is found once it has, by a new process too', async () => {
    const message = text();
    const since = whatsapp.standIn.clock.now();
    await whatsapp.standIn.failNextSend('late');
    expect(await whatsapp.send(message)).toEqual({ outcome: 'unknown' });
    expect(await whatsapp.find(message, { since })).toEqual({ outcome: 'absent' });
    await whatsapp.restart();
    await whatsapp.standIn.letArrive();
    await whatsapp.handedOver();
    expect(await whatsapp.find(message, { since })).toMatchObject({ outcome: 'found' });
    expect(seen(message)).toBe(1);
  });

  it('of a poll is known again by its secret, whatever became of its acknowledgement', async () => {
    await whatsapp.standIn.failNextSend('unconfirmed');
    expect(await whatsapp.send(POLL, { key: 'poll' })).toEqual({ outcome: 'unknown' });
    const found = await whatsapp.find(POLL, { key: 'poll' });
    expect(found).toMatchObject({ outcome: 'found' });
    expect(await whatsapp.find(POLL, { key: 'another' })).toEqual({ outcome: 'absent' });
  });

  it('of a reaction is proved by the reaction itself', async () => {
    const reaction = { kind: 'reaction', messageId: said, emoji: '✅' } as const;
    await whatsapp.standIn.failNextSend('unconfirmed');
    expect(await whatsapp.send(reaction)).toEqual({ outcome: 'unknown' });
    expect(await whatsapp.find(reaction)).toMatchObject({ outcome: 'found' });
    const before = whatsapp.standIn.attempts;
    expect(await whatsapp.send(reaction)).toMatchObject({ outcome: 'sent' });
    expect(whatsapp.standIn.attempts).toBe(before);
    const other = { ...reaction, emoji: '⏰' };
    await whatsapp.standIn.failNextSend('lost');
    expect(await whatsapp.send(other)).toEqual({ outcome: 'unknown' });
    expect(await whatsapp.find(other)).toEqual({ outcome: 'absent' });
    await whatsapp.standIn.loseEvents(true);
    expect(await whatsapp.send(other)).toMatchObject({ outcome: 'sent' });
    await whatsapp.standIn.loseEvents(false);
    expect(whatsapp.standIn.world.ownReaction(said)).toBe('⏰');
  });

  it('of a reaction to what is not there, or deleted, is failed', async () => {
    const nowhere = { kind: 'reaction', messageId: 'NONE' as MessageId, emoji: '✅' } as const;
    expect(await whatsapp.send(nowhere)).toMatchObject({ outcome: 'failed' });
    whatsapp.standIn.world.keepIdsOfDeleted();
    const gone = whatsapp.say(whatsapp.olena, 'ups');
    whatsapp.standIn.world.remove(gone);
    await whatsapp.handedOver();
    expect(await whatsapp.send({ ...nowhere, messageId: gone })).toMatchObject({
      outcome: 'failed',
    });
  });

  it('whose quote is not there any more is sent without it', async () => {
    const message = { ...text(), quoted: 'NONE' as MessageId } as Outbound;
    expect(await whatsapp.send(message)).toMatchObject({ outcome: 'sent' });
    expect(seen(message)).toBe(1);
  });

  it('goes to nobody who has not written first', async () => {
    const { world } = whatsapp.standIn;
    const chat = world.direct(whatsapp.olena) as ChatId;
    const before = whatsapp.standIn.attempts;
    expect(await whatsapp.send(text(), { chat })).toMatchObject({ outcome: 'failed' });
    expect(whatsapp.standIn.attempts).toBe(before);
    world.say({ chat, from: whatsapp.olena, text: 'hej' });
    await whatsapp.handedOver();
    expect(await whatsapp.send(text(), { chat })).toMatchObject({ outcome: 'sent' });
  });

  it('goes to no group in which only admins write, and to nothing that is no chat', async () => {
    const { world } = whatsapp.standIn;
    const closed = world.makeGroup('Kun for admins', [whatsapp.amina], { announce: true });
    await whatsapp.handedOver();
    const before = whatsapp.standIn.attempts;
    for (const chat of [closed, 'status@broadcast', '120363999999999999@g.us']) {
      const receipt = await whatsapp.send(text(), { chat: chat as ChatId });
      expect(receipt).toMatchObject({ outcome: 'failed' });
    }
    expect(whatsapp.standIn.attempts).toBe(before);
  });

  it('to a group that the account was taken out of is failed', async () => {
    const { world } = whatsapp.standIn;
    const left = world.makeGroup('Den gamle gruppe', [whatsapp.amina]);
    world.leave(left, world.me);
    await whatsapp.handedOver();
    const receipt = await whatsapp.send(text(), { chat: left as ChatId });
    expect(receipt).toMatchObject({ outcome: 'failed' });
    expect(world.messages(left).filter(({ type }) => type === 'chat')).toEqual([]);
  });

  it('is found by a new process on the same profile, and not sent by it again', async () => {
    const message = text();
    const receipt = await whatsapp.send(message);
    await whatsapp.restart();
    const before = whatsapp.standIn.attempts;
    expect(await whatsapp.find(message)).toEqual({ ...receipt, outcome: 'found' });
    expect(await whatsapp.send(message)).toEqual(receipt);
    expect(whatsapp.standIn.attempts).toBe(before);
  });

  it('is never found in an older message that says the same', async () => {
    const message = text();
    await whatsapp.send(message, { key: 'last week' });
    expect(await whatsapp.find(message, { key: 'this week' })).toEqual({ outcome: 'absent' });
    await whatsapp.standIn.pass(3_600_000);
    expect(await whatsapp.find(message, { key: 'last week' })).toEqual({ outcome: 'absent' });
  });
});

describe.skipIf(NONE)('a send to a page that gives ids of its own', () => {
  it('is proved by what the page created, and found again by what it says', async () => {
    const script = `const keys = window.require('WAWebMsgKey');
      Object.defineProperty(keys, 'newId', { value: keys.newId, writable: false });`;
    await using whatsapp = await openWhatsApp({ script });
    const message = { kind: 'text', text: 'Vi ses.' } as const;
    await whatsapp.standIn.failNextSend('unanswered');
    const receipt = await whatsapp.send(message);
    expect(receipt).toMatchObject({ outcome: 'sent' });
    const [there] = whatsapp.standIn.world.messages(whatsapp.group.id);
    expect(receipt).toMatchObject({ messageId: there?.id });
    await whatsapp.restart();
    expect(await whatsapp.find(message)).toEqual({ ...receipt, outcome: 'found' });
    const quoting = { ...message, quoted: there?.id as MessageId };
    expect(await whatsapp.find(quoting)).toEqual({ outcome: 'absent' });
  });
});

describe.skipIf(NONE)('a send to a page that cannot quote', () => {
  it('says the same without its quote, once', async () => {
    const script = `const original = window.require;
      window.require = (name) => {
        if (name === 'WAWebMsgReply') {
          throw new Error('Requiring unknown module');
        }
        return original(name);
      };`;
    await using whatsapp = await openWhatsApp({ script });
    const quoted = whatsapp.say(whatsapp.amina, 'hvornår mødes vi?');
    await whatsapp.handedOver();
    const message = { kind: 'text', text: 'Vi ses kl. 10.', quoted } as const;
    const receipt = await whatsapp.send(message);
    expect(receipt).toMatchObject({ outcome: 'sent' });
    expect(await whatsapp.find(message)).toEqual({ ...receipt, outcome: 'found' });
    const said = whatsapp.standIn.world.messages(whatsapp.group.id).map(({ body }) => body);
    expect(said).toEqual(['hvornår mødes vi?', message.text]);
  });
});

describe.skipIf(NONE)('a reaction on a page that shows none', () => {
  it("is given once, keeps nothing waiting, and nobody else's seems taken back", async () => {
    const script = `delete window.require('WAWebCollections').Reactions;`;
    await using whatsapp = await openWhatsApp({ script });
    const { standIn, group } = whatsapp;
    const said = whatsapp.say(whatsapp.amina, 'vi kommer');
    standIn.world.react(said, whatsapp.olena, '👍');
    await whatsapp.handedOver();
    await standIn.loseEvents(true);
    const reaction = { kind: 'reaction', messageId: said, emoji: '✅' } as const;
    const before = standIn.attempts;
    expect(await whatsapp.send(reaction)).toMatchObject({ outcome: 'sent' });
    expect(standIn.world.ownReaction(said)).toBe('✅');
    expect(standIn.attempts).toBe(before + 1);
    const told = await whatsapp.channel().history(group, 0);
    expect(told.filter(({ kind }) => kind === 'reaction')).toEqual([]);
  });
});

describe.skipIf(NONE)('a group whose people the server does not tell', () => {
  it('is written to, read and known all the same', async () => {
    const script = `window.require('WAWebCollections').GroupMetadata.update = async () => {
      throw new Error('rate-overlimit');
    };`;
    await using whatsapp = await openWhatsApp({ script });
    const { amina, olena, group } = whatsapp;
    const said = whatsapp.say(whatsapp.amina, 'vi kommer');
    await whatsapp.handedOver();
    const text = { kind: 'text', text: 'Vi ses.', quoted: said } as const;
    expect(await whatsapp.send(text)).toMatchObject({ outcome: 'sent' });
    const reaction = { kind: 'reaction', messageId: said, emoji: '✅' } as const;
    expect(await whatsapp.send(reaction)).toMatchObject({ outcome: 'sent' });
    const channel = whatsapp.channel();
    expect(await channel.history(group, 0)).toMatchObject([{ messageId: said }]);
    const people = await channel.participants(group.id);
    expect(people.map(({ ids }) => [...ids].sort())).toEqual(
      [amina, olena].map(({ phone, lid }) => [phone, lid].sort()),
    );
    expect(await channel.chats()).toMatchObject([{ id: group.id }]);
  });
});

describe.skipIf(NONE)('a send at the pace of a person', () => {
  it('shows that it types, and takes a moment', async () => {
    await using whatsapp = await openWhatsApp({ pacing: true });
    const { clock } = whatsapp.standIn;
    const before = clock.now();
    expect(await whatsapp.send({ kind: 'text', text: 'Hej.' })).toMatchObject({ outcome: 'sent' });
    expect(clock.now() - before).toBeGreaterThan(1000);
    expect(whatsapp.standIn.typed).toEqual([whatsapp.group.id]);
  });
});
