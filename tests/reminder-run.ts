/**
 * Lets years pass over the real tick, flows and outbox on a virtual clock, and says which reminders
 * went out when. Used by `reminder-times.test.ts`, also of the long tests.
 */

import { createOutbox } from '../bot/outbox.ts';
import { createTick } from '../bot/tick.ts';
import type { Channel, Group, MessageId, Sending } from '../bot/types.ts';
import { flows } from '../flows/index.ts';
import { createSmallWorld, type SmallWorld } from './small-world.ts';

const MINUTE = 60_000;

export const PLANS = [
  { weekday: 'tuesday', number: 2, zone: 'Europe/Copenhagen', reminders: '2d 18:00,0d 08:00' },
  { weekday: 'sunday', number: 7, zone: 'Europe/Copenhagen', reminders: '1d 01:30,0d 03:00' },
  { weekday: 'monday', number: 1, zone: 'Europe/Copenhagen', reminders: '1d 03:59,0d 00:15' },
  { weekday: 'saturday', number: 6, zone: 'America/Nuuk', reminders: '6d 23:30,0d 07:45' },
  { weekday: 'sunday', number: 7, zone: 'Australia/Lord_Howe', reminders: '0d 01:15,14d 20:59' },
] as const;

export type Plan = (typeof PLANS)[number];

/** One message that went out, at an instant of the virtual clock. */
export interface Out {
  readonly at: number;
  readonly key: string;
  readonly group: Group;
}

export interface Years {
  readonly world: SmallWorld;
  readonly groups: readonly Group[];
  readonly out: Out[];
  tick(): void;
  drain(): Promise<void>;
}

/** Makes a group of each plan. Nothing has happened yet. */
export async function beginYears(startAt: string): Promise<Years> {
  const world = createSmallWorld(startAt);
  const groups: Group[] = [];
  for (const { weekday, zone, reminders } of PLANS) {
    groups.push(await world.addGroup({ weekday, zone, reminders }));
  }
  const out: Out[] = [];
  const channel = createRecorder((sending) => {
    const group = groups.find((one) => one.chat === sending.chat);
    if (!group) {
      throw new Error('It was sent to nobody');
    }
    out.push({ at: world.clock.now(), key: sending.key, group });
  });
  const tick = createTick({ ...world, flows, wake: () => {} });
  const outbox = createOutbox({ ...world, channel, limits: null });
  return { world, groups, out, tick, drain: () => outbox.drain() };
}

/** Beats at each full minute at which a group or the outbox wants something, up to an instant. */
export async function passByStops(years: Years, until: number): Promise<void> {
  const { clock, store } = years.world;
  for (let at = clock.now(); at <= until; ) {
    clock.set(at);
    years.tick();
    await years.drain();
    const wanted = [store.groups.nextWake(at), store.outbox.nextAt(at)].filter(
      (one) => one !== null,
    );
    const next = Math.min(...wanted, Infinity);
    // The beat comes with the full minute.
    at = Number.isFinite(next) ? Math.ceil(next / MINUTE) * MINUTE : until + 1;
  }
}

/** Beats at every minute up to an instant, wanted or not. */
export async function passByMinutes(years: Years, until: number): Promise<void> {
  const { clock, store } = years.world;
  for (let at = clock.now(); at <= until; at += MINUTE) {
    clock.set(at);
    years.tick();
    if ((store.outbox.counts().queued ?? 0) > 0) {
      await years.drain();
    }
  }
}

/** Every reminder that should have gone out in a time, as `group: meeting at local time`. */
export function listDue(years: Years, from: number, until: number): string[] {
  return PLANS.flatMap((plan, index) => {
    const id = years.groups[index]?.id;
    const last = localOf(until, plan.zone).toPlainDate().add({ days: 15 });
    const due: string[] = [];
    let day = localOf(from, plan.zone).toPlainDate();
    for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
      for (const slot of day.dayOfWeek === plan.number ? plan.reminders.split(',') : []) {
        const [days = '', time = ''] = slot.split('d ');
        const local = day.subtract({ days: Number(days) }).toPlainDateTime(time);
        const at = local.toZonedDateTime(plan.zone).epochMilliseconds;
        // A reminder that was due before the group was made is none.
        if (at >= from && at <= until) {
          due.push(`${id}: ${day} at ${local}`);
        }
      }
    }
    return due;
  }).sort();
}

/** The reminders that went out, in the same form. */
export function listOut(years: Years): string[] {
  return years.out
    .filter(({ key }) => key.startsWith('reminder:'))
    .map(({ at, key, group }) => {
      const local = localOf(at, group.zone).toPlainDateTime();
      return `${group.id}: ${key.split(':')[2]} at ${local}`;
    })
    .sort();
}

export function localOf(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}

/** A channel that takes everything. */
function createRecorder(record: (sending: Sending) => void): Channel {
  let sent = 0;
  return {
    ...{ name: 'recorder', inFlightMs: 0 },
    start: async () => {},
    stop: async () => {},
    connected: () => true,
    state: () => ({
      ...({ phase: 'connected', sinceAt: 0, link: null } as const),
      ...{ problems: [], version: null, attempts: 0 },
    }),
    onState: () => () => {},
    link: async () => {},
    chats: async () => [],
    participants: async () => [],
    identify: async () => ({ ids: [] }),
    history: async () => [],
    async send(sending) {
      record(sending);
      sent += 1;
      return { outcome: 'sent', messageId: `3EB0${sent}` as MessageId };
    },
    findSent: async () => ({ outcome: 'absent' }),
  };
}
