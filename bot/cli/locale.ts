/**
 * `npm run locale -- …`: makes the folder of a new language, or lists all that is wrong with one, in
 * words. For somebody who knows the language and no programming.
 */

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../bad-input.ts';
import { FLAG, readLine, runProgram, shorten } from './arguments.ts';
import { checkLanguage, tagsWithFolder } from './locale-check.ts';
import { makeFiles } from './locale-files.ts';

const HELP = `npm run locale -- new TAG "Native name"   makes locales/TAG with its files to fill in
npm run locale -- check [TAG]              lists all problems of one language, or of all

TAG is a language tag such as sw (Swahili). docs/adding-a-language.md says how to go on.
`;
const LOCALES = join(import.meta.dirname, '..', '..', 'locales');

async function main(args: readonly string[]): Promise<number> {
  const line = readLine(args, { help: FLAG }, 'npm run locale -- --help');
  const [command, tag, name, ...more] = line.words;
  if (line.flags.has('help') || command === undefined) {
    process.stdout.write(HELP);
    return command === undefined && !line.flags.has('help') ? 2 : 0;
  }
  if (command === 'new' && tag !== undefined && name !== undefined && more.length === 0) {
    return makeLanguage(tag, name);
  }
  if (command === 'check' && name === undefined) {
    return check(tag);
  }
  throw new BadInput(
    `"${shorten(line.words.join(' '))}" is not understood: write new TAG "Native name", or check [TAG]`,
  );
}

function makeLanguage(tag: string, name: string): number {
  if (!/^[a-z]{2,3}$/.test(tag)) {
    throw new BadInput(
      `"${shorten(tag)}" is no language tag: two or three small letters such as sw`,
    );
  }
  const folder = join(LOCALES, tag);
  if (existsSync(folder)) {
    throw new BadInput(
      `locales/${tag} is there already; check it with: npm run locale -- check ${tag}`,
    );
  }
  mkdirSync(folder);
  for (const [file, content] of makeFiles(tag, name)) {
    writeFileSync(join(folder, file), content);
  }
  process.stdout.write(
    [
      `locales/${tag} is made. Fill in, in this order:`,
      `  1. locales/${tag}/examples.jsonl  messages as people write them, with what they mean`,
      `  2. locales/${tag}/phrases.json    the words, by what they mean`,
      `  3. locales/${tag}/messages.json   what the bot says`,
      `and look again and again: npm run locale -- check ${tag}`,
      '',
    ].join('\n'),
  );
  return 0;
}

function check(tag: string | undefined): number {
  const tags = tagsWithFolder(LOCALES);
  if (tag !== undefined && !tags.includes(tag)) {
    throw new BadInput(`there is no language "${shorten(tag)}"; there are ${tags.join(', ')}`);
  }
  let found = 0;
  for (const one of tag === undefined ? tags : [tag]) {
    const { name, summary, problems } = checkLanguage(LOCALES, one);
    found += problems.length;
    process.stdout.write(`${one} ${name}: ${summary}\n`);
    for (const problem of problems) {
      process.stdout.write(`  ${problem}\n`);
    }
  }
  return found === 0 ? 0 : 1;
}

process.exitCode = await runProgram('locale', () => main(process.argv.slice(2)));
