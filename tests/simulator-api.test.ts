/**
 * The simulator's HTTP API over real HTTP, with the real office on a database in memory. Nobody answers
 * here: what the bot does with what people say is told by the conversations.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSimulator, type Simulator } from '../bot/channels/simulator/simulator.ts';
import { addDemoOrganisation } from '../bot/demo-organisation.ts';
import { createOffice, type Office } from '../bot/office.ts';
import { loadSay } from '../bot/say.ts';
import type { Event } from '../bot/types.ts';
import { openDatabase } from '../data/database.ts';
import { createStore } from '../data/store.ts';
import { createVault } from '../data/vault.ts';
import { flows } from '../flows/index.ts';
import { createSimulatorApi } from '../web/simulator/api.ts';

const LOCALES = path.join(import.meta.dirname, '..', 'locales');
const START = '2026-11-16T11:00:00.000Z';
const START_AT = Temporal.Instant.from(START).epochMilliseconds;

interface Answer {
  readonly status: number;
  readonly type: string;
  // Whatever JSON came: the expectations say what it must be.
  readonly body: { error?: string; id?: string; now?: string; connected?: boolean };
}

let folder: string;
let simulator: Simulator;
let office: Office;
let server: Server;
let port: number;
let handled: Event[];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'simulator-'));
  simulator = openSimulator({ file: path.join(folder, 'simulator.db'), startAt: START_AT });
  handled = [];
  const vault = createVault(randomBytes(32));
  const store = createStore(openDatabase(':memory:', vault), vault);
  const { clock, channel } = simulator;
  const chats = () => channel.chats();
  office = createOffice({ store, clock, say: loadSay(LOCALES), flows, chats });
  const api = createSimulatorApi({
    simulator,
    office,
    settle: () => simulator.delivered(),
    advanceTo: async (at) => {
      // As with the whole bot, it takes long enough for other calls to come in between.
      await call('GET /state');
      simulator.moveTo(at);
    },
  });
  server = express().use('/simulator/api', api).listen(0, '0.0.0.0');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
  await simulator.channel.start(
    async (event) => {
      handled.push(event);
    },
    () => undefined,
  );
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
  simulator.close();
  rmSync(folder, { recursive: true });
});

/** A message as the API shows it, as far as the tests look into it. */
interface Shown {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly text?: string;
}

interface Call {
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: string | Buffer;
  readonly headers?: Record<string, string>;
  readonly host?: string;
}

async function call(line: string, { body, raw, headers, host }: Call = {}): Promise<Answer> {
  const [method = 'GET', where = '/'] = line.split(' ');
  const target = { host: host ?? '127.0.0.1', port, method, path: `/simulator/api${where}` };
  const outgoing = request({ ...target, agent: false, headers: { ...headers } });
  outgoing.end(raw ?? (body === undefined ? undefined : JSON.stringify(body)));
  const [response] = await once(outgoing, 'response');
  const parts = await response.toArray();
  return {
    status: response.statusCode,
    type: response.headers['content-type'] ?? '',
    body: JSON.parse(Buffer.concat(parts).toString()),
  };
}

/** A chat with Amina and Olena in it. */
async function makeChat(): Promise<{ chat: string; amina: string; olena: string }> {
  const chat = String((await call('POST /chats', { body: { name: 'Tirsdag' } })).body.id);
  const people = { amina: { name: 'Amina' }, olena: { name: 'Олена', identity: 'lid' } };
  const amina = String((await call('POST /people', { body: people.amina })).body.id);
  const olena = String((await call('POST /people', { body: people.olena })).body.id);
  await call(`POST /chats/${chat}/join`, { body: { member: amina } });
  await call(`POST /chats/${chat}/join`, { body: { member: olena } });
  return { chat, amina, olena };
}

async function readChat(chat: string, since = 0): Promise<Shown[]> {
  const answer = await call(`GET /chats/${chat}/messages?since=${since}`);
  return answer.body as unknown as Shown[];
}

describe('people', () => {
  it('speak, quote, edit, delete and react, and everybody sees it', async () => {
    const { chat, amina, olena } = await makeChat();
    const speak = (from: string, text: string, quoted?: string) =>
      call(`POST /chats/${chat}/messages`, { body: { from, text, quoted } });
    const first = String((await speak(amina, 'vi kan ik kome i morn')).body.id);
    const second = String((await speak(olena, 'добре', first)).body.id);
    const third = String((await speak(olena, 'ups')).body.id);
    await call(`PATCH /messages/${first}`, { body: { text: 'vi kommer' } });
    await call(`DELETE /messages/${third}`);
    await call(`POST /messages/${first}/reactions`, { body: { from: olena, emoji: '❤️' } });
    await call(`POST /messages/${second}/reactions`, { body: { from: amina, emoji: '👍' } });
    await call(`POST /messages/${second}/reactions`, { body: { from: amina, emoji: '' } });
    const messages = await readChat(chat);
    const heart = [{ from: olena, emoji: '❤️' }];
    expect(messages).toMatchObject([
      { id: first, from: amina, text: 'vi kommer', edited: true, reactions: heart },
      { id: second, from: olena, text: 'добре', quoted: first, reactions: [] },
      { id: third, from: olena, deleted: true },
    ]);
    expect(messages[0]?.at).toMatch(/^2026-11-16T11:00:00\.\d{3}Z$/);
    expect(await readChat(chat, messages[1]?.seq)).toMatchObject([{ id: third }]);
    await call('POST /quiet');
    expect(handled.map(({ kind }) => kind)).toEqual([
      ...['join', 'join', 'message', 'message', 'message'],
      ...['message', 'delete', 'reaction', 'reaction', 'reaction'],
    ]);
  });

  it('write to the bot directly, and see what it answers', async () => {
    const { amina } = await makeChat();
    const chat = `dm-${amina}`;
    expect(await readChat(chat)).toEqual([]);
    await call(`POST /chats/${chat}/messages`, { body: { from: amina, text: 'hej' } });
    const message = { kind: 'text', text: 'Hej.' } as const;
    const sending = { key: 'hi', chat: chat as never, message, claimedAt: START_AT };
    await simulator.channel.send(sending);
    expect(await readChat(chat)).toMatchObject([{ from: amina }, { from: 'bot', text: 'Hej.' }]);
  });

  it('vote in a poll of the bot, and withdraw', async () => {
    const { chat, amina, olena } = await makeChat();
    const poll = { question: 'Kommer I?', options: ['Ja', 'Nej'], multiple: false };
    const message = { kind: 'poll', ...poll } as const;
    const sending = { key: 'poll', chat: chat as never, message, claimedAt: START_AT };
    await simulator.channel.send(sending);
    const id = String((await readChat(chat))[0]?.id);
    const vote = (from: string, options: unknown) =>
      call(`POST /messages/${id}/votes`, { body: { from, options } });
    expect((await vote(amina, ['Ja'])).status).toBe(200);
    await vote(olena, ['Nej']);
    await vote(olena, []);
    expect((await vote(amina, ['Ja', 'Nej'])).status).toBe(400);
    expect((await vote(amina, 'Ja')).status).toBe(400);
    const options = [
      { text: 'Ja', votes: [amina] },
      { text: 'Nej', votes: [] },
    ];
    expect((await readChat(chat))[0]).toMatchObject({ from: 'bot', poll: { ...poll, options } });
  });

  it('write as much as WhatsApp takes, in any bytes', async () => {
    const { chat, amina } = await makeChat();
    const line = `POST /chats/${chat}/messages`;
    const text = '\u0001'.repeat(1024 * 1024);
    expect((await call(line, { body: { from: amina, text } })).status).toBe(200);
    expect((await readChat(chat))[0]?.text === text).toBe(true);
    const more = await call(line, { body: { from: amina, text: `${text}a` } });
    expect([more.status, more.body.error?.includes('1 MiB')]).toEqual([400, true]);
    const huge = await call(line, { raw: Buffer.alloc(8 * 1024 * 1024, ' ') });
    expect(huge).toMatchObject({ status: 413, body: { error: expect.any(String) } });
  });
});

describe('groups', () => {
  const tuesday = {
    ...{ name: 'Tirsdag i Vollsmose', weekday: 'tuesday', start: '10:00', end: '12:00' },
    ...{ place: 'Familiehuset', starts: '2026-11-01', ends: '2026-12-31', languages: 'da,ar' },
  };
  const addGroup = async (): Promise<string> =>
    String((await call('POST /groups', { body: tuesday })).body.id);

  it('are added with a chat of the same id, and have meetings', async () => {
    const id = await addGroup();
    const { body } = await call('GET /state');
    expect(id).toMatch(/^g-[a-z0-9]{6}$/);
    expect(body).toMatchObject({ groups: [{ id, name: tuesday.name, chat: id, members: [] }] });
    expect(simulator.chats()).toEqual([{ id, name: tuesday.name }]);
    const { status, body: meetings } = await call(`GET /groups/${id}/meetings`);
    expect(status).toBe(200);
    expect(meetings).toContainEqual(
      expect.objectContaining({ date: '2026-11-17', start: '10:00', place: 'Familiehuset' }),
    );
  });

  it('are refused by the office, and then leave no chat behind', async () => {
    const answer = await call('POST /groups', { body: { ...tuesday, weekday: 'someday' } });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/weekday/) },
    });
    expect((await call('POST /groups', { body: { weekday: 'tuesday' } })).status).toBe(400);
    await call('POST /faults', { body: { away: true } });
    expect((await call('POST /groups', { body: tuesday })).status).toBe(400);
    expect(simulator.chats()).toEqual([]);
    expect((await call('GET /state')).body).toMatchObject({ groups: [], chats: [] });
  });

  it('get members, who are registered by their phone and join by the id that they show', async () => {
    const group = await addGroup();
    const add = (body: object) => call(`POST /groups/${group}/members`, { body });
    const amina = { name: 'Amina', role: 'mother', language: 'ar' };
    const { id } = (await add({ ...amina, identity: 'lid' })).body;
    const bente = { name: 'Bente', role: 'volunteer' };
    const other = (await add(bente)).body.id;
    const members = [
      { ...amina, id },
      { ...bente, id: other, language: null },
    ];
    expect((await call('GET /state')).body).toMatchObject({ groups: [{ members }] });
    await call('POST /quiet');
    expect(handled).toMatchObject([
      { kind: 'join', chat: { id: group }, from: expect.stringMatching(/@lid$/) },
      { kind: 'join', chat: { id: group }, from: expect.stringMatching(/@c\.us$/) },
    ]);
    expect(await readChat(`dm-${id}`)).toEqual([]);
  });

  it('lose members, who then cannot write there any more', async () => {
    const group = await addGroup();
    const body = { name: 'Amina', role: 'mother' };
    const { id } = (await call(`POST /groups/${group}/members`, { body })).body;
    expect((await call(`DELETE /groups/${group}/members/${id}`)).status).toBe(200);
    expect((await call(`DELETE /groups/${group}/members/${id}`)).status).toBe(404);
    const hello = { body: { from: id, text: 'hej' } };
    expect((await call(`POST /chats/${group}/messages`, hello)).status).toBe(400);
    await call('POST /quiet');
    expect(handled.map(({ kind }) => kind)).toEqual(['join', 'leave']);
  });

  it.each([
    { name: 'Amina', role: 'queen' },
    { name: 'Amina', role: 'mother', language: 'not a language' },
    { name: 'Amina', role: 'mother', identity: 'face' },
    { role: 'mother' },
  ])('refuse the member %j, and leave nobody behind', async (body) => {
    const group = await addGroup();
    const answer = await call(`POST /groups/${group}/members`, { body });
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringMatching(/\S/) } });
    expect(simulator.people(group)).toEqual([]);
    expect((await call('GET /state')).body).toMatchObject({ groups: [{ members: [] }] });
  });
});

describe("a chat that is no group's own", () => {
  const addPerson = async (name: string): Promise<string> =>
    String((await call('POST /people', { body: { name } })).body.id);

  it('is made with its members and told apart from groups', async () => {
    const [amina, bente] = [await addPerson('Amina'), await addPerson('Bente')];
    const place = { weekday: 'tuesday', start: '10:00', end: '12:00', place: 'Familiehuset' };
    const group = (await call('POST /groups', { body: { name: 'Tirsdag', ...place } })).body.id;
    const body = { name: ' Frivillige ', members: [bente] };
    const { id } = (await call('POST /chats', { body })).body;
    const empty = (await call('POST /chats', { body: { name: 'Tom' } })).body.id;
    expect((await call('GET /state')).body).toMatchObject({
      groups: [{ id: group, chat: group, staffChat: null }],
      chats: [
        { id, name: 'Frivillige', members: [bente] },
        { id: empty, name: 'Tom', members: [] },
      ],
      people: [
        { id: amina, name: 'Amina' },
        { id: bente, name: 'Bente' },
      ],
    });
    await office.setStaffChat(String(group), String(id));
    expect((await call('GET /state')).body).toMatchObject({ groups: [{ staffChat: id }] });
    await call('POST /quiet');
    expect(handled).toMatchObject([{ kind: 'join', chat: { id, kind: 'group' } }]);
  });

  it('is for its members only: nobody else speaks, votes or reacts there', async () => {
    const [amina, bente] = [await addPerson('Amina'), await addPerson('Bente')];
    const { id } = (await call('POST /chats', { body: { name: 'F', members: [bente] } })).body;
    const poll = { question: 'Kommer I?', options: ['Ja', 'Nej'], multiple: false };
    const message = { kind: 'poll', ...poll } as const;
    const sending = { key: 'poll', chat: id as never, message, claimedAt: START_AT };
    await simulator.channel.send(sending);
    const asked = (await readChat(String(id)))[0]?.id;
    const attempt = async (from: string): Promise<number[]> => {
      const lines = [`POST /messages/${asked}/votes`, `POST /messages/${asked}/reactions`];
      const body = { from, text: 'hej', options: ['Ja'], emoji: '👍' };
      const all = [`POST /chats/${id}/messages`, ...lines].map((line) => call(line, { body }));
      return (await Promise.all(all)).map(({ status }) => status);
    };
    expect(await attempt(amina)).toEqual([400, 400, 400]);
    expect(await attempt(bente)).toEqual([200, 200, 200]);
  });

  it.each([
    { members: [] },
    { name: ' ', members: [] },
    { name: 'Frivillige', members: 'amina' },
    { name: 'Frivillige', members: [7] },
    { name: 'Frivillige', members: ['nobody'] },
    { name: 'Frivillige', members: ['bot'] },
  ])('is refused as %j, and leaves nothing behind', async (body) => {
    const answer = await call('POST /chats', { body });
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringMatching(/\S/) } });
    expect(JSON.stringify(answer.body)).not.toContain('nobody');
    expect(simulator.chats()).toEqual([]);
  });

  it('takes nobody twice, by whichever of her ids, and then is not made', async () => {
    const { id, phone } = simulator.createPerson({ name: 'Bente' });
    const body = { name: 'Frivillige', members: [id, phone] };
    expect(await call('POST /chats', { body })).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/twice/) },
    });
    expect(simulator.chats()).toEqual([]);
    await call('POST /quiet');
    expect(handled).toEqual([]);
  });

  it('is in the demo, with those who run its group', async () => {
    await addDemoOrganisation(simulator, office);
    const [group, more] = office.groups();
    const runs = office
      .members(group?.id ?? '')
      .filter(({ role }) => role === 'volunteer' || role === 'coordinator')
      .map(({ id }) => id);
    expect([more, runs.length]).toEqual([undefined, 3]);
    expect((await call('GET /state')).body).toMatchObject({
      chats: [{ id: group?.staffChat, name: 'Frivillige Nørrebro', members: runs }],
    });
    await addDemoOrganisation(simulator, office);
    expect(simulator.chats()).toHaveLength(2);
  });
});

describe('time', () => {
  it('moves forward to an instant or by calendar days, and only forward', async () => {
    const state = await call('GET /state');
    expect(state.body).toMatchObject({ now: START, groups: [], connected: true });
    const to = '2026-11-16T13:00:00+01:00';
    expect((await call('POST /clock', { body: { to } })).body.now).toBe('2026-11-16T12:00:00.000Z');
    const by = await call('POST /clock', { body: { advance: 'P1W1DT1H30M' } });
    expect(by.body.now).toBe('2026-11-24T13:30:00.000Z');
    expect((await call('POST /clock', { body: { to: START } })).status).toBe(400);
    expect((await call('POST /quiet')).body.now).toBe('2026-11-24T13:30:00.000Z');
  });

  it('counts advances that come at once one after the other', async () => {
    const hour = { body: { advance: 'PT1H' } };
    await Promise.all([1, 2, 3, 4].map(() => call('POST /clock', hour)));
    expect((await call('GET /state')).body.now).toBe('2026-11-16T15:00:00.000Z');
  });

  it.each([
    {},
    { to: START, advance: 'PT1H' },
    { to: '2026-11-17T10:00' },
    { to: 1_800_000_000_000 },
    { advance: '-PT1H' },
    { advance: 3600 },
    { advance: 'P11Y' },
  ])('refuses %j', async (body) => {
    expect(await call('POST /clock', { body })).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/\S/) },
    });
    expect(simulator.clock.now()).toBe(START_AT);
  });
});

describe('faults', () => {
  it('are set, told and cleared', async () => {
    const set = await call('POST /faults', { body: { failNext: 2, away: 'PT2H' } });
    expect(set.body).toEqual({ failNext: 2, away: 'PT2H' });
    expect((await call('GET /state')).body.connected).toBe(false);
    expect((await call('GET /faults')).body).toEqual({ failNext: 2, away: 'PT2H' });
    expect((await call('POST /faults', { body: { breakNext: 1 } })).status).toBe(400);
    expect((await call('POST /faults', { body: {} })).body).toEqual({});
    expect((await call('GET /state')).body.connected).toBe(true);
  });
});

describe('bad calls', () => {
  it.each([
    ['GET /chats/g-nobody/messages', {}],
    ['GET /chats/dm-nobody/messages', {}],
    ['POST /chats/g-nobody/messages', { body: { from: 'nobody', text: 'hej' } }],
    ['PATCH /messages/3EB0', { body: { text: 'hej' } }],
    ['DELETE /messages/3EB0', {}],
    ['POST /messages/3EB0/votes', { body: { from: 'nobody', options: [] } }],
    ['POST /messages/3EB0/reactions', { body: { from: 'nobody', emoji: '👍' } }],
    ['POST /groups/g-nobody/members', { body: { name: 'Amina', role: 'mother' } }],
    ['DELETE /groups/g-nobody/members/m-nobody', {}],
    ['GET /groups/g-nobody/meetings', {}],
    ['GET /nothing', {}],
  ] as const)('answers 404 to %s', async (line, options) => {
    const answer = await call(line, options);
    expect(answer).toMatchObject({ status: 404, body: { error: expect.stringMatching(/\S/) } });
    expect(answer.type).toContain('application/json');
  });

  it.each([
    ['POST /people', { raw: '{"name": ' }],
    ['POST /people', { raw: '"Amina"' }],
    ['POST /people', { raw: '[]' }],
    ['POST /people', { raw: '{"name": 1}' }],
    ['POST /people', { body: { name: '  ' } }],
    ['POST /people', { body: { name: 'Amina', identity: 'face' } }],
    ['POST /groups', { body: { name: 'Tirsdag' } }],
    ['GET /chats/%E0%A4%A/messages', {}],
    ['GET /chats/dm-amina/messages?since=-1', {}],
  ] as const)('answers 400 to %s %j', async (line, options) => {
    const answer = await call(line, options);
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringMatching(/\S/) } });
    expect(answer.type).toContain('application/json');
  });

  it('never repeats what somebody wrote', async () => {
    const { amina } = await makeChat();
    const body = { from: amina, text: 'hemmeligt', options: ['hemmeligt'], emoji: 'hemmeligt' };
    const lines = ['POST /chats/dm-nobody/messages', 'POST /messages/3EB0/votes', 'POST /clock'];
    for (const line of [...lines, 'POST /faults']) {
      expect(JSON.stringify((await call(line, { body })).body)).not.toContain('hemmeligt');
    }
    const broken = await call('POST /people', { raw: '{"name": hemmeligt' });
    expect(JSON.stringify(broken.body)).not.toContain('hemmeligt');
  });
});

describe('this machine only', () => {
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')?.address;

  it.skipIf(own === undefined)('refuses a caller from the network', async () => {
    const headers = { Host: `localhost:${port}` };
    expect((await call('GET /state', { host: own ?? '', headers })).status).toBe(403);
  });

  it.each<Record<string, string>>([
    { Host: 'holdepunkt.example' },
    { Host: 'localhost.holdepunkt.example:3000' },
    { Origin: 'https://holdepunkt.example' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { 'X-Forwarded-For': '192.0.2.7' },
  ])('refuses %j', async (headers) => {
    expect(await call('GET /state', { headers })).toMatchObject({
      status: 403,
      body: { error: expect.any(String) },
    });
  });

  it.each<Record<string, string>>([
    { Host: 'localhost' },
    { Host: 'LOCALHOST:3000', Origin: 'http://LOCALHOST:3000', 'Sec-Fetch-Site': 'same-origin' },
    { Host: '[::1]:3000' },
    { 'Sec-Fetch-Site': 'none' },
  ])('answers %j', async (headers) => {
    expect((await call('GET /state', { headers })).status).toBe(200);
  });
});

describe('the stream', () => {
  it('tells that something changed, and what only by asking', async () => {
    const stopped = new AbortController();
    const response = await fetch(`http://127.0.0.1:${port}/simulator/api/stream`, {
      signal: stopped.signal,
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain('data: changed\n\n');
    await call('POST /people', { body: { name: 'Amina' } });
    expect((await reader?.read())?.value).toBe('data: changed\n\n');
    stopped.abort();
  });
});
