/**
 * A whole pretend WhatsApp: people, chats, a pretend clock and faults on demand, in a store of its
 * own as WhatsApp has its servers. Opened by main and by tests; nothing here remembers anything
 * outside the store, so that closing and opening it again changes nothing.
 */
import { BadInput } from '../../bad-input.ts';
import type { Channel, Chat, ChatId, Clock, MessageId, PersonId } from '../../types.ts';
import { connect } from './connection.ts';
import { hasHeld, releaseHeld } from './delivery.ts';
import * as fault from './faults.ts';
import { newName } from './names.ts';
import * as people from './people.ts';
import { addDuration, readNow, writeNow } from './pretend-time.ts';
import { listMessages, type SimulatedMessage } from './reading.ts';
import { arrive, nextArrivalAt } from './sending.ts';
import { openStore, type Store } from './store.ts';
import * as talk from './talk.ts';

/** A person as the onlooker knows her. `phone` is the id by which the office registers her. */
export interface SimulatedPerson {
  readonly id: string;
  readonly name: string;
  readonly phone: PersonId;
  readonly lid: PersonId;
}

/** The pretend WhatsApp. What a function has done is on disk when it returns. */
export interface Simulator {
  readonly channel: Channel;
  /** Stands still until `moveTo`. */
  readonly clock: Clock;

  /** A fresh id such as `g-k7m2xa` for the prefix `g`. */
  newName(prefix: string): string;
  createPerson(person: people.NewPerson): SimulatedPerson;
  /** Undoes `createPerson` for somebody who has not done anything yet. */
  removePerson(id: string): void;
  createChat(chat: people.NewChat): ChatId;
  /** Undoes `createChat` for a chat in which nothing has happened yet. */
  removeChat(id: string): void;
  chats(): readonly { readonly id: ChatId; readonly name: string }[];
  /** Everybody there is but the bot. */
  everybody(): readonly SimulatedPerson[];
  /** Everybody in a chat but the bot. @throws NotFound */
  people(chat: string): readonly SimulatedPerson[];
  /** Her direct chat with the bot. @throws NotFound */
  direct(person: string): Chat;

  join(chat: string, person: string): void;
  leave(chat: string, person: string): void;
  say(saying: talk.Saying): MessageId;
  /** Edits as the author. */
  edit(message: string, text: string): void;
  /** Deletes for everybody, as the author. */
  remove(message: string): void;
  vote(vote: talk.Vote): void;
  react(reaction: talk.Reacting): void;
  /** The messages of a chat with a `seq` above `since`, as they stand now. @throws NotFound */
  messages(chat: string, since?: number): readonly SimulatedMessage[];

  /** Sets faults and answers with those that stand; nothing named (or `clear`) clears. @throws BadInput */
  faults(wanted: Readonly<Record<string, unknown>>): fault.Faults;
  /** The faults standing now. */
  standingFaults(): fault.Faults;

  /** The next instant at which something happens by itself; null where nothing will. */
  nextAt(): number | null;
  /** The instant an ISO duration from now; days are calendar days in Copenhagen. @throws BadInput */
  after(duration: unknown, field: string): number;
  /** Moves the pretend clock; what is due on the way happens at its time. @throws BadInput if backwards. */
  moveTo(at: number): void;
  /** Resolves when the bot has taken all that was said; what is held to be shuffled is let go. */
  delivered(): Promise<void>;
  /** Calls back after every change. Answers with how to stop that. */
  onChange(listener: () => void): () => void;
  /** Ends at once, as when the machine stops: an event not yet taken comes again at the next start. */
  close(): void;
}

/** Opens the pretend WhatsApp in `file`; the first time its clock shows `startAt`. */
export function openSimulator(from: { file: string; startAt: number }): Simulator {
  const store = openStore(from.file, from.startAt);
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) {
      listener();
    }
  };
  const connection = connect(store, changed);
  const act = <T>(work: () => T): T => {
    const wasAway = fault.isAway(store);
    const result = store.write(work);
    changed();
    if (wasAway && !fault.isAway(store)) {
      connection.reconnected();
    }
    connection.wake();
    return result;
  };
  return {
    ...createInside(store, act),
    channel: connection.channel,
    clock: { now: () => readNow(store) },
    delivered: async () => {
      if (hasHeld(store)) {
        act(() => releaseHeld(store));
      }
      await connection.idle();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      connection.drop();
      listeners.clear();
      store.close();
    },
  };
}

type Act = <T>(work: () => T) => T;
type Inside = Omit<Simulator, 'channel' | 'clock' | 'delivered' | 'onChange' | 'close'>;

function createInside(store: Store, act: Act): Inside {
  return {
    newName,
    createPerson: (person) => act(() => people.createPerson(store, person)),
    removePerson: (id) => act(() => people.removePerson(store, id)),
    createChat: (chat) => act(() => people.createChat(store, chat).id),
    removeChat: (id) => act(() => people.removeChat(store, id)),
    chats: () => people.listGroupChats(store),
    everybody: () => people.listEverybody(store),
    people: (chat) => people.listPeople(store, people.requireChat(store, chat)),
    direct: (person) => people.directChat(people.requirePerson(store, person)),
    join: (chat, person) => act(() => people.join(store, chat, person)),
    leave: (chat, person) => act(() => people.leave(store, chat, person)),
    say: (saying) => act(() => talk.say(store, saying)),
    edit: (message, text) => act(() => talk.edit(store, message, text)),
    remove: (message) => act(() => talk.remove(store, message)),
    vote: (vote) => act(() => talk.vote(store, vote)),
    react: (reaction) => act(() => talk.react(store, reaction)),
    messages: (chat, since = 0) => listMessages(store, people.requireChat(store, chat), since),
    faults: (wanted) => act(() => setFaults(store, wanted)),
    standingFaults: () => fault.readFaults(store),
    nextAt: () => nextAt(store),
    after: (duration, field) => addDuration(readNow(store), duration, field),
    moveTo: (at) => act(() => moveTo(store, at)),
  };
}

function setFaults(store: Store, wanted: Readonly<Record<string, unknown>>): fault.Faults {
  const faults = fault.setFaults(store, wanted);
  if (faults.shuffle === undefined) {
    releaseHeld(store);
  }
  return faults;
}

function nextAt(store: Store): number | null {
  const times = [nextArrivalAt(store), fault.readAwayUntil(store)].filter((at) => at !== null);
  return times.length === 0 ? null : Math.min(...times);
}

function moveTo(store: Store, at: number): void {
  if (!Number.isSafeInteger(at) || at < readNow(store)) {
    throw new BadInput(
      'The pretend clock only moves forward; name an instant after the one in now.',
    );
  }
  for (let next = nextAt(store); next !== null && next <= at; next = nextAt(store)) {
    writeNow(store, Math.max(next, readNow(store)));
    arrive(store);
    const until = fault.readAwayUntil(store);
    if (until !== null && until <= readNow(store)) {
      fault.comeBack(store);
    }
  }
  writeNow(store, at);
  releaseHeld(store);
}
