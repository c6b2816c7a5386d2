/** The notations of `phrases.json`, and what is said of a file that is wrong. */

import { describe, expect, it } from 'vitest';
import { brief, worldAt } from '../bot/cli/examples.ts';
import { REQUIRED } from '../bot/understand/concepts.ts';
import { createEngine } from '../bot/understand/engine.ts';
import { createLexicon } from '../bot/understand/lexicon.ts';
import { readPhrases } from '../bot/understand/phrases.ts';

/** The smallest file that is accepted: one made-up word for each concept that is required. */
const SMALLEST = Object.fromEntries(REQUIRED.map((concept) => [concept, [`x${concept}`]]));

function problemsOf(file: unknown): readonly string[] {
  return readPhrases(file, 'xx/phrases.json').problems;
}

function read(file: Readonly<Record<string, unknown>>, text: string): string {
  const { phrases, problems } = readPhrases({ ...SMALLEST, ...file }, 'xx/phrases.json');
  expect(problems).toEqual([]);
  return brief(createEngine(createLexicon([{ tag: 'xx', phrases }])).understand(text, worldAt()));
}

describe('a file of phrases', () => {
  it('is accepted when it has what is required', () => {
    expect(problemsOf(SMALLEST)).toEqual([]);
  });

  it('is refused with every problem at once', () => {
    const problems = problemsOf({
      ...SMALLEST,
      yes: undefined,
      komme: ['a'],
      no: ['a', 'a'],
      maybe: ['(a|b'],
      not: ['... a'],
      sick: 'a',
      prefixes: { w: 'wrong' },
    });
    for (const part of [
      '"komme"',
      '"a" twice',
      '"(a|b"',
      'begins with a gap',
      '"sick"',
      '"wrong"',
    ]) {
      expect(problems.join('\n')).toContain(part);
    }
    expect(problemsOf({}).length).toBe(REQUIRED.length);
    expect(problemsOf([])).toEqual(['xx/phrases.json: is not an object of concepts']);
  });
});

describe('the notations', () => {
  it('a star takes any ending: languages that put a sentence into a word', () => {
    const file = { comeSelf: ['geliyor*'], notComeSelf: ['gelmiyor*', 'gelemeyece*'] };
    expect(read(file, 'geliyoruz')).toBe('11-17 yes');
    expect(read(file, 'gelemeyeceğim')).toBe('11-17 no');
    expect(read(file, 'geldi')).toBe('');
  });

  it('endings and beginnings that are joined on are taken off', () => {
    const file = {
      notComeSelf: ['gelemem'],
      comeSelf: ['اجي'],
      tuesday: ['salı'],
      suffixes: { ya: '' },
      prefixes: { و: 'and' },
    };
    expect(read(file, "salı'ya gelemem")).toBe('11-17 no');
    expect(read(file, 'salıya gelemem')).toBe('11-17 no');
    expect(read(file, 'واجي')).toBe('11-17 yes');
  });

  it('texts without spaces are cut by the longest known word', () => {
    const file = { comeSelf: ['来'], not: ['不'], tomorrow: ['明天'], ignore: ['来自'] };
    expect(read(file, '明天不来')).toBe('11-17 no');
    expect(read(file, '明天来')).toBe('11-17 yes');
    expect(read(file, '来自')).toBe('');
  });

  it('brackets, options, gaps and capitals', () => {
    const file = { comeSelf: ['(vi|jeg) dukker [nok] op', 'tager ... med'], comeOther: ['=Vi op'] };
    expect(read(file, 'jeg dukker nok op')).toBe('11-17 yes');
    expect(read(file, 'vi dukker op')).toBe('11-17 yes');
    expect(read(file, 'tager den lille med')).toBe('11-17 yes');
    expect(read(file, 'tager en to tre fire med')).toBe('');
    expect(read(file, 'vi dukker')).toBe('');
  });

  it('words with marks are found without them, and as they are typed without their keys', () => {
    const file = { comeSelf: ['når'] };
    for (const text of ['når', 'nar', 'naar', 'nååår']) {
      expect(read(file, text)).toBe('11-17 yes');
    }
  });

  it('brackets inside words, in each other, and at the beginning', () => {
    const file = { comeSelf: ['geli(yorum|yoruz)', '[ja] (vi|jeg [selv]) dukker op', 'é(s|z)-t'] };
    for (const text of [
      'geliyorum',
      'geliyoruz',
      'ja jeg selv dukker op',
      'vi dukker op',
      'ez t',
    ]) {
      expect(read(file, text)).toBe('11-17 yes');
    }
    expect(read(file, 'geli')).toBe('');
    expect(read(file, 'ja dukker op')).toBe('');
  });

  it('a line of hundreds of phrases is read, one of too many is refused', () => {
    const many = '(a|b|c|d|e) (a|b|c|d|e) (a|b|c|d|e) (a|b|c|d|e) op';
    expect(read({ comeSelf: [many] }, 'e a d b op')).toBe('11-17 yes');
    expect(read({ comeSelf: [many] }, 'e a d b')).toBe('');
    expect(problemsOf({ ...SMALLEST, come: [`${many} (a|b|c|d|e) (a|b|c|d|e)`] }).join()).toContain(
      '15625 readings',
    );
  });

  it('what only follows stays free, and nothing may follow an end', () => {
    const file = { comeSelf: ['op >(mandag|xtuesday)', 'ind $'], tuesday: ['xtuesday'] };
    expect(read(file, 'op xtuesday')).toBe('11-17 yes');
    expect(read(file, 'op nu')).toBe('');
    expect(read(file, 'ind')).toBe('11-17 yes');
    expect(read(file, 'ind nu')).toBe('');
  });
});

describe('the customs of a language', () => {
  const file = {
    comeSelf: ['jovunk', 'dolazim'],
    notComeSelf: ['nemjovunk'],
    cannotSelf: ['nemogu'],
    tuesday: ['kedd'],
    next: ['iduci'],
    tomorrow: ['sutra'],
    december: ['december'],
    until: ['ig'],
    from: ['tol'],
    after: ['utan'],
    endOf: ['vege'],
    ordinal: ['en'],
    at: ['ora'],
  };
  const after = { ...file, postpositions: ['until', 'from', 'after', 'endOf'] };

  it.each([
    ['26-ig nemjovunk', '11-17 no, 11-24 no'],
    ['november 26 ig nemjovunk', '11-17 no, 11-24 no'],
    ['november 24 utan jovunk', '12-01 yes'],
    ['november vege ig nemjovunk', '11-17 no, 11-24 no'],
    ['20-tol december 10-ig nemjovunk', '11-24 no, 12-01 no, 12-08 no'],
    ['24-en nemjovunk', '11-24 no'],
    ['sutra 11 utan jovunk', '11-17 yes late'],
  ])('what follows its day bounds it: %s', (text, wanted) => {
    expect(read({ ...after, november: ['november'] }, text)).toBe(wanted);
  });

  it('a bare number that may be an hour is no day, and no word bounds a day from the wrong side', () => {
    expect(read(after, 'jovunk 5 ig')).toBe('11-17 yes');
    expect(read(file, 'kedd ig jovunk')).toBe('11-17 yes');
  });

  it('hours from sunrise are read as what fits the meeting', () => {
    const sunrise = { ...file, clock: 'sunrise' };
    expect(read(sunrise, 'sutra ora 4 jovunk')).toBe('11-17 yes');
    expect(read(sunrise, 'sutra ora 5 jovunk')).toBe('11-17 yes late');
    expect(read(sunrise, 'sutra ora 11 jovunk')).toBe('11-17 yes late');
    expect(read(sunrise, 'sutra ora 13 jovunk')).toBe('');
    expect(read(file, 'sutra ora 4 jovunk')).toBe('');
  });

  it('after "I cannot" a finite "I come" begins something new, where the language says so', () => {
    const strict = { ...file, afterCannot: 'infinitive' };
    expect(read(strict, 'sutra nemogu dolazim iduci kedd')).toBe('11-17 no, 11-24 yes');
    expect(read(strict, 'nemogu dolazim iduci kedd')).toBe('unclear');
    expect(read(file, 'sutra nemogu dolazim')).toBe('11-17 no');
  });

  it('are refused where they are none', () => {
    const problems = problemsOf({
      ...SMALLEST,
      postpositions: ['kadar'],
      clock: 'noon',
      afterCannot: 'x',
    }).join('\n');
    for (const part of ['"postpositions"', '"clock"', '"afterCannot"']) {
      expect(problems).toContain(part);
    }
  });
});

describe('a line that is wrong', () => {
  it.each([
    'a|b',
    '(a|b',
    '(a]',
    'a (b|) c]',
    '[a]',
    '[a] >b',
    '>a b',
    '... a',
    '$',
    '(>a|b) c',
    'a .',
    'a =',
    'a *',
  ])('%s is seen to be wrong, also at a glance', (line) => {
    expect(problemsOf({ ...SMALLEST, come: [line] })).toHaveLength(1);
  });

  it.each(['a* b', '=A b', 'kl. a', 'a >(b|c)', '[a] b', 'a $', 'a ... b', '(a|b)[c](d|e)'])(
    '%s is right',
    (line) => {
      expect(problemsOf({ ...SMALLEST, come: [line] })).toEqual([]);
    },
  );
});

describe('mistyped words', () => {
  const file = {
    self: ['vi'],
    come: ['kommer', 'geliyorum'],
    notCome: ['gelmiyorum'],
    tuesday: ['tirsdag'],
    tomorrow: ['imorgen'],
    not: ['ikke'],
  };

  it.each(['kommre', 'kmmer', 'komemr'])('%s is taken for coming', (word) => {
    expect(read(file, `vi ${word} imorgen`)).toBe('11-17 yes');
    expect(read(file, `vi ${word} ikke trisdag`)).toBe('11-17 no');
  });

  it('never where it may be a negation, a short word, or another first letter', () => {
    expect(read({ ...file, come: ['kolmer'], notCome: ['kosmer'] }, 'vi komer imorgen')).toBe('');
    expect(read(file, 'vi gelmiyorm imorgen')).toBe('');
    expect(read({ ...file, come: ['komm'] }, 'vi kmm imorgen')).toBe('');
    expect(read(file, 'vi okmmer imorgen')).toBe('');
  });
});
