/** Ids of WhatsApp Web in every form in which they have been seen to arrive. */
import { describe, expect, it } from 'vitest';
import {
  bareId,
  createBoundedMap,
  createKeyMemory,
  readChat,
  readPerson,
  serialiseKey,
  widText,
} from '../../bot/channels/whatsapp/keys.ts';
import type { ChatId, MessageId } from '../../bot/types.ts';

const GROUP = '120363000000000004@g.us';
const LID = '111222333000002@lid';
const WHOLE = `false_${GROUP}_3EB0AB_${LID}`;

describe('ids of chats and people', () => {
  it.each([
    ['a text', LID, LID],
    ['an object with its text', { _serialized: LID }, LID],
    ['an object with parts only', { user: '4520000001', server: 'c.us' }, '4520000001@c.us'],
    ['an id of one device', '4520000001:12@c.us', '4520000001@c.us'],
    ["the protocol's own name of a phone", '4520000001@s.whatsapp.net', '4520000001@c.us'],
    ['nothing', null, null],
    ['no id at all', 'hej', null],
    ['an object without anything', {}, null],
  ])('reads %s', (_what, wid, text) => {
    expect(widText(wid)).toBe(text);
  });

  it.each([
    ['a group', GROUP, { id: GROUP, kind: 'group' }],
    ['a direct chat by phone', '4520000001@c.us', { id: '4520000001@c.us', kind: 'direct' }],
    ['a direct chat by hidden id', { _serialized: LID }, { id: LID, kind: 'direct' }],
    ['a status', 'status@broadcast', null],
    ['a broadcast list', '1234@broadcast', null],
    ['a channel', '120363000000000009@newsletter', null],
    ["WhatsApp's own account", '0@c.us', null],
  ])('reads %s as a chat or not', (_what, wid, chat) => {
    expect(readChat(wid)).toEqual(chat);
  });

  it('takes no group for a person', () => {
    expect(readPerson(GROUP)).toBeNull();
    expect(readPerson(LID)).toBe(LID);
  });
});

describe('keys of messages', () => {
  const parts = { fromMe: false, remote: GROUP, id: '3EB0AB', participant: LID };
  const wids = { ...parts, remote: { _serialized: GROUP }, participant: { _serialized: LID } };

  it.each([
    ['builds until July 2026', { ...parts, _serialized: WHOLE }],
    ['builds since', { ...parts, $1: WHOLE }],
    ['a page that gives the parts alone', parts],
    ['a page that gives ids as objects', wids],
    ['a table', WHOLE],
  ])('are the same for %s', (_where, key) => {
    expect(serialiseKey(key)).toBe(WHOLE);
    expect(bareId(key)).toBe('3EB0AB');
  });

  it('have no participant in direct chats and are never made up from too little', () => {
    expect(serialiseKey({ fromMe: true, remote: LID, id: 'AB' })).toBe(`true_${LID}_AB`);
    expect(serialiseKey({ fromMe: true, id: 'AB' })).toBeNull();
    expect(serialiseKey({ remote: LID })).toBeNull();
    expect(serialiseKey('not a key')).toBeNull();
    expect(bareId(undefined)).toBeNull();
  });

  it('keep the device in their text, by which alone the page knows the message', () => {
    const participant = '4520000001:12@c.us';
    expect(serialiseKey({ ...parts, participant })).toBe(`false_${GROUP}_3EB0AB_${participant}`);
  });
});

describe('the memory of keys', () => {
  const [chat, other] = [GROUP as ChatId, LID as ChatId];
  const id = (text: string): MessageId => text as MessageId;

  it('gives back what the page called a message, in its chat only', () => {
    const keys = createKeyMemory();
    keys.remember(chat, WHOLE);
    expect(keys.find(chat, id('3EB0AB'))).toBe(WHOLE);
    expect(keys.find(other, id('3EB0AB'))).toBeNull();
    keys.remember(chat, { id: 'CD' });
    expect(keys.find(chat, id('CD'))).toBeNull();
  });

  it('stays small and forgets what was longest not used', () => {
    const map = createBoundedMap<number>(2);
    map.set('a', 1);
    map.set('b', 2);
    expect(map.get('a')).toBe(1);
    map.set('c', 3);
    expect([...map.entries()]).toEqual([
      ['a', 1],
      ['c', 3],
    ]);
  });
});
