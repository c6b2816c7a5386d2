/** The error of every call that broke off with its session, and how it is told from the page's own. */

/** The session was not there, or went away. Never holds the text of the error that it stands for. */
export class SessionLost extends Error {
  override readonly name = 'SessionLost';
  /** Whether the call may have had an effect; false: it certainly had none. */
  readonly begun: boolean;

  constructor(what: string, begun: boolean) {
    super(begun ? `${what}: the session broke off` : `${what}: there is no session`);
    this.begun = begun;
  }
}

/** The words in which Puppeteer tells that the page, its document or the browser went away. */
const LOSSES =
  /Execution context (?:was destroyed|is not available)|detached frame|frame (?:was|got) detached|Target closed|Session closed|Connection closed|Protocol error|Page crashed|Cannot find context|Requesting main frame too early|Inspected target navigated or closed/i;

const KINDS = new Set([
  'TargetCloseError',
  'ProtocolError',
  'TimeoutError',
  'ConnectionClosedError',
]);

/** Whether an error means that the session went away, and not that the page refused. */
export function isSessionLoss(error: unknown): boolean {
  if (error instanceof SessionLost) {
    return true;
  }
  return error instanceof Error && (KINDS.has(error.name) || LOSSES.test(error.message));
}
