/** What goes over the line between the stand-in's servers and its page. Ids are plain texts. */

/** Where a message key of the page has its text: WhatsApp Web renamed it in July 2026. */
export type KeyKind = '_serialized' | '$1';

/** How a chat names its people: by their hidden ids (as groups do since 2025) or by their phones. */
export type Addressing = 'lid' | 'phone';

export interface PollFacts {
  readonly question: string;
  readonly options: readonly string[];
  readonly multiple: boolean;
  /** 32 bytes. */
  readonly secret: readonly number[];
}

export interface ChatFacts {
  readonly id: string;
  readonly name: string;
  readonly addressing: Addressing;
  /** Only admins may write. */
  readonly announce: boolean;
  readonly createdAtSeconds: number;
  readonly participants: readonly { readonly id: string; readonly isAdmin: boolean }[];
  /** How long messages last, in seconds; 0: for ever. */
  readonly ephemeralSeconds: number;
}

export interface MessageFacts {
  readonly id: string;
  readonly chat: string;
  readonly fromMe: boolean;
  /** Sent by the page, and not by the account's phone: no news for the page. */
  readonly sentByPage?: true;
  /** Who wrote it; null in direct chats. */
  readonly author: string | null;
  readonly type: 'chat' | 'image' | 'poll_creation' | 'gp2' | 'revoked';
  /** Of a notice (`gp2`): what happened, and to whom. */
  readonly subtype?: 'add' | 'invite' | 'remove' | 'leave';
  readonly recipients?: readonly string[];
  readonly body: string | null;
  /** Epoch seconds. */
  readonly t: number;
  readonly ack: number;
  readonly notifyName?: string;
  readonly quoted?: string;
  readonly poll?: PollFacts;
  readonly ephemeralSeconds?: number;
}

/** What somebody does to a message. `person` as the chat names her. */
interface Deed {
  readonly id: string;
  readonly message: string;
  readonly chat: string;
  readonly fromMe: boolean;
  readonly person: string;
  readonly atMs: number;
}

export interface PersonFacts {
  readonly phone: string;
  readonly lid: string;
  readonly name: string;
}

/** What happened, in the order in which the account's devices are told. `at`: its place, from 0. */
export type Update = { readonly at: number } & (
  | { readonly kind: 'person'; readonly person: PersonFacts }
  | { readonly kind: 'chat'; readonly chat: ChatFacts }
  | { readonly kind: 'message'; readonly message: MessageFacts }
  | { readonly kind: 'edit'; readonly id: string; readonly body: string; readonly atMs: number }
  | { readonly kind: 'deletion'; readonly id: string; readonly deletionId: string }
  | ({ readonly kind: 'vote'; readonly options: readonly number[] } & Deed)
  | ({ readonly kind: 'reaction'; readonly emoji: string } & Deed)
);

/** An update before it has its place. */
export type News = Update extends infer One
  ? One extends Update
    ? Omit<One, 'at'>
    : never
  : never;

/** What happens to one send. */
export type SendFault =
  /** The servers refuse it: it gets the acknowledgement −1. */
  | 'refused'
  /** It never reaches the servers and stays without acknowledgement. */
  | 'lost'
  /** It reaches the servers; the page learns nothing of it until `confirm`, or its next start. */
  | 'unconfirmed'
  /** The servers have it only from `letArrive` on. */
  | 'late'
  /** It is sent and acknowledged, but the library's call answers nothing. */
  | 'unanswered'
  /** The page is told of a network error; the servers have nothing. */
  | 'network error'
  /** The page loads itself anew when the servers have it, or before they do. */
  | 'reload after'
  | 'reload before';

/** `number` tells two of the same from each other. */
export interface NextSend {
  readonly number: number;
  readonly fault: SendFault;
}

/** What is wrong with a page as long as it is said so. */
export interface PageFaults {
  /** `silent`: has synced before the library listens. `held`: not before `sync`. */
  readonly sync: 'heard' | 'silent' | 'held';
  /** Everything is stored without any event. */
  readonly loseEvents: boolean;
  /** Messages, votes and reactions are told twice. */
  readonly repeatEvents: boolean;
  /** Votes are stored past the function in which the library hears of them. */
  readonly hideVotes: boolean;
  readonly iframesAtStart: number;
  /** Modules by name: their new name, or null where there is none any more. */
  readonly modules: Readonly<Record<string, string | null>>;
  readonly nextSends: readonly NextSend[];
}

/** What the servers tell one page beside updates. */
export type Control =
  | { readonly kind: 'faults'; readonly values: PageFaults }
  | { readonly kind: 'clock'; readonly aheadMs: number }
  | { readonly kind: 'ack'; readonly id: string; readonly ack: number }
  | { readonly kind: 'state'; readonly state: string }
  | { readonly kind: 'sync'; readonly hasSynced: boolean }
  | { readonly kind: 'ref'; readonly ref: string }
  | { readonly kind: 'linked'; readonly session: string }
  | { readonly kind: 'iframes'; readonly count: number }
  | { readonly kind: 'reload' }
  | { readonly kind: 'logout'; readonly by: 'command' | 'address' }
  | { readonly kind: 'update'; readonly update: Update };
