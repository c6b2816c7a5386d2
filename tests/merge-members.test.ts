import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type {
  ChatId,
  GroupId,
  MeetingId,
  MemberId,
  MessageId,
  PersonId,
  Queued,
  Role,
} from '../bot/types.ts';
import { type Db, openDatabase } from '../data/database.ts';
import { answerSource, membershipSource, messageSource } from '../data/sources.ts';
import { createStore, type Store } from '../data/store.ts';
import { createVault, type Vault } from '../data/vault.ts';

const OLD = 'm-old' as MemberId;
const OWN = 'm-own' as MemberId;
const KIRSTEN = 'm-kirsten' as MemberId;
const GROUP = 'g-1' as GroupId;
const POLL = 'POLL' as MessageId;
const LATE = Number.MAX_SAFE_INTEGER;

/** Where each sealed value is bound to; whoever adds a sealed column adds it here. */
const PLACES: Readonly<Record<string, (row: Record<string, unknown>) => string>> = {
  'groups.chat_sealed': ({ id }) => `groups.chat:${id}`,
  'groups.name_sealed': ({ id }) => `groups.name:${id}`,
  'groups.place_sealed': ({ id }) => `groups.place:${id}`,
  'members.name_sealed': ({ id }) => `members.name:${id}`,
  'members.direct_chat_sealed': ({ id }) => `members.direct_chat:${id}`,
  'aliases.person_sealed': ({ member_id }) => `aliases.person:${member_id}`,
  'outbox.payload_sealed': ({ key }) => `outbox.payload:${key}`,
};

let db: Db;
let vault: Vault;
let store: Store;

beforeEach(() => {
  vault = createVault(randomBytes(32));
  db = openDatabase(':memory:', vault);
  store = createStore(db, vault);
  addGroup(GROUP);
  addMember(OLD, 'lid', 200);
  addMember(OWN, 'phone', 100);
  addMember(KIRSTEN, 'kirsten', 50);
});

function addGroup(id: GroupId): void {
  store.groups.add({
    ...{ id, chat: chatOf(id), name: 'Ny mor', weekday: 2, start: '10:00', end: '12:00' },
    ...{ place: 'Familiehuset', zone: 'Europe/Copenhagen', languages: ['da'], starts: null },
    ...{
      ends: null,
      reminders: [],
      municipality: null,
      off: [],
      asks: false,
      kind: 'group',
      checkin: null,
      createdAt: 0,
    },
  });
}

function chatOf(group: GroupId): ChatId {
  return `${group}@g.us` as ChatId;
}

function addMember(id: MemberId, person: string, at: number): void {
  store.members.add({ id, name: 'Amina', language: null, ids: [person as PersonId], at });
  store.members.join(GROUP, id, 'mother', at);
}

function addMeeting(day: number): MeetingId {
  const date = `2026-11-${day}`;
  const time = { start: '10:00', end: '12:00', startsAt: day * 1000, endsAt: day * 1000 + 1 };
  store.meetings.plan(GROUP, { date, ...time });
  return db.prepare('select id from meetings where date = ?').pluck().get(date) as MeetingId;
}

function merge(from: MemberId = OLD, to: MemberId = OWN): void {
  store.transaction(() => store.members.merge(from, to));
}

interface Cell {
  readonly place: string;
  readonly value: unknown;
  readonly row: Record<string, unknown>;
}

/** Every value of every row of every table. */
function cells(): Cell[] {
  const tables = db.prepare("select name from sqlite_schema where type = 'table'").pluck().all();
  return tables.flatMap((table) =>
    (db.prepare(`select * from ${table}`).all() as Record<string, unknown>[]).flatMap((row) =>
      Object.entries(row).map(([column, value]) => ({ place: `${table}.${column}`, value, row })),
    ),
  );
}

/** What every sealed value says; one that does not open throws. */
function opened(): string[] {
  return cells()
    .filter(({ place, value }) => place.endsWith('_sealed') && value !== null)
    .map(({ place, value, row }) => vault.open(value as Buffer, PLACES[place]?.(row) ?? ''));
}

/** Nothing names her who is gone, openly or sealed. */
function expectGone(id: MemberId): void {
  const named = cells().filter(({ value }) =>
    (value instanceof Buffer ? value.toString('latin1') : String(value)).includes(id),
  );
  expect(named.map(({ place }) => place)).toEqual([]);
  expect(opened().filter((text) => text.includes(id))).toEqual([]);
}

function queue(key: string, more: Partial<Queued> = {}): void {
  store.outbox.queue({
    ...{ key, group: GROUP, dueAt: 1, expiresAt: LATE, message: { kind: 'text', text: 'Hej' } },
    ...more,
  });
}

/** A poll with both names, to tick who came. */
function attendancePoll(meeting: MeetingId): Partial<Queued> {
  const options = [OLD, OWN].map((member) => ({ text: `option ${member}`, meaning: { member } }));
  const texts = ['Amina', 'Amina (2)'];
  return {
    member: KIRSTEN,
    meeting,
    message: { kind: 'poll', question: 'Hvem kom?', options: texts, multiple: true },
    post: {
      kind: 'attendance',
      options: options.map(({ meaning }, index) => ({ text: texts[index] ?? '', meaning })),
    },
  };
}

/** Sends all that is due; the poll of the group is `POLL`. */
function send(): void {
  for (let due = store.outbox.nextDue(1); due; due = store.outbox.nextDue(1)) {
    const claimed = store.outbox.claim(due.id, 1);
    if (!claimed) {
      throw new Error('It was not claimed');
    }
    const id = claimed.key === 'poll' ? POLL : (`S-${claimed.key}` as MessageId);
    store.outbox.markSent(claimed, id, 1);
  }
}

function voteSource(member: MemberId): Buffer {
  const post = messageSource(store.hash, chatOf(GROUP), POLL);
  return answerSource(store.hash, post, { kind: 'vote', member });
}

function vote(member: MemberId, meeting: MeetingId, answer: 'yes' | 'no', at: number): void {
  store.inbox.claim(voteSource(member), at, at);
  const readings = [{ meeting, answer, late: false }];
  store.answers.say({ source: voteSource(member), via: 'vote', member, at, readings });
}

function postPoll(meeting: MeetingId): void {
  queue('poll', {
    meeting,
    message: { kind: 'poll', question: 'Kommer du?', options: ['Ja', 'Nej'], multiple: false },
    post: { kind: 'poll', options: [{ text: 'Ja', meaning: { answer: 'yes' } }] },
  });
  send();
}

describe('two members made one', () => {
  it('leave nothing of the one, in any column of any table, and all that is sealed opens', () => {
    const meeting = addMeeting(17);
    store.members.openDirectChat(OLD, 'direct-old' as ChatId);
    store.members.openDirectChat(KIRSTEN, 'direct-kirsten' as ChatId);
    store.inbox.markRead('direct-old' as ChatId, OLD, 5);
    postPoll(meeting);
    queue('attendance', attendancePoll(meeting));
    send();
    queue('attendance again', attendancePoll(meeting));
    queue(`summary:${OLD}:${GROUP}:2026-W47`, { member: OLD });
    vote(OLD, meeting, 'yes', 10);
    store.answers.attend({ meeting, member: KIRSTEN, present: true, by: OLD, at: 1 });
    store.answers.attend({ meeting, member: OLD, present: true, by: OLD, at: 1 });
    store.twins.notice({ newer: OLD, other: OWN, noticedAt: 1 });
    queue(store.twins.questionKey(OLD, KIRSTEN), { member: KIRSTEN });
    store.flowRuns.claim({
      ...{ key: store.twins.questionKey(OLD, KIRSTEN), group: GROUP, outcome: 'done', at: 1 },
    });
    store.flowRuns.claim({ key: `told:${OLD}`, group: GROUP, outcome: 'done', at: 1 });

    // The scan sees her now, openly and sealed.
    expect(cells().filter(({ value }) => String(value).includes(OLD)).length).toBeGreaterThan(10);
    expect(opened().some((text) => text.includes(OLD))).toBe(true);
    merge();
    expectGone(OLD);
    expect(db.pragma('foreign_key_check')).toEqual([]);
  });

  it('have both their ids', () => {
    merge();
    for (const id of ['lid', 'phone'] as PersonId[]) {
      expect(store.members.byPerson(id)?.id).toBe(OWN);
    }
    expect(store.members.countIds(OWN)).toBe(2);
    expect(opened()).toEqual(expect.arrayContaining(['lid', 'phone']));
  });

  it('have what one of them lacked: name, language, direct chat', () => {
    store.members.add({ id: 'm-bare' as MemberId, name: '', language: null, ids: [], at: 1 });
    store.members.setLanguage(OLD, 'ar');
    store.members.openDirectChat(OLD, 'direct-old' as ChatId);
    merge(OLD, 'm-bare' as MemberId);
    expect(store.members.get('m-bare' as MemberId)).toMatchObject({
      ...{ name: 'Amina', language: 'ar', directChat: 'direct-old' },
    });
  });

  it('keep what the one that stays has herself', () => {
    store.members.add({ id: 'm-full' as MemberId, name: 'Sara', language: 'so', ids: [], at: 1 });
    store.members.openDirectChat('m-full' as MemberId, 'direct-full' as ChatId);
    store.members.setLanguage(OLD, 'ar');
    store.members.openDirectChat(OLD, 'direct-old' as ChatId);
    merge(OLD, 'm-full' as MemberId);
    expect(store.members.get('m-full' as MemberId)).toMatchObject({
      ...{ name: 'Sara', language: 'so', directChat: 'direct-full' },
    });
  });

  it('are told in the chat of the one what was queued for the other, and nothing twice', () => {
    store.members.openDirectChat(OLD, 'direct-old' as ChatId);
    store.inbox.markRead('direct-old' as ChatId, OLD, 5);
    queue(`summary:${OLD}:week`, { member: OLD });
    queue(`note:${OLD}:week`, { member: OLD });
    queue(`note:${OWN}:week`, { member: OWN });
    merge();
    const keys = store.outbox.list().map(({ key, member }) => `${key} ${member}`);
    expect(keys.sort()).toEqual([`note:${OWN}:week ${OWN}`, `summary:${OWN}:week ${OWN}`]);
    const due = store.outbox.nextDue(1);
    expect(store.outbox.claim(due?.id ?? 0, 1)?.chat).toBe('direct-old');
    const owner = db.prepare('select member_id from chats').pluck().all();
    expect(owner).toEqual([OWN]);
  });

  it('are not told again what may be under way to the other', () => {
    store.members.openDirectChat(OLD, 'direct-old' as ChatId);
    queue(`summary:${OLD}:week`, { member: OLD });
    const due = store.outbox.nextDue(1);
    const claimed = store.outbox.claim(due?.id ?? 0, 1);
    store.outbox.doubt(claimed?.id ?? 0, 2, null);
    merge();
    expect(store.outbox.doubtful(2)).toMatchObject([{ key: `summary:${OWN}:week`, expiresAt: 0 }]);
  });

  it('are in a group of one of them as she was', () => {
    const other = 'g-2' as GroupId;
    addGroup(other);
    store.members.join(other, OLD, 'volunteer', 300);
    merge();
    expect(store.members.roleIn(other, OWN)).toBe('volunteer');
    expect(store.members.inGroup(other)).toHaveLength(1);
  });

  it.each<[Role, Role, Role]>([
    ['mother', 'mother', 'mother'],
    ['volunteer', 'mother', 'volunteer'],
    ['mother', 'volunteer', 'volunteer'],
    ['nurse', 'coordinator', 'coordinator'],
  ])('in a group of both, %s and %s are %s', (old, own, role) => {
    store.members.setRole(GROUP, OLD, old);
    store.members.setRole(GROUP, OWN, own);
    merge();
    expect(store.members.roleIn(GROUP, OWN)).toBe(role);
  });

  it.each<[number | null, number | null, number | null]>([
    [null, null, null],
    [500, null, null],
    [null, 500, null],
    [500, 600, 600],
  ])('left at %s and at %s, have left at %s', (old, own, left) => {
    for (const [member, at] of [
      [OLD, old],
      [OWN, own],
    ] as const) {
      if (at !== null) {
        store.members.leave(GROUP, member, at);
      }
    }
    merge();
    const row = db.prepare('select joined_at, left_at from memberships where member_id = ?');
    expect(row.all(OWN)).toEqual([{ joined_at: 100, left_at: left }]);
  });

  it('came where one was recorded; where both were, the record of the one that stays counts', () => {
    const [first, both] = [addMeeting(10), addMeeting(17)];
    const attend = (meeting: MeetingId, member: MemberId, present: boolean) =>
      store.answers.attend({ meeting, member, present, by: KIRSTEN, at: 1 });
    attend(first, OLD, true);
    attend(both, OLD, true);
    attend(both, OWN, false);
    store.answers.attend({ meeting: both, member: KIRSTEN, present: true, by: OLD, at: 1 });
    merge();
    expect(store.answers.attendance(first)).toEqual([{ member: OWN, present: true }]);
    expect(store.answers.attendance(both)).toContainEqual({ member: OWN, present: false });
    const by = db.prepare('select recorded_by from attendance where member_id = ?').pluck();
    expect(by.get(KIRSTEN)).toBe(OWN);
  });

  it('are ticked by either name in a poll that was sent, or is still to be', () => {
    const meeting = addMeeting(17);
    store.members.openDirectChat(KIRSTEN, 'direct-kirsten' as ChatId);
    queue('sent', attendancePoll(meeting));
    send();
    queue('queued', attendancePoll(meeting));
    merge();
    send();
    for (const key of ['sent', 'queued']) {
      const post = store.outbox.post('direct-kirsten' as ChatId, `S-${key}` as MessageId);
      const meanings = post?.options.map(({ meaning }) => meaning);
      expect(meanings).toEqual([{ member: OWN }, { member: OWN }]);
    }
  });

  it('throw where they are the same member, and nothing is lost', () => {
    expect(() => merge(OWN, OWN)).toThrow();
    expect(store.members.get(OWN)?.name).toBe('Amina');
  });
});

describe('what two members said, once they are one', () => {
  it('is the latest of both', () => {
    const [first, second] = [addMeeting(17), addMeeting(24)];
    const say = (member: MemberId, meeting: MeetingId, answer: 'yes' | 'no', at: number) =>
      store.answers.say({
        ...{ source: randomBytes(16), via: 'text', member, at },
        readings: [{ meeting, answer, late: false }],
      });
    say(OLD, first, 'yes', 1);
    say(OWN, first, 'no', 2);
    say(OLD, second, 'yes', 3);
    merge();
    const answers = (meeting: MeetingId) =>
      store.answers.rsvps(meeting).map(({ member, answer }) => `${member} ${answer}`);
    expect([answers(first), answers(second)]).toEqual([[`${OWN} no`], [`${OWN} yes`]]);
  });

  it('in a poll can be taken back, and does not count again when it is read again', () => {
    const meeting = addMeeting(17);
    postPoll(meeting);
    vote(OLD, meeting, 'yes', 10);
    merge();
    expect(store.answers.rsvps(meeting)).toHaveLength(1);
    expect(store.inbox.claim(voteSource(OWN), 10, 11)).toBe(false);
    expect(store.inbox.claim(voteSource(OWN), 12, 12)).toBe(true);
    expect(store.answers.takeBack(voteSource(OWN))).toBe(true);
    expect(store.answers.rsvps(meeting)).toEqual([]);
  });

  it.each([
    ['earlier', 10, 20, 'no'],
    ['later', 30, 20, 'yes'],
  ])('in one poll is the later vote, the one that goes being the %s', (_, old, own, answer) => {
    const meeting = addMeeting(17);
    postPoll(meeting);
    vote(OLD, meeting, 'yes', old);
    vote(OWN, meeting, 'no', own);
    merge();
    expect(store.answers.rsvps(meeting)).toMatchObject([{ member: OWN, answer }]);
    expect(store.answers.takeBack(voteSource(OWN))).toBe(true);
    expect(store.answers.rsvps(meeting)).toEqual([]);
  });

  it('by leaving is not handled a second time', () => {
    const source = (member: MemberId) => membershipSource(store.hash, chatOf(GROUP), member);
    store.inbox.claim(source(OLD), 300, 300);
    merge();
    expect(store.inbox.claim(source(OWN), 300, 301)).toBe(false);
    expect(store.inbox.claim(source(OWN), 302, 302)).toBe(true);
  });
});

describe('an identity with ids of several members', () => {
  const ids = ['lid', 'phone', 'new'] as PersonId[];

  it('makes them one: the first stays, and has all ids', () => {
    const known = store.transaction(() => store.members.recognise({ ids }));
    expect(known?.id).toBe(OWN);
    expect(store.members.get(OLD)).toBeNull();
    expect(ids.map((id) => store.members.byPerson(id)?.id)).toEqual([OWN, OWN, OWN]);
  });

  it('of the same age: the one whose id comes first', () => {
    addMember('m-a' as MemberId, 'twin', 100);
    const twins = { ids: ['phone', 'twin'] as PersonId[] };
    expect(store.transaction(() => store.members.recognise(twins))?.id).toBe('m-a');
  });

  it('of nobody is nobody', () => {
    expect(store.members.recognise({ ids: ['new' as PersonId] })).toBeNull();
  });
});

describe('pairs that may be one', () => {
  const pairs = () => store.twins.openIn(GROUP).map(({ newer, other }) => `${newer} ${other}`);

  it('are open until somebody decides, or they are one', () => {
    store.twins.notice({ newer: OLD, other: OWN, noticedAt: 1 });
    expect(pairs()).toEqual([`${OLD} ${OWN}`]);
    store.twins.decideDifferent(OLD);
    store.twins.notice({ newer: OLD, other: OWN, noticedAt: 2 });
    expect(pairs()).toEqual([]);
  });

  it('are not open any more where one has left, or the channel has told both ids of one', () => {
    store.twins.notice({ newer: OLD, other: OWN, noticedAt: 1 });
    store.members.leave(GROUP, OWN, 500);
    expect(pairs()).toEqual([]);
    store.members.join(GROUP, OWN, 'mother', 600);
    expect(pairs()).toHaveLength(1);
    store.members.recognise({ ids: ['phone', 'phone-lid'] as PersonId[] });
    expect(pairs()).toEqual([]);
  });

  it.each([
    ['the newer', OLD, OWN],
    ['the other', OWN, OLD],
  ])('end when %s becomes part of her twin, with the question that was not sent', (_, from, to) => {
    store.twins.notice({ newer: OLD, other: OWN, noticedAt: 1 });
    queue(store.twins.questionKey(OLD, KIRSTEN));
    merge(from, to);
    expect(db.prepare('select count(*) from twins').pluck().get()).toBe(0);
    expect(store.outbox.list()).toEqual([]);
  });

  it('go on where one of them becomes part of a third', () => {
    addMember('m-third' as MemberId, 'third', 300);
    store.twins.notice({ newer: 'm-third' as MemberId, other: OLD, noticedAt: 1 });
    store.twins.notice({ newer: OLD, other: KIRSTEN, noticedAt: 1 });
    merge();
    const rows = db.prepare('select member_id, other_id from twins order by member_id').all();
    expect(rows).toEqual([
      { member_id: OWN, other_id: KIRSTEN },
      { member_id: 'm-third', other_id: OWN },
    ]);
  });
});
