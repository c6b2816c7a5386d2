/**
 * What the tests of alerts stand on: a web server and a mail server that are real, on this machine,
 * and alerts whose channel and clock the test moves.
 */

import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createAlertWays } from '../bot/alert-ways.ts';
import { type Alerts, createAlerts } from '../bot/alerts.ts';
import { loadConfig } from '../bot/config.ts';
import { loadOfficeWords } from '../bot/office-words.ts';
import type { ChannelState, Group, Queued } from '../bot/types.ts';
import { createSmallWorld, instant, type SmallWorld } from './small-world.ts';

export const WORDS = loadOfficeWords(join(import.meta.dirname, '..', 'locales'));
export const START = instant('2026-11-22T08:00Z');
export const MINUTE_MS = 60_000;
/** In minutes, as the scene passes them. */
export const HOUR = 60;

export interface Posted {
  readonly type: string | undefined;
  readonly body: Readonly<Record<'account' | 'kind' | 'text' | 'since', string>>;
}

export interface Hook {
  readonly url: string;
  /** What was posted, and as what. */
  readonly posted: Posted[];
  status: number;
}

async function startHook(): Promise<Hook> {
  const posted: Hook['posted'] = [];
  const server = createHttpServer((request, response) => {
    void readBody(request).then((body) => {
      posted.push({ type: request.headers['content-type'], body: JSON.parse(body) });
      response.writeHead(hook.status, { location: '/elsewhere' }).end('not read');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const hook: Hook = { url: `http://127.0.0.1:${port}/hook`, posted, status: 204 };
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return hook;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request.setEncoding('utf8')) {
    body += part;
  }
  return body;
}

export interface MailServer {
  readonly port: number;
  /** Every line a client sent outside of a mail. */
  readonly said: string[];
  readonly mails: { readonly header: string; readonly text: string }[];
  /** Answers every recipient so. */
  recipient: string;
}

/** As much of RFC 5321 as one client needs that sends one mail a connection. */
async function startMailServer(): Promise<MailServer> {
  const server = createTcpServer((socket) => talk(socket, mailServer));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const mailServer: MailServer = { port, said: [], mails: [], recipient: '250 fine' };
  onTestFinished(async () => {
    server.close();
    await once(server, 'close');
  });
  return mailServer;
}

const ANSWERS: readonly (readonly [command: RegExp, answer: string])[] = [
  [/^EHLO /, '250-mail.test\r\n250 AUTH PLAIN'],
  [/^AUTH PLAIN /, '235 welcome'],
  [/^MAIL FROM:/, '250 fine'],
  [/^DATA$/, '354 go on'],
  [/^QUIT$/, '221 bye'],
];

function talk(socket: Socket, server: MailServer): void {
  let unread = '';
  let mail: string[] | null = null;
  const answer = (line: string): void => void socket.write(`${line}\r\n`);
  const take = (line: string): void => {
    if (mail && line === '.') {
      server.mails.push(readMail(mail));
      mail = null;
      answer('250 taken');
    } else if (mail) {
      mail.push(line);
    } else {
      server.said.push(line);
      const [, known = '502 what?'] = ANSWERS.find(([command]) => command.test(line)) ?? [];
      mail = line === 'DATA' ? [] : null;
      answer(line.startsWith('RCPT TO:') ? server.recipient : known);
    }
  };
  socket.setEncoding('utf8').on('data', (part: string) => {
    const lines = (unread + part).split('\r\n');
    unread = lines.pop() ?? '';
    lines.forEach(take);
  });
  // A client that gives up in the middle is one of the things to be seen here.
  socket.on('error', () => socket.destroy());
  answer('220 mail.test');
}

function readMail(lines: readonly string[]): MailServer['mails'][number] {
  const end = lines.indexOf('');
  const header = lines
    .slice(0, end)
    .join('\n')
    .replace(/\n[ \t]+/g, ' ');
  const body = lines.slice(end + 1).join('\r\n');
  const text = /^Content-Transfer-Encoding: base64$/m.test(header)
    ? Buffer.from(body, 'base64').toString('utf8')
    : decodeQuotedPrintable(body);
  return { header, text };
}

function decodeQuotedPrintable(body: string): string {
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n').trimEnd();
}

export interface Scene {
  readonly world: SmallWorld;
  readonly group: Group;
  readonly hook: Hook;
  readonly mail: MailServer;
  readonly alerts: Alerts;
  /** How the channel stands from now on. */
  stand(state: Partial<ChannelState>): void;
  /** Lets so many minutes pass, with a check after each; answers what the hook was told, by minute. */
  pass(minutes: number): Promise<string[]>;
}

const WELL: ChannelState = {
  ...{ phase: 'connected', sinceAt: START, link: null },
  ...{ problems: [], version: null, attempts: 0 },
};

export async function createScene(groups = 1): Promise<Scene> {
  const world = createSmallWorld('2026-11-22T08:00Z');
  const group = await world.addGroup({ name: 'Ny mor Vollsmose' });
  if (groups === 0) {
    world.db.prepare('delete from groups').run();
  }
  const hook = await startHook();
  const mail = await startMailServer();
  const { alerts: settings } = loadConfig({
    ALERT_WEBHOOK: hook.url,
    ALERT_EMAIL: 'maria@example.org',
    SMTP_URL: `smtp://bot:hunter2@127.0.0.1:${mail.port}`,
  });
  let state = WELL;
  const alerts = createAlerts({
    ...{ channel: { state: () => state }, store: world.store, clock: world.clock, log: world.log },
    ...{ ways: createAlertWays(settings), words: WORDS, account: 'odense' },
    afterMs: settings.afterMs,
  });
  return {
    ...{ world, group, hook, mail, alerts },
    stand(change) {
      state = { ...state, sinceAt: world.clock.now(), ...change };
    },
    async pass(minutes) {
      const told: string[] = [];
      for (let minute = 1; minute <= minutes; minute += 1) {
        world.clock.set(world.clock.now() + MINUTE_MS);
        const before = hook.posted.length;
        await alerts.check();
        told.push(...hook.posted.slice(before).map((one) => `${minute} ${one.body.kind}`));
      }
      return told;
    },
  };
}

export const textOf = (posted: Posted | undefined): string => posted?.body.text ?? '';

let messages = 0;

/** A message that is due now, and how it ends. */
export function endMessage({ world, group }: Scene, status: 'held' | 'failed', dueAgoMs = 0): void {
  messages += 1;
  const now = world.clock.now();
  const queued: Queued = {
    ...{ key: `reminder:${messages}`, group: group.id, dueAt: now - dueAgoMs },
    ...{ message: { kind: 'text', text: 'Vi ses i Familiehuset' }, expiresAt: now + MINUTE_MS },
  };
  world.store.outbox.queue(queued);
  const due = world.store.outbox.nextDue(now);
  const row = due && world.store.outbox.claim(due.id, now);
  if (!row) {
    throw new Error('The message was not claimed');
  }
  world.store.outbox.end(row, status, 'the chat could not be read');
}
