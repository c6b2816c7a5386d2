/**
 * Keeps the house in order: who may import whom, and where SQL, time, settings and words may be.
 * A failure names the rule (the test's name) and each file that breaks it. It reads files only.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = dirname(import.meta.dirname);
const FOLDERS = ['bot', 'data', 'flows', 'handlers', 'locales', 'tests', 'web'];

interface Import {
  /** A path from the root for our own files, else the package as it is written. */
  readonly target: string;
  readonly how: 'value' | 'type' | 'dynamic';
}

interface Source {
  readonly file: string;
  /** Without comments. */
  readonly code: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1)),
).map((file) => file.split(sep).join('/'));

const sources: readonly Source[] = files.filter((file) => file.endsWith('.ts')).map(readSource);
const product = sources.filter(({ file }) => !file.startsWith('tests/'));

function readSource(file: string): Source {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
  return { file, code, lines: text.split('\n').length - 1, imports: readImports(file, code) };
}

function readImports(file: string, code: string): Import[] {
  const found: Import[] = [];
  const add = (written: string, how: Import['how']) => {
    const target = written.startsWith('.') ? normalize(join(dirname(file), written)) : written;
    found.push({ target: target.split(sep).join('/'), how });
  };
  for (const [, type, from] of code.matchAll(
    /^\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s+['"]([^'"]+)['"]/gm,
  )) {
    add(from ?? '', type === undefined ? 'value' : 'type');
  }
  for (const [, from] of code.matchAll(/^\s*import\s+['"]([^'"]+)['"]/gm)) {
    add(from ?? '', 'value');
  }
  for (const [, from] of code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)) {
    add(from ?? '', 'dynamic');
  }
  return found;
}

const isOurs = (target: string) => FOLDERS.some((folder) => target.startsWith(`${folder}/`));
const isIn = (places: readonly string[], file: string) =>
  places.some((place) => (place.endsWith('/') ? file.startsWith(place) : file === place));

interface Layer {
  readonly who: readonly string[];
  /** Our own files and folders that it may import. */
  readonly may: readonly string[];
  /** What it may import types of, beside. */
  readonly mayTypes?: readonly string[];
  /** False: no package and no `node:` either. */
  readonly packages?: false;
}

/** What everybody but `types` may know: pure, and about nothing but itself. */
const PURE = ['bot/types.ts', 'bot/bad-input.ts', 'bot/calendar.ts'];
const DRAWN = [
  ...['bot/shorten.ts'],
  ...['bot/offers.ts', 'bot/pulse.ts'],
  ...['bot/volunteers.ts', 'bot/tasks.ts', 'bot/home-visits.ts'],
  ...['bot/topics.ts', 'bot/topic-poll.ts'],
  ...['bot/types.ts', 'bot/context.ts', 'bot/calendar.ts'],
  ...['bot/attendance-poll.ts', 'bot/names.ts'],
  ...[
    'bot/answer-options.ts',
    'bot/entry-name.ts',
    'bot/holidays.ts',
    'bot/names.ts',
    'bot/nearest-word.ts',
  ],
];

/** They know all parts: what is opened, how it is put together, what the pages see of it. */
const COMPOSES = ['bot/main.ts', 'bot/holdings.ts', 'bot/status-source.ts'];

/** From the bottom up; the first that a file is in counts. `main` and the commands know all. */
const LAYERS: readonly Layer[] = [
  { who: ['bot/types.ts', 'bot/types/'], may: ['bot/types/'], packages: false },
  {
    who: [
      'bot/calendar.ts',
      'bot/bad-input.ts',
      'bot/clock.ts',
      'bot/nearest-word.ts',
      'bot/shorten.ts',
      'bot/names.ts',
    ],
    may: PURE,
  },
  { who: ['data/'], may: ['bot/types.ts', 'bot/bad-input.ts', 'data/'] },
  { who: ['bot/understand/'], may: [...PURE, 'bot/understand/'] },
  { who: ['bot/say.ts', 'bot/office-words.ts'], may: PURE, mayTypes: ['locales/'] },
  { who: ['bot/context.ts'], may: PURE, mayTypes: ['data/', 'bot/say.ts'], packages: false },
  {
    who: [
      ...['bot/attendance-poll.ts', 'bot/answer-options.ts', 'bot/entry-name.ts'],
      'bot/home-visits.ts',
    ],
    may: DRAWN,
    mayTypes: ['bot/say.ts'],
    packages: false,
  },
  { who: ['bot/volunteers.ts', 'bot/tasks.ts'], may: DRAWN, packages: false },
  { who: ['handlers/'], may: [...DRAWN, 'handlers/'], packages: false },
  { who: ['flows/'], may: [...DRAWN, 'flows/', 'handlers/index.ts'], packages: false },
  { who: ['bot/jobs/'], may: [...PURE, 'bot/jobs/'] },
  { who: ['bot/channels/simulator/'], may: [...PURE, 'bot/channels/simulator/'] },
  {
    who: ['bot/channels/whatsapp/'],
    may: [...PURE, 'bot/clock.ts', 'bot/channels/whatsapp/'],
    mayTypes: ['bot/log.ts'],
  },
  {
    who: [...COMPOSES, 'bot/cli/', 'tests/'],
    may: ['bot/', ...FOLDERS.map((name) => `${name}/`)],
  },
  {
    who: ['web/'],
    may: [...PURE, 'bot/clock.ts', 'bot/say.ts', 'web/'],
    mayTypes: ['bot/', 'data/'],
  },
];

/** The rest of `bot/`: receive, tick, outbox and what they are made of. */
const CORE: Layer = { who: ['bot/'], may: ['data/', 'handlers/', 'flows/'] };
const NOT_CORE = [...COMPOSES, 'bot/cli/', 'bot/channels/', 'bot/jobs/'];

function mayImport(file: string, { target, how }: Import): boolean {
  const layer = LAYERS.find(({ who }) => isIn(who, file)) ?? CORE;
  if (!isOurs(target)) {
    return layer.packages !== false;
  }
  if (isIn(layer.may, target) || (how === 'type' && isIn(layer.mayTypes ?? [], target))) {
    return true;
  }
  return layer === CORE && target.startsWith('bot/') && !isIn(NOT_CORE, target);
}

/** All files in which a pattern stands outside its places, as `file: what was found`. */
function findOutside(places: readonly string[], pattern: RegExp): string[] {
  return product
    .filter(({ file }) => !isIn(places, file))
    .flatMap(({ file, code }) =>
      [...code.matchAll(pattern)].map(([found]) => `${file}: ${found.trim().slice(0, 60)}`),
    );
}

/** All imports of packages by files outside their places. */
function findImportsOutside(places: readonly string[], packages: RegExp): string[] {
  return product
    .filter(({ file }) => !isIn(places, file))
    .flatMap(({ file, imports }) =>
      imports
        .filter(({ target }) => packages.test(target))
        .map(({ target }) => `${file}: ${target}`),
    );
}

function findCircle(): string[] {
  const done = new Set<string>();
  const byFile = new Map(product.map((source) => [source.file, source]));
  function visit(file: string, path: readonly string[]): string[] {
    if (path.includes(file)) {
      return [...path.slice(path.indexOf(file)), file];
    }
    if (done.has(file)) {
      return [];
    }
    for (const { target } of byFile.get(file)?.imports ?? []) {
      const circle = byFile.has(target) ? visit(target, [...path, file]) : [];
      if (circle.length > 0) {
        return circle;
      }
    }
    done.add(file);
    return [];
  }
  return product.map(({ file }) => visit(file, [])).find((circle) => circle.length > 0) ?? [];
}

describe('the house', () => {
  it('was read: this test sees files and their imports', () => {
    const own = sources.find(({ file }) => file === 'tests/architecture.test.ts');
    expect(own?.imports.map(({ target }) => target)).toContain('vitest');
    expect(product.flatMap(({ imports }) => imports).length).toBeGreaterThan(20);
  });

  it('imports point downward only', () => {
    const upward = sources.flatMap((source) =>
      source.imports
        .filter((one) => !mayImport(source.file, one))
        .map(({ target, how }) => `${source.file} may not import ${target} (${how})`),
    );
    expect(upward).toEqual([]);
  });

  it('no imports in a circle', () => {
    expect(findCircle()).toEqual([]);
  });

  it('SQL only in data/ and in the pretend WhatsApp', () => {
    const places = ['data/', 'bot/channels/simulator/'];
    const sql =
      /\.prepare\(|\b(?:db|database)\.exec\(|['"`]\s*(?:select\s[\s\S]+?\sfrom|insert into|delete from|update \w+ set|create table|pragma)\s/gi;
    expect(findOutside(places, sql)).toEqual([]);
    expect(findImportsOutside(places, /^(?:better-sqlite3|node:sqlite)/)).toEqual([]);
  });

  it('only bot/outbox.ts sends', () => {
    expect(findOutside(['bot/outbox.ts'], /\b\w*channel\w*\??\.send\(/gi)).toEqual([]);
  });

  it('only bot/clock.ts and the pretend WhatsApp read the time', () => {
    const places = ['bot/clock.ts', 'bot/channels/simulator/'];
    expect(findOutside(places, /\bDate\.now\b|\bnew Date\(\)|\bTemporal\.Now\b/g)).toEqual([]);
  });

  it('only bot/config.ts and the commands read the environment and arguments', () => {
    const places = ['bot/config.ts', 'bot/cli/'];
    expect(findOutside(places, /\bprocess\.env\b/g)).toEqual([]);
    expect(findOutside(['bot/main.ts', 'bot/cli/'], /\bprocess\.argv\b/g)).toEqual([]);
  });

  it('only bot/channels/whatsapp/ knows WhatsApp Web and its browser', () => {
    const packages = /^(?:whatsapp-web\.js|puppeteer)/;
    expect(findImportsOutside(['bot/channels/whatsapp/'], packages)).toEqual([]);
  });

  it('Express only in web/ and bot/main.ts', () => {
    expect(findImportsOutside(['web/', 'bot/main.ts'], /^express/)).toEqual([]);
  });

  it('BullMQ and Redis only in bot/jobs/bullmq.ts, loaded only when needed', () => {
    expect(findImportsOutside(['bot/jobs/bullmq.ts'], /^(?:bullmq|ioredis)/)).toEqual([]);
    const eager = product.filter(({ imports }) =>
      imports.some(({ target, how }) => target === 'bot/jobs/bullmq.ts' && how === 'value'),
    );
    expect(eager.map(({ file }) => `${file} must import it dynamically`)).toEqual([]);
  });

  it('no words for people in handlers/ and flows/: those are in locales/', () => {
    const strings = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
    const foreign = product
      .filter(({ file }) => isIn(['handlers/', 'flows/'], file))
      .flatMap(({ file, code }) =>
        [...code.matchAll(strings)]
          .filter(([text]) => /(?![\p{ASCII}])\p{L}/u.test(text))
          .map(([text]) => `${file}: ${text}`),
      );
    expect(foreign).toEqual([]);
  });

  it('locales/ holds data only', () => {
    const strange = files.filter((file) => /^locales\/.*(?<!\.jsonl?)$/.test(file));
    expect(strange).toEqual([]);
  });

  it('no file is called utils, helpers, common or manager', () => {
    expect(
      files.filter((file) => /\/(?:utils?|helpers?|common|managers?)\.[^/]+$/.test(file)),
    ).toEqual([]);
  });

  it('no file of code has more than 400 lines', () => {
    const long = product.filter(({ lines }) => lines > 400);
    expect(long.map(({ file, lines }) => `${file}: ${lines} lines`)).toEqual([]);
  });
});
