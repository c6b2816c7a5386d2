/** The status page over real HTTP: what it shows, and how. */

import { encode } from 'uqr';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSimulator } from '../bot/channels/simulator/simulator.ts';
import { createLog } from '../bot/log.ts';
import type { ChannelPhase, ChannelProblem, ChannelState } from '../bot/types.ts';
import da from '../locales/da/office.json' with { type: 'json' };
import en from '../locales/en/office.json' with { type: 'json' };
import { createWebApp, listen, stopListening } from '../web/app.ts';
import {
  CONNECTED,
  NOW,
  QR_TEXT,
  type Stage,
  say,
  startStage,
  textOf,
  words,
} from './status-stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.close());

const PROBLEMS: readonly ChannelProblem[] = [
  ...(['page-unknown', 'keys-unreadable', 'chats-unreadable', 'history-unreadable'] as const),
  ...(['reactions-unheard', 'votes-unheard', 'votes-unreadable'] as const),
  ...(['messages-unheard', 'sends-unconfirmed'] as const),
];
const QR = { kind: 'qr', text: QR_TEXT } as const;
const CODE = { kind: 'code', text: 'ABCDEFGH' } as const;

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${stage.url}${path}`, { headers, redirect: 'manual' });
const read = async (path = '/status'): Promise<string> => (await get(path)).text();
describe('how WhatsApp stands', () => {
  it.each<[Partial<ChannelState>, string, string]>([
    [{}, 'Forbundet siden kl. 08.14', 'Connected since 08:14'],
    [
      { sinceAt: Date.parse('2026-10-24T22:30:00Z') },
      'Forbundet siden søndag 25. oktober kl. 00.30',
      'Connected since Sunday 25 October at 00:30',
    ],
    [
      { phase: 'away', attempts: 1 },
      'WhatsApp er væk siden kl. 08.14; Holdepunkt prøver selv igen',
      'Holdepunkt has tried 1 time.',
    ],
    [{ phase: 'away', attempts: 3 }, 'Holdepunkt har prøvet 3 gange.', 'has tried 3 times.'],
    [{ phase: 'starting' }, 'WhatsApp er ved at starte', 'WhatsApp is starting'],
    [{ phase: 'linking' }, 'En ny kode er på vej.', 'A new code is on its way.'],
    [{ phase: 'linking', link: QR }, 'Skal forbindes: scan koden', 'To be linked: scan the code'],
    [
      { phase: 'linking', link: CODE },
      'Skal forbindes: tast koden på telefonen',
      'To be linked: type the code on the phone',
    ],
    [
      { phase: 'unlinked', link: QR },
      'Logget ud: telefonen skal forbindes igen',
      'Logged out: the phone must be linked again',
    ],
    [
      { phase: 'stopped' },
      'Holdepunkt har været standset siden kl. 08.14',
      'Holdepunkt has been stopped since 08:14',
    ],
    [
      { problems: ['votes-unheard'] },
      'Holdepunkt er med i grupperne, men noget virker ikke.',
      'but something does not work.',
    ],
  ])('$0.phase: "$1"', async (state, danish, english) => {
    stage.change(state);
    expect(textOf(await read())).toContain(danish);
    expect(textOf(await read('/status?lang=en'))).toContain(english);
  });

  it.each(PROBLEMS)('%s is told in a sentence of its own, and only it', async (problem) => {
    stage.change({ problems: [problem] });
    const told = textOf(await read());
    expect(PROBLEMS.filter((one) => told.includes(da[`status.problem.${one}`]))).toEqual([problem]);
  });

  it('says nothing of problems where there are none', async () => {
    expect(await read()).toContain('<div data-part="problems"></div>');
  });

  it('shows the outbox in numbers, the build, the version and the uptime', async () => {
    stage.count({ sentToday: 41, queued: 3 });
    const told = textOf(await read());
    expect(told).toMatch(/Sendt i dag 41 Venter på at blive sendt 3 Holdt tilbage 0/);
    expect(told).toContain('WhatsApp Web 2.3000.1042401057');
    expect(told).toMatch(/Holdepunkt \d+\.\d+\.\d+ /);
    expect(told).toContain('Har kørt i 1 dag og 2 timer');
    expect(told).not.toContain(da['status.outbox.held.note']);
    stage.count({ held: 1 });
    expect(textOf(await read())).toContain(da['status.outbox.held.note']);
  });

  it.each(['da', 'en'])('leaves no text out in %s', async (language) => {
    const states: Partial<ChannelState>[] = [
      { phase: 'linking', link: QR, problems: PROBLEMS },
      { phase: 'unlinked', link: { kind: 'code', text: 'ABCD1234' } },
      { phase: 'away', attempts: 2 },
    ];
    for (const state of states) {
      stage.change({ ...CONNECTED, ...state });
      for (const path of ['/status', '/status/code', '/status/afresh']) {
        const told = textOf(await read(`${path}?lang=${language}`));
        expect(told).not.toMatch(/status\.[a-z]|\{\{|undefined|null/);
      }
    }
  });
});

describe('the code to scan', () => {
  /** The picture's modules, read back from what is drawn. */
  function readModules(markup: string): boolean[][] {
    const [, size, path] = /viewBox="0 0 (\d+) \d+"[^>]*>.*? d="([^"]+)"/.exec(
      markup.slice(markup.indexOf('class="qr"')),
    ) ?? ['', '', ''];
    const modules = Array.from({ length: Number(size) }, () =>
      Array.from({ length: Number(size) }, () => false),
    );
    for (const [, x, y, length] of path?.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g) ?? []) {
      modules[Number(y)]?.fill(true, Number(x), Number(x) + Number(length));
    }
    return modules;
  }

  it('is drawn module by module, with a quiet zone of four', async () => {
    stage.change({ phase: 'linking', link: QR });
    const modules = readModules(await read());
    expect(modules.length).toBeGreaterThan(29);
    expect(modules).toEqual(encode(QR_TEXT, { border: 4 }).data);
    const rim = modules.flatMap((row, y) =>
      row.filter((_, x) => Math.min(x, y, row.length - 1 - x, row.length - 1 - y) < 4),
    );
    expect(rim).not.toContain(true);
  });

  it('is described, changes with the channel, and is kept by no cache', async () => {
    stage.change({ phase: 'linking', link: QR });
    const first = await get('/status');
    expect(first.headers.get('Cache-Control')).toBe('no-store');
    const markup = await first.text();
    expect(markup).toContain(`role="img" aria-label="${da['status.link.qr.picture']}"`);
    expect(markup).not.toContain(QR_TEXT);
    stage.change({ link: { kind: 'qr', text: '2@another' } });
    expect(readModules(await read())).toEqual(encode('2@another', { border: 4 }).data);
    stage.change({ phase: 'connected', link: null });
    expect(await read()).not.toContain('class="qr"');
  });

  it.each(['ABCDEFGH', 'ABCD-EFGH', 'abcd efgh'])('%s is shown to type', async (text) => {
    stage.change({ phase: 'linking', link: { kind: 'code', text } });
    expect(await read()).toContain('<p class="code">ABCD-EFGH</p>');
  });
});

describe('without JavaScript', () => {
  it.each<[ChannelPhase, boolean]>([
    ['stopped', false],
    ['starting', true],
    ['linking', true],
    ['connected', false],
    ['away', true],
    ['unlinked', true],
  ])('%s: it loads itself again: %s', async (phase, reloads) => {
    stage.change({ phase });
    const reload = '<noscript><meta http-equiv="refresh" content="10"></noscript>';
    expect((await read()).includes(reload)).toBe(reloads);
  });

  it.each(['/status/code', '/status/afresh'])(
    '%s never does: somebody types there',
    async (path) => {
      stage.change({ phase: 'linking', link: QR });
      expect(await read(path)).not.toContain('http-equiv');
    },
  );
});

describe('what is served', () => {
  it.each(['/status', '/status/code', '/status/afresh'])('%s has nothing inline', async (path) => {
    stage.change({ phase: 'linking', link: QR });
    const response = await get(path);
    const policy = response.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    const markup = await response.text();
    expect(markup).not.toMatch(/ style="| on[a-z]+="|<style|<script(?! type="module" src=)/);
  });

  it.each([
    ['', 'da'],
    ['*', 'da'],
    ['ar', 'da'],
    ['en-GB,en;q=0.9', 'en'],
  ])('a reader of "%s" gets %s', async (accepted, language) => {
    const response = await get('/status', { 'Accept-Language': accepted });
    expect(response.headers.get('Content-Language')).toBe(language);
    expect(response.headers.get('Vary')).toContain('Accept-Language');
    expect(await response.text()).toContain(`<html lang="${language}">`);
  });

  it('a chosen language stays chosen', async () => {
    const response = await get('/status/code?lang=da', { 'Accept-Language': 'en' });
    const markup = await response.text();
    expect(markup).toContain('<html lang="da">');
    expect(markup).toContain('action="/status/link?lang=da"');
  });

  it.each([
    ['/status/style.css', 'text/css'],
    ['/status/client.js', 'text/javascript'],
    ['/status/mark.svg', 'image/svg+xml'],
  ])('%s as %s', async (path, type) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toContain(type);
  });

  it('leads from / to the status page', async () => {
    const response = await get('/');
    expect([response.status, response.headers.get('Location')]).toEqual([302, '/status']);
  });
});

describe('the stream', () => {
  it('tells that something changed, and what only by asking', async () => {
    const stopped = new AbortController();
    const response = await fetch(`${stage.url}/status/events`, { signal: stopped.signal });
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain('data: changed\n\n');
    stage.change({ phase: 'linking', link: QR });
    expect((await reader?.read())?.value).toBe('data: changed\n\n');
    stopped.abort();
  });
});

describe('the words of the office', () => {
  it('are the same in every language, with the same values in them', () => {
    const shape = (texts: Readonly<Record<string, string>>) =>
      Object.entries(texts).map(([key, text]) => [key, (text.match(/\{\{\w+\}\}/g) ?? []).sort()]);
    expect(shape(en)).toEqual(shape(da));
  });
});

describe('on the simulator', () => {
  it('says that it is one, offers no linking, and keeps the page at /', async () => {
    const simulator = openSimulator({ file: ':memory:', startAt: NOW });
    await simulator.channel.start(
      async () => undefined,
      () => undefined,
    );
    const { channel, clock, onChange } = simulator;
    const source = {
      ...{ name: channel.name, state: channel.state, link: channel.link, onChange, clock },
      ...{ outbox: () => ({ queued: 0, held: 0, failed: 0, sentToday: 0 }), startedAt: NOW },
    };
    const app = createWebApp({
      ...{ status: source, words, say },
      log: createLog('silent'),
    });
    const { server, port } = await listen(app, { host: '127.0.0.1', port: 0 });
    try {
      const address = `http://127.0.0.1:${port}`;
      const told = await (await fetch(`${address}/status`)).text();
      expect(textOf(told)).toContain('Forbundet siden kl. 09.30');
      expect(textOf(told)).toContain(da['status.detail.simulator']);
      expect(told).not.toMatch(/\/status\/(?:code|afresh)|<form/);
      expect((await fetch(`${address}/health`)).status).toBe(200);
      simulator.faults({ away: true });
      expect((await fetch(`${address}/health`)).status).toBe(503);
      expect(textOf(await (await fetch(`${address}/status`)).text())).toContain('WhatsApp er væk');
    } finally {
      await stopListening(server);
      await channel.stop();
      simulator.close();
    }
  });
});
