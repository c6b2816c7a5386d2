/**
 * One RSVP through the whole way in: receive, understand, one transaction, a queued reaction; beside
 * it a bare better-sqlite3 transaction that writes the same rows with the same durability.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toInstant } from '../../bot/calendar.ts';
import { loadConfig } from '../../bot/config.ts';
import { loadMind, openHoldings, type SimulatorHoldings } from '../../bot/holdings.ts';
import { createReceiver, type Receiver } from '../../bot/receive.ts';
import type { ChatId, MessageEvent, MessageId, PersonId } from '../../bot/types.ts';
import { openDatabase } from '../../data/database.ts';
import { createVault } from '../../data/vault.ts';
import { handlers } from '../../handlers/index.ts';

const ROUNDS = 10;
/** Not counted: the first thousand calls of anything are slower, ours and theirs. */
const WARM_UP_ROUNDS = 4;
const PER_ROUND = 300;
/** What each mother writes, each in her own language. */
const WORDS = [
  'vi kommer i morgen',
  'jeg kan desværre ikke komme i morgen, han er syg',
  "sorry we can't make it tomorrow",
  'ما بقدر اجي بكرا',
  'jeg kommer lidt senere i morgen',
];

export interface RsvpFigures {
  /** Each waits until the one before it is on disk. */
  readonly perSecond: number;
  /** As many as wait together after downtime; each is answered when it is on disk. */
  readonly togetherPerSecond: number;
  readonly barePerSecond: number;
}

/** Measures all in turn, round by round, so that the machine's moods hit all alike. */
export async function benchRsvp(): Promise<RsvpFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'holdepunkt-bench-'));
  const startAt = toInstant('2026-11-16', '12:00', 'Europe/Copenhagen');
  const holdings = openHoldings(
    loadConfig({ DATA_DIR: folder, LOG_LEVEL: 'error', DEMO: '0' }),
    startAt,
  );
  try {
    const { receiver, people } = await prepare(holdings);
    const bare = prepareBare(join(folder, 'bare.db'));
    let serial = 0;
    const next = (): MessageEvent => makeEvent(people, startAt, serial++);
    const times = { single: 0, together: 0, bare: 0 };
    const ways: Record<keyof typeof times, () => Promise<unknown>> = {
      single: async () => {
        for (let count = 0; count < PER_ROUND; count += 1) {
          await receiver.receive(next());
        }
      },
      together: () =>
        Promise.all(Array.from({ length: PER_ROUND }, () => receiver.receive(next()))),
      bare: async () => {
        for (let count = 0; count < PER_ROUND; count += 1) {
          bare.write();
        }
      },
    };
    for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
      for (const way of ['single', 'together', 'bare'] as const) {
        const began = performance.now();
        await ways[way]();
        times[way] += round < 0 ? 0 : performance.now() - began;
      }
    }
    bare.close();
    if (holdings.office.outbox().length === 0) {
      throw new Error('Nothing was queued: the bench measures nothing');
    }
    const rate = (milliseconds: number): number => (ROUNDS * PER_ROUND * 1000) / milliseconds;
    return {
      perSecond: rate(times.single),
      togetherPerSecond: rate(times.together),
      barePerSecond: rate(times.bare),
    };
  } finally {
    holdings.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepare(
  holdings: SimulatorHoldings,
): Promise<{ receiver: Receiver; people: PersonId[] }> {
  const { simulator, office, store, say, log } = holdings;
  const chat = simulator.createChat({ id: CHAT, name: 'Bench' });
  await office.addGroup({
    id: chat,
    chat,
    name: 'Bench',
    weekday: 'tuesday',
    start: '10:00',
    end: '12:00',
    place: 'Familiehuset',
    languages: 'da,en,ar',
  });
  const people = Array.from({ length: WORDS.length }, (_, index) => {
    const person = simulator.createPerson({ name: `Mor ${index}`, identity: 'phone' });
    office.addMember({ group: chat, name: person.name, person: person.phone });
    return person.phone;
  });
  const receiver = createReceiver({
    store,
    channel: simulator.channel,
    clock: simulator.clock,
    say,
    ...loadMind(),
    handlers,
    log,
    wake: () => {},
  });
  return { receiver, people };
}

const CHAT = 'g-bench' as ChatId;

function makeEvent(people: readonly PersonId[], at: number, serial: number): MessageEvent {
  const from = people[serial % people.length];
  if (!from) {
    throw new Error('There is nobody to speak');
  }
  return {
    kind: 'message',
    chat: { id: CHAT, kind: 'group' },
    from,
    at: at + serial,
    messageId: `3EB0${serial.toString(16).padStart(16, '0')}` as MessageId,
    text: WORDS[serial % WORDS.length] ?? '',
  };
}

/** The same schema, settings and rows, written by hand. */
function prepareBare(file: string): { write: () => void; close: () => void } {
  const vault = createVault(Buffer.alloc(32, 7));
  const db = openDatabase(file, vault);
  db.exec(`
    insert into groups (id, chat_hash, chat_sealed, name_sealed, place_sealed, weekday, start_time,
      end_time, zone, languages, reminders, created_at)
    values ('g', x'00', x'00', x'00', x'00', 2, '10:00', '12:00', 'Europe/Copenhagen', 'da', '', 0);
    insert into members (id, name_sealed, created_at) values ('m', x'00', 0);
    insert into meetings (id, group_id, planned_date, date, start_time, end_time, starts_at, ends_at)
    values (1, 'g', '2026-11-17', '2026-11-17', '10:00', '12:00', 1, 2)`);
  const inbox = db.prepare(
    "insert into inbox (event_hash, version, status, at) values (?, 0, 'done', 1)",
  );
  const statement = db.prepare(
    "insert into statements (source_hash, meeting_id, member_id, answer, source, said_at) values (?, 1, 'm', 'no', 'text', ?)",
  );
  const outbox = db.prepare(`
    insert into outbox (key, group_id, kind, payload_sealed, due_at, expires_at, next_at)
    values (?, 'g', 'reaction', ?, 1, 2, 1)`);
  const payload = Buffer.alloc(120, 1);
  let serial = 0;
  const write = db.transaction(() => {
    serial += 1;
    const hash = Buffer.alloc(16);
    hash.writeUInt32BE((serial * 2654435761) >>> 0, 0);
    hash.writeUInt32BE(serial, 4);
    inbox.run(hash);
    statement.run(hash, serial);
    outbox.run(`react:${hash.toString('hex')}`, payload);
  });
  return { write: () => write.immediate(), close: () => db.close() };
}
