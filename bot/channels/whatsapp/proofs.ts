/**
 * What proves that a message of the account was sent: the server's acknowledgement, and the page's
 * own telling that the message exists. Fed by `hear.ts`, asked by `send.ts`. A return value of the
 * library proves nothing, so it does not count here.
 */
import type { Chat, MessageId } from '../../types.ts';
import { bareId, createBoundedMap } from './keys.ts';
import type { LibraryMessage } from './library.ts';
import type { OwnReaction } from './reactions.ts';
import { chatOf } from './read-message.ts';

const REMEMBERED = 500;

/** The server has it. */
export const AT_SERVER = 1;
/** The server refused it. */
export const REFUSED = -1;

/** A message that the page created for the account, in the chat as the page names it. */
export interface Created {
  readonly chat: Chat;
  readonly id: MessageId;
  readonly message: LibraryMessage;
}

export interface Proofs {
  created(message: LibraryMessage): void;
  acked(message: LibraryMessage, ack: number): void;
  reacted(target: MessageId, reaction: OwnReaction): void;
  /** What the page created from a moment on. */
  watch(): { created(): readonly Created[]; reaction(target: MessageId): OwnReaction | null };
  /** The best that was heard of a message: at the server stays at the server. */
  ackOf(id: MessageId): number | null;
  /** Looks at once and again whenever something is heard, for so long; null where it never is. */
  waitFor<T>(look: () => T | null, limitMs: number): Promise<T | null>;
}

/** Creates an empty memory of proofs; it lives as long as the process. */
export function createProofs(): Proofs {
  const acks = createBoundedMap<number>(REMEMBERED);
  const waiting = new Set<() => void>();
  let creations: (Created & { readonly order: number })[] = [];
  let reactions: { readonly order: number; target: MessageId; reaction: OwnReaction }[] = [];
  let order = 0;
  const tell = (): void => {
    for (const look of [...waiting]) {
      look();
    }
  };
  // By the message alone: a direct chat may be asked for by one id of hers and told by the other.
  const noteAck = (id: MessageId, ack: number): void => {
    const before = acks.get(id);
    if (before === undefined || before < AT_SERVER) {
      acks.set(id, ack);
    }
  };
  return {
    created(message) {
      const chat = chatOf(message);
      const id = bareId(message.id);
      if (message.fromMe && chat !== null && id !== null) {
        order += 1;
        creations = [...creations.slice(-REMEMBERED), { chat, id, message, order }];
        noteAck(id, message.ack ?? 0);
        tell();
      }
    },
    acked(message, ack) {
      const id = bareId(message.id);
      if (message.fromMe && id !== null) {
        noteAck(id, ack);
        tell();
      }
    },
    reacted(target, reaction) {
      order += 1;
      reactions = [...reactions.slice(-REMEMBERED), { target, reaction, order }];
      tell();
    },
    watch() {
      const from = order;
      return {
        created: () => creations.filter((one) => one.order > from),
        reaction: (target) =>
          reactions.findLast((one) => one.order > from && one.target === target)?.reaction ?? null,
      };
    },
    ackOf: (id) => acks.get(id) ?? null,
    waitFor: (look, limitMs) => waitFor(waiting, look, limitMs),
  };
}

function waitFor<T>(
  waiting: Set<() => void>,
  look: () => T | null,
  limitMs: number,
): Promise<T | null> {
  return new Promise((resolve) => {
    const end = (found: T | null): void => {
      clearTimeout(timer);
      waiting.delete(lookAgain);
      resolve(found);
    };
    const lookAgain = (): void => {
      const found = look();
      if (found !== null) {
        end(found);
      }
    };
    const timer = setTimeout(() => end(look()), limitMs);
    waiting.add(lookAgain);
    lookAgain();
  });
}
