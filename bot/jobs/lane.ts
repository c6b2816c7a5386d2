/**
 * A lane: one kind of work, one run at a time, its errors reported and never thrown.
 * Used by both jobs drivers, so that overlap, waking and stopping mean the same in both.
 * It must never drop a request made during a run: what that run read may be older than the request.
 */

/** Hears of work that failed (`tick`, `drain`, `sweep`) or of Redis (`redis`). Must not throw. */
export type OnError = (job: string, error: unknown) => void;

export interface Lane {
  /**
   * Does the work now, or once more after the run under way; several requests during one run are
   * one. Resolves when nothing asked for is left, and never rejects.
   */
  run(): Promise<void>;
  busy(): boolean;
  /** Lets nothing new begin; resolves when the run under way has ended. */
  close(): Promise<void>;
}

/** Makes a lane for `work`; `name` is what `onError` is told. */
export function createLane(name: string, work: () => Promise<void>, onError: OnError): Lane {
  let underWay: Promise<void> | null = null;
  let again = false;
  let closed = false;

  async function runUntilNothingIsAsked(): Promise<void> {
    do {
      again = false;
      try {
        await work();
      } catch (error) {
        onError(name, error);
      }
    } while (again && !closed);
    underWay = null;
  }

  return {
    async run() {
      if (closed) {
        return;
      }
      again = true;
      underWay ??= runUntilNothingIsAsked();
      await underWay;
    },
    busy: () => underWay !== null,
    async close() {
      closed = true;
      await underWay;
    },
  };
}
