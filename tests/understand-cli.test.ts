/** `npm run understand` as somebody at a terminal, or another program, calls it. */

import { describe, expect, it } from 'vitest';
import { run, start } from './run-cli.ts';

const PROGRAM = 'bot/cli/understand.ts';

async function answer(lines: readonly string[], args: readonly string[] = []) {
  const child = start(PROGRAM, ['--jsonl', ...args], '/nowhere');
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    out += part;
  });
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    err += part;
  });
  child.stdin?.end(`${lines.join('\n')}\n`);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, err, answers: out.split('\n').filter((line) => line !== '') };
}

const line = (id: unknown, text: string, rest: object = {}) =>
  JSON.stringify({ id, text, context: 'chat', sentAt: '2026-11-16T12:00', ...rest });

describe('npm run understand', () => {
  it('explains one message in a table', async () => {
    const { code, out, err } = await run(PROGRAM, [
      'vi kommer ikke i morgen',
      '--sent-at',
      '2026-11-16T12:00',
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/2026-11-17\s+no/);
    expect(out).toContain('because');
  });

  it('--help explains both forms', async () => {
    const { code, out } = await run(PROGRAM, ['--help']);
    expect(code).toBe(0);
    expect(out).toContain('--jsonl');
    expect(out).toContain('--weekday');
  });

  it.each([
    [['--weekday', 'tirsdag', 'hej'], '--weekday'],
    [['--start', '25:00', 'hej'], '--start'],
    [['--start', '12:00', '--end', '10:00', 'hej'], '--end'],
    [['--zone', 'Mars', 'hej'], '--zone'],
    [['--sent-at', 'now', 'hej'], '--sent-at'],
    [['--wrong', 'hej'], '--wrong'],
    [[], 'give a text'],
    [['--jsonl', 'hej'], '--jsonl'],
  ])('%j is one clear line and 2', async (args, part) => {
    const { code, out, err } = await run(PROGRAM, args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(part);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('--jsonl answers a line each, with the whole shape', async () => {
    const { code, err, answers } = await answer([
      line('a', 'ja', { context: 'reply', sentAt: '2026-11-16T11:00:00Z' }),
      line(2, 'vi kommer lidt senere'),
      line(3, 'hvor mødes vi?'),
      line(4, 'hej'),
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [first, second, third, fourth] = answers.map(
      (text) => JSON.parse(text) as Record<string, unknown>,
    );
    expect(first).toMatchObject({
      id: 'a',
      statements: [{ date: '2026-11-17', answer: 'yes', late: false }],
      ask: null,
      unclear: null,
      language: 'da',
    });
    expect(second).toMatchObject({
      statements: [{ date: '2026-11-17', answer: 'yes', late: true }],
    });
    expect(third).toMatchObject({ statements: [], ask: 'where' });
    expect(fourth).toMatchObject({ id: 4, statements: [], ask: null, unclear: null });
    expect(Object.keys(first ?? {}).sort()).toEqual(
      ['ask', 'evidence', 'id', 'language', 'rule', 'statements', 'unclear'].sort(),
    );
  });

  it('--jsonl reports broken lines by number, answers the others, and ends with 2', async () => {
    const { code, err, answers } = await answer([
      line(1, 'vi kommer'),
      'not json',
      '{"id":3}',
      line(4, 'vi kommer', { context: 'letter' }),
      line(5, 'vi kommer', { sentAt: 'soon' }),
      line(6, 'vi kommer ikke'),
    ]);
    expect(code).toBe(2);
    expect(answers.map((text) => (JSON.parse(text) as { id: number }).id)).toEqual([1, 6]);
    const lines = err.trim().split('\n');
    expect(lines.map((text) => /line (\d)/.exec(text)?.[1])).toEqual(['2', '3', '4', '5']);
  });

  it('an instant is read by the clock of the zone, also when it changes', async () => {
    const { answers } = await answer(
      [line(1, 'vi kommer ikke i morgen', { sentAt: '2026-10-25T23:30:00Z' })],
      ['--weekday', 'tuesday', '--zone', 'Europe/Copenhagen'],
    );
    expect(JSON.parse(answers[0] ?? '')).toMatchObject({
      statements: [{ date: '2026-10-27', answer: 'no', late: false }],
    });
  });
});
