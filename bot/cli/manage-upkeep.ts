/**
 * `manage backup`, `restore` and `verify`: the database as a whole. Called by `manage-commands.ts`.
 * They act through `bot/backup.ts`, beside a running bot or, for a restore, only without one.
 */

import { resolve } from 'node:path';
import {
  type BackedUp,
  makeBackup,
  type Restored,
  restoreBackup,
  type Verified,
  verifyDatabase,
} from '../backup.ts';
import { BadInput } from '../bad-input.ts';
import { systemClock } from '../clock.ts';
import { refuseWords } from './arguments.ts';
import type { FolderCommand, Read } from './manage-command.ts';
import { formatTable } from './table.ts';

const BYTES_OF_A_MEGABYTE = 1_000_000;

export const backup: FolderCommand = {
  name: 'backup',
  usage: 'backup FILE',
  about: 'Writes a backup of the database to FILE, also while the bot runs.',
  notes: [
    'A file that is there already is never overwritten. The key is not in a backup: keep it apart.',
    'Neither is the session with WhatsApp: on another machine the account is linked anew.',
  ],
  options: {},
  required: [],
  opens: 'nothing',
  read(line) {
    const file = readFile(line);
    return async (config) => {
      const value = await makeBackup(config, file);
      return { value, text: () => describeBackup(value), failed: !value.ok };
    };
  },
};

export const restore: FolderCommand = {
  name: 'restore',
  usage: 'restore FILE',
  about: 'Puts the backup FILE in the place of the database. The bot must be stopped.',
  notes: [
    'The backup is checked first, with the key of this folder (HOLDEPUNKT_KEY, HOLDEPUNKT_KEY_FILE).',
    'The database that is there now is kept beside it.',
  ],
  options: {},
  required: [],
  opens: 'nothing',
  read(line) {
    const file = readFile(line);
    return async (config) => {
      const value = await restoreBackup(config, file, systemClock);
      return { value, text: () => describeRestored(value, file), failed: !value.ok };
    };
  },
};

export const verify: FolderCommand = {
  name: 'verify',
  usage: 'verify',
  about: 'Looks at the whole database, also while the bot runs: is it well, and does the key fit?',
  notes: ['The exit code is 1 where something is wrong. Nothing is changed.'],
  options: {},
  required: [],
  opens: 'nothing',
  read(line) {
    refuseWords(line.words, line.help);
    return async (config) => {
      const value = verifyDatabase(config);
      return { value, text: () => describeChecks(value), failed: !value.ok };
    };
  },
};

function readFile({ words, help }: Read): string {
  const [file, ...surplus] = words;
  if (file === undefined || file === '') {
    throw new BadInput(`a FILE is missing; "${help}" shows how`);
  }
  refuseWords(surplus, help);
  return resolve(whereTyped(), file);
}

/** npm runs scripts in the repository's folder, and tells where somebody typed the line. */
function whereTyped(): string {
  const byNpm = process.env['npm_lifecycle_event'] === 'manage';
  return (byNpm ? process.env['INIT_CWD'] : undefined) ?? process.cwd();
}

function toText(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

function describeChecks({ ok, checks }: Verified): string {
  const rows = checks.map(({ name, looked, wrong, note }) => [
    name,
    String(looked),
    wrong === 0 ? '' : String(wrong),
    note,
  ]);
  const table = formatTable(['what', 'looked at', 'wrong', 'note'], rows, 100);
  return toText([...table, '', ok ? 'All is well.' : 'Something is wrong.']);
}

function describeBackup(found: BackedUp): string {
  const size = (found.bytes / BYTES_OF_A_MEGABYTE).toFixed(1);
  const key =
    found.keyFile === null
      ? 'The key is not in it: it is HOLDEPUNKT_KEY of the settings.'
      : `The key is not in it: it is in ${found.keyFile}.`;
  return toText([
    `Wrote ${found.file} (${size} MB) and checked it.`,
    key,
    'Keep a copy of the key in another place than the backup: without it nobody can read the names.',
    ...noteWrong(found),
  ]);
}

function describeRestored(restored: Restored, from: string): string {
  const { groups, members, meetings, waiting } = restored.contents;
  return toText([
    `Restored ${from}: ${groups} groups, ${members} members, ${meetings} meetings.`,
    ...(waiting > 0
      ? [`${waiting} messages may have been sent since: the bot looks for them in the chats first.`]
      : []),
    'What was said since is read again from the chats; a reminder of that time may come once more.',
    ...(restored.kept === null
      ? []
      : [
          `What was here before is ${restored.kept}; it holds names too: delete it when it has served.`,
        ]),
    ...noteWrong(restored),
  ]);
}

function noteWrong({ ok }: Verified): string[] {
  return ok ? [] : ['Not all in it is well: "verify" shows what.'];
}
