/** The profile's folder: freed of what a killed bot left, never taken from a living one, never lost. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BadInput } from '../../bot/bad-input.ts';
import { measureMemory } from '../../bot/channels/whatsapp/memory.ts';
import { findTree, listProcesses } from '../../bot/channels/whatsapp/processes.ts';
import {
  browserFolder,
  forgetProfile,
  freeProfile,
  markLinked,
  wasLinked,
} from '../../bot/channels/whatsapp/profile.ts';

let profileDir: string;
let folder: string;
const started: ChildProcess[] = [];

/** A process that looks like a Chromium on the profile, from its command line. */
async function pretendChromium(...more: string[]): Promise<ChildProcess> {
  // What runs reads lines for ever; the switches are only there to be seen.
  const child = spawn('sh', ['-c', 'echo up; cat', 'sh', `--user-data-dir=${folder}`, ...more], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  started.push(child);
  await once(child.stdout, 'data');
  return child;
}

function placeLock(owner: string): void {
  mkdirSync(folder, { recursive: true });
  symlinkSync(owner, join(folder, 'SingletonLock'));
  symlinkSync('123', join(folder, 'SingletonCookie'));
  symlinkSync('/tmp/gone/SingletonSocket', join(folder, 'SingletonSocket'));
}

const hasLock = (): boolean =>
  lstatSync(join(folder, 'SingletonLock'), { throwIfNoEntry: false }) !== undefined;

beforeEach(() => {
  profileDir = mkdtempSync(join(tmpdir(), 'profile-'));
  folder = browserFolder(profileDir);
});

afterEach(() => {
  for (const child of started.splice(0)) {
    child.kill('SIGKILL');
  }
  rmSync(profileDir, { recursive: true });
});

describe('the profile', () => {
  it('is for its owner alone: who reads it has the account', async () => {
    await freeProfile(join(profileDir, 'new'));
    expect(statSync(browserFolder(join(profileDir, 'new'))).mode & 0o077).toBe(0);
  });

  it('that cannot be written is refused in plain words', async () => {
    writeFileSync(join(profileDir, 'file'), '');
    await expect(freeProfile(join(profileDir, 'file'))).rejects.toThrow(BadInput);
    await expect(freeProfile(join(profileDir, 'file'))).rejects.toThrow(/cannot be written/);
  });

  it('keeps everything but the locks of a Chromium that is gone', async () => {
    placeLock(`${hostname()}-999999999`);
    writeFileSync(join(folder, 'Cookies'), 'kept');
    await freeProfile(profileDir);
    expect(hasLock()).toBe(false);
    expect(lstatSync(join(folder, 'SingletonSocket'), { throwIfNoEntry: false })).toBeUndefined();
    expect(existsSync(join(folder, 'Cookies'))).toBe(true);
  });

  it('is freed of the lock of a container that had another name', async () => {
    placeLock(`another-host-${process.pid}`);
    await freeProfile(profileDir);
    expect(hasLock()).toBe(false);
  });

  it('is deleted only where it is asked for by name', async () => {
    await freeProfile(profileDir);
    markLinked(profileDir);
    await freeProfile(profileDir);
    expect(wasLinked(profileDir)).toBe(true);
    forgetProfile(profileDir);
    expect(wasLinked(profileDir)).toBe(false);
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(profileDir)).toBe(true);
  });
});

describe.skipIf(listProcesses() === null)('a Chromium on the profile', () => {
  it('is left alone where somebody else launched it, and the bot refuses to start', async () => {
    const child = await pretendChromium();
    placeLock(`${hostname()}-${child.pid}`);
    await expect(freeProfile(profileDir)).rejects.toThrow(BadInput);
    await expect(freeProfile(profileDir)).rejects.toThrow(/Another Chromium/);
    expect(child.exitCode).toBeNull();
    expect(hasLock()).toBe(true);
  });

  it('is left alone where a living bot launched it', async () => {
    const bot = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    started.push(bot);
    await once(bot.stdout, 'data');
    const child = await pretendChromium(`--holdepunkt=${bot.pid}`);
    await expect(freeProfile(profileDir)).rejects.toThrow(/Another Chromium/);
    expect(child.exitCode).toBeNull();
  });

  it('is ended where the bot that launched it was killed', async () => {
    const child = await pretendChromium('--holdepunkt=999999999');
    const ended = once(child, 'exit');
    placeLock(`${hostname()}-${child.pid}`);
    await freeProfile(profileDir);
    expect(await ended).toEqual([null, 'SIGTERM']);
    expect(hasLock()).toBe(false);
  });

  it('is killed where it does not end when it is asked to', async () => {
    const mark = ['--holdepunkt=999999999', `--user-data-dir=${folder}`];
    const wedged = 'trap "" TERM; echo up; while :; do read line || sleep 1; done';
    const child = spawn('sh', ['-c', wedged, 'sh', ...mark], { stdio: ['pipe', 'pipe', 'ignore'] });
    started.push(child);
    await once(child.stdout, 'data');
    const ended = once(child, 'exit');
    await freeProfile(profileDir);
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  it('is no matter where it has another profile', async () => {
    const other = `${folder}-2`;
    const child = spawn('sh', ['-c', 'echo up; cat', 'sh', `--user-data-dir=${other}`], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    started.push(child);
    await once(child.stdout, 'data');
    await freeProfile(profileDir);
    expect(child.exitCode).toBeNull();
  });
});

describe.skipIf(listProcesses() === null)('the memory of a tree of processes', () => {
  it('counts descendants, and only these', async () => {
    const child = await pretendChromium();
    const processes = listProcesses() ?? [];
    const tree = findTree(process.pid, processes).map(({ pid }) => pid);
    expect(tree).toContain(child.pid);
    expect(tree).not.toContain(process.ppid);
    expect(measureMemory(process.pid)).toBeGreaterThan(20 * 1024 ** 2);
    expect(measureMemory(child.pid ?? 0)).toBeLessThan(20 * 1024 ** 2);
    expect(measureMemory(999_999_999)).toBeNull();
  });
});
