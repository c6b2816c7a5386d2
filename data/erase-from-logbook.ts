/**
 * Takes somebody's name out of what others wrote in the logbooks of her groups. Called by
 * `erase-member.ts` while her memberships still say which groups those are.
 */

import type { MemberId } from '../bot/types.ts';
import type { Db } from './database.ts';
import type { Vault } from './vault.ts';

const MASK = '…';
/** One letter is no name, and would be found everywhere. */
const SHORTEST = 2;

const TEXTS = [
  {
    table: 'log_parts',
    read: `select p.id, p.text_sealed from log_parts p join log_entries e on e.id = p.entry_id
      where e.group_id in (select group_id from memberships where member_id = ?)`,
    write: 'update log_parts set text_sealed = ? where id = ?',
  },
  {
    table: 'follow_ups',
    read: `select id, text_sealed from follow_ups
      where group_id in (select group_id from memberships where member_id = ?)`,
    write: 'update follow_ups set text_sealed = ? where id = ?',
  },
] as const;

/** Her whole name and each part of it, also with an s, become "…"; of another Amina too: better so. */
export function eraseFromLogbook(
  { db, vault }: { readonly db: Db; readonly vault: Vault },
  { id, name }: { readonly id: MemberId; readonly name: string },
): undefined {
  const parts = name.split(/\s+/).filter((part) => part.length >= SHORTEST);
  if (parts.length === 0) {
    return;
  }
  const words = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const named = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})s?(?![\\p{L}\\p{N}])`, 'giu');
  for (const { table, read, write } of TEXTS) {
    const update = db.prepare<[Buffer, string]>(write);
    for (const row of db.prepare<[string], { id: string; text_sealed: Buffer }>(read).all(id)) {
      const place = `${table}.text:${row.id}`;
      const text = vault.open(row.text_sealed, place);
      const without = text.replace(named, MASK);
      if (without !== text) {
        update.run(vault.seal(without, place), row.id);
      }
    }
  }
}
