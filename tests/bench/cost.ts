/**
 * What reading messages costs: processor time to load and to read, memory that stays. Called for our
 * reading and for nlp.js in the same way. It must never count what others do on the machine meanwhile.
 */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export interface Cost {
  /** Processor time from nothing to the first message, with all languages. */
  readonly loadMs: number;
  /** Of `loadMs`, what went into training. */
  readonly trainMs: number;
  readonly heldMiB: number;
  /** Of processor time. */
  readonly messagesPerSecond: number;
}

/** Milliseconds that this process has kept a processor busy: the same however busy the machine is. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** MiB in use after everything that nobody needs was thrown away. */
export function heldMiB(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

/** The costs side by side, for people. */
export function showCosts(ours: Cost, theirs: Cost): string {
  const row = (name: string, key: keyof Cost): string => {
    const cells = [ours, theirs].map((one) =>
      Math.round(one[key]).toLocaleString('en').padStart(10),
    );
    return `${name.padEnd(40)}${cells.join('')}`;
  };
  return [
    `${''.padEnd(40)}${'ours'.padStart(10)}${'nlp.js'.padStart(10)}`,
    row('loading all languages, processor ms', 'loadMs'),
    row('… of that, training', 'trainMs'),
    row('memory held, MiB', 'heldMiB'),
    row('messages in a second of a processor', 'messagesPerSecond'),
    '',
  ].join('\n');
}
