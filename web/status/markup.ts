/**
 * The status page as HTML. Called by `page.ts` for each request. What changes stands in parts marked
 * `data-part`, which `client/main.js` takes from a newly loaded page; they are there even when empty.
 */

import type { ChannelState } from '../../bot/types.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { type Html, html } from '../html.ts';
import { drawFrame } from './frame.ts';
import { drawQr } from './qr.ts';
import { type Reading, writeDuration, writeInstant } from './reading.ts';
import type { OutboxCounts, StatusSource } from './source.ts';

/** How often a page without scripts loads itself again while something is awaited, in seconds. */
const RELOAD_S = 10;

/** The whole page as things stand now. */
export function drawStatus(reading: Reading, source: StatusSource): Html {
  const { say } = reading;
  const state = source.state();
  const isWaiting = state.phase !== 'connected' && state.phase !== 'stopped';
  return drawFrame(reading, {
    title: say(`status.tab.${state.phase}`),
    path: '/status',
    head: html`<script type="module" src="/status/client.js"></script>
${isWaiting && html`<noscript><meta http-equiv="refresh" content="${RELOAD_S}"></noscript>`}`,
    content: html`<p id="silent" class="card silent" role="alert" hidden>${say('status.silent')}</p>
<div data-part="now" role="status">${drawNow(reading, source, state)}</div>
<noscript><p class="reload">${isWaiting && say('status.reloading')} <a href="/status${reading.query}">${say('status.reload')}</a></p></noscript>
<div data-part="problems">${drawProblems(reading, state)}</div>
<div data-part="code">${drawLink(reading, state)}</div>
<div data-part="ways">${isLinkable(source, state) && drawWays(reading, state)}</div>
<div data-part="outbox">${drawOutbox(reading, source.outbox())}</div>
<div data-part="again">${isForgettable(source, state) && drawAgain(reading)}</div>
<div data-part="about">${drawAbout(reading, source, state)}</div>
<p class="more"><a href="/texts">${say('texts.link')}</a></p>`,
  });
}

function isLinkable({ name }: StatusSource, { phase }: ChannelState): boolean {
  return name !== 'simulator' && (phase === 'linking' || phase === 'unlinked');
}

function isForgettable({ name }: StatusSource, { phase }: ChannelState): boolean {
  return (
    name !== 'simulator' && (phase === 'connected' || phase === 'away' || phase === 'starting')
  );
}

const TONES: Readonly<Record<ChannelState['phase'], 'good' | 'wait' | 'bad'>> = {
  stopped: 'bad',
  starting: 'wait',
  linking: 'wait',
  connected: 'good',
  away: 'wait',
  unlinked: 'bad',
};

function drawNow(reading: Reading, source: StatusSource, state: ChannelState): Html {
  const { say } = reading;
  const since = writeInstant(reading, state.sinceAt, source.clock.now());
  const tone =
    state.phase === 'connected' && state.problems.length > 0 ? 'wait' : TONES[state.phase];
  return html`<div class="card now ${tone}">
  <h1>${say(headlineOf(state), { since })}</h1>
  <p>${say(detailOf(state), { since })}</p>
  ${state.phase === 'away' && state.attempts > 0 && html`<p>${say('status.attempts', { count: state.attempts })}</p>`}
  ${source.name === 'simulator' && html`<p>${say('status.detail.simulator')}</p>`}
</div>`;
}

function headlineOf({ phase, link }: ChannelState) {
  return phase === 'linking' && link
    ? (`status.phase.linking.${link.kind}` as const)
    : (`status.phase.${phase}` as const);
}

function detailOf({ phase, link, problems }: ChannelState) {
  if (phase === 'linking' && link) {
    return `status.detail.linking.${link.kind}` as const;
  }
  return phase === 'connected' && problems.length > 0
    ? 'status.detail.connected.problems'
    : (`status.detail.${phase}` as const);
}

function drawProblems({ say }: Reading, { problems }: ChannelState): Html | false {
  return (
    problems.length > 0 &&
    html`<section class="card problems" aria-labelledby="problems-heading">
  <h2 id="problems-heading">${say('status.problems')}</h2>
  <ul>${problems.map((problem) => html`<li>${say(`status.problem.${problem}`)}</li>`)}</ul>
</section>`
  );
}

function drawLink({ say }: Reading, { link }: ChannelState): Html | false {
  if (!link) {
    return false;
  }
  const picture =
    link.kind === 'qr'
      ? drawQr(link.text, say('status.link.qr.picture'))
      : html`<p class="code">${writeCode(link.text)}</p>`;
  return html`<section class="card link by-${link.kind}" aria-labelledby="link-heading">
  <h2 id="link-heading">${say(`status.link.${link.kind}.heading`)}</h2>
  <div class="link-picture">${picture}</div>
  <div class="link-steps">
    <ol>
      <li>${say(`status.link.${link.kind}.step1`)}</li>
      <li>${say(`status.link.${link.kind}.step2`)}</li>
      <li>${say(`status.link.${link.kind}.step3`)}</li>
    </ol>
    <p class="note">${say(`status.link.${link.kind}.note`)}</p>
  </div>
</section>`;
}

/** The eight characters in two groups, as the phone shows them. */
function writeCode(text: string): string {
  const characters = text.replace(/[^0-9a-z]/gi, '').toUpperCase();
  return `${characters.slice(0, 4)}-${characters.slice(4)}`;
}

function drawWays({ say, query }: Reading, { link }: ChannelState): Html {
  return html`<section class="ways" aria-labelledby="ways-heading">
  <h2 id="ways-heading">${say('status.ways.heading')}</h2>
  <ul>
    <li><a href="/status/code${query}">${say(link?.kind === 'code' ? 'status.ways.number' : 'status.ways.code')}</a></li>
    ${
      link?.kind !== 'qr' &&
      html`<li><form method="post" action="/status/link${query}"><input type="hidden" name="by" value="qr"><button type="submit" class="plain">${say('status.ways.qr')}</button></form></li>`
    }
    ${drawAfresh(say('status.ways.afresh'), query)}
  </ul>
</section>`;
}

function drawAgain({ say, query }: Reading): Html {
  return html`<section class="ways" aria-labelledby="again-heading">
  <h2 id="again-heading">${say('status.ways.heading')}</h2>
  <ul>${drawAfresh(say('status.ways.afresh'), query)}</ul>
</section>`;
}

function drawAfresh(words: string, query: string): Html {
  return html`<li><a href="/status/afresh${query}">${words}</a></li>`;
}

function drawOutbox({ say }: Reading, counts: OutboxCounts): Html {
  const names = ['sentToday', 'queued', 'held', 'failed'] as const;
  const isTrouble = (name: (typeof names)[number]): boolean =>
    (name === 'held' || name === 'failed') && counts[name] > 0;
  return html`<section class="card outbox" aria-labelledby="outbox-heading">
  <h2 id="outbox-heading">${say('status.outbox')}</h2>
  <dl>${names.map(
    (name) =>
      html`<div ${isTrouble(name) && html`class="trouble"`}><dt>${say(`status.outbox.${name}`)}</dt><dd>${counts[name]}</dd></div>`,
  )}</dl>
  ${counts.held > 0 && html`<p class="note">${say('status.outbox.held.note')}</p>`}
</section>`;
}

function drawAbout(reading: Reading, source: StatusSource, state: ChannelState): Html {
  const { say } = reading;
  const uptime = writeDuration(reading, source.clock.now() - source.startedAt);
  return html`<section class="about" aria-labelledby="about-heading">
  <h2 id="about-heading">${say('status.about')}</h2>
  <dl>
    <div><dt>${say('status.about.version')}</dt><dd>${packageJson.version}</dd></div>
    ${
      source.name !== 'simulator' &&
      html`<div><dt>${say('status.about.page')}</dt><dd>${state.version ?? say('status.about.unknown')}</dd></div>`
    }
    <div><dt>${say('status.about.uptime')}</dt><dd>${uptime}</dd></div>
  </dl>
</section>`;
}
