/** Ways of writing days, times and answers that many languages share, in the languages that have them. */

import { describe, expect, it } from 'vitest';
import { worldAt } from '../bot/cli/examples.ts';
import { meaning, readWhen } from './understanding/worlds.ts';

describe('a weekday with a bare number', () => {
  it.each([
    ['mardi 24 on ne vient pas', '11-24 no'],
    ['vi kommer ikke tirsdag 24', '11-24 no'],
    ['el martes 24 no podemos ir', '11-24 no'],
    ['вторник 24 не придем', '11-24 no'],
    ['الثلاثاء 24 ما رح نيجي', '11-24 no'],
    ['tirsdag 24 og 1. december kommer vi ikke', '11-24 no, 12-01 no'],
  ])('is that day where it is near: %s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });

  it('is an hour where that fits a meeting, and otherwise unclear', () => {
    expect(meaning('vi kommer tirsdag 10')).toBe('11-17 yes');
    expect(meaning('vi kommer tirsdag 11')).toBe('11-17 yes late');
    expect(meaning('tirsdag 25 kommer vi ikke')).toBe('unclear');
  });
});

describe('the number of a week', () => {
  it.each([
    'vi kommer ikke i 48. uge',
    '48. hafta gelemiyoruz',
    'hafta 48 gelemiyoruz',
    'на 48 тижні не прийдемо',
    'a 48. héten nem jövünk',
    'u 48. sedmici ne dolazimo',
    'สัปดาห์ที่ 48 เราไม่มา',
    '第48周我们不来',
  ])('may stand on either side: %s', (text) => {
    expect(meaning(text)).toBe('11-24 no');
  });

  it('is no age and no length', () => {
    expect(meaning('hun er 35 uger henne')).toBe('');
    expect(meaning('vi kommer ikke de næste 2 uger')).toBe('11-17 no, 11-24 no');
  });
});

describe('the past', () => {
  it.each([
    'i tirsdags',
    'sidste tirsdag',
    'tirsdag i sidste uge',
    'last Tuesday',
    'mardi dernier',
    'الثلاثاء الماضي',
    'geçen salı',
    'Talaadadii',
    'ዝሓለፈ ሰሉስ',
    'минулого вівторка',
    'marlunngormat',
    '上周二',
    'วันอังคารที่แล้ว',
  ])('%s is the Tuesday before, never yesterday', (text) => {
    expect(readWhen(text, worldAt()).dates).toEqual(['2026-11-10']);
    expect(meaning(text)).toBe('');
  });

  it('times that are over name no day, but yesterday does', () => {
    for (const text of ['forleden', 'sidste gang', 'last week', 'since Monday']) {
      expect(readWhen(text, worldAt()).dates).toEqual([]);
    }
    expect(readWhen('i går', worldAt()).dates).toEqual(['2026-11-15']);
  });
});

describe('endings that are joined to figures', () => {
  it.each([
    ['24-го не придем', '11-24 no'],
    ['24-ka ma imanayno', '11-24 no'],
    ['24-én nem jövünk', '11-24 no'],
    ["ayın 24'ünde gelemiyoruz", '11-24 no'],
    ["16 Aralık'a kadar yokuz", '11-17 no, 11-24 no, 12-01 no, 12-08 no, 12-15 no'],
    ["yarın 11'de geliyoruz", '11-17 yes late'],
  ])('%s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });

  it('a dash elsewhere parts', () => {
    expect(meaning('vi kommer 17/11 - ikke 24/11')).toBe('11-17 yes, 11-24 no');
  });
});

describe('letters of Ethiopia', () => {
  it.each(['ነገ አንመጣም', 'ነገ ኣንመጣም', 'ነገ ዐንመጣም'])('that sound alike are alike: %s', (text) => {
    expect(meaning(text)).toBe('11-17 no');
  });
});

describe('an answer without words', () => {
  it.each([
    ['+', '11-17 yes'],
    ['+1', '11-17 yes'],
    ['➕', '11-17 yes'],
    ['✓', '11-17 yes'],
    ['-', '11-17 no'],
    ['➖', '11-17 no'],
    ['✗', '11-17 no'],
    ['10.15', '11-17 yes late'],
    ['kl 11', '11-17 yes late'],
    ['10:00', '11-17 yes'],
    ['9.45 😊', '11-17 yes'],
    ['10:30 👎', ''],
    ['⏰', 'unclear'],
    ['🕙', 'unclear'],
    ['14.00', ''],
    ['+45 12 34 56 78', ''],
  ])('%s', (text, wanted) => {
    expect(meaning(text, undefined, 'reply')).toBe(wanted);
  });

  it.each(['+', '+1', '-', '10.15', 'kl 11', '⏰', '✓'])('says nothing in a chat: %s', (text) => {
    expect(meaning(text)).toBe('');
  });
});

describe('what is named only to be denied', () => {
  it.each([
    'jeg har ikke sagt at jeg ikke kommer',
    "I didn't say I'm not coming",
    'di ko sinabing hindi ako pupunta',
    'gelmiyorum demedim',
    'я не казала що не прийду',
    'no dije que no voy',
  ])('%s is never a no', (text) => {
    expect(['', 'unclear']).toContain(meaning(text));
  });

  it.each([
    "it's not that I don't want to come, but my baby is sick",
    'det er ikke fordi jeg ikke vil komme, men han er syg',
    "we're not coming tomorrow, not because we don't want to",
  ])('%s is a no for the other reason', (text) => {
    expect(meaning(text)).toBe('11-17 no');
  });

  it('without a reason against it is not safe, and what is claimed counts', () => {
    expect(meaning("it's not that I don't want to come tomorrow but it's raining")).toBe('unclear');
    expect(
      meaning('det er ikke fordi jeg ikke vil komme, men jeg kommer lidt senere i morgen'),
    ).toBe('11-17 yes late');
  });
});

describe('two languages in one message', () => {
  it('a joint or a negation of another language does not count where the language is clear', () => {
    expect(meaning("we won't be there tomorrow ale")).toBe('11-17 no');
    expect(meaning('yes we are coming tomorrow no matter what')).toBe('11-17 yes');
  });

  it('a "not" stays with the Danish verb before it', () => {
    expect(meaning('yarın kommer ikke bebek hasta')).toBe('11-17 no');
    expect(meaning('ነገ kommer ikke ልጄ ታማለች')).toBe('11-17 no');
  });

  it('short words of scripts without spaces count beside any language', () => {
    expect(meaning('tirsdag 不来')).toBe('11-17 no');
    expect(meaning('tirsdag ไม่มา')).toBe('11-17 no');
  });
});
