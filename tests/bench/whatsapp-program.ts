/**
 * The real program on the stand-in for WhatsApp, as `npm start` runs it, for `whatsapp.ts`. Production's
 * timing, but no pauses between messages (PACING=0). It ends only what it started.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findTree, listProcesses } from '../../bot/channels/whatsapp/processes.ts';
import type { StandIn } from '../stand-in/server.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const READY = /http:\/\/localhost:(\d+)/;
const LOOK_EVERY_MS = 10;
/** One that is not connected by then never will be. */
const LONGEST_MS = 120_000;
const MIB = 2 ** 20;

export interface Memory {
  readonly residentBytes: number;
  readonly heapBytes: number;
}

export interface WhatsAppProgram {
  /** From its start until `/health` said that it is connected. */
  readonly readyMs: number;
  memory(): Promise<Memory>;
  /** Of all processes of its browser together. */
  browserMiB(): number;
  end(): Promise<void>;
}

/** Starts it in a data folder and waits until it is connected. @throws Error where it ends before */
export async function startWhatsAppProgram(
  standIn: StandIn,
  { folder, chromium }: { folder: string; chromium: string },
): Promise<WhatsAppProgram> {
  const began = performance.now();
  const preload = join(import.meta.dirname, 'tell-memory.ts');
  // The flags are those of `npm start`.
  const flags = ['--max-semi-space-size=1', '--v8-pool-size=1', '--import', preload];
  const child = spawn(process.execPath, [...flags, join(ROOT, 'bot', 'main.ts')], {
    cwd: ROOT,
    env: {
      ...{ PATH: process.env['PATH'], CHANNEL: 'whatsapp', DATA_DIR: folder, PORT: '0' },
      ...{ LOG_LEVEL: 'silent', PACING: '0', PUPPETEER_EXECUTABLE_PATH: chromium },
      CHROMIUM_ARGS: standIn.chromiumArgs.join(' '),
      WHATSAPP_WEB_VERSION_DIR: standIn.webVersionDir,
      NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'holdepunkt'),
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  await awaitHealth(child);
  return {
    readyMs: performance.now() - began,
    memory: () => askMemory(child),
    browserMiB: () => measureBrowser(child.pid ?? 0) / MIB,
    async end() {
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    },
  };
}

async function awaitHealth(child: ChildProcess): Promise<void> {
  let written = '';
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    written += part;
  });
  const until = performance.now() + LONGEST_MS;
  for (;;) {
    if (child.exitCode !== null || performance.now() > until) {
      child.kill();
      throw new Error('It did not connect');
    }
    const port = READY.exec(written)?.[1];
    if (port !== undefined && (await fetch(`http://127.0.0.1:${port}/health`)).status === 200) {
      return;
    }
    await wait(LOOK_EVERY_MS);
  }
}

async function askMemory(child: ChildProcess): Promise<Memory> {
  const answer = once(child, 'message');
  child.send('memory');
  const [heapBytes] = (await answer) as [number];
  return { heapBytes, residentBytes: residentOf(child.pid ?? 0) };
}

function measureBrowser(bot: number): number {
  const tree = findTree(bot, listProcesses() ?? []);
  return tree
    .filter(({ pid }) => pid !== bot)
    .map(({ pid }) => residentOf(pid))
    .reduce((sum, bytes) => sum + bytes, 0);
}

/** 0 for a process that has ended meanwhile. */
function residentOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
