/**
 * The simulator's page: a group chat to play in, at `/`. The router serves the page, its scripts and its
 * style; `main` mounts it when the channel is the simulator. It never reads or changes anything of the
 * bot: the scripts in the browser do so by the simulator's HTTP API.
 */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { markSvg } from '../mark.ts';
import { createSecurityHeaders } from '../security-headers.ts';
import { simulatorMarkup } from './page-markup.ts';
import { defaultLanguage, type PageWords, readPageWords } from './page-words.ts';

const clientFolder = fileURLToPath(new URL('./client/', import.meta.url));
const styleNames = ['style.css', 'style-chat.css', 'style-behind.css'];
const localesFolder = new URL('../../locales/', import.meta.url);

function chooseLanguage(request: express.Request, words: PageWords): string {
  const { lang } = request.query;
  if (typeof lang === 'string' && words.pageLanguages.includes(lang)) {
    return lang;
  }
  // Danish first: it is also the answer to a browser that takes any language.
  const offered = [
    defaultLanguage,
    ...words.pageLanguages.filter((tag) => tag !== defaultLanguage),
  ];
  return request.acceptsLanguages(offered) || defaultLanguage;
}

/**
 * Makes the router for `/` and `/simulator/` (page, mark, style, scripts). Reads the words and the style
 * once, here. Files are revalidated on each load (ETag), so a page never runs with old scripts.
 */
export function createSimulatorPage(): express.Router {
  const words = readPageWords(localesFolder);
  const router = express.Router();
  const own = express.Router();

  own.get('/', (request, response) => {
    const language = chooseLanguage(request, words);
    response.set('Content-Language', language);
    response.vary('Accept-Language');
    response.set('Cache-Control', 'no-cache');
    response.type('html').send(simulatorMarkup({ words, language, styleNames }).markup);
  });
  own.get('/simulator/mark.svg', (_request, response) => {
    response.set('Cache-Control', 'no-cache').type('svg').send(markSvg.markup);
  });
  for (const name of styleNames) {
    const style = readFileSync(new URL(name, import.meta.url), 'utf8');
    own.get(`/simulator/${name}`, (_request, response) => {
      response.set('Cache-Control', 'no-cache').type('css').send(style);
    });
  }
  own.use(
    '/simulator/client',
    express.static(clientFolder, {
      index: false,
      redirect: false,
      cacheControl: false,
      setHeaders: (response) => response.setHeader('Cache-Control', 'no-cache'),
    }),
  );

  // Only these paths get the page's headers: the API and the office set their own.
  router.get(
    [
      '/',
      '/simulator/mark.svg',
      '/simulator/client/*file',
      ...styleNames.map((name) => `/simulator/${name}`),
    ],
    createSecurityHeaders({ forms: false }),
    own,
  );
  return router;
}
