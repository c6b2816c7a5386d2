/**
 * Keeps the status page as things stand: whenever the server tells of a change, it loads the page again
 * behind the scenes and takes over the parts that differ. The part in which somebody is, by keyboard or
 * screen reader, waits until she has left it. Without this script the page loads itself again as a whole.
 */

/** Uptime and numbers change without a word from the server; in milliseconds. */
const LOOK_AGAIN_MS = 30_000;

const silent = document.getElementById('silent');

/** @type {Document | null} What was loaded last. */
let latest = null;
let isLoading = false;
let isStale = false;

/** Takes over what differs, but for the part that has the focus. */
function takeOver() {
  if (!latest) {
    return;
  }
  for (const part of document.querySelectorAll('[data-part]')) {
    const name = part.getAttribute('data-part');
    const newer = latest.querySelector(`[data-part="${name}"]`);
    const isInUse = part.contains(document.activeElement);
    if (newer && !isInUse && newer.innerHTML !== part.innerHTML) {
      part.replaceChildren(...[...newer.childNodes].map((node) => document.importNode(node, true)));
    }
  }
  document.title = latest.title;
}

/** @param {boolean} isSilent Whether the server does not answer. */
function showSilence(isSilent) {
  if (silent) {
    silent.hidden = !isSilent;
  }
}

/** Loads the page again; calls that come meanwhile are one. */
function load() {
  if (isLoading) {
    isStale = true;
    return;
  }
  isLoading = true;
  isStale = false;
  // Not fetch: only this way the browser itself makes a document of the answer, without running it.
  const request = new XMLHttpRequest();
  request.open('GET', location.href);
  request.responseType = 'document';
  request.timeout = LOOK_AGAIN_MS;
  request.onloadend = () => {
    isLoading = false;
    const isAnswered = request.status === 200 && request.responseXML !== null;
    if (isAnswered) {
      latest = request.responseXML;
      takeOver();
    }
    showSilence(!isAnswered);
    if (isStale) {
      load();
    }
  };
  request.send();
}

const events = new EventSource('/status/events');
events.onmessage = load;
events.onerror = () => showSilence(true);
setInterval(load, LOOK_AGAIN_MS);
// The focus has moved only after this event.
document.addEventListener('focusout', () => setTimeout(takeOver));
