/** What a fault run has seen, and how it is shown. Filled by `whatsapp-fault-run.ts`. */

import { formatTable } from '../bot/cli/table.ts';
import type { Verdict } from './whatsapp-fault-judge.ts';

/** What one kind of fault did. */
export interface KindSeen {
  readonly name: string;
  count: number;
  /** How long after the beginning of each the bot was connected and the page there, in milliseconds. */
  readonly backMs: number[];
}

export interface FaultReport extends Verdict {
  readonly kinds: readonly KindSeen[];
  /** How far the clock went. */
  readonly days: number;
  /** Where the database and the logs are, as long as anything is wrong. */
  readonly folder: string;
}

/** Everything that is wrong, in one list. */
export function listWrong({ lost, doubled, notThere, stuck, wrong }: Verdict): string[] {
  const lists = { lost, doubled, 'not there': notThere, stuck, wrong };
  return Object.entries(lists).flatMap(([what, lines]) => lines.map((line) => `${what}: ${line}`));
}

/** The table of faults by kind, and what was counted. */
export function showReport(report: FaultReport): string {
  const { kinds, counts, days } = report;
  const rows = kinds.map(({ name, count, backMs }) => {
    const sorted = [...backMs].sort((one, other) => one - other);
    const shown = [sorted[sorted.length >> 1], sorted.at(-1)].map((ms) =>
      String(Math.round(ms ?? 0)),
    );
    return [name, String(count), ...shown];
  });
  const faults = kinds.reduce((sum, { count }) => sum + count, 0);
  const said = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
  return [
    ...formatTable(['fault', 'times', 'back after, ms', 'at most'], rows),
    `${faults} faults in ${days.toFixed(1)} days: ${said.join(', ')}`,
    ...listWrong(report),
    '',
  ].join('\n');
}
