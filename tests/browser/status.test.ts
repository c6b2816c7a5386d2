/** The status page in a real browser: what somebody at the office sees and does, with and without scripts. */

import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelState } from '../../bot/types.ts';
import da from '../../locales/da/office.json' with { type: 'json' };
import { findChromium } from '../chromium.ts';
import { CONNECTED, QR_TEXT, type Stage, startStage } from '../status-stage.ts';

const executablePath = findChromium();
const args = [
  ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  ...['--disable-component-update', '--no-first-run', '--disable-quic'],
];
const SMALL = { width: 360, height: 740 };
const LINKING: Partial<ChannelState> = { phase: 'linking', link: { kind: 'qr', text: QR_TEXT } };
const TYPING: Partial<ChannelState> = {
  phase: 'linking',
  link: { kind: 'code', text: 'WM48WQXH' },
};
const TROUBLED: Partial<ChannelState> = { problems: ['votes-unreadable', 'sends-unconfirmed'] };

describe.skipIf(executablePath === null)(
  'the status page in a browser',
  { timeout: 60_000 },
  () => {
    let browser: Browser;
    let stage: Stage;
    let problems: string[];

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: executablePath ?? '', args });
    });
    afterAll(() => browser.close());
    beforeEach(async () => {
      stage = await startStage();
      problems = [];
    });
    afterEach(async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
      await stage.close();
      expect(problems).toEqual([]);
    });

    async function open(path = '/status', options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({ locale: 'da-DK', ...options });
      const page = await context.newPage();
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('console', (line) => {
        // A form that is sent back with a line of its own is no fault of the page.
        if (line.type() === 'error' && !line.text().includes('422')) {
          problems.push(line.text());
        }
      });
      await page.goto(`${stage.url}${path}`);
      return page;
    }
    const findFaults = async (page: Page, rules?: string[]): Promise<string[]> => {
      const axe = new AxeBuilder({ page });
      const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`,
      );
    };
    const headline = (page: Page, text: string) =>
      page.getByRole('heading', { level: 1, name: text });

    it.each<[string, string, Partial<ChannelState>]>([
      ['connected', '/status', {}],
      ['something wrong', '/status', TROUBLED],
      ['away', '/status?lang=en', { phase: 'away', attempts: 2 }],
      ['scan', '/status', LINKING],
      ['type', '/status?lang=en', TYPING],
      ['logged out', '/status', { phase: 'unlinked' }],
      ['code form', '/status/code', LINKING],
      ['afresh form', '/status/afresh', {}],
    ])(
      '%s: right on a telephone, by day and by night, for everybody',
      async (_name, path, state) => {
        stage.change(state);
        stage.count({ sentToday: 41, queued: 3, held: state.problems ? 1 : 0 });
        const page = await open(path, { viewport: SMALL });
        expect(await findFaults(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(SMALL.width);
        await page.emulateMedia({ colorScheme: 'dark' });
        expect(await findFaults(page, ['color-contrast'])).toEqual([]);
      },
    );

    it.each(['light', 'dark'] as const)('a code to scan is black on white: %s', async (scheme) => {
      stage.change(LINKING);
      const page = await open('/status', { viewport: SMALL, colorScheme: scheme });
      const box = await page.locator('svg.qr').boundingBox();
      expect(box?.width).toBeGreaterThanOrEqual(320);
      expect(box?.height).toBe(box?.width);
      const fill = (shape: string) =>
        page.evaluate(`getComputedStyle(document.querySelector('svg.qr ${shape}')).fill`);
      expect(await fill('rect')).toBe('rgb(255, 255, 255)');
      expect(await fill('path')).toBe('rgb(0, 0, 0)');
    });

    it('follows by itself: away, logged out, a code that changes, connected', async () => {
      const page = await open();
      await headline(page, 'Forbundet siden kl. 08.14').waitFor();
      await page.evaluate("document.body.setAttribute('data-same', 'yes')");
      stage.change({ phase: 'away' });
      await headline(page, 'WhatsApp er væk siden kl. 08.14').waitFor();
      expect(await page.title()).toBe('Væk – Holdepunkt');
      stage.change({ ...LINKING, phase: 'unlinked' });
      const path = page.locator('svg.qr path');
      const first = await path.getAttribute('d');
      stage.change({ link: { kind: 'qr', text: '2@another' } });
      await expect.poll(() => path.getAttribute('d')).not.toBe(first);
      stage.change(CONNECTED);
      await headline(page, 'Forbundet siden kl. 08.14').waitFor();
      await expect.poll(() => page.locator('svg.qr').count()).toBe(0);
      expect(await page.locator('body').getAttribute('data-same')).toBe('yes');
    });

    it('leaves the focus where it is, and takes the rest over when it has left', async () => {
      stage.change(LINKING);
      const page = await open();
      const link = page.getByRole('link', { name: da['status.ways.code'] });
      await link.focus();
      stage.change(TYPING);
      await page.getByText('WM48-WQXH').waitFor();
      expect(await page.locator(':focus').innerText()).toBe(da['status.ways.code']);
      await page.keyboard.press('Shift+Tab');
      await page.getByRole('link', { name: da['status.ways.number'] }).waitFor();
    });

    it('is heard: what is said of the channel is a status', async () => {
      const page = await open();
      stage.change({ phase: 'unlinked' });
      await page.getByRole('status').getByText('Logget ud').waitFor();
    });

    it('says when Holdepunkt does not answer', async () => {
      const page = await open();
      const silent = page.getByRole('alert').getByText('Siden får ikke svar');
      expect(await silent.isVisible()).toBe(false);
      await stage.close();
      await silent.waitFor();
      problems = problems.filter((line) => !line.includes('ERR_'));
      stage = await startStage();
    });

    it.each([true, false])('links by a code, with scripts: %s', async (javaScriptEnabled) => {
      stage.change(LINKING);
      stage.answerLink(async () => stage.change(TYPING));
      const page = await open('/status', { javaScriptEnabled, viewport: SMALL });
      await page.getByRole('link', { name: da['status.ways.code'] }).click();
      const phone = page.getByLabel('Telefonnummer');
      await phone.fill('123');
      await page.getByRole('button', { name: 'Vis koden' }).click();
      await page.getByText(da['status.code.wrong']).waitFor();
      expect(await phone.inputValue()).toBe('123');
      expect(await page.locator(':focus').getAttribute('id')).toBe('phone');
      expect(javaScriptEnabled ? await findFaults(page) : []).toEqual([]);
      await phone.fill('20 12 34 56');
      await page.keyboard.press('Enter');
      await page.getByText('WM48-WQXH').waitFor();
      expect(page.url()).toBe(`${stage.url}/status`);
      expect(stage.asked).toEqual([{ phone: '4520123456' }]);
    });

    it('begins afresh once the box is ticked', async () => {
      stage.answerLink(async () => stage.change(LINKING));
      const page = await open('/status?lang=da');
      await page.getByRole('link', { name: da['status.ways.afresh'] }).click();
      const submit = page.getByRole('button', { name: da['status.afresh.submit'] });
      await submit.click();
      await page.getByText(da['status.afresh.unsure']).waitFor();
      expect(await findFaults(page)).toEqual([]);
      expect(stage.asked).toEqual([]);
      await page.getByLabel(da['status.afresh.sure']).check();
      await submit.click();
      await headline(page, 'Skal forbindes: scan koden').waitFor();
      expect(stage.asked).toEqual([{ fresh: true }]);
    });

    it('shows the code to scan again after one to type', async () => {
      stage.change(TYPING);
      stage.answerLink(async () => stage.change(LINKING));
      const page = await open();
      await page.getByRole('button', { name: da['status.ways.qr'] }).click();
      await page.locator('svg.qr').waitFor();
      expect(stage.asked).toEqual([{}]);
    });

    it.each([
      [false, 1],
      [true, 0],
    ])('scripts %s: it loads itself again as a whole (%i)', async (javaScriptEnabled, reloads) => {
      stage.change(LINKING);
      const page = await open('/status', { javaScriptEnabled });
      expect(await page.locator('head meta[http-equiv="refresh"]').count()).toBe(reloads);
    });
  },
);
