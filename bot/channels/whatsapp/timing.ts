/**
 * Every duration of the WhatsApp channel, in one place: how long it waits, and how often it looks.
 * The session, the sender and the history read it; tests give smaller ones. Holds no clock.
 */

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** All in milliseconds, but for `memoryLimitBytes` and the two local times of the night. */
export interface Timing {
  /** From the launch, or from the last sign of progress, until it must be ready: a slow machine takes two minutes. */
  readonly readyMs: number;
  /** One call to the library: what takes longer hangs. */
  readonly callMs: number;
  /** One look at the socket's state: the page answers this at once or not at all. */
  readonly stateMs: number;
  /** Between two looks at a session that seems well. */
  readonly probeEveryMs: number;
  /** Between two full self-tests: they read a chat, so they are dearer than a look at the state. */
  readonly selfTestEveryMs: number;
  /** How long a send waits for the server's acknowledgement. */
  readonly ackMs: number;
  /** The longest a send can be under way after its process died: a call, the acknowledgement, and as much again. */
  readonly inFlightMs: number;
  /** How long after the connection the page may still be settling what it sent before. */
  readonly settleMs: number;
  /** How often an opening page is asked whether it has come so far. */
  readonly openingPollMs: number;
  /** A page that is connected, but says nothing about its synchronising, is taken as synchronised then. */
  readonly unsaidSyncMs: number;
  /** Between "the account was logged out" and a new browser: the page clears its own store first. */
  readonly logoutMs: number;
  /** Before the session is taken back from another browser that opened it; doubles with each time. */
  readonly takeoverMs: number;
  /** Offline so long before the socket is asked to connect anew: WhatsApp tries by itself first. */
  readonly offlineMs: number;
  /** Between two steps of the ladder: what was done needs time to work. */
  readonly stepMs: number;
  /** A browser that was well so long and dies is a chance event, not a fault that comes back. */
  readonly healthyMs: number;
  /** The pause before the next browser when the last was healthy. */
  readonly relaunchMs: number;
  /** The pause after a browser that was not; doubles up to `relaunchMostMs`. */
  readonly relaunchLeastMs: number;
  /** Half an hour: a WhatsApp that was out all night is back soon after it can be. */
  readonly relaunchMostMs: number;
  /** Between two restarts because nothing is heard or confirmed: the cause may not lie in the page. */
  readonly deafMs: number;
  /** A browser that was asked to close is killed then. */
  readonly destroyMs: number;
  /** How long a planned restart waits for the calls under way. */
  readonly drainMs: number;
  /** A browser older than this is restarted in the next night: its memory grows for weeks. */
  readonly oldBrowserMs: number;
  /** The quiet hour for planned restarts, local time in Europe/Copenhagen. */
  readonly nightFrom: string;
  readonly nightUntil: string;
  /** Resident memory of the browser's processes together, above which it is restarted. */
  readonly memoryLimitBytes: number;
  /** Between two restarts for memory: where they do not help, they only disturb. */
  readonly memoryRestartMs: number;
}

/** What the product uses. */
export const TIMING: Timing = {
  readyMs: 240 * SECOND_MS,
  callMs: 30 * SECOND_MS,
  stateMs: 10 * SECOND_MS,
  probeEveryMs: MINUTE_MS,
  selfTestEveryMs: 30 * MINUTE_MS,
  ackMs: 20 * SECOND_MS,
  inFlightMs: 90 * SECOND_MS,
  settleMs: 10 * SECOND_MS,
  openingPollMs: 100,
  unsaidSyncMs: MINUTE_MS,
  logoutMs: 5 * SECOND_MS,
  takeoverMs: 10 * SECOND_MS,
  offlineMs: MINUTE_MS,
  stepMs: 2 * MINUTE_MS,
  healthyMs: 10 * MINUTE_MS,
  relaunchMs: 5 * SECOND_MS,
  relaunchLeastMs: MINUTE_MS,
  relaunchMostMs: 30 * MINUTE_MS,
  deafMs: 30 * MINUTE_MS,
  destroyMs: 10 * SECOND_MS,
  drainMs: MINUTE_MS,
  oldBrowserMs: 20 * HOUR_MS,
  nightFrom: '03:30',
  nightUntil: '04:30',
  memoryLimitBytes: 1.2 * 1024 ** 3,
  memoryRestartMs: HOUR_MS,
};
