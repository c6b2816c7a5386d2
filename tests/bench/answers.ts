/**
 * Reads somebody's answers to the labelled messages, one JSON object a line. Called by `npm run bench --
 * understanding --answers FILE`. It must never repeat a text: it tells problems by the number of a line.
 */

import { readFileSync } from 'node:fs';
import { BadInput } from '../../bot/bad-input.ts';
import { type Example, MONDAY_NOON } from '../../bot/cli/examples.ts';
import type { LanguageTag, Statement } from '../../bot/types.ts';
import { idOf, type Labelled, SETS, type SetName } from './labelled.ts';
import type { Answer } from './scores.ts';

/** Somebody's answers, matched with the labelled messages. */
export interface Answers {
  /** By the name of the message. */
  readonly byId: ReadonlyMap<string, Answer>;
  /** Lines that belong to no labelled message. */
  readonly strangers: readonly number[];
}

/**
 * Reads a file of answers.
 * @throws BadInput where there is no such file, or at a line that breaks the contract
 */
export function readAnswers(file: string, labelled: readonly Labelled[]): Answers {
  const messages = listMessages(labelled);
  const byText = Map.groupBy(messages, ({ example }) => example.text);
  const ids = new Set(messages.map(({ id }) => id));
  const byId = new Map<string, Answer>();
  const strangers: number[] = [];
  for (const [index, line] of readLines(file).entries()) {
    if (line.trim() === '') {
      continue;
    }
    const where = `line ${index + 1}`;
    const said = parseLine(line, where);
    const found = said.id === undefined ? findByText(byText, said) : [said.id];
    const known = new Set(found.filter((id) => ids.has(id)));
    if (known.size === 0) {
      strangers.push(index + 1);
    }
    for (const id of known) {
      if (byId.has(id)) {
        throw new BadInput(`--answers: ${where}: an earlier line answers the same message`);
      }
      byId.set(id, said.answer);
    }
  }
  return { byId, strangers };
}

interface Message {
  readonly id: string;
  readonly language: LanguageTag;
  readonly example: Example;
}

function listMessages(labelled: readonly Labelled[]): readonly Message[] {
  return labelled.flatMap((one) =>
    (Object.keys(SETS) as SetName[]).flatMap((set) =>
      one[set].map((example) => ({
        id: idOf(one.language, example),
        language: one.language,
        example,
      })),
    ),
  );
}

function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    throw new BadInput('--answers: that file cannot be read; give one of JSON lines');
  }
}

/** A line as it was written. */
interface Said {
  readonly id: string | undefined;
  readonly text: string | undefined;
  readonly where: Readonly<Record<'language' | 'context' | 'sentAt', unknown>>;
  readonly answer: Answer;
}

/** All messages with this text; language, context and time narrow it where they are given. */
function findByText(
  byText: ReadonlyMap<string, readonly Message[]>,
  { text = '', where }: Said,
): readonly string[] {
  const isIt = (given: unknown, mine: string): boolean => given === undefined || given === mine;
  return (byText.get(text) ?? [])
    .filter(
      ({ language, example: { context, sentAt = MONDAY_NOON } }) =>
        isIt(where.language, language) &&
        isIt(where.context, context) &&
        isIt(where.sentAt, sentAt),
    )
    .map(({ id }) => id);
}

function parseLine(line: string, where: string): Said {
  const value = parseObject(line);
  const refuse = (problem: string) => new BadInput(`--answers: ${where}: ${problem}`);
  if (value === null) {
    throw refuse('it is no JSON object');
  }
  const { id, text, language, context, sentAt, statements, ask = null, unclear = null } = value;
  if (typeof id !== 'string' && typeof text !== 'string') {
    throw refuse('"id" or "text" must be there');
  }
  if (!isStatements(statements)) {
    throw refuse('"statements" must be a list of {"date", "answer", "late"}, each day once');
  }
  if (ask !== null && ask !== 'when' && ask !== 'where') {
    throw refuse('"ask" must be "when", "where" or null');
  }
  if (unclear !== null && typeof unclear !== 'boolean' && typeof unclear !== 'string') {
    throw refuse('"unclear" must be true, false, a reason or null');
  }
  return {
    id: typeof id === 'string' ? id : undefined,
    text: typeof text === 'string' ? text : undefined,
    where: { language, context, sentAt },
    answer: { statements, ask, unclear: unclear ? 'unclear' : null },
  };
}

function parseObject(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null;
  } catch {
    return null;
  }
}

function isStatements(value: unknown): value is readonly Statement[] {
  return (
    Array.isArray(value) &&
    value.every(isStatement) &&
    new Set(value.map(({ date }) => date)).size === value.length
  );
}

function isStatement(value: unknown): value is Statement {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  const { date, answer, late = false } = value as Readonly<Record<string, unknown>>;
  return (
    typeof date === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/.test(date) &&
    typeof answer === 'string' &&
    ['yes', 'no', 'maybe'].includes(answer) &&
    typeof late === 'boolean'
  );
}
