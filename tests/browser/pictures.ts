/** `npm run pictures`: makes the pictures of the README from the running program. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { loadConfig } from '../../bot/config.ts';
import { startHoldepunkt } from '../../bot/main.ts';
import { findChromium } from '../chromium.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PICTURES = join(ROOT, 'docs', 'pictures');
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];

interface State {
  readonly groups: readonly [
    {
      readonly id: string;
      readonly members: readonly { readonly id: string; readonly name: string }[];
    },
  ];
}

async function drawSimulator(browser: Browser): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'holdepunkt-pictures-'));
  const running = await startHoldepunkt(
    loadConfig({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' }),
  );
  try {
    const address = `http://localhost:${running.port}`;
    await play(`${address}/simulator/api`);
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.goto(`${address}/?lang=en`);
    await page.getByText('Vi ses onsdag').last().waitFor();
    await page.screenshot({ path: join(PICTURES, 'simulator.png') });
  } finally {
    await running.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The evening before a meeting. */
async function play(api: string): Promise<void> {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${api}${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${await answer.text()}`);
    }
    return answer.json();
  };
  const {
    groups: [group],
  } = (await call('GET', '/state')) as State;
  const say = async (name: string, text: string): Promise<void> => {
    const from = group.members.find((member) => member.name.startsWith(name))?.id;
    await call('POST', `/chats/${group.id}/messages`, { from, text });
    await call('POST', '/quiet');
  };
  await call('POST', '/clock', { advance: 'P1DT9H' });
  await say('Amina', 'إن شاء الله جايين 🌸');
  await say('Fatma', 'vi kan ik kome i morn');
  await say('Grace', "we'll be there but a bit late");
  await say('Oksana', 'Congratulations Hodan!! 🎉');
  await say('Hodan', 'Hvornår starter vi?');
}

/** A terminal, drawn by the browser. */
async function drawDemo(browser: Browser): Promise<void> {
  const told = execFileSync(
    process.execPath,
    [join(ROOT, 'bot', 'cli', 'demo.ts'), '--weeks', '1'],
    {
      encoding: 'utf8',
    },
  );
  const page = await browser.newPage({ viewport: { width: 860, height: 900 } });
  await page.setContent('<pre dir="ltr"></pre>');
  await page.addStyleTag({
    content:
      'body{margin:0}pre{margin:0;padding:24px;background:#1d2b2a;color:#f5efe3;font:15px/1.45 "Noto Sans Mono",monospace;white-space:pre-wrap}',
  });
  await page.locator('pre').evaluate((element, text) => {
    element.textContent = text;
  }, chooseLines(told));
  await page.locator('pre').screenshot({ path: join(PICTURES, 'demo.png') });
}

/** The beginning, and the week from its first reminder on: as much as fits beside a README's text. */
function chooseLines(told: string): string {
  const lines = told.split('\n');
  const reminder = lines.findIndex((line) => line.includes('18:00'));
  return [...lines.slice(0, 5), ...lines.slice(reminder, reminder + 38)].join('\n');
}

async function main(): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === null) {
    process.stderr.write('pictures: there is no Chromium on this machine; install one first\n');
    process.exitCode = 2;
    return;
  }
  mkdirSync(PICTURES, { recursive: true });
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  await drawSimulator(browser);
  await drawDemo(browser);
  await browser.close();
}

await main();
