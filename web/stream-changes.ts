/**
 * Tells an open page that something changed, as server-sent events. Used by the simulator's API
 * and the status page. It carries no content: the page asks again for what it shows.
 */
import type express from 'express';

/** Often enough that neither a browser nor anything between takes the line for dead. */
const HEARTBEAT_MS = 20_000;

/** Keeps the answer open and writes a line after every change, several at once being one. */
export function streamChanges(
  response: express.Response,
  onChange: (listener: () => void) => () => void,
): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  response.write('retry: 1000\n\ndata: changed\n\n');
  let announced = false;
  const stop = onChange(() => {
    if (!announced) {
      announced = true;
      setImmediate(() => {
        announced = false;
        if (!response.writableEnded) {
          response.write('data: changed\n\n');
        }
      });
    }
  });
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  heartbeat.unref();
  response.on('close', () => {
    clearInterval(heartbeat);
    stop();
  });
}
