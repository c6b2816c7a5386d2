/**
 * The simulator's HTTP API: people speak, time passes and things go wrong by JSON calls. Mounted by
 * `main` at `/simulator/api`, on this machine only. It acts on the pretend WhatsApp as people would,
 * and on the bot by the office's named commands and queries; it never reaches behind them.
 */
import express from 'express';
import { BadInput, NotFound } from '../../bot/bad-input.ts';
import type { Simulator } from '../../bot/channels/simulator/simulator.ts';
import { streamChanges } from '../stream-changes.ts';
import { addGroupCalls } from './api-groups.ts';
import { guardLoopback } from './api-guard.ts';
import * as read from './api-input.ts';
import type { SimulatorApiParts } from './api-parts.ts';
import { showInstant } from './api-time.ts';

/** A text of 1 MiB is accepted as at WhatsApp; in JSON one byte of it can take six (`\u0001`). */
const BODY_LIMIT_BYTES = 7 * 1024 * 1024;
const TEXT_LIMIT_BYTES = 1024 * 1024;

/** Further is a slip of the hand, and would keep the bot busy for hours. */
const LONGEST_MOVE_MS = 10 * 366 * 24 * 60 * 60 * 1000;

/** Makes the router. It answers in JSON whatever happens, and only to this machine. */
export function createSimulatorApi(parts: SimulatorApiParts): express.Router {
  const router = express.Router();
  router.use(guardLoopback);
  // Any content type: a call by hand with curl should not need a header.
  router.use(express.json({ limit: BODY_LIMIT_BYTES, type: () => true }));
  router.get('/state', (_request, response) => {
    response.json(showState(parts));
  });
  addGroupCalls(router, parts);
  addPeopleCalls(router, parts.simulator);
  addChatCalls(router, parts.simulator);
  addMessageCalls(router, parts.simulator);
  addTimeCalls(router, parts);
  router.use((_request, _response) => {
    throw new NotFound('There is no such call here; see the list of calls and their methods.');
  });
  router.use(answerError(parts));
  return router;
}

function addPeopleCalls(router: express.Router, simulator: Simulator): void {
  router.post('/people', (request, response) => {
    const body = read.readBody(request.body);
    const name = read.readName(body, 'name');
    const { id } = simulator.createPerson({ name, identity: read.readIdentity(body) });
    response.json({ id });
  });
  router.post('/chats', (request, response) => {
    const body = read.readBody(request.body);
    const name = read.readName(body, 'name');
    response.json({ id: simulator.createChat({ name, members: read.readMembers(body) }) });
  });
  router.post('/chats/:id/join', (request, response) => {
    const member = read.readText(read.readBody(request.body), 'member');
    simulator.join(request.params.id, member);
    response.json({ id: member });
  });
}

function addChatCalls(router: express.Router, simulator: Simulator): void {
  router.get('/chats/:id/messages', (request, response) => {
    const { since } = request.query;
    const messages = simulator.messages(request.params.id, read.readSince(since));
    response.json(messages.map((message) => ({ ...message, at: showInstant(message.at) })));
  });
  router.post('/chats/:id/messages', (request, response) => {
    const body = read.readBody(request.body);
    const quoted = read.readOptionalText(body, 'quoted');
    const id = simulator.say({
      chat: request.params.id,
      from: read.readText(body, 'from'),
      text: readMessageText(body),
      ...(quoted !== undefined && { quoted }),
    });
    response.json({ id });
  });
}

function addMessageCalls(router: express.Router, simulator: Simulator): void {
  router.patch('/messages/:id', (request, response) => {
    simulator.edit(request.params.id, readMessageText(read.readBody(request.body)));
    response.json({ id: request.params.id });
  });
  router.delete('/messages/:id', (request, response) => {
    simulator.remove(request.params.id);
    response.json({ id: request.params.id });
  });
  router.post('/messages/:id/votes', (request, response) => {
    const body = read.readBody(request.body);
    const from = read.readText(body, 'from');
    simulator.vote({ message: request.params.id, from, options: read.readOptions(body) });
    response.json({ id: request.params.id });
  });
  router.post('/messages/:id/reactions', (request, response) => {
    const body = read.readBody(request.body);
    const from = read.readText(body, 'from');
    simulator.react({ message: request.params.id, from, emoji: read.readText(body, 'emoji') });
    response.json({ id: request.params.id });
  });
}

function addTimeCalls(router: express.Router, parts: SimulatorApiParts): void {
  const { simulator } = parts;
  const answerNow = (response: express.Response): void => {
    response.json({ now: showInstant(simulator.clock.now()) });
  };
  // One after the other: an advance counts from where the one before it has come to.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = async (work: () => Promise<void>): Promise<void> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    await mine;
  };
  router.post('/clock', async (request, response) => {
    const body = read.readBody(request.body);
    await inTurn(async () => {
      await parts.advanceTo(readDestination(simulator, body));
    });
    answerNow(response);
  });
  router.post('/quiet', async (_request, response) => {
    await inTurn(() => parts.settle());
    answerNow(response);
  });
  router.get('/faults', (_request, response) => {
    response.json(simulator.standingFaults());
  });
  router.post('/faults', (request, response) => {
    response.json(simulator.faults(read.readBody(request.body)));
  });
  router.get('/stream', (_request, response) => {
    streamChanges(response, simulator.onChange);
  });
}

function showState({ simulator, office }: SimulatorApiParts): Record<string, unknown> {
  const known = office.groups();
  const chats = simulator
    .chats()
    .filter(({ id }) => known.every(({ chat }) => chat !== id))
    .map(({ id, name }) => ({ id, name, members: simulator.people(id).map((one) => one.id) }));
  // The pretend WhatsApp's own people: also those whom the bot does not know, by the ids they speak as.
  const people = simulator.everybody().map(({ id, name }) => ({ id, name }));
  const groups = known.map(({ id, name, chat, staffChat, zone }) => ({
    id,
    name,
    chat,
    staffChat,
    zone,
    members: office.members(id).map((member) => ({
      id: member.id,
      name: member.name,
      role: member.role,
      language: member.language,
    })),
  }));
  const connected = simulator.channel.connected();
  return { now: showInstant(simulator.clock.now()), connected, groups, chats, people };
}

function readMessageText(body: read.Body): string {
  const text = read.readText(body, 'text');
  if (Buffer.byteLength(text) > TEXT_LIMIT_BYTES) {
    throw new BadInput('text is longer than 1 MiB; WhatsApp takes no such message.');
  }
  return text;
}

function readDestination(simulator: Simulator, body: read.Body): number {
  const { to, advance } = body;
  if ((to === undefined) === (advance === undefined)) {
    throw new BadInput('Send either {"to": instant} or {"advance": "ISO duration"}.');
  }
  const at = to === undefined ? simulator.after(advance, 'advance') : read.readInstant(body, 'to');
  const now = simulator.clock.now();
  if (at < now) {
    throw new BadInput(`The pretend clock only moves forward; it shows ${showInstant(now)}.`);
  }
  if (at - now > LONGEST_MOVE_MS) {
    throw new BadInput('The pretend clock moves ten years at a time at most; send less.');
  }
  return at;
}

function answerError(parts: SimulatorApiParts): express.ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    if (error instanceof BadInput) {
      response.status(error instanceof NotFound ? 404 : 400).json({ error: error.message });
      return;
    }
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
    if (status >= 400 && status < 500) {
      response.status(status).json({ error: explain(status) });
      return;
    }
    parts.onError?.(error);
    response.status(500).json({ error: 'Something failed in the bot; its log says what.' });
  };
}

function explain(status: number): string {
  if (status === 413) {
    return `The body is larger than ${BODY_LIMIT_BYTES} bytes; send less.`;
  }
  return 'The request cannot be read; send a JSON object in UTF-8, and encode the ids in the path.';
}
