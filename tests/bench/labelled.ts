/**
 * The labelled messages of all languages, in three sets. Called by the scores of `npm run bench --
 * understanding`. It must never mix the sets: only the tuned ones may teach anything.
 */

import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Example,
  MONDAY_NOON,
  readExampleFile,
  readExamples,
} from '../../bot/cli/examples.ts';
import type { LanguageTag } from '../../bot/types.ts';

export const LOCALES = join(import.meta.dirname, '..', '..', 'locales');
const INDEPENDENT = join(import.meta.dirname, '..', 'understanding', 'independent');

/** The sets and how they are called in tables. */
export const SETS = { tuned: 'tuned', aside: 'kept aside', independent: 'independent' } as const;
export type SetName = keyof typeof SETS;

/** The labelled messages of a language. */
export interface Labelled extends Readonly<Record<SetName, readonly Example[]>> {
  readonly language: LanguageTag;
}

/** Reads the labelled messages of every language that has some, in the order of their tags. */
export function readLabelled(): readonly Labelled[] {
  return readdirSync(LOCALES)
    .sort()
    .map((language) => {
      const examples = readExamples(join(LOCALES, language));
      const others = readExampleFile(join(INDEPENDENT, `${language}.jsonl`));
      return {
        language,
        tuned: [
          ...examples.filter(({ heldOut }) => !heldOut),
          ...others.filter(({ seen }) => seen),
        ],
        aside: examples.filter(({ heldOut }) => heldOut),
        independent: others.filter(({ seen }) => !seen),
      };
    })
    .filter(({ tuned, aside }) => tuned.length + aside.length > 0);
}

/** A message's name: the same as long as nobody changes what was written, where and when. */
export function idOf(language: LanguageTag, { text, context, sentAt }: Example): string {
  const written = JSON.stringify([text, context, sentAt ?? MONDAY_NOON]);
  return `${language}-${createHash('sha256').update(written).digest('hex').slice(0, 12)}`;
}

/**
 * Every message without its label, as `npm run understand -- --jsonl` reads them; a message that two
 * sets have comes once, with the first of them.
 */
export function* questions(labelled: readonly Labelled[]): Generator<string> {
  const asked = new Set<string>();
  for (const one of labelled) {
    for (const set of Object.keys(SETS) as SetName[]) {
      for (const example of one[set]) {
        const { text, context, sentAt = MONDAY_NOON } = example;
        const id = idOf(one.language, example);
        if (!asked.has(id)) {
          asked.add(id);
          yield JSON.stringify({ id, language: one.language, set, text, context, sentAt });
        }
      }
    }
  }
}
