/** The worlds in which the tests of understanding read messages, and the engine they share. */

import { join } from 'node:path';
import {
  brief,
  type Example,
  readExamples as readExamplesIn,
  worldAt,
} from '../../bot/cli/examples.ts';
import { loadUnderstand, tagsIn } from '../../bot/understand/understand.ts';

export const LOCALES = join(import.meta.dirname, '..', '..', 'locales');

export const { understand, readWhen } = loadUnderstand(LOCALES);

/** The labelled messages of a language. */
export function readExamples(tag: string): readonly Example[] {
  return readExamplesIn(join(LOCALES, tag));
}

export const languages = tagsIn(LOCALES);

/** What a message means, short. */
export function meaning(text: string, sentAt?: string, context?: 'chat' | 'reply'): string {
  return brief(understand(text, worldAt(sentAt, context)));
}
