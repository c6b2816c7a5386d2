/** Who comes and who only speaks: names that are words, verbs that end a clause, what she said before. */

import { describe, expect, it } from 'vitest';
import { meaning } from './understanding/worlds.ts';

describe('good-bye until a day', () => {
  it.each([
    'bis morgen mädels',
    'bis dienstag ihr süßen',
    'vi ses i morgen piger',
    'vi ses i morgen smukke',
    'see you tomorrow girls',
    'до завтра подружки',
    'до вівторка дівчата',
    'do jutra babeczki',
    'à mardi les copines',
    'yarın görüşürüz kızlar',
    'بكرا منلتقى صبايا',
  ])('is a yes, whomever it is said to: %s', (text) => {
    expect(meaning(text)).toBe('11-17 yes');
  });

  it.each([
    ['bis morgen kann ich nicht', '11-17 no'],
    ['do jutra nie przyjdę', '11-17 no'],
    ['bis Dienstag geöffnet', ''],
    ['vi ses i morgen på jobbet', ''],
    ['до вторника', ''],
  ])('is none beside something else: %s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });
});

describe('a name that is a word too', () => {
  it.each([
    'August kan ikke',
    'August kommer ikke i morgen',
    "May can't come tomorrow",
    'June kommer ikke',
    'Selam kommer i morgen',
    'Sana kommer i morgen',
    'Ana kan ikke i morgen',
    'Ben kommer ikke i morgen',
    'i morgen kommer Sana ikke',
  ])('is somebody else: %s', (text) => {
    expect(meaning(text)).toBe('');
  });

  it.each([
    ['August kan vi ikke', '08-03 no, 08-10 no, 08-17 no, 08-24 no, 08-31 no'],
    ['May come tomorrow', '11-17 maybe'],
    ['Ja kommer i morgen', '11-17 yes'],
    ['Salam, kommer ikke i morgen', '11-17 no'],
    ['Merhaba kan ikke komme i morgen', '11-17 no'],
    ['Inshallah kommer i morgen', '11-17 yes'],
    ['jeg og Nur kommer i morgen', '11-17 yes'],
  ])('is what it says elsewhere: %s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });
});

describe('a verb that ends its clause', () => {
  it.each([
    ['kal nahi aa sakti ammi aa rahi hain', '11-17 no'],
    ['کل نہیں آ سکتی امی آ رہی ہیں', '11-17 no'],
    ['कल नहीं आ सकती सास आ रही हैं', '11-17 no'],
    ['yarın gelemem annem geliyor', '11-17 no'],
    ['ነገ አልመጣም እናቴ ትመጣለች', '11-17 no'],
    ['berri ma imaan karo hooyaday baa imanaysa', '11-17 no'],
    ['کل نہیں آ سکتی اگلے منگل آؤں گی', '11-17 no, 11-24 yes'],
    ['فردا نمیام هفته بعد میام', '11-17 no, 11-24 yes'],
    ['bhai aa raha hai kal nahi aa sakti', '11-17 no'],
    ['نمیتونم فردا بیام وقت دکتر دارم', '11-17 no'],
  ])('has nobody and no day behind it: %s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });

  it('says nothing of her where only somebody else comes', () => {
    expect(meaning('mummy aa rahi hai kal')).toBe('');
    expect(meaning('annem geliyor yarın')).toBe('');
  });
});

describe('somebody else brings the child', () => {
  it.each([
    "my mom brings him tomorrow, I can't",
    'min mand afleverer hende i morgen, jeg arbejder',
    'min mand kommer med hende i morgen, jeg kan ikke selv',
    'mon mari amène Ilyès demain, moi je bosse je peux pas',
    'вместо меня придет муж завтра',
    'jutro zamiast mnie przyjdzie mąż z małą',
    'zamiast mnie jutro przyjdzie mąż',
  ])('and she stays away: %s', (text) => {
    expect(meaning(text)).toBe('11-17 no');
  });

  it.each([
    'min mand bringer hende i morgen',
    'who brings cake tomorrow?',
    'my husband brings us tomorrow',
    'min svigermor kommer med kage',
  ])('says nothing alone: %s', (text) => {
    expect(meaning(text)).toBe('');
  });
});

describe('what she has said before', () => {
  it.each([
    "I said we can't come tomorrow",
    "I said: we can't come tomorrow",
    'jeg sagde at vi ikke kommer i morgen',
    'som nævnt kan vi ikke i morgen',
    'wie gesagt kommen wir morgen nicht',
    'mówiłam że jutro nie przyjdziemy',
    'cum am spus mâine nu venim',
    'dije que mañana no vamos',
    'قلت ما رح نجي بكرا',
    'maine kaha tha kal nahi aa paungi',
  ])('holds where it is a no: %s', (text) => {
    expect(meaning(text)).toBe('11-17 no');
  });

  it.each([
    ['I said we come tomorrow', 'unclear'],
    ["I didn't say we can't come tomorrow", 'unclear'],
    ["she said we can't come tomorrow", 'unclear'],
    ["he said he can't come tomorrow", ''],
    ['min store råber "jeg kommer ikke" hver gang', ''],
    ['یاسمین نوشته: «فردا نمیام»', ''],
    ['jeg tror ikke på at vi kommer i morgen', '11-17 no'],
    ['ne vjerujem da ćemo doći sutra', '11-17 no'],
  ])('is never made of another word: %s', (text, wanted) => {
    expect(meaning(text)).toBe(wanted);
  });
});

describe('short answers', () => {
  it.each([
    ['hun er syg', 'unclear'],
    ['min søn har feber', 'unclear'],
    ['nej, hun er syg', '11-17 no'],
    ['vi er syge', '11-17 no'],
    ['haan', '11-17 yes'],
    ['gonna be about 20 min late', '11-17 yes late'],
  ])('to the reminder: %s', (text, wanted) => {
    expect(meaning(text, undefined, 'reply')).toBe(wanted);
  });

  it.each([
    ['6 nisan tamam ama 13ünde gelemem', '04-06 yes, 04-13 no', '2027-04-03T14:00'],
    ['ok i morgen', '', undefined],
    ['u tirsdag kommer ikke, imam samtale', '11-17 no', undefined],
    ['i am no coming tomorrow', '11-17 no', undefined],
    ['bi kommer ikke i morgen', '11-17 no', undefined],
    ['bo kommer ikke i morgen', '', undefined],
    ['พรุ่งนี้ไม่ไป แม่ไปแทน', '11-17 no', undefined],
    ['แม่ไม่ไป เราไปพรุ่งนี้', '11-17 yes', undefined],
    ['mi hermana quería venir pero no le dan visa', '', undefined],
  ])('in the chat: %s', (text, wanted, sentAt) => {
    expect(meaning(text, sentAt)).toBe(wanted);
  });

  it('on the way is said in the week’s own words', () => {
    const before = '2026-11-17T09:40';
    for (const text of ['идём', 'їдемо', 'idemo', 'suntem la voi in 10 min']) {
      expect(meaning(text, before)).toBe('11-17 yes');
    }
    expect(meaning('intr-un sfert de ora ajung', '2026-11-17T10:05')).toBe('11-17 yes late');
    expect(meaning('мы идём завтра к врачу')).toBe('');
  });
});
