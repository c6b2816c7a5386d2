/** A text without what says who wrote it, or whom it is about. Pure. Its writer sees the outcome before it is passed on. */

import { fold } from './fold.ts';

/** Stands for what was left out. */
const LEFT_OUT = '…';
/** Direction marks and other control characters: they could turn round what is around the text. */
const CONTROL = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const LINK = /\b(?:https?:\/\/|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\/\S*/giu;
const MAIL = /[^\s@]+@[^\s@]+/gu;
/** A telephone or CPR number, a date of birth, a post code, in any script. Ages, days and times stay. */
const NUMBER =
  /(?<!\p{Nd}|\p{Nd}:)@?[+(]*(?:\p{Nd}(?:[\s().,/–-]{0,2}\p{Nd}){4,}|\p{Nd}{4,})\)?(?!\p{Nd}|:\p{Nd})/gu;
/** A street and its number, as Danish addresses are written, with floor and side. */
const ADDRESS =
  /\p{L}[\p{L}.]+(?:gade|vej|allé|stræde|plads|torv|boulevard|vænge)\s+\p{Nd}+\s?\p{L}?(?![\p{L}])(?:\s*,?\s*(?:\p{Nd}+\.?\s*)?(?:sal|tv|th|mf|st|kl)\b\.?)*/giu;
/** Letters with their marks, and what joins an ending to a name. */
const WORD = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu;
/** These write without spaces between words. */
const UNSPACED =
  /\p{Script=Han}|\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}|\p{Script=Myanmar}/u;
/** A name of so many letters is a name with an ending too: "Aminas", "Амині". */
const SHORTEST_WITH_ENDING = 4;
const LONGEST_ENDING = 3;
/** One letter is no name. */
const SHORTEST = 2;

/** Leaves out links, addresses, numbers and everything that is part of one of the names. */
export function anonymise(text: string, names: readonly string[]): string {
  const parts = names.flatMap(partsOf);
  const folded = parts.map(fold);
  const withoutNumbers = [LINK, MAIL, ADDRESS, NUMBER].reduce(
    (left, pattern) => left.replace(pattern, LEFT_OUT),
    text.normalize('NFC').replace(CONTROL, ' '),
  );
  return parts
    .filter((part) => UNSPACED.test(part))
    .reduce((left, part) => left.replaceAll(part, LEFT_OUT), withoutNumbers)
    .replace(WORD, (word) => (isNamed(word, folded) ? LEFT_OUT : word))
    .replace(/…(?:\s*…)+/gu, LEFT_OUT)
    .replace(/\s+/gu, ' ')
    .trim();
}

/** First names and last names. "Mor til Sara" is Mor and Sara: a small word is no name beside great ones. */
function partsOf(name: string): string[] {
  const words = (name.normalize('NFC').match(WORD) ?? []).filter((word) => word.length >= SHORTEST);
  const great = words.filter((word) => !/^\p{Ll}/u.test(word));
  return great.length > 0 ? great : words;
}

function isNamed(word: string, parts: readonly string[]): boolean {
  const folded = fold(word);
  const bare = folded.split(/['’-]/u);
  return parts.some(
    (part) =>
      folded === part ||
      bare.includes(part) ||
      folded === `${part}s` ||
      (part.length >= SHORTEST_WITH_ENDING &&
        folded.startsWith(part) &&
        folded.length - part.length <= LONGEST_ENDING) ||
      isInflected(folded, part),
  );
}

/** In many languages a name's last vowel gives way to the ending: "Амина" is "Амині", "Aminę". */
function isInflected(word: string, part: string): boolean {
  const stem = part.slice(0, -1);
  return (
    stem.length >= SHORTEST_WITH_ENDING &&
    word.startsWith(stem) &&
    word.length - stem.length <= 2 &&
    /[aeiouyаеиоуяюіїєы]$/u.test(part)
  );
}
