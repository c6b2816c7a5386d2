/** What all status pages share: head, name, languages, the way back. Knows nothing of the channel. */

import { type Html, html } from '../html.ts';
import { mark } from '../mark.ts';
import type { Reading } from './reading.ts';

export interface Frame {
  readonly title: string;
  /** The page's own path: the languages lead to it again. */
  readonly path: string;
  readonly content: Html;
  /** What this page needs in its head beside the rest. */
  readonly head?: Html;
}

/** A whole page. */
export function drawFrame({ language, languages, say }: Reading, frame: Frame): Html {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${frame.title} – ${say('status.name')}</title>
<link rel="icon" href="/status/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/status/style.css">
${frame.head}
</head>
<body>
<header class="top">
  <p class="wordmark">${mark}<span>${say('status.name')}</span></p>
  <nav class="languages" aria-label="${say('status.language')}">
    ${languages.map(
      (tag) =>
        html`<a href="${frame.path}?lang=${tag}" lang="${tag}" hreflang="${tag}" ${tag === language && html`aria-current="true"`}>${nameOf(tag)}</a>`,
    )}
  </nav>
</header>
<main>
${frame.content}
</main>
</body>
</html>`;
}

/** The way back to the overview. */
export function drawBack({ say, query }: Reading): Html {
  return html`<p class="back"><a href="/status${query}"><span aria-hidden="true">←</span> ${say('status.back')}</a></p>`;
}

/** A language by its own name. */
function nameOf(tag: string): string {
  return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
}
