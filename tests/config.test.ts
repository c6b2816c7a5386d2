import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BadInput } from '../bot/bad-input.ts';
import { loadConfig } from '../bot/config.ts';

const EXAMPLE = readFileSync(join(import.meta.dirname, '..', '.env.example'), 'utf8');
const lines = EXAMPLE.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const example = Object.fromEntries(lines.map((line) => [...line.split(/=(.*)/s)].slice(0, 2)));

/** What the settings are read from, and which names were asked for. */
function watch(env: Record<string, string>): { env: Record<string, string>; asked: Set<string> } {
  const asked = new Set<string>();
  const watched = new Proxy(env, {
    get(target, name: string) {
      asked.add(name);
      return target[name];
    },
  });
  return { env: watched, asked };
}

function problems(env: Record<string, string>): string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof BadInput) {
      return error.message.split('; ');
    }
    throw error;
  }
}

describe('.env.example', () => {
  it('lists exactly the settings that are read', () => {
    const { env, asked } = watch({});
    loadConfig(env);
    expect(Object.keys(example).sort()).toEqual([...asked].sort());
  });

  it('gives each its default', () => {
    expect(loadConfig(example)).toEqual(loadConfig({}));
    expect(loadConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      dataDir: resolve('var'),
    });
  });

  it('says something about each', () => {
    const blocks = EXAMPLE.split('\n\n').filter((block) => /^[A-Z_]+=/m.test(block));
    expect(blocks.filter((block) => !block.startsWith('# '))).toEqual([]);
  });
});

describe('settings', () => {
  it.each([
    ['CHANNEL', 'telegram'],
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3000.5'],
    ['REDIS_URL', 'localhost:6379'],
    ['REDIS_URL', 'http://localhost'],
    ['REDIS_URL', 'redis://['],
    ['ACCOUNT', 'Odense C'],
    ['ACCOUNT', 'a'.repeat(41)],
    ['HOLDEPUNKT_KEY', 'secret'],
    ['HOLDEPUNKT_KEY', 'f'.repeat(63)],
    ['HOLDEPUNKT_KEY', `${'A'.repeat(43)} !`],
    ['LOG_LEVEL', 'verbose'],
    ['DEMO', 'yes'],
    ['CHROMIUM_ARGS', '--user-agent="Chrome'],
    ['CHROMIUM_ARGS', '--ok https://example.com'],
    ['WHATSAPP_WEB_VERSION_DIR', 'no/such/folder'],
    ['WHATSAPP_PHONE', '20 12'],
    ['PACING', 'slow'],
    ['SUPERVISED', 'yes'],
  ])('refuse %s=%s in one line that says what it must be', (name, value) => {
    const found = problems({ [name]: value });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^Settings: ${name} must be \\S.{5,}$`));
  });

  it('take arguments for the browser apart at spaces, but not inside quotes', () => {
    const text = `--no-sandbox  --lang='da DK' --user-agent="Mozilla 5.0 (X)"`;
    expect(loadConfig({ CHROMIUM_ARGS: text }).chromiumArgs).toEqual([
      '--no-sandbox',
      '--lang=da DK',
      '--user-agent=Mozilla 5.0 (X)',
    ]);
  });

  it('take a phone number as people write it', () => {
    for (const text of ['+45 20 12 34 56', '4520123456', '+45-20123456']) {
      expect(loadConfig({ WHATSAPP_PHONE: text }).linkPhone).toBe('4520123456');
    }
  });

  it('are refused all at once', () => {
    expect(problems({ PORT: 'x', DEMO: 'x', LOG_LEVEL: 'x' })).toHaveLength(3);
  });

  it('never repeat the key or the address that may hold a password', () => {
    const key = 'f0e1d2c3b4a5968778695a4b3c2d1e0f0123456789abcdef0123456789abcde';
    const shown = problems({ HOLDEPUNKT_KEY: key, REDIS_URL: 'rediss//:hunter2@db' }).join();
    expect(shown).not.toMatch(/f0e1d2c3|hunter2/);
    expect(shown).toMatch(/HOLDEPUNKT_KEY.*REDIS_URL|REDIS_URL.*HOLDEPUNKT_KEY/);
  });

  it('take what is empty or blank as not set', () => {
    const blank = Object.fromEntries(Object.keys(example).map((name) => [name, '  ']));
    expect(loadConfig(blank)).toEqual(loadConfig({}));
  });

  it('take the same key as hexadecimal digits and as base64', () => {
    const key = Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7));
    for (const written of [
      key.toString('hex'),
      key.toString('hex').toUpperCase(),
      key.toString('base64'),
    ]) {
      expect(loadConfig({ HOLDEPUNKT_KEY: written }).key?.equals(key)).toBe(true);
    }
  });
});
