/**
 * The pages beside the status page: linking by a code, beginning afresh, what went wrong, who is kept
 * out. They stand apart because the status page loads itself again, and nobody can type in it then.
 */

import { type Html, html } from '../html.ts';
import type { Outsider } from '../loopback.ts';
import { drawBack, drawFrame } from './frame.ts';
import type { Reading } from './reading.ts';

/** What stands in the form for a code after a first attempt. */
export interface CodeAttempt {
  readonly phone: string;
  readonly wrong: 'missing' | 'wrong';
}

/** The form that asks for a code by a phone number. */
export function drawCodeForm(reading: Reading, attempt?: CodeAttempt): Html {
  const { say, query } = reading;
  const heading = say('status.code.heading');
  return drawFrame(reading, {
    title: attempt ? `${say('status.form.wrong')}: ${heading}` : heading,
    path: '/status/code',
    content: html`<div class="card">
<h1>${heading}</h1>
<p>${say('status.code.about')}</p>
<form method="post" action="/status/link${query}" novalidate>
  <input type="hidden" name="by" value="code">
  <label for="phone">${say('status.code.phone')}</label>
  <p class="hint" id="phone-hint">${say('status.code.hint')}</p>
  ${attempt && html`<p class="error" id="phone-error">${say(`status.code.${attempt.wrong}`)}</p>`}
  <input id="phone" name="phone" type="tel" inputmode="tel" autocomplete="tel" maxlength="40" required value="${attempt?.phone}" aria-describedby="${attempt ? 'phone-error ' : ''}phone-hint" ${attempt && html`aria-invalid="true" autofocus`}>
  <button type="submit">${say('status.code.submit')}</button>
</form>
</div>
${drawBack(reading)}`,
  });
}

/** The form that begins afresh; `unsure`: the box was not ticked. */
export function drawAfreshForm(reading: Reading, { unsure }: { unsure: boolean }): Html {
  const { say, query } = reading;
  const heading = say('status.afresh.heading');
  return drawFrame(reading, {
    title: unsure ? `${say('status.form.wrong')}: ${heading}` : heading,
    path: '/status/afresh',
    content: html`<div class="card">
<h1>${heading}</h1>
<p>${say('status.afresh.about')}</p>
<h2>${say('status.afresh.lost')}</h2>
<ul>
  <li>${say('status.afresh.lost.link')}</li>
  <li>${say('status.afresh.lost.messages')}</li>
</ul>
<h2>${say('status.afresh.kept')}</h2>
<ul><li>${say('status.afresh.kept.all')}</li></ul>
<p>${say('status.afresh.phone')}</p>
<form method="post" action="/status/link${query}" novalidate>
  <input type="hidden" name="by" value="afresh">
  ${unsure && html`<p class="error" id="sure-error">${say('status.afresh.unsure')}</p>`}
  <label class="tick"><input type="checkbox" name="sure" value="yes" required ${unsure && html`aria-invalid="true" aria-describedby="sure-error" autofocus`}><span>${say('status.afresh.sure')}</span></label>
  <button type="submit" class="danger">${say('status.afresh.submit')}</button>
</form>
</div>
${drawBack(reading)}`,
  });
}

/** One sentence on what went wrong with a form, and the way back. */
export function drawFailure(reading: Reading, key: 'failed' | 'unreadable'): Html {
  const heading = reading.say('status.form.failed.heading');
  return drawFrame(reading, {
    title: heading,
    path: '/status',
    content: html`<div class="card now bad" role="alert"><h1>${heading}</h1><p>${reading.say(`status.form.${key}`)}</p></div>
${drawBack(reading)}`,
  });
}

/** What somebody sees who does not come from this machine: why, and how to get in. */
export function drawRefusal(reading: Reading, outsider: Outsider, port: number): Html {
  const { say } = reading;
  const heading = say('status.refused.heading');
  return drawFrame(reading, {
    title: heading,
    path: '/status',
    content: html`<div class="card">
<h1>${heading}</h1>
<p>${say(`status.refused.${outsider}`)} ${say('status.refused.why')}</p>
<h2>${say('status.refused.how')}</h2>
<p>${say('status.refused.here')}</p>
<p><a class="address" href="http://localhost:${port}/status">http://localhost:${port}/status</a></p>
<p>${say('status.refused.elsewhere')}</p>
<p><code>ssh -L ${port}:127.0.0.1:${port} ${say('status.refused.user')}</code></p>
</div>`,
  });
}
