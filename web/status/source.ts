/** What the status page and `/health` know and may do: `main` makes it of the channel and the outbox. */

import type { ChannelState, Clock, LinkRequest } from '../../bot/types.ts';

/** The outbox in numbers, never what a message says. */
export interface OutboxCounts {
  readonly queued: number;
  readonly held: number;
  readonly failed: number;
  /** Sent since midnight in `OFFICE_ZONE`. */
  readonly sentToday: number;
}

/** The zone of the office's own days and times: Holdepunkt works in Denmark. */
export const OFFICE_ZONE = 'Europe/Copenhagen';

export interface StatusSource {
  /** The channel's name; the `simulator` is never linked. */
  readonly name: string;
  state(): ChannelState;
  outbox(): OutboxCounts;
  /** Begins to link the account anew; rejects where that cannot be. */
  link(request: LinkRequest): Promise<void>;
  /** Calls after every change of state or outbox; the answer ends it. */
  onChange(listener: () => void): () => void;
  /** The channel's own clock: pretend time where the channel is the simulator. */
  readonly clock: Clock;
  /** When Holdepunkt started, by that clock. */
  readonly startedAt: number;
}
