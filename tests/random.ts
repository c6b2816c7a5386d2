/** Random numbers that come again with their seed. Used by the tests that throw dice. */

/** Dice of one seed. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number, both ends included. */
  between(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
}

/** Makes dice (mulberry32: a 32-bit state, enough for tests). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) {
        throw new Error('There is nothing to pick from');
      }
      return list[Math.floor(next() * list.length)] as T;
    },
  };
}

/** The seed of this run: that of SEED=…, where an earlier run is to be repeated, else a new one. */
export function chooseSeed(what: string): number {
  const wanted = Number(process.env['SEED']);
  const seed = Number.isSafeInteger(wanted) && wanted > 0 ? wanted : (Date.now() % 1e9) + 1;
  process.stdout.write(`${what}: SEED=${seed}\n`);
  return seed;
}
