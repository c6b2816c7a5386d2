/**
 * A real Redis server for tests: its own port, a folder of its own, nothing kept on disk.
 * Tests without one: `describe.skipIf(findRedis() === null)`. It never touches a Redis that runs
 * already, and ends only what it started.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import { findProgram } from './programs.ts';

export interface TestRedis {
  readonly url: string;
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>;
  /** Ends it as a power cut would. `start` brings it back. */
  kill(): Promise<void>;
  /** FLUSHALL: forgets everything, cuts no line. */
  flush(): Promise<void>;
  /** Every key and value that it holds now, as one readable text a key. */
  content(): Promise<string[]>;
  /** Every command that any client sends from now on, with all arguments: one text each. */
  listen(): Promise<string[]>;
  setMemoryPolicy(policy: string): Promise<void>;
  /** Ends it for good and removes its folder. */
  stop(): Promise<void>;
}

/** The path of redis-server, or null. */
export function findRedis(): string | null {
  return findProgram(['redis-server']);
}

/** Starts a Redis on a free port; `running: false` only reserves the port for a later `start`. */
export async function startRedis(settings: { running?: boolean } = {}): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'holdepunkt-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | null = null;
  let listener: Socket | null = null;

  const start = async () => {
    server = await launch(port, folder);
  };
  const kill = async () => {
    listener?.destroy();
    if (server !== null) {
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
      server = null;
    }
  };
  if (settings.running !== false) {
    await start();
  }
  return {
    url,
    start,
    kill,
    flush: () => asking(url, (redis) => redis.flushall()).then(() => {}),
    content: () => asking(url, readAll),
    async listen() {
      const heard: string[] = [];
      listener = connect(port, '127.0.0.1');
      const lines = createInterface({ input: listener });
      lines.on('line', (line) => heard.push(line));
      listener.on('error', () => lines.close());
      listener.write('MONITOR\r\n');
      await once(lines, 'line');
      return heard;
    },
    setMemoryPolicy: (policy) =>
      asking(url, (redis) => redis.config('SET', 'maxmemory-policy', policy)).then(() => {}),
    async stop() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch(port: number, folder: string): Promise<ChildProcess> {
  const program = findRedis();
  if (program === null) {
    throw new Error('redis-server is not on this machine. `npm test` says how to get it.');
  }
  const settings = ['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'];
  const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  const server = spawn(program, [...place, ...settings], { stdio: ['ignore', 'pipe', 'ignore'] });
  // A test that is given up on never comes to its `stop`.
  const end = () => server.kill('SIGKILL');
  process.once('exit', end);
  server.once('exit', () => process.off('exit', end));
  const said: string[] = [];
  for await (const line of createInterface({ input: server.stdout })) {
    said.push(line);
    if (line.includes('Ready to accept connections')) {
      // What it says later is not read, and must not fill the pipe.
      server.stdout.resume();
      return server;
    }
  }
  throw new Error(`redis-server did not start on port ${port}:\n${said.slice(-5).join('\n')}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') {
    throw new Error('No free port was given.');
  }
  return address.port;
}

async function asking<T>(url: string, ask: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url);
  try {
    return await ask(redis);
  } finally {
    redis.disconnect();
  }
}

async function readAll(redis: Redis): Promise<string[]> {
  const keys = await redis.keys('*');
  return Promise.all(keys.map(async (key) => `${key} = ${await readOne(redis, key)}`));
}

async function readOne(redis: Redis, key: string): Promise<string> {
  switch (await redis.type(key)) {
    case 'hash':
      return JSON.stringify(await redis.hgetall(key));
    case 'list':
      return JSON.stringify(await redis.lrange(key, 0, -1));
    case 'set':
      return JSON.stringify(await redis.smembers(key));
    case 'zset':
      return JSON.stringify(await redis.zrange(key, '0', '-1', 'WITHSCORES'));
    case 'stream':
      return JSON.stringify(await redis.xrange(key, '-', '+'));
    default:
      return JSON.stringify(await redis.get(key));
  }
}
