/**
 * `npm run bench`: measures what the product promises and prints a table, or one JSON object with
 * `--json`. Figures are of this machine in this hour; nothing here passes or fails a build.
 */

import { FLAG, readLine, refuseWords, runProgram } from '../../bot/cli/arguments.ts';
import { benchRsvp } from './rsvp.ts';
import { scoreLanguages, showScores } from './scores.ts';
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

const USAGE = `npm run bench -- [--json]                 measures the promises on this machine
npm run bench -- understanding [--json]   scores how well each language is read
`;

async function main(): Promise<number> {
  const { flags, words } = readLine(
    process.argv.slice(2),
    { json: FLAG, help: FLAG },
    'npm run bench -- --help',
  );
  if (flags.has('help')) {
    process.stdout.write(USAGE);
    return 0;
  }
  const [what, ...more] = words;
  refuseWords(what === 'understanding' ? more : words, 'npm run bench -- --help');
  if (what === 'understanding') {
    const scores = scoreLanguages();
    process.stdout.write(flags.has('json') ? `${JSON.stringify(scores)}\n` : showScores(scores));
    return 0;
  }
  const figures = await measure();
  process.stdout.write(flags.has('json') ? `${JSON.stringify(figures)}\n` : showFigures(figures));
  return 0;
}

function showFigures(figures: readonly Figure[]): string {
  return figures
    .map(({ name, value, unit, goal, met }) => {
      const shown = value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
      const verdict = goal === '' ? '' : met ? 'yes' : 'NO';
      return `${name.padEnd(38)} ${shown.padStart(10)} ${unit.padEnd(11)} ${goal.padEnd(16)} ${verdict}\n`;
    })
    .join('');
}

process.exitCode = await runProgram('bench', main);
