/**
 * Makes and refills elements. Text is always set as text, never as HTML.
 */

/** @typedef {Node | string | number | false | null | undefined} Child */

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} [attributes]
 *   `false`, `null` and `undefined` are left out; a function is a listener for the event of that name.
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      made.addEventListener(name, value);
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, value === true ? '' : String(value));
    }
  }
  made.append(...present(children.flat()));
  return made;
}

/** @param {Child[]} children @returns {(Node | string)[]} */
function present(children) {
  return children.flatMap((child) =>
    child === false || child === null || child === undefined
      ? []
      : [child instanceof Node ? child : String(child)],
  );
}

/** The element of the page with this id; the markup promises that it is there. @param {string} id */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) {
    throw new Error(`the page has no element #${id}`);
  }
  return found;
}

/** @type {WeakMap<Element, string>} */
const shown = new WeakMap();

/**
 * Fills a place anew only when what it shows has changed, so that nothing flickers, no screen reader
 * reads twice and the focus stays where it was (on what has the same `data-focus`).
 * @param {Element} place
 * @param {unknown} content everything that the filling depends on
 * @param {() => Child | Child[]} build
 */
export function fill(place, content, build) {
  const signature = JSON.stringify(content);
  if (shown.get(place) === signature) {
    return;
  }
  shown.set(place, signature);
  const active = document.activeElement;
  const focused = active && place.contains(active) ? active.getAttribute('data-focus') : null;
  place.replaceChildren(...present([build()].flat()));
  if (focused !== null) {
    const again = place.querySelector(`[data-focus="${CSS.escape(focused)}"]`);
    if (again instanceof HTMLElement) {
      again.focus({ preventScroll: true });
    }
  }
}

/** A name, isolated: a name in another script never turns the sentence around it. @param {string} name */
export function nameOf(name) {
  return element('bdi', {}, name);
}
