/** The settings of home visits, and what they never do: plan by themselves, or keep where a family lives. */

import { describe, expect, it } from 'vitest';
import { toInstant } from '../bot/calendar.ts';
import type { GroupId } from '../bot/types.ts';
import { createSmallWorld, type SmallWorld } from './small-world.ts';

const ZONE = 'Europe/Copenhagen';

async function makeHome(settings: Readonly<Record<string, unknown>> = {}) {
  const world = createSmallWorld('2026-11-16T11:00Z');
  const none = { weekday: undefined, start: undefined, end: undefined, place: undefined };
  const home = await world.addGroup({ kind: 'home', ...none, ...settings });
  return { ...world, home };
}

function timeOn(date: string) {
  const [start, end] = ['14:00', '16:00'] as const;
  return {
    ...{ date, start, end },
    startsAt: toInstant(date, start, ZONE),
    endsAt: toInstant(date, end, ZONE),
  };
}

function agree({ store }: Pick<SmallWorld, 'store'>, group: GroupId, date: string): void {
  store.meetings.agree(group, timeOn(date));
  store.groups.touch(group);
}

describe('home visits', () => {
  it('need no day, time or place, and plan nothing by themselves', async () => {
    const { home, office } = await makeHome({ checkin: '2', weekday: 'wednesday' });
    expect(home).toMatchObject({ kind: 'home', checkin: 2, weekday: 3, place: '' });
    expect(office.meetings(home.id)).toEqual([]);
    office.setGroup(home.id, { weekday: 'friday', starts: '2026-11-16' });
    expect(office.meetings(home.id)).toEqual([]);
  });

  it('are not moved by settings', async () => {
    const { home, office, store } = await makeHome();
    agree({ store }, home.id, '2026-11-19');
    office.setGroup(home.id, { weekday: 'friday', start: '09:00', end: '10:00', checkin: '1' });
    expect(office.meetings(home.id)).toMatchObject([
      { date: '2026-11-19', start: '14:00', status: 'planned', place: '' },
    ]);
  });

  it('refuse a place, new and later', async () => {
    const { home, office, addGroup } = await makeHome();
    const place = /place: where a family lives is never stored/;
    await expect(addGroup({ kind: 'home', place: 'Skolegade 3' })).rejects.toThrow(place);
    expect(() => office.setGroup(home.id, { place: 'Skolegade 3' })).toThrow(place);
    expect(office.groups()[0]?.place).toBe('');
  });

  it.each([
    [{ kind: 'house' }, /kind: "house" is neither group nor home/],
    [{ checkin: '2' }, /checkin: only home visits have one/],
    [{ kind: 'home', place: '', checkin: '3' }, /checkin: "3" is none of 1, 2, 4/],
  ])('refuse %j', async (settings, problem) => {
    const { addGroup } = createSmallWorld('2026-11-16T11:00Z');
    await expect(addGroup(settings)).rejects.toThrow(problem);
  });

  it('stay what they are', async () => {
    const { home, office } = await makeHome();
    expect(() => office.setGroup(home.id, { kind: 'group', place: 'Huset' })).toThrow(
      /kind: it cannot be changed/,
    );
  });

  it('are asked nothing by the flows of groups', async () => {
    const { home, office, addGroup, store } = await makeHome({ checkin: '1' });
    const group = await addGroup({});
    agree({ store }, home.id, '2026-11-19');
    const flowsOf = (id: GroupId) => new Set(office.upcoming(id).map(({ flow }) => flow));
    for (const flow of ['topic-poll', 'task-reminder', 'pulse', 'holidays', 'welcome']) {
      expect(flowsOf(home.id)).not.toContain(flow);
    }
    expect(flowsOf(home.id)).toContain('check-in');
    expect(flowsOf(home.id)).toContain('reminder');
    expect(flowsOf(group.id)).toContain('topic-poll');
    expect(flowsOf(group.id)).not.toContain('check-in');
  });

  it('that were moved from a day and agreed on again for it stay two', async () => {
    const { home, office, store } = await makeHome();
    agree({ store }, home.id, '2026-11-19');
    for (const { id } of store.meetings.inGroup(store.groups.get(home.id) ?? home)) {
      store.meetings.reschedule(id, timeOn('2026-11-20'), 'moved');
    }
    agree({ store }, home.id, '2026-11-19');
    agree({ store }, home.id, '2026-11-20');
    expect(office.meetings(home.id).map(({ date, status }) => `${date} ${status}`)).toEqual([
      '2026-11-19 planned',
      '2026-11-20 moved',
    ]);
  });
});
