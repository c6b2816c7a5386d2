/**
 * Run inside the page: what of WhatsApp Web and of the library's work is there and fits. Passed to
 * `evaluate`: nothing from outside may be used. Reads only, and sends nothing.
 */

interface ChatLike {
  readonly id: { readonly _serialized: string; readonly server?: string };
  readonly msgs?: { getModelsArray(): unknown[] };
}

interface KeyLike {
  readonly _serialized?: string;
  readonly id?: string;
}

declare const window: {
  require(name: string): unknown;
  readonly onAddMessageEvent?: unknown;
  readonly WWebJS?: {
    readonly getMessageModel?: (model: unknown) => unknown;
    readonly getChat?: (id: string, options?: { getAsModel: boolean }) => Promise<ChatLike | null>;
    readonly sendMessage?: unknown;
  };
  readonly holdepunkt?: {
    readonly listening?: boolean;
    readonly votesHooked?: boolean;
    readonly reactionsHooked?: boolean;
  };
};

export interface Examination {
  readonly pageKnown: boolean;
  readonly keysReadable: boolean;
  readonly votesHeard: boolean;
  readonly reactionsHeard: boolean;
  readonly votesReadable: boolean;
}

/** What can be seen without asking WhatsApp's servers. Never throws. */
export function examinePage(): Examination {
  const passes = (check: () => boolean): boolean => {
    try {
      return check();
    } catch {
      return false;
    }
  };
  const part = (name: string, key: string): Record<string, unknown> | undefined =>
    (window.require(name) as Record<string, Record<string, unknown> | undefined>)[key];
  return {
    pageKnown: passes(() => {
      const library = window.WWebJS;
      return (
        typeof library?.getMessageModel === 'function' &&
        typeof library.getChat === 'function' &&
        typeof library.sendMessage === 'function' &&
        typeof window.onAddMessageEvent === 'function' &&
        window.holdepunkt?.listening === true &&
        part('WAWebCollections', 'Msg') !== undefined &&
        part('WAWebCollections', 'Chat') !== undefined
      );
    }),
    keysReadable: passes(() => {
      const keys = window.require('WAWebMsgKey') as { fromString?(text: string): KeyLike };
      const models = part('WAWebCollections', 'Msg') as
        | { getModelsArray?(): { readonly id: KeyLike }[] }
        | undefined;
      const key = keys.fromString?.('false_1@c.us_ABC') ?? models?.getModelsArray?.()[0]?.id;
      return key === undefined || (key._serialized ?? '').endsWith(key.id ?? '?');
    }),
    votesHeard: passes(
      () =>
        window.holdepunkt?.votesHooked === true &&
        typeof part('WAWebAddonPollVoteTableMode', 'pollVoteTableMode')?.['bulkUpsert'] ===
          'function',
    ),
    reactionsHeard: passes(
      () =>
        window.holdepunkt?.reactionsHooked === true &&
        typeof part('WAWebAddonReactionTableMode', 'reactionTableMode')?.['bulkUpsert'] ===
          'function',
    ),
    votesReadable: passes(() => {
      const schema = window.require('WAWebPollsVotesSchema') as {
        getTable?(): { readonly equals?: unknown };
      };
      return typeof schema.getTable?.().equals === 'function';
    }),
  };
}

/** Up to three chats to try, groups first. */
export function pickChats(): string[] {
  const { Chat } = window.require('WAWebCollections') as {
    Chat: { getModelsArray(): ChatLike[] };
  };
  const ids = Chat.getModelsArray().map(({ id }) => id._serialized);
  return [
    ...ids.filter((id) => id.endsWith('@g.us')),
    ...ids.filter((id) => /@(?:c\.us|lid)$/.test(id)),
  ].slice(0, 3);
}

/** Whether the chat can be told of as the library tells of it. */
export async function readChat(id: string): Promise<boolean> {
  return Boolean(await window.WWebJS?.getChat?.(id));
}

/** Whether the chat's latest message can be read, and earlier ones could be loaded. */
export async function readLatest(id: string): Promise<boolean> {
  const loader = window.require('WAWebChatLoadMessages') as { readonly loadEarlierMsgs?: unknown };
  const chat = await window.WWebJS?.getChat?.(id, { getAsModel: false });
  const latest = chat?.msgs?.getModelsArray().at(-1);
  if (!chat?.msgs || typeof loader.loadEarlierMsgs !== 'function') {
    return false;
  }
  return latest === undefined || Boolean(window.WWebJS?.getMessageModel?.(latest));
}
