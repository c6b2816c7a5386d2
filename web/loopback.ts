/**
 * Tells who does not come from this machine: a remote caller, a proxy, another web site in a browser
 * here, a name that was made to point here. Used by the simulator's API and the status page, which
 * refuse in their own words. It never looks at what is asked.
 */
import type express from 'express';

/** Why somebody is none of ours. */
export type Outsider = 'remote' | 'proxy' | 'host' | 'site';

const OWN_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** What proxies add to a request that they pass on (RFC 7239, RFC 9110, and the usual ones). */
const PROXY_HEADERS = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/** Why a request comes from elsewhere; null where it is from a program or a page of this machine. */
export function findOutsider({ headers, socket }: express.Request): Outsider | null {
  if (!isLoopback(socket.remoteAddress ?? '')) {
    return 'remote';
  }
  if (PROXY_HEADERS.some((name) => headers[name] !== undefined)) {
    return 'proxy';
  }
  // Without this a page of another site could name its own host and let it point to 127.0.0.1.
  const host = headers.host ?? '';
  if (!OWN_NAMES.includes(host.replace(/:\d+$/, '').toLowerCase())) {
    return 'host';
  }
  const { origin, 'sec-fetch-site': site } = headers;
  const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
  return isForeign || (origin !== undefined && origin !== `http://${host}`) ? 'site' : null;
}

function isLoopback(address: string): boolean {
  const v4 = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
  return v4.startsWith('127.') || address === '::1';
}
