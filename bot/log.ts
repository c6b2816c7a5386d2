/**
 * The only logger: one JSON line an occasion. It takes ids and counts, never a text, a name or a
 * number of a person; of an error it keeps the kind and where it was thrown, never its message,
 * because a message may quote what somebody wrote.
 */

import { pino } from 'pino';

/** Facts of an occasion: ids of our own, counts, kinds. */
export type Facts = Readonly<Record<string, string | number | boolean | null>>;

export interface Log {
  info(occasion: string, facts?: Facts): void;
  warn(occasion: string, facts?: Facts): void;
  /** An error that was caught: the program goes on. */
  failed(what: string, error: unknown, facts?: Facts): void;
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A logger on standard error: standard output belongs to what a program answers. */
export function createLog(level: LogLevel): Log {
  const out = pino({ level, base: null }, pino.destination({ fd: 2, sync: true }));
  return {
    info: (occasion, facts = {}) => out.info(facts, occasion),
    warn: (occasion, facts = {}) => out.warn(facts, occasion),
    failed(what, error, facts = {}) {
      out.error({ ...facts, ...describeError(error) }, `${what} failed`);
    },
  };
}

function describeError(error: unknown): Facts {
  if (!(error instanceof Error)) {
    return { error: typeof error };
  }
  const code =
    'code' in error && /^[A-Z0-9_]{1,60}$/.test(String(error.code)) ? String(error.code) : null;
  // A stack begins with the message, which may be made to look like a frame: what follows it are our
  // own file names. A stack that does not begin so is not to be trusted.
  const stack = error.stack ?? '';
  const from = stack.indexOf(error.message);
  const frames =
    from < 0
      ? []
      : stack
          .slice(from + error.message.length)
          .split('\n')
          .filter((line) => line.startsWith('    at '));
  return {
    error: error.constructor.name,
    ...(code ? { code } : {}),
    at: frames
      .slice(0, 3)
      .map((line) => line.trim().slice(3))
      .join(' < '),
  };
}
