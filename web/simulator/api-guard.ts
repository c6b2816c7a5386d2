/**
 * Keeps the simulator's HTTP API to this machine: no remote caller, no other web site in a browser
 * here, no name that was made to point here. Used by `api.ts`; it never looks at what is asked.
 */
import type express from 'express';

const OWN_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** Answers 403 to whoever is not a program or a page of this machine. */
export function guardLoopback(
  request: express.Request,
  response: express.Response,
  next: express.NextFunction,
): void {
  const refused = refusal(request);
  if (refused === null) {
    next();
    return;
  }
  response.status(403).json({ error: refused });
}

function refusal(request: express.Request): string | null {
  const { headers, socket } = request;
  if (!isLoopback(socket.remoteAddress ?? '')) {
    return 'The simulator answers on this machine only; call it from here.';
  }
  if (headers.forwarded !== undefined || headers['x-forwarded-for'] !== undefined) {
    return 'The simulator answers no proxy; call it directly.';
  }
  // Without this a page of another site could name its own host and let it point to 127.0.0.1.
  const host = headers.host ?? '';
  if (!OWN_NAMES.includes(host.replace(/:\d+$/, '').toLowerCase())) {
    return 'The simulator answers to localhost, 127.0.0.1 and [::1] only; use one of these names.';
  }
  const site = headers['sec-fetch-site'];
  const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
  const origin = headers.origin;
  if (isForeign || (origin !== undefined && origin !== `http://${host}`)) {
    return "The simulator answers its own page only; another site's page may not call it.";
  }
  return null;
}

function isLoopback(address: string): boolean {
  const v4 = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
  return v4.startsWith('127.') || address === '::1';
}
