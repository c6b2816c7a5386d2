/**
 * The page of all texts at `/texts`: for somebody who knows a language and checks what the bot says in it.
 * Mounted by `app.ts`. Everything on it is in the repository, so anybody may read it; it takes nothing.
 */

import { readFileSync } from 'node:fs';
import express from 'express';
import type { OfficeWords } from '../../bot/office-words.ts';
import type { Say } from '../../bot/say.ts';
import { createSecurityHeaders } from '../security-headers.ts';
import { drawTexts } from './markup.ts';
import { readLanguages, readTexts } from './read-texts.ts';

/** Makes the router for `/texts`. */
export function createTextsPage({ say, words }: { say: Say; words: OfficeWords }): express.Router {
  const router = express.Router();
  const style = readFileSync(new URL('style.css', import.meta.url), 'utf8');
  router.use(createSecurityHeaders({ forms: false }));
  router.get('/style.css', (_request, response) => {
    response.set('Cache-Control', 'no-cache').type('css').send(style);
  });
  router.get('/', (request, response) => {
    const languages = readLanguages(say);
    const [first] = languages;
    const { lang } = request.query;
    const chosen = languages.find(({ tag }) => tag === lang) ?? first;
    if (!chosen || (lang !== undefined && chosen.tag !== lang)) {
      response.redirect('/texts');
      return;
    }
    const page = drawTexts({
      ...{ chosen, languages },
      parts: readTexts(say, chosen.tag),
      say: (key, values) => words('da', key, values),
    });
    response.set('Cache-Control', 'no-store').type('html').send(page.markup);
  });
  return router;
}
