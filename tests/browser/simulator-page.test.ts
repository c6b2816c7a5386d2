/** The simulator's page: what is served, and a whole play in a real browser on the real program. */

import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import AxeBuilder from '@axe-core/playwright';
import express from 'express';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import da from '../../locales/da/simulator.json' with { type: 'json' };
import { html, jsonScript } from '../../web/html.ts';
import { createSimulatorPage } from '../../web/simulator/page.ts';
import { findChromium } from '../chromium.ts';
import { openPage, type Play, people, startWorld, type World } from './simulator-play.ts';

const executablePath = findChromium();
const launchArguments = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const wide = { width: 1400, height: 900 };
const narrow = { width: 360, height: 740 };

describe('html', () => {
  it('escapes what is put in and keeps what is HTML already', () => {
    const item = html`<li title="${'"><script>'}">${"<b> & '"}</li>`;
    expect(html`<ul>${[item, null, false, 7]}</ul>`.markup).toBe(
      '<ul><li title="&quot;&gt;&lt;script&gt;">&lt;b&gt; &amp; &#39;</li>7</ul>',
    );
  });

  it('refuses an object that only looks like HTML', () => {
    const forged = JSON.parse('{"markup":"<script>"}');
    expect(() => html`${forged}`).toThrow(TypeError);
  });

  it('keeps a data block closed whatever is in it', () => {
    expect(jsonScript('page', { name: '</script><b>' }).markup).toBe(
      '<script type="application/json" id="page">{"name":"\\u003c/script>\\u003cb>"}</script>',
    );
  });
});

describe('what is served', () => {
  let close: () => void;
  let get: (path: string, language?: string) => Promise<Response>;

  beforeAll(async () => {
    const server = express().use(createSimulatorPage()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    close = () => server.close();
    get = (path, language = '') =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'Accept-Language': language } });
  });
  afterAll(() => close());

  it('lets nothing be loaded or run that is not its own', async () => {
    const response = await get('/');
    const policy = response.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    const markup = await response.text();
    expect(markup).not.toMatch(/ style="| on[a-z]+="|<style|https?:\/\/(?!www\.w3\.org)/);
    expect(markup.match(/<script(?![^>]* (src|type="application\/json"))/)).toBeNull();
  });

  it.each([
    ['/simulator/style.css', 'text/css'],
    ['/simulator/client/main.js', 'text/javascript'],
    ['/simulator/mark.svg', 'image/svg+xml'],
  ])('serves %s as %s and has it revalidated', async (path, type) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toContain(type);
    expect(response.headers.get('Cache-Control')).toBe('no-cache');
    expect(response.headers.get('ETag')).toBeTruthy();
  });

  it.each([
    ['/', '', 'da'],
    ['/', '*', 'da'],
    ['/', 'ar', 'da'],
    ['/', 'en-GB,en;q=0.9', 'en'],
    ['/?lang=da', 'en', 'da'],
    ['/?lang=en', 'da', 'en'],
    ['/?lang=../../etc', 'en', 'en'],
  ])('answers %s to a reader of "%s" in %s', async (path, accepted, language) => {
    const response = await get(path, accepted);
    expect(response.headers.get('Content-Language')).toBe(language);
    expect(await response.text()).toContain(`<html lang="${language}">`);
  });
});

describe('the page languages', () => {
  it('say the same things', () => {
    const keys = (tree: object, prefix = ''): string[] =>
      Object.entries(tree).flatMap(([key, value]) =>
        typeof value === 'object' && !Array.isArray(value)
          ? keys(value, `${prefix}${key}.`)
          : [`${prefix}${key}`],
      );
    const en = JSON.parse(
      readFileSync(new URL('../../locales/en/simulator.json', import.meta.url), 'utf8'),
    );
    expect(keys(en)).toEqual(keys(da));
  });
});

describe.skipIf(executablePath === null)('a play in the browser', { timeout: 60_000 }, () => {
  let browser: Browser;
  let world: World;
  let plays: Play[];

  const open = async (options: Parameters<typeof openPage>[2] = {}): Promise<Play> => {
    const play = await openPage(browser, world, { viewport: wide, ...options });
    plays.push(play);
    return play;
  };
  const shows = (locator: { innerText(): Promise<string> }, text: string) =>
    expect.poll(() => locator.innerText(), { timeout: 10_000 }).toContain(text);
  const faults = async (page: Page) => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
  };

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: executablePath ?? '',
      args: launchArguments,
    });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    plays = [];
    world = await startWorld();
  });
  afterEach(async () => {
    const problems = plays.flatMap((play) => play.problems);
    await Promise.all(plays.map((play) => play.page.context().close()));
    await world.close();
    expect(problems).toEqual([]);
  });

  it('writes down what is said, corrected and deleted', async () => {
    const play = await open();
    await play.as('amina');
    const said = await play.say('vi kan ikke komme på torsdag');
    await said.locator('.reaction', { hasText: '💛' }).waitFor();
    await shows(play.names('no'), people.amina.name);

    await play.menu(said, da.message.edit);
    await expect.poll(() => play.page.locator('#text').inputValue()).toContain('ikke');
    const corrected = await play.say('Ja, vi kommer');
    await corrected.getByText(da.message.edited).waitFor();
    await corrected.locator('.reaction', { hasText: '✅' }).waitFor();
    await shows(play.names('yes'), people.amina.name);
    expect(await play.names('no').count()).toBe(0);

    await play.menu(corrected, da.message.delete);
    await play.page.getByText(da.message.deleted).waitFor();
    await play.names('yes').waitFor({ state: 'detached' });
  });

  it('reminds when the clock is moved, and takes votes, quotes and reactions', async () => {
    const play = await open();
    await play.page.locator('#clock-reminder').click();
    const poll = play.page.locator('.message', { has: play.page.locator('.options') });
    await poll.waitFor();
    await shows(play.page.locator('#clock-now'), '18.00');
    await play.page.locator('.out-sent[data-kind="poll"]').waitFor();

    await play.as('grace');
    await poll.locator('.option').first().click();
    await shows(play.names('yes'), people.grace.name);
    await poll.getByRole('button', { name: people.grace.name, pressed: true }).waitFor();
    await poll.locator('.option').first().click();
    await play.names('yes').waitFor({ state: 'detached' });

    await play.as('maryam');
    const reminder = play.page.locator('.from-bot').first();
    await play.menu(reminder, da.message.quote);
    const answer = await play.say('ja');
    await answer.locator('.quote').waitFor();
    await shows(play.names('yes'), people.maryam.name);

    await play.as('amina');
    await play.menu(reminder, '👎');
    await reminder.locator('.reaction[aria-pressed="true"]', { hasText: '👎' }).waitFor();
    await shows(play.names('no'), people.amina.name);
    await reminder.locator('.reaction', { hasText: '👎' }).click();
    await play.names('no').waitFor({ state: 'detached' });
  });

  it('speaks with the bot alone, where the group does not see it', async () => {
    const play = await open();
    await play.as('birthe');
    await play.page.getByRole('radio', { name: da.chat.direct }).check();
    await play.page.getByRole('button', { name: '/hjælp' }).click();
    await play.bubble('/hjælp').first().waitFor();
    await play.page.locator('.from-bot').first().waitFor();
    await play.page.getByRole('radio', { name: da.chat.group }).check();
    await shows(play.page.locator('#log'), da.chat.empty.title);
    expect(await play.page.locator('.message').count()).toBe(0);
  });

  it('has a chat of the volunteers, and what they say yes to there comes to the group', async () => {
    const play = await open();
    const { page } = play;
    const places = page.locator('#group');
    await page.getByRole('button', { name: da.people.addChat }).click();
    const form = page.locator('#add-chat');
    await form.getByLabel(da.addChat.name).fill('Os frivillige');
    expect(await form.getByLabel(people.birthe.name).isChecked()).toBe(true);
    expect(await form.getByLabel(people.amina.name).isChecked()).toBe(false);
    await form.getByRole('button', { name: da.addChat.submit }).click();
    await page.getByRole('heading', { name: 'Os frivillige' }).waitFor();
    expect(await page.locator('.person').allInnerTexts()).toEqual([
      expect.stringContaining(people.birthe.name),
    ]);

    await page.getByRole('button', { name: '/stab' }).click();
    await page.locator('.staff-mark').waitFor();
    const label = `optgroup[label="${da.people.staff}"] option`;
    expect(await places.locator(label).allInnerTexts()).toEqual(['◆ Os frivillige']);
    await play.say('/hvem');
    await shows(page.locator('#log'), 'Har ikke svaret');
    await shows(page.locator('.from-bot').last(), people.amina.name);

    await play.say('/aflys torsdag');
    await page.locator('.option', { hasText: 'Ja, send det' }).click();
    await shows(page.locator('#meetings .meeting').first(), da.meetings.status.cancelled);
    await shows(page.locator('#outbox'), da.outbox.staff);
    const said = play.bubble('Gruppen har fået besked');
    await said.waitFor();
    await play.menu(said, '❤️');
    await said.locator('.reaction[aria-pressed="true"]', { hasText: '❤️' }).waitFor();
    await places.selectOption('Torsdagsgruppen');
    await shows(page.locator('.from-bot').last(), 'Mødet er aflyst');
    expect(await play.bubble('Har ikke svaret').count()).toBe(0);
    expect(await page.locator('.person').count()).toBe(4);

    await play.as('amina');
    await places.selectOption('◆ Os frivillige');
    await page.getByRole('radio', { name: people.birthe.name, checked: true }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Os frivillige' }).waitFor();
    await shows(page.locator('#log'), 'Har ikke svaret');
  });

  it('makes a chat by keyboard in a narrow window, where axe finds no fault', async () => {
    const { page, problems } = await open({ viewport: narrow });
    await page.locator('#open-add-chat').focus();
    await page.keyboard.press('Enter');
    const form = page.locator('#add-chat');
    await form.locator('input[name="name"]:focus').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.type(' ');
    await page.keyboard.press('Enter');
    await form.locator('.form-error').waitFor();
    expect(problems.splice(0)).toEqual([expect.stringContaining('status of 400')]);
    await page.keyboard.type('Mellem os');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await form.getByLabel(people.amina.name).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Mellem os' }).waitFor();
    await shows(page.locator('#chat-note'), '2 i chatten');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(narrow.width);
    expect(await faults(page)).toEqual([]);
    await page.getByRole('radio', { name: people.amina.name }).check();
    await shows(page.locator('#speaking-as'), people.amina.name);
    expect(await page.locator('.suggestion').count()).toBe(0);
  });

  it('says a suggestion in her language, on her side, from right to left', async () => {
    const play = await open();
    await play.as('maryam');
    await play.page.locator('.suggestion', { hasText: 'نعم جايين' }).click();
    const said = play.bubble('نعم جايين');
    await said.waitFor();
    expect(await said.getAttribute('class')).toContain('own');
    expect(await said.locator('.text:dir(rtl)').count()).toBe(1);
    await play.as('grace');
    await expect.poll(() => said.getAttribute('class')).toContain('other');
  });

  it('shows at once what somebody else does', async () => {
    const play = await open();
    const { id } = await world.call('POST', `/chats/${world.groupId}/messages`, {
      from: world.ids.grace,
      text: 'Good morning all',
    });
    await play.bubble('Good morning all').waitFor();
    await world.call('POST', `/messages/${id}/reactions`, { from: world.ids.amina, emoji: '❤️' });
    await play.bubble('Good morning all').locator('.reaction', { hasText: '❤️' }).waitFor();
  });

  it('adds a group and a member, and says why it cannot', async () => {
    const { page, problems } = await open();
    await page.getByRole('button', { name: da.people.addGroup }).click();
    const form = page.locator('#add-group');
    await form.getByLabel(da.addGroup.name).fill('Fredagsgruppen');
    await form.getByLabel(da.addGroup.weekday).selectOption('friday');
    await form.getByLabel(da.addGroup.place).fill('Sundhedshuset');
    await form.getByLabel(da.addGroup.start, { exact: true }).fill('12:00');
    await form.getByLabel(da.addGroup.end, { exact: true }).fill('10:00');
    await form.getByRole('button', { name: da.addGroup.submit }).click();
    await form.locator('.form-error').waitFor();
    // The browser itself notes the refusal.
    expect(problems.splice(0)).toEqual([expect.stringContaining('status of 400')]);
    await form.getByLabel(da.addGroup.end, { exact: true }).fill('14:00');
    await form.getByRole('button', { name: da.addGroup.submit }).click();
    await page.getByRole('heading', { name: 'Fredagsgruppen' }).waitFor();

    await page.getByRole('button', { name: da.people.addMember }).click();
    await page.locator('#add-member').getByLabel(da.addMember.name).fill('Ayşe');
    await page.locator('#add-member').getByRole('button', { name: da.addMember.submit }).click();
    await page.getByRole('radio', { name: 'Ayşe' }).waitFor();
    expect(await page.getByRole('radio', { name: 'Ayşe' }).isChecked()).toBe(true);
  });

  it('is played by keyboard alone', async () => {
    const { page, names, bubble } = await open();
    const tabTo = async (selector: string) => {
      const found = page.locator(`${selector}:focus`);
      for (let step = 0; step < 60 && (await found.count()) === 0; step += 1) {
        await page.keyboard.press('Tab');
      }
      await found.waitFor();
    };
    await tabTo('input[name="person"]');
    await page.keyboard.press('ArrowDown');
    await shows(page.locator('#speaking-as'), people.grace.name);
    await tabTo('#text');
    await page.keyboard.type('Yes, we are coming');
    await page.keyboard.press('Enter');
    await shows(names('yes'), people.grace.name);
    await page.keyboard.type('see you all');
    await page.keyboard.press('Enter');
    await bubble('see you all').waitFor();

    await page.locator('.skip').focus();
    await tabTo('.more');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.locator('#message-menu').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#message-menu').waitFor({ state: 'hidden' });
    expect(await page.locator('.more:focus').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const first = bubble('Yes, we are coming');
    await first.locator('.reaction[aria-pressed="true"]', { hasText: '❤️' }).waitFor();
    await page.locator('.more:focus').waitFor();
  });

  it('fits a narrow window, with tabs for what is behind the scenes', async () => {
    const play = await open({ viewport: narrow });
    await play.as('grace');
    await play.say('Yes, we are coming');
    const { page } = play;
    for (const width of [360, 320]) {
      await page.setViewportSize({ ...narrow, width });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
    await shows(play.names('yes'), people.grace.name);
    await page.getByRole('tab', { name: da.meetings.tab }).press('ArrowLeft');
    await page.getByRole('tabpanel', { name: da.outbox.heading }).waitFor();
    expect(await page.locator('#panel-meetings').isVisible()).toBe(false);
    await page.setViewportSize(wide);
    await page.locator('#panel-meetings').waitFor();
    expect(await page.getByRole('tab').count()).toBe(0);
  });

  it('shows a long chat at its end, and the older messages on request', async () => {
    for (let count = 1; count <= 200; count += 1) {
      const text = `Besked nummer ${count}.`;
      const from = count % 2 === 0 ? world.ids.amina : world.ids.grace;
      await world.call('POST', `/chats/${world.groupId}/messages`, { from, text });
    }
    const { page, bubble } = await open();
    await expect.poll(() => bubble('Besked nummer 200.').count()).toBe(1);
    expect(await bubble('Besked nummer 200.').boundingBox()).not.toBeNull();
    expect(await bubble('Besked nummer 3.').count()).toBe(0);
    await page.getByRole('button', { name: da.chat.earlier }).click();
    await bubble('Besked nummer 3.').waitFor({ state: 'attached' });
  });

  it.each([
    ['wide', { viewport: wide }],
    ['narrow', { viewport: narrow }],
    ['dark, in English', { colorScheme: 'dark' as const, query: '?lang=en' }],
  ])('has no fault that axe finds: %s', async (_name, options) => {
    const play = await open(options);
    const { page } = play;
    expect(await faults(page)).toEqual([]);
    await play.as('amina');
    const said = await play.say('ما رح نقدر نجي يوم الخميس');
    await page.locator('#clock-reminder').click();
    const option = page.locator('.option').first();
    await option.click();
    await shows(option.locator('.option-count'), '1');
    await said.locator('.more').click();
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('#open-add-group').click();
    expect(await faults(page)).toEqual([]);
  });
});
