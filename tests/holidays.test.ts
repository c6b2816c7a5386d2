import { describe, expect, it } from 'vitest';
import { addDays } from '../bot/calendar.ts';
import { holidayOn } from '../bot/holidays.ts';
import danish from '../locales/da/staff.json' with { type: 'json' };

/** Easter Sunday of the Gregorian calendar, by the computus of 1876 ("Anonymous Gregorian algorithm"). */
function easterSunday(year: number): string {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const [month, day] = [Math.floor((h + l - 7 * m + 114) / 31), ((h + l - 7 * m + 114) % 31) + 1];
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const YEARS = Array.from({ length: 11 }, (_, index) => 2026 + index);

describe('holidays', () => {
  it.each(YEARS)('of %d that move with Easter are where Easter is', (year) => {
    const easter = easterSunday(year);
    const found = [-3, -2, 0, 1, 39, 49, 50].map((days) => holidayOn(addDays(easter, days)));
    expect(found.map((holiday) => [holiday?.kind, holiday?.id])).toEqual([
      ['public', 'maundy-thursday'],
      ['public', 'good-friday'],
      ['public', 'easter-sunday'],
      ['public', 'easter-monday'],
      ['public', 'ascension'],
      ['public', 'whit-sunday'],
      ['public', 'whit-monday'],
    ]);
  });

  it.each(YEARS)('of %d know that the great prayer day is gone since 2024', (year) => {
    expect(holidayOn(addDays(easterSunday(year), 26))).toBeNull();
  });

  it.each([
    ['2027-01-01', 'public', 'new-year'],
    ['2027-06-05', 'public', 'constitution-day'],
    ['2026-12-24', 'public', 'christmas-eve'],
    ['2026-12-29', 'school', 'christmas-break'],
    ['2027-02-16', 'school', 'winter-break'],
    ['2027-07-13', 'school', 'summer-break'],
    ['2027-10-19', 'school', 'autumn-break'],
    ['2027-03-21', 'festival', 'newroz'],
    ['2025-03-30', 'festival', 'eid-al-fitr'],
    ['2025-06-06', 'festival', 'eid-al-adha'],
    ['2025-03-01', 'festival', 'ramadan'],
  ])('%s is %s: %s', (date, kind, id) => {
    expect(holidayOn(date)).toEqual({ kind, id });
  });

  it('have a name each', () => {
    const days = Array.from({ length: 4015 }, (_, index) => addDays('2026-01-01', index));
    const keys = [...new Set(days.flatMap((day) => holidayOn(day)?.id ?? []))].map(
      (id) => `holiday.${id}`,
    );
    expect(keys.filter((key) => !(key in danish))).toEqual([]);
    expect(
      Object.keys(danish)
        .filter((key) => key.startsWith('holiday.'))
        .sort(),
    ).toEqual(keys.sort());
  });

  it('are no ordinary days', () => {
    const ordinary = ['2026-11-17', '2027-01-05', '2027-05-25', '2027-08-17', '2027-11-30'];
    expect(ordinary.map(holidayOn)).toEqual(ordinary.map(() => null));
  });
});
