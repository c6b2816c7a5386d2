/**
 * The simulator's page as HTML: everything that stands still. What moves is filled in by `client/main.js`,
 * which finds its places by the ids here. Called by `page.ts` for each request.
 */

import type { LanguageTag } from '../../bot/types.ts';
import { type Html, html, jsonScript } from '../html.ts';
import { mark } from '../mark.ts';
import type { PageWords, Translate } from './page-words.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const roles = ['mother', 'volunteer', 'nurse', 'partner', 'coordinator'];

/** Monday 1 January 2024: from it the seven weekday names of a language are counted. */
const someMonday = Temporal.PlainDate.from('2024-01-01');

function weekdayName(language: LanguageTag, index: number): string {
  return someMonday.add({ days: index }).toLocaleString(language, { weekday: 'long' });
}

function languageName(tag: LanguageTag, inLanguage: LanguageTag): string {
  return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(tag) ?? tag;
}

function header(t: Translate, words: PageWords, language: LanguageTag): Html {
  return html`<header class="top">
  <p class="wordmark">${mark}<span>Holdepunkt</span></p>
  <p class="explanation"><span>${t('explanation.first')}</span> <span>${t('explanation.second')}</span></p>
  <nav class="languages" aria-label="${t('language')}">
    ${words.pageLanguages.map(
      (tag) =>
        html`<a href="/?lang=${tag}" lang="${tag}" hreflang="${tag}" ${tag === language && html`aria-current="true"`}>${languageName(tag, tag)}</a>`,
    )}
  </nav>
</header>`;
}

function clock(t: Translate): Html {
  return html`<section class="clock" aria-labelledby="clock-heading">
  <h2 id="clock-heading" class="unseen">${t('clock.heading')}</h2>
  <p class="clock-now"><span>${t('clock.now')}</span> <time id="clock-now"></time></p>
  <div class="clock-moves" role="group" aria-label="${t('clock.forward')}">
    <button type="button" class="button strong" id="clock-reminder" aria-disabled="true"><span>${t('clock.reminder')}</span> <small></small></button>
    <button type="button" class="button" data-advance="PT1H">${t('clock.hour')}</button>
    <button type="button" class="button" data-advance="P1D">${t('clock.day')}</button>
    <button type="button" class="button" data-advance="P1W">${t('clock.week')}</button>
  </div>
</section>`;
}

function people(t: Translate): Html {
  return html`<section class="people" aria-labelledby="people-heading">
  <div class="group-choice">
    <label for="group">${t('people.group')}</label>
    <select id="group"></select>
    <div class="group-more">
      <button type="button" class="button quiet" id="open-add-group"><span aria-hidden="true">+</span> ${t('people.addGroup')}</button>
      <button type="button" class="button quiet" id="open-add-chat"><span aria-hidden="true">+</span> ${t('people.addChat')}</button>
    </div>
  </div>
  <div class="people-top">
    <h2 id="people-heading">${t('people.heading')}</h2>
    <button type="button" class="button quiet" id="open-add-member"><span aria-hidden="true">+</span> ${t('people.addMember')}</button>
  </div>
  <fieldset class="persons"><legend class="unseen">${t('people.speakAs')}</legend><div id="persons" class="persons-list"></div></fieldset>
</section>`;
}

function composer(t: Translate): Html {
  return html`<div class="writing">
  <div id="suggestions" class="suggestions" role="group" aria-label="${t('composer.suggestions')}" hidden></div>
  <form id="composer" class="composer" autocomplete="off">
    <p id="speaking-as" class="speaking-as"></p>
    <div id="composer-context" class="composer-context" hidden></div>
    <div class="composer-row">
      <label class="unseen" for="text" id="text-label"></label>
      <textarea id="text" rows="1" dir="auto" enterkeyhint="send"></textarea>
      <button type="submit" class="send" id="send" aria-label="${t('composer.send')}">
        <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M12 19V6m-6 5.5L12 5.5l6 6" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/></svg>
      </button>
    </div>
  </form>
</div>`;
}

function chat(t: Translate): Html {
  return html`<section class="chat" id="chat" aria-labelledby="chat-title" tabindex="-1">
  <div class="chat-top">
    <div class="chat-name"><h1 id="chat-title"></h1><p id="chat-note"></p></div>
    <fieldset class="where"><legend class="unseen">${t('chat.where')}</legend>
      <label><input type="radio" name="where" value="group" checked><span id="where-shared">${t('chat.group')}</span></label>
      <label><input type="radio" name="where" value="direct"><span>${t('chat.direct')}</span></label>
    </fieldset>
  </div>
  <div class="log-frame">
    <div id="log" class="log" role="log" aria-live="off" aria-relevant="additions" aria-label="${t('chat.log')}" tabindex="0"><p class="loading">${t('loading')}</p></div>
    <button type="button" id="to-latest" class="to-latest" hidden>${t('chat.latest')} <span aria-hidden="true">↓</span></button>
  </div>
  ${composer(t)}
  <div id="message-menu" class="message-menu" popover role="menu" aria-label="${t('message.menu')}"></div>
</section>`;
}

function panel(name: string, heading: string): Html {
  return html`<section class="panel" id="panel-${name}" aria-labelledby="heading-${name}"><h3 id="heading-${name}">${heading}</h3><div id="${name}"></div></section>`;
}

function behind(t: Translate): Html {
  const names = ['meetings', 'attendance', 'outbox'];
  return html`<section class="behind" aria-labelledby="behind-heading">
  <div class="behind-top"><h2 id="behind-heading">${t('behind.heading')}</h2><p>${t('behind.note')}</p></div>
  <div class="tabs" id="tabs" role="tablist" aria-label="${t('behind.tabs')}">
    ${names.map(
      (name, index) =>
        html`<button type="button" role="tab" id="tab-${name}" aria-controls="panel-${name}" aria-selected="${index === 0 ? 'true' : 'false'}" tabindex="${index === 0 ? 0 : -1}">${t(`${name}.tab`)}</button>`,
    )}
  </div>
  ${names.map((name) => panel(name, t(`${name}.heading`)))}
</section>`;
}

function dialogTop(t: Translate, name: string): Html {
  return html`<h2 id="${name}-heading">${t(`${name}.heading`)}</h2><p class="dialog-note">${t(`${name}.note`)}</p>`;
}

function dialogEnd(t: Translate, name: string): Html {
  return html`<p class="form-error" role="alert" hidden></p>
  <div class="dialog-buttons"><button type="button" class="button" data-close>${t('cancel')}</button><button type="submit" class="button strong">${t(`${name}.submit`)}</button></div>`;
}

function addMember(t: Translate, words: PageWords, language: LanguageTag): Html {
  return html`<dialog id="add-member" aria-labelledby="addMember-heading"><form>
  ${dialogTop(t, 'addMember')}
  <label>${t('addMember.name')}<input name="name" required maxlength="80" autocomplete="off" dir="auto"></label>
  <label>${t('addMember.role')}<select name="role">${roles.map((role) => html`<option value="${role}">${t(`role.${role}`)}</option>`)}</select></label>
  <label>${t('addMember.languageLabel')}<select name="language">${words.languages.map(
    (tag) =>
      html`<option value="${tag}" ${tag === language && html`selected`}>${languageName(tag, language)}</option>`,
  )}</select></label>
  ${dialogEnd(t, 'addMember')}
</form></dialog>`;
}

function addGroup(t: Translate, words: PageWords, language: LanguageTag): Html {
  return html`<dialog id="add-group" aria-labelledby="addGroup-heading"><form>
  ${dialogTop(t, 'addGroup')}
  <label>${t('addGroup.name')}<input name="name" required maxlength="80" autocomplete="off" dir="auto"></label>
  <label>${t('addGroup.weekday')}<select name="weekday">${weekdays.map(
    (day, index) =>
      html`<option value="${day}" ${day === 'tuesday' && html`selected`}>${weekdayName(language, index)}</option>`,
  )}</select></label>
  <div class="pair">
    <label>${t('addGroup.start')}<input name="start" type="time" required value="10:00"></label>
    <label>${t('addGroup.end')}<input name="end" type="time" required value="12:00"></label>
  </div>
  <label>${t('addGroup.place')}<input name="place" required maxlength="120" autocomplete="off" dir="auto"></label>
  <fieldset class="ticks"><legend>${t('addGroup.languages')}</legend><div>${words.languages.map(
    (tag) =>
      html`<label><input type="checkbox" name="languages" value="${tag}" ${(tag === 'da' || tag === 'en') && html`checked`}>${languageName(tag, language)}</label>`,
  )}</div></fieldset>
  ${dialogEnd(t, 'addGroup')}
</form></dialog>`;
}

function addChat(t: Translate): Html {
  return html`<dialog id="add-chat" aria-labelledby="addChat-heading"><form>
  ${dialogTop(t, 'addChat')}
  <label>${t('addChat.name')}<input name="name" required maxlength="80" autocomplete="off" dir="auto"></label>
  <fieldset class="ticks"><legend>${t('addChat.members')}</legend><div id="chat-members"></div></fieldset>
  ${dialogEnd(t, 'addChat')}
</form></dialog>`;
}

/** What the page is made of, beside what stands here. */
export interface PageParts {
  readonly words: PageWords;
  readonly language: LanguageTag;
  /** Names of the style sheets below `/simulator/`, in order. */
  readonly styleNames: readonly string[];
}

/** The whole page in one of its languages. */
export function simulatorMarkup({ words, language, styleNames }: PageParts): Html {
  const t = words.translate(language);
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${t('title')}</title>
<link rel="icon" href="/simulator/mark.svg" type="image/svg+xml">
${styleNames.map((name) => html`<link rel="stylesheet" href="/simulator/${name}">`)}
<script type="module" src="/simulator/client/main.js"></script>
</head>
<body>
<a class="skip" href="#chat">${t('skip')}</a>
${header(t, words, language)}
<noscript><p class="noscript">${t('noscript')}</p></noscript>
<p id="notice" class="unseen" role="status"></p>
<main class="stage">
${clock(t)}${people(t)}${chat(t)}${behind(t)}
</main>
${addMember(t, words, language)}${addGroup(t, words, language)}${addChat(t)}
${jsonScript('page', { language, dates: words.datesOf(language), words: words.of(language), suggestions: words.suggestions })}
</body>
</html>`;
}
