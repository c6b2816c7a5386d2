/** What every page here may load and do: its own files and its own HTTP, nothing else and nothing inline. */

import type { RequestHandler } from 'express';
import helmet from 'helmet';

export interface PageRights {
  /** Whether the page has forms that are sent to this server. */
  readonly forms: boolean;
}

/** Makes the headers of a page. */
export function createSecurityHeaders({ forms }: PageRights): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: [forms ? "'self'" : "'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
      },
    },
    // It is reached over plain HTTP on this machine; HSTS would lock localhost out.
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
    // Under `no-referrer` browsers send forms with the origin "null" (Fetch, "append a request Origin").
    referrerPolicy: { policy: forms ? 'same-origin' : 'no-referrer' },
  });
}
