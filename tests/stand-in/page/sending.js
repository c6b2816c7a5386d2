/** What the account does: messages and reactions on their way to the servers. */
import { nowMs, Socket } from './account.js';
import { faults, keep, post } from './line.js';
import { applyAck, findModel, Msg, show, store } from './messages.js';

/** Faults of sends by their numbers: the servers may not know yet which are used up. */
const used = new Set();

function takeFault() {
  const next = faults.nextSends.find(({ number }) => !used.has(number)) ?? null;
  used.add(next?.number);
  return next;
}

const never = new Promise(() => undefined);

/** Resolves when the line is up: what is sent in between waits. */
async function whenConnected() {
  if (Socket.state === 'CONNECTED') {
    return;
  }
  await new Promise((resolve) => {
    const look = (_socket, state) => {
      if (state === 'CONNECTED') {
        Socket.off('change:state', look);
        resolve();
      }
    };
    Socket.on('change:state', look);
  });
}

function describe(model) {
  const secret = [...(model.messageSecret ?? [])];
  return {
    id: model.id.id,
    chat: String(model.id.remote),
    type: model.type,
    body: model.body,
    quoted: model.quotedStanzaID,
    ...(model.type === 'poll_creation' && {
      poll: {
        question: model.pollName,
        options: model.pollOptions.map(({ name }) => name),
        multiple: model.pollSelectableOptionsCount === 0,
        secret,
      },
    }),
  };
}

/** The message as it stands in the chat at once, before any server knows of it. */
function makeOwn(message, fault) {
  const model = new Msg.modelClass({
    mentionedJidList: [],
    ...message,
    t: Math.floor(nowMs() / 1000),
    author: message.id.participant,
  });
  if (message.pollOptions) {
    model.pollOptions = message.pollOptions.map(({ name }, localId) => ({ name, localId }));
  }
  if (fault === 'unanswered') {
    // The chat's sibling under the person's other id gets it: the key that was asked for misses.
    model.id = new message.id.constructor({
      ...message.id,
      participant: undefined,
      id: model.id.id,
    });
  }
  return model;
}

async function sendToServers(model, next) {
  const id = model.id.id;
  if (Socket.state !== 'CONNECTED') {
    await whenConnected();
  }
  const { ack, result } = await post('send', { message: describe(model), next });
  if (ack === null) {
    return result ? { messageSendResult: result } : never;
  }
  applyAck({ id, ack });
  if (ack > 0) {
    // The others' phones have it a little later.
    setTimeout(() => applyAck({ id, ack: 2 }), 0);
  }
  return { messageSendResult: ack > 0 ? 'OK' : 'ERROR_UNKNOWN' };
}

/** Adds a message to its chat and sends it: the promises of the message, and of what became of it. */
export function addAndSendMsgToChat(chat, message) {
  const next = takeFault();
  const model = makeOwn(message, next?.fault);
  const { id, ...rest } = describe(model);
  const author = model.author && String(model.author);
  const record = { id, ...rest, author, fromMe: true, t: model.t, ack: 0, notifyName: undefined };
  const begun = (async () => {
    if (!store(record)) {
      // The same id again: the message is there already, and only goes out once more.
      return findModel(id).set({ ack: 0 });
    }
    await keep(`unsent:${id}`, record);
    return show(model);
  })();
  const sent = begun.then(() => sendToServers(model, next));
  sent.catch(() => undefined);
  chat.set({ t: model.t });
  return [begun, sent];
}

/** Sends a reaction; it shows when the servers tell of it. */
export async function sendReactionToMsg(message, emoji) {
  const next = takeFault();
  await whenConnected();
  const { result } = await post('react', { message: message.id.id, emoji, next });
  return { messageSendResult: result };
}

const composing = (kind) => (wid) => post('typing', { kind, chat: String(wid) });

export const ChatState = {
  sendChatStateComposing: composing('typing'),
  sendChatStateRecording: composing('recording'),
  sendChatStatePaused: composing('paused'),
};

/** The message that is quoted. */
export function getQuotedMsgObj(message) {
  return findModel(message.quotedStanzaID);
}
