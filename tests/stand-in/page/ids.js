/**
 * Wids (chats and people) and message keys. WhatsApp Web has had two kinds of message keys: with the
 * text in `_serialized`, and since July 2026 in `$1`; `window.standIn.keys` says which this page has.
 */

export class Wid {
  constructor(text) {
    const at = text.lastIndexOf('@');
    if (at < 1) {
      throw new Error('wid error: invalid wid');
    }
    this.server = text.slice(at + 1);
    this.user = text.slice(0, at);
    this._serialized = text;
  }

  isLid() {
    return this.server === 'lid';
  }

  isGroup() {
    return this.server === 'g.us';
  }

  isUser() {
    return this.server === 'c.us' || this.server === 'lid';
  }

  isStatus() {
    return this._serialized === 'status@broadcast';
  }

  isBroadcast() {
    return this.server === 'broadcast';
  }

  isNewsletter() {
    return this.server === 'newsletter';
  }

  equals(other) {
    return String(this) === String(other?._serialized ?? other);
  }

  toJid() {
    return this._serialized.replace('@c.us', '@s.whatsapp.net');
  }

  toString() {
    return this._serialized;
  }
}

/** A wid of a text, of a wid, or of one as plain data. Throws on anything else. */
export function createWid(like) {
  return like instanceof Wid ? like : new Wid(String(like?._serialized ?? like));
}

function createUserWid(like) {
  const wid = createWid(like);
  if (!wid.isUser()) {
    throw new Error('wid error: not a user');
  }
  return wid;
}

export const WidFactory = {
  createWid,
  createWidFromWidLike: createWid,
  createUserWidOrThrow: createUserWid,
  asUserWidOrThrow: createUserWid,
  asChatWid: createWid,
  isWidlike: (like) => typeof like?._serialized === 'string',
};

const KEY_FIELD = window.standIn.keys;

export class MsgKey {
  constructor({ fromMe, remote, id, participant, from, to, selfDir }) {
    this.fromMe = selfDir === undefined ? fromMe : selfDir === 'out';
    this.remote = createWid(remote ?? (this.fromMe ? to : from));
    this.id = id;
    if (participant) {
      this.participant = createWid(participant);
    }
    const parts = [this.fromMe, this.remote, this.id, this.participant];
    this[KEY_FIELD] = parts.filter((part) => part !== undefined).join('_');
  }

  static fromString(text) {
    const [direction, remote, id, participant] = text.split('_');
    if (id === undefined) {
      throw new Error('MsgKey error: invalid key');
    }
    return new MsgKey({ fromMe: direction === 'true', remote, id, participant });
  }

  /** As WhatsApp Web makes them: `3EB0` and 18 hexadecimal digits. */
  static async newId() {
    const bytes = [...crypto.getRandomValues(new Uint8Array(9))];
    return `3EB0${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
  }

  equals(other) {
    return String(this) === String(other);
  }

  clone() {
    return new MsgKey(this);
  }

  toString() {
    return this[KEY_FIELD];
  }
}
