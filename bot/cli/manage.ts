/**
 * `npm run manage -- …`: administration on the command line, beside a running bot or alone. The line
 * is read to its end before anything is opened, so that a wrong one changes and makes nothing.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../bad-input.ts';
import { systemClock } from '../clock.ts';
import { type Config, loadConfig } from '../config.ts';
import type { Holdings } from '../holdings.ts';
import { FLAG, readLine, runProgram, shorten } from './arguments.ts';
import type { Answer, ManageCommand, Read } from './manage-command.ts';
import { COMMANDS } from './manage-commands.ts';

const CALL = 'npm run --silent manage --';
const COMMON = { json: FLAG, help: FLAG } as const;

async function manage(args: readonly string[]): Promise<number> {
  // `--json` and `--help` may also stand before the command.
  const first = args.findIndex((arg) => arg !== '--json' && arg !== '--help');
  const front = first < 0 ? args : args.slice(0, first);
  const typed = first < 0 ? [] : args.slice(first);
  const command = find(typed);
  if (!command) {
    return explainOrRefuse([...front, ...typed]);
  }
  const rest = [...front, ...typed.slice(command.name.split(' ').length)];
  const line = readLine(rest, { ...COMMON, ...command.options }, helpOf(command));
  if (line.flags.has('help')) {
    return print(`${describe(command)}\n`);
  }
  const { required } = command;
  const needed = typeof required === 'function' ? required(line.text) : required;
  const missing = needed.filter((name) => line.text[name] === undefined);
  if (missing.length > 0) {
    const names = missing.map((name) => `--${name}`).join(', ');
    throw new BadInput(`${names} missing; "${helpOf(command)}" shows how`);
  }
  return await act(command, { ...line, help: helpOf(command) });
}

/** Reads the line to its end, does what it says, and answers. */
async function act(command: ManageCommand, line: Read): Promise<number> {
  const tell = (answer: Answer): number => {
    print(line.flags.has('json') ? `${JSON.stringify(answer.value)}\n` : answer.text());
    return answer.failed ? 1 : 0;
  };
  if ('opens' in command) {
    const call = command.read(line);
    return tell(await call(loadConfig()));
  }
  const call = command.read(line);
  const config = loadConfig();
  const holdings = await open(config);
  try {
    return tell(await call({ holdings, config }));
  } finally {
    holdings.close();
  }
}

/** The command whose words the line begins with. */
function find(typed: readonly string[]): ManageCommand | undefined {
  return COMMANDS.find((command) =>
    command.name.split(' ').every((word, index) => typed[index] === word),
  );
}

/** Where nothing was ever stored there is nothing to read, and asking must not make a database. */
async function open(config: Config): Promise<Holdings> {
  // Loaded only now: help and a wrong line are answered at once.
  const { openAccount, openHoldings, openInMemory } = await import('../holdings.ts');
  const there = ['holdepunkt.db', 'simulator.db'].some((file) =>
    existsSync(join(config.dataDir, file)),
  );
  if (!there) {
    return openInMemory(systemClock.now());
  }
  return config.channel === 'whatsapp' ? openAccount(config) : openHoldings(config);
}

/** No command: the list, where help was asked for; otherwise what is wrong. */
function explainOrRefuse(args: readonly string[]): number {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const inside = COMMANDS.filter((command) => command.name.startsWith(`${words[0]} `));
  if (
    args.includes('--help') &&
    (words.length === 0 || (words.length === 1 && inside.length > 0))
  ) {
    return print(listCommands(words.length === 0 ? COMMANDS : inside));
  }
  const names = (inside.length > 0 ? inside : COMMANDS).map((command) => command.name).join(', ');
  const problem =
    words.length === 0
      ? 'a command is missing'
      : `there is no command "${shorten(words.slice(0, inside.length > 0 ? 2 : 1).join(' '))}"`;
  throw new BadInput(`${problem}; the commands are ${names}; "${CALL} --help" explains them`);
}

function helpOf(command: ManageCommand): string {
  return `${CALL} ${command.name} --help`;
}

function listCommands(commands: readonly ManageCommand[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.about}`);
  return `${[
    `${CALL} COMMAND …`,
    '',
    ...lines,
    '',
    'Every command takes --json (one JSON value) and --help. DATA_DIR says which folder (var/).',
  ].join('\n')}\n`;
}

function describe(command: ManageCommand): string {
  return [
    `${CALL} ${command.usage}`,
    '',
    command.about,
    ...(command.notes.length > 0 ? ['', ...command.notes] : []),
    '',
    '--json answers with one JSON value instead of a table.',
  ].join('\n');
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

if (import.meta.main) {
  process.exitCode = await runProgram('manage', () => manage(process.argv.slice(2)));
}
