/**
 * What the browser tests of the simulator's page do again and again: a running Holdepunkt with one small
 * group, a page on it, and the moves of somebody who plays. It waits for what is shown, never for time.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { loadConfig } from '../../bot/config.ts';
import { startHoldepunkt } from '../../bot/main.ts';

/** The pretend clock begins on a Monday at nine; Thursday's first reminder comes on Tuesday evening. */
const group = {
  name: 'Torsdagsgruppen',
  weekday: 'thursday',
  start: '10:00',
  end: '12:00',
  place: 'Familiehuset, Nørregade 12',
  languages: ['da', 'en', 'ar'],
  reminders: '2d 18:00',
  // The chat begins empty: what is shown is what the tests say.
  off: 'introduction',
};

export const people = {
  amina: { name: 'Amina Haddad', role: 'mother', language: 'ar' },
  grace: { name: 'Grace Okafor', role: 'mother', language: 'en' },
  maryam: { name: 'مريم', role: 'mother', language: 'ar' },
  birthe: { name: 'Birthe Holm', role: 'volunteer', language: 'da' },
};

export interface World {
  readonly url: string;
  readonly groupId: string;
  /** Ids of `people`, by the same names. */
  readonly ids: Readonly<Record<keyof typeof people, string>>;
  /** Calls the simulator's API as another program would. */
  call(method: string, path: string, body?: unknown): Promise<{ id: string }>;
  close(): Promise<void>;
}

/** Starts the real program in a folder of its own and adds the group and its people. */
export async function startWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'holdepunkt-page-'));
  const running = await startHoldepunkt(
    loadConfig({ DATA_DIR: folder, PORT: '0', DEMO: '0', LOG_LEVEL: 'error' }),
  );
  const url = `http://127.0.0.1:${running.port}`;
  const call: World['call'] = async (method, path, body) => {
    const response = await fetch(`${url}/simulator/api${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as { id: string };
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    }
    return answer;
  };
  const { id: groupId } = await call('POST', '/groups', group);
  const add = async (who: keyof typeof people) =>
    (await call('POST', `/groups/${groupId}/members`, people[who])).id;
  const ids = {
    amina: await add('amina'),
    grace: await add('grace'),
    maryam: await add('maryam'),
    birthe: await add('birthe'),
  };
  await call('POST', '/quiet', {});
  return {
    url,
    groupId,
    ids,
    call,
    async close() {
      await running.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A page on the simulator, and whatever went wrong on it. */
export interface Play {
  readonly page: Page;
  /** Console errors, exceptions, refused loads and requests to other hosts. */
  readonly problems: string[];
  /** Speaks as somebody. */
  as(who: keyof typeof people): Promise<void>;
  /** Types a message, sends it and answers with its bubble. */
  say(text: string): Promise<Locator>;
  /** The bubble in which a text stands. */
  bubble(text: string): Locator;
  /** Chooses something in the menu of a bubble. */
  menu(bubble: Locator, item: string): Promise<void>;
  /** The names beside an answer (`yes`, `late`, `maybe`, `no`) to the next meeting. */
  names(answer: string): Locator;
}

/** Opens the page and waits until the group is there. */
export async function openPage(
  browser: Browser,
  world: World,
  options: BrowserContextOptions & { query?: string } = {},
): Promise<Play> {
  const { query = '', ...settings } = options;
  const context = await browser.newContext({ locale: 'da-DK', ...settings });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(world.url)) {
      problems.push(`a request to another host: ${request.url()}`);
    }
  });
  await page.goto(`${world.url}/${query}`);
  await page.locator('.person').first().waitFor();
  const text = page.locator('#text');
  const bubble = (said: string): Locator =>
    page.locator('.message').filter({ has: page.locator('.bubble', { hasText: said }) });
  return {
    page,
    problems,
    bubble,
    as: (who) => page.getByRole('radio', { name: people[who].name }).check(),
    async say(said) {
      await text.fill(said);
      await text.press('Enter');
      const shown = bubble(said).last();
      await shown.waitFor();
      return shown;
    },
    async menu(shown, item) {
      await shown.locator('.more').click();
      await page.locator('#message-menu').getByText(item, { exact: true }).click();
    },
    names: (answer) =>
      page.locator('#meetings .meeting').first().locator(`[data-answer="${answer}"] dd`),
  };
}
