/**
 * Messages: what the device has stored of them (all), and the models that are loaded (the newest, and
 * what came or was asked for since). A model that is added as new is what the library hears of.
 */
import { me } from './account.js';
import { Chat, keyOf, ownIdIn } from './chats.js';
import { createWid, MsgKey } from './ids.js';
import { faults, keep } from './line.js';
import { Collection, Model } from './models.js';

/** As many of each chat are loaded at a start, and then at a time. */
const PAGE = 20;

/** All messages of the device by id, and by chat in their order. */
const stored = new Map();
const storedByChat = new Map();
const modelById = new Map();
const withReaction = new Set();

class MsgModel extends Model {
  get isNotification() {
    return this.type === 'gp2';
  }

  unsafe() {
    return this;
  }

  canReply() {
    return !this.isNotification && this.type !== 'revoked';
  }

  /** What a message that quotes this one carries. */
  msgContextInfo() {
    return {
      quotedMsg: { type: this.type, body: this.body ?? this.pollName },
      quotedStanzaID: this.id.id,
      quotedParticipant: this.author ?? this.from,
    };
  }

  updateAck(ack) {
    this.set({ ack });
  }
}

/** As the page's own code fails: with a name of one letter. */
class r extends Error {
  name = 'r';
}

class MsgCollection extends Collection {
  modelClass = MsgModel;

  async getMessagesById(ids) {
    if (ids.some((id) => id === undefined)) {
      throw new r('r');
    }
    const found = ids.map((id) => findModel(MsgKey.fromString(String(id)).id));
    return { messages: found.filter((model) => model !== undefined) };
  }
}

export const Msg = new MsgCollection();

/** Whether what happens is to be stored without any event. */
export function isQuiet(fresh) {
  return !fresh || Boolean(faults.loseEvents);
}

function readPoll(poll) {
  return {
    pollName: poll.question,
    pollOptions: poll.options.map((name, localId) => ({ name, localId })),
    pollSelectableOptionsCount: poll.multiple ? 0 : 1,
    messageSecret: new Uint8Array(poll.secret),
  };
}

function readQuote(id) {
  const quoted = stored.get(id);
  return {
    quotedStanzaID: id,
    quotedMsg: { type: quoted?.type ?? 'chat', body: quoted?.body },
    quotedParticipant: quoted && createWid(quoted.author ?? quoted.chat),
  };
}

/** A picture's text is its caption; its body is a small preview. */
function readBody({ type, body }) {
  return type === 'image'
    ? { caption: body, body: '/9j/4AAQ', directPath: '/v/picture', mimetype: 'image/jpeg' }
    : { body: body ?? undefined };
}

/** Everything a model is made of, from what is stored. */
function readRecord(record) {
  const chat = Chat.get(record.chat);
  const own = ownIdIn(chat);
  return {
    id: keyOf(record),
    from: record.fromMe ? own : chat.id,
    to: record.fromMe ? chat.id : me.phone,
    author: record.author ? createWid(record.author) : undefined,
    self: record.fromMe ? 'out' : 'in',
    type: record.type,
    ...readBody(record),
    t: record.t,
    ack: record.ack,
    notifyName: record.notifyName,
    mentionedJidList: [],
    hasReaction: withReaction.has(record.id) || undefined,
    ...(record.subtype && {
      subtype: record.subtype,
      recipients: record.recipients.map((id) => createWid(id)),
    }),
    ...(record.quoted && readQuote(record.quoted)),
    ...(record.poll && readPoll(record.poll)),
    ...(record.ephemeralSeconds && { ephemeralDuration: record.ephemeralSeconds }),
    ...(record.edited && { latestEditSenderTimestampMs: record.edited }),
    ...(record.revokes && { protocolMessageKey: keyOf({ ...record, id: record.revokes }) }),
  };
}

function buildModel(record) {
  return new MsgModel({ ...readRecord(record), isNewMsg: false });
}

/** Stores a message. False: it is there already. */
export function store(record) {
  if (stored.has(record.id)) {
    return false;
  }
  stored.set(record.id, record);
  storedByChat.set(record.chat, [...(storedByChat.get(record.chat) ?? []), record]);
  return true;
}

/** Shows a model in its chat and among all messages; that is where the library hears of it. */
export function show(model, { quietly = false } = {}) {
  const chat = Chat.get(model.id.remote);
  modelById.set(model.id.id, model);
  chat.msgs.add(model, { quietly });
  const shown = Msg.add(model, { quietly });
  chat.t = model.t;
  if (!model.id.fromMe && !quietly) {
    chat.lastReceivedKey = model.id;
    chat.set({ unreadCount: chat.unreadCount + 1 });
  }
  return shown;
}

export function applyMessage(record, fresh) {
  const isKnown = !store(record);
  if (isKnown && record.sentByPage) {
    applyAck(record);
  }
  if (isKnown || fresh === undefined) {
    return;
  }
  const quietly = isQuiet(fresh) || Boolean(record.sentByPage);
  const model = new MsgModel({ ...readRecord(record), isNewMsg: !quietly });
  show(model, { quietly });
  if (faults.repeatEvents && !quietly) {
    Msg.trigger('add', model);
  }
}

function change(id, values, fresh) {
  const model = modelById.get(id);
  if (model && isQuiet(fresh)) {
    Object.assign(model, values);
  } else {
    model?.set(values);
  }
}

export function applyEdit({ id, body, atMs }, fresh) {
  const record = stored.get(id);
  Object.assign(record, { body, edited: atMs });
  change(id, { latestEditSenderTimestampMs: atMs, ...readBody(record) }, fresh);
}

/**
 * A deleted message stays as its own tombstone. Usually that has the id of the deletion, and tells
 * the deleted id in `protocolMessageKey`.
 */
export function applyDeletion({ id, deletionId }, fresh) {
  const record = stored.get(id);
  stored.delete(id);
  Object.assign(record, { id: deletionId, revokes: id, type: 'revoked', body: undefined });
  stored.set(deletionId, record);
  const model = modelById.get(id);
  if (!model) {
    return;
  }
  const before = model.id;
  model.id = keyOf(record);
  modelById.delete(id);
  modelById.set(deletionId, model);
  Msg.rename(before);
  Chat.get(record.chat).msgs.rename(before);
  const { type, body, protocolMessageKey } = readRecord(record);
  change(deletionId, { protocolMessageKey, body, type }, fresh);
}

/** Acknowledgements only grow, but for a refusal. */
export function applyAck({ id, ack }) {
  const record = stored.get(id);
  if (!record || (ack > 0 && ack <= record.ack)) {
    return;
  }
  record.ack = ack;
  keep(`unsent:${id}`, ack > 0 ? undefined : record).catch(() => undefined);
  modelById.get(id)?.set({ ack });
}

export function recordOf(id) {
  return stored.get(id);
}

/** The model of a stored message, loaded or not. */
export function findModel(id) {
  return modelById.get(id) ?? (stored.has(id) ? buildModel(stored.get(id)) : undefined);
}

export function markReaction(id, has) {
  if (has) {
    withReaction.add(id);
  } else {
    withReaction.delete(id);
  }
  modelById.get(id)?.set({ hasReaction: has || undefined });
}

/** Loads the next older messages of a chat; answers them oldest first, nothing at the chat's end. */
export async function loadEarlierMsgs({ chat }) {
  const older = (storedByChat.get(String(chat.id)) ?? []).filter(({ id }) => !modelById.has(id));
  const models = older.slice(-PAGE).map(buildModel);
  for (const model of models) {
    modelById.set(model.id.id, model);
    Msg.add(model);
  }
  chat.msgs.addFirst(models);
  return models;
}

/** Loads what a fresh page shows of each chat. */
export async function loadNewest() {
  for (const chat of Chat.getModelsArray()) {
    await loadEarlierMsgs({ chat });
    const received = chat.msgs.getModelsArray().findLast(({ id }) => !id.fromMe);
    chat.lastReceivedKey = received?.id;
  }
}
