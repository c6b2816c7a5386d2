/**
 * The line to the servers: what the page says goes by `post`; what the servers say is reported back as
 * soon as it has been dealt with. And what the profile keeps of its own.
 */

const PAGE_ID = crypto.randomUUID();

/** What the servers want to go wrong in this page. */
export const faults = {};

/** Asks the servers; rejects where they cannot be reached. */
export async function post(path, facts = {}) {
  const body = JSON.stringify({ page: PAGE_ID, ...facts });
  const response = await fetch(`${window.standIn.server}/${path}`, { method: 'POST', body });
  return response.json();
}

/** Reports numbers as dealt with, as many at a time as there are. */
const dealtWith = [];
let reporting = false;

async function report(number) {
  dealtWith.push(number);
  if (reporting) {
    return;
  }
  reporting = true;
  while (dealtWith.length > 0) {
    await post('done', { numbers: dealtWith.splice(0) }).catch(() => undefined);
  }
  reporting = false;
}

/** Listens to the servers. Updates are taken one after the other, everything else at once. */
export function listen(take) {
  const stream = new EventSource(`${window.standIn.server}/stream?page=${PAGE_ID}`);
  let last = Promise.resolve();
  stream.onmessage = ({ data }) => {
    const said = JSON.parse(data);
    const before = said.kind === 'update' ? last : Promise.resolve();
    const turn = before
      .then(() => take(said))
      .catch((error) => reportError(error))
      .then(() => {
        report(said.number).catch(() => undefined);
      });
    if (said.kind === 'update') {
      last = turn;
    }
  };
  // A page whose line was cut is not taken back: the servers know it by its line.
  stream.onerror = () => stream.close();
}

function request(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function openProfile() {
  const asked = indexedDB.open('profile', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore('kept');
  return request(asked);
}

// IndexedDB and not localStorage: what is committed here outlives a browser that is killed.
const profile = openProfile();

/** Keeps a value in the profile; undefined forgets it. Resolves when a kill cannot take it back. */
export async function keep(name, value) {
  const change = (await profile).transaction('kept', 'readwrite', { durability: 'strict' });
  const kept = change.objectStore('kept');
  if (value === undefined) {
    kept.delete(name);
  } else {
    kept.put(value, name);
  }
  return new Promise((resolve, reject) => {
    change.oncomplete = resolve;
    change.onerror = () => reject(change.error);
  });
}

/** All that the profile keeps, by name. */
export async function readKept() {
  const kept = (await profile).transaction('kept').objectStore('kept');
  const [names, values] = await Promise.all([request(kept.getAllKeys()), request(kept.getAll())]);
  return new Map(names.map((name, at) => [name, values[at]]));
}
