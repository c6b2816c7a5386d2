/** `manage status`: how this Holdepunkt is, also when no bot runs. Called by `manage-commands.ts`. */

import type { Config } from '../config.ts';
import { findHolder } from '../lock.ts';
import type { Holdings } from '../main.ts';
import type { Office } from '../office.ts';

export type Status = ReturnType<Office['status']> & {
  /** The data folder. */
  readonly folder: string;
  /** Whether a living process holds the folder, and its number. */
  readonly bot: { readonly running: boolean; readonly process: number | null };
};

/** What the office knows, and whether a bot runs on this folder. */
export function readStatus(holdings: Holdings, config: Config): Status {
  const holder = findHolder(config.dataDir);
  return {
    ...holdings.office.status(),
    folder: config.dataDir,
    bot: { running: holder !== null, process: holder },
  };
}
