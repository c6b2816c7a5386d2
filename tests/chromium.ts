/**
 * Finds the Chromium of this machine, for the browser tests and the stand-in for WhatsApp Web.
 * Tests without one: `describe.skipIf(findChromium() === null)`. It never installs; prepare.ts does.
 */

import { findProgram } from './programs.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The path of a Chromium or Chrome: PUPPETEER_EXECUTABLE_PATH, else by its usual names; or null. */
export function findChromium(): string | null {
  return findProgram([process.env['PUPPETEER_EXECUTABLE_PATH'] ?? '', ...NAMES, ...MAC_PLACES]);
}
