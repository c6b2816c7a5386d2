/**
 * Decides what is worth telling a person: three watches over the channel and the outbox, each asked
 * once a minute by `alerts.ts`. They remember in memory only, so that after a restart something may
 * be told once again. They tell nobody anything themselves.
 */

import type { Notice } from './alert-text.ts';
import type { Store } from './context.ts';
import type { Channel, ChannelProblem, OutboxStatus } from './types.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A problem that is shorter than this has mended itself. */
const PROBLEM_MS = 5 * MINUTE_MS;
/** What goes on is told again every hour at first, later less often. */
const OFTEN_MS = HOUR_MS;
const SELDOM_MS = 6 * HOUR_MS;
/** How long it is told often. */
const AT_FIRST_MS = 6 * HOUR_MS;
/** After a start, what went wrong before that was for somebody else to see. */
const LOOK_BACK_MS = 24 * HOUR_MS;

export type Watch = (now: number) => Notice | null;

/** What was told already, and when. */
interface Told {
  readonly firstAt: number;
  readonly lastAt: number;
}

function isDueAgain(told: Told, now: number): boolean {
  const pause = told.lastAt - told.firstAt < AT_FIRST_MS ? OFTEN_MS : SELDOM_MS;
  return now - told.lastAt >= pause;
}

export interface ConnectionParts {
  readonly channel: Pick<Channel, 'state'>;
  /** Whether the account was ever connected, as far as is known from before. */
  readonly wasConnected: () => boolean;
  readonly afterMs: number;
}

/**
 * Tells when the channel is away for too long, at once when the account was logged out, and when it
 * is back. Before it was ever connected somebody is at work to link it, and knows.
 */
export function watchConnection({ channel, wasConnected, afterMs }: ConnectionParts): Watch {
  let sinceAt: number | null = null;
  let told: (Told & { readonly kind: 'away' | 'unlinked' }) | null = null;
  let isKnown = false;
  return (now) => {
    const { phase, sinceAt: phaseAt } = channel.state();
    isKnown ||= phase === 'connected' || wasConnected();
    if (phase === 'connected' || (phase === 'linking' && !told && !isKnown)) {
      const ended = told && sinceAt !== null ? { sinceAt, lastedMs: now - sinceAt } : null;
      sinceAt = null;
      told = null;
      return ended && { kind: 'well', of: 'connection', ...ended };
    }
    sinceAt ??= Math.min(phaseAt, now);
    const needsPerson = phase === 'unlinked' || phase === 'linking' || told?.kind === 'unlinked';
    const kind = needsPerson ? 'unlinked' : 'away';
    const isTime = phase === 'unlinked' || now - sinceAt >= afterMs;
    if (!isTime || (told?.kind === kind && !isDueAgain(told, now))) {
      return null;
    }
    told = { kind, firstAt: told?.kind === kind ? told.firstAt : now, lastAt: now };
    return { kind, sinceAt, lastedMs: now - sinceAt };
  };
}

/** Tells what does not work for five minutes although the channel is connected, and when all works. */
export function watchProblems(channel: Pick<Channel, 'state'>): Watch {
  const since = new Map<ChannelProblem, number>();
  let told: (Told & { readonly names: ReadonlySet<string>; readonly sinceAt: number }) | null =
    null;
  return (now) => {
    const { phase, problems } = channel.state();
    if (phase !== 'connected') {
      // Nothing can be said about it now; afterwards it is looked at anew.
      since.clear();
      return null;
    }
    remember(since, problems, now);
    if (problems.length === 0) {
      const ended = told && { sinceAt: told.sinceAt, lastedMs: now - told.sinceAt };
      told = null;
      return ended && { kind: 'well', of: 'problems', ...ended };
    }
    const lasting = [...since].filter(([, from]) => now - from >= PROBLEM_MS);
    const names = new Set(lasting.map(([problem]) => problem));
    const isNew = [...names].some((name) => !told?.names.has(name));
    if (names.size === 0 || (!isNew && told && !isDueAgain(told, now))) {
      return null;
    }
    const sinceAt = Math.min(told?.sinceAt ?? now, ...lasting.map(([, from]) => from));
    told = { names, sinceAt, firstAt: isNew ? now : (told?.firstAt ?? now), lastAt: now };
    return { kind: 'problems', problems: [...names], sinceAt, lastedMs: now - sinceAt };
  };
}

/** Since when each problem is there; those that are gone are forgotten. */
function remember(
  since: Map<ChannelProblem, number>,
  problems: readonly ChannelProblem[],
  now: number,
): void {
  for (const problem of since.keys()) {
    if (!problems.includes(problem)) {
      since.delete(problem);
    }
  }
  for (const problem of problems) {
    since.set(problem, since.get(problem) ?? now);
  }
}

/** Tells how many messages were newly held or could not be sent, at most once an hour. */
export function watchMessages(outbox: Pick<Store['outbox'], 'list'>): Watch {
  const BAD: readonly OutboxStatus[] = ['held', 'failed'];
  let known: ReadonlySet<string> | null = null;
  let untold: { held: number; failed: number; sinceAt: number } | null = null;
  let toldAt: number | null = null;
  return (now) => {
    const bad = outbox.list().filter((row) => BAD.includes(row.status));
    const fresh = bad.filter((row) =>
      known ? !known.has(`${row.status} ${row.key}`) : row.dueAt > now - LOOK_BACK_MS,
    );
    known = new Set(bad.map((row) => `${row.status} ${row.key}`));
    if (fresh.length > 0) {
      const held = fresh.filter((row) => row.status === 'held').length;
      untold ??= { held: 0, failed: 0, sinceAt: now };
      untold.held += held;
      untold.failed += fresh.length - held;
    }
    if (!untold || (toldAt !== null && now - toldAt < OFTEN_MS)) {
      return null;
    }
    const notice: Notice = { kind: 'messages', ...untold };
    untold = null;
    toldAt = now;
    return notice;
  };
}
