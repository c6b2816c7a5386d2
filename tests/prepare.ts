/**
 * Runs before the tests: says which Node this is, and gets what they need beyond npm.
 * Missing programs are installed on Debian and Ubuntu as root; elsewhere their tests are skipped,
 * and with CI=true that is a failure. It never installs anything that is there already.
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from './chromium.ts';
import { findProgram } from './programs.ts';
import { findRedis } from './redis.ts';

interface Need {
  readonly name: string;
  readonly packages: readonly string[];
  readonly here: () => boolean;
  /** Which tests do without it by being skipped; null where they can be run all the same. */
  readonly tests: string | null;
}

const FONTS = '/usr/share/fonts/truetype/noto';

const NEEDS: readonly Need[] = [
  {
    name: 'Chromium',
    packages: ['chromium'],
    here: () => findChromium() !== null,
    tests: 'the browser tests',
  },
  {
    name: 'redis-server',
    packages: ['redis-server'],
    here: () => findRedis() !== null,
    tests: 'the tests of jobs over Redis',
  },
  {
    name: 'fonts for Arabic and emoji',
    packages: ['fonts-noto-core', 'fonts-noto-color-emoji'],
    here: () =>
      existsSync(`${FONTS}/NotoNaskhArabic-Regular.ttf`) &&
      existsSync(`${FONTS}/NotoColorEmoji.ttf`),
    tests: null,
  },
];

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Native Temporal came with Node 26; 24 has it behind a flag. */
function checkNode(): boolean {
  say(`Node ${process.version}`);
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= 24 && 'Temporal' in globalThis) {
    return true;
  }
  say(
    `Node ${process.version} is too old: 26 or newer is needed. \`npm ci\` brings one for Linux and ` +
      'macOS; start through `npm test`, so that it is used, or install Node 26 from nodejs.org.',
  );
  return false;
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && findProgram(['apt-get']) !== null;
}

function install(packages: readonly string[]): void {
  say(`Installing ${packages.join(', ')} with apt-get …`);
  const apt = (...words: string[]) =>
    spawnSync('apt-get', ['-qq', ...words], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  apt('update');
  apt('install', '--yes', '--no-install-recommends', ...packages);
}

function prepare(): boolean {
  const missing = NEEDS.filter(({ here }) => !here());
  if (missing.length > 0 && canInstall()) {
    install(missing.flatMap(({ packages }) => packages));
  }
  const skipped = NEEDS.filter(({ here, tests }) => tests !== null && !here());
  if (skipped.length === 0) {
    return true;
  }
  const names = skipped.map(({ name }) => name).join(' and ');
  const tests = skipped.map((need) => need.tests).join(' and ');
  const packages = skipped.flatMap((need) => need.packages).join(' ');
  const ci = process.env['CI'] === 'true';
  say(
    `${ci ? 'Failed' : 'Skipped'}: ${tests}, because this machine has no ${names} ` +
      `(Debian and Ubuntu: apt-get install ${packages}).`,
  );
  return !ci;
}

process.exitCode = checkNode() && prepare() ? 0 : 1;
