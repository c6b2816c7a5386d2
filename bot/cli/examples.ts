/**
 * The labelled messages of a language and how well they are read. Called by `locale check`, the bench
 * and the tests of understanding, so that all of them mean the same by a misread message.
 */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ask, LanguageTag, Statement, Understand, Understanding, World } from '../types.ts';
import { makeWorlds } from './understand-world.ts';

/** When a message was sent where nothing else is said: the Monday before a Tuesday's meeting. */
export const MONDAY_NOON = '2026-11-16T12:00';

/** A labelled message of a language. */
export interface Example {
  readonly text: string;
  readonly context: 'chat' | 'reply';
  /** Local time `YYYY-MM-DDTHH:MM`. */
  readonly sentAt?: string;
  readonly statements?: readonly Statement[];
  readonly ask?: Ask;
  readonly unclear?: true;
  /** Labelled, but never looked at while the phrases were written. */
  readonly heldOut?: true;
  /** Known to be read otherwise, still: whoever mends it takes this away. */
  readonly misread?: true;
  /** Once independent, but looked at since. */
  readonly seen?: true;
}

/** A message that is read otherwise than it is labelled. */
export interface Misread {
  readonly text: string;
  readonly wanted: string;
  readonly got: string;
}

const worlds = makeWorlds({ weekday: 2, start: '10:00', end: '12:00', zone: 'Europe/Copenhagen' });

/** A world of Tuesday meetings, 10 to 12, at a local time `YYYY-MM-DDTHH:MM`. */
export function worldAt(sentAt = MONDAY_NOON, context: 'chat' | 'reply' = 'chat'): World {
  const [date = '', time = ''] = sentAt.split('T');
  return worlds({ date, time }, context === 'reply');
}

/** What an example is taken for, written by somebody who has set this language. */
export function readAs(understand: Understand, tag: LanguageTag, example: Example): Understanding {
  const world = worldAt(example.sentAt, example.context);
  return understand(example.text, { ...world, languages: [tag, 'da'] });
}

/** The labelled messages in a file, each line read by itself; none where there is no file. */
export function readExampleLines(file: string): readonly (Example | { problem: string })[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [parseExample(line, `line ${index + 1}`)],
  );
}

/** The labelled messages in a language's folder; lines that cannot be read are left out. */
export function readExamples(folder: string): readonly Example[] {
  return readExampleFile(join(folder, 'examples.jsonl'));
}

/** The labelled messages in a file; lines that cannot be read are left out. */
export function readExampleFile(file: string): readonly Example[] {
  return readExampleLines(file).flatMap((one) => ('problem' in one ? [] : [one]));
}

function parseExample(line: string, where: string): Example | { problem: string } {
  try {
    const example = JSON.parse(line) as Example;
    const wrong = findWrongField(example);
    return wrong === null ? example : { problem: `${where}: ${wrong}` };
  } catch {
    return { problem: `${where}: is no JSON object on one line` };
  }
}

function findWrongField(example: Example): string | null {
  if (typeof example.text !== 'string' || example.text.trim() === '') {
    return '"text" is missing';
  }
  if (example.context !== 'chat' && example.context !== 'reply') {
    return '"context" must be "chat" or "reply"';
  }
  if (example.sentAt !== undefined && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(example.sentAt)) {
    return '"sentAt" must be a local time such as 2026-11-16T12:00';
  }
  const bad = (example.statements ?? []).find(
    ({ date, answer }) =>
      !/^\d{4}-\d{2}-\d{2}$/.test(date) || !['yes', 'no', 'maybe'].includes(answer),
  );
  return bad
    ? 'a statement must be {"date": "2026-11-17", "answer": "yes"}, "no" or "maybe"'
    : null;
}

/** What was understood, short: `11-17 yes late, asks when`. */
export function brief({ statements, ask, unclear }: Partial<Understanding>): string {
  const said = (statements ?? []).map(
    ({ date, answer, late }) => `${date.slice(5)} ${answer}${late ? ' late' : ''}`,
  );
  const asked = ask === null || ask === undefined ? [] : [`asks ${ask}`];
  const doubted = unclear === null || unclear === undefined ? [] : ['unclear'];
  return [...said, ...asked, ...doubted].join(', ');
}

/** How a message is labelled, short. */
export function labelOf({ statements = [], ask, unclear }: Example): string {
  return brief({ statements, ask: ask ?? null, unclear: unclear === true ? 'unclear' : null });
}

/** The examples that are read otherwise than they are labelled. */
export function findMisread(
  understand: Understand,
  tag: LanguageTag,
  examples: readonly Example[],
): readonly Misread[] {
  return examples.flatMap((example) => {
    const got = brief(readAs(understand, tag, example));
    const wanted = labelOf(example);
    return got === wanted ? [] : [{ text: example.text, wanted, got }];
  });
}
