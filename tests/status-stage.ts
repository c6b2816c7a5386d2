/**
 * The web side with the status page over real HTTP, on a source that the test feeds by hand: it says how
 * the channel stands and hears what the page asks for. Used by the tests of the status page.
 */

import { join } from 'node:path';
import { createLog } from '../bot/log.ts';
import { loadOfficeWords } from '../bot/office-words.ts';
import { loadSay } from '../bot/say.ts';
import type { ChannelState, LinkRequest } from '../bot/types.ts';
import { createWebApp, listen, stopListening } from '../web/app.ts';
import type { OutboxCounts, StatusSource } from '../web/status/source.ts';

const LOCALES = join(import.meta.dirname, '..', 'locales');
export const words = loadOfficeWords(LOCALES);
export const say = loadSay(LOCALES);

/** A Monday in winter time: 9.30 in Copenhagen. */
export const NOW = Date.parse('2026-11-02T08:30:00Z');

/** 8.14 in Copenhagen on the same day. */
export const EARLIER = Date.parse('2026-11-02T07:14:00Z');

/** As long as what WhatsApp shows: 239 characters. */
export const QR_TEXT = `2@${'Ab3/'.repeat(29)},${'xY+9'.repeat(11)}=,${'Qw7z'.repeat(11)}=,${'k'.repeat(26)}==`;

export const CONNECTED: ChannelState = {
  phase: 'connected',
  sinceAt: EARLIER,
  link: null,
  problems: [],
  version: '2.3000.1042401057',
  attempts: 0,
};

export interface Stage {
  readonly port: number;
  readonly url: string;
  /** What the page asked for, in order. */
  readonly asked: LinkRequest[];
  /** Changes how the channel stands, and tells the page. */
  change(state: Partial<ChannelState>): void;
  count(counts: Partial<OutboxCounts>): void;
  /** What becomes of the next requests to link. */
  answerLink(answer: () => Promise<void>): void;
  close(): Promise<void>;
}

/** Starts it, connected, on a free port; `host` is where it listens. */
export async function startStage(host = '127.0.0.1'): Promise<Stage> {
  let state = CONNECTED;
  let counts: OutboxCounts = { queued: 0, held: 0, failed: 0, sentToday: 0 };
  let answer = async (): Promise<void> => undefined;
  const asked: LinkRequest[] = [];
  const listeners = new Set<() => void>();
  const source: StatusSource = {
    name: 'whatsapp',
    state: () => state,
    outbox: () => counts,
    link: (request) => {
      asked.push(request);
      return answer();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clock: { now: () => NOW },
    startedAt: NOW - (26 * 60 + 5) * 60_000,
  };
  const app = createWebApp({
    ...{ status: source, words, say },
    log: createLog('silent'),
  });
  const { server, port } = await listen(app, { host, port: 0 });
  const tell = (): void => {
    for (const listener of listeners) {
      listener();
    }
  };
  return {
    port,
    url: `http://localhost:${port}`,
    asked,
    change: (changed) => {
      state = { ...state, ...changed };
      tell();
    },
    count: (changed) => {
      counts = { ...counts, ...changed };
      tell();
    },
    answerLink: (next) => {
      answer = next;
    },
    close: () => stopListening(server),
  };
}

/** The page's words as they are read, without its markup. */
export function textOf(markup: string): string {
  return markup
    .replace(/<head>[\s\S]*<\/head>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');
}
