/** `manage status`: how this Holdepunkt is, also when no bot runs. Called by `manage-commands.ts`. */

import type { Config } from '../config.ts';
import { type Holdings, LOCALES } from '../holdings.ts';
import { findHolder } from '../lock.ts';
import type { Office } from '../office.ts';
import { loadOfficeWords } from '../office-words.ts';
import type { ChannelPhase, ChannelProblem } from '../types.ts';

export type Status = ReturnType<Office['status']> & {
  /** The data folder. */
  readonly folder: string;
  /** Whether a living process holds the folder, and its number. */
  readonly bot: { readonly running: boolean; readonly process: number | null };
  /** How the channel stands, as the bot saw it last; null where none ever ran here. */
  readonly channel: ChannelStatus | null;
};

interface ChannelStatus {
  readonly name: string;
  readonly phase: ChannelPhase;
  /** Since when; an ISO instant. */
  readonly since: string;
  readonly attempts: number;
  readonly version: string | null;
  readonly problems: readonly { readonly code: ChannelProblem; readonly text: string }[];
}

/** What the office knows, whether a bot runs on this folder, and how its channel stands. */
export function readStatus(holdings: Holdings, config: Config): Status {
  const holder = findHolder(config.dataDir);
  return {
    ...holdings.office.status(),
    folder: config.dataDir,
    bot: { running: holder !== null, process: holder },
    channel: readChannel(holdings, holder !== null),
  };
}

function readChannel({ store }: Holdings, running: boolean): ChannelStatus | null {
  const seen = store.channel.state();
  if (!seen) {
    return null;
  }
  const words = loadOfficeWords(LOCALES);
  return {
    name: seen.channel,
    // Whoever was killed could not say so.
    phase: running ? seen.phase : 'stopped',
    since: Temporal.Instant.fromEpochMilliseconds(seen.sinceAt).toString(),
    attempts: seen.attempts,
    version: seen.version,
    problems: seen.problems.map((code) => ({ code, text: words('en', `status.problem.${code}`) })),
  };
}
