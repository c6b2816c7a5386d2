/**
 * Command lines: reads them strictly and tells what is wrong in one line. Called by the entry files
 * in this folder. It must never act on a line that is wrong in part.
 */

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { DatabaseRefused } from '../../data/database.ts';
import { BadInput } from '../bad-input.ts';

export type Options = NonNullable<ParseArgsConfig['options']>;

/** A command line as it was read. */
export interface Line {
  readonly text: Readonly<Record<string, string>>;
  readonly flags: ReadonlySet<string>;
  readonly words: readonly string[];
}

/** An option with a value. */
export const TEXT = { type: 'string' } as const;
/** An option without one. */
export const FLAG = { type: 'boolean' } as const;

/**
 * Reads options and words.
 * @throws BadInput at an option that is unknown, lacks its value or comes twice
 */
export function readLine(args: readonly string[], options: Options, help: string): Line {
  const { values, positionals, tokens } = parse(args, options, help);
  const names = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new BadInput(`--${twice}: it comes twice; give it once (${help})`);
  }
  const given = Object.entries(values);
  return {
    text: Object.fromEntries(
      given.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    ),
    flags: new Set(given.flatMap(([name, value]) => (value === true ? [name] : []))),
    words: positionals,
  };
}

function parse(args: readonly string[], options: Options, help: string) {
  try {
    return parseArgs({
      args: [...args],
      options,
      strict: true,
      allowPositionals: true,
      tokens: true,
    });
  } catch (error) {
    if (!(error instanceof TypeError) || !('code' in error)) {
      throw error;
    }
    // Node's own sentence says what and where; the advice after it is for programmers.
    const [sentence = ''] = error.message.split(/\.\s|\n/);
    throw new BadInput(`${sentence.replace(/\.$/, '')}; "${help}" lists the options`);
  }
}

/** Throws where there are words that nobody asked for. */
export function refuseWords(words: readonly string[], help: string): void {
  const [word] = words;
  if (word !== undefined) {
    throw new BadInput(`"${shorten(word)}" is not expected here; "${help}" shows what is`);
  }
}

/** What somebody typed, short enough for one line. */
export function shorten(text: string): string {
  return [...text.replace(/\s+/g, ' ')].slice(0, 60).join('');
}

/**
 * Runs a program: its answer on standard output, or what was wrong with the input as one line on
 * standard error. Gives the exit code: 2 for wrong input, else what the program says (0 or 1).
 */
export async function runProgram(name: string, program: () => Promise<number>): Promise<number> {
  // Whoever reads only the beginning (`| head`) has what was wanted.
  process.stdout.on('error', () => process.exit(0));
  try {
    return await program();
  } catch (error) {
    if (!(error instanceof BadInput) && !(error instanceof DatabaseRefused)) {
      throw error;
    }
    process.stderr.write(`${name}: ${error.message}\n`);
    return 2;
  }
}
