/** The watchdog's decisions, as a table: what is seen and when, and the step that follows. */

import { describe, expect, it } from 'vitest';
import {
  climb,
  GROUND,
  type Ladder,
  type Observation,
  type Step,
} from '../../bot/channels/whatsapp/ladder.ts';
import { findRestart } from '../../bot/channels/whatsapp/restarts.ts';
import { TIMING } from '../../bot/channels/whatsapp/timing.ts';

const S = 1000;
const MIN = 60 * S;

/** When, what is seen, the step, and how long to wait before it where it is a new browser. */
type Row = readonly [at: number, seen: Observation, step: Step, waitMs?: number];

const STORIES: Readonly<Record<string, readonly Row[]>> = {
  'leaves a session alone that is well': [
    [0, 'launched', 'nothing'],
    [MIN, 'well', 'nothing'],
    [2 * MIN, 'well', 'nothing'],
  ],
  'leaves the socket to reconnect by itself, then asks it, then loads the page, then the browser anew':
    [
      [0, 'launched', 'nothing'],
      [0, 'well', 'nothing'],
      [MIN, 'offline', 'nothing'],
      [MIN + 59 * S, 'offline', 'nothing'],
      [2 * MIN, 'offline', 'resync'],
      [3 * MIN, 'offline', 'nothing'],
      [4 * MIN, 'offline', 'reload'],
      [5 * MIN, 'offline', 'nothing'],
      [6 * MIN, 'offline', 'relaunch', 5 * S],
    ],
  'begins at the foot again after it was well': [
    [0, 'offline', 'nothing'],
    [MIN, 'offline', 'resync'],
    [2 * MIN, 'well', 'nothing'],
    [3 * MIN, 'offline', 'nothing'],
    [4 * MIN, 'offline', 'resync'],
  ],
  'takes one silence for a slow moment, loads a silent page anew, and ends a browser that stays silent':
    [
      [0, 'launched', 'nothing'],
      [0, 'mute', 'nothing'],
      [10 * S, 'mute', 'reload'],
      [5 * MIN, 'mute', 'relaunch', MIN],
    ],
  'does not count silences with an answer between them': [
    [0, 'mute', 'nothing'],
    [MIN, 'well', 'nothing'],
    [2 * MIN, 'mute', 'nothing'],
    [3 * MIN, 'offline', 'nothing'],
    [3 * MIN + S, 'mute', 'nothing'],
  ],
  'is back soon after a browser that was well for long': [
    [0, 'launched', 'nothing'],
    [0, 'well', 'nothing'],
    [10 * MIN, 'gone', 'relaunch', 5 * S],
    [10 * MIN, 'launched', 'nothing'],
    [10 * MIN + S, 'gone', 'relaunch', MIN],
  ],
  'is back soon after the first crash of a browser that was well, and not so soon after the second':
    [
      [0, 'launched', 'nothing'],
      [0, 'well', 'nothing'],
      [2 * S, 'gone', 'relaunch', 5 * S],
      [7 * S, 'launched', 'nothing'],
      [8 * S, 'well', 'nothing'],
      [10 * S, 'gone', 'relaunch', 2 * MIN],
    ],
  'waits ever longer, half an hour at most, and gives the process up now and then': [
    [0, 'unready', 'relaunch', MIN],
    [0, 'launched', 'nothing'],
    [0, 'unready', 'relaunch', 2 * MIN],
    [0, 'gone', 'relaunch', 4 * MIN],
    [0, 'gone', 'relaunch', 8 * MIN],
    [0, 'gone', 'relaunch', 16 * MIN],
    [0, 'gone', 'relaunch', 30 * MIN],
    [0, 'gone', 'relaunch', 30 * MIN],
    [0, 'gone', 'relaunch', 30 * MIN],
    [0, 'gone', 'relaunch', 30 * MIN],
    [0, 'gone', 'give-up', 30 * MIN],
    [0, 'gone', 'relaunch', 30 * MIN],
  ],
  'forgets failures only after it was well for long': [
    [0, 'gone', 'relaunch', MIN],
    [0, 'launched', 'nothing'],
    [MIN, 'well', 'nothing'],
    [2 * MIN, 'gone', 'relaunch', 2 * MIN],
    [2 * MIN, 'launched', 'nothing'],
    [3 * MIN, 'well', 'nothing'],
    [13 * MIN, 'well', 'nothing'],
    [14 * MIN, 'gone', 'relaunch', 5 * S],
  ],
  'loads a deaf page anew, then the browser, and leaves long pauses between': [
    [0, 'well', 'nothing'],
    [MIN, 'deaf', 'reload'],
    [2 * MIN, 'deaf', 'nothing'],
    [2 * MIN, 'well', 'nothing'],
    [30 * MIN, 'deaf', 'nothing'],
    [31 * MIN, 'deaf', 'relaunch', 5 * S],
    [31 * MIN, 'launched', 'nothing'],
    [32 * MIN, 'deaf', 'nothing'],
    [200 * MIN, 'deaf', 'reload'],
  ],
};

describe('the ladder', () => {
  it.each(Object.entries(STORIES))('%s', (_title, rows) => {
    let ladder: Ladder = GROUND;
    const steps = rows.map(([at, what]): Row => {
      const decision = climb(ladder, { what, now: at }, TIMING);
      ladder = decision.ladder;
      const { step, waitMs } = decision;
      return ['relaunch', 'give-up'].includes(step) ? [at, what, step, waitMs] : [at, what, step];
    });
    expect(steps).toEqual(rows);
  });

  it('never stops trying', () => {
    let ladder: Ladder = GROUND;
    for (let count = 0; count < 5000; count += 1) {
      const decision = climb(ladder, { what: 'gone', now: 0 }, TIMING);
      expect(decision.step).not.toBe('nothing');
      expect(decision.waitMs).toBeLessThanOrEqual(TIMING.relaunchMostMs);
      ladder = decision.ladder;
    }
  });
});

describe('a planned restart', () => {
  const NIGHT = Date.parse('2026-11-24T03:45:00+01:00');
  const young = { launchedAt: NIGHT - 19 * 60 * MIN, memory: null, memoryRestartAt: null };
  const old = { ...young, launchedAt: NIGHT - 21 * 60 * MIN };
  const full = 1.3 * 1024 ** 3;

  it.each([
    ['an old browser at night', { ...old, now: NIGHT }, 'night'],
    ['a young one at night', { ...young, now: NIGHT }, null],
    ['an old one by day', { ...old, now: NIGHT + 60 * MIN }, null],
    ['an old one in a summer night', { ...old, now: Date.parse('2027-07-01T01:45:00Z') }, 'night'],
    ['one that is full, at any time', { ...young, now: NIGHT + 5 * MIN, memory: full }, 'memory'],
    ['one that is not', { ...young, now: NIGHT + 5 * MIN, memory: 1e9 }, null],
    [
      'one that was restarted for its memory a moment ago',
      { ...young, now: NIGHT, memory: full, memoryRestartAt: NIGHT - 59 * MIN },
      null,
    ],
  ])('%s', (_title, age, reason) => {
    expect(findRestart(age, TIMING)).toBe(reason);
  });
});
