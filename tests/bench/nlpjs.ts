/**
 * Reads the labelled messages with nlp.js, to stand beside ours. Called by `npm run bench --
 * understanding`, which runs this file as a process of its own; nlp.js is no dependency and is looked
 * for in a folder. It must never learn from messages kept aside or independent ones.
 */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { BadInput } from '../../bot/bad-input.ts';
import type { Example } from '../../bot/cli/examples.ts';
import type { Statement } from '../../bot/types.ts';
import { type Cost, heldMiB, processorMs } from './cost.ts';
import { idOf, type Labelled, readLabelled } from './labelled.ts';
import { type Day, meetingsOn, type RecognizeDateTime, readDays } from './nlpjs-days.ts';
import { type Answer, score } from './scores.ts';

const PACKAGES = ['@nlpjs/basic', '@nlpjs/lang-all', '@nlpjs/builtin-microsoft'];

/** How to get what `answerWithNlpjs` did not find. */
export const HOW_TO_GET = `nlp.js is not here; to see it beside ours: npm install --no-save ${PACKAGES.join(' ')}\n`;

/** Its answers by the name of the message, to messages that it did not learn from. */
export interface NlpjsAnswers {
  readonly cost: Cost;
  readonly answers: readonly (readonly [id: string, answer: Answer])[];
}

/**
 * Trains nlp.js as it is found from a folder, and asks it; null where it is not there.
 * @throws BadInput where it is there and fails
 */
export async function answerWithNlpjs(folder: string): Promise<NlpjsAnswers | null> {
  try {
    PACKAGES.map((name) => createRequire(join(folder, 'package.json')).resolve(name));
  } catch {
    return null;
  }
  const child = fork(import.meta.filename, [folder], {
    // It prints messages that it trains with.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let answers: NlpjsAnswers | null = null;
  child.once('message', (message) => {
    answers = message as NlpjsAnswers;
  });
  await once(child, 'close');
  if (answers === null) {
    throw new BadInput(`nlp.js gave no answers; see why: npx node tests/bench/nlpjs.ts ${folder}`);
  }
  return answers;
}

/** How sure it must be; each language takes the one that reads most messages exactly. */
const THRESHOLDS = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];
/** The threshold is chosen on tuned messages that were not trained with: each quarter in turn. */
const FOLDS = 4;
/** Stands before an answer to the reminder: otherwise it could not tell it from a message. */
const REPLY = 'qqreply';

/** The parts of nlp.js that are used. */
interface Nlp {
  addDocument(locale: string, text: string, intent: string): void;
  train(): Promise<unknown>;
  process(locale: string, text: string): Promise<Guess>;
}
interface Guess {
  readonly intent: string;
  readonly score: number;
}
interface Nlpjs {
  readonly containerBootstrap: () => Promise<{ use(part: unknown): void }>;
  readonly Nlp: new (settings: object) => Nlp;
  readonly languages: Readonly<Record<string, unknown>>;
  readonly recognizeDateTime: RecognizeDateTime;
}
function loadNlpjs(folder: string): Nlpjs {
  const load = createRequire(join(folder, 'package.json'));
  const dates = createRequire(load.resolve('@nlpjs/builtin-microsoft'));
  return {
    ...load('@nlpjs/basic'),
    languages: load('@nlpjs/lang-all'),
    recognizeDateTime: dates('@microsoft/recognizers-text-suite').recognizeDateTime,
  };
}

/** A trained manager of one language. */
interface Reader {
  readonly nlpjs: Nlpjs;
  readonly language: string;
  readonly guess: (example: Example) => Promise<Guess>;
}

async function train(
  nlpjs: Nlpjs,
  language: string,
  examples: readonly Example[],
): Promise<Reader> {
  const { containerBootstrap, Nlp, languages } = nlpjs;
  const container = await containerBootstrap();
  // Without a package of the language it cuts words at spaces and takes them as they are.
  const words = languages[`Lang${language.charAt(0).toUpperCase()}${language.slice(1)}`];
  if (words !== undefined) {
    container.use(words);
  }
  const quiet = { autoSave: false, calculateSentiment: false, nlu: { log: false } };
  const nlp = new Nlp({ container, languages: [language], threshold: 0, ...quiet });
  const asText = ({ context, text }: Example) => (context === 'reply' ? `${REPLY} ${text}` : text);
  for (const example of examples) {
    nlp.addDocument(language, asText(example), intentOf(example));
  }
  await nlp.train();
  return { nlpjs, language, guess: (example) => nlp.process(language, asText(example)) };
}

/** The one intent that a message is taught as; of several statements the first. */
function intentOf({ statements = [], ask, unclear }: Example): string {
  const [first] = statements;
  if (first !== undefined) {
    return first.late ? 'late' : first.answer;
  }
  return ask ? `ask-${ask}` : unclear ? 'unclear' : 'None';
}

function toAnswer(intent: string, example: Example, days: readonly Day[]): Answer {
  const isStatement = ['yes', 'no', 'maybe', 'late'].includes(intent);
  const said = intent === 'late' ? { answer: 'yes', late: true } : { answer: intent };
  const statements = meetingsOn(example, days).map((date) => ({ date, ...said }));
  return {
    statements: isStatement ? (statements as Statement[]) : [],
    ask: intent === 'ask-when' ? 'when' : intent === 'ask-where' ? 'where' : null,
    unclear: intent === 'unclear' ? intent : null,
  };
}

/** An answer for each threshold: below it, a message means nothing. */
type Answers = (threshold: number) => Answer;

/** Lets a trained manager read a message. */
async function read(
  { nlpjs, language, guess }: Reader,
  example: Example,
): Promise<{ readonly example: Example; readonly at: Answers }> {
  const { intent, score: sure } = await guess(example);
  const days = readDays(nlpjs.recognizeDateTime, language, example);
  return { example, at: (least) => toAnswer(sure >= least ? intent : 'None', example, days) };
}

async function chooseThreshold(nlpjs: Nlpjs, { language, tuned }: Labelled): Promise<number> {
  const all: Awaited<ReturnType<typeof read>>[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const learnt = tuned.filter((_, index) => index % FOLDS !== fold);
    const reader = await train(nlpjs, language, learnt);
    for (const example of tuned.filter((_, index) => index % FOLDS === fold)) {
      all.push(await read(reader, example));
    }
  }
  const exactAt = (least: number): number =>
    score(all.map(({ example, at }) => ({ example, got: at(least) }))).exact ?? 0;
  return THRESHOLDS.reduce((best, one) => (exactAt(one) > exactAt(best) ? one : best));
}

async function answerAll(folder: string): Promise<NlpjsAnswers> {
  const labelled = readLabelled();
  const heldBefore = heldMiB();
  const started = processorMs();
  const nlpjs = loadNlpjs(folder);
  const loaded = processorMs();
  const trained: { one: Labelled; reader: Reader }[] = [];
  for (const one of labelled) {
    trained.push({ one, reader: await train(nlpjs, one.language, one.tuned) });
  }
  const ready = processorMs();
  const held = heldMiB() - heldBefore;
  const answers: [string, Answer][] = [];
  let answering = 0;
  for (const { one, reader } of trained) {
    const threshold = await chooseThreshold(nlpjs, one);
    const begun = processorMs();
    for (const example of [...one.aside, ...one.independent]) {
      const { at } = await read(reader, example);
      answers.push([idOf(one.language, example), at(threshold)]);
    }
    answering += processorMs() - begun;
  }
  const cost = {
    loadMs: ready - started,
    trainMs: ready - loaded,
    heldMiB: held,
    messagesPerSecond: (1000 * answers.length) / answering,
  };
  return { cost, answers };
}

if (import.meta.main) {
  process.send?.(await answerAll(process.argv[2] ?? '.'), () => process.disconnect?.());
}
