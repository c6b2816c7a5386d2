import { describe, expect, it } from 'vitest';
import * as calendar from '../bot/calendar.ts';

const COPENHAGEN = 'Europe/Copenhagen';
const NUUK = 'America/Nuuk';
const LORD_HOWE = 'Australia/Lord_Howe';

const iso = (at: number): string => Temporal.Instant.fromEpochMilliseconds(at).toString();
const at = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

describe('a local time', () => {
  // The offsets are those of the EU, Greenland (since 2023) and Lord Howe (half an hour).
  it.each([
    [COPENHAGEN, '2026-03-28T10:00', '2026-03-28T09:00:00Z'],
    [COPENHAGEN, '2026-03-29T01:59', '2026-03-29T00:59:00Z'],
    [COPENHAGEN, '2026-03-29T02:30', '2026-03-29T01:30:00Z'],
    [COPENHAGEN, '2026-03-29T03:00', '2026-03-29T01:00:00Z'],
    [COPENHAGEN, '2026-03-29T10:00', '2026-03-29T08:00:00Z'],
    [COPENHAGEN, '2026-10-24T18:00', '2026-10-24T16:00:00Z'],
    [COPENHAGEN, '2026-10-25T02:30', '2026-10-25T00:30:00Z'],
    [COPENHAGEN, '2026-10-25T03:00', '2026-10-25T02:00:00Z'],
    [COPENHAGEN, '2026-10-25T18:00', '2026-10-25T17:00:00Z'],
    [COPENHAGEN, '2027-03-27T18:00', '2027-03-27T17:00:00Z'],
    [COPENHAGEN, '2027-03-28T08:00', '2027-03-28T06:00:00Z'],
    [COPENHAGEN, '2027-10-30T18:00', '2027-10-30T16:00:00Z'],
    [COPENHAGEN, '2027-10-31T08:00', '2027-10-31T07:00:00Z'],
    [COPENHAGEN, '2028-03-26T08:00', '2028-03-26T06:00:00Z'],
    [COPENHAGEN, '2028-10-29T08:00', '2028-10-29T07:00:00Z'],
    [COPENHAGEN, '2028-02-29T12:00', '2028-02-29T11:00:00Z'],
    [NUUK, '2026-03-28T12:00', '2026-03-28T14:00:00Z'],
    [NUUK, '2026-03-29T12:00', '2026-03-29T13:00:00Z'],
    [NUUK, '2026-10-25T12:00', '2026-10-25T14:00:00Z'],
    [LORD_HOWE, '2026-04-05T12:00', '2026-04-05T01:30:00Z'],
    [LORD_HOWE, '2026-10-04T12:00', '2026-10-04T01:00:00Z'],
  ])('in %s, %s, is the instant %s', (zone, local, instant) => {
    const [date = '', time = ''] = local.split('T');
    expect(iso(calendar.toInstant(date, time, zone))).toBe(instant);
  });

  it.each([
    [COPENHAGEN, '2026-03-29T00:59:59.999Z', '2026-03-29', '01:59'],
    [COPENHAGEN, '2026-03-29T01:00:00Z', '2026-03-29', '03:00'],
    [COPENHAGEN, '2026-10-25T00:30:00Z', '2026-10-25', '02:30'],
    [COPENHAGEN, '2026-10-25T01:30:00Z', '2026-10-25', '02:30'],
    [COPENHAGEN, '2026-12-31T23:30:00Z', '2027-01-01', '00:30'],
    [NUUK, '2027-01-01T00:30:00Z', '2026-12-31', '22:30'],
    [LORD_HOWE, '2026-12-31T13:30:00Z', '2027-01-01', '00:30'],
  ])('in %s, %s, reads %s %s', (zone, instant, date, time) => {
    expect(calendar.toLocal(at(instant), zone)).toEqual({ date, time });
  });

  it('comes back from every hour of three years, but for those that the clock change takes or doubles', () => {
    for (const zone of [COPENHAGEN, NUUK, LORD_HOWE]) {
      const odd: string[] = [];
      for (
        let now = at('2026-01-01T00:00:00Z');
        now < at('2029-01-01T00:00:00Z');
        now += 3_600_000
      ) {
        const { date, time } = calendar.toLocal(now, zone);
        if (calendar.toInstant(date, time, zone) !== now) {
          odd.push(`${zone} ${iso(now)}`);
        }
      }
      expect(odd).toHaveLength(3);
    }
  });
});

describe('days', () => {
  it.each([
    ['2026-11-17', 7, '2026-11-24'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2027-02-28', 1, '2027-03-01'],
    ['2028-02-29', 366, '2029-03-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-28', 1, '2026-03-29'],
    ['2026-03-29', 1, '2026-03-30'],
    ['2026-10-25', -1, '2026-10-24'],
    ['2027-01-01', -1, '2026-12-31'],
  ])('%s and %i days are %s', (date, days, result) => {
    expect(calendar.addDays(date, days)).toBe(result);
    expect(calendar.daysBetween(date, result)).toBe(days);
  });

  it.each([
    ['2026-11-16', 1],
    ['2026-11-17', 2],
    ['2028-02-29', 2],
    ['2026-03-29', 7],
  ] as const)('%s is weekday %i', (date, weekday) => {
    expect(calendar.weekdayOf(date)).toBe(weekday);
    expect(calendar.firstWeekday(date, weekday)).toBe(date);
    const next = calendar.firstWeekday(calendar.addDays(date, 1), weekday);
    expect(next).toBe(calendar.addDays(date, 7));
  });

  it.each([
    ['2026-01-01', '2026-W01'],
    ['2026-11-16', '2026-W47'],
    ['2026-11-22', '2026-W47'],
    ['2026-12-31', '2026-W53'],
    ['2027-01-01', '2026-W53'],
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2028-01-02', '2027-W52'],
    ['2029-12-31', '2030-W01'],
  ])('%s is in the week %s', (date, week) => {
    expect(calendar.isoWeek(date)).toBe(week);
  });

  it.each([
    ['2026-11-17', true],
    ['2028-02-29', true],
    ['2027-02-29', false],
    ['2026-02-30', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-11-31', false],
    ['2026-1-1', false],
    ['20261117', false],
    ['2026-11-17T10:00', false],
    ['+002026-11-17', false],
    ['2026-11-17[u-ca=hebrew]', false],
    ['２０２６-11-17', false],
    ['2026-11-17\n', false],
    ['', false],
  ])('%j is a day: %s', (text, is) => {
    expect(calendar.isLocalDate(text)).toBe(is);
  });
});

describe('times, weekdays and zones', () => {
  it.each([
    ['00:00', true],
    ['09:05', true],
    ['23:59', true],
    ['24:00', false],
    ['9:05', false],
    ['10:60', false],
    ['10:00:00', false],
    ['10.00', false],
    ['10:00\n', false],
    ['', false],
  ])('%j is a time: %s', (text, is) => {
    expect(calendar.isLocalTime(text)).toBe(is);
  });

  it.each([
    ['00:00', 0],
    ['10:30', 630],
    ['23:59', 1439],
  ])('%s is minute %i of the day', (time, minutes) => {
    expect(calendar.minutesOf(time)).toBe(minutes);
    expect(calendar.timeOf(minutes)).toBe(time);
  });

  it('stays within the day', () => {
    expect([calendar.timeOf(-1), calendar.timeOf(1440)]).toEqual(['00:00', '23:59']);
  });

  it.each([
    ['monday', 1],
    ['Tuesday', 2],
    ['SUNDAY', 7],
    ['tirsdag', null],
    ['', null],
  ])('%j is weekday %s', (name, weekday) => {
    expect(calendar.parseWeekday(name)).toBe(weekday);
  });

  it('writes every weekday as it reads it', () => {
    for (const weekday of [1, 2, 3, 4, 5, 6, 7] as const) {
      expect(calendar.parseWeekday(calendar.weekdayName(weekday))).toBe(weekday);
    }
  });

  it.each([
    [COPENHAGEN, true],
    [NUUK, true],
    ['UTC', true],
    ['Europe/Odense', false],
    ['', false],
  ])('%j is a zone: %s', (text, is) => {
    expect(calendar.isZone(text)).toBe(is);
  });
});
