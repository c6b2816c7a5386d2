/** What messages mean: the product's own table, days and times, context, moved meetings, odd bytes. */

import { describe, expect, it } from 'vitest';
import { worldAt } from '../bot/cli/examples.ts';
import { formatDay } from '../bot/understand/day-numbers.ts';
import { easterSunday } from '../bot/understand/holidays.ts';
import { loadUnderstand } from '../bot/understand/understand.ts';
import { oddMessages } from './bench/understanding.ts';
import { LOCALES, meaning, readWhen, understand } from './understanding/worlds.ts';

const TUESDAY_MORNING = '2026-11-17T08:30';
const TUESDAY_AFTERNOON = '2026-11-17T13:00';

describe('the table of the product', () => {
  it.each([
    ['vi kan ik kome i morn', '11-17 no'],
    ['ja', ''],
    ['yes', ''],
    ['نعم', ''],
    ['👍', ''],
    ['jeg kommer lidt senere', '11-17 yes late'],
    ['start without us, we come 10.30', '11-17 yes late'],
    ['Amina og jeg kommer', '11-17 yes'],
    ['min søster kommer også', ''],
    ['Fatima kan ikke', ''],
    ['ikke de næste to uger', '11-17 no, 11-24 no'],
    ['kommer alligevel', '11-17 yes'],
    ['inshallah vi kommer', '11-17 yes'],
    ['hvis hun sover', '11-17 maybe'],
    ['glæder mig til i morgen', '11-17 yes'],
    ['ingen problem', ''],
    ['jeg kan ikke sove', ''],
    ['hun kravler ikke endnu', ''],
    ['jeg kom ikke i går', ''],
    ['kommer sundhedsplejersken?', ''],
    ['kommer I til festen lørdag?', ''],
    ['hvornår starter vi?', 'asks when'],
    ['hvad er adressen?', 'asks where'],
    ['min mand kommer med ham, jeg kan ikke selv', '11-17 no'],
  ])('%s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });

  it.each([
    ['vi er på vej', '11-17 yes'],
    ['ikke i dag men næste tirsdag ja', '11-17 no, 11-24 yes'],
    ['jeg må blive hjemme med ham i dag', '11-17 no'],
  ])('on the day: %s', (text, wanted) => {
    expect(meaning(text, TUESDAY_MORNING)).toBe(wanted);
  });

  it.each([
    ['ja', '11-17 yes'],
    ['yes', '11-17 yes'],
    ['نعم', '11-17 yes'],
    ['👍', '11-17 yes'],
    ['👍🏿', '11-17 yes'],
    ['tak for påmindelsen', ''],
    ['skal vi tage noget med?', ''],
  ])('as an answer to the reminder: %s', (text, wanted) => {
    expect(meaning(text, undefined, 'reply')).toBe(wanted);
  });

  it('on holiday until April: every Tuesday before it, none after', () => {
    const { statements } = understand('på ferie til april', worldAt());
    expect(statements).toHaveLength(20);
    expect(new Set(statements.map(({ answer }) => answer))).toEqual(new Set(['no']));
    expect(statements.at(-1)?.date).toBe('2027-03-30');
  });
});

describe('days', () => {
  it.each([
    ['vi kommer ikke 24/11', '11-24 no'],
    ['vi kommer ikke 24.11.', '11-24 no'],
    ['vi kommer ikke den 24. november', '11-24 no'],
    ['vi kommer ikke d. 1 december', '12-01 no'],
    ['we cannot come on the 1st of December', '12-01 no'],
    ['we cannot come on December 8', '12-08 no'],
    ['لن أحضر في 24 تشرين الثاني', '11-24 no'],
    ['لن أحضر في ٢٤ نوفمبر', '11-24 no'],
    ['vi kommer ikke 2026-12-08', '12-08 no'],
    ['jeg kommer lørdag', ''],
    ['vi kommer ikke tirsdag den 18. november', 'unclear'],
    ['vi kommer ikke den 31. november', 'unclear'],
    ['away from the 3rd to the 17th of December', '12-08 no, 12-15 no'],
    ['vi kommer ikke uge 48 og 49', '11-24 no, 12-01 no'],
    ['vi kommer ikke fra den 1. til den 8. december', '12-01 no, 12-08 no'],
    ['vi kommer ikke overmorgen', ''],
    [
      'vi kommer ikke 17. og 24. november, men 1. december kommer jeg',
      '11-17 no, 11-24 no, 12-01 yes',
    ],
  ])('%s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });

  it.each([
    ['vi kommer tirsdag efter påske', '03-30 yes'],
    ['we cannot come the Tuesday before Christmas', '12-22 no'],
    ['vi kommer ikke tirsdag efter rejsen', 'unclear'],
    ['coming on Tuesday', '11-17 yes'],
    ['this coming Tuesday we cannot come', '11-17 no'],
    ['tomorrow we come, but the week after we are away', '11-17 yes, 11-24 no'],
    ['vi kommer både på tirsdag og den næste', '11-17 yes, 11-24 yes'],
    ['not coming tomorrow. I mean we are not coming next week', '11-24 no'],
    ['ugen efter kommer vi ikke', 'unclear'],
    ['tomorrow I am at work, after that we come', '11-17 yes'],
    ['vi kommer igen efter nytår', '01-05 yes'],
  ])('relative to a day: %s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });

  it.each([
    ['we are away until the end of January', '2027-01-26'],
    ['vi er væk til midten af december', '2026-12-15'],
    ['resten af året kan vi ikke komme', '2026-12-29'],
    ['not coming until after New Year', '2026-12-29'],
    ['vi kommer først igen efter nytår', '2026-12-29'],
    ['vi kommer ikke mere i år', '2026-12-29'],
    ['vi er på ferie til efter påske', '2027-03-23'],
  ])('every meeting from the next one on: %s', (text, last) => {
    const { statements } = understand(text, worldAt());
    expect(statements[0]).toEqual({ date: '2026-11-17', answer: 'no' });
    expect(statements.at(-1)).toEqual({ date: last, answer: 'no' });
    const weeks = (Date.parse(last) - Date.parse('2026-11-17')) / (7 * 86_400_000);
    expect(statements).toHaveLength(weeks + 1);
  });

  it.each([
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
    [2285, '2285-03-22'],
  ])('Easter Sunday of %s', (year, date) => {
    expect(formatDay(easterSunday(year))).toBe(date);
  });

  it('today is of the meeting until its end, afterwards of none', () => {
    expect(meaning('vi kommer ikke i dag', TUESDAY_MORNING)).toBe('11-17 no');
    expect(meaning('vi kommer ikke i dag', TUESDAY_AFTERNOON)).toBe('');
    expect(meaning('vi kommer ikke', '2026-11-17T11:59')).toBe('11-17 no');
    expect(meaning('vi kommer ikke', '2026-11-17T12:00')).toBe('11-24 no');
  });

  it.each([
    ['2026-10-25T01:30', 'vi kommer ikke tirsdag', '10-27 no'],
    ['2026-10-26T01:30', 'vi kommer ikke i morgen', '10-27 no'],
    ['2027-03-28T01:30', 'vi kommer ikke tirsdag', '03-30 no'],
    ['2027-03-29T01:30', 'vi kommer ikke i morgen', '03-30 no'],
    ['2026-12-31T23:59', 'vi kommer ikke næste uge', '01-05 no'],
    ['2028-02-28T12:00', 'vi kommer ikke i morgen', '02-29 no'],
  ])('sent %s: %s', (sentAt, text, wanted) => {
    expect(meaning(text, sentAt)).toBe(wanted);
  });

  it('a meeting that is cancelled is not meant; one that was moved is asked about', () => {
    const world = worldAt();
    const first = world.meetings.findIndex(({ date }) => date === '2026-11-17');
    const cancelled = world.meetings.with(first, {
      date: '2026-11-17',
      start: '10:00',
      end: '12:00',
      cancelled: true,
    });
    const moved = world.meetings.with(first, {
      date: '2026-11-19',
      start: '10:00',
      end: '12:00',
      movedFrom: '2026-11-17',
    });
    const read = (text: string, meetings: typeof world.meetings) =>
      understand(text, { ...world, meetings });
    expect(read('vi kommer ikke', cancelled).statements).toEqual([
      { date: '2026-11-24', answer: 'no' },
    ]);
    expect(read('vi kommer ikke i morgen', cancelled).statements).toEqual([]);
    expect(read('vi kommer torsdag', moved).statements).toEqual([
      { date: '2026-11-19', answer: 'yes' },
    ]);
    expect(read('vi kommer ikke tirsdag', moved).unclear).not.toBeNull();
  });
});

describe('times', () => {
  it.each([
    ['vi kommer kl 10', '11-17 yes'],
    ['vi kommer kl 9.45', '11-17 yes'],
    ['vi kommer kl 10.01', '11-17 yes late'],
    ['vi kommer halv elleve', '11-17 yes late'],
    ["we'll come at half past ten", '11-17 yes late'],
    ['رح اجي الساعة عشرة ونص', '11-17 yes late'],
    ['vi kommer kl 15', ''],
    ['vi kommer i morgen aften', ''],
    ['vi kommer, men går kl 11', '11-17 yes'],
  ])('%s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });

  it('are read for commands, with the days', () => {
    expect(readWhen('tirsdag den 24. kl. 9.30', worldAt())).toEqual({
      dates: ['2026-11-24'],
      ranges: [],
      times: ['09:30'],
    });
    expect(readWhen('godt', worldAt())).toEqual({ dates: [], ranges: [], times: [] });
  });
});

describe('what must never be read the wrong way', () => {
  it.each([
    ['sover ikke kommer senere'],
    ['jeg melder ikke afbud'],
    ['nej vi kommer'],
    ['vi kommer i morgen 👎'],
    ['kommer ikke kommer'],
    ['vi kommer i morgen, nej vent'],
    ['vi kommer ikke. vi kommer'],
    ['hun sover ikke vi kommer'],
    ['unfortunately not coming tomorrow, see you'],
    ['jeg kan ikke love at vi kommer'],
    ['min mand kan ikke komme, men jeg kommer'],
  ])('%s', (text) => {
    const wrong: Readonly<Record<string, string>> = {
      'hun sover ikke vi kommer': '11-17 no',
      'unfortunately not coming tomorrow, see you': '11-17 yes',
      'min mand kan ikke komme, men jeg kommer': '11-17 no',
      'jeg kan ikke love at vi kommer': '11-17 no',
    };
    const got = meaning(text);
    if (text in wrong) {
      expect(got).not.toContain(wrong[text]);
    } else {
      expect(['', 'unclear', '11-17 yes late']).toContain(got);
    }
  });

  it('never matches inside a word', () => {
    expect(meaning('birthday')).toBe('');
    expect(meaning('jakob kommerciel ikkevold morgendag')).toBe('');
  });
});

describe('odd messages', () => {
  it('are read without an error, and the same way twice', () => {
    const world = worldAt();
    for (const text of oddMessages(2000)) {
      expect(understand(text, world)).toEqual(understand(text, world));
    }
  });

  it('are cut before anything looks at them: what stands far behind changes nothing', () => {
    const long = `${'bla '.repeat(2000)}vi kommer ikke i morgen`;
    expect(meaning(long)).toBe('');
    expect(meaning(`vi kommer ikke i morgen. ${'bla '.repeat(20_000)}`)).toBe('11-17 no');
  });

  it('letters of any width, accents in pieces, elongation and skin tones are the same', () => {
    expect(meaning('ｖｉ ｋｏｍｍｅｒ ｉｋｋｅ')).toBe('11-17 no');
    expect(meaning('vi kommer pa\u030a tirsdag')).toBe('11-17 yes');
    expect(meaning('jaaaaa', undefined, 'reply')).toBe('11-17 yes');
    expect(meaning('ما رح نجـــي بُكرا')).toBe('11-17 no');
    expect(meaning('\u202evi kommer ikke\u202c')).toBe('11-17 no');
  });

  it('evidence says why, and never repeats the message', () => {
    const { evidence } = understand('Fatimahemmelig og jeg kommer ikke i morgen', worldAt());
    expect(evidence.length).toBeGreaterThan(2);
    expect(evidence.join('\n').toLowerCase()).not.toContain('hemmelig');
  });
});

describe('loading', () => {
  it('lists everything that is wrong with a folder, in words', () => {
    expect(() => loadUnderstand(`${LOCALES}/da`)).toThrow('no language found');
  });
});
