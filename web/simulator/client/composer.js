/**
 * Where one writes: who one is, a text, what it answers or corrects, and suggestions to tap.
 * Enter sends, Shift and Enter begins a line, Escape lets go of a quote or an edit.
 */

import { daysBetween, isOver, localDate } from './dates.js';
import { byId, element, fill, nameOf } from './element.js';
import { excerpt } from './message.js';
import { avatar, describePerson } from './person.js';
import { chatOf, isStaffChat, zoneOf } from './session.js';

/** @import { Api, Message, Session, View, Words } from './types.js' */

/** A group's volunteers write commands; everybody else writes as mothers do. */
const commandRoles = ['volunteer', 'coordinator'];

/** Role and language, as one reads it under a name. @param {View} view @param {Words} words */
export function describeRole({ person }, { t, languageName }) {
  return [person?.role && t(`role.${person.role}`), person && languageName(person.language)]
    .filter(Boolean)
    .join(' · ');
}

/** The next meeting's day, seen from now: what "tomorrow" would mean. @param {View} view */
function nextMeeting({ state, group, meetings }) {
  const now = state?.now ?? '';
  const today = localDate(now, zoneOf(group));
  const next = meetings
    ?.toSorted((one, other) => one.date.localeCompare(other.date))
    .find((meeting) => meeting.status !== 'cancelled' && !isOver(meeting, now, zoneOf(group)));
  return next ? { date: next.date, days: daysBetween(today, next.date) } : null;
}

/** @param {View} view @param {Words} words @returns {{ language: string, texts: string[] }} */
function suggest(view, words) {
  const spoken = [view.person?.language ?? null, words.language].find((tag) =>
    words.suggestionsOf(tag),
  );
  const sayings = words.suggestionsOf(spoken ?? null);
  if (!view.state || !view.person || !sayings || !spoken) {
    return { language: words.language, texts: [] };
  }
  const runsGroup = commandRoles.includes(view.person.role ?? '');
  if (view.chat && !view.direct && !(runsGroup && isStaffChat(view))) {
    const { staff = [] } = words.suggestionsOf(words.language) ?? {};
    return { language: words.language, texts: runsGroup ? staff : [] };
  }
  if (runsGroup) {
    return { language: spoken, texts: sayings.volunteer };
  }
  const next = nextMeeting(view);
  const soon = next && [sayings.today, sayings.tomorrow][next.days];
  const away = next
    ? [(soon ?? sayings.later).replace('{{weekday}}', words.weekday(next.date, spoken))]
    : [];
  return { language: spoken, texts: [...away, ...sayings.mother] };
}

/**
 * @param {Session} session
 * @param {Api} api
 * @param {Words} words
 * @param {() => void} said called when a message was said
 */
export function createComposer(session, api, words, said) {
  const { view } = session;
  const form = byId('composer');
  const text = /** @type {HTMLTextAreaElement} */ (byId('text'));
  const send = byId('send');
  const context = byId('composer-context');
  const suggestions = byId('suggestions');
  /** @type {{ kind: 'quote' | 'edit', message: Message, chat: string | null, as: string } | null} */
  let about = null;

  /** @param {'quote' | 'edit'} kind @param {Message} message */
  function begin(kind, message) {
    about = { kind, message, chat: chatOf(view), as: view.person?.id ?? '' };
    if (kind === 'edit') {
      text.value = message.text ?? '';
    }
    drawContext();
    text.focus();
  }

  function letGo() {
    if (about?.kind === 'edit') {
      text.value = '';
    }
    about = null;
    drawContext();
  }

  /** @param {string} saying */
  async function say(saying) {
    const chat = chatOf(view);
    const from = view.person?.id;
    if (!chat || !from || saying.trim() === '') {
      return;
    }
    const going = about;
    about = null;
    text.value = '';
    drawContext();
    const done = await session.act(async () => {
      if (going?.kind === 'edit') {
        await api.edit(going.message.id, saying);
      } else {
        await api.say(chat, { from, text: saying, ...(going && { quoted: going.message.id }) });
        said();
      }
      return true;
    });
    if (!done && text.value === '') {
      // What was refused is not lost: it stands there again.
      text.value = saying;
      about = going;
      drawContext();
    }
  }

  function drawContext() {
    context.hidden = about === null;
    send.setAttribute(
      'aria-label',
      words.t(about?.kind === 'edit' ? 'composer.save' : 'composer.send'),
    );
    if (!about) {
      return context.replaceChildren();
    }
    const { kind, message } = about;
    const { name } = describePerson(view, message.from);
    context.replaceChildren(
      element(
        'p',
        {},
        element(
          'strong',
          { class: 'context-line' },
          words.t(kind === 'edit' ? 'composer.editing' : 'composer.quoting', { name }),
        ),
        element('span', { class: 'context-line', dir: 'auto' }, excerpt(message, words)),
      ),
      element(
        'button',
        {
          type: 'button',
          class: 'let-go',
          'aria-label': words.t('cancel'),
          click: () => {
            letGo();
            text.focus();
          },
        },
        element('span', { 'aria-hidden': 'true' }, '×'),
      ),
    );
  }

  function drawSuggestions() {
    const { language, texts } = suggest(view, words);
    suggestions.hidden = texts.length === 0;
    fill(suggestions, [language, texts, view.person?.id], () => [
      element(
        'span',
        { class: 'suggestions-label', 'aria-hidden': 'true' },
        words.t('composer.suggestionsShort'),
      ),
      ...texts.map((saying) =>
        element(
          'button',
          {
            type: 'button',
            class: 'suggestion',
            lang: language,
            dir: 'auto',
            'data-focus': saying,
            click: () => say(saying),
          },
          saying,
        ),
      ),
    ]);
  }

  function draw() {
    const { person } = view;
    const name = person?.name ?? '';
    form.hidden = !person;
    text.disabled = !person;
    text.placeholder = person ? words.t('composer.placeholder', { name }) : '';
    text.lang = person?.language ?? '';
    fill(byId('text-label'), name, () => words.t('composer.label', { name }));
    fill(byId('speaking-as'), [person, view.group?.id], () =>
      person
        ? [
            avatar(describePerson(view, person.id)),
            element(
              'span',
              {},
              `${words.t('composer.as')} `,
              element('strong', {}, nameOf(name)),
              element('small', {}, ` ${describeRole(view, words)}`),
            ),
          ]
        : [],
    );
    if (about && (about.chat !== chatOf(view) || about.as !== person?.id)) {
      letGo();
    }
    drawSuggestions();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void say(text.value);
  });
  text.addEventListener('keydown', (event) => {
    // An input method uses Enter to choose a word; that must not send.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void say(text.value);
    }
    if (event.key === 'Escape' && about) {
      letGo();
    }
  });
  session.onChange(draw);
  return {
    /** @param {Message} message */
    quote: (message) => begin('quote', message),
    /** @param {Message} message */
    edit: (message) => begin('edit', message),
  };
}
