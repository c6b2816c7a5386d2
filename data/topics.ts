/** Polls about topics, and what each of the group would like. Told on as counts only. */

import type { Entry, GroupId, MemberId } from '../bot/types.ts';
import type { Db } from './database.ts';
import type { Vault } from './vault.ts';

/** A poll that a group was asked. */
export interface TopicPoll {
  readonly id: string;
  readonly group: GroupId;
  /** In the order of its options. */
  readonly topics: readonly Entry[];
  readonly askedAt: number;
}

interface PollRow {
  id: string;
  group_id: string;
  topics_sealed: Buffer;
  asked_at: number;
}

export type TopicStore = ReturnType<typeof createTopicStore>;

/** The named queries on polls about topics. */
export function createTopicStore(db: Db, vault: Vault) {
  const add = db.prepare<[Record<string, unknown>]>(`
    insert into topic_polls (id, group_id, topics_sealed, asked_at)
    values (@id, @group, @topicsSealed, @askedAt) on conflict do nothing`);
  const byId = db.prepare<[string], PollRow>('select * from topic_polls where id = ?');
  const inGroup = db.prepare<[string, number], PollRow>(
    'select * from topic_polls where group_id = ? and asked_at > ? order by asked_at desc, id',
  );
  const remove = db.prepare<[string]>('delete from topic_polls where id = ?');
  const prune = db.prepare<[number]>('delete from topic_polls where asked_at < ?');
  const forget = db.prepare<[string, string]>(
    'delete from topic_votes where poll_id = ? and member_id = ?',
  );
  const vote = db.prepare<[string, number, string]>(
    'insert into topic_votes (poll_id, topic, member_id) values (?, ?, ?) on conflict do nothing',
  );
  const counts = db.prepare<[string], { topic: number; count: number }>(
    'select topic, count(*) as count from topic_votes where poll_id = ? group by topic',
  );
  const voters = db
    .prepare<[string], number>(
      'select count(distinct member_id) from topic_votes where poll_id = ?',
    )
    .pluck();

  function toPoll(row: PollRow): TopicPoll {
    const topics = vault.open(row.topics_sealed, `topic_polls.topics:${row.id}`);
    return {
      ...{ id: row.id, group: row.group_id as GroupId, askedAt: row.asked_at },
      topics: JSON.parse(topics) as Entry[],
    };
  }

  return {
    /** Notes a poll; false where one by that id is there already. */
    addPoll(poll: TopicPoll): boolean {
      const { id, topics } = poll;
      const topicsSealed = vault.seal(JSON.stringify(topics), `topic_polls.topics:${id}`);
      return add.run({ ...poll, topicsSealed }).changes > 0;
    },
    /** Null where it is gone. */
    poll(id: string): TopicPoll | null {
      const row = byId.get(id);
      return row ? toPoll(row) : null;
    },
    /** The group's polls after an instant, the newest first. */
    polls(group: GroupId, since: number): TopicPoll[] {
      return inGroup.all(group, since).map(toPoll);
    },
    /** Takes a poll away with its votes. */
    removePoll(id: string): undefined {
      remove.run(id);
    },
    /** What she wants now, instead of what she wanted before; nothing where the poll is gone. */
    vote(id: string, member: MemberId, topics: readonly number[]): undefined {
      forget.run(id, member);
      for (const topic of byId.get(id) ? topics : []) {
        vote.run(id, topic, member);
      }
    },
    /** How many want each topic, by its place in the poll. */
    counts(id: string): ReadonlyMap<number, number> {
      return new Map(counts.all(id).map(({ topic, count }) => [topic, count]));
    },
    /** How many want any topic of it. */
    voters(id: string): number {
      return voters.get(id) ?? 0;
    },
    pruneBefore(at: number): undefined {
      prune.run(at);
    },
  };
}
