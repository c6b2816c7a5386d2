/**
 * `npm run bench`: measures what the product promises and prints a table, or one JSON object with
 * `--json`. Figures are of this machine in this hour; nothing here passes or fails a build.
 */

import { parseArgs } from 'node:util';
import { benchRsvp } from './rsvp.ts';
import { benchStart } from './start.ts';
import { benchTick } from './tick.ts';
import { benchUnderstanding } from './understanding.ts';

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: string;
  readonly met: boolean;
}

function atMost(name: string, value: number, unit: string, limit: number): Figure {
  return { name, value, unit, goal: `at most ${limit}`, met: value <= limit };
}

function atLeast(name: string, value: number, unit: string, limit: number): Figure {
  return { name, value, unit, goal: `at least ${limit}`, met: value >= limit };
}

async function measure(): Promise<readonly Figure[]> {
  const start = await benchStart();
  const understanding = benchUnderstanding();
  const rsvp = await benchRsvp();
  const tick = benchTick();
  return [
    atMost('ready after npm start', start.readyMs, 'ms', 2000),
    atMost('memory when ready', start.residentMiB, 'MiB', 120),
    atMost('understanding, median', understanding.medianMicros, 'µs', 50),
    atMost('understanding, worst of 100,000 odd', understanding.worstOddMs, 'ms', 10),
    atLeast('understanding', understanding.messagesPerSecond, 'messages/s', 20_000),
    atMost('languages loaded', understanding.loadMs, 'ms', 300),
    {
      name: 'bare transaction, the same rows',
      value: rsvp.barePerSecond,
      unit: '/s',
      goal: '',
      met: true,
    },
    { name: 'one RSVP after the other', value: rsvp.perSecond, unit: '/s', goal: '', met: true },
    atLeast('… of the bare rate', rsvp.perSecond / rsvp.barePerSecond, '', 0.7),
    {
      name: 'RSVPs that wait together',
      value: rsvp.togetherPerSecond,
      unit: '/s',
      goal: '',
      met: true,
    },
    atLeast('… of the bare rate', rsvp.togetherPerSecond / rsvp.barePerSecond, '', 0.7),
    atMost(`tick, ${tick.groups} groups, nothing due`, tick.idleMs, 'ms', 50),
  ];
}

const USAGE = 'npm run bench -- [--json]   measures the promises on this machine\n';

async function main(): Promise<void> {
  let values: { json?: boolean; help?: boolean };
  try {
    ({ values } = parseArgs({ options: { json: { type: 'boolean' }, help: { type: 'boolean' } } }));
  } catch {
    process.stderr.write(`bench: unknown option; ${USAGE}`);
    process.exitCode = 2;
    return;
  }
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const figures = await measure();
  if (values.json) {
    process.stdout.write(`${JSON.stringify(figures)}\n`);
    return;
  }
  for (const { name, value, unit, goal, met } of figures) {
    const shown = value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
    process.stdout.write(
      `${name.padEnd(38)} ${shown.padStart(10)} ${unit.padEnd(11)} ${goal.padEnd(16)} ${goal === '' ? '' : met ? 'yes' : 'NO'}\n`,
    );
  }
}

await main();
