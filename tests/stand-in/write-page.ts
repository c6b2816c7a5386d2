/**
 * Writes the stand-in's page: the files of `page/` as one HTML file, in a folder that the library takes
 * for its own cache of WhatsApp Web. Called by `server.ts`.
 */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyKind } from './wire.ts';

/** In the order in which each needs those before it. */
const FILES = [
  'ids',
  'models',
  'line',
  'account',
  'chats',
  'messages',
  'addons',
  'sending',
  'linking',
  'modules',
  'start',
];

/** The build that the page says it is, by its kind of message keys. */
const VERSIONS: Readonly<Record<KeyKind, string>> = {
  _serialized: '2.3000.1038000000',
  $1: '2.3000.1042401057',
};

export interface PageFacts {
  readonly folder: string;
  readonly port: number;
  readonly keys: KeyKind;
}

/** Writes `stand-in.html` into the folder, over one that is there. */
export function writePage({ folder, port, keys }: PageFacts): void {
  const facts = { server: `http://127.0.0.1:${port}`, keys, version: VERSIONS[keys] };
  const html = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>WhatsApp</title></head><body>',
    `<script>window.standIn = ${JSON.stringify(facts)};</script>`,
    `<script>(() => {\n'use strict';\n${FILES.map(readPart).join('\n')}\n})();</script>`,
    '</body></html>',
  ];
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'stand-in.html'), html.join('\n'));
}

/** One file without its imports and exports: all share one scope. */
function readPart(name: string): string {
  const text = readFileSync(join(import.meta.dirname, 'page', `${name}.js`), 'utf8');
  return text.replace(/^import\s[\s\S]*?from '[^']+';$/gm, '').replace(/^export /gm, '');
}
