/**
 * One message as a bubble. The bubble is made once and its parts are refilled when they change, so that a
 * new reaction is read out as a reaction and not as the whole message again.
 */

import { element, fill, nameOf } from './element.js';
import { avatar, describePerson } from './person.js';
import { buildPoll } from './poll.js';
import { zoneOf } from './session.js';

/** @import { Message, View, Words } from './types.js' */

/**
 * @typedef {{
 *   view: View, words: Words, byMessageId: Map<string, Message>,
 *   openMenu: (button: HTMLElement, message: Message) => void,
 *   vote: (message: Message, options: string[]) => void,
 *   react: (message: Message, emoji: string) => void,
 *   showMessage: (id: string) => void
 * }} MessageContext
 */

/** Longer texts are shown cut, with a button; 1,500 characters are about two screens of a phone. */
const longText = 1_500;

/** What each bubble shows now. @type {WeakMap<HTMLElement, Message>} */
const current = new WeakMap();

/** WhatsApp's *bold* and _italic_, only round whole words. */
const marked = /(?<![\p{L}\p{N}])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\p{L}\p{N}])/gu;

/** @param {string} text */
function formatted(text) {
  /** @type {(string | Node)[]} */
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(marked)) {
    parts.push(text.slice(end, match.index));
    parts.push(element(match[1] === '*' ? 'strong' : 'em', {}, match[2]));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)];
}

/** What a message says, in one line. @param {Message | undefined} message @param {Words} words */
export function excerpt(message, { t }) {
  if (!message) {
    return t('message.missingQuote');
  }
  if (message.deleted) {
    return t('message.deleted');
  }
  return (message.text ?? message.poll?.question ?? '').slice(0, 140).replace(marked, '$2');
}

/** @param {Message} message @param {MessageContext} context */
function buildQuote(message, { view, words, byMessageId, showMessage }) {
  const quoted = byMessageId.get(message.quoted ?? '');
  const author = quoted ? describePerson(view, quoted.from) : null;
  return element(
    'button',
    {
      type: 'button',
      class: `quote ${author ? `hue-${author.hue}` : ''}`,
      'data-focus': 'quote',
      title: words.t('message.showQuoted'),
      disabled: !quoted,
      click: () => showMessage(message.quoted ?? ''),
    },
    author && element('span', { class: 'quote-author' }, nameOf(author.name)),
    element('span', { class: 'quote-text', dir: 'auto' }, excerpt(quoted, words)),
  );
}

/** @param {Message} message @param {MessageContext} context */
function buildBody(message, { view, words: { t } }) {
  if (message.deleted) {
    return element('p', { class: 'text gone' }, t('message.deleted'));
  }
  const text = message.text ?? '';
  const place = element('p', {
    class: 'text',
    dir: 'auto',
    lang: describePerson(view, message.from).language,
  });
  const short = text.length > longText;
  place.append(...formatted(short ? `${text.slice(0, longText)}…` : text));
  const kilobytes = Math.ceil((message.image?.bytes ?? 0) / 1_000);
  return [
    message.image &&
      element(
        'p',
        { class: 'picture' },
        t('message.image', { type: message.image.mimetype, size: kilobytes }),
      ),
    text !== '' && place,
    short &&
      element(
        'button',
        {
          type: 'button',
          class: 'show-all',
          click: (/** @type {Event} */ event) => {
            place.replaceChildren(...formatted(text));
            /** @type {HTMLElement} */ (event.currentTarget).remove();
          },
        },
        t('message.showAll'),
      ),
  ];
}

/** Reactions, one button an emoji. @param {Message} message @param {MessageContext} context */
function buildReactions(message, { view, words: { t, list }, react }) {
  const personId = view.person?.id;
  const emojis = [...new Set(message.reactions.map((reaction) => reaction.emoji))];
  return emojis.map((emoji) => {
    const froms = message.reactions.filter((one) => one.emoji === emoji).map((one) => one.from);
    const own = personId !== undefined && froms.includes(personId);
    const names = list(froms.map((from) => describePerson(view, from).name));
    return element(
      'button',
      {
        type: 'button',
        class: 'reaction',
        'aria-pressed': own ? 'true' : 'false',
        'aria-label': t('message.reaction', { emoji, names }),
        title: names,
        'data-focus': `reaction:${emoji}`,
        click: () => react(message, own ? '' : emoji),
      },
      element('span', { class: 'emoji' }, emoji),
      froms.length > 1 && element('span', {}, froms.length),
      froms.includes('bot') && element('span', { class: 'avatar-point' }),
    );
  });
}

/** @param {Message} message @param {MessageContext} context */
function buildMeta(message, { view, words: { t, time } }) {
  return [
    message.edited && !message.deleted && element('span', {}, t('message.edited')),
    element('time', { datetime: message.at }, time(message.at, zoneOf(view.group))),
  ];
}

/** An empty bubble with places for its parts. @param {string} id */
function makeBubble(id) {
  return element(
    'article',
    { class: 'message', id: `message-${id}`, 'data-id': id },
    element('div', { class: 'message-avatar' }),
    element(
      'div',
      { class: 'bubble' },
      element('p', { class: 'author' }),
      element('div', { class: 'message-quote' }),
      element('div', { class: 'message-body' }),
      element('div', { class: 'message-poll' }),
      element('p', { class: 'meta' }),
    ),
    element('div', { class: 'message-more' }),
    element('div', { class: 'reactions' }),
  );
}

/** @param {HTMLElement} bubble @param {string} part */
function partOf(bubble, part) {
  return /** @type {HTMLElement} */ (bubble.querySelector(`:scope .${part}`));
}

/**
 * Makes or refreshes the bubble of a message.
 * @param {HTMLElement | undefined} existing
 * @param {Message} message
 * @param {boolean} follows whether the same person wrote the message before
 * @param {MessageContext} context
 */
export function drawMessage(existing, message, follows, context) {
  const { view, words } = context;
  const bubble = existing ?? makeBubble(message.id);
  const author = describePerson(view, message.from);
  const own = message.from === view.person?.id;
  const time = words.time(message.at, zoneOf(view.group));
  const standing = message.deleted ? null : message;
  bubble.setAttribute('aria-label', words.t('message.by', { name: author.name, time }));
  bubble.className = `message ${own ? 'own' : 'other'} ${author.id === 'bot' ? 'from-bot' : ''} ${follows ? 'follows' : ''}`;
  fill(partOf(bubble, 'message-avatar'), [author, own], () => !own && avatar(author));
  fill(partOf(bubble, 'author'), [author, own, follows], () => authorLine(author, own || follows));
  const quoted = context.byMessageId.get(message.quoted ?? '');
  fill(partOf(bubble, 'message-quote'), [standing?.quoted, quoted && excerpt(quoted, words)], () =>
    standing?.quoted ? buildQuote(standing, context) : [],
  );
  fill(partOf(bubble, 'message-body'), [message.text, message.deleted, message.image], () =>
    message.poll && standing ? [] : buildBody(message, context),
  );
  fill(partOf(bubble, 'message-poll'), [standing?.poll, view.person?.id], () =>
    standing ? buildPoll(standing, context) : [],
  );
  fill(partOf(bubble, 'meta'), [message.edited, message.deleted, time], () =>
    buildMeta(message, context),
  );
  fill(partOf(bubble, 'reactions'), [standing?.reactions, view.person?.id], () =>
    standing ? buildReactions(standing, context) : [],
  );
  current.set(bubble, message);
  fill(partOf(bubble, 'message-more'), [author.name, time, standing !== null], () =>
    standing
      ? moreButton(bubble, words.t('message.actions', { name: author.name, time }), context)
      : [],
  );
  return bubble;
}

/** @param {ReturnType<typeof describePerson>} author @param {boolean} hidden */
function authorLine(author, hidden) {
  return hidden
    ? []
    : element('span', { class: `author-name hue-${author.hue}` }, nameOf(author.name));
}

/**
 * The button stays while its message changes, so that an open menu keeps its place.
 * @param {HTMLElement} bubble @param {string} label @param {MessageContext} context
 */
function moreButton(bubble, label, { openMenu }) {
  /** @type {HTMLButtonElement} */
  const button = element(
    'button',
    {
      type: 'button',
      class: 'more',
      tabindex: -1,
      'aria-haspopup': 'menu',
      'aria-label': label,
      'data-focus': 'more',
      click: () => {
        const message = current.get(bubble);
        if (message) {
          openMenu(button, message);
        }
      },
    },
    element('span', { 'aria-hidden': 'true' }, '⋯'),
  );
  return button;
}
