/**
 * Scores answers to labelled messages: ours, those of nlp.js, or those in somebody's file. Called by
 * `npm run bench -- understanding`. It must never know who answered.
 */

import { brief, type Example, labelOf } from '../../bot/cli/examples.ts';
import type { LanguageTag, Understanding } from '../../bot/types.ts';
import { type Labelled, SETS, type SetName } from './labelled.ts';

/** What somebody took a message for. */
export type Answer = Pick<Understanding, 'statements' | 'ask' | 'unclear'>;

/** A labelled message and what it was taken for. */
export interface Read {
  readonly example: Example;
  readonly got: Answer;
}

/** Shares are between 0 and 1; null where there is nothing to take a share of. */
export interface Score {
  readonly messages: number;
  /** Read just as labelled, of all messages. */
  readonly exact: number | null;
  /** Of the statements read, those that were meant; of those meant, those that were read. */
  readonly precision: number | null;
  readonly recall: number | null;
  /** A yes for a no or a no for a yes, in 1,000 statements meant. */
  readonly wrongPerThousand: number | null;
  /** Messages that mean no statement and were read as one, in 1,000 such messages. */
  readonly falsePerThousand: number | null;
  /** Messages with a statement: called unclear, and passed over in silence, of all with one. */
  readonly unclear: number | null;
  readonly missed: number | null;
}

/** The scores of a language; null where it has no such messages, or they were not asked. */
export interface Scores extends Readonly<Record<SetName, Score | null>> {
  readonly language: LanguageTag;
}

/** Answers a message of a language; null leaves it out of the score. */
export type Answering = (language: LanguageTag, example: Example, set: SetName) => Answer | null;

/** Scores every language with a message that was answered, and last all of them as `total`. */
export function scoreAll(labelled: readonly Labelled[], answer: Answering): readonly Scores[] {
  const read = labelled.map((one) => ({
    language: one.language,
    ...eachSet((set) => readSet(one, set, answer)),
  }));
  const answered = read.filter((one) => SET_NAMES.some((set) => one[set].length > 0));
  const all = {
    language: 'total',
    ...eachSet((set) => answered.flatMap((one) => one[set])),
  };
  return [...answered, all].map((one) => ({
    language: one.language,
    ...eachSet((set) => (one[set].length === 0 ? null : score(one[set]))),
  }));
}

const SET_NAMES = Object.keys(SETS) as readonly SetName[];

function eachSet<Made>(make: (set: SetName) => Made): Record<SetName, Made> {
  return { tuned: make('tuned'), aside: make('aside'), independent: make('independent') };
}

function readSet(labelled: Labelled, set: SetName, answer: Answering): readonly Read[] {
  return labelled[set].flatMap((example) => {
    const got = answer(labelled.language, example, set);
    return got === null ? [] : [{ example, got }];
  });
}

/** Scores answers to some messages; a statement is right with its day, its answer and being late. */
export function score(read: readonly Read[]): Score {
  const pairs = read.map(({ example, got }) => compare(example, got));
  const sum = (count: (pair: Compared) => number): number =>
    pairs.reduce((total, pair) => total + count(pair), 0);
  const meant = sum((pair) => pair.meant);
  const right = sum((pair) => pair.right);
  const speaking = pairs.filter((pair) => pair.meant > 0);
  const silent = pairs.filter((pair) => pair.meant === 0);
  return {
    messages: read.length,
    exact: share(pairs, (pair) => pair.exact),
    precision: part(
      right,
      sum((pair) => pair.said),
    ),
    recall: part(right, meant),
    wrongPerThousand: perThousand(
      part(
        sum((pair) => pair.wrong),
        meant,
      ),
    ),
    falsePerThousand: perThousand(share(silent, (pair) => pair.said > 0)),
    unclear: share(speaking, (pair) => pair.said === 0 && pair.doubted),
    missed: share(speaking, (pair) => pair.said === 0 && !pair.doubted),
  };
}

function part(some: number, of: number): number | null {
  return of === 0 ? null : some / of;
}

function share<Item>(all: readonly Item[], isSo: (one: Item) => boolean): number | null {
  return part(all.filter(isSo).length, all.length);
}

function perThousand(value: number | null): number | null {
  return value === null ? null : 1000 * value;
}

interface Compared {
  readonly exact: boolean;
  readonly doubted: boolean;
  readonly meant: number;
  readonly said: number;
  readonly right: number;
  readonly wrong: number;
}

function compare(example: Example, got: Answer): Compared {
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
    exact: brief(inOrder(got)) === labelOf(inOrder({ ...example, statements })),
    doubted: got.unclear !== null,
    meant: statements.length,
    said: got.statements.length,
    right: right.length,
    wrong: wrong.length,
  };
}

/** The order in which somebody gives the days does not matter. */
function inOrder<Said extends Pick<Understanding, 'statements'>>(said: Said): Said {
  const statements = said.statements.toSorted((one, other) => (one.date < other.date ? -1 : 1));
  return { ...said, statements };
}

/** The scores as a table for people; with somebody else's below ours, row by row. */
export function showScores(scores: readonly Scores[], beside: readonly Scores[] = []): string {
  const rows = scores.flatMap((ours) => {
    const other = beside.find(({ language }) => language === ours.language);
    return SET_NAMES.flatMap((set) => [
      ...showRow(`${ours.language.padEnd(7)}${SETS[set]}`, ours[set]),
      ...showRow(`${' '.repeat(7)}… nlp.js`, other?.[set] ?? null),
    ]);
  });
  return [HEADING, ...rows, ''].join('\n');
}

const HEADING =
  'language            messages     exact  precision    recall   wrong ‰   false ‰   unclear    missed';

function showRow(name: string, score: Score | null): readonly string[] {
  if (score === null) {
    return [];
  }
  const percent = (value: number | null): string =>
    value === null ? '–' : `${(100 * value).toFixed(1)} %`;
  const plain = (value: number | null): string => (value === null ? '–' : value.toFixed(1));
  const cells = [
    percent(score.exact),
    percent(score.precision),
    percent(score.recall),
    plain(score.wrongPerThousand),
    plain(score.falsePerThousand),
    percent(score.unclear),
    percent(score.missed),
  ];
  const shown = cells.map((cell) => cell.padStart(10));
  return [`${name.padEnd(20)}${String(score.messages).padStart(8)}${shown.join('')}`];
}
