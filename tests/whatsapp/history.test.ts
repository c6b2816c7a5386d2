/** What the WhatsApp channel reads back, where no event told of it or WhatsApp Web shows only a part. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Event, MessageId } from '../../bot/types.ts';
import { findChromium } from '../chromium.ts';
import { type OpenWhatsApp, openWhatsApp } from './open-whatsapp.ts';

const POLL = {
  kind: 'poll',
  question: 'Kommer I på tirsdag?',
  options: ['Ja', 'Nej'],
  multiple: false,
} as const;

const MINUTE_MS = 60_000;

describe.skipIf(findChromium() === null)('what the WhatsApp channel reads back', () => {
  let whatsapp: OpenWhatsApp;
  let polls = 0;
  const now = (): number => whatsapp.standIn.clock.now();
  const read = (since: number): Promise<readonly Event[]> =>
    whatsapp.channel().history(whatsapp.group, since);
  const sendPoll = async (): Promise<MessageId> => {
    polls += 1;
    const receipt = await whatsapp.send(POLL, { key: `poll ${polls}` });
    return receipt.outcome === 'sent' ? receipt.messageId : ('' as MessageId);
  };

  beforeAll(async () => {
    whatsapp = await openWhatsApp({ ackMs: 5000 });
  });
  beforeEach(async () => {
    // What an earlier test left lies outside of what this one reads.
    await whatsapp.standIn.pass(2 * MINUTE_MS);
    await whatsapp.handedOver();
    whatsapp.taken.length = 0;
  });
  afterAll(async () => {
    await whatsapp[Symbol.asyncDispose]();
  });

  it('is everything that no event told of: messages, edits, deletions, votes, reactions', async () => {
    const { standIn, amina, olena, say } = whatsapp;
    const poll = await sendPoll();
    const since = now();
    await standIn.loseEvents(true);
    const edited = say(amina, 'vi kommer');
    const removed = say(amina, 'ups');
    await standIn.pass(1000);
    standIn.world.edit(edited, 'vi kommer ikke');
    standIn.world.vote(poll, olena, ['Nej']);
    standIn.world.react(edited, olena, '💛');
    standIn.world.remove(removed);
    await whatsapp.handedOver();
    await standIn.loseEvents(false);
    expect(whatsapp.taken).toEqual([]);
    expect(await read(since)).toMatchObject([
      { kind: 'message', messageId: edited, text: 'vi kommer ikke' },
      { kind: 'vote', messageId: poll, options: ['Nej'] },
      { kind: 'reaction', messageId: edited, emoji: '💛' },
      { kind: 'delete', messageId: removed },
    ]);
  });

  it('tells once that a reaction is gone, which only its absence shows', async () => {
    const { standIn, amina, olena, say } = whatsapp;
    const said = say(amina, 'vi kommer');
    standIn.world.react(said, olena, '👍');
    await whatsapp.handedOver();
    await read(now());
    await standIn.pass(MINUTE_MS);
    const since = now();
    await standIn.loseEvents(true);
    standIn.world.react(said, olena, '');
    await whatsapp.handedOver();
    await standIn.loseEvents(false);
    const [gone, ...rest] = await read(since);
    expect(gone).toMatchObject({ kind: 'reaction', messageId: said, emoji: '' });
    expect(rest).toEqual([]);
    expect(await read(since)).toEqual([gone]);
  });

  it('has votes that came into the table past every event', async () => {
    const { standIn, amina } = whatsapp;
    const poll = await sendPoll();
    const since = now();
    await standIn.hideVotes(true);
    standIn.world.vote(poll, amina, ['Ja']);
    await whatsapp.handedOver();
    await standIn.hideVotes(false);
    expect(whatsapp.taken).toEqual([]);
    expect(await read(since)).toMatchObject([{ kind: 'vote', messageId: poll, options: ['Ja'] }]);
  });

  it('has a vote on a poll that is further up than what a fresh page loads', async () => {
    const { standIn, amina, olena, say } = whatsapp;
    const poll = await sendPoll();
    for (let count = 0; count < 60; count += 1) {
      say(olena, `besked ${count}`);
    }
    await whatsapp.handedOver();
    await whatsapp.restart();
    await standIn.pass(3 * 60 * MINUTE_MS);
    await standIn.hideVotes(true);
    for (const options of [['Ja'], ['Nej']]) {
      const since = now();
      standIn.world.vote(poll, amina, options);
      await whatsapp.handedOver();
      // The first reading after a start, and one of the many that follow.
      expect(await read(since)).toMatchObject([{ kind: 'vote', messageId: poll, options }]);
      await whatsapp.reload();
    }
    await standIn.hideVotes(false);
  });

  it('loses nothing where a build cannot show votes, and has them once one can', async () => {
    const { standIn, amina, say } = whatsapp;
    const poll = await sendPoll();
    const since = now();
    await standIn.loseEvents(true);
    standIn.world.vote(poll, amina, ['Ja']);
    const said = say(amina, 'vi kommer');
    await whatsapp.handedOver();
    await standIn.loseEvents(false);
    await standIn.renameModule('WAWebPollsVotesSchema', null);
    expect(await read(since)).toMatchObject([{ kind: 'message', messageId: said }]);
    await standIn.restoreModules();
    await standIn.pass(2 * MINUTE_MS);
    // The bot believes that it has read the chat up to now.
    expect(await read(now())).toContainEqual(expect.objectContaining({ kind: 'vote' }));
    expect(await read(now())).toEqual([]);
  });

  it('reaches as far back as it is asked, past what the page has loaded', async () => {
    const { standIn, amina, say } = whatsapp;
    const since = now();
    const said: MessageId[] = [];
    for (let count = 0; count < 130; count += 1) {
      said.push(say(amina, `besked ${count}`));
    }
    await whatsapp.handedOver();
    await whatsapp.restart();
    const messages = (await read(since)).filter(({ kind }) => kind === 'message');
    expect(messages.map((event) => 'messageId' in event && event.messageId)).toEqual(said);
    expect(standIn.clock.now()).toBeGreaterThan(since);
  });

  it('has what was stored before anybody listened', async () => {
    const { standIn, amina, channel, say } = whatsapp;
    await channel().stop();
    standIn.storeEarly(true);
    const since = now();
    const said = say(amina, 'mens den var væk');
    await whatsapp.restart();
    standIn.storeEarly(false);
    expect(whatsapp.taken).toEqual([]);
    const messages = (await read(since)).filter(({ kind }) => kind === 'message');
    expect(messages).toMatchObject([{ messageId: said }]);
  });

  // A page that reconnects meanwhile, as on a busy machine, is rightly not called deaf.
  it('shows that the page has gone deaf, where a message long after the connection was not told', {
    retry: 2,
  }, async () => {
    const { standIn, amina, channel, say } = whatsapp;
    await standIn.pass(5 * MINUTE_MS);
    const since = now();
    say(amina, 'hørt');
    await whatsapp.handedOver();
    await standIn.pass(MINUTE_MS);
    await read(since);
    await standIn.loseEvents(true);
    say(amina, 'ikke hørt');
    await whatsapp.handedOver();
    await standIn.loseEvents(false);
    await standIn.pass(MINUTE_MS);
    await read(since);
    expect(channel().state().problems).toEqual(['messages-unheard']);
  });

  it('is refused, and not empty, where the chat cannot be read', async () => {
    const { standIn } = whatsapp;
    await standIn.renameModule('WAWebCollections', null);
    await expect(read(0)).rejects.toThrow();
    await standIn.restoreModules();
    await expect(read(0)).resolves.toBeTruthy();
  });
});
