import { describe, expect, it } from 'vitest';
import { beginYears, listDue, listOut, passByMinutes } from '../reminder-run.ts';
import { instant } from '../small-world.ts';

describe('ten years, minute by minute', () => {
  it('bring one reminder for each meeting and slot, at its local time', async () => {
    const start = '2026-01-01T00:00Z';
    const years = await beginYears(start);
    const until = instant('2036-01-01T00:00Z');
    await passByMinutes(years, until);
    const due = listDue(years, instant(start), until);
    expect(due.length).toBeGreaterThan(5000);
    expect(listOut(years)).toEqual(due);
    years.world.db.close();
  });
});
