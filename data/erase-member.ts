/**
 * Erases a member: every row with her id, and what names her beside. Called by `people.ts`, for whoever
 * asked to be forgotten. Nothing brings it back. To be called inside one transaction.
 */

import type { MemberId, OptionMeaning } from '../bot/types.ts';
import type { Db } from './database.ts';
import { eraseFromLogbook } from './erase-from-logbook.ts';
import type { Vault } from './vault.ts';

export interface Erasure {
  readonly db: Db;
  readonly vault: Vault;
  readonly member: MemberId;
  /** When she was forgotten: kept with a keyed hash of her ids; null: as if she had never been there. */
  readonly tombstone: number | null;
}

/** A key's parts stand between colons. */
const NAMED = "instr(':' || key || ':', ':' || ? || ':') > 0";

/** Most of it goes with her row, by the references to it; the rest is named here. */
export function eraseMember(erasure: Erasure): undefined {
  const { db, member, tombstone } = erasure;
  const names = { name: readName(erasure), id: member };
  if (tombstone !== null) {
    db.prepare(`
      insert into forgotten (person_hash, at) select person_hash, ? from aliases where member_id = ?
      on conflict (person_hash) do update set at = excluded.at`).run(tombstone, member);
  }
  // How something was before, and what waits for a yes, may name her.
  for (const table of ['deeds', 'dialogues']) {
    db.prepare(`
      delete from ${table} where group_id in
        (select group_id from memberships where member_id = ?)`).run(member);
  }
  eraseFromOutbox(erasure, names);
  eraseFromPosts(erasure);
  eraseFromLogbook(erasure, names);
  db.prepare(`delete from flow_runs where ${NAMED}`).run(member);
  db.prepare('delete from members where id = ?').run(member);
}

function readName({ db, vault, member }: Erasure): string {
  const sealed = db
    .prepare<[string], Buffer>('select name_sealed from members where id = ?')
    .pluck()
    .get(member);
  return sealed ? vault.open(sealed, `members.name:${member}`) : '';
}

/** What is about to be said to others and names her is not said. */
function eraseFromOutbox({ db, vault, member }: Erasure, wanted: { name: string }): void {
  db.prepare(`delete from outbox where ${NAMED}`).run(member);
  const remove = db.prepare<[number]>('delete from outbox where id = ?');
  const rows = db
    .prepare<[], { id: number; key: string; payload_sealed: Buffer }>(
      'select id, key, payload_sealed from outbox where payload_sealed is not null',
    )
    .all();
  for (const { id, key, payload_sealed: sealed } of rows) {
    const payload = openOrEmpty(vault, sealed, `outbox.payload:${key}`);
    if (payload.includes(JSON.stringify(member)) || hasWord(payload, wanted.name)) {
      remove.run(id);
    }
  }
}

/** Whoever sends what cannot be opened finds that out, and sets it aside. */
function openOrEmpty(vault: Vault, sealed: Buffer, place: string): string {
  try {
    // A line's end, as JSON writes it, is no letter of the word behind it.
    return vault.open(sealed, place).replaceAll('\\n', ' ');
  } catch {
    return '';
  }
}

/** Whether a text has a name as a word of its own. */
function hasWord(text: string, name: string): boolean {
  if (name === '') {
    return false;
  }
  const isLetter = (letter: string | undefined): boolean =>
    letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + name.length])) {
      return true;
    }
  }
  return false;
}

function eraseFromPosts({ db, member }: Erasure): void {
  const update = db.prepare<[string, Buffer]>(
    'update posts set options = ? where message_hash = ?',
  );
  const posts = db
    .prepare<[string], { message_hash: Buffer; options: string }>(
      'select message_hash, options from posts where instr(options, ?) > 0',
    )
    .all(JSON.stringify(member));
  for (const { message_hash: hash, options } of posts) {
    const others = (JSON.parse(options) as { meaning: OptionMeaning }[]).filter(
      ({ meaning }) => !('member' in meaning && meaning.member === member),
    );
    update.run(JSON.stringify(others), hash);
  }
}
