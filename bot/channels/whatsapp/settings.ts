/** What the WhatsApp channel is told by `main`, or by a test. */

import type { Log } from '../../log.ts';
import type { Clock } from '../../types.ts';
import type { Timing } from './timing.ts';

export interface WhatsAppSettings {
  /** The folder of the linked session. Losing it means linking the account anew. */
  readonly profileDir: string;
  /** Which Chromium; null: the first of the usual names that is installed. */
  readonly executablePath: string | null;
  /** Further switches for Chromium. They come last, so they win. */
  readonly chromiumArgs: readonly string[];
  /** A folder with one `.html` file that is shown instead of WhatsApp Web; null: the real one. */
  readonly webVersionDir: string | null;
  /** Makes the ids of messages and the secrets of polls. */
  readonly secret: Buffer;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether sends are paced as a person would send them. */
  readonly pacing: boolean;
  /** Called where nothing has helped for hours: a supervisor may start the whole process anew. */
  readonly onHopeless?: () => void;
  /** What differs from `TIMING`. */
  readonly timing?: Partial<Timing>;
}
