/**
 * Who there is in the pretend WhatsApp, and who is in which chat. Called by `simulator.ts` inside
 * its transactions, and by the files beside it to find rows.
 */
import { BadInput, NotFound } from '../../bad-input.ts';
import type { Chat, ChatId, Identity, PersonId } from '../../types.ts';
import { type ChatRow, idOf, keepForBot, type PersonRow } from './delivery.ts';
import { isUnmapped } from './faults.ts';
import { newLid, newName, newPhoneId } from './names.ts';
import { stamp } from './pretend-time.ts';
import type { Store } from './store.ts';

/** A new person; without `id` she gets one. By `identity` the id that events carry for her. */
export interface NewPerson {
  readonly id?: string;
  readonly name: string;
  readonly identity?: 'phone' | 'lid';
}

/** A new group chat; without `id` it gets one. `members` join it at once. */
export interface NewChat {
  readonly id?: string;
  readonly name: string;
  readonly members?: readonly string[];
}

/** Makes a person with both her ids, and her direct chat with the bot. @throws BadInput where she exists. */
export function createPerson(store: Store, wanted: NewPerson): PersonRow {
  const id = wanted.id ?? newName('p');
  if (id === 'bot' || findPerson(store, id)) {
    throw new BadInput('There is somebody of that id already; choose another.');
  }
  const phone = unused(newPhoneId, (made) => findPerson(store, made) !== undefined);
  const lid = unused(newLid, (made) => findPerson(store, made) !== undefined);
  const identity = wanted.identity ?? 'phone';
  const name = wanted.name.toWellFormed();
  store.run('insert into person values (?, ?, ?, ?, ?)', id, name, phone, lid, identity);
  const person = { id, name, phone, lid, identity };
  const direct = directChat(person);
  store.run('insert into chat values (?, ?, ?, ?)', direct.id, direct.kind, name, id);
  return person;
}

/** Her direct chat with the bot. */
export function directChat(person: PersonRow): Chat {
  return { id: `dm-${person.id}` as ChatId, kind: 'direct' };
}

/** Undoes `createPerson` for somebody who has not done anything yet. */
export function removePerson(store: Store, id: string): void {
  store.run('delete from chat where person = ?', id);
  store.run('delete from person where id = ?', id);
}

/** Makes a group chat. @throws BadInput where there is one of that id, or a member that cannot join */
export function createChat(store: Store, wanted: NewChat): ChatRow {
  const id = (wanted.id ?? unused(() => newName('g'), taken(store))) as ChatId;
  if (taken(store)(id)) {
    throw new BadInput('There is a chat of that id already; choose another.');
  }
  const name = wanted.name.toWellFormed();
  store.run("insert into chat values (?, 'group', ?, null)", id, name);
  for (const person of readMembers(store, wanted.members ?? [])) {
    join(store, id, person);
  }
  return { id, kind: 'group', name, person: null };
}

function readMembers(store: Store, wanted: readonly string[]): readonly string[] {
  const found = wanted.map((id) => {
    const person = findPerson(store, id);
    if (!person) {
      throw new BadInput('members names somebody who is not there; GET /state lists everybody.');
    }
    return person.id;
  });
  if (new Set(found).size < found.length) {
    throw new BadInput('members names somebody twice; name everybody once.');
  }
  return found;
}

/** Undoes `createChat` for a chat in which nothing has happened yet. */
export function removeChat(store: Store, id: string): void {
  store.run('delete from chat where id = ?', id);
}

/** She joins a group chat. @throws BadInput where she is in it. */
export function join(store: Store, chatId: string, personId: string): void {
  const chat = requireGroupChat(store, chatId);
  const person = requirePerson(store, personId);
  if (isIn(store, chat, person)) {
    throw new BadInput('She is in this chat already.');
  }
  const at = stamp(store);
  store.run('insert into membership values (?, ?, ?, null)', chat.id, person.id, at);
  keepForBot(store, person, { kind: 'join', chat: { id: chat.id, kind: chat.kind }, at });
}

/** She leaves a group chat. @throws NotFound where she is not in it. */
export function leave(store: Store, chatId: string, personId: string): void {
  const chat = requireGroupChat(store, chatId);
  const person = requirePerson(store, personId);
  if (!isIn(store, chat, person)) {
    throw new NotFound('She is not in this chat.');
  }
  const at = stamp(store);
  store.run(
    'update membership set left_at = ? where chat = ? and person = ? and left_at is null',
    at,
    chat.id,
    person.id,
  );
  keepForBot(store, person, { kind: 'leave', chat: { id: chat.id, kind: chat.kind }, at });
}

/** A person by her own id, her phone id or her lid. */
export function findPerson(store: Store, id: string): PersonRow | undefined {
  return store.get<PersonRow>('select * from person where ? in (id, phone, lid)', id);
}

/** As `findPerson`. @throws NotFound where there is none. */
export function requirePerson(store: Store, id: string): PersonRow {
  const person = findPerson(store, id);
  if (!person) {
    throw new NotFound('There is no member of that id; GET /state lists them.');
  }
  return person;
}

/** A chat by its id. */
export function findChat(store: Store, id: string): ChatRow | undefined {
  return store.get<ChatRow>('select * from chat where id = ?', id);
}

/** As `findChat`. @throws NotFound where there is none. */
export function requireChat(store: Store, id: string): ChatRow {
  const chat = findChat(store, id);
  if (!chat) {
    throw new NotFound('There is no chat of that id; a direct chat is "dm-" and the member\'s id.');
  }
  return chat;
}

/** @throws BadInput where she is not in the chat now. */
export function requirePresence(store: Store, chat: ChatRow, person: PersonRow): void {
  if (!isIn(store, chat, person)) {
    throw new BadInput('She is not in this chat; let her join first.');
  }
}

/** All group chats, in the order they were made. */
export function listGroupChats(store: Store): { id: ChatId; name: string }[] {
  return store.all("select id, name from chat where kind = 'group' order by rowid");
}

/** Everybody there is, in the order they came. */
export function listEverybody(store: Store): PersonRow[] {
  return store.all<PersonRow>('select * from person order by rowid');
}

/** Everybody in a chat but the bot, in the order they joined. */
export function listPeople(store: Store, chat: ChatRow): PersonRow[] {
  if (chat.person !== null) {
    return [requirePerson(store, chat.person)];
  }
  return store.all<PersonRow>(
    `select person.* from membership join person on person.id = membership.person
     where membership.chat = ? and left_at is null order by joined_at`,
    chat.id,
  );
}

/**
 * The name she shows and both her ids, the one that events carry first; or only the one she was
 * asked for by (else the one that events carry), where it is not told which belong together.
 */
export function identityOf(store: Store, person: PersonRow, asked?: PersonId): Identity {
  if (isUnmapped(store)) {
    return { ids: [asked ?? idOf(person)], name: person.name };
  }
  const ids = [person.phone, person.lid];
  return { ids: person.identity === 'lid' ? ids.reverse() : ids, name: person.name };
}

function requireGroupChat(store: Store, id: string): ChatRow {
  const chat = requireChat(store, id);
  if (chat.kind !== 'group') {
    throw new BadInput('Nobody joins or leaves a direct chat; name a group chat.');
  }
  return chat;
}

function isIn(store: Store, chat: ChatRow, person: PersonRow): boolean {
  if (chat.kind === 'direct') {
    return chat.person === person.id;
  }
  const sql = 'select 1 as there from membership where chat = ? and person = ? and left_at is null';
  return store.get(sql, chat.id, person.id) !== undefined;
}

function taken(store: Store): (id: string) => boolean {
  return (id) => findChat(store, id) !== undefined;
}

function unused<Id extends string>(make: () => Id, isTaken: (id: Id) => boolean): Id {
  for (;;) {
    const id = make();
    if (!isTaken(id)) {
      return id;
    }
  }
}
