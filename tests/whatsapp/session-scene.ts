/**
 * A session on the stand-in, for the tests of what breaks under it: what it tells, in order, and the
 * processes of its browser, so that a test can kill them.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LibraryMessage, LibraryVote } from '../../bot/channels/whatsapp/library.ts';
import { findTree, listProcesses } from '../../bot/channels/whatsapp/processes.ts';
import { browserFolder } from '../../bot/channels/whatsapp/profile.ts';
import { createSession, type Session } from '../../bot/channels/whatsapp/session.ts';
import type { Timing } from '../../bot/channels/whatsapp/timing.ts';
import { createLog } from '../../bot/log.ts';
import type { ChannelState } from '../../bot/types.ts';
import { findChromium } from '../chromium.ts';
import { openStandIn, type StandIn, type StandInOptions } from '../stand-in/server.ts';
import type { StandInPerson } from '../stand-in/world.ts';

/** A new browser comes at once, and a look at the page every moment. */
const QUICK: Partial<Timing> = {
  ...{ openingPollMs: 20, probeEveryMs: 200, stateMs: 2000, destroyMs: 3000, logoutMs: 300 },
  ...{ relaunchMs: 0, relaunchLeastMs: 0, relaunchMostMs: 0, takeoverMs: 100 },
};

/** Less than a test may take: so that it says what it waited for. */
const LATE_MS = 30_000;

export interface SessionScene extends AsyncDisposable {
  readonly standIn: StandIn;
  readonly session: Session;
  readonly profileDir: string;
  readonly amina: StandInPerson;
  readonly group: string;
  /** What was heard, in order. */
  readonly messages: LibraryMessage[];
  readonly votes: LibraryVote[];
  /** Every phase that it went into, in order. */
  readonly phases: string[];
  /** How often it became ready. */
  ready(): number;
  /** How many browsers there were. */
  browsers(): number;
  /** Resolves when it holds; looked at whenever the session tells something. */
  until(holds: (state: ChannelState) => boolean): Promise<void>;
  /** A session on the same profile, when this one was stopped. */
  again(): Session;
  /** The processes of the browser whose command line has a word, all of them without one. */
  processes(word?: string): number[];
  /** What was rejected with nobody listening. */
  readonly unhandled: unknown[];
}

export interface SceneOptions extends StandInOptions {
  readonly timing?: Partial<Timing>;
  readonly chromiumArgs?: readonly string[];
}

/** Opens the stand-in and makes a session on it, which is not started. */
export async function openSession(options: SceneOptions = {}): Promise<SessionScene> {
  const standIn = await openStandIn(options);
  const amina = standIn.world.makePerson('Amina', 'lid');
  const group = standIn.world.makeGroup('Tirsdagsgruppen', [amina]);
  const profileDir = mkdtempSync(join(tmpdir(), 'session-'));
  const messages: LibraryMessage[] = [];
  const votes: LibraryVote[] = [];
  const phases: string[] = [];
  const unhandled: unknown[] = [];
  const waiting = new Set<() => void>();
  const sessions: Session[] = [];
  let readyTimes = 0;
  let clients = 0;
  const wake = (): void => {
    for (const look of waiting) {
      look();
    }
  };
  const make = (): Session => {
    const session = createSession(
      {
        ...{ profileDir, executablePath: findChromium(), secret: Buffer.alloc(32, 7) },
        chromiumArgs: [...standIn.chromiumArgs, ...(options.chromiumArgs ?? [])],
        ...{ webVersionDir: standIn.webVersionDir, clock: standIn.clock, pacing: false },
        log: createLog(process.env['LOG_LEVEL'] === 'info' ? 'info' : 'silent'),
        timing: { ...QUICK, ...options.timing },
      },
      {
        attach(client) {
          clients += 1;
          client.on('message_create', (message) => {
            messages.push(message);
            wake();
          });
          client.on('vote_update', (vote) => {
            votes.push(vote);
            wake();
          });
        },
        onReady() {
          readyTimes += 1;
          wake();
        },
        onState() {
          const { phase } = session.state();
          if (phases.at(-1) !== phase) {
            phases.push(phase);
          }
          wake();
        },
      },
    );
    sessions.push(session);
    return session;
  };
  const onUnhandled = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', onUnhandled);
  const scene: SessionScene = {
    ...{ standIn, profileDir, amina, group, messages, votes, phases, unhandled },
    session: make(),
    ready: () => readyTimes,
    browsers: () => clients,
    until(holds) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const state = (): ChannelState => (sessions.at(-1) ?? scene.session).state();
      const late = setTimeout(() => {
        const { phase, link, attempts } = state();
        const now = { phase, link: link?.kind, attempts, clients, phases, readyTimes };
        reject(new Error(`waited in vain: ${JSON.stringify(now)}`));
      }, LATE_MS);
      const look = (): void => {
        if (holds(state())) {
          waiting.delete(look);
          clearTimeout(late);
          resolve();
        }
      };
      waiting.add(look);
      look();
      return promise;
    },
    again: make,
    processes(word = '') {
      const all = listProcesses() ?? [];
      const root = all.find(({ command }) =>
        command.includes(`--user-data-dir=${browserFolder(profileDir)}`),
      );
      return findTree(root?.pid ?? 0, all)
        .filter(({ command }) => command.join(' ').includes(word))
        .map(({ pid }) => pid);
    },
    async [Symbol.asyncDispose]() {
      for (const session of sessions) {
        await session.stop();
      }
      process.off('unhandledRejection', onUnhandled);
      await standIn.close();
      rmSync(profileDir, { recursive: true, maxRetries: 3 });
    },
  };
  return scene;
}
