/** The scorer of `npm run bench -- understanding`, on messages whose score anybody can count. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Example } from '../bot/cli/examples.ts';
import type { Statement } from '../bot/types.ts';
import { readAnswers } from './bench/answers.ts';
import { idOf, type Labelled, questions, readLabelled } from './bench/labelled.ts';
import { answerWithNlpjs } from './bench/nlpjs.ts';
import { type Answer, type Read, score, scoreAll, showScores } from './bench/scores.ts';
import { makeFolder, run } from './run-cli.ts';

const TUESDAY = '2026-11-17';
const WEEK_AFTER = '2026-11-24';

const yes = (date: string): Statement => ({ date, answer: 'yes' });
const no = (date: string): Statement => ({ date, answer: 'no' });
const maybe = (date: string): Statement => ({ date, answer: 'maybe' });
const late = (date: string): Statement => ({ date, answer: 'yes', late: true });

const SILENCE: Answer = { statements: [], ask: null, unclear: null };
const says = (...statements: readonly Statement[]): Answer => ({ ...SILENCE, statements });
const UNCLEAR: Answer = { ...SILENCE, unclear: 'two answers' };

function message(text: string, label: Partial<Example> = {}): Example {
  return { text, context: 'chat', ...label };
}

/** Labelled with these statements, and read so. */
const read = (meant: readonly Statement[], got: Answer): Read => ({
  example: message('m', { statements: meant }),
  got,
});

describe('score', () => {
  it('knows every column of a set that was counted by hand', () => {
    const set: readonly Read[] = [
      read([yes(TUESDAY)], says(yes(TUESDAY))),
      read([no(TUESDAY)], says(yes(TUESDAY))),
      read([no(TUESDAY), no(WEEK_AFTER)], says(no(TUESDAY))),
      read([late(TUESDAY)], says(yes(TUESDAY))),
      read([yes(TUESDAY)], UNCLEAR),
      read([maybe(TUESDAY)], SILENCE),
      read([maybe(TUESDAY)], says(no(TUESDAY))),
      read([], SILENCE),
      read([], says(no(TUESDAY), no(WEEK_AFTER))),
      { example: message('m', { ask: 'when' }), got: { ...SILENCE, ask: 'when' } },
      { example: message('m', { unclear: true }), got: SILENCE },
    ];
    // Meant are 8 statements, read are 7, of which 2 are right and 1 goes the wrong way.
    expect(score(set)).toEqual({
      messages: 11,
      exact: 3 / 11,
      precision: 2 / 7,
      recall: 2 / 8,
      wrongPerThousand: 1000 / 8,
      falsePerThousand: 1000 / 4,
      unclear: 1 / 7,
      missed: 1 / 7,
    });
  });

  it('does not mind the order of days, but another day', () => {
    const meant = [yes(TUESDAY), no(WEEK_AFTER)];
    expect(score([read(meant, says(no(WEEK_AFTER), yes(TUESDAY)))]).exact).toBe(1);
    const swapped = score([read(meant, says(yes(WEEK_AFTER), no(TUESDAY)))]);
    expect(swapped).toMatchObject({ exact: 0, recall: 0, wrongPerThousand: 1000 });
    expect(score([read([yes(TUESDAY)], says(no(WEEK_AFTER)))])).toMatchObject({
      precision: 0,
      wrongPerThousand: 0,
    });
  });

  it('takes no share of nothing', () => {
    expect(score([read([], SILENCE)])).toMatchObject({
      exact: 1,
      precision: null,
      recall: null,
      wrongPerThousand: null,
      falsePerThousand: 0,
      unclear: null,
    });
  });
});

const LABELLED: readonly Labelled[] = [
  {
    language: 'aa',
    tuned: [message('one', { statements: [yes(TUESDAY)] }), message('ok')],
    aside: [message('two', { statements: [no(TUESDAY)], sentAt: '2026-11-17T08:00' })],
    independent: [],
  },
  {
    language: 'bb',
    tuned: [message('ok', { context: 'reply', statements: [yes(TUESDAY)] })],
    aside: [],
    independent: [message('three'), message('four')],
  },
];

/** What every message is labelled with, as an answer. */
const asLabelled = ({ statements = [], ask, unclear }: Example): Answer => ({
  statements,
  ask: ask ?? null,
  unclear: unclear ? 'unclear' : null,
});

describe('scoreAll', () => {
  it('scores each set of each language, and all messages together', () => {
    const scores = scoreAll(LABELLED, (_, example) =>
      example.text === 'ok' || example.text === 'four' ? says(no(TUESDAY)) : asLabelled(example),
    );
    expect(scores.map((one) => one.language)).toEqual(['aa', 'bb', 'total']);
    expect(scores.map(({ tuned }) => tuned?.exact)).toEqual([0.5, 0, 1 / 3]);
    expect(scores.map(({ aside }) => aside?.exact)).toEqual([1, undefined, 1]);
    expect(scores.map(({ independent }) => independent?.falsePerThousand)).toEqual([
      undefined,
      500,
      500,
    ]);
    expect(scores.at(-1)?.tuned).toMatchObject({ messages: 3, wrongPerThousand: 500 });
  });

  it('shows a row for each set, and the other answers below ours', () => {
    const ours = scoreAll(LABELLED, (_, example) => asLabelled(example));
    const other = scoreAll(LABELLED, (_, __, set) => (set === 'tuned' ? null : SILENCE));
    const rows = showScores(ours, other).trimEnd().split('\n');
    // A heading; 2 sets of each language and 3 of the total; the other one's, without the tuned.
    expect(rows).toHaveLength(1 + 7 + 4);
    expect(rows.filter((row) => row.includes('nlp.js'))).toHaveLength(4);
    expect(rows[2]).toMatch(/^aa +kept aside +1 +100\.0 % /);
    expect(rows[3]).toMatch(/^ +… nlp\.js +1 +0\.0 % +– +0\.0 % /);
  });
});

describe("somebody's answers", () => {
  function fileOf(...lines: readonly unknown[]): string {
    const file = join(makeFolder(), 'answers.jsonl');
    writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return file;
  }
  const idIn = (language: string, text: string): string => {
    const one = LABELLED.find((labelled) => labelled.language === language);
    const all = [...(one?.tuned ?? []), ...(one?.aside ?? []), ...(one?.independent ?? [])];
    return idOf(language, all.find((example) => example.text === text) ?? message(text));
  };

  it('belong to a message by its name, or by its text as far as it is told apart', () => {
    const { byId, strangers } = readAnswers(
      fileOf(
        { id: idIn('aa', 'one'), statements: [yes(TUESDAY)], ask: null, unclear: false },
        { text: 'two', sentAt: '2026-11-17T08:00', statements: [] },
        { text: 'two', sentAt: '2026-11-18T08:00', statements: [] },
        { text: 'ok', context: 'reply', statements: [], unclear: true },
        { text: 'nowhere', statements: [] },
      ),
      LABELLED,
    );
    expect(byId.get(idIn('aa', 'one'))).toEqual(says(yes(TUESDAY)));
    expect(byId.get(idIn('bb', 'ok'))).toMatchObject({ unclear: 'unclear' });
    expect(byId.has(idIn('aa', 'ok'))).toBe(false);
    expect([...byId.keys()]).toHaveLength(3);
    expect(strangers).toEqual([3, 5]);
  });

  it.each([
    ['{', 'it is no JSON object'],
    ['{"statements":[]}', '"id" or "text"'],
    ['{"text":"one"}', '"statements"'],
    ['{"text":"one","statements":[{"date":"17/11","answer":"yes"}]}', '"statements"'],
    ['{"text":"one","statements":[{"date":"2026-11-17","answer":"late"}]}', '"statements"'],
    ['{"text":"one","statements":[],"ask":"who"}', '"ask"'],
    ['{"text":"one","statements":[],"unclear":7}', '"unclear"'],
  ])('%s is refused by the number of its line', (line, problem) => {
    const file = join(makeFolder(), 'answers.jsonl');
    writeFileSync(file, `\n${line}\n`);
    expect(() => readAnswers(file, LABELLED)).toThrow(`line 2: ${problem}`);
  });

  it('answer a message once', () => {
    const once = { id: idIn('aa', 'one'), statements: [] };
    expect(() => readAnswers(fileOf(once, once), LABELLED)).toThrow('line 2: an earlier line');
  });

  it('that say what is labelled are exact everywhere', async () => {
    const labelled = readLabelled();
    const file = fileOf(
      ...labelled.flatMap((one) => {
        const all = [...one.tuned, ...one.aside, ...one.independent];
        const byId = new Map(all.map((example) => [idOf(one.language, example), example]));
        return [...byId].map(([id, example]) => ({ id, ...asLabelled(example) }));
      }),
    );
    const { code, out, err } = await run('tests/bench/run.ts', [
      'understanding',
      '--json',
      '--answers',
      file,
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { scores, unanswered } = JSON.parse(out);
    expect(unanswered).toBe(0);
    expect(scores).toHaveLength(labelled.length + 1);
    expect(scores.at(-1)).toMatchObject({
      tuned: { exact: 1, wrongPerThousand: 0, missed: 0 },
      aside: { exact: 1, precision: 1, recall: 1 },
      independent: { exact: 1, falsePerThousand: 0 },
    });
  });
});

describe('the messages to answer', () => {
  it('carry no label, and come once', () => {
    const twice = LABELLED.map((one) => ({ ...one, independent: one.tuned }));
    expect([...questions(twice)]).toHaveLength(4);
    const asked = [...questions(LABELLED)].map((line) => JSON.parse(line));
    expect(asked).toHaveLength(6);
    expect(asked[2]).toEqual({
      id: idOf('aa', message('two', { sentAt: '2026-11-17T08:00' })),
      language: 'aa',
      set: 'aside',
      text: 'two',
      context: 'chat',
      sentAt: '2026-11-17T08:00',
    });
  });
});

describe('nlp.js', () => {
  it('is left out where it is not installed', async () => {
    expect(await answerWithNlpjs(makeFolder())).toBeNull();
  });
});
