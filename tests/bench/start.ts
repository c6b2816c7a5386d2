/** `npm start` in an empty folder: how soon it is ready, and how much memory it holds then. */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const RUNS = 5;

export interface StartFigures {
  readonly readyMs: number;
  readonly residentMiB: number;
}

/** Starts the program some times; the median time and the largest memory. */
export async function benchStart(): Promise<StartFigures> {
  const runs: StartFigures[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    runs.push(await startOnce());
  }
  const times = runs.map((run) => run.readyMs).sort((one, other) => one - other);
  return {
    readyMs: times[Math.floor(times.length / 2)] ?? 0,
    residentMiB: Math.max(...runs.map((run) => run.residentMiB)),
  };
}

async function startOnce(): Promise<StartFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'holdepunkt-bench-'));
  const began = performance.now();
  let bot = 0;
  const child = spawn('npm', ['start', '--silent'], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('is ready')) {
          resolve();
        }
      });
      child.once('exit', (code) => reject(new Error(`It ended with ${code} before it was ready`)));
    });
    const readyMs = performance.now() - began;
    bot = lastChild(child.pid ?? 0);
    const status = readFileSync(`/proc/${bot}/status`, 'utf8');
    const resident = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN);
    return { readyMs, residentMiB: resident / 1024 };
  } finally {
    process.kill(bot || (child.pid ?? 0), 'SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** npm starts a shell that starts Node: the last of the line is the bot. */
function lastChild(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return children === '' ? pid : lastChild(Number(children.split(' ')[0]));
}
