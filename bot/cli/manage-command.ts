/** What a command of `manage` is. The commands are in `manage-commands.ts`; `manage.ts` runs them. */

import type { Config } from '../config.ts';
import type { Holdings } from '../holdings.ts';
import type { Line, Options } from './arguments.ts';

/** What a command answers: a value for programs, and the same for people. */
export interface Answer {
  readonly value: unknown;
  text(): string;
  /** It was done, and what it found is not well: exit code 1. */
  readonly failed?: boolean;
}

/** What a command acts on. */
export interface Place {
  readonly holdings: Holdings;
  readonly config: Config;
}

export type Read = Line & { readonly help: string };

interface Described {
  readonly name: string;
  readonly usage: string;
  readonly about: string;
  readonly notes: readonly string[];
  readonly options: Options;
  /** Options that must be given, or which ones by what else is given. */
  readonly required: readonly string[] | ((given: Line['text']) => readonly string[]);
}

/** Acts through the office on what is in the data folder. */
export interface OfficeCommand extends Described {
  /** Reads the line; what it returns does the work. @throws BadInput */
  read(line: Read): (place: Place) => Promise<Answer>;
}

/** Acts on the settings or the data folder as a whole: nothing is opened for it. */
export interface FolderCommand extends Described {
  readonly opens: 'nothing';
  /** Reads the line; what it returns does the work. @throws BadInput */
  read(line: Read): (config: Config) => Promise<Answer>;
}

export type ManageCommand = OfficeCommand | FolderCommand;
