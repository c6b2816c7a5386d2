/**
 * Loads only those parts of whatsapp-web.js that are used: the whole takes twice as long and 6 MiB
 * more. The one place where its classes get types. Nobody else may load it, or Puppeteer.
 */

import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type { Browser, Page, PuppeteerNode } from 'puppeteer';
import type { LibraryChat, LibraryClient, LibraryPoll } from './library.ts';

const load = createRequire(import.meta.url);

export interface ClientOptions {
  readonly webVersionCache: { readonly type: 'none' };
  readonly authTimeoutMs: number;
  readonly userAgent: false;
  readonly pairWithPhoneNumber?: {
    readonly phoneNumber: string;
    readonly showNotification: boolean;
    readonly intervalMs: number;
  };
}

/** The library's client with the parts that a subclass may replace. */
export type LibraryClientInside = Omit<LibraryClient, 'on' | 'pupPage'> &
  EventEmitter & {
    pupBrowser: Browser | null;
    pupPage: Page | null;
    inject(): Promise<void>;
    initialize(): Promise<void>;
    attachEventListeners(): Promise<void>;
    requestPairingCode(phone: string, notify?: boolean, everyMs?: number): Promise<unknown>;
    destroy(): Promise<void>;
    setAutoDownloadAudio(on: boolean): Promise<unknown>;
    setAutoDownloadDocuments(on: boolean): Promise<unknown>;
    setAutoDownloadPhotos(on: boolean): Promise<unknown>;
    setAutoDownloadVideos(on: boolean): Promise<unknown>;
  };

const clientPath = load.resolve('whatsapp-web.js/src/Client.js');

export const Client = load(clientPath) as new (options: ClientOptions) => LibraryClientInside;

/** The library's own browser driver, in the version that it was made for. */
export const puppeteer = createRequire(clientPath)('puppeteer') as Pick<PuppeteerNode, 'launch'>;

const Poll = load('whatsapp-web.js/src/structures/Poll.js') as new (
  question: string,
  options: readonly string[],
  settings: { readonly allowMultipleAnswers: boolean; readonly messageSecret?: readonly number[] },
) => LibraryPoll;

const Chat = load('whatsapp-web.js/src/structures/Chat.js') as new (
  client: LibraryClient,
  told: { readonly id: { readonly _serialized: string } },
) => LibraryChat;

/** A chat of which nothing is known but its id: enough to fetch its messages. */
export function createBareChat(client: LibraryClient, id: string): LibraryChat {
  return new Chat(client, { id: { _serialized: id } });
}

/** A poll for `sendMessage`; with a secret (32 numbers) of one's own it can be known again. */
export function createPoll(poll: {
  readonly question: string;
  readonly options: readonly string[];
  readonly multiple: boolean;
  readonly secret?: readonly number[];
}): LibraryPoll {
  return new Poll(poll.question, poll.options, {
    allowMultipleAnswers: poll.multiple,
    ...(poll.secret ? { messageSecret: poll.secret } : {}),
  });
}
