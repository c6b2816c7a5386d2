/** The page of all texts in a real browser. */

import AxeBuilder from '@axe-core/playwright';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../chromium.ts';
import { type Stage, startStage } from '../status-stage.ts';

const executablePath = findChromium();
const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'];

describe.skipIf(executablePath === null)(
  'the page of all texts in a browser',
  { timeout: 60_000 },
  () => {
    let browser: Browser;
    let stage: Stage;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: executablePath ?? '', args });
      stage = await startStage();
    });
    afterAll(async () => {
      await browser.close();
      await stage.close();
    });

    it.each([
      ['ar', 1000],
      ['ti', 360],
    ] as const)(
      'has no fault that axe finds, and nothing sticks out: %s at %d',
      async (lang, width) => {
        const context = await browser.newContext({ viewport: { width, height: 800 } });
        const page = await context.newPage();
        await page.goto(`${stage.url}/status`);
        await page.click('a[href="/texts"]');
        await page.click(`nav a[lang="${lang}"]`);
        await page.waitForURL(`**/texts?lang=${lang}`);
        expect(await page.locator('.bubble').first().getAttribute('lang')).toBe(lang);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
        const over = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect(over).toBeLessThanOrEqual(0);
        await context.close();
      },
    );
  },
);
