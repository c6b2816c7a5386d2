/**
 * `npm run understand`: explains one message in a table, or reads many as JSON lines.
 * Nothing is stored, and nothing leaves the machine.
 */

import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { BadInput } from '../bad-input.ts';
import { toLocal } from '../calendar.ts';
import { systemClock } from '../clock.ts';
import { DEFAULT_ZONE } from '../group-input.ts';
import type { Understanding, World } from '../types.ts';
import { loadUnderstand } from '../understand/understand.ts';
import { FLAG, readLine, runProgram, shorten, TEXT } from './arguments.ts';
import { formatTable } from './table.ts';
import { makeWorlds, readSentAt, readWeekly, type Weekly } from './understand-world.ts';

const CALL = 'npm run understand --';
const HELP = `${CALL} --help`;
const EXPLANATION = `${CALL} "text" [options]      explains one message in a table
${CALL} --jsonl [options]     reads JSON lines on standard input, answers a line each

A line is {"id", "text", "context": "chat"|"reply", "sentAt"}. "reply" means that it quotes the
reminder for the next meeting; sentAt is an instant (2026-11-16T11:00:00Z) or a local time
(2026-11-16T12:00). The answer is {"id", "statements": [{"date", "answer", "late"}], "ask",
"unclear", "language", "evidence"}. A line that cannot be read is reported on standard error and
left out; the others are answered, and the exit code is then 2.

--weekday tuesday      the day of the weekly meeting
--start 10:00          when it begins
--end 12:00            and ends
--zone ${DEFAULT_ZONE}  whose clock
--reply                the text answers the reminder
--sent-at TIME         when the text was sent; now where it is left out
`;

/** A line of evidence is cut at so many columns. */
const WIDEST_CELL = 100;

const LOCALES = join(import.meta.dirname, '..', '..', 'locales');

async function explain(args: readonly string[]): Promise<number> {
  const world = { weekday: TEXT, start: TEXT, end: TEXT, zone: TEXT };
  const options = { ...world, 'sent-at': TEXT, reply: FLAG, jsonl: FLAG, help: FLAG };
  const line = readLine(args, options, HELP);
  if (line.flags.has('help')) {
    process.stdout.write(EXPLANATION);
    return 0;
  }
  const weekly = readWeekly(line.text);
  if (line.flags.has('jsonl')) {
    if (line.words.length > 0 || line.flags.has('reply') || line.text['sent-at'] !== undefined) {
      throw new BadInput(`--jsonl reads texts, contexts and times from its input only; "${HELP}"`);
    }
    return await answerLines(weekly);
  }
  const text = line.words.join(' ');
  if (text.trim() === '') {
    throw new BadInput(`give a text: ${CALL} "vi kommer ikke i morgen"; "${HELP}" explains it`);
  }
  const sent = readSent(line.text['sent-at'], weekly.zone);
  const made = makeWorlds(weekly)(sent, line.flags.has('reply'));
  process.stdout.write(formatAnswer(loadUnderstand(LOCALES).understand(text, made), made));
  return 0;
}

function readSent(text: string | undefined, zone: string) {
  if (text === undefined) {
    return toLocal(systemClock.now(), zone);
  }
  const sent = readSentAt(text, zone);
  if (sent === null) {
    throw new BadInput(`--sent-at: "${shorten(text)}" is no time such as 2026-11-16T12:00`);
  }
  return sent;
}

function formatAnswer(answer: Understanding, world: World): string {
  const rows = [
    ...answer.statements.map(({ date, answer: said, late }) => [
      date,
      late ? `${said}, late` : said,
    ]),
    ...(answer.ask === null ? [] : [['asks', answer.ask]]),
    ...(answer.unclear === null ? [] : [['unclear', answer.unclear]]),
  ];
  const said = rows.length === 0 ? [['says', 'nothing about coming']] : rows;
  const sent = `${world.sentDate} ${world.sentTime}`;
  const lines = formatTable(
    ['what', 'meaning'],
    [
      ...said,
      ['language', answer.language ?? 'none'],
      ['sent', world.replyTo === undefined ? sent : `${sent}, an answer to the reminder`],
      ...answer.evidence.map((reason) => ['because', reason]),
    ],
    WIDEST_CELL,
  );
  return `${lines.join('\n')}\n`;
}

/** Answers every line that can be read; 2 where one cannot. */
async function answerLines(weekly: Weekly): Promise<number> {
  const { understand } = loadUnderstand(LOCALES);
  const worlds = makeWorlds(weekly);
  let code = 0;
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() === '') {
      continue;
    }
    const message = readMessage(line, weekly.zone);
    if (typeof message === 'string') {
      process.stderr.write(`understand: line ${number}: ${message}\n`);
      code = 2;
      continue;
    }
    const answer = understand(message.text, worlds(message.sent, message.isReply));
    const done = process.stdout.write(`${JSON.stringify(toLine(message.id, answer))}\n`);
    if (!done) {
      await new Promise((resolve) => process.stdout.once('drain', resolve));
    }
  }
  return code;
}

interface Message {
  readonly id: unknown;
  readonly text: string;
  readonly isReply: boolean;
  readonly sent: NonNullable<ReturnType<typeof readSentAt>>;
}

/** A message, or what is wrong with its line. */
function readMessage(line: string, zone: string): Message | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'it is no JSON; give one object a line';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return 'it is no JSON object; give {id, text, context, sentAt}';
  }
  const { id, text, context, sentAt } = value as Readonly<Record<string, unknown>>;
  if (id === undefined || typeof text !== 'string') {
    return id === undefined ? '"id" is missing' : '"text" is missing, or no text';
  }
  if (context !== 'chat' && context !== 'reply') {
    return '"context" must be "chat" or "reply"';
  }
  const sent = typeof sentAt === 'string' ? readSentAt(sentAt, zone) : null;
  if (sent === null) {
    return '"sentAt" must be a time such as "2026-11-16T12:00"';
  }
  return { id, text, isReply: context === 'reply', sent };
}

function toLine(id: unknown, answer: Understanding) {
  const statements = answer.statements.map(({ date, answer: said, late }) => ({
    date,
    answer: said,
    late: late === true,
  }));
  return { id, ...answer, statements };
}

if (import.meta.main) {
  process.exitCode = await runProgram('understand', () => explain(process.argv.slice(2)));
}
