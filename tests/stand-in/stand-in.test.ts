/** The stand-in for WhatsApp Web, tried with the library as it is: it works, and fails, as the real one does. */

import { afterEach, describe, expect, it } from 'vitest';
import library from 'whatsapp-web.js';
import { findChromium } from '../chromium.ts';
import { type Facts, type PlainLibrary, preparePlainLibrary } from './plain-library.ts';
import { openStandIn, type StandIn, type StandInOptions } from './server.ts';

const idOf = ([message]: Facts): string => (message as library.Message).id.id;

describe.skipIf(findChromium() === null)('the stand-in for WhatsApp Web', () => {
  let standIn: StandIn;
  let plain: PlainLibrary;

  async function open(options: StandInOptions) {
    standIn = await openStandIn(options);
    plain = preparePlainLibrary(standIn);
    const amina = standIn.world.makePerson('Amina', 'phone');
    const olena = standIn.world.makePerson('Olena', 'lid');
    const group = standIn.world.makeGroup('Tirsdagsgruppen', [amina, olena]);
    return { amina, olena, group, client: () => plain.client() };
  }

  async function connect(): Promise<void> {
    await plain.start();
    await plain.hear('ready');
  }

  afterEach(async () => {
    await plain.close();
    await standIn.close();
  });

  it('takes and gives everything where message keys are of the old kind', async () => {
    const { amina, olena, group, client } = await open({ keys: '_serialized' });
    await connect();
    const said = standIn.world.say({ chat: group, from: amina, text: 'vi kommer' });
    expect(idOf(await plain.hear('message_create'))).toBe(said);
    const poll = await client().sendMessage(group, new library.Poll('Kommer I?', ['Ja', 'Nej']));
    expect((await plain.hear('message_ack'))[1]).toBe(1);
    standIn.world.vote(poll.id.id, olena, ['Nej']);
    await plain.hear('vote_update');
    expect(await client().getPollVotes(poll.id._serialized)).toMatchObject([
      { voter: olena.lid, selectedOptions: [{ name: 'Nej' }] },
    ]);
    standIn.world.edit(said, 'vi kommer ikke');
    expect((await plain.hear('message_edit')).slice(1)).toEqual(['vi kommer ikke', 'vi kommer']);
    standIn.world.react(said, olena, '👍');
    expect((await plain.hear('message_reaction'))[0]).toMatchObject({ reaction: '👍' });
    standIn.world.remove(said);
    const [tombstone] = await plain.hear('message_revoke_everyone');
    expect(tombstone).toMatchObject({ protocolMessageKey: { id: said } });
    standIn.world.leave(group, olena);
    const [notice] = await plain.hear('group_leave');
    expect(notice).toMatchObject({ chatId: group, recipientIds: [{ _serialized: olena.lid }] });
  });

  it('breaks the library where they are of the new kind: sends answer nothing, votes are lost', async () => {
    const { amina, group, client } = await open({ keys: '$1' });
    await connect();
    const sent = await client().sendMessage(group, new library.Poll('Kommer I?', ['Ja', 'Nej']));
    expect(sent).toBeUndefined();
    expect((await plain.hear('message_ack'))[1]).toBe(1);
    const [poll] = standIn.world.messages(group);
    expect(idOf(await plain.hear('message_create'))).toBe(poll?.id);
    standIn.world.vote(poll?.id ?? '', amina, ['Ja']);
    await standIn.settled();
    expect(plain.count('vote_update')).toBe(0);
    const key = `true_${group}_${poll?.id}_${standIn.world.me.lid}`;
    const table = `window.require('WAWebPollsVotesSchema').getTable()`;
    const rows = `${table}.equals(['parentMsgKey'], '${key}')`;
    expect(await client().pupPage?.evaluate(rows)).toEqual([]);
  });

  it('keeps the session in the profile, and hands over what was said meanwhile', async () => {
    const { amina, group, client } = await open({ keys: '_serialized' });
    await connect();
    for (let count = 0; count < 50; count += 1) {
      standIn.world.say({ chat: group, from: amina, text: `besked ${count}` });
    }
    await standIn.settled();
    await plain.stop();
    standIn.world.say({ chat: group, from: amina, text: 'mens den var væk' });
    await connect();
    expect(plain.count('qr')).toBe(0);
    expect((await plain.hear('message_create'))[0]).toMatchObject({ body: 'mens den var væk' });
    const chat = await client().getChatById(group);
    expect(await chat.fetchMessages({ limit: 0 })).toHaveLength(21);
    const read = await chat.fetchMessages({ limit: 100 });
    expect(read.map(({ body }) => body).slice(0, 2)).toEqual(['besked 0', 'besked 1']);
    expect(read).toHaveLength(51);
  });

  it('is linked by its QR code, and asks for another one after a logout', async () => {
    await open({ linksAtOnce: false });
    await plain.start();
    expect((await plain.hear('qr'))[0]).toMatch(/^ref-1,/);
    await standIn.changeRef();
    expect((await plain.hear('qr', 2))[0]).toMatch(/^ref-2,/);
    await standIn.scan();
    await plain.hear('ready');
    await standIn.logout();
    expect(await plain.hear('disconnected')).toEqual(['LOGOUT']);
    expect((await plain.hear('qr', 3))[0]).toMatch(/^ref-2,/);
    await standIn.scan();
    await plain.hear('ready', 2);
    expect(plain.count('disconnected')).toBe(1);
  });

  it('is linked by a code that is typed on the phone', async () => {
    await open({ linksAtOnce: false });
    await plain.start('4520000099');
    const [code] = await plain.hear('code');
    expect(standIn.pairing).toEqual({ phone: '4520000099', code });
    await standIn.enterCode(String(code));
    await plain.hear('ready');
  });
});
