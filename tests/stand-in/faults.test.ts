/** What can go wrong at the stand-in, tried with the library as it is: each fault does what its name says. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import library from 'whatsapp-web.js';
import { findChromium } from '../chromium.ts';
import { type PlainLibrary, preparePlainLibrary } from './plain-library.ts';
import { openStandIn, type StandIn } from './server.ts';
import type { StandInPerson } from './world.ts';

describe.skipIf(findChromium() === null)('the faults of the stand-in', () => {
  let standIn: StandIn;
  let plain: PlainLibrary;
  let amina: StandInPerson;
  let group: string;

  beforeEach(async () => {
    standIn = await openStandIn({ keys: '_serialized' });
    plain = preparePlainLibrary(standIn);
    amina = standIn.world.makePerson('Amina', 'lid');
    group = standIn.world.makeGroup('Tirsdagsgruppen', [amina]);
  });
  afterEach(async () => {
    await plain.close();
    await standIn.close();
  });

  async function connect(): Promise<void> {
    await plain.start();
    await plain.hear('ready');
  }

  async function say(text: string): Promise<string> {
    const id = standIn.world.say({ chat: group, from: amina, text });
    await standIn.settled();
    return id;
  }

  async function readTexts(): Promise<string[]> {
    const chat = await plain.client().getChatById(group);
    return (await chat.fetchMessages({ limit: 50 })).map(({ body }) => body);
  }

  const send = (text: string): Promise<library.Message | undefined> =>
    plain.client().sendMessage(group, text);
  const arrived = (): unknown[] => standIn.world.messages(group).map(({ body }) => body);

  it('loses events, tells them twice, and keeps votes to itself', async () => {
    await connect();
    await standIn.loseEvents(true);
    await say('uhørt');
    expect(plain.count('message_create')).toBe(0);
    await standIn.loseEvents(false);
    await standIn.repeatEvents(true);
    const said = await say('hørt');
    expect(plain.count('message_create')).toBe(2);
    standIn.world.react(said, amina, '👍');
    await standIn.settled();
    expect(plain.count('message_reaction')).toBe(2);
    await standIn.repeatEvents(false);
    const poll = await plain
      .client()
      .sendMessage(group, new library.Poll('Kommer I?', ['Ja', 'Nej']));
    await plain.hear('message_ack');
    await standIn.hideVotes(true);
    standIn.world.vote(poll.id.id, amina, ['Ja']);
    await standIn.settled();
    expect(plain.count('vote_update')).toBe(0);
    expect(await plain.client().getPollVotes(poll.id._serialized)).toHaveLength(1);
    expect(await readTexts()).toEqual(['uhørt', 'hørt', 'Kommer I?']);
  });

  it('refuses, loses, delays and leaves unanswered what is sent', async () => {
    await connect();
    await standIn.failNextSend('refused');
    await send('afvist');
    expect((await plain.hear('message_ack'))[1]).toBe(-1);
    await standIn.failNextSend('unanswered');
    expect(await send('uden svar')).toBeUndefined();
    expect((await plain.hear('message_ack', 2))[1]).toBe(1);
    await plain.hear('message_ack', 3);
    for (const fault of ['lost', 'network error', 'late', 'unconfirmed'] as const) {
      await standIn.failNextSend(fault);
      expect((await send(fault))?.ack).toBe(0);
    }
    await send('som den skal');
    await plain.hear('message_ack', 5);
    expect(plain.count('message_ack')).toBe(5);
    expect(arrived()).toEqual(['uden svar', 'unconfirmed', 'som den skal']);
    await standIn.letArrive();
    expect((await plain.hear('message_ack', 6))[0]).toMatchObject({ body: 'late' });
    await standIn.confirm();
    expect((await plain.hear('message_ack', 7))[0]).toMatchObject({ body: 'unconfirmed' });
    expect(arrived()).toContain('late');
  });

  it('loads the page anew when a message has reached the servers', async () => {
    await connect();
    await standIn.failNextSend('reload after');
    await send('lige før').catch(() => undefined);
    await plain.hear('ready', 2);
    expect((await plain.hear('message_ack'))[0]).toMatchObject({ body: 'lige før' });
    expect(await readTexts()).toEqual(['lige før']);
    expect(plain.count('message_create')).toBe(1);
  });

  it('has frames in the page, for each of which the library listens once more', async () => {
    await connect();
    await standIn.openIframes(2);
    await plain.injected(3);
    await standIn.sync(false);
    await plain.hear('ready', 4);
  });

  it('has synced before anybody listens: there is no ready, though it is connected', async () => {
    await standIn.syncSilently();
    await plain.start();
    expect(await plain.client().getState()).toBe('CONNECTED');
    await standIn.sync(false);
    await plain.hear('ready');
  });

  it('stores early what was said meanwhile: only history has it', async () => {
    await connect();
    await plain.stop();
    standIn.storeEarly(true);
    await say('mens den var væk');
    await connect();
    await say('bagefter');
    expect(plain.count('message_create')).toBe(1);
    expect(await readTexts()).toEqual(['mens den var væk', 'bagefter']);
  });

  it('is away and comes back, with what was said and sent meanwhile', async () => {
    await connect();
    await standIn.disconnect();
    expect(await plain.client().getState()).toBe('TIMEOUT');
    await say('mens den var væk');
    await send('venter');
    expect(arrived()).toEqual(['mens den var væk']);
    expect(plain.count('message_create')).toBe(1);
    await standIn.reconnect();
    await plain.hear('message_ack');
    await standIn.settled();
    expect(arrived()).toEqual(['mens den var væk', 'venter']);
    expect(plain.count('message_create')).toBe(2);
  });

  it('is opened elsewhere: the library gives up and closes the browser', async () => {
    await connect();
    await standIn.conflict();
    expect(await plain.hear('disconnected')).toEqual(['CONFLICT']);
    await standIn.pageThere(false);
  });

  it('gives modules other names, or has them no more', async () => {
    await connect();
    const has = (name: string): Promise<unknown> | undefined =>
      plain.client().pupPage?.evaluate(`try { !!window.require('${name}') } catch { false }`);
    await standIn.renameModule('WAWebMsgKey', 'WAWebMessageKey');
    await standIn.renameModule('WAWebPollsVotesSchema', null);
    expect(await has('WAWebMsgKey')).toBe(false);
    expect(await has('WAWebMessageKey')).toBe(true);
    expect(await has('WAWebPollsVotesSchema')).toBe(false);
    await standIn.restoreModules();
    expect(await has('WAWebMsgKey')).toBe(true);
  });
});
