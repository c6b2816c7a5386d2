/**
 * The simulator's page begins here: reads the words out of the page, makes the parts and binds them.
 */

import { createApi } from './api.js';
import { createClock } from './clock.js';
import { createComposer } from './composer.js';
import { createDialogs } from './dialogs.js';
import { byId } from './element.js';
import { keepUpToDate } from './live.js';
import { createLog } from './log.js';
import { createMessageMenu } from './message-menu.js';
import { createOutbox } from './outbox.js';
import { createPeople } from './people.js';
import { createRecord } from './record.js';
import { createSession } from './session.js';
import { createTabs } from './tabs.js';
import { createWords } from './words.js';

/** @import { Message, Session } from './types.js' */

/** How long a line at the top stays: long enough to read twice. */
const noticeMs = 7_000;

/** @param {Session} session */
function showNotices(session) {
  const notice = byId('notice');
  let hiding = 0;
  session.onTell((text, seen) => {
    notice.textContent = text;
    notice.className = seen ? 'notice' : 'unseen';
    clearTimeout(hiding);
    hiding = setTimeout(() => {
      notice.textContent = '';
      notice.className = 'unseen';
    }, noticeMs);
  });
}

/** Who turns to another language goes on with the same person in the same chat. */
function keepChoiceInLinks() {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (
    document.querySelectorAll('.languages a')
  );
  for (const link of links) {
    link.addEventListener('click', () => {
      const address = new URLSearchParams(location.search);
      address.set('lang', link.lang);
      link.search = `?${address}`;
    });
  }
}

function start() {
  const words = createWords(JSON.parse(byId('page').textContent ?? '{}'));
  const api = createApi();
  const session = createSession(api, words);
  const as = () => session.view.person?.id ?? '';
  /** @param {Message} message @param {string} emoji */
  const react = (message, emoji) => void session.act(() => api.react(message.id, as(), emoji));
  /** @param {Message} message @param {string[]} options */
  const vote = (message, options) => void session.act(() => api.vote(message.id, as(), options));
  /** @param {Message} message */
  const remove = (message) => void session.act(() => api.remove(message.id));

  showNotices(session);
  keepChoiceInLinks();
  createTabs();
  createPeople(session, words);
  createClock(session, api, words);
  const composer = createComposer(session, api, words, () => log.toEnd());
  const openMenu = createMessageMenu(session, words, { react, remove, ...composer });
  const log = createLog(session, words, { openMenu, vote, react });
  createRecord(session, words);
  createOutbox(session, words);
  createDialogs(session, api, words);
  keepUpToDate(session, api, words);
}

start();
