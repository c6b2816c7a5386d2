/**
 * Run inside the page while it opens: how far it has come. SafeClient passes these to `evaluate`, so
 * they may use nothing but what is in them and in the page.
 */

interface SocketModel {
  readonly state?: string;
  readonly hasSynced?: boolean;
  takeover?(): void;
  logout?(): unknown;
}

declare const window: {
  readonly performance: { readonly timeOrigin: number };
  Debug?: { readonly VERSION?: string };
  require?(name: 'WAWebSocketModel'): { readonly Socket?: SocketModel };
  require?(name: 'WAWebCmd'): { readonly Cmd: { refreshQR?(): void } };
  /** What this program has done to this document. */
  holdepunkt?: { injected?: boolean };
};

export interface Opening {
  /** Tells one document from another: the instant at which it began, to a fraction of a millisecond. */
  readonly document: number;
  /** This document was given the library before. */
  readonly injected: boolean;
  readonly hasCode: boolean;
  readonly state: string | null;
  /** Null: this build does not say. */
  readonly hasSynced: boolean | null;
}

/** How far the document has come. Never throws: a half-loaded page has not come far. */
export function readOpening(): Opening {
  let socket: SocketModel | undefined;
  try {
    socket = window.require?.('WAWebSocketModel').Socket;
  } catch {
    // Its modules come one by one.
  }
  return {
    document: window.performance.timeOrigin,
    injected: window.holdepunkt?.injected === true,
    hasCode: window.Debug?.VERSION !== undefined && socket !== undefined,
    state: socket?.state ?? null,
    hasSynced: socket?.hasSynced ?? null,
  };
}

/** Marks the document, so that it is not given the library again; false where it is another by now. */
export function markInjected(document: number): boolean {
  if (window.performance.timeOrigin !== document) {
    return false;
  }
  window.holdepunkt = { ...window.holdepunkt, injected: true };
  return true;
}

/** Asks for a new code to scan: after some in vain the page stops making them. */
export function refreshCode(): void {
  window.require?.('WAWebCmd').Cmd.refreshQR?.();
}

/** Takes the session back from another browser, where one has it. */
export function takeOver(): void {
  const socket = window.require?.('WAWebSocketModel').Socket;
  if (socket?.state === 'CONFLICT') {
    socket.takeover?.();
  }
}

/** Logs this browser out at WhatsApp. */
export async function logOut(): Promise<void> {
  await window.require?.('WAWebSocketModel').Socket?.logout?.();
}
