/**
 * Makes two members one: all that is known of the one becomes the other's, and the one is deleted.
 * Called by `members.ts`, where the channel or a person has said that they are one; never on a guess,
 * for nothing can take them apart again. Rare, so nothing is prepared ahead.
 */

import type { ChatId, MemberId, OptionMeaning, Outbound, Queued, Role } from '../bot/types.ts';
import type { Db } from './database.ts';
import { answerSource, membershipSource } from './sources.ts';
import { prepareWithdrawal } from './twins.ts';
import type { Vault } from './vault.ts';

interface Merge {
  readonly db: Db;
  readonly vault: Vault;
  readonly from: MemberId;
  readonly to: MemberId;
}

/** Everything of `from` becomes `to`'s, then `from` is gone. To be called inside one transaction. */
export function mergeMembers(merge: Merge): undefined {
  if (merge.from === merge.to) {
    throw new Error('A member cannot become part of herself');
  }
  // While her memberships still say in which groups she was.
  moveSources(merge);
  moveAliases(merge);
  moveMemberships(merge);
  moveAnswers(merge);
  moveTwins(merge);
  renameInPosts(merge);
  moveOutbox(merge);
  renameFlowRuns(merge);
  run(merge, 'update chats set member_id = @to where member_id = @from');
  run(merge, 'update or ignore topic_votes set member_id = @to where member_id = @from');
  run(merge, 'update or ignore unclear set member_id = @to where member_id = @from');
  run(merge, 'update or ignore tasks set member_id = @to where member_id = @from');
  run(merge, 'update or ignore checkins set member_id = @to where member_id = @from');
  run(merge, 'update log_entries set member_id = @to where member_id = @from');
  run(merge, 'update follow_ups set member_id = @to where member_id = @from');
  // A question waits for some minutes, and how something was before may name her: neither is worth it.
  run(merge, 'delete from dialogues where member_id in (@from, @to)');
  run(
    merge,
    `delete from deeds where member_id in (@from, @to) or group_id in
       (select group_id from memberships where member_id in (@from, @to))`,
  );
  fillIn(merge);
  run(merge, 'delete from members where id = @from');
}

function run({ db, from, to }: Merge, sql: string): void {
  db.prepare(sql).run({ from, to });
}

function all<Row>({ db, from, to }: Merge, sql: string): Row[] {
  return db.prepare<[Record<string, string>], Row>(sql).all({ from, to });
}

// ---------------------------------------------------------------- what events are known by

/**
 * Votes, reactions, joins and leaves are known by post and member. Renamed, an old one that comes
 * again is not handled anew, and a vote that is taken back takes back what was said before.
 */
function moveSources(merge: Merge): void {
  const { vault, from, to } = merge;
  const move = prepareMove(merge.db);
  const posts = all<{ message_hash: Buffer }>(
    merge,
    `select message_hash from posts
     where group_id in (select group_id from memberships where member_id = @from)`,
  );
  for (const { message_hash: post } of posts) {
    for (const kind of ['vote', 'reaction'] as const) {
      const source = (member: MemberId) => answerSource(vault.hash, post, { kind, member });
      move(source(from), source(to));
    }
  }
  const groups = all<{ id: string; chat_sealed: Buffer }>(
    merge,
    `select id, chat_sealed from groups
     where id in (select group_id from memberships where member_id = @from)`,
  );
  for (const { id, chat_sealed: sealed } of groups) {
    const chat = vault.open(sealed, `groups.chat:${id}`) as ChatId;
    const source = (member: MemberId) => membershipSource(vault.hash, chat, member);
    move(source(from), source(to));
  }
}

/** Where both are known, the later version says all: the earlier is dropped with what it said. */
function prepareMove(db: Db): (old: Buffer, own: Buffer) => void {
  // The inbox forgets after a while; what was said then still tells when.
  const version = db
    .prepare<[{ source: Buffer }], number>(`
      select coalesce((select version from inbox where event_hash = @source),
        (select max(said_at) from statements where source_hash = @source), -1)`)
    .pluck();
  const drops = [
    'statements where source_hash',
    'tasks where source_hash',
    'inbox where event_hash',
  ].map((where) => db.prepare<[Buffer]>(`delete from ${where} = ?`));
  const moves = [
    'update statements set source_hash = ? where source_hash = ?',
    'update tasks set source_hash = ? where source_hash = ?',
    'update inbox set event_hash = ? where event_hash = ?',
  ].map((sql) => db.prepare<[Buffer, Buffer]>(sql));
  const versionOf = (source: Buffer): number => version.get({ source }) ?? -1;
  return (old, own) => {
    if (versionOf(old) < 0) {
      return;
    }
    const loser = versionOf(own) >= versionOf(old) ? old : own;
    for (const drop of drops) {
      drop.run(loser);
    }
    for (const move of moves) {
      move.run(own, old);
    }
  };
}

// ---------------------------------------------------------------- what she is and did

function moveAliases(merge: Merge): void {
  const { db, vault, from, to } = merge;
  const update = db.prepare(
    'update aliases set member_id = ?, person_sealed = ? where person_hash = ?',
  );
  const aliases = all<{ person_hash: Buffer; person_sealed: Buffer }>(
    merge,
    'select person_hash, person_sealed from aliases where member_id = @from',
  );
  for (const { person_hash: hash, person_sealed: sealed } of aliases) {
    const person = vault.open(sealed, `aliases.person:${from}`);
    update.run(to, vault.seal(person, `aliases.person:${to}`), hash);
  }
}

/** In a group of both: the role that somebody gave her, there if either is, since the earlier came. */
function moveMemberships(merge: Merge): void {
  const mother: Role = 'mother';
  run(
    merge,
    `update memberships as own set
       role = case own.role when '${mother}' then old.role else own.role end,
       joined_at = min(own.joined_at, old.joined_at),
       left_at = max(own.left_at, old.left_at),
       -- Whoever was welcomed under either id is not welcomed again.
       welcomed_at = coalesce(own.welcomed_at, old.welcomed_at, own.arrived_at, old.arrived_at),
       former = min(own.former, old.former)
     from memberships as old
     where own.member_id = @to and old.member_id = @from and old.group_id = own.group_id`,
  );
  run(merge, 'update or ignore memberships set member_id = @to where member_id = @from');
  run(merge, 'delete from memberships where member_id = @from');
}

/** Of two records of one meeting her own stays; but whom a volunteer wrote down by hand came under either name. */
function moveAnswers(merge: Merge): void {
  run(merge, 'update statements set member_id = @to where member_id = @from');
  run(
    merge,
    `update attendance as own set present = 1
     where member_id = @to and (select by_hand from members where id = @to) = 1 and exists (
       select 1 from attendance where member_id = @from and meeting_id = own.meeting_id and present = 1)`,
  );
  run(merge, 'update or ignore attendance set member_id = @to where member_id = @from');
  run(merge, 'delete from attendance where member_id = @from');
  run(merge, 'update attendance set recorded_by = @to where recorded_by = @from');
  run(merge, 'update meetings set recorded_by = @to where recorded_by = @from');
}

/** The pair that they were is decided; pairs with others are now hers. */
function moveTwins(merge: Merge): void {
  const withdraw = prepareWithdrawal(merge.db);
  const settled = all<{ member_id: MemberId }>(
    merge,
    `select member_id from twins where (member_id, other_id) in (values (@from, @to), (@to, @from))
       or (member_id = @from and exists (select 1 from twins where member_id = @to))`,
  );
  for (const { member_id: newer } of settled) {
    withdraw(newer);
    merge.db.prepare('delete from twins where member_id = ?').run(newer);
  }
  run(merge, 'update twins set member_id = @to where member_id = @from');
  run(merge, 'update twins set other_id = @to where other_id = @from');
}

/** What she has not got herself. */
function fillIn(merge: Merge): void {
  const { db, vault, from, to } = merge;
  run(
    merge,
    `update members set language = (select language from members where id = @from)
     where id = @to and language is null`,
  );
  // What she asked for under either id holds.
  run(
    merge,
    `update members as own set quiet = max(own.quiet, old.quiet),
       spared = max(own.spared, old.spared), protected = max(own.protected, old.protected),
       language = case when old.language_chosen > own.language_chosen then old.language else own.language end,
       language_chosen = max(own.language_chosen, old.language_chosen),
       introduced_at = coalesce(own.introduced_at, old.introduced_at),
       erase_at = coalesce(own.erase_at, old.erase_at)
     from members as old where own.id = @to and old.id = @from`,
  );
  for (const column of ['name', 'direct_chat'] as const) {
    const read = db
      .prepare<[string], Buffer | null>(`select ${column}_sealed from members where id = ?`)
      .pluck();
    const open = (id: MemberId): string => {
      const sealed = read.get(id);
      return sealed ? vault.open(sealed, `members.${column}:${id}`) : '';
    };
    const theirs = open(from);
    if (open(to) === '' && theirs !== '') {
      db.prepare(`update members set ${column}_sealed = ? where id = ?`).run(
        vault.seal(theirs, `members.${column}:${to}`),
        to,
      );
    }
  }
}

// ---------------------------------------------------------------- what the bot said and will say

interface Payload {
  readonly message: Outbound;
  readonly post?: NonNullable<Queued['post']>;
}

/** Ticking her name, under either, means her. */
function rename<O extends { readonly meaning: OptionMeaning }>(
  { from, to }: Merge,
  options: readonly O[],
): O[] {
  return options.map((option) =>
    'member' in option.meaning && option.meaning.member === from
      ? { ...option, meaning: { member: to } }
      : option,
  );
}

function renameInPosts(merge: Merge): void {
  const update = merge.db.prepare('update posts set options = ? where message_hash = ?');
  const posts = all<{ message_hash: Buffer; options: string }>(
    merge,
    'select message_hash, options from posts where instr(options, @from) > 0',
  );
  for (const { message_hash: hash, options } of posts) {
    update.run(JSON.stringify(rename(merge, JSON.parse(options))), hash);
  }
}

/** A message's key may name whom it is for, and its payload is sealed with the key. */
function moveOutbox(merge: Merge): void {
  const { db } = merge;
  // By a new key, or in another chat, what is under way might not be found and be sent again.
  run(
    merge,
    `update outbox set expires_at = 0 where status in ('sending', 'unknown')
       and (member_id = @from or instr(key, @from) > 0)`,
  );
  run(merge, 'update outbox set member_id = @to where member_id = @from');
  const taken = db.prepare<[string], number>('select id from outbox where key = ?').pluck();
  const update = db.prepare('update outbox set key = ?, payload_sealed = ? where id = ?');
  const rows = all<{ id: number; key: string; payload_sealed: Buffer | null }>(
    merge,
    `select id, key, payload_sealed from outbox
     where instr(key, @from) > 0 or (kind = 'poll' and payload_sealed is not null)`,
  );
  for (const { id, key, payload_sealed: sealed } of rows) {
    const named = renameKey(merge, key);
    if (named !== key && taken.get(named) !== undefined) {
      // She is told the same already.
      db.prepare('delete from outbox where id = ?').run(id);
    } else {
      update.run(named, sealed && reseal(merge, sealed, { key, named }), id);
    }
  }
}

function reseal(merge: Merge, sealed: Buffer, { key, named }: { key: string; named: string }) {
  const { vault } = merge;
  let payload: Payload;
  try {
    payload = JSON.parse(vault.open(sealed, `outbox.payload:${key}`)) as Payload;
  } catch {
    // Whoever sends it finds out that it cannot be opened, and sets it aside.
    return sealed;
  }
  const { post } = payload;
  const renamed = post
    ? { ...payload, post: { ...post, options: rename(merge, post.options) } }
    : payload;
  return vault.seal(JSON.stringify(renamed), `outbox.payload:${named}`);
}

function renameFlowRuns(merge: Merge): void {
  const { db } = merge;
  const rows = all<{ key: string }>(merge, 'select key from flow_runs where instr(key, @from) > 0');
  for (const { key } of rows) {
    const named = renameKey(merge, key);
    if (named !== key) {
      db.prepare('update or ignore flow_runs set key = ? where key = ?').run(named, key);
      db.prepare('delete from flow_runs where key = ?').run(key);
    }
  }
}

/** A key's parts stand between colons. */
function renameKey({ from, to }: Merge, key: string): string {
  return `:${key}:`.replaceAll(`:${from}:`, () => `:${to}:`).slice(1, -1);
}
