/**
 * What in a text had better not be kept: numbers, addresses, illness. Used before something goes into
 * the logbook. Pure: the lists of words come from the locales. It warns; it never promises to find all.
 */

export type SensitiveKind = 'cpr' | 'phone' | 'email' | 'address' | 'health';

/** One place in a text, by UTF-16 offsets. */
export interface Sensitive {
  readonly kind: SensitiveKind;
  readonly from: number;
  readonly to: number;
}

/** Words that decide, as `listWords` writes them. One that ends in `*` stands for all that begin so. */
export interface GuardWords {
  /** Diagnoses and medicine. */
  readonly health: readonly string[];
  /** How names of streets end. */
  readonly streets: readonly string[];
  /** Words that end so and are no streets. */
  readonly notStreets: readonly string[];
  /** What numbers count: "3 gange" is no house number. */
  readonly counted: readonly string[];
}

const MASK = '…';

/** Lists with commas, made comparable. */
export function listWords(lists: readonly string[]): readonly string[] {
  return [...new Set(lists.flatMap((list) => list.split(',')).map((word) => spell(word.trim())))];
}

/**
 * Lower case, Danish letters as they are written where a phone has none. Letters are not told apart by
 * less: "kraft" is a force, and no illness.
 */
function spell(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u00e6\u00f8\u00e5]/g, (letter) => SPELLED[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
}

const SPELLED: Readonly<Record<string, string>> = {
  '\u00e6': 'ae',
  '\u00f8': 'oe',
  '\u00e5': 'aa',
};

/** What looks sensitive, in the text's order, nothing twice. */
export function findSensitive(text: string, words: GuardWords): readonly Sensitive[] {
  const plain = simplify(text);
  const found: Sensitive[] = [];
  for (const candidate of [
    ...findCprNumbers(plain),
    ...findMails(plain),
    ...findPhones(plain, words),
    ...findAddresses(plain, words),
    ...findHealth(text, words),
  ]) {
    if (found.every(({ from, to }) => candidate.to <= from || candidate.from >= to)) {
      found.push(candidate);
    }
  }
  return found.sort((one, other) => one.from - other.from);
}

/** The text with each of these places replaced by "…". */
export function withoutSensitive(text: string, found: readonly Sensitive[]): string {
  let rest = text;
  for (const { from, to } of found.toReversed()) {
    rest = `${rest.slice(0, from)}${MASK}${rest.slice(to)}`;
  }
  return rest;
}

/** Other scripts' digits, hyphens and spaces as ASCII ones; no offset changes. */
function simplify(text: string): string {
  return text
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/[\u00a0\u202f\u2009]/g, ' ');
}

function toSensitive(kind: SensitiveKind, match: RegExpExecArray): Sensitive {
  return { kind, from: match.index, to: match.index + match[0].length };
}

// ---------------------------------------------------------------- numbers

const CPR =
  /(?<![\d+]|\d[.,:/-])(\d{2})([ .-]?)(\d{2})\2(\d{2})(?: ?- ?| |\2)(\d{4})(?![\d/]|[.,:]\d)/g;
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Added to the day in a number that a municipality gives until there is a real one. */
const SUBSTITUTE_DAY = 60;

/** Six digits that are a day, and four more (CPR-kontoret: "Personnummeret i CPR"). */
function findCprNumbers(text: string): Sensitive[] {
  return [...text.matchAll(CPR)]
    .filter(([, day, , month]) => {
      const days = DAYS_IN_MONTH[Number(month) - 1] ?? 0;
      const number = Number(day);
      const born = number > SUBSTITUTE_DAY ? number - SUBSTITUTE_DAY : number;
      return born >= 1 && born <= days;
    })
    .map((match) => toSensitive('cpr', match));
}

const PHONES: readonly RegExp[] = [
  // With the country's code.
  /(?<![\d.,:])(?:\+|00) ?\d(?:[ .()-]{0,2}\d){6,14}(?!\d)/g,
  // Eight digits, as Danes group them: times and dates are grouped otherwise.
  /(?<!\d|\d[.,:/-])(?:[1-9]\d([ .-]?)\d{2}\1\d{2}\1\d{2}|[1-9]\d{3} \d{4})(?![\d/]|[.,:-]\d)/g,
  // Other countries' own numbers.
  /(?<!\d|\d[.,:/-])(?:0\d{2,4}(?: ?\d){6,8}|\d{9,15})(?![\d/]|[.,:-]\d)/g,
];
const TWO_YEARS = /^(?:19|20)\d{2} (?:19|20)\d{2}$/;

function findPhones(text: string, { counted }: GuardWords): Sensitive[] {
  return PHONES.flatMap((pattern) => [...text.matchAll(pattern)])
    .filter((match) => !TWO_YEARS.test(match[0]))
    .map((match) => toSensitive('phone', match))
    .filter(({ to }) => !counted.includes(wordAfter(text, to)));
}

function wordAfter(text: string, at: number): string {
  return spell(/^ ?(\p{L}+)/u.exec(text.slice(at, at + 40))?.[1] ?? '');
}

const MAIL = /(?<![\p{L}\d._%+-])[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu;

function findMails(text: string): Sensitive[] {
  return [...text.matchAll(MAIL)].map((match) => toSensitive('email', match));
}

// ---------------------------------------------------------------- addresses

const STREET_AND_NUMBER =
  /(?<!\p{L})(\p{L}+[. -]{1,2})?(\p{L}+),? (?:nr\.? ?)?\d{1,3}(?: ?[A-Z]|[a-z])?(?![\p{L}\d%]|[.:]\d)/gu;
const NUMBER_AND_STREET = /(?<![\p{L}\d])\d{1,4}[A-Za-z]? (?:\p{Lu}\p{L}+ ){1,2}?(\p{Lu}\p{L}+)/gu;
/** No year, and no time of day: those are said with "kl." before. */
const POSTCODE_AND_TOWN =
  /(?<![\p{L}\d]|\d[.,:/-]|\bkl\.? ?)(?:DK-? ?)?(?!19\d\d|20(?!00)\d\d)[1-9]\d{3},? \p{Lu}\p{Ll}{2,}/gu;

function findAddresses(text: string, words: GuardWords): Sensitive[] {
  const streets = [...text.matchAll(STREET_AND_NUMBER)]
    .filter(([, before = '', street = '']) => isStreet({ before, street }, words))
    .map((match) => withoutWordBefore(match))
    .filter(({ to }) => !words.counted.includes(wordAfter(text, to)));
  const english = [...text.matchAll(NUMBER_AND_STREET)]
    .filter(([, last = '']) => words.streets.includes(spell(last)))
    .map((match) => toSensitive('address', match));
  const towns = [...text.matchAll(POSTCODE_AND_TOWN)]
    .filter(([all]) => !words.counted.includes(spell(all.split(' ').at(-1) ?? '')))
    .map((match) => toSensitive('address', match));
  return [...streets, ...english, ...towns];
}

/** "Skolegade", or "Vestre Allé" where both have capitals. */
function isStreet(
  { before, street }: { before: string; street: string },
  { streets, notStreets }: GuardWords,
): boolean {
  const folded = spell(street);
  const ending = streets.find((candidate) => folded.endsWith(candidate));
  if (ending === undefined || notStreets.includes(folded)) {
    return false;
  }
  return folded === ending
    ? /^\p{Lu}/u.test(before) && /^\p{Lu}/u.test(street)
    : folded.length >= ending.length + 2;
}

/** "på Skolegade 3" is masked without its "på". */
function withoutWordBefore(match: RegExpExecArray): Sensitive {
  const [, before = ''] = match;
  const found = toSensitive('address', match);
  return /^\p{Lu}/u.test(before) ? found : { ...found, from: found.from + before.length };
}

// ---------------------------------------------------------------- illness

interface Token {
  readonly word: string;
  readonly from: number;
  readonly to: number;
}

function findHealth(text: string, { health }: GuardWords): Sensitive[] {
  const tokens: Token[] = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((match) => ({
    ...{ word: spell(match[0]), from: match.index, to: match.index + match[0].length },
  }));
  const phrases = health.map((phrase) => phrase.split(/[ -]/));
  return tokens.flatMap((first, index) => {
    const phrase = phrases.find((words) =>
      words.every((word, offset) => fits(tokens[index + offset]?.word ?? '', word)),
    );
    const last = tokens[index + (phrase?.length ?? 0) - 1];
    return phrase && last ? [{ kind: 'health' as const, from: first.from, to: last.to }] : [];
  });
}

function fits(token: string, word: string): boolean {
  return word.endsWith('*') ? token.startsWith(word.slice(0, -1)) : token === word;
}
