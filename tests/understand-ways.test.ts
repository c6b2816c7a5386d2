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

const ON_THE_DAY = '2026-11-17T09:30';
const AFTER_THE_START = '2026-11-17T10:05';

describe('what somebody else is told to have said', () => {
  it.each([
    'Fatima wrote: "we can\'t come tomorrow"',
    'Ola mówi: jutro nie przyjdę, chora jestem',
    'Ana kaže: sutra ne dolazim',
    'Оля пише: завтра не прийду',
    'Амина сказала: мы не придем',
    'Fatima dice: no puedo ir mañana',
    '"no voy a ir mañana" dijo mi prima',
    '«فردا نمیام» زهرا گفت',
    'anyós: "holnap nem megyek"',
    'svigermor: "jeg kommer ikke i morgen"',
  ])('is not hers: %s', (text) => {
    expect(meaning(text)).toBe('');
  });

  it.each([
    ['Sara siger hun kommer, jeg kommer ikke', '11-17 no'],
    ['Fatima wrote "I can\'t come. Sorry." but we come tomorrow', '11-17 yes'],
    ['jeg skrev: jeg kommer ikke i morgen', '11-17 no'],
    ['husk: vi kommer ikke i morgen', '11-17 no'],
    ['"vi kommer ikke i morgen"', '11-17 no'],
    ['lægen siger vi skal blive hjemme i morgen', '11-17 no'],
  ])('ends with their words: %s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });

  it('is unclear where it may be about her too', () => {
    expect(meaning('min mand siger vi kommer i morgen')).toBe('unclear');
  });
});

describe('late on the day', () => {
  it.each([
    ['скоро будемо', '11-17 yes late'],
    ['vi er på vej', '11-17 yes late'],
    ['kommer om 5 min, P-plads umulig at finde', '11-17 yes late'],
    ['undskyld undskyld kommer om 5 min', '11-17 yes late'],
    ['минут через 10 буду', '11-17 yes late'],
    ['er der om 5', '11-17 yes late'],
    ['kommer om et kvarter', '11-17 yes late'],
  ])('after the start: %s', (text, wanted) => {
    expect(meaning(text, AFTER_THE_START)).toBe(wanted);
  });

  it.each([
    ['vi er på vej', '11-17 yes'],
    ['минут через 10 буду', '11-17 yes'],
    ['be there in 10', '11-17 yes'],
    ['kommer om en halv time', '11-17 yes'],
    ['on our way, start without us', '11-17 yes late'],
    ['bin gegen elf da', '11-17 yes late'],
  ])('before it: %s', (text, wanted) => {
    expect(meaning(text, ON_THE_DAY)).toBe(wanted);
  });

  it('on time is no absence, whatever is doubted', () => {
    expect(meaning('jeg tror ikke vi kommer til tiden i morgen')).toBe('unclear');
    expect(['', 'unclear']).toContain(meaning('ne vjerujem da dolazimo na vrijeme'));
  });
});

describe('a bare number that is a day', () => {
  it.each([
    ['24 не смогу', '11-24 no'],
    ['24. ne mogu', '11-24 no'],
    ['24 kan jeg ikke', '11-24 no'],
    ['24 nie przyjdę', '11-24 no'],
    ['24 no puedo', '11-24 no'],
    ['на 24.11 не придем', '11-24 no'],
    ["jusqu'au 24 on vient pas", '11-17 no, 11-24 no'],
    ['vom 24. bis 1. sind wir weg', '11-24 no, 12-01 no'],
    ['vi kommer ikke fra 24. til 1.', '11-24 no, 12-01 no'],
    ['24 babies cannot come', ''],
    ['25 kan jeg ikke', ''],
  ])('%s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });

  it('after "from" is never a no for the day before it', () => {
    expect(meaning('din 24 nu mai venim')).toMatch(/^11-24 no/);
    expect(meaning('з 16 до кінця березня нас не буде', '2027-03-08T12:00')).toBe(
      '03-16 no, 03-23 no, 03-30 no',
    );
  });
});

describe('a time that begins with one word and ends with another', () => {
  it.each([
    ['afbud fra d. 16. marts og resten af måneden', '2027-03-08T12:00'],
    ['vi kommer ikke fra d. 16. marts resten af måneden', '2027-03-08T12:00'],
    ['del 16 en adelante ya no puedo ir este mes', '2027-03-08T12:00'],
  ])('%s', (text, sentAt) => {
    expect(meaning(text, sentAt)).toBe('03-16 no, 03-23 no, 03-30 no');
  });

  it('is of the month of its own day', () => {
    expect(
      meaning('vi kommer ikke fra d. 16. april og resten af måneden', '2027-03-08T12:00'),
    ).toBe('04-20 no, 04-27 no');
  });

  it('lasts as long as is said', () => {
    expect(meaning('fra lørdag to uger kan vi ikke')).toBe('11-24 no, 12-01 no');
    expect(meaning("two weeks from Saturday we can't")).toBe('');
  });

  it('is not before what comes after it', () => {
    expect(meaning('vi kommer ikke før efter jul')).toMatch(/12-22 no$/);
    expect(meaning('вернёмся 5 декабря, до этого нас не будет')).toBe(
      '11-17 no, 11-24 no, 12-01 no',
    );
  });

  it('holds for the "so" after it', () => {
    expect(meaning('hele december er jeg i Jylland hos mor så I må undvære os')).toBe(
      '12-01 no, 12-08 no, 12-15 no, 12-22 no, 12-29 no',
    );
    expect(meaning("we're in the UK from 16 Dec to 10 Jan so won't be around")).toBe(
      '12-22 no, 12-29 no, 01-05 no',
    );
    expect(meaning('jeg var syg i går så vi kommer ikke')).toBe('11-17 no');
  });
});

describe('this one and the next one', () => {
  it.each([
    "this one we can't, the next one we come",
    'den her kan jeg ikke, men den næste kommer vi',
    'в этот не смогу, в следующий приеду',
    'denne gang kan jeg ikke, næste gang kommer vi',
  ])('%s', (text) => {
    expect(meaning(text)).toBe('11-17 no, 11-24 yes');
  });

  it('the same weekday twice is two days', () => {
    expect(meaning('This Tuesday no, next Tuesday yes', '2026-11-19T12:00')).toBe(
      '11-24 no, 12-01 yes',
    );
    expect(meaning('next Tuesday we come', '2026-11-19T12:00')).toBe('11-24 yes');
  });
});

describe('who comes', () => {
  it.each([
    ['my husband comes instead of me tomorrow', '11-17 no'],
    ['svekrva dolazi umjesto mene sutra', '11-17 no'],
    ['svekrva umjesto mene sutra šeta', ''],
    ['ни я ни Настя не придем', '11-17 no'],
    ['ani ja ani Ola nie przyjdziemy', '11-17 no'],
    ["i can't tomorrow girls", '11-17 no'],
    ['yarın gelemem annem geliyor', '11-17 no'],
  ])('%s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });

  it('somebody named after "we stay" begins something new', () => {
    expect(meaning('today we stay home he is sick', ON_THE_DAY)).toBe('11-17 no');
  });
});

describe('never the wrong way', () => {
  it.each([
    ['nu cred ca stau acasa maine', 'unclear'],
    ["I don't think I'll stay home tomorrow", 'unclear'],
    ['jeg tror ikke jeg bliver hjemme i morgen', 'unclear'],
    ['vin maine, oh, am uitat, nu pot', 'unclear'],
    ['voy mañana, ay se me olvidó, no puedo', 'unclear'],
    ['vi kommer i morgen, nej vent, jeg har tandlæge', 'unclear'],
    ['jutro sobota? nie, wtorek', ''],
    ['24/11 አልችልም 1/12 ግን እመጣለሁ', '11-24 no, 12-01 yes'],
    ['24/11 kan jeg ikke men 1/12 kommer vi', '11-24 no, 12-01 yes'],
  ])('%s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });
});

describe('doubt', () => {
  it.each([
    ['завтра 50/50', '11-17 maybe'],
    ['50 на 50 приду', '11-17 maybe'],
    ['i morgen 50-50', '11-17 maybe'],
    ['jeg ved ik med tirsdag endnu måske vi kan måske ik', '11-17 maybe'],
    ['завтра хз, посмотрим утром', '11-17 maybe'],
    ['jeszcze nie wiem, dam znać jutro rano', ''],
    ['vi bor i nummer 50', ''],
  ])('%s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });
});

describe('questions in the order of learners', () => {
  it.each([
    'hvad klok er det vi mødes i morgen?',
    'hvornår det starte i morgen',
    'what time it start tomorrow?',
  ])('%s', (text) => {
    expect(meaning(text)).toBe('asks when');
  });

  it.each(['hvornår starter han i vuggestue', 'what time she start work tomorrow'])(
    'of somebody else are none: %s',
    (text) => {
      expect(meaning(text)).toBe('');
    },
  );
});
