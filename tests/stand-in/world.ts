/**
 * What is true at WhatsApp, whatever any browser knows of it: people, chats, messages, votes and
 * reactions, and the order in which it all happened. The stand-in's servers change it and read it.
 */

import { randomBytes } from 'node:crypto';
import type { Clock } from '../../bot/types.ts';
import type { Addressing, ChatFacts, MessageFacts, News, PersonFacts, Update } from './wire.ts';

/** Somebody on WhatsApp. `id`: the one of her two ids by which her direct chat goes. */
export interface StandInPerson extends PersonFacts {
  readonly id: string;
}

export interface GroupSettings {
  readonly addressing?: Addressing;
  /** Only admins may write; the account is none. */
  readonly announce?: boolean;
  readonly ephemeralSeconds?: number;
}

/** A message as it stands. */
export interface StandInMessage extends MessageFacts {
  readonly editedAtMs?: number;
  readonly deleted?: true;
  /** By person, as the chat names her: what she has chosen now. */
  readonly votes: ReadonlyMap<string, readonly string[]>;
  /** By person, as the chat names her: the emoji, '' where it was taken back. */
  readonly reactions: ReadonlyMap<string, string>;
}

type Kept = { -readonly [Name in keyof StandInMessage]: StandInMessage[Name] } & {
  readonly votes: Map<string, readonly string[]>;
  readonly reactions: Map<string, string>;
};

export class World {
  readonly me: StandInPerson;
  readonly updates: Update[] = [];
  readonly #clock: Clock;
  #onUpdate: () => void;
  readonly #people: StandInPerson[] = [];
  readonly #chats = new Map<string, ChatFacts>();
  readonly #messages = new Map<string, Kept>();
  readonly #hidden = new Set<string>();
  #numbers = 0;
  #deletedKeepTheirId = false;

  constructor(clock: Clock, onUpdate: () => void) {
    this.#clock = clock;
    this.#onUpdate = () => undefined;
    this.me = this.makePerson('Holdepunkt', 'phone');
    this.#onUpdate = onUpdate;
  }

  makePerson(name: string, identity: Addressing): StandInPerson {
    this.#numbers += 1;
    const number = String(this.#numbers).padStart(6, '0');
    const ids = { phone: `4520${number}@c.us`, lid: `111222333${number}@lid` };
    const person = { ...ids, name, id: ids[identity] };
    this.#people.push(person);
    this.#add({ kind: 'person', person: { ...ids, name } });
    return person;
  }

  /** A group of these people and the account. */
  makeGroup(
    name: string,
    people: readonly StandInPerson[],
    { addressing = 'lid', announce = false, ephemeralSeconds = 0 }: GroupSettings = {},
  ): string {
    this.#numbers += 1;
    const id = `120363${String(this.#numbers).padStart(12, '0')}@g.us`;
    const participants = [this.me, ...people].map((person, at) => ({
      id: person[addressing],
      isAdmin: at === 1,
    }));
    const createdAtSeconds = this.#seconds();
    this.#changeChat({
      ...{ id, name, addressing, announce, createdAtSeconds, participants, ephemeralSeconds },
    });
    return id;
  }

  /** Her direct chat with the account; others see it from its first message on. */
  direct(person: StandInPerson): string {
    return person.id;
  }

  chat(id: string): ChatFacts {
    const chat = this.#chats.get(id);
    if (!chat) {
      throw new Error('the stand-in has no such chat');
    }
    return chat;
  }

  person(id: string): StandInPerson | undefined {
    return this.#people.find(({ phone, lid }) => [phone, lid].includes(id));
  }

  /** What the servers answer to the question who this is; her phone only where she shows it. */
  lookUp(id: string): { lid: string; phone: string | null } | null {
    const person = this.person(id);
    return person
      ? { lid: person.lid, phone: this.#hidden.has(person.lid) ? null : person.phone }
      : null;
  }

  /** From now on nobody learns her phone from her hidden id, or the other way round. */
  hidePhone(person: StandInPerson): void {
    this.#hidden.add(person.lid);
  }

  /** From now on a deleted message keeps its id; else it takes the id of its deletion. */
  keepIdsOfDeleted(): void {
    this.#deletedKeepTheirId = true;
  }

  /** She, or the account from its phone, writes a message. */
  say(message: {
    chat: string;
    from: StandInPerson;
    text: string;
    quoted?: string | undefined;
    type?: 'chat' | 'image';
  }): string {
    const { chat, from, text, quoted, type = 'chat' } = message;
    this.#openDirect(chat, from);
    const id = `AC${randomBytes(15).toString('hex').toUpperCase()}`;
    const facts = { id, type, body: text, ...(quoted !== undefined && { quoted }) };
    this.#addMessage({ ...this.#describe(chat, from), ...facts });
    return id;
  }

  /** Takes in what the account sends from the page. The same id again changes nothing. */
  accept(message: Pick<MessageFacts, 'id' | 'chat' | 'quoted' | 'poll'> & { body?: string }): void {
    if (this.#messages.has(message.id)) {
      return;
    }
    const { id, chat, body = null, quoted, poll } = message;
    this.#openDirect(chat, this.me);
    this.#addMessage({
      ...this.#describe(chat, this.me),
      ...{ id, body, ack: 1, type: poll ? 'poll_creation' : 'chat', sentByPage: true },
      ...(quoted !== undefined && { quoted }),
      ...(poll && { poll }),
    });
  }

  edit(id: string, text: string): void {
    const message = this.#message(id);
    message.body = text;
    message.editedAtMs = this.#clock.now();
    this.#add({ kind: 'edit', id, body: text, atMs: message.editedAtMs });
  }

  remove(id: string): void {
    this.#message(id).deleted = true;
    const ownId = `3A${randomBytes(9).toString('hex').toUpperCase()}`;
    this.#add({ kind: 'deletion', id, deletionId: this.#deletedKeepTheirId ? id : ownId });
  }

  vote(poll: string, from: StandInPerson, options: readonly string[]): void {
    const message = this.#message(poll);
    const known = message.poll?.options ?? [];
    const chosen = options.map((option) => known.indexOf(option));
    if (chosen.includes(-1)) {
      throw new Error('the poll has no such option');
    }
    message.votes.set(this.#nameIn(message.chat, from), options);
    this.#add({ kind: 'vote', options: chosen, ...this.#deed(message, from) });
  }

  /** '' takes the reaction back. */
  react(id: string, from: StandInPerson, emoji: string): void {
    const message = this.#message(id);
    message.reactions.set(this.#nameIn(message.chat, from), emoji);
    this.#add({ kind: 'reaction', emoji, ...this.#deed(message, from) });
  }

  /** She comes into a group: by its link (`invite`), or because an admin adds her. */
  join(id: string, person: StandInPerson, how: 'add' | 'invite' = 'add'): void {
    const chat = this.chat(id);
    const participants = [...chat.participants, { id: person[chat.addressing], isAdmin: false }];
    this.#changeChat({ ...chat, participants });
    this.#notice(chat, person, how);
  }

  /** She leaves a group, or is taken out of it (`remove`). */
  leave(id: string, person: StandInPerson, how: 'leave' | 'remove' = 'leave'): void {
    const chat = this.chat(id);
    const participants = chat.participants.filter((one) => one.id !== person[chat.addressing]);
    this.#changeChat({ ...chat, participants });
    this.#notice(chat, person, how);
  }

  message(id: string): StandInMessage | undefined {
    return this.#messages.get(id);
  }

  /** All messages of a chat as they stand, oldest first. */
  messages(chat: string): readonly StandInMessage[] {
    return [...this.#messages.values()].filter((message) => message.chat === chat);
  }

  /** The account's reaction under a message; '' where there is none. */
  ownReaction(id: string): string {
    const { chat, reactions } = this.#message(id);
    return reactions.get(this.#nameIn(chat, this.me)) ?? '';
  }

  #message(id: string): Kept {
    const message = this.#messages.get(id);
    if (!message) {
      throw new Error('the stand-in has no such message');
    }
    return message;
  }

  #seconds(): number {
    return Math.floor(this.#clock.now() / 1000);
  }

  #add(news: News): void {
    this.updates.push({ at: this.updates.length, ...news });
    this.#onUpdate();
  }

  #addMessage(facts: MessageFacts): void {
    this.#messages.set(facts.id, { ...facts, votes: new Map(), reactions: new Map() });
    this.#add({ kind: 'message', message: facts });
  }

  #changeChat(chat: ChatFacts): void {
    this.#chats.set(chat.id, chat);
    this.#add({ kind: 'chat', chat });
  }

  #openDirect(id: string, from: StandInPerson): void {
    if (this.#chats.has(id)) {
      return;
    }
    const person = from === this.me ? this.person(id) : from;
    if (!person || id.endsWith('@g.us')) {
      throw new Error('the stand-in has no such chat');
    }
    const addressing = id === person.lid ? 'lid' : 'phone';
    const facts = {
      id,
      name: person.name,
      addressing,
      announce: false,
      ephemeralSeconds: 0,
    } as const;
    this.#changeChat({ ...facts, createdAtSeconds: this.#seconds(), participants: [] });
  }

  #nameIn(chat: string, person: StandInPerson): string {
    return person[this.chat(chat).addressing];
  }

  #describe(chat: string, from: StandInPerson) {
    const { ephemeralSeconds } = this.chat(chat);
    return {
      ...{ chat, fromMe: from === this.me, t: this.#seconds(), ack: 1, notifyName: from.name },
      author: chat.endsWith('@g.us') ? this.#nameIn(chat, from) : null,
      ...(ephemeralSeconds > 0 && { ephemeralSeconds }),
    };
  }

  #deed(message: Kept, from: StandInPerson) {
    return {
      id: `3A${randomBytes(9).toString('hex').toUpperCase()}`,
      ...{ message: message.id, chat: message.chat, fromMe: from === this.me },
      ...{ person: this.#nameIn(message.chat, from), atMs: this.#clock.now() },
    };
  }

  #notice(chat: ChatFacts, person: StandInPerson, subtype: 'add' | 'invite' | 'leave' | 'remove') {
    const id = randomBytes(10).toString('hex').toUpperCase();
    const recipients = [person[chat.addressing]];
    const facts = { id, type: 'gp2', subtype, recipients, body: null } as const;
    this.#addMessage({ ...this.#describe(chat.id, person), ...facts });
  }
}
