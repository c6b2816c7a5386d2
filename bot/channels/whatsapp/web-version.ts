/** Shows a page of one's own instead of WhatsApp Web: for tests. SafeClient calls it before the first document. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer';
import { BadInput } from '../../bad-input.ts';

export const WHATSAPP_WEB = 'https://web.whatsapp.com/';

/**
 * The page in a folder with one `.html` file.
 * @throws BadInput where there is none
 */
export function readWebVersion(folder: string): string {
  const file = listFiles(folder).find((name) => name.endsWith('.html'));
  if (file === undefined) {
    throw new BadInput(`Settings: WHATSAPP_WEB_VERSION_DIR ${folder} has no .html file`);
  }
  return readFileSync(join(folder, file), 'utf8');
}

function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/**
 * Answers WhatsApp Web's address, with or without a query, by `html`. Nothing else is held up, so that what the page itself fetches goes its own way.
 */
export async function serveWebVersion(page: Page, html: string): Promise<void> {
  const session = await page.createCDPSession();
  session.on('Fetch.requestPaused', ({ requestId }) => {
    session
      .send('Fetch.fulfillRequest', {
        requestId,
        responseCode: 200,
        responseHeaders: [{ name: 'content-type', value: 'text/html; charset=utf-8' }],
        body: Buffer.from(html).toString('base64'),
      })
      // The page was closed, or went elsewhere: nobody waits for the answer.
      .catch(() => {});
  });
  await session.send('Fetch.enable', {
    // A bare question mark would stand for any letter.
    patterns: [WHATSAPP_WEB, `${WHATSAPP_WEB}\\?*`].map((urlPattern) => ({ urlPattern })),
  });
}
