/** All that is wrong with a language's folder, in words. Called by `locale check`. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONCEPTS, REQUIRED } from '../understand/concepts.ts';
import { readPhrases } from '../understand/phrases.ts';
import { loadUnderstand } from '../understand/understand.ts';
import { type Example, findMisread, labelOf, readExampleLines } from './examples.ts';
import { findTextProblems, type TextFile, type Texts } from './locale-texts.ts';

/** Fewer labelled messages say little about how well a language is read. */
const FEWEST_EXAMPLES = 60;

export interface Finding {
  readonly name: string;
  readonly summary: string;
  readonly problems: readonly string[];
}

/** The languages that have a folder. */
export function tagsWithFolder(locales: string): string[] {
  return readdirSync(locales, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map((entry) => entry.name)
    .sort();
}

/** Looks at everything in a language's folder. */
export function checkLanguage(locales: string, tag: string): Finding {
  const problems: string[] = [];
  const folder = join(locales, tag);
  const read = (name: string): Record<string, unknown> => readJson(folder, name, problems);
  const meta = read('meta.json');
  problems.push(...checkMeta(meta, tag));
  const file = read('phrases.json');
  const phrases = readPhrases(file, 'phrases.json').problems;
  problems.push(...phrases, ...findEmpty(file));
  problems.push(...checkTexts(locales, tag, read('messages.json') as Texts));
  const lines = readExampleLines(join(folder, 'examples.jsonl'));
  const examples = lines.flatMap((line) => ('problem' in line ? [] : [line]));
  problems.push(
    ...lines.flatMap((line) => ('problem' in line ? [`examples.jsonl: ${line.problem}`] : [])),
    ...checkMixture(examples),
  );
  const misread = phrases.length > 0 ? examples : findMisreadExamples(locales, tag, examples);
  problems.push(...(phrases.length > 0 ? [] : misread.flatMap(describeMisread)));
  return {
    name: String(meta['name'] ?? ''),
    summary: summarise(examples.length, misread.length, problems.length),
    problems,
  };
}

/** What mothers read must be there; what those who run a group read may be. */
function checkTexts(locales: string, tag: string, messages: Texts): string[] {
  const readDanish = (file: TextFile): Texts => readJson(join(locales, 'da'), file, []) as Texts;
  const staff = readJson(join(locales, tag), 'staff.json', []) as Texts;
  const texts = { 'messages.json': messages, 'staff.json': staff };
  return (Object.keys(texts) as TextFile[]).flatMap((file) =>
    findTextProblems(tag, texts[file], { file, danish: readDanish(file) }).map(
      (problem) => `${file}: ${problem}`,
    ),
  );
}

function summarise(examples: number, misread: number, problems: number): string {
  const well = examples === 0 ? '' : `, ${examples - misread} of ${examples} messages read right`;
  return problems === 0 ? `nothing wrong${well}` : `${problems} to mend${well}`;
}

function checkMeta(meta: Record<string, unknown>, tag: string): string[] {
  const wanted: [string, RegExp, string][] = [
    ['tag', new RegExp(`^${tag}$`), `the folder's name, "${tag}"`],
    ['name', /\S/, 'the name of the language as its speakers write it'],
    ['script', /^[A-Z][a-z]{3}$/, 'four letters such as Latn, Arab, Cyrl, Ethi'],
    ['direction', /^(ltr|rtl)$/, '"ltr" or "rtl" (written from the right)'],
    ['reviewedBy', /\S/, 'who has read the texts, or that nobody has'],
  ];
  return wanted
    .filter(([field, form]) => !form.test(String(meta[field] ?? '')))
    .map(([field, , what]) => `meta.json: "${field}" must be ${what}`);
}

/** Without these words a message cannot be read at all. */
function findEmpty(phrases: Record<string, unknown>): string[] {
  return REQUIRED.filter((concept) => {
    const lines = phrases[concept];
    return Array.isArray(lines) && lines.length === 0;
  }).map((concept) => `phrases.json: "${concept}" has no words yet: ${CONCEPTS[concept]}`);
}

function checkMixture(examples: readonly Example[]): string[] {
  const silent = examples.filter(({ statements = [] }) => statements.length === 0).length;
  return [
    ...(examples.length < FEWEST_EXAMPLES
      ? [
          `examples.jsonl: has ${examples.length} messages; ${FEWEST_EXAMPLES} say how well it is read`,
        ]
      : []),
    ...(examples.length > 0 && silent * 2 < examples.length
      ? [
          `examples.jsonl: ${silent} of ${examples.length} messages mean nothing; at least half must, because most of what people write does`,
        ]
      : []),
  ];
}

/** With all languages loaded, the hardest case. A broken neighbour is its own problem. */
function findMisreadExamples(
  locales: string,
  tag: string,
  examples: readonly Example[],
): readonly MisreadExample[] {
  const { understand } = loadUnderstand(locales);
  return examples.flatMap((example) =>
    findMisread(understand, tag, [example]).map(({ got }) => ({ ...example, got })),
  );
}

interface MisreadExample extends Example {
  readonly got?: string;
}

/** Those kept aside are not to be looked at; those marked are known. Both are counted. */
function describeMisread(example: MisreadExample): string[] {
  const { text, got, heldOut, misread } = example;
  const wanted = labelOf(example) || 'nothing';
  return heldOut || misread
    ? []
    : [`examples.jsonl: "${text}" is read as ${got || 'nothing'}, it means ${wanted}`];
}

function readJson(folder: string, name: string, problems: string[]): Record<string, unknown> {
  const file = join(folder, name);
  if (!existsSync(file)) {
    problems.push(`${name}: is missing`);
    return {};
  }
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch (error) {
    problems.push(`${name}: ${error instanceof Error ? error.message : 'cannot be read'}`);
    return {};
  }
}
