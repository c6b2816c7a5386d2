/** Draws the page of all texts: what a phone shows, beside the Danish. */

import type { OfficeKey } from '../../bot/office-words.ts';
import { type Html, html } from '../html.ts';
import { mark } from '../mark.ts';
import type { ShownLanguage, ShownPart, ShownText } from './read-texts.ts';

export interface TextsPage {
  readonly chosen: ShownLanguage;
  readonly languages: readonly ShownLanguage[];
  readonly parts: readonly ShownPart[];
  say(key: OfficeKey, values?: Readonly<Record<string, string | number>>): string;
}

/** The whole page, in Danish around the texts. */
export function drawTexts(page: TextsPage): Html {
  const { chosen, parts, say } = page;
  const missing = parts.flatMap(({ texts }) => texts).filter(({ own }) => own.length === 0).length;
  return html`<!doctype html>
<html lang="da">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${say('texts.title')}: ${chosen.name} – ${say('status.name')}</title>
<link rel="icon" href="/status/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/texts/style.css">
</head>
<body>
<header>
  <p class="wordmark">${mark}<span>${say('status.name')}</span></p>
  <h1>${say('texts.title')}</h1>
  <p>${say('texts.about')}</p>
  ${drawLanguages(page)}
</header>
<main>
  <p class="reviewed">${drawReviewed(page)} ${missing > 0 && say('texts.missing', { count: missing })}</p>
  ${parts.map((part) => drawPart(page, part))}
</main>
</body>
</html>`;
}

/** A file says "not yet" in English, for those who write files. */
function drawReviewed({ chosen, say }: TextsPage): string {
  const isRead = !/not yet|nobody/.test(chosen.reviewedBy);
  return isRead ? say('texts.reviewed', { by: chosen.reviewedBy }) : say('texts.unreviewed');
}

function drawLanguages({ languages, chosen, say }: TextsPage): Html {
  return html`<nav aria-label="${say('status.language')}"><ul>
    ${languages.map(
      ({ tag, name }) =>
        html`<li><a href="/texts?lang=${tag}" lang="${tag}" hreflang="${tag}" ${tag === chosen.tag && html`aria-current="page"`}>${name}</a></li>`,
    )}
  </ul></nav>`;
}

function drawPart(page: TextsPage, { name, texts }: ShownPart): Html {
  return html`<section aria-labelledby="part-${name}">
  <h2 id="part-${name}">${name}</h2>
  ${texts.map((text) => drawText(page, text))}
</section>`;
}

function drawText({ chosen, say }: TextsPage, { key, danish, own }: ShownText): Html {
  const bubbles =
    own.length > 0
      ? own.map((text) => drawBubble(text, chosen))
      : html`<p class="lacking">${say('texts.lacking')}</p>`;
  return html`<article>
  <h3><code>${key}</code></h3>
  <div class="pair">
    <div class="phone">${bubbles}</div>
    ${chosen.tag !== 'da' && html`<div class="danish" lang="da">${danish.map((text) => html`<p>${text}</p>`)}</div>`}
  </div>
</article>`;
}

function drawBubble(text: string, { tag, rightToLeft }: ShownLanguage): Html {
  return html`<p class="bubble" lang="${tag}" dir="${rightToLeft ? 'rtl' : 'ltr'}">${text}</p>`;
}
