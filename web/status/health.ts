/**
 * `GET /health`: whether the channel reads and sends, for monitors and containers. Open to everybody,
 * so it holds nothing that links the account, and nothing about anybody.
 */

import express from 'express';
import type { StatusSource } from './source.ts';

/** Makes the router: 200 when connected, 503 otherwise; times in epoch milliseconds and seconds. */
export function createHealth(source: StatusSource): express.Router {
  const router = express.Router();
  router.get('/health', (_request, response) => {
    const { phase, sinceAt, problems } = source.state();
    const { queued, held } = source.outbox();
    const isConnected = phase === 'connected';
    response
      .status(isConnected ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({
        status: isConnected ? 'ok' : 'away',
        phase,
        sinceAt,
        problems,
        outbox: { queued, held },
        uptimeS: Math.floor((source.clock.now() - source.startedAt) / 1000),
      });
  });
  return router;
}
