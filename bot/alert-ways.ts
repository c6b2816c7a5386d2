/**
 * The ways by which a person is told that something is wrong when WhatsApp cannot: a webhook and an
 * e-mail. Made from the settings by `main` and the command line; called by `alerts.ts`. An error of
 * theirs never holds an address, because it may hold a password.
 */

import type { Alert } from './alert-text.ts';
import { type AlertSettings, isLoopback } from './config.ts';

const LIMIT_MS = 10_000;

export interface AlertWay {
  readonly name: 'webhook' | 'email';
  /** Resolves when the other side has taken it. @throws NotTaken where it has not in time */
  deliver(alert: Alert): Promise<void>;
}

/** Why an alert did not get through: the answer's number, or the code of the network's error. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken';
  readonly code: string;

  constructor(code: string) {
    super('an alert was not taken');
    this.code = code;
  }
}

/** The ways that are set up. One attempt takes at most ten seconds, or as long as is said. */
export function createAlertWays(
  { webhook, email }: Pick<AlertSettings, 'webhook' | 'email'>,
  limitMs = LIMIT_MS,
): readonly AlertWay[] {
  return [
    ...(webhook === null ? [] : [createWebhook(webhook, limitMs)]),
    ...(email === null ? [] : [createEmail(email, limitMs)]),
  ];
}

/** A POST of JSON: `{account, kind, text, since}`, `since` an ISO instant. */
function createWebhook(address: string, limitMs: number): AlertWay {
  return {
    name: 'webhook',
    async deliver({ account, kind, text, sinceAt }) {
      const since = Temporal.Instant.fromEpochMilliseconds(sinceAt).toString();
      const response = await orNotTaken(
        fetch(address, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ account, kind, text, since }),
          // Where it would lead was not checked.
          redirect: 'manual',
          signal: AbortSignal.timeout(limitMs),
        }),
      );
      // Its body is of no use; unread it would keep the connection.
      await response.body?.cancel();
      if (!response.ok) {
        throw new NotTaken(`HTTP_${response.status}`);
      }
    },
  };
}

function createEmail(
  { to, from, smtpUrl }: NonNullable<AlertSettings['email']>,
  limitMs: number,
): AlertWay {
  return {
    name: 'email',
    async deliver({ subject, text }) {
      // Loaded only where something is wrong: a bot that is well needs none of it.
      const { createTransport } = await import('nodemailer');
      const { password, hostname } = new URL(smtpUrl);
      const transport = createTransport({
        url: smtpUrl,
        // A password goes over the net encrypted, or not at all.
        requireTLS: password !== '' && !isLoopback(hostname),
        connectionTimeout: limitMs,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      await orNotTaken(
        transport.sendMail({
          ...{ to, from, subject, text, signal: AbortSignal.timeout(limitMs) },
          // RFC 3834: no holiday notice answers it.
          headers: { 'Auto-Submitted': 'auto-generated' },
        }),
      );
    },
  };
}

/** The same, but of an error only its code is kept: its message may name whom it was for. */
async function orNotTaken<T>(attempt: Promise<T>): Promise<T> {
  try {
    return await attempt;
  } catch (error) {
    throw new NotTaken(codeOf(error));
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return 'UNKNOWN';
  }
  if (error.name === 'TimeoutError' || error.name === 'AbortError') {
    return 'ETIMEDOUT';
  }
  if ('responseCode' in error && typeof error.responseCode === 'number') {
    return `SMTP_${error.responseCode}`;
  }
  if ('code' in error && typeof error.code === 'string') {
    return error.code;
  }
  // What `fetch` throws tells only in its cause what it was.
  return error.cause === undefined ? 'UNKNOWN' : codeOf(error.cause);
}
