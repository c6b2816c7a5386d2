/** What the bot asked somebody and waits to hear. At most one question a member, for a short while. */

import type { ChatId, DialogueKind, GroupId, MemberId } from '../bot/types.ts';
import type { Db } from './database.ts';
import type { Vault } from './vault.ts';

/** A question that waits for its answer. */
export interface Dialogue {
  readonly member: MemberId;
  readonly group: GroupId;
  /** In which chat she was asked. */
  readonly chat: ChatId;
  readonly kind: DialogueKind;
  /** What becomes of her answer: whatever the handler of this kind needs, as JSON. */
  readonly state: unknown;
  readonly askedAt: number;
  /** From then on an answer means nothing any more. */
  readonly expiresAt: number;
}

interface DialogueRow {
  group_id: string;
  kind: DialogueKind;
  state_sealed: Buffer;
  asked_at: number;
  expires_at: number;
}

export type DialogueStore = ReturnType<typeof createDialogueStore>;

/** The named queries on questions that wait for an answer. */
export function createDialogueStore(db: Db, vault: Vault) {
  const ask = db.prepare<[Record<string, unknown>]>(`
    insert into dialogues (member_id, group_id, chat_hash, kind, state_sealed, asked_at, expires_at)
    values (@member, @group, @chatHash, @kind, @stateSealed, @askedAt, @expiresAt)
    on conflict (member_id) do update set group_id = @group, chat_hash = @chatHash, kind = @kind,
      state_sealed = @stateSealed, asked_at = @askedAt, expires_at = @expiresAt`);
  const open = db.prepare<[string, Buffer, number], DialogueRow>(
    'select * from dialogues where member_id = ? and chat_hash = ? and expires_at > ?',
  );
  const end = db.prepare<[string]>('delete from dialogues where member_id = ?');
  const prune = db.prepare<[number]>('delete from dialogues where expires_at <= ?');

  return {
    /** Notes a question; it takes the place of an earlier one to her. */
    ask(dialogue: Dialogue): undefined {
      const { member, chat, state } = dialogue;
      ask.run({
        ...dialogue,
        chatHash: vault.hash('chat', chat),
        stateSealed: vault.seal(JSON.stringify(state), `dialogues.state:${member}`),
      });
    },
    /** What she was asked in this chat and has not answered yet; null where nothing waits. */
    open(member: MemberId, chat: ChatId, now: number): Dialogue | null {
      const row = open.get(member, vault.hash('chat', chat), now);
      return row
        ? {
            ...{ member, chat },
            group: row.group_id as GroupId,
            kind: row.kind,
            state: JSON.parse(vault.open(row.state_sealed, `dialogues.state:${member}`)),
            askedAt: row.asked_at,
            expiresAt: row.expires_at,
          }
        : null;
    },
    end(member: MemberId): undefined {
      end.run(member);
    },
    pruneBefore(at: number): undefined {
      prune.run(at);
    },
  };
}
