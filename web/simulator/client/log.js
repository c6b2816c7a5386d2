/**
 * The messages of the shown chat: a log that is kept up to date message by message, with a line for each
 * new day. Up and Down go from message to message once the focus is on one.
 */

import { localDate } from './dates.js';
import { byId, element, fill } from './element.js';
import { drawMessage } from './message.js';
import { chatOf, isStaffChat, zoneOf } from './session.js';

/** @import { Message, Session, Words } from './types.js' */
/** @import { MessageContext } from './message.js' */

/** So many messages are shown at first, and so many more at each wish: enough for about two weeks. */
const step = 120;

/** Within this many pixels of the end somebody is reading the newest: then the log follows. */
const nearEnd = 80;

/** @param {HTMLElement} log */
function isAtEnd(log) {
  return log.scrollHeight - log.scrollTop - log.clientHeight < nearEnd;
}

/** One of the "…" buttons can be reached by Tab; the arrow keys move on from there.
 * @param {HTMLElement} log */
function makeRoving(log) {
  const buttons = () => [.../** @type {NodeListOf<HTMLElement>} */ (log.querySelectorAll('.more'))];
  /** @param {HTMLElement | undefined} chosen */
  const choose = (chosen) => {
    for (const button of buttons()) {
      button.tabIndex = button === chosen ? 0 : -1;
    }
  };
  log.addEventListener('keydown', (event) => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches('.more')) {
      return;
    }
    const all = buttons();
    const at = all.indexOf(event.target);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: all.length - 1 }[event.key];
    const next = to === undefined ? undefined : all[to];
    if (to !== undefined) {
      event.preventDefault();
    }
    if (next) {
      choose(next);
      next.focus();
      next.closest('.message')?.scrollIntoView({ block: 'nearest' });
    }
  });
  return () => {
    const all = buttons();
    choose(all.find((button) => button === document.activeElement) ?? all.at(-1));
  };
}

/**
 * @param {Session} session
 * @param {Words} words
 * @param {Pick<MessageContext, 'openMenu' | 'vote' | 'react'>} deeds
 */
export function createLog(session, words, deeds) {
  const log = byId('log');
  const toLatest = byId('to-latest');
  const keepRoving = makeRoving(log);
  const older = element('button', { type: 'button', class: 'older' }, words.t('chat.earlier'));
  const empty = element('div', { class: 'empty' });
  /** @type {string | null} */
  let shownChat = null;
  /** @type {Map<string, HTMLElement>} */
  let nodes = new Map();
  let limit = step;
  let atEnd = true;

  function goToEnd() {
    log.scrollTop = log.scrollHeight;
    atEnd = true;
  }

  /** @param {string} id */
  function showMessage(id) {
    const node = nodes.get(`message-${id}`);
    node?.scrollIntoView({ block: 'center' });
    node?.classList.add('pointed');
    node?.addEventListener('animationend', () => node.classList.remove('pointed'), { once: true });
    const button = node?.querySelector('.more');
    if (button instanceof HTMLElement) {
      button.focus({ preventScroll: true });
    }
  }

  /** @param {string} date */
  function dayLine(date) {
    const made = nodes.get(`day-${date}`) ?? element('p', { class: 'day' });
    fill(made, date, () => element('time', { datetime: date }, words.day(date)));
    return made;
  }

  /** @param {Message[]} messages @returns {Map<string, HTMLElement>} */
  function drawAll(messages) {
    const { view } = session;
    const byMessageId = new Map(view.messages.map((message) => [message.id, message]));
    const context = { view, words, byMessageId, showMessage, ...deeds };
    /** @type {Map<string, HTMLElement>} */
    const drawn = new Map();
    /** @type {Message | null} */
    let before = null;
    let day = '';
    for (const message of messages) {
      const date = localDate(message.at, zoneOf(view.group));
      if (date !== day) {
        drawn.set(`day-${date}`, dayLine(date));
        day = date;
        before = null;
      }
      const key = `message-${message.id}`;
      const follows = before?.from === message.from;
      drawn.set(key, drawMessage(nodes.get(key), message, follows, context));
      before = message;
    }
    return drawn;
  }

  /** Puts the drawn nodes in order, moving only what is in the wrong place.
   * @param {HTMLElement[]} wanted */
  function place(wanted) {
    const keep = new Set(wanted);
    for (const child of [...log.children]) {
      if (!keep.has(/** @type {HTMLElement} */ (child))) {
        child.remove();
      }
    }
    for (const [index, node] of wanted.entries()) {
      if (log.children[index] !== node) {
        log.insertBefore(node, log.children[index] ?? null);
      }
    }
  }

  function drawEmpty() {
    const { group, chat, person, direct } = session.view;
    const name = person?.name ?? '';
    const isNothing = !group && !chat;
    const other = isStaffChat(session.view) ? 'staff' : 'other';
    const shared = chat ? other : 'group';
    const key = isNothing ? 'chat.noGroup' : 'chat.empty';
    const text = isNothing ? `${key}.text` : `${key}.${direct ? 'direct' : shared}`;
    fill(empty, [key, text, name], () => [
      element('p', { class: 'empty-title' }, words.t(`${key}.title`)),
      element('p', {}, words.t(text, { name })),
      isNothing &&
        element(
          'button',
          {
            type: 'button',
            class: 'button strong',
            click: () => byId('open-add-group').click(),
          },
          words.t('people.addGroup'),
        ),
    ]);
    return empty;
  }

  function draw() {
    const { view } = session;
    if (!view.state) {
      return;
    }
    const chat = chatOf(view);
    const turned = chat !== shownChat;
    if (turned) {
      nodes = new Map();
      limit = step;
      shownChat = chat;
    }
    const follow = turned || atEnd;
    const count = nodes.size;
    // A whole chat at once is not news: only what comes later is read out.
    log.setAttribute('aria-live', turned || count === 0 ? 'off' : 'polite');
    const messages = view.messages.slice(-limit);
    nodes = drawAll(messages);
    const start = view.messages.length > messages.length ? [older] : [];
    place(messages.length > 0 ? [...start, ...nodes.values()] : [drawEmpty()]);
    keepRoving();
    if (follow || count === 0) {
      goToEnd();
    }
    toLatest.hidden = isAtEnd(log) || (nodes.size <= count && toLatest.hidden);
  }

  older.addEventListener('click', () => {
    limit += step;
    const fromEnd = log.scrollHeight - log.scrollTop;
    draw();
    log.scrollTop = log.scrollHeight - fromEnd;
    log.focus({ preventScroll: true });
  });
  log.addEventListener('scroll', () => {
    atEnd = isAtEnd(log);
    toLatest.hidden ||= atEnd;
  });
  // The writing part below grows and shrinks: who read the newest message shall still see it.
  new ResizeObserver(() => atEnd && goToEnd()).observe(log);
  toLatest.addEventListener('click', () => {
    goToEnd();
    log.focus({ preventScroll: true });
  });
  session.onChange(draw);
  return {
    /** Shows the newest message: after one has written oneself. */
    toEnd: goToEnd,
  };
}
