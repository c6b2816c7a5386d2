/** The short questions: when they are asked, how they look in every language, and what may be told. */

import { describe, expect, it } from 'vitest';
import {
  pulsePoll,
  pulsesNear,
  QUESTIONS,
  readTap,
  showCounts,
  showTogether,
} from '../bot/pulse.ts';
import { loadSay } from '../bot/say.ts';

const OPEN = { starts: null, ends: null };
const datesOf = (group: Parameters<typeof pulsesNear>[0], today: string): string[] =>
  pulsesNear(group, today).map(({ date, period }) => `${date} ${period}`);

describe('the rounds', () => {
  it.each([
    ['2026-01-20', ['2026-03-10 2026-Q1']],
    ['2026-03-20', ['2026-03-10 2026-Q1', '2026-06-09 2026-Q2']],
    ['2026-12-08', ['2026-12-08 2026-Q4', '2027-03-09 2027-Q1']],
    ['2027-08-01', ['2027-09-14 2027-Q3']],
  ])('near %s are on second Tuesdays', (today, dates) => {
    expect(datesOf(OPEN, today)).toEqual(dates);
  });

  it('leave out the first month, and come once more three weeks before the end', () => {
    const group = { starts: '2026-08-18', ends: '2027-03-30' };
    expect(datesOf(group, '2026-09-01')).toEqual(['2026-12-08 2026-Q4']);
    expect(datesOf(group, '2027-01-10')).toEqual(['2027-03-09 2027-Q1']);
    expect(datesOf({ ...group, ends: '2027-04-20' }, '2027-02-01')).toEqual(['2027-03-30 2027-Q1']);
  });

  it('are never two in a quarter, whenever a course ends', () => {
    const start = Temporal.PlainDate.from('2027-01-01');
    for (let day = 0; day < 400; day += 1) {
      const ends = start.add({ days: day }).toString();
      for (const today of ['2026-11-01', '2027-02-01', '2027-05-01', '2027-08-01', '2027-11-01']) {
        const periods = pulsesNear({ starts: null, ends }, today).map(({ period }) => period);
        expect(new Set(periods).size, ends).toBe(periods.length);
      }
    }
  });
});

describe('a question', () => {
  const say = loadSay(new URL('../locales', import.meta.url).pathname);

  it('fits into a poll of WhatsApp in every language, and each tap is read back', () => {
    for (const language of say.languages) {
      for (const question of QUESTIONS) {
        const { message, post } = pulsePoll(say, language, { period: '2026-Q4', question });
        const text = message.kind === 'poll' ? message.question : '';
        expect(text.length, language).toBeLessThanOrEqual(255);
        const options = post.options.map((option) => option.text);
        expect(new Set(options).size, language).toBe(5);
        expect(Math.max(...options.map((option) => option.length))).toBeLessThanOrEqual(100);
        const taps = post.options.map(({ meaning }) =>
          'choice' in meaning ? readTap(meaning.choice) : null,
        );
        expect(taps.map((tap) => tap?.score)).toEqual(['great', 'good', 'so', 'bad', null]);
        expect(taps.every((tap) => tap?.question === question && tap.period === '2026-Q4')).toBe(
          true,
        );
      }
    }
  });

  it('is not read out of anything else', () => {
    expect(
      ['', '2026-Q4', '2026-Q4:danish', '2026-Q4:danish:best', 'a:b:great'].map(readTap),
    ).toEqual([null, null, null, null, null]);
  });
});

describe('the figures', () => {
  const answers = (great: number, bad = 0, question = 'alone') => [
    { question, score: 'great', answers: great },
    { question, score: 'bad', answers: bad },
  ];
  const alone = (shown: ReturnType<typeof showCounts>) =>
    shown.find(({ question }) => question === 'alone');

  it('of four answers are hidden, of five are told', () => {
    expect(alone(showCounts(answers(3, 1)))).toEqual({
      question: 'alone',
      answers: null,
      good: null,
    });
    expect(alone(showCounts(answers(3, 2)))).toEqual({ question: 'alone', answers: 5, good: 3 });
  });

  it('of all groups together do not bare a group that is hidden by itself', () => {
    expect(alone(showTogether([answers(5), answers(2)]))).toMatchObject({ answers: 5, good: 5 });
    expect(alone(showTogether([answers(5), answers(2), answers(1, 2)]))).toMatchObject({
      answers: 10,
      good: 8,
    });
    expect(alone(showTogether([answers(2), answers(2)]))).toMatchObject({ answers: null });
  });
});
