/**
 * On a narrow window the parts behind the scenes are tabs, on a wide one they stand below each other.
 */

import { byId } from './element.js';

/** The same width as in `style.css`. */
const narrow = matchMedia('(max-width: 44.99rem)');

export function createTabs() {
  const list = byId('tabs');
  const tabs = [.../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll('[role="tab"]'))];
  const panelOf = (/** @type {HTMLElement} */ tab) => byId(tab.getAttribute('aria-controls') ?? '');

  function draw() {
    list.hidden = !narrow.matches;
    for (const tab of tabs) {
      const panel = panelOf(tab);
      const chosen = tab.getAttribute('aria-selected') === 'true';
      panel.hidden = narrow.matches && !chosen;
      panel.setAttribute('role', narrow.matches ? 'tabpanel' : 'region');
    }
  }

  /** @param {HTMLElement} chosen */
  function choose(chosen) {
    for (const tab of tabs) {
      tab.setAttribute('aria-selected', tab === chosen ? 'true' : 'false');
      tab.tabIndex = tab === chosen ? 0 : -1;
    }
    draw();
  }

  for (const tab of tabs) {
    tab.addEventListener('click', () => choose(tab));
  }
  list.addEventListener('keydown', (event) => {
    const at = tabs.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const count = tabs.length;
    const to = {
      ArrowRight: (at + 1) % count,
      ArrowLeft: (at + count - 1) % count,
      Home: 0,
      End: count - 1,
    }[event.key];
    const next = to === undefined ? undefined : tabs[to];
    if (next) {
      event.preventDefault();
      choose(next);
      next.focus();
    }
  });
  narrow.addEventListener('change', draw);
  draw();
}
