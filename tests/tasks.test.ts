import { randomBytes } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { ChatId, GroupId, MeetingId, MemberId, MessageId, PersonId } from '../bot/types.ts';
import { type Db, openDatabase } from '../data/database.ts';
import { answerSource, messageSource } from '../data/sources.ts';
import { createStore, type Store } from '../data/store.ts';
import { createVault } from '../data/vault.ts';

const GROUP = 'g-1' as GroupId;
const STAFF_CHAT = 'staff@g.us' as ChatId;
const KIRSTEN = 'm-kirsten' as MemberId;
const OTHER_KIRSTEN = 'm-other' as MemberId;

let db: Db;
let store: Store;
let meeting: MeetingId;

beforeEach(() => {
  const vault = createVault(randomBytes(32));
  db = openDatabase(':memory:', vault);
  store = createStore(db, vault);
  store.groups.add({
    ...{ id: GROUP, chat: 'g@g.us' as ChatId, name: 'Ny mor', weekday: 2, start: '10:00' },
    ...{ end: '12:00', place: 'Huset', zone: 'Europe/Copenhagen', languages: ['da'] },
    ...{
      starts: null,
      ends: null,
      reminders: [],
      municipality: null,
      off: [],
      asks: false,
      kind: 'group',
      checkin: null,
    },
    createdAt: 0,
  });
  for (const [id, at] of [[KIRSTEN, 1] as const, [OTHER_KIRSTEN, 2] as const]) {
    store.members.add({ id, name: 'Kirsten', language: null, ids: [id as string as PersonId], at });
    store.members.join(GROUP, id, 'volunteer', at);
  }
  const date = '2026-11-24';
  store.meetings.plan(GROUP, { date, start: '10:00', end: '12:00', startsAt: 5, endsAt: 6 });
  meeting = db.prepare('select id from meetings').pluck().get() as MeetingId;
});

const hash = (text: string): Buffer => store.hash('test', text);

/** Who has what, as text: the order among those of one instant is nobody's business. */
function held(): string[] {
  return store.tasks
    .ofMeeting(meeting)
    .map(({ task, member }) => `${task} ${member}`)
    .sort();
}

it('a tap that is taken back frees what it took, and nothing that was taken otherwise', () => {
  const member = KIRSTEN;
  store.tasks.claim({ meeting, task: 'welcome', member, source: hash('words'), at: 1 });
  store.tasks.claim({ meeting, task: 'shopping', member, source: hash('tap'), at: 2 });
  store.tasks.claim({ meeting, task: 'logbook', member, source: hash('tap'), at: 2 });
  store.tasks.freeOthers(hash('tap'), ['logbook']);
  expect(held()).toEqual(['logbook m-kirsten', 'welcome m-kirsten']);
  // Tapped as well, it is the tap's.
  store.tasks.claim({ meeting, task: 'welcome', member, source: hash('tap'), at: 3 });
  store.tasks.freeOthers(hash('tap'), []);
  expect(held()).toEqual([]);
});

it('two may share one, and one of them leaves it to the other', () => {
  store.tasks.claim({ meeting, task: 'floor', member: KIRSTEN, source: hash('1'), at: 1 });
  store.tasks.claim({ meeting, task: 'floor', member: OTHER_KIRSTEN, source: hash('2'), at: 1 });
  expect(held()).toEqual(['floor m-kirsten', 'floor m-other']);
  store.tasks.free(meeting, 'floor', KIRSTEN);
  expect(held()).toEqual(['floor m-other']);
});

it('when two become one, what either took is hers, and her later tap still takes it back', () => {
  const message = 'POLL' as MessageId;
  db.prepare(
    "insert into posts (message_hash, kind, group_id, meeting_id, options, sent_at) values (?, 'tasks', ?, ?, '[]', 1)",
  ).run(messageSource(store.hash, STAFF_CHAT, message), GROUP, meeting);
  const post = messageSource(store.hash, STAFF_CHAT, message);
  const source = (member: MemberId) => answerSource(store.hash, post, { kind: 'vote', member });
  store.inbox.claim(source(OTHER_KIRSTEN), 3, 3);
  store.tasks.claim({
    ...{ meeting, task: 'shopping', member: OTHER_KIRSTEN },
    ...{ source: source(OTHER_KIRSTEN), at: 3 },
  });
  store.tasks.claim({ meeting, task: 'floor', member: KIRSTEN, source: hash('words'), at: 1 });
  store.transaction(() => store.members.merge(OTHER_KIRSTEN, KIRSTEN));
  expect(held()).toEqual(['floor m-kirsten', 'shopping m-kirsten']);
  store.tasks.freeOthers(source(KIRSTEN), []);
  expect(held()).toEqual(['floor m-kirsten']);
});

it('what was taken goes with the meeting', () => {
  store.tasks.claim({ meeting, task: 'floor', member: KIRSTEN, source: hash('1'), at: 1 });
  store.meetings.remove(meeting);
  expect(db.prepare('select count(*) from tasks').pluck().get()).toBe(0);
});
