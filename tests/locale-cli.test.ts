import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLanguage } from '../bot/cli/locale-check.ts';
import { makeFiles } from '../bot/cli/locale-files.ts';
import { run } from './run-cli.ts';

const LOCALES = join(import.meta.dirname, '..', 'locales');
const PROGRAM = 'bot/cli/locale.ts';

describe('a language made up', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdepunkt-locales-'));
    symlinkSync(join(LOCALES, 'da'), join(folder, 'da'));
    mkdirSync(join(folder, 'xx'));
    for (const [name, content] of makeFiles('xx', 'Xanadu')) {
      writeFileSync(join(folder, 'xx', name), content);
    }
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('has files that can be filled in: nothing in them is broken, much is missing', () => {
    const { name, problems } = checkLanguage(folder, 'xx');
    expect(name).toBe('Xanadu');
    expect(problems).toContain('phrases.json: "not" has no words yet: not');
    expect(problems).toContain('messages.json: "poll.yes" is missing');
    expect(problems.filter((problem) => problem.startsWith('meta.json'))).toEqual([]);
    expect(problems.some((problem) => problem.startsWith('examples.jsonl: has 0'))).toBe(true);
  });

  it('is told what is misread, and which lines are broken', () => {
    writeFileSync(
      join(folder, 'xx', 'examples.jsonl'),
      [
        '{"text": "blorp", "context": "chat", "statements": [{"date": "2026-11-17", "answer": "no"}]}',
        '{"text": "blorp", "context": "kitchen"}',
        'blorp',
      ].join('\n'),
    );
    const { problems } = checkLanguage(folder, 'xx');
    expect(problems).toContain('examples.jsonl: "blorp" is read as nothing, it means 11-17 no');
    expect(problems).toContain('examples.jsonl: line 2: "context" must be "chat" or "reply"');
    expect(problems).toContain('examples.jsonl: line 3: is no JSON object on one line');
  });
});

describe('npm run locale', () => {
  it.each([
    [['new'], 'not understood'],
    [['new', 'da', 'Dansk'], 'there already'],
    [['new', 'Danish', 'Dansk'], 'no language tag'],
    [['check', 'zz'], 'no language "zz"'],
    [['--nonsense'], 'nonsense'],
  ])('%j is refused in one line', async (args, part) => {
    const { code, out, err } = await run(PROGRAM, args);
    expect({ code, out, lines: err.trim().split('\n').length }).toEqual({
      code: 2,
      out: '',
      lines: 1,
    });
    expect(err).toContain(part);
  });

  it('finds nothing wrong with Danish', async () => {
    const { code, out } = await run(PROGRAM, ['check', 'da']);
    expect(out).toMatch(/^da Dansk: nothing wrong/);
    expect(code).toBe(0);
  });
});
