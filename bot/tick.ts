/**
 * The clock's way in. Each group knows when it wants to be woken; then its meetings are generated
 * ahead and its flows are asked what is due. Each occurrence is brought once, in one transaction, or
 * noted as expired. Two ticks at once, or a clock moved back, bring nothing twice.
 */

import { toLocal } from './calendar.ts';
import { type Flow, isOn, type Occurrence, type Store, type Voice } from './context.ts';
import type { Log } from './log.ts';
import { isLate } from './pace.ts';
import { planMeetings } from './plan-meetings.ts';
import { periodOf } from './pulse.ts';
import type { Say } from './say.ts';
import type { Clock, Group, GroupId } from './types.ts';
import { createVoice } from './voice.ts';

const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** A group is looked at once a week even if no flow asks: its meetings are generated then. */
const LONGEST_SLEEP_MS = 7 * DAY_MS;
/** A group whose flow threw is tried again after this, and does not hold up the others. */
const RETRY_MS = 5 * MINUTE_MS;
/** What is older than this has no use: dedupe and outbox rows are dropped. */
const KEEP_MS = 60 * DAY_MS;
/** As long as a course lasts, and a little longer. */
const KEEP_LOGBOOK_MS = 365 * DAY_MS;
/** A course is over by then: nobody is in a chat any more only because she was once forgotten there. */
const KEEP_FORGOTTEN_MS = 365 * DAY_MS;

/** A wish that nobody could be told for so long is not passed on any more. */
const WISHES_KEEP_MS = 21 * DAY_MS;

export interface TickParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly say: Say;
  readonly flows: readonly Flow[];
  readonly log: Log;
  /** Something was queued: it can be sent. */
  wake(): void;
}

/** Creates the tick: does all that is due now. Never throws. */
export function createTick(parts: TickParts): () => void {
  return () => {
    const now = parts.clock.now();
    for (const id of parts.store.groups.awake(now)) {
      try {
        parts.store.transaction(() => wakeGroup(parts, id, now));
        parts.wake();
      } catch (error) {
        parts.log.failed('tick', error, { group: id });
        parts.store.groups.sleepUntil(id, now + RETRY_MS);
      }
    }
    forget(parts, now);
    dropUnanswered(parts, now);
    keepLittle(parts, now);
  };
}

function wakeGroup(parts: TickParts, id: GroupId, now: number): void {
  const group = parts.store.groups.get(id);
  if (!group) {
    return;
  }
  planMeetings(parts.store, group, now);
  const brought = { at: now };
  const voice = createVoice(
    { ...parts, unprompted: true, broughtAt: () => brought.at },
    parts.store.groups.get(id) ?? group,
    now,
  );
  const wakes = parts.flows
    .filter((flow) => isOn(flow, group))
    .map((flow) => runFlow(parts, flow, { voice, brought }));
  parts.store.groups.sleepUntil(id, Math.min(now + LONGEST_SLEEP_MS, ...wakes));
}

/** Brings what is due and answers when the flow wants to be asked again. One that throws stops no other. */
function runFlow(
  parts: TickParts,
  flow: Flow,
  { voice, brought }: { readonly voice: Voice; readonly brought: { at: number } },
): number {
  const { group, now } = voice;
  let next = Infinity;
  try {
    parts.store.transaction(() => {
      for (const occurrence of flow.occurrences(voice)) {
        if (occurrence.dueAt > now) {
          next = Math.min(next, occurrence.dueAt);
        } else {
          // What is brought in time goes out in the order in which it is brought.
          brought.at = isLate(occurrence.dueAt, now) ? occurrence.dueAt : now;
          bring(parts, group, occurrence, now);
        }
      }
    });
    return next;
  } catch (error) {
    parts.log.failed('flow', error, { group: group.id, flow: flow.name });
    return now + RETRY_MS;
  }
}

function bring(parts: TickParts, group: Group, occurrence: Occurrence, now: number): void {
  if (occurrence.dueAt < group.createdAt) {
    // It was due before the group was here: nobody missed anything.
    return;
  }
  const outcome = now < occurrence.expiresAt ? 'done' : 'expired';
  const first = parts.store.flowRuns.claim({
    key: occurrence.key,
    group: group.id,
    outcome,
    at: now,
  });
  if (first && outcome === 'done') {
    occurrence.run();
  } else if (first) {
    parts.log.warn('too late, not brought', { group: group.id, key: occurrence.key });
  }
}

/** Erases whoever asked for it and has had the last word. That it was done is noted, never of whom. */
function forget({ store, log }: TickParts, now: number): void {
  try {
    const members = store.members.toErase(now);
    if (members.length > 0) {
      store.transaction(() => {
        for (const member of members) {
          store.members.erase(member, now);
        }
      });
      log.info('forgotten on request', { members: members.length });
      if (!store.members.scrub()) {
        log.warn('what was erased stays in the journal until the next checkpoint');
      }
    }
  } catch (error) {
    log.failed('forget', error);
  }
}

/** A question that nobody answered in time is gone within the minute: it may hold what somebody wrote. */
function dropUnanswered({ store, log }: TickParts, now: number): void {
  try {
    store.dialogues.pruneBefore(now);
  } catch (error) {
    log.failed('drop unanswered', error);
  }
}

/** Once a day, drops what has done its service. */
function keepLittle(parts: TickParts, now: number): void {
  const { store, log } = parts;
  const key = `keep-little:${toLocal(now, 'UTC').date}`;
  if (store.flowRuns.has(key)) {
    return;
  }
  try {
    store.transaction(() => {
      if (store.flowRuns.claim({ key, group: null, outcome: 'done', at: now })) {
        store.inbox.pruneBefore(now - KEEP_MS);
        store.outbox.pruneBefore(now - KEEP_MS);
        store.flowRuns.pruneBefore(now - KEEP_MS);
        store.deeds.pruneBefore(now - KEEP_MS);
        store.pulse.pruneBefore(periodOf(toLocal(now - KEEP_MS, 'UTC').date));
        store.topics.pruneBefore(now - KEEP_MS);
        store.wishes.pruneBefore({
          wishes: toLocal(now - WISHES_KEEP_MS, 'UTC').date,
          counts: toLocal(now - 2 * DAY_MS, 'UTC').date,
        });
        store.logbook.pruneBefore(now - KEEP_LOGBOOK_MS);
        store.followUps.pruneBefore(now - KEEP_MS, now - KEEP_LOGBOOK_MS);
        store.checkins.pruneBefore(now - KEEP_MS);
        store.members.pruneForgotten(now - KEEP_FORGOTTEN_MS);
      }
    });
  } catch (error) {
    log.failed('keep little', error);
  }
}
