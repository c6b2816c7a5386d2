/** Whole months, times between two days, and times too long to be meant, in the languages that have them. */

import { describe, expect, it } from 'vitest';
import { meaning } from './understanding/worlds.ts';

const DECEMBER = '12-01 no, 12-08 no, 12-15 no, 12-22 no, 12-29 no';
const THIRD_TO_SEVENTEENTH = '12-08 no, 12-15 no';

describe('a month named beside a no', () => {
  it.each([
    "we can't come all of December",
    'vi kommer ikke i december',
    'aralık boyunca gelemiyoruz',
    '12. ayda gelemeyiz',
    'كل شهر ١٢ ما رح نيجي',
    'شهر 12 كله ما رح نيجي',
    'december pura nahi aa sakte',
    'w grudniu nie przyjdę',
    '12月我们不来',
    '整个12月都不来',
    'bisha 12aad ma imanayno',
    'meha 12 nayên',
  ])('is all of it: %s', (text) => {
    expect(meaning(text)).toBe(DECEMBER);
  });

  it.each([
    ['12月24号不来', ''],
    ['12月1号不来', '12-01 no'],
    ['8 شهر 12 ما رح نيجي', '12-08 no'],
    ['12. ayın 8inde gelemeyiz', '12-08 no'],
    ['oğlum 12 ay oldu', ''],
    ['بنتي عمرها 12 شهر', ''],
    ['12个月了', ''],
  ])('is no length of time, and has its days: %s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });

  it('is nothing that is promised', () => {
    expect(meaning('see you in January')).toBe('');
    expect(meaning('see you next week')).toBe('11-24 yes');
  });
});

describe('between two days', () => {
  it.each([
    "between 3 and 17 December we can't come",
    "we can't come between the 3rd and the 17th",
    'we are away between December 3 and December 17',
    'mellem den 3. og 17. kommer vi ikke',
    'zwischen 3. und 17.12. sind wir weg',
    'între 3 și 17 decembrie nu venim',
    'entre el 3 y el 17 de diciembre no podemos ir',
    'między 3 a 17 grudnia nie przyjdziemy',
    '3 ile 17 aralık arasında gelemeyiz',
    '3 aralık ile 17 aralık arası gelemiyoruz',
    '3 aur 17 december ke beech nahi aa sakte',
    'december 3 és 17 között nem jövünk',
    'بين 3 و 17 ديسمبر ما رح نيجي',
    '3号到17号之间不来',
    '3号到17号不来',
  ])('%s', (text) => {
    expect(meaning(text)).toBe(THIRD_TO_SEVENTEENTH);
  });

  it.each([
    ['vi kommer mellem 10 og 11 i morgen', '11-17 yes'],
    ['vi kommer mellem 11 og 12 i morgen', '11-17 yes late'],
    ["we can't come between 10 and 11 tomorrow", '11-17 no'],
    ['barnet er mellem 2 og 3 år', ''],
    ['jeg sidder mellem Sara og Fatima', ''],
  ])('hours, years and people are none: %s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });
});

describe('a range over the end of a month', () => {
  it.each([
    'з 28 по 2 нас не буде',
    'з 30.11 по 4.12 нас не буде',
    'fra 28. november til 2. december kommer vi ikke',
    'from 28 to 2 December we can’t come',
    'vi kommer ikke 28/11-2/12',
    'من 28 لـ 2 شهر 12 ما رح نيجي',
  ])('%s', (text) => {
    expect(meaning(text)).toBe('12-01 no');
  });

  it('has the month of its end, however early it is said', () => {
    const early = '2026-11-02T12:00';
    expect(meaning("from 3 to 17 December we can't come", early)).toBe(THIRD_TO_SEVENTEENTH);
    expect(meaning("we can't come between 3 and 17.12.", early)).toBe(THIRD_TO_SEVENTEENTH);
    expect(meaning('нас не буде 23-27.11')).toBe('11-24 no');
    expect(meaning('24 aur 1 december ko nahi aa paungi')).toBe('11-24 no, 12-01 no');
  });
});

describe('a time too long to be meant', () => {
  it.each(['vi er væk 12 måneder', '12 شهر عمرها وما فيني اجي بكرا'])('is unclear: %s', (text) => {
    expect(meaning(text)).toBe('unclear');
  });

  it('is read where somebody says until when', () => {
    expect(meaning('vi kommer ikke fra december til april')).toMatch(/^12-01 no.*04-27 no$/);
    expect(meaning('vi er væk indtil maj')).toMatch(/^11-17 no.*04-27 no$/);
  });
});
