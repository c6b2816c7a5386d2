/**
 * What runs on this machine, as Linux tells it in `/proc`: who uses a browser's profile, and how much
 * memory a browser holds. Elsewhere it knows nothing and says so with null.
 */

import { readdirSync, readFileSync } from 'node:fs';

export interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  /** The program and its arguments; empty for one that has ended and was not yet waited for. */
  readonly command: readonly string[];
}

/** Every process that can be seen; null where there is no `/proc`. */
export function listProcesses(): readonly RunningProcess[] | null {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => readProcess(Number(name)) ?? []);
  } catch {
    return null;
  }
}

function readProcess(pid: number): RunningProcess | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything: the fields are counted from its end.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
    return { pid, parent, command };
  } catch {
    // It ended while the list was read.
    return null;
  }
}

/** A process and all that descend from it. */
export function findTree(
  root: number,
  processes: readonly RunningProcess[],
): readonly RunningProcess[] {
  const tree = processes.filter(({ pid }) => pid === root);
  for (const { pid } of tree) {
    tree.push(...processes.filter(({ parent }) => parent === pid));
  }
  return tree;
}

/**
 * Kills all of a tree that still runs, told apart from others that have its numbers by now by their
 * commands. A helper process that hangs outlives its browser otherwise.
 */
export function killTree(tree: readonly RunningProcess[]): void {
  const commands = new Map(
    (listProcesses() ?? []).map(({ pid, command }) => [pid, command.join(' ')]),
  );
  for (const { pid, command } of tree) {
    if (command.length > 0 && commands.get(pid) === command.join(' ')) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It went by itself.
      }
    }
  }
}
