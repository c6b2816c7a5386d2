/**
 * The store with groups in it and a clock that the test moves, back as well. Nothing runs by itself.
 * Used where a test looks at one door of the bot alone.
 */

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createLog, type Log } from '../bot/log.ts';
import { createOffice, type Office } from '../bot/office.ts';
import { loadSay, type Say } from '../bot/say.ts';
import type { ChatId, Clock, Group, GroupId, PersonId } from '../bot/types.ts';
import { type Db, openDatabase } from '../data/database.ts';
import { createStore, type Store } from '../data/store.ts';
import { createVault } from '../data/vault.ts';
import { flows } from '../flows/index.ts';

const LOCALES = join(import.meta.dirname, '..', 'locales');

export interface SmallWorld {
  readonly db: Db;
  readonly store: Store;
  readonly clock: Clock & { set(at: number): void };
  readonly say: Say;
  readonly office: Office;
  readonly log: Log;
  addGroup(settings: Readonly<Record<string, unknown>>): Promise<Group>;
  addMother(group: Group, name: string): ReturnType<Office['addMember']>['id'];
}

/** Makes it, in memory; the clock shows `startAt`. */
export function createSmallWorld(startAt: string): SmallWorld {
  const vault = createVault(randomBytes(32));
  const db = openDatabase(':memory:', vault);
  const store = createStore(db, vault);
  let now = instant(startAt);
  const clock = {
    now: () => now,
    set: (at: number) => {
      now = at;
    },
  };
  const say = loadSay(LOCALES);
  let people = 0;
  const chats: { id: ChatId; name: string }[] = [];
  const office = createOffice({ store, clock, say, flows, chats: async () => chats });
  return {
    ...{ db, store, clock, say, office, log: createLog('silent') },
    async addGroup(settings) {
      const chat = `${chats.length + 1}@g.us` as ChatId;
      chats.push({ id: chat, name: 'Ny mor' });
      const usual = {
        ...{ name: `Ny mor ${chats.length}`, weekday: 'tuesday', start: '10:00', end: '12:00' },
        ...{ place: 'Familiehuset', languages: 'da' },
      };
      const { id } = await office.addGroup({
        ...usual,
        ...settings,
        id: `g-${chats.length}`,
        chat,
      });
      return requireGroup(store, id);
    },
    addMother(group, name) {
      people += 1;
      const person = `45${20_000_000 + people}@c.us` as PersonId;
      return office.addMember({ group: group.id, name, role: 'mother', person }).id;
    },
  };
}

function requireGroup(store: Store, id: GroupId): Group {
  const group = store.groups.get(id);
  if (!group) {
    throw new Error('The group was not added');
  }
  return group;
}

/** Epoch milliseconds of an instant such as `2026-11-16T11:00Z`. */
export function instant(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}
