/**
 * The real program as a child process, spoken to over the simulator's HTTP API. Used by the tests of
 * crashes and of privacy. It ends only what it started.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const MAIN = join(ROOT, 'bot', 'main.ts');
// Without it a start takes a second, most of it reading the same source again.
const COMPILED = join(tmpdir(), 'holdepunkt-compiled');
const READY = /http:\/\/localhost:(\d+)/;

export interface ProgramSettings {
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A module that is loaded before the program. */
  readonly preload?: string;
}

/** A program that was started; it may not be ready yet. */
export class Program {
  readonly #child: ChildProcess;
  /** Resolves when it has ended, however it did. */
  readonly closed: Promise<unknown>;
  #out = '';
  #err = '';
  #port: number | null = null;

  constructor({ folder, env, preload }: ProgramSettings) {
    const preloading = preload === undefined ? [] : ['--import', preload];
    this.#child = spawn(process.execPath, [...preloading, MAIN], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        NODE_COMPILE_CACHE: COMPILED,
        DATA_DIR: folder,
        PORT: '0',
        DEMO: '0',
        LOG_LEVEL: 'error',
        ...env,
      },
    });
    this.closed = once(this.#child, 'close');
    this.#child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      this.#out += part;
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (part: string) => {
      this.#err += part;
    });
  }

  /** Everything it wrote, on standard output and standard error. */
  get written(): string {
    return this.#out + this.#err;
  }

  /** Resolves when it can be spoken to. @throws Error where it ended instead */
  async ready(): Promise<this> {
    while (!READY.test(this.#out)) {
      const more = this.#child.stdout ? once(this.#child.stdout, 'data') : this.closed;
      await Promise.race([more, this.closed]);
      if (this.#ended()) {
        throw new Error(`The program ended before it was ready: ${this.written}`);
      }
    }
    this.#port = Number(READY.exec(this.#out)?.[1]);
    return this;
  }

  /** One call of the simulator's API, such as `POST /quiet`. @throws Error where it is refused */
  async call<T>(line: string, body?: unknown): Promise<T> {
    const [method = 'GET', path = '/'] = line.split(' ');
    const response = await fetch(`http://127.0.0.1:${this.#port}/simulator/api${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as T;
    if (!response.ok) {
      throw new Error(`${line} was answered ${response.status} ${JSON.stringify(answer)}`);
    }
    return answer;
  }

  /** Ends it from one instant to the next. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.closed;
  }

  /** Asks it to end; answers with its exit code and how long that took. */
  async end(): Promise<{ code: number | null; ms: number }> {
    const from = performance.now();
    this.#child.kill('SIGTERM');
    await this.closed;
    return { code: this.#child.exitCode, ms: performance.now() - from };
  }

  #ended(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }
}
