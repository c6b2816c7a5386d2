/** The rows, and the one way to change them: named queries inside one transaction. */

import { type AnswerStore, createAnswerStore } from './answers.ts';
import { type ChannelStore, createChannelStore } from './channel.ts';
import { type CheckinStore, createCheckinStore } from './checkins.ts';
import type { Db } from './database.ts';
import { createDeedStore, type DeedStore } from './deeds.ts';
import { createDialogueStore, type DialogueStore } from './dialogues.ts';
import { createDossierStore, type DossierStore } from './dossier.ts';
import { createFlowRunStore, type FlowRunStore } from './flow-runs.ts';
import { createFollowUpStore, type FollowUpStore } from './follow-ups.ts';
import { createGroupStore, type GroupStore } from './groups.ts';
import { createInboxStore, type InboxStore } from './inbox.ts';
import { createLogbookStore, type LogbookStore } from './logbook.ts';
import { createMeetingStore, type MeetingStore } from './meetings.ts';
import { createMemberStore, type MemberStore } from './members.ts';
import { createOfferStore, type OfferStore } from './offers.ts';
import { createOutboxStore, type OutboxStore } from './outbox.ts';
import { createPulseStore, type PulseStore } from './pulse.ts';
import { createReadingStore, type ReadingStore } from './readings.ts';
import { createReportStore, type ReportStore } from './report.ts';
import { createTaskStore, type TaskStore } from './tasks.ts';
import { createTopicStore, type TopicStore } from './topics.ts';
import { createTwinStore, type TwinStore } from './twins.ts';
import { createUnclearStore, type UnclearStore } from './unclear.ts';
import type { Vault } from './vault.ts';
import { createWishStore, type WishStore } from './wishes.ts';

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
  readonly dossiers: DossierStore;
  readonly logbook: LogbookStore;
  readonly followUps: FollowUpStore;
  readonly channel: ChannelStore;
  readonly checkins: CheckinStore;
  readonly unclear: UnclearStore;
  readonly readings: ReadingStore;
  readonly offers: OfferStore;
  readonly pulse: PulseStore;
  readonly report: ReportStore;
  readonly tasks: TaskStore;
  readonly topics: TopicStore;
  readonly wishes: WishStore;
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
    dossiers: createDossierStore(db, vault),
    logbook: createLogbookStore(db, vault),
    followUps: createFollowUpStore(db, vault),
    channel: createChannelStore(db, vault),
    checkins: createCheckinStore(db),
    unclear: createUnclearStore(db),
    readings: createReadingStore(db, vault),
    offers: createOfferStore(db),
    pulse: createPulseStore(db, vault),
    report: createReportStore(db),
    tasks: createTaskStore(db),
    topics: createTopicStore(db, vault),
    wishes: createWishStore(db, vault),
    hash: (...parts) => vault.hash(...parts),
    transaction: <T>(run: () => T) => transaction.immediate(run) as T,
  };
}
