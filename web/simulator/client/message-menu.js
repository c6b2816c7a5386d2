/**
 * The menu of one message: a small palette of reactions, quote, and for one's own message edit and delete.
 * One popover serves all messages; Escape or a tap elsewhere closes it, the focus goes back.
 */

import { byId, element } from './element.js';

/** @import { Message, Session, Words } from './types.js' */

/** What people answer a reminder with, most used first (👍 ❤️ ✅ count as yes, 👎 ❌ as no). */
const palette = ['👍', '❤️', '✅', '😂', '🙏', '👎', '❌'];

/** @param {HTMLElement} menu @param {HTMLElement} button */
function placeBeside(menu, button) {
  const margin = 8;
  const at = button.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = menu;
  const below = at.bottom + offsetHeight + margin < window.innerHeight;
  const left = Math.min(at.left, window.innerWidth - offsetWidth - margin);
  menu.style.setProperty('left', `${Math.max(margin, left)}px`);
  menu.style.setProperty(
    'top',
    `${below ? at.bottom + 4 : Math.max(margin, at.top - offsetHeight - 4)}px`,
  );
}

/** @param {HTMLElement} inner @param {HTMLElement} outer */
function isWithin(inner, outer) {
  const [one, other] = [inner.getBoundingClientRect(), outer.getBoundingClientRect()];
  return inner.isConnected && one.bottom > other.top && one.top < other.bottom;
}

/** @param {HTMLElement} menu */
function moveByKeys(menu) {
  menu.addEventListener('keydown', (event) => {
    const items = [.../** @type {NodeListOf<HTMLElement>} */ (menu.querySelectorAll('button'))];
    const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const last = items.length - 1;
    const to = {
      ArrowDown: at === last ? 0 : at + 1,
      ArrowRight: at === last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      ArrowLeft: at <= 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items[to]?.focus();
    }
    if (event.key === 'Tab') {
      menu.hidePopover();
    }
  });
}

/**
 * @param {Session} session
 * @param {Words} words
 * @param {{
 *   react: (message: Message, emoji: string) => void, quote: (message: Message) => void,
 *   edit: (message: Message) => void, remove: (message: Message) => void
 * }} deeds
 */
export function createMessageMenu(session, { t }, deeds) {
  const menu = byId('message-menu');
  moveByKeys(menu);
  const log = byId('log');
  /** @type {HTMLElement | null} */
  let opener = null;
  // The menu goes with its message; where that has scrolled away it would point at nothing.
  log.addEventListener('scroll', () => {
    if (!opener || !menu.matches(':popover-open')) {
      return;
    }
    if (isWithin(opener, log)) {
      placeBeside(menu, opener);
    } else {
      menu.hidePopover();
    }
  });

  /** @param {string} label @param {() => void} deed */
  function item(label, deed) {
    return element(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        class: 'menu-item',
        tabindex: -1,
        click: () => {
          menu.hidePopover();
          deed();
        },
      },
      label,
    );
  }

  /** @param {Message} message */
  function reactions(message) {
    const personId = session.view.person?.id;
    const standing = message.reactions.find((reaction) => reaction.from === personId)?.emoji;
    return palette.map((emoji) => {
      const own = emoji === standing;
      const made = item(emoji, () => deeds.react(message, own ? '' : emoji));
      made.className = 'menu-emoji';
      made.setAttribute('role', 'menuitemcheckbox');
      made.setAttribute('aria-checked', own ? 'true' : 'false');
      made.setAttribute('aria-label', t(own ? 'message.takeBack' : 'message.react', { emoji }));
      return made;
    });
  }

  /** Opens the menu beside the message's button. @param {HTMLElement} button @param {Message} message */
  return function openMenu(button, message) {
    const own = message.from === session.view.person?.id;
    menu.replaceChildren(
      element('div', { class: 'menu-palette', role: 'group' }, reactions(message)),
      item(t('message.quote'), () => deeds.quote(message)),
      ...(own && !message.poll ? [item(t('message.edit'), () => deeds.edit(message))] : []),
      ...(own ? [item(t('message.delete'), () => deeds.remove(message))] : []),
    );
    opener = button;
    menu.showPopover();
    placeBeside(menu, button);
    menu.querySelector('button')?.focus();
  };
}
