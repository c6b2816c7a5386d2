/**
 * The status page of the office at `/status`: how WhatsApp stands, and linking it. Mounted by `app.ts`.
 * Whoever sees it can link the account, so it answers this machine only, and takes forms only from its
 * own pages. It works without JavaScript; it never logs what it shows or is sent.
 */

import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import express from 'express';
import type { Log } from '../../bot/log.ts';
import type { OfficeWords } from '../../bot/office-words.ts';
import type { LinkRequest } from '../../bot/types.ts';
import type { Html } from '../html.ts';
import { findOutsider, type Outsider } from '../loopback.ts';
import { markSvg } from '../mark.ts';
import { createSecurityHeaders } from '../security-headers.ts';
import { streamChanges } from '../stream-changes.ts';
import { drawAfreshForm, drawCodeForm, drawFailure, drawRefusal } from './forms.ts';
import { drawStatus } from './markup.ts';
import { readPhone } from './phone.ts';
import { type Reading, readReader } from './reading.ts';
import type { StatusSource } from './source.ts';

/** Nobody looks at an empty window for longer; what is still under way shows on the status page. */
const PATIENCE_MS = 3000;

const FORM_LIMIT_BYTES = 4096;

export interface StatusParts {
  readonly source: StatusSource;
  readonly words: OfficeWords;
  readonly log: Log;
}

/** Makes the router for `/status` and all below it. */
export function createStatusPage(parts: StatusParts): express.Router {
  const router = express.Router();
  const read = (request: express.Request): Reading => readReader(request, parts.words);
  router.use(createSecurityHeaders({ forms: true }));
  addFiles(router);
  router.use((request, response, next) => {
    const outsider = refuse(request);
    if (outsider === null) {
      next();
      return;
    }
    const port = request.socket.localPort ?? 0;
    send(response.status(403), read(request), (reading) => drawRefusal(reading, outsider, port));
  });
  router.get('/', (request, response) => {
    send(response, read(request), (reading) => drawStatus(reading, parts.source));
  });
  router.get('/events', (_request, response) => {
    streamChanges(response, (listener) => parts.source.onChange(listener));
  });
  router.get('/code', (request, response) => {
    send(response, read(request), (reading) => drawCodeForm(reading));
  });
  router.get('/afresh', (request, response) => {
    send(response, read(request), (reading) => drawAfreshForm(reading, { unsure: false }));
  });
  router.post(
    '/link',
    express.urlencoded({ extended: false, limit: FORM_LIMIT_BYTES }),
    async (request, response) => {
      await takeForm(parts, request, response);
    },
  );
  router.use(answerUnreadable(read));
  return router;
}

/** Style, script and mark hold nothing of anybody: the page that refuses needs them too. */
function addFiles(router: express.Router): void {
  const files = [
    { path: '/style.css', type: 'css', text: readOwn('style.css') },
    { path: '/client.js', type: 'js', text: readOwn('client/main.js') },
    { path: '/mark.svg', type: 'svg', text: markSvg.markup },
  ];
  for (const { path, type, text } of files) {
    router.get(path, (_request, response) => {
      response.set('Cache-Control', 'no-cache').type(type).send(text);
    });
  }
}

function readOwn(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

/** As `findOutsider`, but a link from elsewhere may lead here, and a form must say where it is from. */
function refuse(request: express.Request): Outsider | null {
  const { method, headers } = request;
  const outsider = findOutsider(request);
  if (method !== 'GET' && method !== 'HEAD') {
    return outsider ?? (headers.origin === undefined ? 'site' : null);
  }
  const isVisit =
    headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return outsider === 'site' && isVisit && headers.origin === undefined ? null : outsider;
}

function send(
  response: express.Response,
  reading: Reading,
  draw: (reading: Reading) => Html,
): void {
  response.set('Content-Language', reading.language);
  response.vary('Accept-Language');
  // A QR code must not be found in a browser's cache.
  response.set('Cache-Control', 'no-store');
  response.type('html').send(draw(reading).markup);
}

async function takeForm(
  parts: StatusParts,
  request: express.Request,
  response: express.Response,
): Promise<void> {
  const reading = readReader(request, parts.words);
  const field = (name: string): string => {
    const value: unknown = request.body?.[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const by = field('by');
  if (by === 'qr') {
    await begin(parts, {}, { reading, response });
  } else if (by === 'afresh' && field('sure') !== 'yes') {
    send(response.status(422), reading, (one) => drawAfreshForm(one, { unsure: true }));
  } else if (by === 'afresh') {
    await begin(parts, { fresh: true }, { reading, response });
  } else if (by === 'code') {
    const written = field('phone');
    const phone = await readPhone(written);
    if (phone === null) {
      const wrong = written === '' ? 'missing' : 'wrong';
      send(response.status(422), reading, (one) => drawCodeForm(one, { phone: written, wrong }));
      return;
    }
    await begin(parts, { phone }, { reading, response });
  } else {
    send(response.status(400), reading, (one) => drawFailure(one, 'unreadable'));
  }
}

/** Begins to link and leads back to the status page, where what to scan or type will stand. */
async function begin(
  { source, log }: StatusParts,
  request: LinkRequest,
  { reading, response }: { reading: Reading; response: express.Response },
): Promise<void> {
  const linking = source.link(request).then(
    () => true,
    (error: unknown) => {
      log.failed('link', error);
      return false;
    },
  );
  const given = new AbortController();
  const patience = wait(PATIENCE_MS, true, { signal: given.signal, ref: false }).catch(() => true);
  const hasBegun = await Promise.race([linking, patience]);
  given.abort();
  if (hasBegun) {
    response.redirect(303, `/status${reading.query}`);
  } else {
    send(response.status(503), reading, (one) => drawFailure(one, 'failed'));
  }
}

/** A form that is too long or no form at all is the sender's fault, not ours. */
function answerUnreadable(
  read: (request: express.Request) => Reading,
): express.ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
    if (response.headersSent || status < 400 || status >= 500) {
      next(error);
      return;
    }
    send(response.status(status), read(request), (reading) => drawFailure(reading, 'unreadable'));
  };
}
