/** The web side: the simulator's page and API, the status page, `/health`. Acts only through what it is given. */

import type { Server } from 'node:http';
import express from 'express';
import { BadInput } from '../bot/bad-input.ts';
import type { Log } from '../bot/log.ts';
import type { OfficeWords } from '../bot/office-words.ts';
import type { Say } from '../bot/say.ts';
import { createSimulatorApi } from './simulator/api.ts';
import type { SimulatorApiParts } from './simulator/api-parts.ts';
import { createSimulatorPage } from './simulator/page.ts';
import { createHealth } from './status/health.ts';
import { createStatusPage } from './status/page.ts';
import type { StatusSource } from './status/source.ts';
import { createTextsPage } from './texts/page.ts';

export interface WebParts {
  /** Present where the channel is the simulator: it has the page at `/` then. */
  readonly simulator?: SimulatorApiParts;
  readonly status: StatusSource;
  readonly words: OfficeWords;
  readonly say: Say;
  readonly log: Log;
}

/** Builds the app; it listens nowhere yet. */
export function createWebApp(parts: WebParts): express.Express {
  const app = express();
  app.disable('x-powered-by');
  addStatus(app, parts);
  addSimulator(app, parts);
  app.use((_request, response) => {
    response.status(404).type('text/plain').send('There is no such page here.\n');
  });
  const answerFailure: express.ErrorRequestHandler = (error, _request, response, _next) => {
    parts.log.failed('page', error);
    response.status(500).type('text/plain').send('Something failed here; the log says what.\n');
  };
  app.use(answerFailure);
  return app;
}

function addStatus(app: express.Express, parts: WebParts): void {
  const { status, words, simulator, log } = parts;
  app.use(createHealth(status));
  app.use('/status', createStatusPage({ source: status, words, log }));
  app.use('/texts', createTextsPage(parts));
  if (!simulator) {
    app.get('/', (_request, response) => response.redirect('/status'));
  }
}

function addSimulator(app: express.Express, { simulator, log }: WebParts): void {
  if (!simulator) {
    return;
  }
  const onError = (error: unknown): void => log.failed('simulator api', error);
  app.use('/simulator/api', createSimulatorApi({ ...simulator, onError }));
  app.use(createSimulatorPage());
}

/**
 * Listens and answers with the port.
 * @throws BadInput where the port is taken or may not be used
 */
export async function listen(
  app: express.Express,
  at: { host: string; port: number },
): Promise<{ server: Server; port: number }> {
  const server = app.listen(at.port, at.host);
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new BadInput(
          `Settings: PORT ${at.port} on ${at.host} cannot be used (${error.code ?? 'unknown'}): choose another with PORT=…`,
        ),
      );
    });
  });
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : at.port };
}

/** Stops listening and ends what is still connected: a page's live updates never end by themselves. */
export async function stopListening(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
