/** Which Chromium is launched, and with which switches. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BadInput } from '../../bot/bad-input.ts';
import {
  chooseArguments,
  describeBrowser,
  findChromium,
} from '../../bot/channels/whatsapp/chromium.ts';

describe('all switches', () => {
  it('end with those that somebody set, so that these win', () => {
    const all = chooseArguments(['--lang=da', '--no-first-run=x'], 42, false);
    expect(all.slice(-2)).toEqual(['--lang=da', '--no-first-run=x']);
  });

  it('do without the sandbox only for root', () => {
    expect(chooseArguments([], 42, true)).toContain('--no-sandbox');
    expect(chooseArguments([], 42, false)).not.toContain('--no-sandbox');
  });

  it('tell which process launched it', () => {
    expect(chooseArguments([], 42, false)).toContain('--holdepunkt=42');
  });
});

describe('what the browser says of itself', () => {
  it('is what is installed, and not that it has no window', () => {
    const said = describeBrowser(
      'HeadlessChrome/156.0.7712.3',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36',
    );
    expect(said.userAgent).toBe(
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    );
    expect(JSON.stringify(said)).not.toMatch(/headless/i);
    expect(said.userAgentMetadata.brands).toContainEqual({ brand: 'Chromium', version: '156' });
  });
});

describe('finding a Chromium', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'chromium-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const place = (name: string, mode: number): string => {
    const file = join(folder, name);
    writeFileSync(file, '', { mode });
    return file;
  };

  it('takes the first of the usual names that can be run', () => {
    place('chromium', 0o644);
    const chrome = place('google-chrome', 0o755);
    expect(findChromium(null, [folder])).toBe(chrome);
    const chromium = place('chromium-browser', 0o755);
    expect(findChromium(null, [folder])).toBe(chromium);
  });

  it('takes the one that was named', () => {
    place('chromium', 0o755);
    const named = place('my-own', 0o755);
    expect(findChromium(named, [folder])).toBe(named);
  });

  it('says what to do where there is none', () => {
    mkdirSync(join(folder, 'chromium'));
    expect(() => findChromium(null, [folder])).toThrow(
      'No Chromium was found: install it (Debian: apt install chromium) or set PUPPETEER_EXECUTABLE_PATH',
    );
  });

  it('never takes another one than was named', () => {
    place('chromium', 0o755);
    expect(() => findChromium(join(folder, 'gone'), [folder])).toThrow(BadInput);
  });
});
