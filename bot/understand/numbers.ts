/**
 * Numbers as they are written, in digits or in words.
 * Called by all readers of days and times. It must never say what a number counts.
 */

import type { Concept } from './concepts.ts';
import type { Item } from './items.ts';

export interface NumberParts {
  readonly first: number;
  readonly second: number | null;
  readonly third: number | null;
  readonly separator: string;
  /** A full stop follows: "17." */
  readonly dot: boolean;
}

/** What the words for numbers stand for. */
export const NUMBERS: ReadonlyMap<Concept, number> = new Map<Concept, number>([
  ['number1', 1],
  ['number2', 2],
  ['number3', 3],
  ['number4', 4],
  ['number5', 5],
  ['number6', 6],
  ['number7', 7],
  ['number8', 8],
  ['number9', 9],
  ['number10', 10],
  ['number11', 11],
  ['number12', 12],
  ['number15', 15],
  ['number20', 20],
  ['number30', 30],
]);

/** The digits of a number item; null for anything else. */
export function numberParts(item: Item | undefined): NumberParts | null {
  if (item?.kind !== 'number') {
    return null;
  }
  const dot = item.text.endsWith('.');
  const text = dot ? item.text.slice(0, -1) : item.text;
  const separator = [...text].find((sign) => '.:/-'.includes(sign)) ?? '';
  const pieces = separator === '' ? [text] : text.split(/[.:/-]/);
  const [first, second, third] = pieces.map(Number);
  return { first: first ?? 0, second: second ?? null, third: third ?? null, separator, dot };
}

/** The value of a plain number, in digits or as a word; null for anything else. */
export function numberValue(item: Item | undefined): number | null {
  const parts = numberParts(item);
  if (parts !== null) {
    return parts.second === null ? parts.first : null;
  }
  if (item?.kind !== 'concept') {
    return null;
  }
  for (const concept of item.concepts) {
    const value = NUMBERS.get(concept);
    if (value !== undefined) {
      return value;
    }
  }
  return null;
}
