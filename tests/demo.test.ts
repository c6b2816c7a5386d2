/** `npm run demo`: the course it tells is neat, repeatable, and measured against what was meant. */

import { describe, expect, it } from 'vitest';
import { loadCourse } from '../bot/cli/demo-course.ts';
import { openStage } from '../bot/cli/demo-stage.ts';
import { NOTHING, type Step } from '../bot/cli/demo-step.ts';
import { widthOf } from '../bot/cli/table.ts';
import { run } from './run-cli.ts';

const PROGRAM = 'bot/cli/demo.ts';

describe('demo', () => {
  it('tells six weeks in which everything is understood as it was meant', async () => {
    const { code, out, err } = await run(PROGRAM, []);
    const lines = out.trimEnd().split('\n');
    expect(lines.filter((line) => line.includes('✗'))).toEqual([]);
    expect(lines.at(-1)).toMatch(
      /^\d{2,} messages.* understood as the script meant, 0 otherwise\.$/,
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.match(/^── Week \d/gm)).toHaveLength(6);
    expect(out.match(/^ {2}Recorded for /gm)).toHaveLength(6);
    expect(lines.filter((line) => widthOf(line) > 80)).toEqual([]);
    expect(out).not.toContain('\u001B');
  });

  it('shows what it is there for', async () => {
    const { out } = await run(PROGRAM, []);
    const seen = [
      /Holdepunkt asks the group/,
      /\/hvem/,
      /\/flyt torsdag kl\. 11 +✅/,
      /Mødet onsdag 21\. oktober er flyttet/,
      /\/aflys +✅/,
      /Recorded for Wednesday 4 November: cancelled/,
      /\/fremmøde alle undtagen/,
      /\(ticks /,
      /📋 Ugen i Ny mor Nørrebro/,
      /\(joins the group\)/,
      /\(quoting the reminder\)/,
      /\(to the bot alone\)/,
      /under the reminder\)/,
      /\p{Script=Arabic}.* ✅$/mu,
    ];
    expect(seen.filter((pattern) => !pattern.test(out))).toEqual([]);
  });

  it('tells the same with the same seed, and otherwise with another', async () => {
    const [one, again, other] = await Promise.all(
      ['7', '7', '8'].map((seed) => run(PROGRAM, ['--weeks', '2', '--seed', seed])),
    );
    expect(one?.out).toMatch(/^── Week 2/m);
    expect(again?.out).toBe(one?.out);
    expect(other?.out).not.toBe(one?.out);
  });

  it.each([
    [['--weeks', '0'], /--weeks: "0" is no whole number from 1 to 40/],
    [['--weeks', '2.5'], /--weeks: "2\.5"/],
    [['--weeks'], /'--weeks <value>' argument missing/],
    [['--seed', 'x'], /--seed: "x"/],
    [['--sed', '1'], /'--sed'/],
    [['3'], /"3" is not expected/],
  ] as const)('refuses %s', async (line, says) => {
    const { code, out, err } = await run(PROGRAM, line);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^demo: [^\n]+\n$/);
    expect(err).toMatch(says);
  });

  it('answers --help', async () => {
    expect(await run(PROGRAM, ['--help'])).toMatchObject({ code: 0, err: '' });
  });
});

describe('the stage of the demo', () => {
  const meant: Step = {
    date: '2026-10-05',
    time: '12:00',
    who: 'Fatma',
    doing: { kind: 'say', to: 'group', text: 'jeg kommer ikke på onsdag' },
    means: {
      ...NOTHING,
      rsvps: { '2026-10-07': { answer: 'no', late: false } },
      reaction: '💛',
    },
  };

  async function play(step: Step): Promise<readonly string[]> {
    const stage = await openStage(loadCourse());
    try {
      await stage.advance(step);
      return (await stage.perform(step)).otherwise;
    } finally {
      await stage.close();
    }
  }

  it('finds nothing where the bot did what was meant', async () => {
    expect(await play(meant)).toEqual([]);
  });

  it('finds every difference where something else was meant', async () => {
    const means = {
      rsvps: { '2026-10-07': { answer: 'yes', late: true }, '2026-10-14': null },
      reaction: '⏰',
      answers: 1,
      attendance: { date: '2026-10-07', present: ['Amina'] },
      meeting: { date: '2026-10-07', status: 'cancelled' },
    } as const;
    expect(await play({ ...meant, means })).toEqual([
      '2026-10-07: meant yes (late), recorded no',
      'reaction: meant ⏰, was 💛',
      'answers: meant 1, were 0',
      'attendance: meant m-amina, recorded nothing',
      'meeting: meant 2026-10-07 cancelled',
    ]);
  });

  it('finds an answer where none was meant', async () => {
    expect(await play({ ...meant, means: NOTHING })).toEqual([
      '2026-10-07: meant nothing, recorded no',
      'reaction: meant none, was 💛',
    ]);
  });
});
