/** Who the account is, how it stands with the servers, and whom it knows by which ids. */
import { createWid } from './ids.js';
import { post } from './line.js';
import { Collection, Model } from './models.js';

export const me = { phone: null, lid: null };

export function setMe(account) {
  me.phone = createWid(account.phone);
  me.lid = createWid(account.lid);
  Conn.set({ wid: me.phone, pushname: account.name, me: me.phone });
}

export const Conn = new Model({ ref: undefined, pushname: undefined, platform: 'android' });

export const Cmd = new Model({});
Cmd.refreshQR = () => post('refresh');

export const Socket = new Model({ state: 'OPENING', stream: 'DISCONNECTED', hasSynced: false });
Socket.reconnect = () => post('reconnect');
Socket.takeover = () => post('takeover');
Socket.logout = () => post('logout');

export const Stream = new Model({ available: true });
Stream.markAvailable = () => Stream.set({ available: true });
Stream.markUnavailable = () => Stream.set({ available: false });

/** The servers' clock less the machine's, in milliseconds. */
export const clock = { aheadMs: 0 };

export function nowMs() {
  return Date.now() + clock.aheadMs;
}

// What the servers told of people. Both ids of a person are known only once they were asked for.
const people = [];
const paired = new Map();

function personOf(wid) {
  return people.find(({ phone, lid }) => [phone, lid].includes(String(wid)));
}

function pair({ phone, lid }) {
  paired.set(phone, createWid(lid)).set(lid, createWid(phone));
}

export function meet(person) {
  people.push(person);
}

/** Her other id, where it is known. */
export function otherIdOf(wid) {
  const own = [me.phone, me.lid];
  const at = own.findIndex((id) => id?.equals(wid));
  return at < 0 ? paired.get(String(wid)) : own[1 - at];
}

function idOf(wid, server) {
  const id = createWid(wid);
  return id.server === server ? id : otherIdOf(id);
}

export const ApiContact = {
  getAlternateUserWid: otherIdOf,
  getCurrentLid: (wid) => idOf(wid, 'lid'),
  getPhoneNumber: (wid) => idOf(wid, 'c.us'),
};

export const LidMigration = {
  toPn: (wid) => (createWid(wid).isUser() ? idOf(wid, 'c.us') : undefined),
  toLid: (wid) => (createWid(wid).isUser() ? idOf(wid, 'lid') : undefined),
};

/** Asks the servers whether somebody is on WhatsApp. It tells the other id too, unless she hides it. */
export async function queryWidExists(wid) {
  const { person } = await post('exists', { id: String(wid) });
  if (!person) {
    return null;
  }
  if (person.phone) {
    pair(person);
  }
  return { wid: createWid(person.lid), lid: createWid(person.lid) };
}

class Contacts extends Collection {
  async find(like) {
    const wid = createWid(like);
    const name = personOf(wid)?.name;
    const values = {
      id: wid,
      pushname: name,
      phoneNumber: wid.isLid() ? otherIdOf(wid) : undefined,
      isBusiness: false,
      isContactBlocked: false,
    };
    return this.get(wid)?.set(values) ?? this.add(new Model(values));
  }
}

export const Contact = new Contacts();

export const ContactGetters = {
  getIsMe: ({ id }) => id.equals(me.phone) || id.equals(me.lid),
  getIsUser: ({ id }) => id.isUser(),
  getIsGroup: ({ id }) => id.isGroup(),
  getIsWAContact: ({ id }) => personOf(id) !== undefined,
  getUserid: ({ id }) => id.user,
  getVerifiedName: () => undefined,
  getVerifiedLevel: () => undefined,
  getStatusMute: () => false,
  getName: () => undefined,
  getShortName: ({ pushname }) => pushname,
  getPushname: ({ pushname }) => pushname,
  getIsEnterprise: () => false,
};
