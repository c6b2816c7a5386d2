/** Groups and their settings. */

import type {
  ChatId,
  CheckinWeeks,
  Group,
  GroupId,
  GroupKind,
  LanguageTag,
  ReminderSlot,
  Weekday,
} from '../bot/types.ts';
import type { Db } from './database.ts';
import type { Vault } from './vault.ts';

interface GroupRow {
  id: string;
  chat_sealed: Buffer;
  name_sealed: Buffer;
  place_sealed: Buffer;
  weekday: number;
  start_time: string;
  end_time: string;
  zone: string;
  languages: string;
  starts_date: string | null;
  ends_date: string | null;
  reminders: string;
  municipality: string | null;
  off: string;
  asks: number;
  kind: GroupKind;
  checkin_weeks: CheckinWeeks | null;
  staff_chat_sealed: Buffer | null;
  revision: number;
  created_at: number;
}

export type NewGroup = Omit<Group, 'revision' | 'staffChat'>;
export type GroupChange = Partial<
  Omit<Group, 'id' | 'kind' | 'chat' | 'staffChat' | 'revision' | 'createdAt'>
>;

/** `2d 18:00,0d 08:00` as reminder slots. The text was checked when it was written. */
function parseReminders(text: string): ReminderSlot[] {
  return splitList(text).map((part) => {
    const [days = '', time = ''] = part.split('d ');
    return { daysBefore: Number(days), time };
  });
}

/** Reminder slots as they are stored and typed: `2d 18:00,0d 08:00`. */
export function formatReminders(slots: readonly ReminderSlot[]): string {
  return slots.map((slot) => `${slot.daysBefore}d ${slot.time}`).join(',');
}

function splitList(text: string): string[] {
  return text === '' ? [] : text.split(',');
}

export type GroupStore = ReturnType<typeof createGroupStore>;

/** The named queries on groups. */
export function createGroupStore(db: Db, vault: Vault) {
  // A group is read for every message and changes a few times a year. The revision in the row says
  // whether what was decrypted before still holds, also when another process changed it.
  const known = new Map<string, Group>();

  const insert = db.prepare<[Record<string, unknown>]>(`
    insert into groups (id, chat_hash, chat_sealed, name_sealed, place_sealed, weekday, start_time,
      end_time, zone, languages, starts_date, ends_date, reminders, municipality, off, asks, kind, checkin_weeks, created_at)
    values (@id, @chatHash, @chatSealed, @nameSealed, @placeSealed, @weekday, @start, @end, @zone,
      @languages, @starts, @ends, @reminders, @municipality, @off, @asks, @kind,
      @checkin, @createdAt)`);
  const update = db.prepare<[Record<string, unknown>]>(`
    update groups set name_sealed = @nameSealed, place_sealed = @placeSealed, weekday = @weekday,
      start_time = @start, end_time = @end, zone = @zone, languages = @languages,
      starts_date = @starts, ends_date = @ends, reminders = @reminders,
      municipality = @municipality, off = @off, asks = @asks, checkin_weeks = @checkin,
      revision = revision + 1, wake_at = 0
    where id = @id`);
  const byId = db.prepare<[string], GroupRow>('select * from groups where id = ?');
  const revisionById = db
    .prepare<[string], number>('select revision from groups where id = ?')
    .pluck();
  const revisionByChat = db.prepare<[Buffer], { id: string; revision: number }>(
    'select id, revision from groups where chat_hash = ?',
  );
  const revisionsByStaffChat = db.prepare<[Buffer], { id: string; revision: number }>(
    'select id, revision from groups where staff_chat_hash = ? order by created_at, id',
  );
  const setStaffChat = db.prepare<[Record<string, unknown>]>(`
    update groups set staff_chat_hash = @hash, staff_chat_sealed = @sealed,
      revision = revision + 1, wake_at = 0 where id = @id`);
  const all = db.prepare<[], string>('select id from groups order by created_at, id').pluck();
  const touch = db.prepare<[string]>(
    'update groups set revision = revision + 1, wake_at = 0 where id = ?',
  );
  const awake = db
    .prepare<[number], string>('select id from groups where wake_at <= ? order by wake_at, id')
    .pluck();
  const sleep = db.prepare<[number, string]>('update groups set wake_at = ? where id = ?');
  const earliest = db
    .prepare<[number], number | null>('select min(wake_at) from groups where wake_at > ?')
    .pluck();

  function open(id: string, sealed: Buffer, column: string): string {
    return vault.open(sealed, `groups.${column}:${id}`);
  }

  function seal(id: string, text: string, column: string): Buffer {
    return vault.seal(text, `groups.${column}:${id}`);
  }

  function toGroup(row: GroupRow): Group {
    return {
      id: row.id as GroupId,
      chat: open(row.id, row.chat_sealed, 'chat') as ChatId,
      name: open(row.id, row.name_sealed, 'name'),
      place: open(row.id, row.place_sealed, 'place'),
      weekday: row.weekday as Weekday,
      start: row.start_time,
      end: row.end_time,
      zone: row.zone,
      languages: splitList(row.languages) as LanguageTag[],
      starts: row.starts_date,
      ends: row.ends_date,
      reminders: parseReminders(row.reminders),
      municipality: row.municipality,
      off: splitList(row.off),
      asks: row.asks === 1,
      kind: row.kind,
      checkin: row.checkin_weeks,
      staffChat: row.staff_chat_sealed
        ? (open(row.id, row.staff_chat_sealed, 'staff_chat') as ChatId)
        : null,
      revision: row.revision,
      createdAt: row.created_at,
    };
  }

  function toParameters(group: NewGroup): Record<string, unknown> {
    return {
      id: group.id,
      nameSealed: seal(group.id, group.name, 'name'),
      placeSealed: seal(group.id, group.place, 'place'),
      weekday: group.weekday,
      start: group.start,
      end: group.end,
      zone: group.zone,
      languages: group.languages.join(','),
      starts: group.starts,
      ends: group.ends,
      reminders: formatReminders(group.reminders),
      municipality: group.municipality,
      off: group.off.join(','),
      asks: group.asks ? 1 : 0,
      kind: group.kind,
      checkin: group.checkin,
    };
  }

  function read(id: string, revision: number): Group {
    const cached = known.get(id);
    if (cached && cached.revision === revision) {
      return cached;
    }
    const row = byId.get(id);
    if (!row) {
      throw new Error(`Group ${id} is gone`);
    }
    const group = toGroup(row);
    known.set(id, group);
    return group;
  }

  return {
    add(group: NewGroup): undefined {
      insert.run({
        ...toParameters(group),
        chatHash: vault.hash('chat', group.chat),
        chatSealed: seal(group.id, group.chat, 'chat'),
        createdAt: group.createdAt,
      });
    },
    change(id: GroupId, change: GroupChange): undefined {
      update.run(toParameters({ ...read(id, -1), ...change }));
    },
    get(id: GroupId): Group | null {
      const revision = revisionById.get(id);
      return revision === undefined ? null : read(id, revision);
    },
    byChat(chat: ChatId): Group | null {
      const found = revisionByChat.get(vault.hash('chat', chat));
      return found ? read(found.id, found.revision) : null;
    },
    /** The groups whose staff chat it is. */
    byStaffChat(chat: ChatId): Group[] {
      return revisionsByStaffChat
        .all(vault.hash('chat', chat))
        .map((found) => read(found.id, found.revision));
    },
    /** Makes a chat the staff chat of a group; null: it has none any more. */
    setStaffChat(id: GroupId, chat: ChatId | null): undefined {
      setStaffChat.run({
        id,
        hash: chat && vault.hash('chat', chat),
        sealed: chat && seal(id, chat, 'staff_chat'),
      });
    },
    all(): Group[] {
      return all.all().flatMap((id) => this.get(id as GroupId) ?? []);
    },
    /** Marks that its meetings changed: what was read of it is stale, and flows must look again. */
    touch(id: GroupId): undefined {
      touch.run(id);
    },
    /** Groups for which some flow may have something to do at this instant. */
    awake(now: number): GroupId[] {
      return awake.all(now) as GroupId[];
    },
    sleepUntil(id: GroupId, at: number): undefined {
      sleep.run(at, id);
    },
    /** The next instant after this one at which any group wakes; null where none does. */
    nextWake(now: number): number | null {
      return earliest.get(now) ?? null;
    },
  };
}
