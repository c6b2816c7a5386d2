/** The nouns of a channel: events, messages, the port. Part of `bot/types.ts`: import them from there. */

import type { ChatId, MessageId, PersonId } from './ids.ts';

export interface Chat {
  readonly id: ChatId;
  readonly kind: 'group' | 'direct';
}

interface Happened {
  readonly chat: Chat;
  /** Who did it, as the channel names her. */
  readonly from: PersonId;
  /** When it happened by the channel's clock. */
  readonly at: number;
}

export interface MessageEvent extends Happened {
  readonly kind: 'message';
  readonly messageId: MessageId;
  readonly text: string;
  /** The message that this one quotes. */
  readonly quoted?: MessageId;
  /** Present where the text is not the first: when it was last edited. `at` stays when it was sent. */
  readonly editedAt?: number;
}

export interface DeleteEvent extends Happened {
  readonly kind: 'delete';
  readonly messageId: MessageId;
}

export interface ReactionEvent extends Happened {
  readonly kind: 'reaction';
  /** The message reacted to. */
  readonly messageId: MessageId;
  /** Empty: the reaction was taken back. */
  readonly emoji: string;
}

export interface VoteEvent extends Happened {
  readonly kind: 'vote';
  /** The poll. */
  readonly messageId: MessageId;
  /** The texts of all options chosen now. Empty: the vote was withdrawn. */
  readonly options: readonly string[];
}

export interface JoinEvent extends Happened {
  readonly kind: 'join';
}

export interface LeaveEvent extends Happened {
  readonly kind: 'leave';
}

/** What happened in a chat. The bot's own doings are never events. */
export type Event = MessageEvent | DeleteEvent | ReactionEvent | VoteEvent | JoinEvent | LeaveEvent;

/** One person as a channel knows her: every id that it can tell, and the name she shows. */
export interface Identity {
  readonly ids: readonly PersonId[];
  readonly name?: string;
}

export interface TextMessage {
  readonly kind: 'text';
  readonly text: string;
  /** The message that this one answers. */
  readonly quoted?: MessageId;
}

export interface PollMessage {
  readonly kind: 'poll';
  readonly question: string;
  /** Unique texts, 2 to 12: WhatsApp's own limit. */
  readonly options: readonly string[];
  readonly multiple: boolean;
  /** The message that this one answers. */
  readonly quoted?: MessageId;
}

export interface ReactionMessage {
  readonly kind: 'reaction';
  readonly messageId: MessageId;
  /** Empty: takes the bot's reaction back. */
  readonly emoji: string;
}

/** What the bot can say. */
export type Outbound = TextMessage | PollMessage | ReactionMessage;

/**
 * What became of one send. `sent` is the server's own acknowledgement. `unknown`: it may have been
 * sent or not, so it must be looked for before anything is sent again. `failed`: certainly not sent;
 * `away` where only because the channel was not connected.
 */
export type Receipt =
  | { readonly outcome: 'sent'; readonly messageId: MessageId }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'failed'; readonly reason: string; readonly away?: true };

/** The answer to "is it there?". `unreadable`: the channel cannot tell now. */
export type Found =
  | { readonly outcome: 'found'; readonly messageId: MessageId }
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'unreadable' };

/** One message on its way out. */
export interface Sending {
  /** The outbox row's key: the same for every attempt at the same message. */
  readonly key: string;
  readonly chat: ChatId;
  readonly message: Outbound;
  /** When the first attempt was claimed: nothing older needs to be looked at by `findSent`. */
  readonly claimedAt: number;
}

/** Takes an event; resolves when it is on disk (or was there already). Never rejects. */
export type Receive = (event: Event) => Promise<void>;

/**
 * `stopped`: not started, or ended. `starting`: on its way for the first time. `linking`: waits for a
 * person to link the account. `connected`: reads and sends. `away`: was connected and is on its way
 * back by itself. `unlinked`: the account was logged out, and only a person can link it again.
 */
export type ChannelPhase = 'stopped' | 'starting' | 'linking' | 'connected' | 'away' | 'unlinked';

/** What does not work although the channel is connected. */
export type ChannelProblem =
  | 'page-unknown'
  | 'keys-unreadable'
  | 'chats-unreadable'
  | 'history-unreadable'
  | 'reactions-unheard'
  | 'votes-unheard'
  | 'votes-unreadable'
  | 'messages-unheard'
  | 'sends-unconfirmed';

/** How a channel stands, for people to see. Names nobody; `link` is a secret that is never kept. */
export interface ChannelState {
  readonly phase: ChannelPhase;
  /** Since when it is in this phase. */
  readonly sinceAt: number;
  /** What a person scans, or types on the account's phone, to link it; null where nothing is asked. */
  readonly link: { readonly kind: 'qr' | 'code'; readonly text: string } | null;
  readonly problems: readonly ChannelProblem[];
  /** The build of what it talks to, where it tells one. */
  readonly version: string | null;
  /** How often it has tried to come back since it was last connected. */
  readonly attempts: number;
}

/** How a person links the account. */
export interface LinkRequest {
  /** By a code that is typed on the phone with this number, digits only; without it by a QR code. */
  readonly phone?: string;
  /** Forgets the old session for good and begins with a new one. */
  readonly fresh?: true;
}

/** WhatsApp or a pretence of it. One contract suite runs on every channel. */
export interface Channel {
  readonly name: string;
  /** The longest time a send can be under way after the process that began it has died. */
  readonly inFlightMs: number;
  /** Connects and from then on hands over what happens. `onReady` comes after every (re)connection. */
  start(receive: Receive, onReady: () => void): Promise<void>;
  stop(): Promise<void>;
  /** Whether it can read and send now. */
  connected(): boolean;
  state(): ChannelState;
  /** Calls back after every change of the state; answers with how to stop that. */
  onState(listener: () => void): () => void;
  /** Begins to link the account anew; what to scan or type then stands in `state().link`. */
  link(request: LinkRequest): Promise<void>;
  /** The group chats the account is in. */
  chats(): Promise<readonly { readonly id: ChatId; readonly name: string }[]>;
  /** Everybody in a group chat but the bot. */
  participants(chat: ChatId): Promise<readonly Identity[]>;
  identify(person: PersonId): Promise<Identity>;
  /**
   * Everything that happened in a chat since an instant, as it stands now, oldest first: messages
   * (with their last edit), deletions, reactions, votes. Joins and leaves come by `participants`.
   */
  history(chat: Chat, sinceAt: number): Promise<readonly Event[]>;
  send(sending: Sending): Promise<Receipt>;
  findSent(sending: Sending): Promise<Found>;
}
