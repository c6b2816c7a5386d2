/** The calls to the library that are under way: each has its own limit, and all end with the session. */

import { SessionLost } from './session-lost.ts';

export interface Calls {
  /** @throws SessionLost after `limitMs`, or when all are broken off; else what the call throws */
  make<T>(what: string, call: () => Promise<T>, limitMs: number): Promise<T>;
  /** Ends the wait for all of them: whatever they were doing, nobody will tell. */
  breakOff(): void;
  /** Resolves when none is under way, or after `limitMs`. */
  idle(limitMs: number): Promise<void>;
}

export function createCalls(): Calls {
  const underWay = new Set<() => void>();
  let onIdle: (() => void) | null = null;
  return {
    make(what, call, limitMs) {
      return new Promise((resolve, reject) => {
        const lose = (): void => settle(() => reject(new SessionLost(what, true)));
        const timer = setTimeout(lose, limitMs);
        const settle = (act: () => void): void => {
          clearTimeout(timer);
          underWay.delete(lose);
          act();
          if (underWay.size === 0) {
            onIdle?.();
          }
        };
        underWay.add(lose);
        call().then(
          (answer) => settle(() => resolve(answer)),
          (error: unknown) => settle(() => reject(error)),
        );
      });
    },
    breakOff() {
      for (const lose of [...underWay]) {
        lose();
      }
    },
    async idle(limitMs) {
      if (underWay.size > 0) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const timer = setTimeout(resolve, limitMs);
        onIdle = resolve;
        await promise;
        onIdle = null;
        clearTimeout(timer);
      }
    },
  };
}
