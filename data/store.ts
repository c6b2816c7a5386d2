/** The rows, and the one way to change them: named queries inside one transaction. */

import { type AnswerStore, createAnswerStore } from './answers.ts';
import { type ChannelStore, createChannelStore } from './channel.ts';
import type { Db } from './database.ts';
import { createDeedStore, type DeedStore } from './deeds.ts';
import { createDialogueStore, type DialogueStore } from './dialogues.ts';
import { createFlowRunStore, type FlowRunStore } from './flow-runs.ts';
import { createGroupStore, type GroupStore } from './groups.ts';
import { createInboxStore, type InboxStore } from './inbox.ts';
import { createMeetingStore, type MeetingStore } from './meetings.ts';
import { createMemberStore, type MemberStore } from './members.ts';
import { createOutboxStore, type OutboxStore } from './outbox.ts';
import { createReadingStore, type ReadingStore } from './readings.ts';
import { createTwinStore, type TwinStore } from './twins.ts';
import { createUnclearStore, type UnclearStore } from './unclear.ts';
import type { Vault } from './vault.ts';

export interface Store {
  readonly groups: GroupStore;
  readonly members: MemberStore;
  readonly twins: TwinStore;
  readonly meetings: MeetingStore;
  readonly answers: AnswerStore;
  readonly inbox: InboxStore;
  readonly outbox: OutboxStore;
  readonly flowRuns: FlowRunStore;
  readonly dialogues: DialogueStore;
  readonly deeds: DeedStore;
  readonly channel: ChannelStore;
  readonly unclear: UnclearStore;
  readonly readings: ReadingStore;
  /** A keyed hash of the parts: what the inbox and the statements know an event by. */
  hash(...parts: readonly string[]): Buffer;
  /** Runs the function in one transaction: all that it writes is kept, or nothing where it throws. */
  transaction<T>(run: () => T): T;
}

/** Prepares every query once. */
export function createStore(db: Db, vault: Vault): Store {
  // Prepared once: better-sqlite3 builds a transaction's wrappers anew on every call otherwise.
  const transaction = db.transaction((run: () => unknown) => run());
  return {
    groups: createGroupStore(db, vault),
    members: createMemberStore(db, vault),
    twins: createTwinStore(db),
    meetings: createMeetingStore(db, vault),
    answers: createAnswerStore(db),
    inbox: createInboxStore(db, vault),
    outbox: createOutboxStore(db, vault),
    flowRuns: createFlowRunStore(db),
    dialogues: createDialogueStore(db, vault),
    deeds: createDeedStore(db, vault),
    channel: createChannelStore(db, vault),
    unclear: createUnclearStore(db),
    readings: createReadingStore(db, vault),
    hash: (...parts) => vault.hash(...parts),
    transaction: <T>(run: () => T) => transaction.immediate(run) as T,
  };
}
