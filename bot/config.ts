/** The settings, from the environment and the file `.env`. The only file that knows their names. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { BadInput } from './bad-input.ts';
import { LOG_LEVELS, type LogLevel } from './log.ts';

export interface Config {
  readonly channel: 'simulator' | 'whatsapp';
  /** Where everything is kept that must survive: database, key, WhatsApp's profile, the simulator's store. */
  readonly dataDir: string;
  readonly port: number;
  readonly host: string;
  readonly redisUrl: string | null;
  /** The name of this bot among several on one Redis. */
  readonly account: string;
  /** The 32-byte key itself, where it is given; otherwise it is in `keyFile`. */
  readonly key: Buffer | null;
  readonly keyFile: string;
  readonly logLevel: LogLevel;
  /** Whether an empty simulator is filled with a demo organisation. */
  readonly demo: boolean;
  /** The browser that WhatsApp Web runs in; null: one of the usual names. */
  readonly chromium: string | null;
  readonly chromiumArgs: readonly string[];
  /** A folder with a page that stands in for WhatsApp Web; null: WhatsApp's own. */
  readonly webVersionDir: string | null;
  /** The account's own number, digits only: it is linked by a code instead of a QR code. */
  readonly linkPhone: string | null;
  /** Whether the bot writes at a person's pace. */
  readonly pacing: boolean;
  /** Whether somebody starts this process anew when it ends: systemd, Docker. */
  readonly supervised: boolean;
  readonly alerts: AlertSettings;
}

/** By which ways a person is told that something is wrong; null: not by this one. */
export interface AlertSettings {
  readonly webhook: string | null;
  readonly email: { readonly to: string; readonly from: string; readonly smtpUrl: string } | null;
  /** How long WhatsApp may be away before somebody is told. */
  readonly afterMs: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What a setting must be; collected, so that all that is wrong is told at once. */
class Wrong extends Error {}

/** One setting, or its fallback where it is not set or wrong. */
type Read = <T>(name: string, fallback: T, parse: (text: string) => T) => T;

/**
 * Reads the settings.
 * @throws BadInput naming every setting that is wrong, each with what it must be
 */
export function loadConfig(env: Environment = readEnvironment()): Config {
  const problems: string[] = [];
  const read: Read = (name, fallback, parse) => {
    const text = env[name]?.trim() ?? '';
    try {
      return text === '' ? fallback : parse(text);
    } catch (error) {
      if (!(error instanceof Wrong)) {
        throw error;
      }
      problems.push(`Settings: ${name} must be ${error.message}`);
      return fallback;
    }
  };
  const dataDir = resolve(read('DATA_DIR', 'var', String));
  const config: Config = {
    channel: read('CHANNEL', 'simulator', oneOf(['simulator', 'whatsapp'])),
    dataDir,
    port: read('PORT', 3000, parsePort),
    host: read('HOST', '127.0.0.1', String),
    redisUrl: read<string | null>('REDIS_URL', null, parseRedisUrl),
    account: read('ACCOUNT', 'holdepunkt', parseAccount),
    key: read<Buffer | null>('HOLDEPUNKT_KEY', null, parseKey),
    keyFile: resolve(read('HOLDEPUNKT_KEY_FILE', join(dataDir, 'holdepunkt.key'), String)),
    logLevel: read('LOG_LEVEL', 'info', oneOf(LOG_LEVELS)),
    demo: read('DEMO', '1', oneOf(['1', '0'])) === '1',
    chromium: read<string | null>('PUPPETEER_EXECUTABLE_PATH', null, String),
    chromiumArgs: read<readonly string[]>('CHROMIUM_ARGS', [], parseArguments),
    webVersionDir: read<string | null>('WHATSAPP_WEB_VERSION_DIR', null, parsePageFolder),
    linkPhone: read<string | null>('WHATSAPP_PHONE', null, parsePhone),
    pacing: read('PACING', '1', oneOf(['1', '0'])) === '1',
    supervised: read('SUPERVISED', '0', oneOf(['1', '0'])) === '1',
    alerts: readAlerts(read),
  };
  if (problems.length > 0) {
    throw new BadInput(problems.join('; '));
  }
  return config;
}

function readAlerts(read: Read): AlertSettings {
  const hasServer = read('SMTP_URL', false, () => true);
  const smtpUrl = read<string | null>('SMTP_URL', null, parseSmtpUrl);
  const to = read<string | null>('ALERT_EMAIL', null, (text) => {
    if (!hasServer) {
      throw new Wrong('used together with SMTP_URL, the server that sends the mail');
    }
    return parseEmail(text);
  });
  const from = read<string | null>('ALERT_FROM', to, parseEmail);
  return {
    webhook: read<string | null>('ALERT_WEBHOOK', null, parseWebhook),
    email: to === null || from === null || smtpUrl === null ? null : { to, from, smtpUrl },
    afterMs: read('ALERT_AFTER_MINUTES', 5, parseMinutes) * 60_000,
  };
}

/** The environment, over the lines of a file `.env` in the current folder where there is one. */
function readEnvironment(): Environment {
  return existsSync('.env')
    ? { ...parseEnv(readFileSync('.env', 'utf8')), ...process.env }
    : process.env;
}

function oneOf<const T extends string>(allowed: readonly T[]): (text: string) => T {
  return (text) => {
    const found = allowed.find((value) => value === text);
    if (!found) {
      throw new Wrong(`${allowed.join(' or ')}, not "${text}"`);
    }
    return found;
  };
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Wrong(`a port number from 0 to 65535, not "${text}"`);
  }
  return port;
}

/** Words between spaces; single or double quotes keep spaces inside a word. */
function parseArguments(text: string): readonly string[] {
  if (!/^(?:[^"']|"[^"]*"|'[^']*')*$/.test(text)) {
    throw new Wrong('arguments between spaces, with every quote closed');
  }
  const quoted = text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  const words = quoted.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'));
  // Chromium would open anything else as a page of its own.
  const strange = words.find((word) => !word.startsWith('--'));
  if (strange !== undefined) {
    throw new Wrong(`arguments that begin with --, not "${strange}"`);
  }
  return words;
}

/** A folder that holds one page, which is served in place of WhatsApp Web. */
function parsePageFolder(text: string): string {
  const folder = resolve(text);
  const pages = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.html'))
    : [];
  if (pages.length !== 1 && !pages.includes('index.html')) {
    throw new Wrong(
      `a folder with one .html file (or an index.html), and "${text}" has ${pages.length}`,
    );
  }
  return folder;
}

function parsePhone(text: string): string {
  const digits = text.replace(/^\+|[\s-]/g, '');
  if (!/^[1-9][0-9]{7,14}$/.test(digits)) {
    throw new Wrong('a phone number with its country code, such as +45 20 12 34 56');
  }
  return digits;
}

/** The address may hold a password, so it is not repeated. */
function parseRedisUrl(text: string): string {
  if (!/^rediss?:\/\//.test(text) || !URL.canParse(text)) {
    throw new Wrong('an address such as redis://127.0.0.1:6379');
  }
  return text;
}

function parseAccount(text: string): string {
  if (!/^[a-z0-9-]{1,40}$/.test(text)) {
    throw new Wrong(`1 to 40 small letters, digits or hyphens, not "${text}"`);
  }
  return text;
}

/** Many such addresses are secrets as a whole, so none is repeated. `fetch` takes no password in one. */
function parseWebhook(text: string): string {
  const url = URL.parse(text);
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !isSafe || url.username !== '' || url.password !== '') {
    throw new Wrong(
      'an address such as https://example.org/alerts (http only on this machine, no user or password before the host)',
    );
  }
  return text;
}

/** Whether a host, as `URL` writes it, is this machine. */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
}

/** The address may hold a password, so it is not repeated. */
function parseSmtpUrl(text: string): string {
  const url = /^smtps?:\/\//.test(text) ? URL.parse(text) : null;
  if (!url?.hostname) {
    throw new Wrong(
      'an address such as smtp://user:password@mail.example.org:587 or smtps://… (special characters of the password as %23)',
    );
  }
  return text;
}

/** It is somebody's, so it is not repeated. */
function parseEmail(text: string): string {
  if (!/^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+$/.test(text) || text.length > 254) {
    throw new Wrong('one e-mail address such as maria@example.org');
  }
  return text;
}

function parseMinutes(text: string): number {
  const minutes = Number(text);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 1440) {
    throw new Wrong(`whole minutes from 1 to 1440, not "${text}"`);
  }
  return minutes;
}

/** The key is never repeated in a message: it opens every name and number. */
function parseKey(text: string): Buffer {
  const key = decodeKey(text);
  if (!key) {
    throw new Wrong('32 bytes, as 64 hexadecimal digits or as base64');
  }
  return key;
}

/** A 32-byte key from its 64 hexadecimal digits or its base64 form; null where it is neither. */
export function decodeKey(text: string): Buffer | null {
  if (/^[0-9a-f]{64}$/i.test(text)) {
    return Buffer.from(text, 'hex');
  }
  // Node passes over what is no base64: a slip of the hand would be another key.
  return /^[A-Za-z0-9+/]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : null;
}
