/** What was handled already, and how far each chat has been read. */

import type { ChatId, MemberId } from '../bot/types.ts';
import type { Db } from './database.ts';
import type { Vault } from './vault.ts';

/** A deletion is the last version of a message: no edit that comes after it counts. */
export const DELETED = Number.MAX_SAFE_INTEGER;

/** How often an event that made a handler throw is tried again, when a sweep finds it. */
const MAX_ATTEMPTS = 3;

export type InboxStore = ReturnType<typeof createInboxStore>;

/** The named queries on the inbox and the chats. */
export function createInboxStore(db: Db, vault: Vault) {
  // One statement both asks and claims: a redelivery, or an older version, changes no row.
  const claim = db.prepare<[Record<string, unknown>]>(`
    insert into inbox (event_hash, version, status, at) values (@event, @version, 'done', @at)
    on conflict (event_hash) do update
      set version = excluded.version, status = 'done', at = excluded.at
      where excluded.version > version
        or (excluded.version = version and status = 'failed' and attempts < ${MAX_ATTEMPTS})`);
  const fail = db.prepare<[Record<string, unknown>]>(`
    insert into inbox (event_hash, version, status, attempts, at)
    values (@event, @version, 'failed', 1, @at)
    on conflict (event_hash) do update
      set version = excluded.version, status = 'failed', attempts = attempts + 1, at = excluded.at`);
  const forget = db.prepare<[Buffer]>('delete from inbox where event_hash = ?');
  const prune = db.prepare<[number]>('delete from inbox where at < ?');
  const readTo = db
    .prepare<[Buffer], number>('select read_to_at from chats where chat_hash = ?')
    .pluck();
  const unreadGroup = db
    .prepare<[], number>(`
      select 1 from groups g
      where not exists (select 1 from chats c where c.chat_hash = g.chat_hash) limit 1`)
    .pluck();
  const setReadTo = db.prepare<[Buffer, string | null, number]>(`
    insert into chats (chat_hash, member_id, read_to_at) values (?, ?, ?)
    on conflict (chat_hash) do update set read_to_at = max(read_to_at, excluded.read_to_at)`);

  return {
    /** True where this version of an event was not handled before; from now on it is. */
    claim(event: Buffer, version: number, at: number): boolean {
      return claim.run({ event, version, at }).changes > 0;
    },
    /** Notes that handling it threw, so that a sweep may try again, at most three times. */
    fail(event: Buffer, version: number, at: number): undefined {
      fail.run({ event, version, at });
    },
    /** As if it had never come: it spoke of something that is not known yet. */
    forget(event: Buffer): undefined {
      forget.run(event);
    },
    pruneBefore(at: number): undefined {
      prune.run(at);
    },
    /** Up to when the chat has been read; null where never. */
    readTo(chat: ChatId): number | null {
      return readTo.get(vault.hash('chat', chat)) ?? null;
    },
    /** Whether a group was added whose chat was never read. */
    hasUnreadGroup(): boolean {
      return unreadGroup.get() === 1;
    },
    /** Notes that a chat (of a member, where it is a direct one) has been read up to an instant. */
    markRead(chat: ChatId, member: MemberId | null, at: number): undefined {
      setReadTo.run(vault.hash('chat', chat), member, at);
    },
  };
}
