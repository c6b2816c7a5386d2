/** Chats and group metadata as models. */
import { me, otherIdOf } from './account.js';
import { createWid, MsgKey } from './ids.js';
import { Collection, Model } from './models.js';

class GroupMetadataModel extends Model {
  serialize() {
    return { ...super.serialize(), participants: this.participants.serialize() };
  }
}

class GroupMetadataCollection extends Collection {
  /** Brings it up to date with the servers; here it always is. */
  async update(wid) {
    return this.get(wid);
  }

  async find(wid) {
    return this.get(wid);
  }
}

export const GroupMetadata = new GroupMetadataCollection();

class ChatModel extends Model {
  get isGroup() {
    return this.id.isGroup();
  }

  iAmAdmin() {
    const own = [me.phone, me.lid].map((id) => this.groupMetadata?.participants.get(id));
    return own.some((participant) => participant?.isAdmin);
  }
}

class ChatCollection extends Collection {
  /** By its id, or for a direct chat by the other id of the same person. */
  get(id) {
    const known = super.get(id);
    const text = id?._serialized ?? id;
    if (known || typeof text !== 'string' || !text.includes('@')) {
      return known;
    }
    const other = otherIdOf(createWid(text));
    return other && super.get(other);
  }

  async find(like) {
    return (await findOrCreateLatestChat(createWid(like))).chat;
  }
}

export const Chat = new ChatCollection();

/** A person's chat is made where there is none; a group that the account is not in is an error. */
export async function findOrCreateLatestChat(wid) {
  const known = Chat.get(wid);
  if (!known && !wid.isUser()) {
    throw new Error('findOrCreateLatestChat: no such chat');
  }
  return { chat: known ?? makeChat({ id: String(wid), name: wid.user }), created: !known };
}

function makeChat({ id, name, ephemeralSeconds }) {
  const wid = createWid(id);
  return Chat.add(
    new ChatModel({
      id: wid,
      name,
      formattedTitle: name,
      t: 0,
      unreadCount: 0,
      archive: false,
      pin: 0,
      mute: { expiration: 0 },
      msgs: new Collection(),
      lastReceivedKey: undefined,
      endOfHistoryTransferType: 1,
      ephemeralDuration: ephemeralSeconds,
    }),
  );
}

/** Takes over what the servers say of a chat: its name, its settings, who is in it. */
export function applyChat(told) {
  const chat = Chat.get(told.id) ?? makeChat(told);
  chat.set({ name: told.name, formattedTitle: told.name });
  if (!chat.id.isGroup()) {
    return;
  }
  const participants = new Collection();
  for (const { id, isAdmin } of told.participants) {
    participants.add(new Model({ id: createWid(id), isAdmin, isSuperAdmin: false }));
  }
  const values = {
    id: chat.id,
    subject: told.name,
    announce: told.announce,
    isLidAddressingMode: told.addressing === 'lid',
    creation: told.createdAtSeconds,
    participants,
  };
  const known = GroupMetadata.get(chat.id);
  chat.groupMetadata = known?.set(values) ?? GroupMetadata.add(new GroupMetadataModel(values));
}

/** The account's own id as this chat addresses people. */
export function ownIdIn(chat) {
  return chat.groupMetadata?.isLidAddressingMode || chat.id.isLid() ? me.lid : me.phone;
}

/** The key of a message that the servers tell of. `author` is set in groups only. */
export function keyOf({ id, chat, fromMe, author }) {
  return new MsgKey({ fromMe, remote: chat, id, participant: author ?? undefined });
}
