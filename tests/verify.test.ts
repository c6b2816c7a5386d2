/** What verifying finds in a database, and the commands for people. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { verifyDatabase } from '../bot/backup.ts';
import { BOTH, groupsIn, letABotLive, meddle, moveIn, ONE, wrongIn, zeroPage } from './lived-in.ts';
import { run } from './run-cli.ts';

const MANAGE = 'bot/cli/manage.ts';

letABotLive();

describe('verifying', () => {
  it('finds nothing wrong where a bot has lived, and changes nothing', () => {
    const { config, folder } = moveIn();
    const before = readdirSync(folder);
    const { ok, checks } = verifyDatabase(config);
    expect(wrongIn(checks)).toEqual({});
    expect(ok).toBe(true);
    const looked = Object.fromEntries(checks.map((check) => [check.name, check.looked]));
    // Two groups with three sealed values each; six members, each with a name, a direct chat, an id.
    expect(looked['sealed values']).toBeGreaterThanOrEqual(2 * 3 + 6 * 3);
    expect(looked['hashes']).toBeGreaterThanOrEqual(2 + 6);
    expect(looked['file']).toBeGreaterThan(10);
    expect(readdirSync(folder).filter((name) => !before.includes(name))).toEqual([]);
    expect(groupsIn(folder)).toEqual(BOTH);
  });

  it.each([
    ['update aliases set person_sealed = randomblob(60)', { 'sealed values': 12 }],
    ['update groups set place_sealed = name_sealed', { 'sealed values': 2 }],
    ['update aliases set person_hash = randomblob(16)', { hashes: 12 }],
    ["insert into chats values (x'00', null, 1)", { orphans: 1 }],
    ['delete from aliases', { orphans: 6 }],
    ['delete from memberships', { orphans: 6 }],
    ["update outbox set status = 'queued', payload_sealed = null where id = 1", { orphans: 1 }],
    [
      "insert into memberships (group_id, member_id, role, joined_at) values ('g-none', 'm-none', 'mother', 1)",
      { references: 2 },
    ],
    ['drop index groups_wake', { schema: 1 }],
    ['create table notes (text text)', { schema: 1 }],
    ["update meta set value = x'00' where name = 'key_check'", { key: 1 }],
    ['pragma user_version = 4711', { version: 1 }],
  ] as const)('finds %s', (sql, wrong) => {
    const { config, database } = moveIn();
    meddle(database, sql);
    const { ok, checks } = verifyDatabase(config);
    expect(ok).toBe(false);
    expect(wrongIn(checks)).toEqual(wrong);
  });

  it('finds one flipped byte, and says where', () => {
    const { config, database } = moveIn();
    const db = new Database(database);
    const group = db
      .prepare<[], { id: string; sealed: Buffer }>('select id, name_sealed as sealed from groups')
      .get();
    const { id = '', sealed = Buffer.alloc(0) } = group ?? {};
    sealed.writeUInt8(sealed.readUInt8(20) ^ 1, 20);
    db.prepare('update groups set name_sealed = ? where id = ?').run(sealed, id);
    db.close();
    const { checks } = verifyDatabase(config);
    expect(wrongIn(checks)).toEqual({ 'sealed values': 1 });
    const found = checks.find((check) => check.name === 'sealed values');
    expect(found?.note).toBe(`groups.name of ${id}`);
  });

  it('finds a page that was overwritten', () => {
    const { config, database } = moveIn();
    meddle(database, 'pragma journal_mode = DELETE');
    writeFileSync(database, zeroPage(readFileSync(database), 5));
    expect(wrongIn(verifyDatabase(config).checks)['file']).toBeGreaterThan(0);
  });

  it('names no person', () => {
    const { config, database } = moveIn();
    meddle(
      database,
      "update members set name_sealed = x'00'; update groups set name_sealed = x'00'",
    );
    expect(JSON.stringify(verifyDatabase(config))).not.toMatch(/Amina|Vollsmose|@/);
  });
});

describe('manage', () => {
  it('backs up, restores and verifies, for people and for programs', async () => {
    const { folder, backup } = moveIn();
    const file = join(folder, 'today.backup');
    const made = await run(MANAGE, ['backup', file], folder);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toMatch(
      /^Wrote \S+today\.backup \(\d\.\d MB\) and checked it\.\nThe key is not in it: it is in \S+holdepunkt\.key\.\n/,
    );
    const verified = await run(MANAGE, ['verify'], folder);
    expect(verified).toMatchObject({ code: 0, err: '' });
    expect(verified.out).toMatch(/^sealed values +\d+\n[\s\S]*All is well\.\n$/m);
    const restored = await run(MANAGE, ['restore', backup, '--json'], folder);
    expect(restored).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(restored.out)).toMatchObject({ ok: true, contents: { groups: 1 } });
    expect(groupsIn(folder)).toEqual(ONE);
  });

  it('exits with 1 where something is wrong, and with 2 where nothing could be done', async () => {
    const { folder, database, backup } = moveIn();
    meddle(database, 'drop index groups_wake');
    const verified = await run(MANAGE, ['verify', '--json'], folder);
    expect(verified).toMatchObject({ code: 1, err: '' });
    expect(JSON.parse(verified.out).checks).toContainEqual(
      expect.objectContaining({ name: 'schema', wrong: 1, note: 'groups_wake' }),
    );
    for (const [line, says] of [
      [['backup'], /a FILE is missing/],
      [['backup', backup], /is there already/],
      [['backup', 'one', 'two'], /"two" is not expected/],
      [['restore', 'no-such-file'], /no such file/],
      [['verify', 'it'], /"it" is not expected/],
    ] as const) {
      const { code, out, err } = await run(MANAGE, line, folder);
      expect({ line, code, out }).toEqual({ line, code: 2, out: '' });
      expect(err).toMatch(/^manage: [^\n]+\n$/);
      expect(err).toMatch(says);
    }
    const nothing = await run(MANAGE, ['verify'], join(folder, 'nowhere'));
    expect(nothing).toMatchObject({ code: 2, out: '' });
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });
});
