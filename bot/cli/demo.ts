/**
 * `npm run demo`: a course of weeks told in the terminal. All that is printed is what the real bot
 * did in a pretend WhatsApp; the last line says whether it understood what the script meant.
 */

import { BadInput } from '../bad-input.ts';
import { FLAG, readLine, refuseWords, runProgram, shorten, TEXT } from './arguments.ts';
import { createChance, loadCourse } from './demo-course.ts';
import * as look from './demo-print.ts';
import { writeWeek } from './demo-script.ts';
import { type BotMessage, openStage, type Stage } from './demo-stage.ts';
import type { Week } from './demo-week.ts';

const HELP = 'npm run demo -- --help';
const EXPLANATION = `npm run demo -- [--weeks 6] [--seed 1]

Tells some weeks of a mothers' group in the terminal: what is written, what the bot makes of
it, and what is recorded. It is the real bot on a pretend WhatsApp, in memory, in seconds.

--weeks 6  how many weeks, 1 to 40
--seed 1   another whole number tells another course; the same tells the same
`;
const MOST_WEEKS = 40;
const MOST_SEED = 2 ** 32 - 1;

async function demo(args: readonly string[]): Promise<number> {
  const line = readLine(args, { weeks: TEXT, seed: TEXT, help: FLAG }, HELP);
  if (line.flags.has('help')) {
    process.stdout.write(EXPLANATION);
    return 0;
  }
  refuseWords(line.words, HELP);
  const weeks = readNumber(line.text, { name: 'weeks', otherwise: 6, from: 1, to: MOST_WEEKS });
  const seed = readNumber(line.text, { name: 'seed', otherwise: 1, from: 0, to: MOST_SEED });
  const colours = process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
  const narrator = createNarrator(look.createPaint(colours));
  const counts = await tell({ weeks, seed }, narrator);
  narrator.say([
    '',
    `${counts.understood} messages, votes and commands understood as the script meant, ${counts.otherwise} otherwise.`,
  ]);
  return counts.otherwise === 0 ? 0 : 1;
}

interface NumberOption {
  readonly name: string;
  readonly otherwise: number;
  readonly from: number;
  readonly to: number;
}

function readNumber(text: Readonly<Record<string, string>>, option: NumberOption): number {
  const { name, otherwise, from, to } = option;
  const value = text[name] ?? String(otherwise);
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < from || number > to) {
    throw new BadInput(`--${name}: "${shorten(value)}" is no whole number from ${from} to ${to}`);
  }
  return number;
}

interface Narrator {
  readonly paint: look.Paint;
  say(lines: readonly string[]): void;
}

function createNarrator(paint: look.Paint): Narrator {
  return { paint, say: (lines) => process.stdout.write(`${lines.join('\n')}\n`) };
}

interface Counts {
  understood: number;
  otherwise: number;
}

async function tell(of: { weeks: number; seed: number }, narrator: Narrator): Promise<Counts> {
  const course = loadCourse();
  const stage = await openStage(course);
  const ongoing = { course, chance: createChance(of.seed), away: new Map<string, number>() };
  const counts = { understood: 0, otherwise: 0 };
  narrator.say([
    narrator.paint.strong(
      `${course.group.name}: ${of.weeks} ${of.weeks === 1 ? 'week' : 'weeks'} with Holdepunkt`,
    ),
    'The real bot on a pretend WhatsApp. A sign at the end of a line is the reaction',
    'it put under the message; without one it kept silent.',
  ]);
  try {
    for (let number = 1; number <= of.weeks; number += 1) {
      const week = writeWeek(ongoing, number);
      narrator.say(look.printWeek(week, narrator.paint));
      await tellWeek({ stage, week, narrator }, counts);
      narrator.say(look.printRecord(week, stage, narrator.paint));
    }
  } finally {
    await stage.close();
  }
  return counts;
}

interface Telling {
  readonly stage: Stage;
  readonly week: Week;
  readonly narrator: Narrator;
}

async function tellWeek({ stage, week, narrator }: Telling, counts: Counts): Promise<void> {
  const { paint } = narrator;
  const calendar = createDays(narrator);
  const tellBot = (said: readonly BotMessage[], repeats: boolean): void => {
    for (const message of said) {
      calendar.reach(stage.dayOf(message.at));
      const short = repeats && week.number > 1 && message.to === null;
      narrator.say(look.printBot(message, stage.zone, { paint, short }));
    }
  };
  for (const step of week.steps) {
    // What time brings by itself is the same every week; it is told in full once.
    tellBot(await stage.advance(step), true);
    const outcome = await stage.perform(step);
    calendar.reach(step.date);
    narrator.say(look.printStep(step, outcome, paint));
    tellBot(outcome.said, false);
    counts[outcome.otherwise.length === 0 ? 'understood' : 'otherwise'] += 1;
  }
  tellBot(await stage.advance({ date: week.ends, time: '20:00' }), true);
}

/** Says each day once, when the story reaches it. */
function createDays(narrator: Narrator): { reach(date: string): void } {
  let today = '';
  return {
    reach(date) {
      if (date !== today) {
        narrator.say(look.printDay(date, narrator.paint));
        today = date;
      }
    },
  };
}

if (import.meta.main) {
  process.exitCode = await runProgram('demo', () => demo(process.argv.slice(2)));
}
