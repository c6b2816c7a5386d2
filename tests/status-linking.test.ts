/** What the status page takes and from whom, and /health, over real HTTP. */

import { request as call } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelPhase, ChannelState } from '../bot/types.ts';
import da from '../locales/da/office.json' with { type: 'json' };
import { EARLIER, QR_TEXT, type Stage, startStage, textOf } from './status-stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.close());

const QR = { kind: 'qr', text: QR_TEXT } as const;
const CODE = { kind: 'code', text: 'ABCDEFGH' } as const;

const read = async (): Promise<string> => (await fetch(`${stage.url}/status`)).text();
const post = (fields: Record<string, string>, query = ''): Promise<Response> =>
  fetch(`${stage.url}/status/link${query}`, {
    method: 'POST',
    headers: { Origin: stage.url },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });

describe('linking', () => {
  it.each([
    ['+45 20 12 34 56', '4520123456'],
    ['20123456', '4520123456'],
    [' 20 12 34 56 ', '4520123456'],
    ['20-12-34-56', '4520123456'],
    ['4520123456', '4520123456'],
    ['0045 20 12 34 56', '4520123456'],
    ['(+45) 20 12 34 56', '4520123456'],
    ['+46 70 123 45 67', '46701234567'],
  ])('by the number "%s"', async (phone, digits) => {
    const response = await post({ by: 'code', phone });
    expect([response.status, response.headers.get('Location')]).toEqual([303, '/status']);
    expect(stage.asked).toEqual([{ phone: digits }]);
  });

  it.each([
    ['', 'status.code.missing'],
    ['   ', 'status.code.missing'],
    ['2012345', 'status.code.wrong'],
    ['+45 20 12 34 5', 'status.code.wrong'],
    ['12345678', 'status.code.wrong'],
    ['ring til mig', 'status.code.wrong'],
    ['"><script>', 'status.code.wrong'],
    ['9'.repeat(60), 'status.code.wrong'],
  ] as const)('not by "%s": %s', async (phone, key) => {
    const response = await post({ by: 'code', phone });
    const markup = await response.text();
    expect(response.status).toBe(422);
    expect(markup).toContain(`<p class="error" id="phone-error">${da[key]}</p>`);
    expect(markup).toContain('aria-describedby="phone-error phone-hint" aria-invalid="true"');
    expect(markup).not.toContain('"><script>');
    expect(stage.asked).toEqual([]);
  });

  it('keeps the language that was chosen', async () => {
    const { headers } = await post({ by: 'qr' }, '?lang=en');
    expect(headers.get('Location')).toBe('/status?lang=en');
  });

  it('by a code to scan again', async () => {
    expect((await post({ by: 'qr' })).status).toBe(303);
    expect(stage.asked).toEqual([{}]);
  });

  it('afresh only where the box is ticked', async () => {
    const refused = await post({ by: 'afresh' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain(da['status.afresh.unsure']);
    expect(stage.asked).toEqual([]);
    expect((await post({ by: 'afresh', sure: 'yes' })).status).toBe(303);
    expect(stage.asked).toEqual([{ fresh: true }]);
  });

  it.each([
    [{ by: 'something' }, 400],
    [{}, 400],
    [{ by: 'code', phone: '1'.repeat(5000) }, 413],
  ] as const)('not by a form that cannot be read: $1', async (fields, status) => {
    const response = await post({ ...fields });
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(da['status.form.unreadable']);
    expect(stage.asked).toEqual([]);
  });

  it('says when it did not work, and nothing of the reason', async () => {
    stage.answerLink(() => Promise.reject(new Error('4520123456 is unknown')));
    const response = await post({ by: 'code', phone: '20123456' });
    const markup = await response.text();
    expect(response.status).toBe(503);
    expect(markup).toContain(da['status.form.failed']);
    expect(markup).not.toContain('4520123456');
  });

  it('leads back to the status page where it takes long', async () => {
    stage.answerLink(() => new Promise(() => undefined));
    expect((await post({ by: 'qr' })).status).toBe(303);
  });

  it.each<[string, Partial<ChannelState>, readonly string[]]>([
    ['a code to scan', { phase: 'linking', link: QR }, ['code', 'afresh']],
    ['a code to type', { phase: 'linking', link: CODE }, ['code', 'qr', 'afresh']],
    ['logged out', { phase: 'unlinked' }, ['code', 'qr', 'afresh']],
    ['connected', { phase: 'connected' }, ['afresh']],
    ['away', { phase: 'away' }, ['afresh']],
    ['stopped', { phase: 'stopped' }, []],
  ])('%s: it offers the way on', async (_how, state, ways) => {
    stage.change(state);
    const markup = await read();
    const offered = [...markup.matchAll(/href="\/status\/(\w+)"|name="by" value="(\w+)"/g)];
    expect(offered.map(([, page, by]) => page ?? by)).toEqual(ways);
  });
});

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly host?: string;
}

/** Asks as a browser or a program would that can set every header. */
function ask(port: number, { path = '/status', method = 'GET', headers, host }: Asked) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const request = call({ host: host ?? '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece) => {
        text += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    request.on('error', reject);
    request.end(method === 'POST' ? 'by=qr' : undefined);
  });
}

describe('who is kept out', () => {
  const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const VISIT = { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')?.address;

  it.each<[string, Record<string, string>, keyof typeof da]>([
    ['another name for this machine', { Host: 'evil.example' }, 'status.refused.host'],
    ['a name that begins as ours', { Host: 'localhost.evil.example' }, 'status.refused.host'],
    ['a proxy', { 'X-Forwarded-For': '192.0.2.7' }, 'status.refused.proxy'],
    ['a proxy of the standard', { Forwarded: 'for=192.0.2.7' }, 'status.refused.proxy'],
    ['a proxy that says only its name', { Via: '1.1 proxy' }, 'status.refused.proxy'],
    ['a script of another site', { 'Sec-Fetch-Site': 'cross-site' }, 'status.refused.site'],
    ['another port of this machine', { Origin: 'http://localhost:1' }, 'status.refused.site'],
  ])('%s, with the way in', async (_who, headers, reason) => {
    stage.change({ phase: 'linking', link: QR });
    for (const path of ['/status', '/status/code', '/status/afresh', '/status/events']) {
      const { status, text } = await ask(stage.port, { path, headers });
      expect([path, status]).toEqual([path, 403]);
      expect(textOf(text)).toContain(da[reason]);
      expect(text).toContain(`ssh -L ${stage.port}:127.0.0.1:${stage.port} `);
      expect(text).not.toContain('class="qr"');
    }
  });

  it.skipIf(own === undefined)('a caller from the network', async () => {
    const open = await startStage('0.0.0.0');
    try {
      const headers = { Host: `localhost:${open.port}` };
      const { status, text } = await ask(open.port, { host: own ?? '', headers });
      expect(status).toBe(403);
      expect(textOf(text)).toContain(da['status.refused.remote']);
      const health = await ask(open.port, { host: own ?? '', path: '/health' });
      expect(health.status).toBe(200);
    } finally {
      await open.close();
    }
  });

  it.each<[string, Record<string, string>]>([
    ['that does not say where it is from', {}],
    ['of another site', { Origin: 'https://evil.example' }],
    ['of nowhere', { Origin: 'null' }],
    ['of another site, called a visit', { 'Sec-Fetch-Site': 'cross-site', ...VISIT }],
  ])('a form %s', async (_form, headers) => {
    const answer = await ask(stage.port, {
      method: 'POST',
      path: '/status/link',
      headers: { ...FORM, ...headers },
    });
    expect(answer.status).toBe(403);
    expect(stage.asked).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['by name', { Host: 'localhost:3000' }],
    ['by name in capitals', { Host: 'LOCALHOST' }],
    ['by the newer address', { Host: '[::1]:3000' }],
    ['by typing the address', { 'Sec-Fetch-Site': 'none' }],
    ['by a link in a mail on the web', { 'Sec-Fetch-Site': 'cross-site', ...VISIT }],
  ])('but not who comes %s', async (_way, headers) => {
    expect((await ask(stage.port, { headers })).status).toBe(200);
  });

  it('nor a form of its own', async () => {
    const headers = { ...FORM, Host: '127.0.0.1:3000', Origin: 'http://127.0.0.1:3000' };
    const answer = await ask(stage.port, { method: 'POST', path: '/status/link', headers });
    expect(answer.status).toBe(303);
  });
});

describe('/health', () => {
  it.each<[ChannelPhase, number, string]>([
    ['connected', 200, 'ok'],
    ['away', 503, 'away'],
    ['starting', 503, 'away'],
    ['linking', 503, 'away'],
    ['unlinked', 503, 'away'],
    ['stopped', 503, 'away'],
  ])('%s: %i, and nothing that links', async (phase, status, word) => {
    stage.change({ phase, link: QR, problems: ['votes-unheard'] });
    stage.count({ queued: 2, held: 1, failed: 4 });
    const { status: answered, text } = await ask(stage.port, {
      path: '/health',
      headers: { Host: 'holdepunkt.example', 'X-Forwarded-For': '192.0.2.7' },
    });
    expect(answered).toBe(status);
    expect(JSON.parse(text)).toEqual({
      status: word,
      phase,
      sinceAt: EARLIER,
      problems: ['votes-unheard'],
      outbox: { queued: 2, held: 1 },
      uptimeS: (26 * 60 + 5) * 60,
    });
  });
});
