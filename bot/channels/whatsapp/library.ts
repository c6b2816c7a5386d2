/**
 * whatsapp-web.js 1.34.7 as it truly is, and only what is used of it: its own types promise more than
 * arrives. Everything in this folder goes by these. Types only.
 */

import type { Page } from 'puppeteer';

/** A chat's or a person's id. */
export interface Wid {
  readonly _serialized: string;
  readonly server?: string;
  readonly user?: string;
}

export type WidLike = string | Wid;

/** A message's key. Newer builds of WhatsApp Web have the whole as `$1`, and some pages as neither. */
export interface MessageKey {
  readonly fromMe: boolean;
  readonly remote: WidLike;
  readonly id: string;
  readonly participant?: WidLike | null;
  readonly _serialized?: string;
  readonly $1?: string;
}

export interface LibraryPollOption {
  readonly name: string;
  readonly localId: number;
}

/** What the page itself says of a message; more than is listed here. */
export interface RawMessage {
  readonly id: MessageKey;
  readonly quotedStanzaID?: string;
  readonly notifyName?: string;
  readonly latestEditSenderTimestampMs?: number;
  readonly author?: WidLike | null;
  readonly from?: WidLike | null;
  readonly to?: WidLike | null;
  readonly type?: string;
  readonly subtype?: string;
  readonly t?: number;
  readonly messageSecret?: Readonly<Record<string, number>> | null;
  readonly [other: string]: unknown;
}

export interface LibraryMessage {
  readonly id: MessageKey;
  /** −1 refused, 0 not yet at the server, 1 at the server, 2 delivered, 3 read, 4 played. */
  readonly ack?: number;
  readonly body: string;
  readonly type: string;
  /** Seconds. */
  readonly timestamp: number;
  readonly from: string;
  readonly to: string;
  /** The sender in groups; a `@lid` in most. */
  readonly author?: string;
  readonly fromMe: boolean;
  readonly hasMedia: boolean;
  readonly hasQuotedMsg: boolean;
  readonly hasReaction: boolean;
  readonly isStatus?: boolean;
  readonly broadcast?: boolean;
  readonly latestEditSenderTimestampMs?: number;
  readonly protocolMessageKey?: MessageKey;
  readonly pollName?: string;
  readonly pollOptions?: readonly LibraryPollOption[];
  readonly allowMultipleAnswers?: boolean;
  /** 32 numbers; empty where the page has none. */
  readonly messageSecret?: readonly number[];
  readonly rawData: RawMessage;
  getReactions(): Promise<readonly LibraryReactionList[] | undefined>;
  getQuotedMessage(): Promise<LibraryMessage | undefined>;
}

export interface LibraryReaction {
  readonly id: MessageKey;
  readonly msgId: MessageKey;
  /** Empty: taken back. */
  readonly reaction: string;
  readonly senderId: string;
  /** Seconds, with a fraction where it was heard live. */
  readonly timestamp: number;
}

export interface LibraryReactionList {
  readonly aggregateEmoji: string;
  readonly hasReactionByMe: boolean;
  readonly senders: readonly LibraryReaction[];
}

export interface LibraryVote {
  /** A Wid in an event, a string from the table. */
  readonly voter: WidLike;
  /** Empty: withdrawn. A name is missing where the page does not have the poll. */
  readonly selectedOptions: readonly { readonly name?: string; readonly localId: number }[];
  /** Epoch milliseconds. The library's own spelling. */
  readonly interractedAtTs: number;
  readonly parentMsgKey: MessageKey | string;
}

/** Somebody joined, left, or was made an admin. */
export interface LibraryNotification {
  readonly id: MessageKey;
  readonly chatId: string;
  readonly author?: WidLike;
  readonly recipientIds: readonly WidLike[];
  readonly type: string;
  /** Seconds. */
  readonly timestamp: number;
}

export interface LibraryParticipant {
  readonly id: WidLike;
  readonly isAdmin: boolean;
  readonly isSuperAdmin: boolean;
}

export interface LibraryChat {
  readonly id: Wid;
  readonly name?: string;
  readonly isGroup: boolean;
  /** Only admins may write. */
  readonly isReadOnly?: boolean;
  /** Groups only. */
  readonly participants?: readonly LibraryParticipant[];
  readonly lastMessage?: LibraryMessage;
  fetchMessages(options: {
    readonly limit?: number;
    readonly fromMe?: boolean;
  }): Promise<readonly LibraryMessage[]>;
  sendStateTyping(): Promise<boolean>;
  clearState(): Promise<boolean>;
}

export interface LibraryContact {
  readonly id: WidLike;
  readonly pushname?: string;
  readonly name?: string;
  readonly isMe?: boolean;
}

/** A poll to be sent, made by `createPoll`: the library knows it by its class. */
export interface LibraryPoll {
  readonly pollName: string;
}

export interface SendOptions {
  readonly linkPreview?: boolean;
  readonly sendSeen?: boolean;
  readonly quotedMessageId?: string;
  readonly waitUntilMsgSent?: boolean;
}

/** The page: `evaluate` runs a function in it. Arguments and answers are copies, by JSON. */
export type LibraryPage = Pick<Page, 'evaluate'>;

/** What the library tells, by the names of its events. */
export interface LibraryEvents {
  readonly message_create: [message: LibraryMessage];
  readonly message_edit: [message: LibraryMessage, now: string, before: string];
  readonly message_revoke_everyone: [after: LibraryMessage, before?: LibraryMessage];
  readonly message_ack: [message: LibraryMessage, ack: number];
  readonly message_reaction: [reaction: LibraryReaction];
  readonly message_ciphertext: [message: LibraryMessage];
  readonly message_ciphertext_failed: [message: LibraryMessage];
  readonly vote_update: [vote: LibraryVote];
  readonly group_join: [notification: LibraryNotification];
  readonly group_leave: [notification: LibraryNotification];
  readonly group_update: [notification: LibraryNotification];
  readonly group_admin_changed: [notification: LibraryNotification];
  readonly group_membership_request: [notification: LibraryNotification];
  readonly contact_changed: [
    message: LibraryMessage,
    oldId: WidLike,
    newId: WidLike,
    isContact: boolean,
  ];
}

/** One browser with one page: never used again once it is lost. */
export interface LibraryClient {
  /** Present from `ready` on. `wid` is the account's own id, by phone where that is known. */
  readonly info?: { readonly wid: Wid };
  readonly pupPage: LibraryPage | null;
  on<Name extends keyof LibraryEvents>(
    name: Name,
    listener: (...told: LibraryEvents[Name]) => void,
  ): unknown;
  getState(): Promise<string | null>;
  resetState(): Promise<void>;
  getWWebVersion(): Promise<string>;
  getChats(): Promise<readonly LibraryChat[]>;
  /** Undefined where there is no such chat; a stranger's direct chat may be made by asking. */
  getChatById(id: string): Promise<LibraryChat | undefined>;
  getContactById(id: string): Promise<LibraryContact>;
  /** Null where there is none; throws for an id that is not of the serialised form. */
  getMessageById(id: string): Promise<LibraryMessage | null>;
  getContactLidAndPhone(
    ids: readonly string[],
  ): Promise<readonly { readonly lid?: string; readonly pn?: string }[]>;
  getNumberId(id: string): Promise<Wid | null>;
  getPollVotes(id: string): Promise<readonly LibraryVote[]>;
  syncHistory(chatId: string): Promise<boolean>;
  /** Undefined proves nothing: the message may have been sent. */
  sendMessage(
    chatId: string,
    content: string | LibraryPoll,
    options: SendOptions,
  ): Promise<LibraryMessage | undefined>;
  sendReaction(messageId: string, emoji: string): Promise<void>;
}
