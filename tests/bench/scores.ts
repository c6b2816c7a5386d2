/**
 * How well each language is read, by its labelled messages: `npm run bench -- understanding`. The rows
 * "kept aside" count only messages that nobody looked at while the phrases were written.
 */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  brief,
  type Example,
  labelOf,
  readAs,
  readExampleFile,
  readExamples,
} from '../../bot/cli/examples.ts';
import type { Understanding } from '../../bot/types.ts';
import { loadUnderstand } from '../../bot/understand/understand.ts';

const LOCALES = join(import.meta.dirname, '..', '..', 'locales');
const INDEPENDENT = join(import.meta.dirname, '..', 'understanding', 'independent');

export interface Score {
  readonly language: string;
  readonly messages: number;
  /** Read just as labelled, of all messages. */
  readonly exact: number;
  /** Of the statements read, those that were meant; of those meant, those that were read. */
  readonly precision: number;
  readonly recall: number;
  /** A yes for a no or a no for a yes, in 1,000 statements meant. */
  readonly wrongPerThousand: number;
  /** Statements read in messages that mean none, in 1,000 such messages. */
  readonly falsePerThousand: number;
  /** Messages with a statement that were left undecided, of all with one. */
  readonly abstained: number;
}

export interface Scores {
  readonly all: Score;
  readonly aside: Score;
  /** Messages by somebody else, where there are any. */
  readonly independent: Score;
}

/** Scores every language, on all its messages, on those kept aside, and on those of somebody else. */
export function scoreLanguages(): readonly Scores[] {
  const { understand } = loadUnderstand(LOCALES);
  const readAll = (tag: string, examples: readonly Example[]): readonly Read[] =>
    examples.map((example) => ({ example, got: readAs(understand, tag, example) }));
  return readdirSync(LOCALES)
    .sort()
    .flatMap((tag) => {
      const read = readAll(tag, readExamples(join(LOCALES, tag)));
      const aside = read.filter(({ example }) => example.heldOut);
      const independent = readAll(tag, readExampleFile(join(INDEPENDENT, `${tag}.jsonl`)));
      return read.length === 0
        ? []
        : [
            {
              all: score(tag, read),
              aside: score(tag, aside),
              independent: score(tag, independent),
            },
          ];
    });
}

interface Read {
  readonly example: Example;
  readonly got: Understanding;
}

function score(language: string, read: readonly Read[]): Score {
  const pairs = read.map(({ example, got }) => compare(example, got));
  const sum = (count: (pair: Compared) => number): number =>
    pairs.reduce((total, pair) => total + count(pair), 0);
  const meant = sum((pair) => pair.meant);
  const speaking = pairs.filter((pair) => pair.meant > 0);
  const silent = pairs.filter((pair) => pair.meant === 0);
  const part = (some: number, of: number): number => (of === 0 ? 1 : some / of);
  return {
    language,
    messages: read.length,
    exact: part(pairs.filter((pair) => pair.exact).length, read.length),
    precision: part(
      sum((pair) => pair.right),
      sum((pair) => pair.said),
    ),
    recall: part(
      sum((pair) => pair.right),
      meant,
    ),
    wrongPerThousand: 1000 * (meant === 0 ? 0 : sum((pair) => pair.wrong) / meant),
    falsePerThousand:
      1000 *
      (silent.length === 0 ? 0 : silent.filter((pair) => pair.said > 0).length / silent.length),
    abstained:
      speaking.length === 0
        ? 0
        : speaking.filter((pair) => pair.said === 0).length / speaking.length,
  };
}

interface Compared {
  readonly exact: boolean;
  readonly meant: number;
  readonly said: number;
  readonly right: number;
  readonly wrong: number;
}

function compare(example: Example, got: Understanding): Compared {
  const { statements = [] } = example;
  const wanted = new Map(statements.map((one) => [one.date, one]));
  const right = got.statements.filter((one) => {
    const meant = wanted.get(one.date);
    return meant?.answer === one.answer && Boolean(meant.late) === Boolean(one.late);
  });
  const wrong = got.statements.filter((one) => {
    const meant = wanted.get(one.date)?.answer;
    return meant && meant !== one.answer && meant !== 'maybe' && one.answer !== 'maybe';
  });
  return {
    exact: brief(got) === labelOf(example),
    meant: statements.length,
    said: got.statements.length,
    right: right.length,
    wrong: wrong.length,
  };
}

/** The scores as a table for people. */
export function showScores(scores: readonly Scores[]): string {
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`.padStart(8);
  const row = (name: string, one: Score): string =>
    [
      name.padEnd(16),
      String(one.messages).padStart(5),
      percent(one.exact),
      percent(one.precision),
      percent(one.recall),
      one.wrongPerThousand.toFixed(1).padStart(8),
      one.falsePerThousand.toFixed(1).padStart(8),
      percent(one.abstained),
    ].join('  ');
  return [
    'language          count     exact  precision   recall  wrong ‰  false ‰  undecided',
    ...scores.flatMap(({ all, aside, independent }) => [
      row(all.language, all),
      ...(aside.messages > 0 ? [row('  kept aside', aside)] : []),
      ...(independent.messages > 0 ? [row('  independent', independent)] : []),
    ]),
    '',
  ].join('\n');
}
