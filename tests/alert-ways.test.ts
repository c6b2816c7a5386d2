/** The ways by which alerts go, their settings, and `manage alert test`. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeAlert } from '../bot/alert-text.ts';
import { createAlertWays, NotTaken } from '../bot/alert-ways.ts';
import { BadInput } from '../bot/bad-input.ts';
import { loadConfig } from '../bot/config.ts';
import { createScene, MINUTE_MS, START, textOf, WORDS } from './alert-scene.ts';

const TO_MARIA = { to: 'maria@example.org', from: 'bot@example.org' };

/** What the ways throw, all of which must. */
async function failures(
  settings: readonly Parameters<typeof createAlertWays>[0][],
  limitMs?: number,
): Promise<NotTaken[]> {
  const alert = writeAlert(WORDS, 'odense', { kind: 'test', sinceAt: START });
  const ways = settings.flatMap((one) => createAlertWays(one, limitMs));
  const ended = await Promise.allSettled(ways.map((way) => way.deliver(alert)));
  const errors = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  expect(errors).toHaveLength(settings.length);
  expect(errors.every((error) => error instanceof NotTaken)).toBe(true);
  return errors;
}

/** A port of this machine that nobody listens at. */
async function findClosedPort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('a way that fails', () => {
  it('says only a code', async () => {
    const { hook, mail } = await createScene();
    hook.status = 404;
    mail.recipient = '550 maria@example.org is unknown here';
    const closed = await findClosedPort();
    const errors = await failures([
      { webhook: hook.url, email: null },
      { webhook: `http://127.0.0.1:${closed}/secret`, email: null },
      { webhook: null, email: { ...TO_MARIA, smtpUrl: `smtp://127.0.0.1:${mail.port}` } },
      { webhook: null, email: { ...TO_MARIA, smtpUrl: `smtp://127.0.0.1:${closed}` } },
    ]);
    expect(errors.map(({ code }) => code)).toEqual([
      'HTTP_404',
      'ECONNREFUSED',
      'SMTP_550',
      expect.stringMatching(/^E[A-Z]+$/),
    ]);
    expect(errors.map((error) => inspect(error)).join()).not.toMatch(/example\.org|secret/);
  });

  it('does not wait for ever', async () => {
    const sockets: Socket[] = [];
    const server = createTcpServer((socket) => sockets.push(socket.on('error', () => {})));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    onTestFinished(async () => {
      for (const socket of sockets) {
        socket.destroy();
      }
      server.close();
      await once(server, 'close');
    });
    const errors = await failures(
      [
        { webhook: `http://127.0.0.1:${port}`, email: null },
        { webhook: null, email: { ...TO_MARIA, smtpUrl: `smtp://127.0.0.1:${port}` } },
      ],
      100,
    );
    expect(errors.map(({ code }) => code)).toEqual(['ETIMEDOUT', 'ETIMEDOUT']);
  });

  it('does not give the password of the mail away to who listens', async () => {
    const { mail } = await createScene();
    // Another name of this machine, which does not look like it.
    const smtpUrl = `smtp://bot:hunter2@[::ffff:127.0.0.1]:${mail.port}`;
    expect(await failures([{ webhook: null, email: { ...TO_MARIA, smtpUrl } }])).toHaveLength(1);
    expect(mail.said.some((line) => line.startsWith('EHLO'))).toBe(true);
    expect(mail.said.filter((line) => /^(?:AUTH|MAIL)/.test(line))).toEqual([]);
  });
});

describe('the settings', () => {
  const problemOf = (env: Readonly<Record<string, string>>): string => {
    try {
      loadConfig(env);
      return '';
    } catch (error) {
      return error instanceof BadInput ? error.message : `not for people: ${error}`;
    }
  };

  it.each([
    ['ALERT_WEBHOOK', 'example.org'],
    ['ALERT_WEBHOOK', 'http://example.org/hunter2'],
    ['ALERT_WEBHOOK', 'https://bot:hunter2@example.org'],
    ['ALERT_WEBHOOK', 'http://127.0.0.1.example.org/hunter2'],
    ['SMTP_URL', 'mail.example.org:587'],
    ['SMTP_URL', 'https://bot:hunter2@example.org'],
    ['SMTP_URL', 'smtp://bot:hunter2#@example.org'],
    ['ALERT_FROM', 'Maria'],
    ['ALERT_FROM', 'Maria <hunter2@example.org>'],
    ['ALERT_AFTER_MINUTES', '0'],
    ['ALERT_AFTER_MINUTES', '2.5'],
    ['ALERT_AFTER_MINUTES', 'soon'],
  ])('refuse %s=%s in one line that repeats no address', (name, value) => {
    const problem = problemOf({ [name]: value });
    expect(problem).toMatch(new RegExp(`^Settings: ${name} must be \\S.{5,}$`));
    expect(problem).not.toMatch(/hunter2|; /);
  });

  it('want a server for the mail, and an address that is one', () => {
    const to = 'maria@example.org';
    expect(problemOf({ ALERT_EMAIL: to })).toMatch(/^Settings: ALERT_EMAIL must be .*SMTP_URL/);
    const SMTP_URL = 'smtps://bot:hunter2@example.org';
    expect(problemOf({ ALERT_EMAIL: 'maria', SMTP_URL })).toMatch(/^Settings: ALERT_EMAIL must be/);
    const both = problemOf({ ALERT_EMAIL: to, SMTP_URL: 'nowhere' });
    expect(both).toMatch(/^Settings: SMTP_URL must be [^;]+$/);
    const { alerts } = loadConfig({ ALERT_EMAIL: to, SMTP_URL, ALERT_AFTER_MINUTES: '10' });
    const email = { to, from: to, smtpUrl: SMTP_URL };
    expect(alerts).toEqual({ webhook: null, email, afterMs: 10 * MINUTE_MS });
  });
});

describe('manage alert test', () => {
  it('tries every way and tells what became of each', async () => {
    const { hook, mail } = await createScene();
    const env = {
      ALERT_WEBHOOK: hook.url,
      ALERT_EMAIL: TO_MARIA.to,
      ALERT_FROM: TO_MARIA.from,
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    };
    expect(await manage(env)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^webhook +taken\nemail +taken$/m),
      err: '',
    });
    expect(hook.posted.map(({ body }) => body.kind)).toEqual(['test']);
    expect(mail.mails.map(({ text }) => text)).toEqual([textOf(hook.posted[0])]);
    expect(mail.mails[0]?.header).toMatch(/^From: bot@example\.org$/m);
    hook.status = 410;
    const { code, out } = await manage(env, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      ways: [
        { way: 'webhook', delivered: false, problem: 'HTTP_410' },
        { way: 'email', delivered: true, problem: null },
      ],
    });
  });

  it('says what is missing', async () => {
    const { code, out, err } = await manage({});
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^manage: no way is set up; set ALERT_WEBHOOK[^\n]+\n$/);
  });
});

/** `manage alert test` with these settings; it makes no folder. */
async function manage(
  settings: Readonly<Record<string, string>>,
  ...more: readonly string[]
): Promise<{ code: number | null; out: string; err: string }> {
  const root = join(import.meta.dirname, '..');
  const folder = join(tmpdir(), 'holdepunkt-alerts-nowhere');
  const args = [join(root, 'bot/cli/manage.ts'), 'alert', 'test', ...more];
  const env = { PATH: process.env['PATH'], DATA_DIR: folder, ...settings };
  const child = spawn(process.execPath, args, { cwd: root, env });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    out += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    err += part;
  });
  const [code] = await once(child, 'close');
  expect(existsSync(folder)).toBe(false);
  return { code, out, err };
}
