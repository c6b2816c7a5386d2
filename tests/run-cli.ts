/** Runs the real command-line programs as child processes, as somebody at a terminal would. */

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** What came of a program. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A folder of its own for the test, gone afterwards. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdepunkt-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts a program of the repository on a data folder, on this test's own Node. */
export function start(program: string, args: readonly string[], dataDir: string): ChildProcess {
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'error',
    NODE_OPTIONS: process.env['NODE_OPTIONS'] ?? '',
  };
  return spawn(process.execPath, [join(ROOT, program), ...args], { cwd: ROOT, env });
}

/** Runs a program to its end. */
export async function run(
  program: string,
  args: readonly string[],
  dataDir = join(tmpdir(), 'holdepunkt-cli-nowhere'),
): Promise<Ran> {
  const child = start(program, args, dataDir);
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    out += part;
  });
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    err += part;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, out, err };
}
