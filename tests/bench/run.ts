/**
 * `npm run bench`: measures what the product promises and prints a table, or one JSON object with
 * `--json`. Figures are of this machine in this hour; nothing here passes or fails a build.
 */

import { BadInput } from '../../bot/bad-input.ts';
import { FLAG, readLine, refuseWords, runProgram, TEXT } from '../../bot/cli/arguments.ts';
import { benchRsvp } from './rsvp.ts';
import { scoreUnderstanding } from './score-understanding.ts';
import { benchStart } from './start.ts';
import { benchTick } from './tick.ts';
import { benchUnderstanding } from './understanding.ts';
import { benchWhatsApp } from './whatsapp.ts';

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

function inform(name: string, value: number, unit: string): Figure {
  return { name, value, unit, goal: '', met: true };
}

/** Nothing where there is no Chromium to measure with. */
async function measureWhatsApp(): Promise<readonly Figure[]> {
  const figures = await benchWhatsApp();
  if (figures === null) {
    process.stderr.write('bench: no Chromium is installed, so nothing is measured on WhatsApp\n');
    return [];
  }
  return [
    atMost('WhatsApp: connected after the start', figures.readyMs, 'ms', 5000),
    atMost('… message to reaction, median', figures.reactionMedianMs, 'ms', 300),
    atMost('… message to reaction, 99 of 100', figures.reactionWorstMs, 'ms', 1000),
    atMost('… memory when connected', figures.readyMiB, 'MiB', 150),
    atMost('… memory after 10,000 messages', figures.afterMiB, 'MiB', 150),
    atMost('… memory for one more message', figures.residentSlope, 'bytes', 1024),
    inform('… of it in use', figures.heapSlope, 'bytes'),
    inform('… its browser when connected', figures.browserReadyMiB, 'MiB'),
    inform('… its browser after 10,000 messages', figures.browserAfterMiB, 'MiB'),
  ];
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
    ...(await measureWhatsApp()),
  ];
}

const HELP = 'npm run bench -- --help';
const USAGE = `npm run bench -- [--json]                 measures the promises on this machine
npm run bench -- understanding [--json]   scores how well each language is read
  --nlpjs FOLDER    looks there for nlp.js, to set it beside; in this folder else
  --answers FILE    scores the answers in a file instead (tests/understanding/README.md)
  --messages        prints the messages to answer, without their labels
npm run bench -- whatsapp [--json]        measures the bot on WhatsApp alone
`;

async function main(): Promise<number> {
  const options = { json: FLAG, help: FLAG, messages: FLAG, nlpjs: TEXT, answers: TEXT };
  const line = readLine(process.argv.slice(2), options, HELP);
  if (line.flags.has('help')) {
    process.stdout.write(USAGE);
    return 0;
  }
  if (line.words[0] === 'understanding') {
    return await scoreUnderstanding(line);
  }
  const [what, ...more] = line.words;
  refuseWords(what === 'whatsapp' ? more : line.words, HELP);
  if (line.flags.has('messages') || Object.keys(line.text).length > 0) {
    throw new BadInput(`--messages, --nlpjs and --answers go with "understanding" ("${HELP}")`);
  }
  const figures = await (what === 'whatsapp' ? measureWhatsApp() : measure());
  process.stdout.write(
    line.flags.has('json') ? `${JSON.stringify(figures)}\n` : showFigures(figures),
  );
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
