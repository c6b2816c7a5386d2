/** What one part of a message does to another: times, days, reasons and people that turn it, in many languages. */

import { describe, expect, it } from 'vitest';
import { meaning } from './understanding/worlds.ts';

const MORNING = '2026-11-17T08:00';
const BEFORE_THE_START = '2026-11-17T09:50';

describe('not at one time, but at a later one', () => {
  it.each([
    'not coming at 10 tomorrow, more like 10.30',
    'kan ikke kl 10 i morgen, først 11',
    'kan ikke kl 10, først 11 i morgen',
    'kommer ikke kl 10 i morgen men 10.30',
    'завтра в 10 не сможем, только в 10:30',
    'jutro o 10 nie dam rady, dopiero 10:30',
    'morgen um 10 kann ich nicht, um 11 schon',
    'demain à 10h je peux pas, plutôt 10h30',
    "yarın 10'da gelemem 10:30'da gelirim",
    'غدا ما بقدر الساعة 10، الساعة 11',
  ])('%s', (text) => {
    expect(meaning(text)).toBe('11-17 yes late');
  });

  it.each([
    "can't come tomorrow at 10, dentist at 11",
    'vi kan ikke i morgen kl 10 og heller ikke kl 11',
    'vi kommer ikke kl 11 i morgen men kl 10',
  ])('what else there is to do then is no coming: %s', (text) => {
    expect(meaning(text)).not.toContain('yes');
  });
});

describe('both ends of a range', () => {
  it.each([
    'væk fra fredag til tirsdag',
    'від п’ятниці до вівторка нас не буде',
    'od piątku do wtorku nas nie ma',
    'von freitag bis dienstag sind wir weg',
    'du vendredi au mardi on est pas là',
    'cumadan salıya kadar yokuz',
    'péntektől keddig nem leszünk',
  ])('a weekday ends it in the week after: %s', (text) => {
    expect(meaning(text)).toBe('11-24 no');
  });

  it.each([
    ['we are away from thursday till monday', ''],
    ['1 se 15 december tak nahi aaungi', '12-01 no, 12-08 no, 12-15 no'],
    ['december 1-től 20-ig nem leszünk', '12-01 no, 12-08 no, 12-15 no'],
    ['en diciembre del 8 al 22 no vamos', '12-08 no, 12-15 no, 12-22 no'],
    ['в декабре с 8 по 22 нас не будет', '12-08 no, 12-15 no, 12-22 no'],
    ['vi er på ferie i to uger fra på lørdag, men ses i morgen', '11-17 yes, 11-24 no, 12-01 no'],
  ])('%s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });

  it.each([
    "we can't come the first two weeks of december",
    'vi kommer ikke de første to uger af december',
    'les deux premières semaines de décembre on vient pas',
    'las dos primeras semanas de diciembre no vamos',
    'prve dvije sedmice decembra ne dolazimo',
    'первые две недели декабря нас не будет',
    'primele două săptămâni din decembrie nu venim',
  ])('weeks of a month are no more than said: %s', (text) => {
    expect(meaning(text)).toBe('12-01 no, 12-08 no');
  });

  it('the last week of a month is its end; two weeks of it without more are not known', () => {
    expect(meaning('vi kan ikke den sidste uge i november')).toBe('11-24 no');
    expect(meaning('zwei wochen im dezember sind wir nicht da')).toBe('unclear');
  });
});

describe('a day with only a doubt', () => {
  it.each([
    'kedden talán',
    'mañana tal vez',
    'tomorrow 50/50',
    'kal shayad',
    '明天不确定',
    'พรุ่งนี้ยังไม่แน่ใจ',
    'بكرا مو اكيد',
    'tirsdag ved jeg ikke endnu',
    'hej alle, i morgen måske',
  ])('is a maybe: %s', (text) => {
    expect(meaning(text)).toBe('11-17 maybe');
  });

  it.each([
    'fredag måske',
    'i morgen måske regn',
    'måske i morgen',
    'może jutro',
    'jutro dam znać',
    "tomorrow I'll let you know",
    'kan du hente den? måske i morgen',
  ])('another day, another thing, or put off says nothing: %s', (text) => {
    expect(meaning(text)).toBe('');
  });
});

describe('a reason with its day, and a bare "can\'t"', () => {
  it.each([
    'mañana toca trabajar, no puedo',
    'kailangan ko magbantay bukas, di ako pwede',
    'imorgen skal jeg til tandlæge, kan ikke',
    'morgen arbeite ich, schaffe es nicht',
    'завтра работаю, не смогу',
    'jutro mam wizytę, nie mogę',
  ])('%s', (text) => {
    expect(meaning(text)).toBe('11-17 no');
  });

  it('is of the day of the reason', () => {
    expect(meaning('下下周二我有课来不了')).toBe('12-01 no');
    expect(meaning('fredag arbejder jeg, kan ikke')).toBe('');
  });

  it.each(["tomorrow is friday, I can't wait", 'i morgen arbejder min mand, kan ikke'])(
    'of something or somebody else it says nothing: %s',
    (text) => {
      expect(['', 'unclear']).toContain(meaning(text));
    },
  );
});

describe('said before, or wished, and taken back', () => {
  it.each([
    'dije que iba mañana pero ya no puedo',
    "I said yes but I can't any more tomorrow",
    'jeg sagde vi kom i morgen men vi kan ikke',
    'хотели прийти завтра, но уже нет, температура',
    'wanted to come tomorrow but we travel',
    'przyszlabym jutro, ale pracuje',
    'došla bih sutra, ali radim',
  ])('%s', (text) => {
    expect(meaning(text)).toBe('11-17 no');
  });

  it.each(['jeg sagde ja til jobbet men kan ikke', 'min søster sagde ja men kan ikke alligevel'])(
    'what it was said to counts: %s',
    (text) => {
      expect(['', 'unclear']).toContain(meaning(text));
    },
  );

  it('a wish beside what hinders somebody else is unclear', () => {
    expect(meaning('jeg vil gerne komme i morgen, men min mand arbejder')).toBe('unclear');
  });
});

describe('who brings the child, and who comes though another cannot', () => {
  it.each([
    'min mand tager Ali med i morgen, jeg skal på arbejde',
    'min mand kommer med Noah i morgen, jeg er på arbejde',
    'morgen bringt mein mann die kleine, ich muss arbeiten',
    'завтра с Мией придет бабушка, а я работаю',
    'sutra s Lanom dolazi nana, ja radim',
  ])('she is busy: %s', (text) => {
    expect(meaning(text)).toBe('11-17 no');
  });

  it.each([
    "my husband can't come but we will tomorrow",
    'Sara kan ikke i morgen men det kan jeg',
    'Fatima kommer ikke i morgen men vi gør',
    'Sara no puede mañana pero yo sí',
    'Оля завтра не може але я можу',
  ])('she comes: %s', (text) => {
    expect(meaning(text)).toBe('11-17 yes');
  });

  it.each([
    'min mand kommer i morgen med Noah',
    'min mand kan ikke men vi glæder os',
    "my husband can't come but we will see",
  ])('nothing of hers: %s', (text) => {
    expect(meaning(text)).toBe('');
  });
});

describe('not to be waited for', () => {
  it.each(['jutro na nas nie czekajcie', 'mañana no me esperen', 'vent ikke på os i morgen'])(
    'on a day to come: %s',
    (text) => {
      expect(meaning(text)).toBe('11-17 no');
    },
  );

  it('today she may only be late, and a later time says so', () => {
    expect(meaning('vent ikke på os', BEFORE_THE_START)).toBe('unclear');
    expect(meaning('vent ikke på mig i morgen, jeg kommer 10.30')).toBe('11-17 yes late');
  });
});

describe('bare numbers of days, in lists and behind the verb', () => {
  it.each([
    ['8 i 15 nie mogę, 22 będę', '12-08 no, 12-15 no, 12-22 yes'],
    ['8 и 15 не могу, 22 буду', '12-08 no, 12-15 no, 12-22 yes'],
    ['Den 8. og 15. er vi i Polen', '12-08 no, 12-15 no'],
    ['24 ra 1 tarikh ma sakdina', '11-24 no, 12-01 no'],
    ['۵ جنوری نمیتونم ولی ۱۲ میام', '01-05 no, 01-12 yes'],
    ['dolazimo 24.', '11-24 yes'],
    ['sutra dolazimo a 24. već ne', '11-17 yes, 11-24 no'],
    ['vi kommer 17', '11-17 yes'],
    ['10 og 11 kan jeg ikke', ''],
    ['vi er 8 og 15 måneder', ''],
    ['vi kommer fra 10 forskellige lande', ''],
  ])('%s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });
});

describe('a date with its own weekday behind it', () => {
  it.each([
    '24 kasım salı yokum',
    'november 24-én kedden nem megyek',
    '24/11 tirsdag kommer vi ikke',
    '24 листопада у вівторок не прийдемо',
    '24 نوفمبر الثلاثاء ما رح نيجي',
  ])('is one day: %s', (text) => {
    expect(meaning(text)).toBe('11-24 no');
  });

  it('is unclear where it is another, and a list where "and" stands between', () => {
    expect(meaning('24 november onsdag kommer vi ikke')).toBe('unclear');
    expect(meaning('den 24. november og onsdag kan vi ikke')).toBe('11-24 no');
  });
});

describe('how late', () => {
  it.each([
    ["we'll be there from 11 tomorrow", '11-17 yes late'],
    ['i morgen kommer vi lidt over 10', '11-17 yes late'],
    ['yarın kommer yarım saat geç', '11-17 yes late'],
    ['morgen kommen wir eine halbe stunde später', '11-17 yes late'],
    ['tomorrow we come a quarter of an hour later', '11-17 yes late'],
    ["I'll be there tomorrow before 4", ''],
    ["I'll come in the afternoon", ''],
  ])('%s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });

  it('on the day', () => {
    expect(meaning('10 mins behind', BEFORE_THE_START)).toBe('11-17 yes late');
    expect(meaning('vi er der ti over', BEFORE_THE_START)).toBe('11-17 yes late');
  });
});

describe('two occasions', () => {
  it.each([
    'ikke i morgen, men næste uge',
    "can't this tuesday but can the next",
    'ikke i morgen men tirsdagen efter',
    "can't make the next one but the one after",
    'hindi bukas, next week',
    'i morgen kommer vi ikke næste uge ja',
    'holnap nem, de jövő héten igen',
  ])('the second one yes: %s', (text) => {
    expect(meaning(text)).toBe('11-17 no, 11-24 yes');
  });

  it.each([
    'bugün evet haftaya hayır',
    'днес идваме другата седмица не',
    'šiandien ateinam kitą savaitę ne',
    'i dag kommer vi næste uge ikke',
  ])('the second one no: %s', (text) => {
    expect(meaning(text, MORNING)).toBe('11-17 yes, 11-24 no');
  });

  it('"so no" is of the day before it', () => {
    expect(meaning('i morgen starter han i vuggestue så nej, men næste uge ja')).toBe(
      '11-17 no, 11-24 yes',
    );
    expect(meaning('min mand kan ikke i morgen så nej tak')).toBe('');
  });

  it('a list stays one', () => {
    expect(meaning('vi kan ikke i morgen, næste uge')).toBe('11-17 no, 11-24 no');
    expect(meaning('ikke i morgen og ikke næste uge')).toBe('11-17 no, 11-24 no');
    expect(meaning('i morgen tirsdag kommer vi desværre ikke')).toBe('11-17 no');
  });
});

describe('at home', () => {
  it.each([
    'мы сегодня дома, дочка заболела',
    'zostajemy w domu pod kocem',
    'сьогодні вдома, у малої температура',
    'bugün evdeyiz, kızım hasta',
    'hoy en casa, la niña tiene fiebre',
  ])('beside an illness is a no: %s', (text) => {
    expect(meaning(text, MORNING)).toBe('11-17 no');
  });

  it('alone, or beside the illness of somebody else, is none', () => {
    expect(meaning('мы сегодня дома', MORNING)).toBe('');
    expect(meaning('vi er ikke hjemme i morgen')).toBe('');
  });
});

describe('what is over does not block what follows', () => {
  it.each([
    'elaludtam, bocsi, jövő kedden ott vagyok',
    'sov over mig, undskyld, næste tirsdag kommer vi',
    'overslept, sorry, next tuesday we are there',
  ])('%s', (text) => {
    expect(meaning(text)).toBe('11-24 yes');
  });

  it('an apology without it still does, and a child that is well again does not', () => {
    expect(meaning('undskyld, næste tirsdag kommer vi')).toBe('unclear');
    expect(meaning('bachi ab theek hai kal aayenge')).toBe('11-17 yes');
  });
});

describe('an answer to the reminder', () => {
  it.each([
    ['next time we come', '11-24 yes'],
    ['på gensyn næste gang', ''],
    ['ikke denne gang men næste gang', '11-17 no, 11-24 yes'],
    ['no, but next week yes', '11-17 no, 11-24 yes'],
    ['ja men ikke næste uge', '11-17 yes, 11-24 no'],
    ['да, если малыш не заболеет', '11-17 maybe'],
  ])('%s', (text, wanted) => {
    expect(meaning(text, undefined, 'reply')).toBe(wanted);
  });
});

describe('words of another', () => {
  it.each([
    'امينة "ما رح اجي بكرا"',
    '"no voy a ir mañana" dijo jajaja',
    '"ich komm morgen nicht" hat sie gesagt haha',
    '"nu vin mâine" a zis haha',
  ])('%s', (text) => {
    expect(meaning(text)).toBe('');
  });
});

describe('perhaps going', () => {
  it('needs its day', () => {
    expect(meaning('we may or may not go')).toBe('');
    expect(meaning('we may or may not go tomorrow')).toBe('11-17 maybe');
  });
});
