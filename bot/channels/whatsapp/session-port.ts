/**
 * The linked account in its browser, as the message side sees it. What it asks of WhatsApp goes through
 * `run`, which either answers in time or says that the session broke off.
 */

import type { ChannelState, LinkRequest } from '../../types.ts';
import type { LibraryClient } from './library.ts';
import type { Report } from './standing.ts';

export interface SessionHooks {
  /** Called for every new client before it begins: add the listeners here. */
  attach(client: LibraryClient): void;
  /** After every (re)connection, once each. */
  onReady(): void;
  /** After any change of `state()`. */
  onState(): void;
  /** Nothing has helped for hours: a supervisor may start the whole process anew. */
  onHopeless?(): void;
}

/** The linked account in its browser, which comes back by itself. */
export interface Session {
  /**
   * Begins; does not wait until it is connected.
   * @throws BadInput where there is no Chromium, or another one uses the profile
   */
  start(): Promise<void>;
  /** Closes the browser, within `destroyMs` and a little. */
  stop(): Promise<void>;
  state(): ChannelState;
  connected(): boolean;
  /** Begins to link anew; connected and not to be `fresh` there is nothing to do. */
  link(request: LinkRequest): Promise<void>;
  /**
   * One call to the library, `limitMs` long at most (`callMs` unless told).
   * @throws SessionLost where the session is not there or breaks off meanwhile (`begun` tells whether
   *   the call may have had an effect), else what the page itself threw
   */
  run<T>(what: string, call: (client: LibraryClient) => Promise<T>, limitMs?: number): Promise<T>;
  report(kind: Report): void;
}
