/**
 * Keeps the page up to date: the server's stream tells when something changed. While the stream is down
 * the page asks every few seconds instead.
 */

/** @import { Api, Session, Words } from './types.js' */

/** Several changes in a row are one reading. */
const gatherMs = 60;

/** How often the page asks while there is no stream. */
const askMs = 3_000;

/** @param {Session} session @param {Api} api @param {Words} words */
export function keepUpToDate(session, api, words) {
  let lost = false;
  let gathering = false;

  async function read() {
    gathering = false;
    try {
      await session.refresh();
      if (lost) {
        lost = false;
        session.tell(words.t('connection.back'));
      }
    } catch {
      if (!lost) {
        lost = true;
        session.tell(words.t('connection.lost'));
      }
    }
  }

  function readSoon() {
    if (!gathering) {
      gathering = true;
      setTimeout(read, gatherMs);
    }
  }

  function listen() {
    const stream = api.stream();
    stream.addEventListener('open', readSoon);
    stream.addEventListener('message', readSoon);
    stream.addEventListener('change', readSoon);
    stream.addEventListener('error', () => {
      // The browser would come back by itself, but not after a refusal: so the page does it always.
      stream.close();
      readSoon();
      setTimeout(listen, askMs);
    });
  }

  readSoon();
  listen();
}
