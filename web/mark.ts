/** The mark of Holdepunkt, for the head of every page and the browser's tab. */

import { type Html, html } from './html.ts';

/** The mark: the seven days of a week in a ring, and the one that is the fixed point. */
const markShapes = html`<circle class="mark-day" cx="25.4" cy="11.5" r="2.1"/><circle class="mark-day" cx="28.2" cy="19.6" r="2.1"/><circle class="mark-day" cx="21.2" cy="27.3" r="2.1"/><circle class="mark-day" cx="10.8" cy="27.3" r="2.1"/><circle class="mark-day" cx="3.8" cy="19.6" r="2.1"/><circle class="mark-day" cx="6.6" cy="11.5" r="2.1"/><circle class="mark-point" cx="16" cy="7" r="4.6"/>`;

/** The mark as a file of its own, for the browser's tab. */
export const markSvg: Html = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="#1e5b54"><g>${markShapes}</g><circle cx="16" cy="7" r="4.6" fill="#b04a2b"/></svg>`;

/** The mark beside the name; the name says it, so nobody hears it twice. */
export const mark: Html = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">${markShapes}</svg>`;
