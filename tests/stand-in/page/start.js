/** The page's life: it finds its session or is linked, takes over what is stored, and goes on with the rest. */
import { Cmd, Conn, clock, meet, Socket, setMe } from './account.js';
import { applyReaction, applyVote } from './addons.js';
import { applyChat } from './chats.js';
import { faults, keep, listen, post, readKept } from './line.js';
import {
  applyAck,
  applyDeletion,
  applyEdit,
  applyMessage,
  loadNewest,
  Msg,
  store,
} from './messages.js';
import { whenHeard } from './models.js';
import { requireModule } from './modules.js';

const UPDATES = {
  person: ({ person }) => meet(person),
  chat: ({ chat }) => applyChat(chat),
  message: ({ message }, fresh) => applyMessage(message, fresh),
  edit: applyEdit,
  deletion: applyDeletion,
  vote: applyVote,
  reaction: applyReaction,
};

const CONTROLS = {
  faults: ({ values }) => Object.assign(faults, values),
  clock: ({ aheadMs }) => Object.assign(clock, { aheadMs }),
  ack: applyAck,
  state: ({ state }) => Socket.set({ state }),
  sync: ({ hasSynced }) => Socket.set({ hasSynced }),
  ref: ({ ref }) => Conn.set({ ref }),
  linked: ({ session }) => enter(session),
  iframes: ({ count }) => openIframes(count),
  reload: () => reloadSoon(),
  logout,
};

// A navigation at once would cut off the acknowledgement of what asked for it.
function reloadSoon() {
  setTimeout(() => location.replace('/'), 0);
}

/** The phone took the session away: by a command and a navigation, or by the address alone. */
async function logout({ by }) {
  await keep('session', undefined);
  if (by === 'command') {
    Cmd.trigger('logout');
  } else {
    sessionStorage.setItem('loggedOut', 'yes');
  }
  reloadSoon();
}

/** Each is a navigation of a frame, as WhatsApp Web's own hidden frames are. */
async function openIframes(count) {
  for (let opened = 0; opened < count; opened += 1) {
    const frame = document.createElement('iframe');
    frame.srcdoc = '<p>frame</p>';
    const loaded = new Promise((resolve) => {
      frame.onload = resolve;
    });
    document.body.append(frame);
    await loaded;
  }
}

/** What is new waits for the library to listen: what comes before is stored, and nobody hears of it. */
let listening = Promise.resolve();

async function take(said) {
  if (said.kind === 'update') {
    await listening;
    await UPDATES[said.update.kind](said.update, true);
    // What the library was told before has reached it when this call of its own is answered.
    await window.onOfflineProgressUpdateEvent?.(100);
  } else {
    await CONTROLS[said.kind](said);
  }
}

/** Everything that the device has stored already. */
async function restore({ updates, kept }) {
  for (const update of updates) {
    await UPDATES[update.kind](update, undefined);
  }
  for (const [name, value] of kept) {
    if (name.startsWith('unsent:') && !store(value)) {
      await keep(name, undefined);
    }
  }
  await loadNewest();
}

async function sync() {
  if (faults.sync === 'silent') {
    // It has synced before anybody listens.
    Socket.hasSynced = true;
  } else if (faults.sync !== 'held') {
    await whenHeard(Socket, 'change:hasSynced');
    // The library's other listeners are added in the same turn.
    await new Promise((resolve) => setTimeout(resolve, 0));
    Socket.set({ hasSynced: true });
  }
}

async function enter(session) {
  await keep('session', session);
  const hello = await post('enter', { session });
  setMe(hello.me);
  await restore({ updates: hello.updates, kept: await readKept() });
  listening = whenHeard(Msg, 'add').then(() => new Promise((resolve) => setTimeout(resolve, 0)));
  Socket.set({ state: hello.state, stream: 'CONNECTED' });
  await post('entered');
  sync().catch((error) => reportError(error));
}

async function begin() {
  if (sessionStorage.getItem('loggedOut')) {
    sessionStorage.removeItem('loggedOut');
    history.replaceState(null, '', '/?post_logout=1');
  }
  const kept = await readKept();
  const hello = await post('hello', { session: kept.get('session') ?? null });
  Object.assign(faults, hello.faults);
  clock.aheadMs = hello.aheadMs;
  await openIframes(faults.iframesAtStart ?? 0);
  listen(take);
  if (hello.session) {
    await enter(hello.session);
  } else {
    await keep('session', undefined);
    Conn.set({ ref: hello.ref });
    Socket.set({ state: 'UNPAIRED' });
  }
}

window.Debug = { VERSION: window.standIn.version };
window.require = requireModule;
begin().catch((error) => reportError(error));
