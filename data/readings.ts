/** How texts were read, in numbers: which rule of which language, and how often it was corrected. */

import type { Answer, ChatId, LanguageTag, MeetingId, MemberId, MessageId } from '../bot/types.ts';
import type { Db } from './database.ts';
import { messageSource } from './sources.ts';
import type { Vault } from './vault.ts';

/** A rule of a language, and what it read. */
export interface ReadBy {
  readonly language: LanguageTag;
  readonly rule: string;
  readonly answer: Answer;
}

/** A rule, how often it was used, and how often she said otherwise soon afterwards. */
export interface ReadingCount extends ReadBy {
  readonly read: number;
  readonly corrected: number;
}

/** A text that stands as somebody's latest answer. */
export interface StandingText extends ReadBy {
  readonly saidAt: number;
}

/** What was read in one message for one meeting. */
export interface MessageReading {
  readonly source: Buffer;
  readonly meeting: MeetingId;
  readonly member: MemberId;
  /** The rule; null where none is known. */
  readonly by: ReadBy | null;
}

export type ReadingStore = ReturnType<typeof createReadingStore>;

/** The named queries on how texts were read. */
export function createReadingStore(db: Db, vault: Vault) {
  const count = db.prepare<[ReadBy]>(`
    insert into readings (language, rule, answer, read_count) values (@language, @rule, @answer, 1)
    on conflict do update set read_count = read_count + 1`);
  const correct = db.prepare<[ReadBy]>(`
    update readings set corrected_count = corrected_count + 1
    where language = @language and rule = @rule and answer = @answer`);
  const standing = db.prepare<[number, string], StandingText & { source: string }>(`
    select language, rule, answer, said_at as saidAt, source from statements
    where meeting_id = ? and member_id = ? order by said_at desc, rowid desc limit 1`);
  const ofSource = db.prepare<
    [Buffer],
    { meeting_id: number; member_id: string; language: string; rule: string | null; answer: Answer }
  >('select * from statements where source_hash = ? order by meeting_id');
  const list = db.prepare<[], ReadingCount>(`
    select language, rule, answer, read_count as read, corrected_count as corrected from readings
    order by corrected_count desc, read_count desc, language, rule, answer`);

  return {
    /** One more text was read so. */
    count(by: ReadBy): undefined {
      count.run(by);
    },
    /** One that was read so was corrected. */
    correct({ language, rule, answer }: ReadBy): undefined {
      correct.run({ language, rule, answer });
    },
    /** Her latest answer for a meeting where a text gave it; null where a vote did, or nothing. */
    standingText(meeting: MeetingId, member: MemberId): StandingText | null {
      const row = standing.get(meeting, member);
      return row?.rule ? row : null;
    },
    /** What was read in a message, by meeting. */
    ofMessage(chat: ChatId, message: MessageId): MessageReading[] {
      const source = messageSource(vault.hash, chat, message);
      return ofSource.all(source).map(({ language, rule, answer, ...row }) => ({
        source,
        meeting: row.meeting_id as MeetingId,
        member: row.member_id as MemberId,
        by: rule === null ? null : { language, rule, answer },
      }));
    },
    /** All rules that were ever used, the most corrected first. */
    list(): ReadingCount[] {
      return list.all();
    },
  };
}
