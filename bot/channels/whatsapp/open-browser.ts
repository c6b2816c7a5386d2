/** Launches the browser and brings it to WhatsApp Web. SafeClient calls it, once for each client. */

import type { Browser, Page } from 'puppeteer';
import { puppeteer } from './load-library.ts';
import { isSessionLoss } from './session-lost.ts';
import type { Timing } from './timing.ts';
import { WHATSAPP_WEB } from './web-version.ts';

export interface Launch {
  readonly executable: string;
  readonly args: readonly string[];
  readonly browserFolder: string;
  readonly timing: Timing;
}

/** Launches the browser; the signal kills it and all its processes, then and later. */
export function launchBrowser(launch: Launch, signal: AbortSignal): Promise<Browser> {
  return puppeteer.launch({
    executablePath: launch.executable,
    args: [...launch.args],
    userDataDir: launch.browserFolder,
    headless: true,
    defaultViewport: null,
    // By a pipe and not by a port: nobody else can reach the account, and a browser whose bot has died
    // closes by itself.
    pipe: true,
    protocolTimeout: launch.timing.callMs * 2,
    timeout: launch.timing.readyMs,
    // The signals are for `main`: it closes the browser after the last message was written down.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    signal,
  });
}

/** Goes to WhatsApp Web; resolves when the document is there. Rejects where it cannot be had. */
export async function goToWhatsApp(page: Page, timing: Timing): Promise<void> {
  try {
    // Not until everything is loaded: a frame that never answers would keep it waiting for ever.
    await page.goto(WHATSAPP_WEB, {
      waitUntil: 'domcontentloaded',
      timeout: timing.readyMs,
      referer: 'https://whatsapp.com/',
    });
  } catch (error) {
    // The page may load itself anew meanwhile; then that document is on its way.
    const moved = error instanceof Error && error.message.includes('ERR_ABORTED');
    if (!moved && !isSessionLoss(error)) {
      throw error;
    }
  }
}
