/**
 * `npm run bench -- understanding`: how well the labelled messages are read, by us, by nlp.js where it
 * is there, or by whoever wrote the answers in a file. It must never print a message unless asked to.
 */

import { join } from 'node:path';
import { BadInput } from '../../bot/bad-input.ts';
import { type Line, refuseWords } from '../../bot/cli/arguments.ts';
import { type Example, readAs } from '../../bot/cli/examples.ts';
import { loadUnderstand } from '../../bot/understand/understand.ts';
import { readAnswers } from './answers.ts';
import { type Cost, heldMiB, processorMs, showCosts } from './cost.ts';
import { idOf, type Labelled, LOCALES, questions, readLabelled, type SetName } from './labelled.ts';
import { answerWithNlpjs, HOW_TO_GET } from './nlpjs.ts';
import { type Answer, type Scores, scoreAll, showScores } from './scores.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const HELP = 'npm run bench -- --help';

/** Prints what the line asks for; gives the exit code. */
export async function scoreUnderstanding({ text, flags, words }: Line): Promise<number> {
  refuseWords(words.slice(1), HELP);
  const ways = [text['answers'], text['nlpjs'], flags.has('messages') || undefined];
  if (ways.filter((way) => way !== undefined).length > 1) {
    throw new BadInput(`give one of --answers, --nlpjs and --messages; "${HELP}" explains them`);
  }
  const labelled = readLabelled();
  if (flags.has('messages')) {
    for (const question of questions(labelled)) {
      process.stdout.write(`${question}\n`);
    }
    return 0;
  }
  const made =
    text['answers'] === undefined
      ? await scoreOurs(labelled, text['nlpjs'] ?? ROOT)
      : scoreFile(labelled, text['answers']);
  process.stdout.write(flags.has('json') ? `${JSON.stringify(made.json)}\n` : made.table);
  process.stderr.write(made.note);
  return 0;
}

interface Made {
  readonly json: object;
  readonly table: string;
  /** What is to know about them beside, for people. */
  readonly note: string;
}

async function scoreOurs(labelled: readonly Labelled[], folder: string): Promise<Made> {
  const { scores, cost } = readOurs(labelled);
  const nlpjs = await answerWithNlpjs(folder);
  if (nlpjs === null) {
    return { json: { scores, nlpjs: null }, table: showScores(scores), note: HOW_TO_GET };
  }
  const byId = new Map(nlpjs.answers);
  const theirs = scoreAll(labelled, (language, example, set) =>
    set === 'tuned' ? null : (byId.get(idOf(language, example)) ?? null),
  );
  return {
    json: { scores, cost, nlpjs: { scores: theirs, cost: nlpjs.cost } },
    table: `${showScores(scores, theirs)}\n${showCosts(cost, nlpjs.cost)}`,
    note: '',
  };
}

/** Reads the tuned messages first, as nlp.js trains with them: then both are warm for the others. */
function readOurs(labelled: readonly Labelled[]): { scores: readonly Scores[]; cost: Cost } {
  const heldBefore = heldMiB();
  const started = processorMs();
  const { understand } = loadUnderstand(LOCALES);
  const loadMs = processorMs() - started;
  const got = new Map<Example, Answer>();
  const read = (set: SetName): void => {
    for (const one of labelled) {
      for (const example of one[set]) {
        const { statements, ask, unclear } = readAs(understand, one.language, example);
        got.set(example, { statements, ask, unclear });
      }
    }
  };
  read('tuned');
  const held = heldMiB() - heldBefore;
  const tuned = got.size;
  const begun = processorMs();
  read('aside');
  read('independent');
  const messagesPerSecond = (1000 * (got.size - tuned)) / (processorMs() - begun);
  const scores = scoreAll(labelled, (_, example) => got.get(example) ?? null);
  return { scores, cost: { loadMs, trainMs: 0, heldMiB: held, messagesPerSecond } };
}

const SILENCE: Answer = { statements: [], ask: null, unclear: null };

/** Scores the languages that a file answers; there, no answer is taken as silence. */
function scoreFile(labelled: readonly Labelled[], file: string): Made {
  const { byId, strangers } = readAnswers(file, labelled);
  const idsOf = ({ language, tuned, aside, independent }: Labelled): readonly string[] =>
    [...tuned, ...aside, ...independent].map((example) => idOf(language, example));
  const asked = labelled.filter((one) => idsOf(one).some((id) => byId.has(id)));
  const unanswered = asked.flatMap(idsOf).filter((id) => !byId.has(id)).length;
  const scores = scoreAll(asked, (language, example) => {
    return byId.get(idOf(language, example)) ?? SILENCE;
  });
  const [first] = strangers;
  return {
    json: { scores, unanswered, strangers: strangers.length },
    table: showScores(scores),
    note: [
      unanswered > 0 ? `${unanswered} messages without an answer: taken as silence\n` : '',
      first === undefined
        ? ''
        : `${strangers.length} lines answer no labelled message, the first is line ${first}\n`,
    ].join(''),
  };
}
