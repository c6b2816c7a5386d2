/**
 * The ids of WhatsApp Web as they truly arrive: as text, as an object, with one field or another.
 * Everything in this folder that reads an id goes through here. Never logs one: they are personal.
 */
import type { Chat, ChatId, MessageId, PersonId } from '../../types.ts';

/** A chat's or a person's id: text, or an object that knows its text. */
export type RawWid =
  | string
  | {
      readonly _serialized?: string | undefined;
      readonly user?: string | undefined;
      readonly server?: string | undefined;
    };

/** A message's id. Builds since July 2026 name its text `$1`, earlier ones `_serialized`. */
export interface RawKey {
  readonly fromMe?: boolean | undefined;
  readonly remote?: RawWid | undefined;
  readonly id?: string | undefined;
  readonly participant?: RawWid | null | undefined;
  readonly _serialized?: string | undefined;
  readonly $1?: string | undefined;
}

/** WhatsApp's own account, which writes to everybody: not a person. */
const SYSTEM_ACCOUNT = '0@c.us';

/** The text of a chat's or a person's id, without the device it was used on; null where it has none. */
export function widText(wid: RawWid | null | undefined): string | null {
  const text = typeof wid === 'string' ? wid : readWid(wid);
  const [, user, server] = /^([^@:]+)(?::\d+)?@(.+)$/.exec(text ?? '') ?? [];
  if (user === undefined || server === undefined) {
    return null;
  }
  return `${user}@${server === 's.whatsapp.net' ? 'c.us' : server}`;
}

function readWid(wid: Exclude<RawWid, string> | null | undefined): string | null {
  if (wid?._serialized !== undefined) {
    return wid._serialized;
  }
  return wid?.user !== undefined && wid.server !== undefined ? `${wid.user}@${wid.server}` : null;
}

/** A person's id; null for anything that is not a person. */
export function readPerson(wid: RawWid | null | undefined): PersonId | null {
  const text = widText(wid);
  const isPerson = text !== null && /@(?:c\.us|lid)$/.test(text) && text !== SYSTEM_ACCOUNT;
  return isPerson ? (text as PersonId) : null;
}

/** A chat with its kind; null for a status, a broadcast list, a channel and WhatsApp's own account. */
export function readChat(wid: RawWid | null | undefined): Chat | null {
  const text = widText(wid);
  if (text?.endsWith('@g.us')) {
    return { id: text as ChatId, kind: 'group' };
  }
  const person = readPerson(text);
  return person === null ? null : { id: person as string as ChatId, kind: 'direct' };
}

/** A key with all its parts, whether it came as an object or as its text. */
export function readKey(key: RawKey | string | null | undefined): RawKey | null {
  if (typeof key !== 'string') {
    return key ?? null;
  }
  const [, fromMe, remote, id, participant] =
    /^(true|false)_([^_]+)_([^_]+)(?:_([^_]+))?$/.exec(key) ?? [];
  if (remote === undefined || id === undefined) {
    return null;
  }
  const author = participant === undefined ? {} : { participant };
  return { fromMe: fromMe === 'true', remote, id, ...author, _serialized: key };
}

/** The part of a key that is unique within its chat: our id of the message. */
export function bareId(key: RawKey | string | null | undefined): MessageId | null {
  const id = readKey(key)?.id;
  return id ? (id as MessageId) : null;
}

/** The whole key as text, which the library asks for; null where too little of it is known. */
export function serialiseKey(raw: RawKey | string | null | undefined): string | null {
  const key = readKey(raw);
  const given = key?._serialized ?? key?.$1;
  if (given) {
    return given;
  }
  const remote = rawText(key?.remote);
  if (!key?.id || remote === null) {
    return null;
  }
  const participant = rawText(key.participant);
  return [String(key.fromMe === true), remote, key.id, ...(participant ? [participant] : [])].join(
    '_',
  );
}

// Here the device counts: the page knows the message by exactly this text.
function rawText(wid: RawWid | null | undefined): string | null {
  return typeof wid === 'string' ? wid : readWid(wid);
}

/** Remembers by what text the page knows a message. */
export interface KeyMemory {
  remember(chat: ChatId, key: RawKey | string): void;
  /** Null where it was never seen, or too many were seen since. */
  find(chat: ChatId, message: MessageId): string | null;
}

/** A few weeks of a few groups; what is forgotten is looked up in the chat. */
const REMEMBERED_KEYS = 5000;

/** Creates an empty memory; of more keys than it holds it forgets the ones longest not used. */
export function createKeyMemory(limit = REMEMBERED_KEYS): KeyMemory {
  const known = createBoundedMap<string>(limit);
  return {
    remember(chat, key) {
      const id = bareId(key);
      const text = serialiseKey(key);
      if (id !== null && text !== null) {
        known.set(`${chat} ${id}`, text);
      }
    },
    find: (chat, message) => known.get(`${chat} ${message}`) ?? null,
  };
}

/** A map that stays small. */
export interface BoundedMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  entries(): IterableIterator<[string, Value]>;
}

/** Creates a map that forgets what was longest not set or read once it holds more than `limit`. */
export function createBoundedMap<Value>(limit: number): BoundedMap<Value> {
  const map = new Map<string, Value>();
  const put = (key: string, value: Value): void => {
    map.delete(key);
    map.set(key, value);
    const [oldest] = map.size > limit ? map.keys() : [];
    if (oldest !== undefined) {
      map.delete(oldest);
    }
  };
  return {
    get(key) {
      const value = map.get(key);
      if (value !== undefined) {
        put(key, value);
      }
      return value;
    },
    set: put,
    delete: (key) => map.delete(key),
    entries: () => map.entries(),
  };
}
