/**
 * A message as a row of items: concepts, unknown words, numbers, emoji and marks.
 * Made by `understand` from what `match` found; dates and times are then put in by `dates` and `times`.
 * It must never carry more of the message than a word at a time.
 */

import { type Choice, choose, type Ranking } from './choose.ts';
import { conceptOf, DATE_WORDS, languageOf } from './codes.ts';
import type { Concept } from './concepts.ts';
import type { Candidate } from './follow.ts';
import type { Lexicon } from './lexicon.ts';
import type { Matches } from './match.ts';
import { HALF, type Mark, type Token } from './tokenise.ts';

/** Days that a message names. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** What makes it more than its days. */
  readonly kind: 'day' | 'range' | 'weekdays' | 'count' | 'nextTime' | 'thisTime';
  /** `weekdays`: 1–7. */
  readonly weekday?: number;
  /** `count`: how many meetings. */
  readonly count?: number;
  /** Said with a word that means "on" or "until": all days before it are meant after "away" or "not". */
  readonly until?: true;
  readonly past?: true;
  /** A weekday and a date that do not agree, or a day that does not exist. */
  readonly broken?: true;
  /** A part of the day, in minutes since midnight. */
  readonly part?: readonly [number, number];
  /** The rule that read it, for the evidence. */
  readonly rule: string;
}

export interface Item {
  readonly kind: 'concept' | 'unknown' | 'number' | 'emoji' | 'mark' | 'date' | 'time' | 'minutes';
  readonly concepts: readonly Concept[];
  /** −1 where it belongs to none. */
  readonly language: number;
  readonly capital: boolean;
  /** Numbers, emoji and marks: their text. Concepts: the phrase as our own file writes it. */
  readonly text: string;
  readonly spans?: readonly Span[];
  /** With a capital letter: every language that knows the word. */
  readonly knownTo?: readonly number[];
  /** "I come" of a language in which only an infinitive belongs to "I can't". */
  readonly finite?: true;
  /** A verb that ends its clause: who or which day is named after it belongs to the next verb. */
  readonly final?: true;
  /** Whether its language puts it after the day that it belongs to ("kadar" until). */
  readonly follows?: true;
  /** `time`: minutes since midnight as it is written. `minutes`: how many. */
  readonly minutes?: number;
  /** `time`: every hour that it may be, in minutes since midnight. */
  readonly hours?: readonly number[];
}

/** Whether an item means this concept, perhaps beside others. */
export function means(item: Item | undefined, concept: Concept): boolean {
  return item?.concepts.includes(concept) ?? false;
}

/** Whether an item means one of these concepts. */
export function meansAny(item: Item | undefined, concepts: readonly Concept[]): boolean {
  return item?.concepts.some((concept) => concepts.includes(concept)) ?? false;
}

/** Whether an item is this mark; colons and quotation marks part like a comma. */
export function isMark(item: Item | undefined, mark: Mark): boolean {
  const like = mark === 'comma' && (item?.text === 'colon' || item?.text === 'quote');
  return item?.kind === 'mark' && (item.text === mark || like);
}

/** Languages that every other one is mixed with here, so that a single short word of them counts. */
const ALWAYS_MIXED = 'da';

/** How all languages write that it may go either way. */
export const EVEN_ODDS = '50/50';

/** How many tokens "50 50", "50-50" or "fifty on fifty" in figures has; 1 for anything else. */
function lengthOfHalves(tokens: readonly Token[], at: number): number {
  const isHalf = (token: Token | undefined) => token?.kind === 'number' && token.text === HALF;
  if (!isHalf(tokens[at])) {
    return 1;
  }
  const between = tokens[at + 1];
  const joint = between?.kind === 'word' || between?.text === 'dash';
  return isHalf(between) ? 2 : joint && isHalf(tokens[at + 2]) ? 3 : 1;
}

/**
 * The items of a message, read with one ranking of languages. A comma before "that" is how some write
 * it and others do not: "I do not think, that …" is one thought.
 */
export function makeItems(matches: Matches, ranking: Ranking, lexicon: Lexicon): Item[] {
  const { tokens, found } = matches;
  const isAllowed = allowedBy(matches, ranking, lexicon);
  const items: Item[] = [];
  let ahead = false;
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token === undefined) {
      break;
    }
    const { kind, capital, text } = token;
    if (kind !== 'word') {
      const halves = lengthOfHalves(tokens, at);
      const even = text === EVEN_ODDS || halves > 1;
      items.push({
        kind: even ? 'concept' : kind,
        concepts: even ? ['maybe'] : [],
        language: -1,
        capital,
        text: even ? EVEN_ODDS : text,
      });
      at += halves;
      continue;
    }
    const candidates = found[at] ?? [];
    const isFit = token.joined ? isEnding : isAllowed(at);
    const choice = choose(
      candidates,
      ranking.preference,
      (one) => isFit(one) && !(ahead && isGreeting(one)),
    );
    ahead = choice?.ahead ?? false;
    if (choice === null) {
      if (beginsWithAnd(text, ranking.order[0], lexicon)) {
        items.push({ kind: 'concept', concepts: ['and'], language: -1, capital, text: '' });
      }
      items.push({ kind: 'unknown', concepts: [], language: -1, capital, text: '' });
      at += 1;
      continue;
    }
    const made = itemsOf(choice, capital, lexicon);
    const [only] = made;
    const whole = capital && made.length === 1 && only !== undefined && choice.length === 1;
    items.push(...(whole ? [{ ...only, knownTo: languagesOf(candidates) }] : made));
    at += choice.length;
  }
  return items.filter((item, at) => !isMark(item, 'comma') || !joinsThought(items, at));
}

function languagesOf(candidates: readonly Candidate[]): readonly number[] {
  return candidates.filter(({ length }) => length === 1).map(({ code }) => languageOf(code));
}

/** A phrase, and what is joined to it: behind only where the language has it follow a day. */
function itemsOf(choice: Choice, capital: boolean, { customs }: Lexicon): readonly Item[] {
  const { concepts, language, before, after, line: text } = choice;
  const {
    postpositions = NO_CONCEPTS,
    infinitiveOnly = false,
    verbLast = false,
  } = customs[language] ?? {};
  const make = (...some: Concept[]): Item => {
    const item: Item = { kind: 'concept', concepts: some, language, capital, text };
    return some.some((one) => postpositions.includes(one)) ? { ...item, follows: true } : item;
  };
  const isPersonal =
    infinitiveOnly && concepts.includes('comeSelf') && !concepts.includes('comeBare');
  const whole: Item = {
    ...make(...concepts),
    ...(isPersonal ? { finite: true } : {}),
    ...(verbLast ? { final: true } : {}),
  };
  if (after !== null && postpositions.includes(after) && meansAny(whole, DAY_NAMES)) {
    return [whole, make(after)];
  }
  const joined = before ?? after;
  return joined === null ? [whole] : [make(joined), whole];
}

const NO_CONCEPTS: readonly Concept[] = [];

/** What may follow a number or a month as its ending: "24-én", "24-го". */
const DAY_NAMES: readonly Concept[] = [...DATE_WORDS, 'ordinal', 'dayMark'];

/** What is joined to figures is no word of its own: "ka" of "24-ka" is not "can". */
function isEnding({ code }: Candidate): boolean {
  return ENDINGS.includes(conceptOf(code));
}

/** Concepts whose words may be joined to figures. */
const ENDINGS: readonly Concept[] = [
  'ordinal',
  'oclock',
  'am',
  'pm',
  'hour',
  'minutes',
  'until',
  'from',
  'to',
  'since',
  'before',
  'after',
];

/** "Bis morgen Mädels": what was looked ahead to is no "good morning". */
function isGreeting({ code, length }: Candidate): boolean {
  return length > 1 && conceptOf(code) === 'greeting';
}

function joinsThought(items: readonly Item[], at: number): boolean {
  const next = items[at + 1];
  return (
    means(next, 'that') ||
    (means(next, 'if') && meansAny(items[at - 1], ['maybe', 'doubt', 'think']))
  );
}

/** Where "and" is joined to the next word, an unknown word may begin with it ("وامينة"). */
function beginsWithAnd(word: string, language: number | undefined, lexicon: Lexicon): boolean {
  if (language === undefined) {
    return false;
  }
  for (const length of lexicon.prefixes.lengths) {
    const affixes =
      word.length > length + 2 ? lexicon.prefixes.byText.get(word.slice(0, length)) : [];
    if (affixes?.some((one) => one.language === language && one.concept === 'and')) {
      return true;
    }
  }
  return false;
}

/** What joins or turns round what stands beside it: of another language it is rather a name or a slip. */
const FUNCTION_WORDS: readonly Concept[] = [
  'not',
  'pastNot',
  'no',
  'and',
  'but',
  'so',
  'because',
  'that',
  'or',
  'if',
  'doubt',
  'thought',
  'correction',
];

/** Longer ones are seldom words of another language by chance. In letters. */
const LONGEST_FUNCTION_WORD = 4;

/** A message is clearly of one language where that explains so much, and another less than half of it. */
const CLEARLY = 2;

/** As much as one word that no other language has. */
const SOME = 1;

/** Letters of scripts that are written without spaces: their words are short, but of no other language. */
const UNSPACED_WORD =
  /^[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}]/u;

/** A short word counts in a language only where more of the message speaks for that language. */
function allowedBy(
  matches: Matches,
  ranking: Ranking,
  lexicon: Lexicon,
): (at: number) => (candidate: Candidate) => boolean {
  const first = ranking.order[0];
  const { scores } = matches;
  const most = scores[first ?? -1] ?? 0;
  return (at) =>
    ({ code, length }) => {
      const language = languageOf(code);
      if (language === first || length > 1 || lexicon.tags[language] === ALWAYS_MIXED) {
        return true;
      }
      const text = matches.tokens[at]?.text ?? '';
      if (UNSPACED_WORD.test(text)) {
        return true;
      }
      const score = scores[language] ?? 0;
      // "U tirsdag": the small word before a day may be of her own language, of which there is more.
      if (score >= SOME && conceptOf(code) === 'in') {
        return true;
      }
      const isForeign = most >= CLEARLY && score < most / 2;
      if (
        isForeign &&
        text.length <= LONGEST_FUNCTION_WORD &&
        FUNCTION_WORDS.includes(conceptOf(code))
      ) {
        return false;
      }
      return text.length >= 4 || score >= 1.5;
    };
}
