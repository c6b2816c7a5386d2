/**
 * Reads the reactions under messages inside the page: the library rounds their times to seconds, and
 * in which order two things happened can hang on less. Sent there as text: uses nothing from outside.
 */
import type { WidLike } from './library.ts';

/** A reaction that stands, as the page has it. */
export interface PageReaction {
  readonly id: string | null;
  readonly fromMe: boolean;
  readonly sender: WidLike | null;
  readonly emoji: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

interface PageSender {
  readonly msgKey?: { readonly id?: string; readonly fromMe?: boolean } | null;
  readonly senderUserJid?: WidLike | null;
  readonly reactionText?: string | null;
  readonly timestamp?: number | null;
}

interface PageWithReactions {
  require(name: 'WAWebCollections'): {
    Reactions?: {
      find?(id: string): Promise<{
        reactions?: { serialize(): readonly { senders?: readonly PageSender[] }[] };
      } | null>;
    };
  };
}

/**
 * The reactions under a message, by its whole key as text; null where this build shows none of any
 * message. @throws where the page cannot tell
 */
export async function readReactions(message: string): Promise<PageReaction[] | null> {
  const page = globalThis as unknown as PageWithReactions;
  const { Reactions } = page.require('WAWebCollections');
  if (typeof Reactions?.find !== 'function') {
    return null;
  }
  const found = await Reactions.find(message);
  return (found?.reactions?.serialize() ?? []).flatMap(({ senders }) =>
    (senders ?? []).map((sender) => ({
      id: sender.msgKey?.id ?? null,
      fromMe: sender.msgKey?.fromMe === true,
      sender: sender.senderUserJid ?? null,
      emoji: sender.reactionText ?? '',
      at: sender.timestamp ?? 0,
    })),
  );
}
