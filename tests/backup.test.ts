/** Backups of a database that a bot has lived in: made while it writes, restored, damaged, killed on the way. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeBackup, restoreBackup, verifyDatabase } from '../bot/backup.ts';
import { QUIET_JOBS } from '../bot/cli/quiet-jobs.ts';
import { systemClock } from '../bot/clock.ts';
import { createLife, openHoldings } from '../bot/holdings.ts';
import {
  BOTH,
  groupsIn,
  type House,
  letABotLive,
  meddle,
  moveIn,
  moveInAnew,
  ONE,
  talk,
  wrongIn,
  zeroPage,
} from './lived-in.ts';
import { Program } from './program.ts';

const KILL_AT_STEP = join(import.meta.dirname, 'kill-at-step.ts');

letABotLive();

function restore({ config, backup }: House): ReturnType<typeof restoreBackup> {
  return restoreBackup(config, backup, systemClock);
}

const databasesIn = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.startsWith('holdepunkt.db'));

const modeOf = (file: string): number => statSync(file).mode & 0o777;

describe('a backup', () => {
  it('is whole, its owner’s alone, and without the key', async () => {
    const { config, folder } = moveIn();
    const file = join(folder, 'today.backup');
    const made = await makeBackup(config, file);
    expect(made).toMatchObject({ file, ok: true, keyFile: join(folder, 'holdepunkt.key') });
    expect(made.bytes).toBe(statSync(file).size);
    expect(modeOf(file)).toBe(0o600);
    const bytes = readFileSync(file);
    const key = readFileSync(join(folder, 'holdepunkt.key'), 'utf8').trim();
    expect(bytes.includes(Buffer.from(key, 'hex')) || bytes.includes(key)).toBe(false);
    expect(bytes.includes('Vollsmose')).toBe(false);
    const beside = readdirSync(folder).filter((name) => name.startsWith('today.backup'));
    expect(beside).toEqual(['today.backup']);
  });

  it('never takes the place of a file', async () => {
    const { config, folder, backup } = moveIn();
    const before = readFileSync(backup);
    await expect(makeBackup(config, backup)).rejects.toThrow(/is there already/);
    expect(readFileSync(backup).equals(before)).toBe(true);
    await expect(makeBackup(config, folder)).rejects.toThrow(/is there already/);
  });

  it('leaves nothing where it cannot be made', async () => {
    const { config, folder, database } = moveIn();
    const missing = join(folder, 'no', 'such', 'folder.db');
    await expect(makeBackup(config, missing)).rejects.toThrow(/cannot be written \(ENOENT\)/);
    meddle(database, 'pragma journal_mode = DELETE');
    writeFileSync(database, 'no database any more'.repeat(1000));
    const file = join(folder, 'today.backup');
    await expect(makeBackup(config, file)).rejects.toThrow(/holdepunkt\.db cannot be/);
    expect(readdirSync(folder).filter((name) => name.startsWith('today'))).toEqual([]);
  });

  it('is consistent while the bot writes', async () => {
    const { config, folder } = moveIn();
    const program = await new Program({ folder }).ready();
    onTestFinished(() => program.kill());
    let talking = true;
    const writing = (async () => {
      for (let round = 0; talking; round += 1) {
        await talk(program, `Ny mor ${round}`);
      }
    })();
    for (let number = 1; number <= 8; number += 1) {
      const made = await makeBackup(config, join(folder, `${number}.backup`));
      expect(wrongIn(made.checks)).toEqual({});
      expect(wrongIn(verifyDatabase(config).checks)).toEqual({});
    }
    talking = false;
    await writing;
    const first = statSync(join(folder, '1.backup')).size;
    expect(statSync(join(folder, '8.backup')).size).toBeGreaterThan(first);
  }, 60_000);
});

describe('restoring', () => {
  it('fills an empty folder', async () => {
    const house = moveInAnew();
    const restored = await restore(house);
    expect(restored).toMatchObject({ ok: true, kept: null, file: house.database });
    expect(restored.contents).toMatchObject({ groups: 1, members: 3 });
    expect(readdirSync(house.folder).sort()).toEqual(['holdepunkt.db', 'holdepunkt.key']);
    expect(modeOf(house.database)).toBe(0o600);
    expect(groupsIn(house.folder)).toEqual(ONE);
  });

  it('keeps what was there, with what its write-ahead log held and with its mode', async () => {
    const house = moveIn();
    expect(statSync(`${house.database}-wal`).size).toBeGreaterThan(0);
    chmodSync(house.database, 0o640);
    const { kept } = await restore(house);
    expect(kept).toMatch(/holdepunkt\.db\.before-restore-20\S+Z$/);
    expect(groupsIn(house.folder)).toEqual(ONE);
    expect(modeOf(String(kept))).toBe(0o640);
    renameSync(String(kept), house.database);
    expect(groupsIn(house.folder)).toEqual(BOTH);
  });

  it('takes the place of a database that is damaged, and keeps that too', async () => {
    const house = moveIn();
    meddle(house.database, 'pragma journal_mode = DELETE');
    writeFileSync(house.database, 'not SQLite', { flag: 'r+' });
    writeFileSync(`${house.database}-wal`, 'no log');
    const damaged = readFileSync(house.database);
    const { kept } = await restore(house);
    expect(groupsIn(house.folder)).toEqual(ONE);
    expect(readFileSync(String(kept)).equals(damaged)).toBe(true);
    expect(existsSync(`${house.database}-wal`)).toBe(false);
  });

  it('is not fooled by the log of a database that is gone', async () => {
    const house = moveIn();
    rmSync(house.database);
    await restore(house);
    expect(groupsIn(house.folder)).toEqual(ONE);
  });

  it('is refused while a bot runs', async () => {
    const house = moveIn();
    const program = await new Program({ folder: house.folder }).ready();
    onTestFinished(() => program.kill());
    await expect(restore(house)).rejects.toThrow(/in use by process \d+/);
    expect(await program.call('GET /state')).toBeDefined();
  });

  it('is refused while another program has the database open', async () => {
    const house = moveIn();
    const other = new Database(house.database);
    other.prepare('select count(*) from groups').get();
    await expect(restore(house)).rejects.toThrow(/open in another program/);
    other.close();
    expect(groupsIn(house.folder)).toEqual(BOTH);
  });

  it.each([
    ['no file', (file: string) => rmSync(file), /no such file/],
    [
      'half a file',
      (file: string) => truncateSync(file, statSync(file).size / 2),
      /cannot be used/,
    ],
    [
      'another file',
      (file: string) => writeFileSync(file, 'a letter to somebody'),
      /cannot be used/,
    ],
    ['an empty file', (file: string) => writeFileSync(file, ''), /no database of Holdepunkt/],
    [
      'a newer one',
      (file: string) => meddle(file, 'pragma user_version = 4711'),
      /of version 4711, this program knows \d+: update/,
    ],
    [
      'a page of zeros',
      (file: string) => writeFileSync(file, zeroPage(readFileSync(file), 4)),
      /cannot be used \(file\)/,
    ],
    [
      'one of another program',
      (file: string) => {
        rmSync(file);
        meddle(file, 'create table recipes (name text)');
      },
      /no database of Holdepunkt/,
    ],
    [
      'one that is in use',
      (file: string) => writeFileSync(`${file}-wal`, 'something'),
      /in use as a database/,
    ],
  ])('refuses %s and leaves all as it was', async (_, spoil, says) => {
    const house = moveIn();
    const before = databasesIn(house.folder);
    spoil(house.backup);
    await expect(restore(house)).rejects.toThrow(says);
    expect(databasesIn(house.folder)).toEqual(before);
    expect(groupsIn(house.folder)).toEqual(BOTH);
  });

  it('refuses the database itself', async () => {
    const house = moveIn();
    await expect(restore({ ...house, backup: house.database })).rejects.toThrow(/itself/);
  });

  it('refuses another key, and makes none where there is none', async () => {
    const house = moveInAnew();
    const key = join(house.folder, 'holdepunkt.key');
    writeFileSync(key, 'ab'.repeat(32));
    await expect(restore(house)).rejects.toThrow(/written with another key/);
    rmSync(key);
    await expect(restore(house)).rejects.toThrow(/holdepunkt\.key is missing/);
    expect(readdirSync(house.folder)).toEqual([]);
  });

  it('takes one in which a value does not open, and says so', async () => {
    const house = moveIn();
    meddle(house.backup, 'update members set name_sealed = randomblob(40)');
    const restored = await restore(house);
    expect(wrongIn(restored.checks)).toEqual({ 'sealed values': 3 });
  });

  it('says nothing twice that was sent after the backup was made', async () => {
    const house = moveIn();
    const said = async (between: () => Promise<void>): Promise<string[]> => {
      const holdings = openHoldings(house.config);
      const { store, simulator } = holdings;
      const { bot } = createLife(holdings, QUIET_JOBS);
      const [group] = store.groups.all();
      if (!group) {
        throw new Error('There is no group');
      }
      const at = simulator.clock.now();
      const message = { kind: 'text', text: 'Vi ses i morgen, siger prøven' } as const;
      const sending = { group: group.id, message, dueAt: at, expiresAt: at + 3_600_000 };
      store.outbox.queue({ ...sending, key: 'test' });
      await between();
      await bot.start();
      await bot.stop();
      const texts = simulator.messages(group.chat).flatMap((one) => one.text ?? []);
      holdings.close();
      return texts.filter((text) => text === message.text);
    };
    const file = join(house.folder, 'queued.backup');
    const back = async (): Promise<void> => {};
    expect(await said(async () => void (await makeBackup(house.config, file)))).toHaveLength(1);
    expect(verifyDatabase(house.config).ok).toBe(true);
    const restored = await restore({ ...house, backup: file });
    expect(restored.contents.waiting).toBeGreaterThanOrEqual(1);
    expect(await said(back)).toHaveLength(1);
  });
});

describe('a restore that is killed', () => {
  it('leaves the old or the new, whole, at whatever step', async () => {
    const seen = new Set<string>();
    let steps = 0;
    for (let isDone = false; !isDone; ) {
      const house = moveIn();
      steps += 1;
      const { code, signal } = await runKilled(house, steps);
      isDone = code === 0;
      expect(isDone || signal === 'SIGKILL').toBe(true);
      const groups = groupsIn(house.folder);
      seen.add(groups.join());
      expect([ONE.join(), BOTH.join()]).toContain(groups.join());
      expect(wrongIn(verifyDatabase(house.config).checks)).toEqual({});
      await restore(house);
      expect(groupsIn(house.folder)).toEqual(ONE);
      expect(existsSync(`${house.database}.restoring`)).toBe(false);
      rmSync(house.folder, { recursive: true });
    }
    expect(steps).toBeGreaterThan(20);
    expect(seen.size).toBe(2);
  }, 120_000);
});

async function runKilled(
  { folder, backup }: House,
  step: number,
): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  const root = join(import.meta.dirname, '..');
  const args = ['--import', KILL_AT_STEP, join(root, 'bot/cli/manage.ts'), 'restore', backup];
  const env = {
    ...{ PATH: process.env['PATH'], NODE_COMPILE_CACHE: join(tmpdir(), 'holdepunkt-compiled') },
    ...{ DATA_DIR: folder, KILL_AT: String(step) },
  };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'ignore' });
  const [code, signal] = await once(child, 'close');
  return { code, signal };
}
