/** Which Chromium is launched, and with what. The session asks it before every launch. */

import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../../bad-input.ts';

/** Where systems put programs; the environment is not for this folder to read. */
const FOLDERS = [
  '/usr/local/bin',
  '/usr/bin',
  '/snap/bin',
  '/opt/google/chrome',
  '/opt/homebrew/bin',
  '/run/current-system/sw/bin',
  '/Applications/Chromium.app/Contents/MacOS',
  '/Applications/Google Chrome.app/Contents/MacOS',
];

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'Chromium',
  'Google Chrome',
];

/** Followed by the number of the process that launched the browser: how an orphan is known. */
export const MARK = '--holdepunkt=';

const SWITCHES = [
  // The page must not be able to tell that a program reads along: it is then shown differently.
  '--disable-blink-features=AutomationControlled',
  '--disable-background-networking',
  '--disable-component-update',
  // A container's shared memory is 64 MB, and Chromium crashes when it is full.
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
];

/**
 * The Chromium that was named, or else the first of the usual ones.
 * @throws BadInput where there is none, or the one that was named cannot be run
 */
export function findChromium(named: string | null, folders: readonly string[] = FOLDERS): string {
  if (named !== null) {
    if (!canRun(named)) {
      throw new BadInput(
        `Settings: PUPPETEER_EXECUTABLE_PATH is ${named}, and there is no program there`,
      );
    }
    return named;
  }
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(canRun);
  if (found === undefined) {
    throw new BadInput(
      'No Chromium was found: install it (Debian: apt install chromium) or set PUPPETEER_EXECUTABLE_PATH',
    );
  }
  return found;
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Every switch for a launch, those that somebody set last: of two that disagree Chromium takes the last. */
export function chooseArguments(own: readonly string[], pid: number, isRoot: boolean): string[] {
  // Chromium refuses to put root into its sandbox.
  return [...SWITCHES, ...(isRoot ? ['--no-sandbox'] : []), `${MARK}${pid}`, ...own];
}

/** What a browser says of itself to pages. */
export interface Identity {
  readonly userAgent: string;
  readonly userAgentMetadata: {
    readonly brands: { brand: string; version: string }[];
    readonly fullVersion: string;
    readonly platform: string;
    readonly platformVersion: string;
    readonly architecture: string;
    readonly model: string;
    readonly mobile: boolean;
  };
}

/**
 * What the browser would say of itself if it had a window: WhatsApp Web refuses the name that it has
 * without one. `version` and `userAgent` as the browser's own protocol tells them.
 */
export function describeBrowser(version: string, userAgent: string): Identity {
  const fullVersion = version.replace(/^.*\//, '');
  const [major = ''] = fullVersion.split('.');
  return {
    userAgent: userAgent.replace('HeadlessChrome/', 'Chrome/'),
    userAgentMetadata: {
      brands: [
        { brand: 'Chromium', version: major },
        { brand: 'Not)A;Brand', version: '24' },
      ],
      fullVersion,
      platform: userAgent.includes('Mac OS X') ? 'macOS' : 'Linux',
      platformVersion: '',
      architecture: /x86_64|Intel/.test(userAgent) ? 'x86' : 'arm',
      model: '',
      mobile: false,
    },
  };
}
