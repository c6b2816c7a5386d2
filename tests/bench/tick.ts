/** One tick over many groups of which none has anything due. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toInstant } from '../../bot/calendar.ts';
import { loadConfig } from '../../bot/config.ts';
import { readGroupSettings } from '../../bot/group-input.ts';
import { openHoldings } from '../../bot/holdings.ts';
import { createTick } from '../../bot/tick.ts';
import type { ChatId, GroupId } from '../../bot/types.ts';
import { flows } from '../../flows/index.ts';

const GROUPS = 5000;
const TICKS = 20;

export interface TickFigures {
  readonly groups: number;
  readonly idleMs: number;
  /** The first tick, which generates a year of meetings for every group. */
  readonly firstMs: number;
}

/** Measures the worst of twenty idle ticks. */
export function benchTick(): TickFigures {
  const folder = mkdtempSync(join(tmpdir(), 'holdepunkt-bench-'));
  const at = toInstant('2026-11-16', '12:00', 'Europe/Copenhagen');
  const holdings = openHoldings(
    loadConfig({ DATA_DIR: folder, LOG_LEVEL: 'error', DEMO: '0' }),
    at,
  );
  try {
    addGroups(holdings.store, at);
    const { store, say, log } = holdings;
    let now = at;
    const tick = createTick({ store, say, log, flows, clock: { now: () => now }, wake: () => {} });
    let began = performance.now();
    tick();
    const firstMs = performance.now() - began;
    let idleMs = 0;
    for (let count = 0; count < TICKS; count += 1) {
      now += 60_000;
      began = performance.now();
      tick();
      idleMs = Math.max(idleMs, performance.now() - began);
    }
    return { groups: GROUPS, idleMs, firstMs };
  } finally {
    holdings.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function addGroups(store: ReturnType<typeof openHoldings>['store'], createdAt: number): void {
  store.transaction(() => {
    for (let index = 0; index < GROUPS; index += 1) {
      const settings = readGroupSettings({
        name: `Gruppe ${index}`,
        weekday: 'thursday',
        start: '10:00',
        end: '12:00',
        place: 'Familiehuset',
        zone: 'Europe/Copenhagen',
        languages: 'da',
        reminders: '2d 18:00,0d 08:00',
      });
      const id = `g-${index}`;
      store.groups.add({ ...settings, id: id as GroupId, chat: id as ChatId, createdAt });
    }
  });
}
