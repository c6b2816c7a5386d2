/**
 * Reads the languages from their folders and makes the engine.
 * Called once at the start by `main` and by the commands that need it.
 * It must need no change for a new language: a language is a folder with data.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LanguageTag } from '../types.ts';
import { createEngine, type Engine } from './engine.ts';
import { createLexicon, type Language } from './lexicon.ts';
import { createWorkshop } from './patterns.ts';
import { readPhrases } from './phrases.ts';

/** Languages whose words decide ties, in this order: what most messages are written in. */
const FIRST = ['da', 'en', 'ar'];

/**
 * The engine over the languages of `locales/` that are named; over all that have a `phrases.json` where
 * none are. Throws one error that lists every problem of every file.
 */
export function loadUnderstand(folder: string, only?: ReadonlySet<LanguageTag>): Engine {
  const problems: string[] = [];
  const languages: Language[] = [];
  const workshop = createWorkshop();
  for (const tag of tagsIn(folder).filter((one) => only?.has(one) ?? true)) {
    const name = join(tag, 'phrases.json');
    const file = readJson(join(folder, name), name, problems);
    if (file !== null) {
      const read = readPhrases(file, name, workshop);
      problems.push(...read.problems);
      languages.push({ tag, phrases: read.phrases });
    }
  }
  if (languages.length === 0) {
    problems.push(`no language found in ${folder}: expected <tag>/phrases.json`);
  }
  if (problems.length > 0) {
    throw new Error(`Languages cannot be loaded:\n${problems.join('\n')}`);
  }
  return createEngine(createLexicon(languages, workshop));
}

/** The tags of all languages with phrases, the ones that decide ties first. */
export function tagsIn(folder: string): readonly string[] {
  const rank = (tag: string) => (FIRST.includes(tag) ? FIRST.indexOf(tag) : FIRST.length);
  return readdirSync(folder)
    .filter((tag) => existsSync(join(folder, tag, 'phrases.json')))
    .sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
}

function readJson(path: string, name: string, problems: string[]): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    problems.push(`${name}: ${error instanceof Error ? error.message : 'cannot be read'}`);
    return null;
  }
}
