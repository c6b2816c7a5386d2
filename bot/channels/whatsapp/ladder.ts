/**
 * What to do about a session that is not well, from the mildest step up. Pure: it takes what was seen
 * and when, and answers with a step; the session carries it out. It never gives up, and never asks for
 * the profile to be deleted.
 */

import type { Timing } from './timing.ts';

/**
 * `launched`: a new browser begins. `well`: connected, and the page answers. `offline`: the page
 * answers, but its socket is not connected. `mute`: the page does not answer. `gone`: no browser, or a
 * crashed page. `unready`: it did not become ready in time. `deaf`: connected, but what comes or goes
 * is not told.
 */
export type Observation = 'launched' | 'well' | 'offline' | 'mute' | 'gone' | 'unready' | 'deaf';

/** `give-up`: a supervisor may start the process anew; where there is none, it means a new browser. */
export type Step = 'nothing' | 'resync' | 'reload' | 'relaunch' | 'give-up';

/** What is remembered from one observation to the next. */
export interface Ladder {
  /** Since when this browser has been seen well; null: not once yet. */
  readonly wellSinceAt: number | null;
  readonly troubleSinceAt: number | null;
  readonly lastStep: Step;
  readonly lastStepAt: number;
  readonly mutes: number;
  /** Browsers in a row of which none was well for long. */
  readonly failures: number;
  readonly deafAt: number | null;
}

export interface Decision {
  readonly ladder: Ladder;
  readonly step: Step;
  /** How long to wait before a new browser. */
  readonly waitMs: number;
}

/** After so many browsers in vain, some three hours, the process itself may be the trouble. */
const HOPELESS_AFTER = 10;

export const GROUND: Ladder = {
  wellSinceAt: null,
  troubleSinceAt: null,
  lastStep: 'nothing',
  lastStepAt: 0,
  mutes: 0,
  failures: 0,
  deafAt: null,
};

/** The next step, and the memory for the observation after this one. */
export function climb(
  ladder: Ladder,
  seen: { readonly what: Observation; readonly now: number },
  timing: Timing,
): Decision {
  const { now } = seen;
  switch (seen.what) {
    case 'launched':
      return stay({ ...GROUND, failures: ladder.failures, deafAt: ladder.deafAt });
    case 'well':
      return stay(settle(ladder, now, timing));
    case 'offline':
      return mendSocket({ ...ladder, mutes: 0 }, now, timing);
    case 'mute':
      return mendPage({ ...ladder, mutes: ladder.mutes + 1 }, now, timing);
    case 'deaf':
      return mendEars(ladder, now, timing);
    default:
      return relaunch(ladder, now, timing);
  }
}

const stay = (ladder: Ladder): Decision => ({ ladder, step: 'nothing', waitMs: 0 });

function settle(ladder: Ladder, now: number, timing: Timing): Ladder {
  const wellSinceAt = ladder.wellSinceAt ?? now;
  const failures = now - wellSinceAt >= timing.healthyMs ? 0 : ladder.failures;
  return { ...GROUND, wellSinceAt, failures, deafAt: ladder.deafAt };
}

/** WhatsApp reconnects by itself: first it is left alone, then asked, then made to. */
function mendSocket(ladder: Ladder, now: number, timing: Timing): Decision {
  const trouble = { ...ladder, troubleSinceAt: ladder.troubleSinceAt ?? now };
  if (trouble.lastStep === 'nothing') {
    const due = now - trouble.troubleSinceAt >= timing.offlineMs;
    return due ? take(trouble, 'resync', now) : stay(trouble);
  }
  if (now - trouble.lastStepAt < timing.stepMs) {
    return stay(trouble);
  }
  return trouble.lastStep === 'resync'
    ? take(trouble, 'reload', now)
    : relaunch(trouble, now, timing);
}

/** Once is a slow moment. */
function mendPage(ladder: Ladder, now: number, timing: Timing): Decision {
  if (ladder.mutes < 2) {
    return stay(ladder);
  }
  return ladder.mutes === 2 ? take(ladder, 'reload', now) : relaunch(ladder, now, timing);
}

/** Seldom, because the cause may be the build of WhatsApp Web, which no restart mends. */
function mendEars(ladder: Ladder, now: number, timing: Timing): Decision {
  if (ladder.deafAt !== null && now - ladder.deafAt < timing.deafMs) {
    return stay(ladder);
  }
  const again = ladder.deafAt !== null && now - ladder.deafAt < 3 * timing.deafMs;
  const marked = { ...ladder, deafAt: now };
  return again
    ? { ladder: marked, step: 'relaunch', waitMs: timing.relaunchMs }
    : take(marked, 'reload', now);
}

function take(ladder: Ladder, step: Step, now: number): Decision {
  return { ladder: { ...ladder, lastStep: step, lastStepAt: now }, step, waitMs: 0 };
}

function relaunch(ladder: Ladder, now: number, timing: Timing): Decision {
  const healthy = ladder.wellSinceAt !== null && now - ladder.wellSinceAt >= timing.healthyMs;
  const isFirst = ladder.wellSinceAt !== null && ladder.failures === 0;
  if (healthy || isFirst) {
    return {
      ladder: { ...ladder, failures: healthy ? 0 : 1, lastStep: 'relaunch', lastStepAt: now },
      step: 'relaunch',
      waitMs: timing.relaunchMs,
    };
  }
  const failures = ladder.failures + 1;
  const doubled = timing.relaunchLeastMs * 2 ** Math.min(failures - 1, 20);
  return {
    ladder: { ...ladder, failures, lastStep: 'relaunch', lastStepAt: now },
    step: failures % HOPELESS_AFTER === 0 ? 'give-up' : 'relaunch',
    waitMs: Math.min(doubled, timing.relaunchMostMs),
  };
}
