/** The logbook: what those who run a group wrote down. Sealed; read by nobody but them. */

import { randomBytes } from 'node:crypto';
import type { GroupId, MeetingId, MemberId } from '../bot/types.ts';
import type { Db } from './database.ts';
import type { Vault } from './vault.ts';

/** A text of its own, or the answer to "how was it?" or to "what is to be remembered?". */
export type LogPartKind = 'text' | 'how' | 'remember';

export interface NewLogPart {
  /** The keyed hash of the message it stands in. */
  readonly source: Buffer;
  readonly kind: LogPartKind;
  readonly text: string;
  /** The entry that it goes on with; null where it begins one. */
  readonly entry: string | null;
  readonly group: GroupId;
  readonly member: MemberId;
  readonly meeting: MeetingId | null;
  readonly at: number;
}

export interface LogEntry {
  readonly id: string;
  /** Null where the author was erased. */
  readonly member: MemberId | null;
  readonly meeting: MeetingId | null;
  readonly writtenAt: number;
  /** In the order of the questions. */
  readonly parts: readonly { readonly kind: LogPartKind; readonly text: string }[];
}

/** Where a message stands in the logbook. */
export interface StoredPart {
  readonly entry: string;
  readonly kind: LogPartKind;
  readonly group: GroupId;
  readonly writtenAt: number;
}

interface EntryRow {
  id: string;
  member_id: string | null;
  meeting_id: number | null;
  written_at: number;
}

const ORDER: readonly LogPartKind[] = ['text', 'how', 'remember'];

export type LogbookStore = ReturnType<typeof createLogbookStore>;

/** The named queries on the logbook. */
export function createLogbookStore(db: Db, vault: Vault) {
  const addEntry = db.prepare<[Record<string, unknown>]>(`
    insert into log_entries (id, group_id, member_id, meeting_id, written_at)
    values (@id, @group, @member, @meeting, @at)`);
  const hasEntry = db.prepare<[string], number>('select 1 from log_entries where id = ?').pluck();
  const addPart = db.prepare<[Record<string, unknown>]>(`
    insert into log_parts (id, entry_id, source_hash, kind, text_sealed)
    values (@id, @entry, @source, @kind, @textSealed)`);
  const rewrite = db.prepare<[Buffer, string]>('update log_parts set text_sealed = ? where id = ?');
  const bySource = db.prepare<
    [Buffer],
    { id: string; entry_id: string; kind: LogPartKind; group_id: string; written_at: number }
  >(`
    select p.id, p.entry_id, p.kind, e.group_id, e.written_at
    from log_parts p join log_entries e on e.id = p.entry_id where p.source_hash = ?`);
  const partsOf = db.prepare<[string], { id: string; kind: LogPartKind; text_sealed: Buffer }>(
    'select id, kind, text_sealed from log_parts where entry_id = ?',
  );
  // Of several at the same instant, the one that was written last.
  const inGroup = db.prepare<[string], EntryRow>(
    'select * from log_entries where group_id = ? order by written_at desc, rowid desc',
  );
  const hasOfMeeting = db
    .prepare<[number], number>('select exists (select 1 from log_entries where meeting_id = ?)')
    .pluck();
  const removePart = db.prepare<[string]>('delete from log_parts where id = ?');
  const removeEmpty = db.prepare<[string]>(`
    delete from log_entries where id = ? and id not in (select entry_id from log_parts)`);
  const removeEntry = db.prepare<[string]>('delete from log_entries where id = ?');
  const prune = db.prepare<[number]>('delete from log_entries where written_at < ?');

  // The time first, so that ids sort as they were made.
  const newId = (): string => randomBytes(8).toString('hex');

  return {
    /** Keeps a part, in place of what the same message said before; answers with its entry's id. */
    keep({ text, ...part }: NewLogPart): string {
      const known = bySource.get(part.source);
      if (known) {
        rewrite.run(vault.seal(text, `log_parts.text:${known.id}`), known.id);
        return known.entry_id;
      }
      const isThere = part.entry !== null && hasEntry.get(part.entry) !== undefined;
      const entry = isThere && part.entry !== null ? part.entry : newId();
      if (!isThere) {
        addEntry.run({ ...part, id: entry });
      }
      const id = newId();
      addPart.run({ ...part, id, entry, textSealed: vault.seal(text, `log_parts.text:${id}`) });
      return entry;
    },
    /** What a message put into the logbook; null where nothing. */
    ofSource(source: Buffer): StoredPart | null {
      const row = bySource.get(source);
      return row
        ? {
            ...{ entry: row.entry_id, kind: row.kind, writtenAt: row.written_at },
            group: row.group_id as GroupId,
          }
        : null;
    },
    /** The entries of a group, the latest first; each is opened only when it is come to. */
    *latest(group: GroupId): Generator<LogEntry> {
      for (const row of inGroup.all(group)) {
        const parts = partsOf
          .all(row.id)
          .map(({ id, kind, text_sealed: sealed }) => ({
            ...{ kind, text: vault.open(sealed, `log_parts.text:${id}`) },
          }))
          .sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
        yield {
          ...{ id: row.id, writtenAt: row.written_at, parts },
          ...{ member: row.member_id as MemberId | null },
          ...{ meeting: row.meeting_id as MeetingId | null },
        };
      }
    },
    /** Whether somebody wrote about a meeting. */
    isWritten(meeting: MeetingId): boolean {
      return hasOfMeeting.get(meeting) === 1;
    },
    /** Takes away what a message said, and its entry where nothing else is in it; false where it said nothing. */
    removeSource(source: Buffer): boolean {
      const row = bySource.get(source);
      if (row) {
        removePart.run(row.id);
        removeEmpty.run(row.entry_id);
      }
      return row !== undefined;
    },
    /** Whether an entry is there still. */
    has(entry: string): boolean {
      return hasEntry.get(entry) !== undefined;
    },
    /** Takes a whole entry away; false where it is gone. */
    remove(entry: string): boolean {
      return removeEntry.run(entry).changes > 0;
    },
    pruneBefore(at: number): undefined {
      prune.run(at);
    },
  };
}
