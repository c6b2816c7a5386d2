/**
 * Keeps the simulator's HTTP API to this machine. Used by `api.ts`; it never looks at what is asked.
 */
import type express from 'express';
import { findOutsider, type Outsider } from '../loopback.ts';

const REFUSALS: Readonly<Record<Outsider, string>> = {
  remote: 'The simulator answers on this machine only; call it from here.',
  proxy: 'The simulator answers no proxy; call it directly.',
  host: 'The simulator answers to localhost, 127.0.0.1 and [::1] only; use one of these names.',
  site: "The simulator answers its own page only; another site's page may not call it.",
};

/** Answers 403 to whoever is not a program or a page of this machine. */
export function guardLoopback(
  request: express.Request,
  response: express.Response,
  next: express.NextFunction,
): void {
  const outsider = findOutsider(request);
  if (outsider === null) {
    next();
    return;
  }
  response.status(403).json({ error: REFUSALS[outsider] });
}
