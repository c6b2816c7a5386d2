import { describe, expect, it } from 'vitest';
import { chooseSeed, createRandom } from './random.ts';
import { beginYears, listDue, listOut, localOf, type Out, passByStops } from './reminder-run.ts';
import { instant } from './small-world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = '2026-01-01T09:07Z';

describe('ten years', () => {
  it('bring one reminder for each meeting and slot, at its local time, over every clock change', async () => {
    const years = await beginYears(START);
    const until = instant('2036-01-01T00:00Z');
    await passByStops(years, until);
    const due = listDue(years, instant(START), until);
    expect(due.length).toBeGreaterThan(5000);
    expect(listOut(years)).toEqual(due);
    const polls = years.out.filter(({ key }) => key.startsWith('poll:')).map(({ key }) => key);
    expect(new Set(polls).size).toBe(polls.length);
    expect(years.world.store.outbox.counts().expired).toBeUndefined();
    years.world.db.close();
  }, 180_000);
});

/** What is wrong with when a reminder went out: before its time, or later than it is worth. */
function misplaced({ at, key, group }: Out): string | null {
  const [, , date = '', days = '', hour = '', minute = ''] =
    /^(\w+:\d+):([^:]+):(\d+)d(\d+):(\d+)/.exec(key) ?? [];
  const local = Temporal.PlainDate.from(date).subtract({ days: Number(days) });
  const due = local.toPlainDateTime(`${hour}:${minute}`).toZonedDateTime(group.zone);
  const evening = local.toPlainDateTime('21:00').toZonedDateTime(group.zone);
  const start = Temporal.PlainDate.from(date)
    .toPlainDateTime(group.start)
    .toZonedDateTime(group.zone);
  const dueAt = due.epochMilliseconds;
  const last = Math.min(
    dueAt + 6 * HOUR,
    start.epochMilliseconds,
    evening.epochMilliseconds > dueAt ? evening.epochMilliseconds : Infinity,
  );
  return at >= dueAt && at < last ? null : `${key} at ${localOf(at, group.zone)}`;
}

describe('a clock that jumps', () => {
  it('500 times, two days back to two days ahead, doubles nothing and is never outside the window', async () => {
    const random = createRandom(chooseSeed('reminder-times'));
    const years = await beginYears(START);
    const { clock } = years.world;
    let real = clock.now();
    for (let jump = 0; jump < 500; jump += 1) {
      // Where the clock is put wrong, and how long it runs like that; now and then all stands still.
      const wrong = random.next() < 0.6 ? random.between(-2 * DAY, 2 * DAY) : 0;
      const minutes = random.next() < 0.2 ? 0 : random.between(1, 6);
      real += random.next() < 0.3 ? random.between(0, 2 * DAY) : random.between(0, 6 * HOUR);
      for (let minute = 0; minute <= minutes; minute += 1) {
        clock.set(real + wrong + minute * 60_000 * random.pick([1, 1, 30]));
        if (random.next() < 0.9) {
          years.tick();
        }
        if (random.next() < 0.8) {
          await years.drain();
        }
      }
    }
    const reminders = years.out.filter(({ key }) => key.startsWith('reminder:'));
    const keys = years.out.map(({ key }) => key);
    expect(reminders.length).toBeGreaterThan(10);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(reminders.map(misplaced).filter((one) => one !== null)).toEqual([]);
    years.world.db.close();
  }, 60_000);
});

describe('downtime', () => {
  it.each([
    ['two hours after its time', '2026-01-11T19:00Z', ['2026-01-11T20:00']],
    ['in the evening', '2026-01-11T20:00Z', []],
    ['at night', '2026-01-12T02:00Z', []],
    ['in the morning before the meeting', '2026-01-13T08:30Z', ['2026-01-13T09:30']],
    ['when the meeting has begun', '2026-01-13T09:00Z', []],
    ['a month later, in the middle of nothing', '2026-02-11T12:00Z', []],
  ])('that ends %s brings %s: %j', async (_, back, wanted) => {
    const years = await beginYears('2026-01-10T09:00Z');
    years.world.clock.set(instant(back));
    years.tick();
    await years.drain();
    years.tick();
    await years.drain();
    const tuesday = years.groups[0];
    const found = years.out.filter(
      ({ group, key }) => group === tuesday && key.startsWith('reminder'),
    );
    expect(
      found.map(({ at, group }) =>
        localOf(at, group.zone).toPlainDateTime().toString().slice(0, 16),
      ),
    ).toEqual(wanted);
    years.world.db.close();
  });
});
