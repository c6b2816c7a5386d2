/**
 * What the channel contract works with: the people and servers at the other end of a channel, and one
 * scene in which they meet the bot. Each channel brings its own other side; the tests know only this.
 */
import type {
  Channel,
  Chat,
  ChatId,
  Event,
  MessageId,
  PersonId,
  PollMessage,
  Receipt,
  Sending,
} from '../../bot/types.ts';

/** Somebody at the other end. `ids`: both her ids, the one first that events carry. */
export interface Person {
  readonly ids: readonly [PersonId, PersonId];
  readonly name: string;
}

/** A message of the bot as the others in the chat see it. */
export interface SeenMessage {
  readonly id: MessageId;
  readonly text?: string;
  readonly poll?: { readonly question: string; readonly options: readonly string[] };
  readonly quoted?: MessageId;
}

/** What happens to the next send. `late` arrives when `letArrive` is called. */
export type SendFault = 'refused' | 'lost' | 'unconfirmed' | 'late';

/** The other end of a channel: the people, the servers, and the power switch of the bot's machine. */
export interface OtherSide {
  /** The channel as it is now; another one after `restart`. Not started. */
  channel(): Channel;
  now(): number;
  makePerson(name: string, identity: 'phone' | 'lid'): Promise<Person>;
  makeGroup(name: string, people: readonly Person[]): Promise<Chat>;
  /** Her direct chat with the bot. */
  direct(person: Person): Chat;
  say(chat: Chat, from: Person, text: string, quoted?: MessageId): Promise<MessageId>;
  edit(message: MessageId, text: string): Promise<void>;
  remove(message: MessageId): Promise<void>;
  vote(poll: MessageId, from: Person, options: readonly string[]): Promise<void>;
  react(message: MessageId, from: Person, emoji: string): Promise<void>;
  join(chat: Chat, person: Person): Promise<void>;
  leave(chat: Chat, person: Person): Promise<void>;
  /** What the bot has said in a chat, oldest first. */
  seen(chat: Chat): Promise<readonly SeenMessage[]>;
  /** The bot's reaction that stands under a message; '' where there is none. */
  seenReaction(message: MessageId): Promise<string>;
  failNextSend(fault: SendFault): Promise<void>;
  letArrive(): Promise<void>;
  /** The bot's machine is off at once and on again. The channel is not started. */
  restart(): Promise<void>;
  /** The channel loses its connection, and gets it back. */
  disconnect(): Promise<void>;
  reconnect(): Promise<void>;
  /** Resolves when all that can be handed over has been taken. */
  handedOver(): Promise<void>;
  /** Some time passes. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** A test that a channel cannot do, by its title, and why. */
export interface Skip {
  readonly test: string;
  readonly reason: string;
}

/** What the tests of the contract work with: the other side, and the bot's own memory of events. */
export interface Scene {
  readonly other: OtherSide;
  readonly amina: Person;
  readonly olena: Person;
  readonly group: Chat;
  readonly taken: Event[];
  /** Starts the channel; from then on `taken` fills. Counts the calls of `onReady`. */
  start(): Promise<void>;
  ready(): number;
  send(message: Sending['message'], chat?: Chat): Promise<Receipt>;
  find(message: Sending['message'], since?: number): ReturnType<Channel['findSent']>;
}

export type ContractTest = readonly [title: string, run: (scene: Scene) => Promise<void>];

/** A poll as the bot sends it. */
export const POLL: PollMessage = {
  kind: 'poll',
  question: 'Kommer I på tirsdag?',
  options: ['Ja', 'Måske', 'Nej'],
  multiple: false,
};

/** Amina and Olena in a group, and the bot connected to it. */
export async function openScene(other: OtherSide): Promise<Scene> {
  const amina = await other.makePerson('Amina', 'phone');
  const olena = await other.makePerson('Олена', 'lid');
  const group = await other.makeGroup('Tirsdagsgruppen', [amina, olena]);
  const taken: Event[] = [];
  let ready = 0;
  const start = (): Promise<void> =>
    other.channel().start(
      async (event) => {
        taken.push(event);
      },
      () => {
        ready += 1;
      },
    );
  await start();
  await other.handedOver();
  // The joins of the setting are not what a test looks at.
  taken.length = 0;
  ready = 0;
  const sending = (message: Sending['message'], chat: ChatId, claimedAt: number): Sending => ({
    key: `test:${message.kind}`,
    chat,
    message,
    claimedAt,
  });
  return {
    other,
    amina,
    olena,
    group,
    taken,
    start,
    ready: () => ready,
    send: (message, chat = group) => other.channel().send(sending(message, chat.id, other.now())),
    find: (message, since = other.now()) =>
      other.channel().findSent(sending(message, group.id, since)),
  };
}

/** The id of a send that must have been acknowledged. */
export function sentId(receipt: Receipt): MessageId {
  if (receipt.outcome !== 'sent') {
    throw new Error(`expected an acknowledged send, got ${receipt.outcome}`);
  }
  return receipt.messageId;
}
