/** What the channel told last: the chats that the account is in, and how it stood. */

import type { ChannelPhase, ChannelProblem, ChannelState, ChatId } from '../bot/types.ts';
import type { Db } from './database.ts';
import type { Vault } from './vault.ts';

/** A group chat that the account is in. */
export interface AccountChat {
  readonly id: ChatId;
  readonly name: string;
}

/** The channel as the running bot saw it last; never what links the account. */
export interface SeenChannel extends Omit<ChannelState, 'link'> {
  readonly channel: string;
}

interface StateRow {
  channel: string;
  phase: ChannelPhase;
  since_at: number;
  problems: string;
  version: string | null;
  attempts: number;
}

export type ChannelStore = ReturnType<typeof createChannelStore>;

/** The named queries on what the channel told. */
export function createChannelStore(db: Db, vault: Vault) {
  const insertChat = db.prepare<[Buffer, Buffer, Buffer]>(
    'insert into account_chats (chat_hash, chat_sealed, name_sealed) values (?, ?, ?)',
  );
  const forgetChats = db.prepare<[]>('delete from account_chats');
  const listChats = db.prepare<[], { chat_hash: Buffer; chat_sealed: Buffer; name_sealed: Buffer }>(
    'select * from account_chats order by chat_hash',
  );
  const saveState = db.prepare<[Record<string, unknown>]>(`
    insert into channel_state (id, channel, phase, since_at, problems, version, attempts)
    values (1, @channel, @phase, @sinceAt, @problems, @version, @attempts)
    on conflict (id) do update set channel = @channel, phase = @phase, since_at = @sinceAt,
      problems = @problems, version = @version, attempts = @attempts`);
  const readState = db.prepare<[], StateRow>('select * from channel_state');

  return {
    /** Keeps the chats that the account is in now, instead of those it was in. */
    setChats(chats: readonly AccountChat[]): undefined {
      forgetChats.run();
      for (const { id, name } of chats) {
        const hash = vault.hash('chat', id);
        const place = hash.toString('hex');
        insertChat.run(
          hash,
          vault.seal(id, `account_chats.chat:${place}`),
          vault.seal(name, `account_chats.name:${place}`),
        );
      }
    },
    /** The chats that the account was in when the bot looked last, by name. */
    chats(): AccountChat[] {
      const chats = listChats.all().map((row) => {
        const place = row.chat_hash.toString('hex');
        return {
          id: vault.open(row.chat_sealed, `account_chats.chat:${place}`) as ChatId,
          name: vault.open(row.name_sealed, `account_chats.name:${place}`),
        };
      });
      return chats.sort((one, other) => one.name.localeCompare(other.name));
    },
    /** Notes how the channel stands. */
    saveState(channel: string, state: ChannelState): undefined {
      const { phase, sinceAt, problems, version, attempts } = state;
      saveState.run({
        ...{ channel, phase, sinceAt, version, attempts },
        problems: problems.join(','),
      });
    },
    /** How the channel stood when the bot looked last; null where no bot ever ran. */
    state(): SeenChannel | null {
      const row = readState.get();
      return row
        ? {
            channel: row.channel,
            phase: row.phase,
            sinceAt: row.since_at,
            problems: row.problems.split(',').filter(Boolean) as ChannelProblem[],
            version: row.version,
            attempts: row.attempts,
          }
        : null;
    },
  };
}
