import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCrashes } from './crash-run.ts';
import { Program } from './program.ts';
import { chooseSeed } from './random.ts';

describe('a crash', () => {
  it('at 25 random instants loses nothing, says nothing twice and leaves nothing stuck', async () => {
    const verdict = await runCrashes({ kills: 25, seed: chooseSeed('crash') });
    expect(verdict.wrong).toEqual([]);
    // It must have been at work: otherwise nothing was tried.
    expect(verdict.statements).toBeGreaterThan(25);
    expect(verdict.reminders).toBeGreaterThan(2);
  }, 120_000);
});

describe('a second program on the same folder', () => {
  it('is refused in one line, and the first goes on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdepunkt-second-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const first = await new Program({ folder }).ready();
    onTestFinished(() => first.kill());
    const second = new Program({ folder });
    await expect(second.ready()).rejects.toThrow(/: \S+ is in use by process \d+: \S[^\n]*\n$/);
    expect((await second.end()).code).toBe(2);
    await first.call('POST /quiet');
  });
});

describe('SIGTERM', () => {
  it('in the middle of everything ends the program within five seconds, and nothing is lost', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdepunkt-end-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const program = await new Program({ folder }).ready();
    const group = {
      ...{ name: 'Ny mor', weekday: 'tuesday', start: '10:00', end: '12:00' },
      ...{ place: 'Familiehuset', languages: 'da', starts: '2020-01-01' },
    };
    const { id } = await program.call<{ id: string }>('POST /groups', group);
    const member = { name: 'Amina', role: 'mother' };
    const amina = (await program.call<{ id: string }>(`POST /groups/${id}/members`, member)).id;
    const talk = Promise.allSettled([
      ...Array.from({ length: 60 }, () =>
        program.call(`POST /chats/${id}/messages`, { from: amina, text: 'vi kommer ikke' }),
      ),
      program.call('POST /clock', { advance: 'P300D' }),
    ]);
    await program.call(`POST /chats/${id}/messages`, { from: amina, text: 'vi kommer' });
    const { code, ms } = await program.end();
    await talk;
    expect([code, ms < 5000, program.written.includes('"level":50')]).toEqual([0, true, false]);

    const again = await new Program({ folder }).ready();
    onTestFinished(() => again.kill());
    await again.call('POST /quiet');
    type Shown = { from: string; text?: string; reactions: unknown[] };
    const messages = await again.call<Shown[]>(`GET /chats/${id}/messages`);
    const said = messages.filter((message) => message.from === amina);
    expect(said.length).toBeGreaterThan(0);
    expect(said.filter((message) => message.reactions.length !== 1)).toEqual([]);
  }, 60_000);
});
