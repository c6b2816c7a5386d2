/** The session's front: what the rest of this folder imports of it. */

import { BrowserSession } from './browser-session.ts';
import type { Session, SessionHooks } from './session-port.ts';
import type { WhatsAppSettings } from './settings.ts';

export type { Session, SessionHooks } from './session-port.ts';
export type { Report } from './standing.ts';

/** Creates the session; nothing runs before `start`. */
export function createSession(settings: WhatsAppSettings, hooks: SessionHooks): Session {
  return new BrowserSession(settings, hooks);
}
