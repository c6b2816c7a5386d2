/** What is to be said, and what became of it. Rows are claimed and sent by `bot/outbox.ts` only. */

import type {
  ChatId,
  GroupId,
  MeetingId,
  MessageId,
  Outbound,
  Post,
  Queued,
} from '../bot/types.ts';
import type { Db } from './database.ts';
import { createOutboxPace, HUSHED } from './outbox-pace.ts';
import type { OutboxRow } from './outbox-row.ts';
import { createOutboxViews } from './outbox-views.ts';
import type { Vault } from './vault.ts';

interface Payload {
  readonly message: Outbound;
  readonly post?: Queued['post'];
}

/** A claimed row, opened. */
export interface Claimed {
  readonly id: number;
  readonly key: string;
  readonly group: GroupId;
  readonly meeting: MeetingId | null;
  readonly chat: ChatId;
  readonly message: Outbound;
  readonly post?: Queued['post'];
  readonly attempts: number;
  readonly claimedAt: number;
  readonly expiresAt: number;
}

export type OutboxStore = ReturnType<typeof createOutboxStore>;

/** The named queries on the outbox and the bot's own posts. */
export function createOutboxStore(db: Db, vault: Vault) {
  const columns = `(key, group_id, member_id, meeting_id, kind, payload_sealed, due_at, expires_at, next_at, prompted, to_staff)
    values (@key, @group, @member, @meeting, @kind, @payload, @dueAt, @expiresAt, @dueAt, @prompted, @toStaff)`;
  const insert = db.prepare<[Record<string, unknown>]>(
    `insert into outbox ${columns} on conflict (key) do nothing`,
  );
  // The bot has one reaction on a message. A newer one replaces an older, sent or not; the same one
  // sent again changes nothing at the channel.
  const replace = db.prepare<[Record<string, unknown>]>(`
    insert into outbox ${columns} on conflict (key) do update
      set payload_sealed = excluded.payload_sealed, status = 'queued', due_at = excluded.due_at,
        expires_at = excluded.expires_at, attempts = 0,
        -- What it takes the place of may still be under way and must not arrive after it.
        next_at = case outbox.status when 'unknown' then max(outbox.next_at, excluded.due_at)
          else excluded.due_at end,
        claimed_at = null, problem = null, sent_at = null`);
  const groupChat = db
    .prepare<[string], Buffer>('select chat_sealed from groups where id = ?')
    .pluck();
  const staffChat = db
    .prepare<[string], Buffer | null>('select staff_chat_sealed from groups where id = ?')
    .pluck();
  const directChat = db
    .prepare<[string], Buffer | null>('select direct_chat_sealed from members where id = ?')
    .pluck();
  // What may be under way cannot be called back: it is looked for, but not sent again.
  const drop = `
    update outbox set status = 'void', payload_sealed = null where status = 'queued'`;
  const dropUnderWay = `
    update outbox set expires_at = 0 where status in ('sending', 'unknown')`;
  const discard = db.prepare<[string]>(`${drop} and key = ?`);
  const discardUnderWay = db.prepare<[string]>(`${dropUnderWay} and key = ?`);
  const isQueued = db
    .prepare<[string], number>("select 1 from outbox where key = ? and status <> 'void'")
    .pluck();
  // A claim is one statement: two processes that drain at once cannot both get the row.
  const claim = db.prepare<[Record<string, unknown>], OutboxRow>(`
    update outbox set status = 'sending', claimed_at = coalesce(claimed_at, @now), attempts = attempts + 1
    where id = @id and status = 'queued' and next_at <= @now and expires_at > @now and not ${HUSHED}
    returning *`);
  const expire = db.prepare<[number]>(`
    update outbox set status = 'expired', payload_sealed = null
    where status = 'queued' and expires_at <= ?`);
  // Queued by another process at the very moment she asked for none.
  const hush = db.prepare<[]>(`${drop} and ${HUSHED}`);
  const doubtful = db.prepare<[number], OutboxRow>(`
    select * from outbox where status in ('sending', 'unknown') and next_at <= ? order by id`);
  // A row that was replaced while it was being sent is queued anew: what became of the old message
  // is not about it. Only an old one that may still arrive makes the new one wait.
  const underWay = "id = @id and status in ('sending', 'unknown')";
  const doubt = db.prepare<[Record<string, unknown>]>(`
    update outbox set status = case status when 'queued' then 'queued' else 'unknown' end,
      next_at = @nextAt, problem = @problem
    where id = @id and status in ('queued', 'sending', 'unknown')`);
  const doubtAll = db.prepare<[Record<string, unknown>]>(`
    update outbox set status = 'unknown', next_at = claimed_at + @inFlightMs
    where status = 'sending'`);
  const retry = db.prepare<[Record<string, unknown>]>(`
    update outbox set status = 'queued', next_at = @nextAt, problem = @problem,
      claimed_at = null where ${underWay}`);
  const putBack = db.prepare<[Record<string, unknown>]>(`
    update outbox set status = 'queued', next_at = @nextAt, problem = @problem,
      claimed_at = null, attempts = attempts - 1 where ${underWay}`);
  const finish = db.prepare<[Record<string, unknown>]>(`
    update outbox set status = @status, problem = @problem, payload_sealed = null
    where ${underWay}`);
  const sent = db.prepare<[Record<string, unknown>]>(`
    update outbox set status = 'sent', sent_at = @at, payload_sealed = null, problem = null
    where ${underWay}`);
  const insertPost = db.prepare<[Record<string, unknown>]>(`
    insert into posts (message_hash, kind, group_id, meeting_id, options, sent_at)
    values (@hash, @kind, @group, @meeting, @options, @at) on conflict do nothing`);
  const post = db.prepare<
    [Buffer],
    { kind: Post['kind']; group_id: string; meeting_id: number | null; options: string }
  >('select kind, group_id, meeting_id, options from posts where message_hash = ?');
  const voidMeeting = db.prepare<[number]>(`${drop} and meeting_id = ?`);
  const voidMeetingUnderWay = db.prepare<[number]>(`${dropUnderWay} and meeting_id = ?`);
  const prune = db.prepare<[number]>(`
    delete from outbox where due_at < ? and status in ('sent', 'expired', 'void', 'failed')`);

  function toParameters(queued: Queued): Record<string, unknown> {
    const payload: Payload = {
      message: queued.message,
      ...(queued.post ? { post: queued.post } : {}),
    };
    return {
      key: queued.key,
      group: queued.group,
      member: queued.member ?? null,
      meeting: queued.meeting ?? null,
      kind: queued.message.kind,
      payload: vault.seal(JSON.stringify(payload), `outbox.payload:${queued.key}`),
      dueAt: queued.dueAt,
      expiresAt: queued.expiresAt,
      prompted: queued.unprompted ? 0 : 1,
      toStaff: queued.staff ? 1 : 0,
    };
  }

  function hashOption(text: string): string {
    return vault.hash('option', text).toString('hex');
  }

  /** Read when it is sent: where a message goes is never written down a second time. */
  function chatOf(row: OutboxRow): ChatId {
    const [sealed, place] = row.member_id
      ? [directChat.get(row.member_id), `members.direct_chat:${row.member_id}`]
      : row.to_staff === 1
        ? [staffChat.get(row.group_id), `groups.staff_chat:${row.group_id}`]
        : [groupChat.get(row.group_id), `groups.chat:${row.group_id}`];
    if (!sealed) {
      throw new Error(`Outbox row ${row.id} has no chat to go to`);
    }
    return vault.open(sealed, place) as ChatId;
  }

  function toClaimed(row: OutboxRow): Claimed {
    if (!row.payload_sealed) {
      throw new Error(`Outbox row ${row.id} has nothing left to send`);
    }
    const payload = JSON.parse(
      vault.open(row.payload_sealed, `outbox.payload:${row.key}`),
    ) as Payload;
    return {
      id: row.id,
      key: row.key,
      group: row.group_id as GroupId,
      meeting: row.meeting_id as MeetingId | null,
      chat: chatOf(row),
      message: payload.message,
      ...(payload.post ? { post: payload.post } : {}),
      attempts: row.attempts,
      claimedAt: row.claimed_at ?? row.due_at,
      expiresAt: row.expires_at,
    };
  }

  /** A row that cannot be opened is set aside for a person to see, and stops no other. */
  function openOrHold(row: OutboxRow): Claimed | null {
    try {
      return toClaimed(row);
    } catch {
      finish.run({ id: row.id, status: 'held', problem: 'it cannot be opened' });
      return null;
    }
  }

  return {
    ...createOutboxViews(db),
    ...createOutboxPace(db),
    /** Queues a message; false where one with its key was queued before. */
    queue(queued: Queued): boolean {
      return insert.run(toParameters(queued)).changes > 0;
    },
    /** Queues a message in place of whatever its key said before. */
    queueInstead(queued: Queued): undefined {
      replace.run(toParameters(queued));
    },
    /** Drops a message; one that is under way already is not sent a second time. */
    discard(key: string): undefined {
      discard.run(key);
      discardUnderWay.run(key);
    },
    /** Whether a key was ever queued and not dropped. */
    has(key: string): boolean {
      return isQueued.get(key) === 1;
    },
    /** As `discard`, for all messages about a meeting. */
    voidMeeting(meeting: MeetingId): undefined {
      voidMeeting.run(meeting);
      voidMeetingUnderWay.run(meeting);
    },
    /** Marks a row as being sent; null where it is not due any more, or cannot be opened. */
    claim(id: number, now: number): Claimed | null {
      const row = claim.get({ id, now });
      return row ? openOrHold(row) : null;
    },
    expire(now: number): undefined {
      expire.run(now);
      hush.run();
    },
    /** Rows of which nobody knows whether they were sent, once it is time to look. */
    doubtful(now: number): Claimed[] {
      return doubtful.all(now).flatMap((row) => openOrHold(row) ?? []);
    },
    /** At start nothing can be under way from here: what was is to be looked for. */
    doubtAll(inFlightMs: number): undefined {
      doubtAll.run({ inFlightMs });
    },
    doubt(id: number, nextAt: number, problem: string | null): undefined {
      doubt.run({ id, nextAt, problem });
    },
    retry(id: number, nextAt: number, problem: string | null): undefined {
      retry.run({ id, nextAt, problem });
    },
    /** As `retry`, for what was not even tried: it counts as no attempt. */
    putBack(id: number, nextAt: number, problem: string | null): undefined {
      putBack.run({ id, nextAt, problem });
    },
    /** Ends a row that will not be sent again; `held` ones wait for a person to look at the chat. */
    end(row: Claimed, status: 'failed' | 'expired' | 'held', problem: string | null): undefined {
      finish.run({ id: row.id, status, problem });
    },
    /** The channel's proof that it is there. */
    markSent(row: Claimed, messageId: MessageId, at: number): undefined {
      sent.run({ id: row.id, at });
      if (row.post) {
        insertPost.run({
          hash: vault.hash('message', row.chat, messageId),
          kind: row.post.kind,
          group: row.group,
          meeting: row.meeting,
          options: JSON.stringify(
            row.post.options.map(({ text, meaning }) => ({ hash: hashOption(text), meaning })),
          ),
          at,
        });
      }
    },
    /** What a poll's option is known by in a post. */
    hashOption,
    /** What a message of the bot's own was about; null where people cannot answer it. */
    post(chat: ChatId, messageId: MessageId): Post | null {
      const row = post.get(vault.hash('message', chat, messageId));
      return row
        ? {
            kind: row.kind,
            group: row.group_id as GroupId,
            meeting: row.meeting_id as MeetingId | null,
            options: JSON.parse(row.options) as Post['options'],
          }
        : null;
    },
    pruneBefore(at: number): undefined {
      prune.run(at);
    },
  };
}
