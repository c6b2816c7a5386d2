import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  ChatId,
  Group,
  GroupId,
  Identity,
  MeetingId,
  MemberId,
  MessageId,
  PersonId,
  Queued,
} from '../bot/types.ts';
import { type Db, openDatabase } from '../data/database.ts';
import { inspectDatabase } from '../data/inspect.ts';
import { createStore, type Store } from '../data/store.ts';
import { createVault, type Vault } from '../data/vault.ts';
import { createSmallWorld, instant, type SmallWorld } from './small-world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const AMINA = 'm-amina-0001' as MemberId;
const KIRSTEN = 'm-kirsten-01' as MemberId;
const NAME = 'Amina Qadir';
const GROUP = 'g-1' as GroupId;
const MEETING = 1 as MeetingId;
const LATE = Number.MAX_SAFE_INTEGER;

describe('who is forgotten', () => {
  let folder: string;
  let file: string;
  let vault: Vault;
  let db: Db;
  let store: Store;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdepunkt-people-'));
    file = join(folder, 'holdepunkt.db');
    vault = createVault(randomBytes(32));
    db = openDatabase(file, vault);
    store = createStore(db, vault);
    store.groups.add({
      ...{ id: GROUP, chat: '1@g.us' as ChatId, name: 'Ny mor', weekday: 2, start: '10:00' },
      ...{ end: '12:00', place: 'Familiehuset', zone: 'Europe/Copenhagen', languages: ['da'] },
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
      ...{ createdAt: 0 },
    });
    const time = { date: '2026-11-17', start: '10:00', end: '12:00', startsAt: 10, endsAt: 20 };
    store.meetings.plan(GROUP, time);
    live();
  });

  afterEach(() => {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** She is in everything that there is. */
  function live(): void {
    const ids = ['4511111111@c.us', '777@lid'] as PersonId[];
    store.members.add({ id: AMINA, name: NAME, language: 'ar', ids, at: 1 });
    store.members.add({
      ...{ id: KIRSTEN, name: 'Kirsten', language: 'da', at: 1 },
      ids: ['4522222222@c.us' as PersonId],
    });
    store.members.join(GROUP, AMINA, 'mother', 1);
    store.members.join(GROUP, KIRSTEN, 'volunteer', 1);
    store.members.openDirectChat(AMINA, 'direct-amina' as ChatId);
    store.inbox.markRead('direct-amina' as ChatId, AMINA, 5);
    const reading = { meeting: MEETING, answer: 'yes', late: false } as const;
    const said = { source: Buffer.from('s1'), via: 'text', member: AMINA, at: 3 } as const;
    store.answers.say({ ...said, readings: [reading] });
    store.answers.attend({ meeting: MEETING, member: AMINA, present: true, by: KIRSTEN, at: 4 });
    store.answers.attend({ meeting: MEETING, member: KIRSTEN, present: true, by: AMINA, at: 4 });
    store.unclear.notice({
      ...{ source: Buffer.from('s2'), meeting: MEETING, member: AMINA, at: 3 },
    });
    store.twins.notice({ newer: AMINA, other: KIRSTEN, noticedAt: 1 });
    store.deeds.note({
      ...{ group: GROUP, member: KIRSTEN, command: 'quiet', before: { member: AMINA }, at: 1 },
    });
    store.dialogues.ask({
      ...{ member: AMINA, group: GROUP, chat: 'direct-amina' as ChatId, kind: 'forget' },
      ...{ state: {}, askedAt: 1, expiresAt: LATE },
    });
    store.flowRuns.claim({
      ...{ key: `welcome:${GROUP}:${AMINA}:1`, group: GROUP, outcome: 'done', at: 1 },
    });
    store.outbox.queue(toQueued({ key: `hers:${AMINA}`, member: AMINA }));
    store.outbox.queue(toQueued({ key: 'welcome', text: `Velkommen\n${NAME} 🌸` }));
    store.outbox.queue(toQueued({ key: 'other', text: `${NAME}s barn` }));
    sendPoll();
  }

  function toQueued(wanted: { key: string; member?: MemberId; text?: string }): Queued {
    const { key, member, text = 'Hej' } = wanted;
    const message = { kind: 'text', text } as const;
    return { key, group: GROUP, ...(member && { member }), message, dueAt: 1, expiresAt: LATE };
  }

  function sendPoll(): void {
    const options = [
      { text: NAME, meaning: { member: AMINA } },
      { text: 'Kirsten', meaning: { member: KIRSTEN } },
    ];
    const names = options.map(({ text }) => text);
    store.outbox.queue({
      ...{ key: 'poll', group: GROUP, dueAt: 0, expiresAt: LATE },
      message: { kind: 'poll', question: 'Hvem kom?', options: names, multiple: true },
      post: { kind: 'attendance', options },
    });
    const due = store.outbox.nextDue(1);
    const row = due && store.outbox.claim(due.id, 1);
    if (!row) {
      throw new Error('The poll was not sent');
    }
    store.outbox.markSent(row, 'POLL' as MessageId, 1);
  }

  /** Every place in every table where a text stands as it is. */
  function placesOf(text: string): string[] {
    const columns = db
      .prepare(`
        select t.name as "table", c.name as "column" from pragma_table_list t
        join pragma_table_info(t.name) c where t.schema = 'main' and t.type = 'table'`)
      .all() as { table: string; column: string }[];
    return columns
      .filter(({ table, column }) =>
        db
          .prepare(`select 1 from "${table}" where instr(cast("${column}" as text), ?) > 0`)
          .get(text),
      )
      .map(({ table, column }) => `${table}.${column}`);
  }

  function filesHold(text: string): boolean {
    return [file, `${file}-wal`]
      .filter((name) => existsSync(name))
      .some((name) => readFileSync(name).includes(text));
  }

  it('is in no row any more, nor in the files', () => {
    expect(placesOf(AMINA).length).toBeGreaterThan(9);
    expect(filesHold(AMINA)).toBe(true);
    store.transaction(() => store.members.erase(AMINA, 100));
    expect(store.members.scrub()).toBe(true);
    expect(placesOf(AMINA)).toEqual([]);
    expect(filesHold(AMINA)).toBe(false);
    expect(filesHold(NAME)).toBe(false);
    expect(db.pragma('foreign_key_check')).toEqual([]);
  });

  it('is named in nothing that waits to be said; the rest is said', () => {
    store.transaction(() => store.members.erase(AMINA, 100));
    const waiting = store.outbox.list().filter(({ status }) => status === 'queued');
    expect(waiting.map(({ key }) => key)).toEqual(['other']);
    expect(store.outbox.post('1@g.us' as ChatId, 'POLL' as MessageId)?.options).toHaveLength(1);
  });

  it('leaves a database in which nothing is wrong', () => {
    store.transaction(() => store.members.erase(AMINA, 100));
    db.close();
    const wrong = inspectDatabase(file, vault).filter((check) => check.wrong > 0);
    db = openDatabase(file, vault);
    expect(wrong).toEqual([]);
  });

  it('is known by any of her ids to have been forgotten, for a year at the most', () => {
    const identity = (id: string): Identity => ({ ids: [id as PersonId] });
    store.transaction(() => store.members.erase(AMINA, 100));
    expect(store.members.byPerson('777@lid' as PersonId)).toBeNull();
    expect(store.members.forgottenAt(identity('777@lid'))).toBe(100);
    expect(store.members.forgottenAt(identity('4511111111@c.us'))).toBe(100);
    expect(store.members.forgottenAt(identity('4522222222@c.us'))).toBeNull();
    store.members.remember(identity('777@lid'));
    store.members.pruneForgotten(101);
    expect(placesOf('')).not.toContain('forgotten.at');
    expect(store.members.forgottenAt(identity('4511111111@c.us'))).toBeNull();
  });

  it('waits for the last word to her, and no longer than that can be sent', () => {
    store.outbox.queue(toQueued({ key: `forgotten:${AMINA}`, member: AMINA }));
    store.members.askErasure(AMINA, 50);
    expect(store.members.toErase(60)).toEqual([]);
    expect(store.members.toErase(49)).toEqual([]);
    store.outbox.discard(`forgotten:${AMINA}`);
    expect(store.members.toErase(60)).toEqual([AMINA]);
  });
});

describe('who comes into a group', () => {
  let world: SmallWorld;
  let group: Group;
  let mother: MemberId;
  const at = instant('2026-11-16T11:00Z');
  const waiting = (): MemberId[] =>
    world.store.members.arrivals(group.id, 0).map(({ member }) => member);

  beforeEach(async () => {
    world = createSmallWorld('2026-11-16T11:00Z');
    group = await world.addGroup({});
    mother = world.addMother(group, 'Amina');
    world.store.members.welcome(group.id, mother, at);
  });

  it.each([
    ['a week later', 7 * DAY_MS, 0],
    ['a day less than thirty later', 29 * DAY_MS, 0],
    ['much later', 40 * DAY_MS, 1],
  ])('and left, and comes back %s, is welcomed again only after long', (_, away, count) => {
    world.store.members.leave(group.id, mother, at + DAY_MS);
    world.store.members.join(group.id, mother, 'mother', at + DAY_MS + away);
    expect(waiting()).toHaveLength(count);
  });

  it('and was expected is welcomed when she comes, not before', () => {
    const expected = world.store.members.add({
      ...{ name: 'Fatima', language: 'ar', ids: ['4533333333@c.us' as PersonId], at },
    });
    world.store.members.expect(group.id, expected, at);
    expect(world.store.members.roleIn(group.id, expected)).toBeNull();
    expect(waiting()).toEqual([]);
    world.store.members.join(group.id, expected, 'mother', at + DAY_MS);
    expect(world.store.members.roleIn(group.id, expected)).toBe('mother');
    expect(waiting()).toEqual([expected]);
  });

  it('and is expected no more is gone, where nothing else is known of her', () => {
    const ids = ['4533333333@c.us' as PersonId];
    const expected = world.store.members.add({ name: 'Fatima', language: null, ids, at });
    world.store.members.expect(group.id, expected, at);
    world.store.members.unexpect(group.id, expected);
    expect(world.store.members.get(expected)).toBeNull();
    world.store.members.unexpect(group.id, mother);
    expect(world.store.members.get(mother)).not.toBeNull();
  });
});

describe('who wants no messages', () => {
  let world: SmallWorld;
  let group: Group;
  let mother: MemberId;

  beforeEach(async () => {
    world = createSmallWorld('2026-11-16T11:00Z');
    group = await world.addGroup({});
    mother = world.addMother(group, 'Amina');
    world.store.members.openDirectChat(mother, 'direct' as ChatId);
  });

  function queue(key: string, unprompted: boolean): void {
    world.store.outbox.queue({
      ...{ key, group: group.id, member: mother, message: { kind: 'text', text: 'Hej' } },
      ...{ dueAt: 1, expiresAt: LATE, ...(unprompted && { unprompted: true as const }) },
    });
  }

  const statusOf = (key: string) =>
    world.store.outbox.list().find((row) => row.key === key)?.status;

  it.each(['quiet', 'spared'] as const)('(%s) gets nothing that already waited', (standing) => {
    queue('before', true);
    world.store.members.setStanding(mother, standing, true);
    expect(statusOf('before')).toBe('void');
    expect(world.store.outbox.nextDue(2)).toBeNull();
  });

  it('gets nothing that is queued afterwards, but what she asks for', () => {
    world.store.members.setStanding(mother, 'quiet', true);
    queue('unasked', true);
    queue('asked', false);
    const due = world.store.outbox.nextDue(2);
    expect(due?.prompted).toBe(true);
    world.store.outbox.expire(2);
    expect(statusOf('unasked')).toBe('void');
    expect(statusOf('asked')).toBe('queued');
  });

  it('gets nothing that was looked up before and is claimed after', () => {
    queue('unasked', true);
    const due = world.store.outbox.nextDue(2);
    world.db.prepare('update members set quiet = 1').run();
    expect(due && world.store.outbox.claim(due.id, 2)).toBeNull();
  });

  it('is not sent again what may be under way', () => {
    queue('unasked', true);
    const due = world.store.outbox.nextDue(2);
    const row = due && world.store.outbox.claim(due.id, 2);
    world.store.members.setStanding(mother, 'quiet', true);
    world.store.outbox.retry(row?.id ?? 0, 3, null);
    world.store.outbox.expire(4);
    expect(statusOf('unasked')).toMatch(/expired|void/);
  });

  it('is still left alone when two members are one', () => {
    const other = world.addMother(group, 'Amina');
    world.store.members.setStanding(mother, 'quiet', true);
    world.store.members.setStanding(mother, 'protected', true);
    world.store.members.chooseLanguage(mother, 'ar');
    world.store.members.merge(mother, other);
    expect(world.store.members.get(other)).toMatchObject({
      ...{ quiet: true, spared: false, protected: true, language: 'ar' },
    });
    expect(world.store.members.hasChosenLanguage(other)).toBe(true);
  });
});

describe('the office', () => {
  let world: SmallWorld;
  let group: Group;
  let mother: MemberId;

  beforeEach(async () => {
    world = createSmallWorld('2026-11-16T11:00Z');
    group = await world.addGroup({});
    mother = world.addMother(group, 'Amina');
    world.addMother(group, 'Sara');
  });

  it('shows all that is kept of somebody, and rows of every other table that is about her', () => {
    world.store.twins.notice({ newer: mother, other: mother, noticedAt: 1 });
    const shown = world.office.exportPerson('amina');
    expect(shown).toMatchObject({
      ...{ id: mother, name: 'Amina', ids: [expect.stringMatching(/@c\.us$/)], quiet: false },
      ...{ groups: [{ group: group.id, role: 'mother', leftAt: null }], rows: { twins: 2 } },
    });
  });

  it('erases her at once', () => {
    expect(world.office.erasePerson(mother).erased).toBe(mother);
    expect(world.office.members(group.id).map(({ name }) => name)).toEqual(['Sara']);
    expect(() => world.office.exportPerson(mother)).toThrow('member: 0 are called so');
  });

  it('keeps somebody protected out of names and counts, until that is ended', () => {
    expect(world.office.status().members).toBe(2);
    world.office.protectMember({ group: group.id, member: 'Amina' });
    expect(world.office.members(group.id)).toEqual([
      expect.objectContaining({ id: mother, name: '', protected: true }),
      expect.objectContaining({ name: 'Sara' }),
    ]);
    expect(world.office.status().members).toBe(1);
    world.office.protectMember({ group: group.id, member: mother, off: true });
    expect(world.office.status().members).toBe(2);
  });

  it("does nothing where the name is nobody's, several people's, or the group is another", async () => {
    world.addMother(group, 'Sara');
    const other = await world.addGroup({});
    expect(() => world.office.erasePerson('Zarah')).toThrow('0 are called so');
    expect(() => world.office.erasePerson('')).toThrow('0 are called so');
    expect(() => world.office.erasePerson('sara')).toThrow('2 are called so');
    expect(() => world.office.protectMember({ group: other.id, member: 'Amina' })).toThrow(
      'group:',
    );
  });
});
