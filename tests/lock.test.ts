import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findHolder, lockFolder } from '../bot/lock.ts';

function makeFolder(): { folder: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'holdepunkt-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { folder, file: join(folder, 'holdepunkt.pid') };
}

function run(command: string): ChildProcess {
  const child = spawn('sh', ['-c', command]);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

describe('the lock of a data folder', () => {
  it('is taken, seen and given back', async () => {
    const { folder } = makeFolder();
    const giveBack = await lockFolder(folder);
    expect(findHolder(folder)).toBe(process.pid);
    giveBack();
    expect(findHolder(folder)).toBeNull();
  });

  /** As the bot is: a Node that goes on living. */
  const runNode = (): ChildProcess => run(`exec "${process.execPath}" -e "process.stdin.resume()"`);

  it('is refused while another process lives', async () => {
    const { folder, file } = makeFolder();
    const holder = runNode();
    await once(holder, 'spawn');
    writeFileSync(file, `${holder.pid}\n`);
    await expect(lockFolder(folder)).rejects.toThrow(`in use by process ${holder.pid}`);
    expect(readFileSync(file, 'utf8')).toBe(`${holder.pid}\n`);
  });

  it.runIf(process.platform === 'linux')(
    'is taken over from a number that is somebody else',
    async () => {
      const { folder, file } = makeFolder();
      const other = run('exec sleep 60');
      await once(other, 'spawn');
      writeFileSync(file, `${other.pid}\n`);
      await lockFolder(folder);
      expect(findHolder(folder)).toBe(process.pid);
    },
  );

  it('waits for a process that is dying', async () => {
    const { folder, file } = makeFolder();
    const holder = runNode();
    await once(holder, 'spawn');
    writeFileSync(file, `${holder.pid}\n`);
    const taken = lockFolder(folder);
    holder.kill('SIGKILL');
    await taken;
    expect(findHolder(folder)).toBe(process.pid);
  });

  it.runIf(process.platform === 'linux')('is taken over from one that nobody buried', async () => {
    const { folder, file } = makeFolder();
    // What becomes `sleep` had a child that has ended, and never asks after it.
    const parent = run('true & echo $!; exec sleep 60');
    const [number] = await once(parent.stdout ?? parent, 'data');
    writeFileSync(file, String(number));
    await lockFolder(folder);
    expect(findHolder(folder)).toBe(process.pid);
  });
});
