/**
 * What understands people, in the languages that are in use here: Danish, English and Arabic always, and
 * those that were set for a group or somebody in it. Each takes some memory, and a small machine has
 * little. Made by `main`; remembers nothing of what it reads.
 */

import type { When } from './context.ts';
import type { LanguageTag, Understand, World } from './types.ts';
import { loadUnderstand, tagsIn } from './understand/understand.ts';

/** What groups mostly write in, whatever was set for them. */
const ALWAYS: readonly LanguageTag[] = ['da', 'en', 'ar'];

export interface Mind {
  readonly understand: Understand;
  /** The days and times that a text names. */
  readonly readWhen: (text: string, world: World) => When;
}

/** Listens in the languages given; one that a world names and that is not among them is learnt then. */
export function createMind(locales: string, languages: Iterable<LanguageTag>): Mind {
  const available = new Set(tagsIn(locales));
  const known = new Set([...ALWAYS, ...languages].filter((tag) => available.has(tag)));
  let engine = loadUnderstand(locales, known);
  const engineFor = (world: World): typeof engine => {
    const unknown = world.languages.filter((tag) => available.has(tag) && !known.has(tag));
    if (unknown.length > 0) {
      for (const tag of unknown) {
        known.add(tag);
      }
      engine = loadUnderstand(locales, known);
    }
    return engine;
  };
  return {
    understand: (text, world) => engineFor(world).understand(text, world),
    readWhen: (text, world) => engineFor(world).readWhen(text, world),
  };
}
