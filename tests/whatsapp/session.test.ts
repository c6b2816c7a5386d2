/** The session, in a real browser, with the real library: each way in which it breaks, and comes back. */

import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LibraryClient } from '../../bot/channels/whatsapp/library.ts';
import { createPoll } from '../../bot/channels/whatsapp/load-library.ts';
import { listProcesses } from '../../bot/channels/whatsapp/processes.ts';
import { browserFolder } from '../../bot/channels/whatsapp/profile.ts';
import { SessionLost } from '../../bot/channels/whatsapp/session-lost.ts';
import { findChromium } from '../chromium.ts';
import { openSession, type SessionScene } from './session-scene.ts';

const isConnected = ({ phase }: { phase: string }): boolean => phase === 'connected';

async function connect(scene: SessionScene): Promise<void> {
  const times = scene.ready();
  await scene.session.start();
  await scene.until(() => scene.ready() > times);
}

/** Somebody writes, and it is heard once. */
async function hearOnce(scene: SessionScene, text: string): Promise<void> {
  scene.standIn.world.say({ chat: scene.group, from: scene.amina, text });
  await scene.standIn.settled();
  await scene.until(() => scene.messages.some(({ body }) => body === text));
  expect(scene.messages.filter(({ body }) => body === text)).toHaveLength(1);
}

describe.skipIf(findChromium() === null)('the session', { timeout: 40_000 }, () => {
  it.each(['$1', '_serialized'] as const)(
    'hears whole message keys, and loses no vote, where the page keeps keys as %s',
    async (keys) => {
      await using scene = await openSession({ keys });
      await connect(scene);
      expect(scene.session.state()).toMatchObject({
        phase: 'connected',
        problems: [],
        attempts: 0,
      });
      expect(scene.session.state().version).toMatch(/^2\./);
      await hearOnce(scene, 'vi kommer');
      const { world } = scene.standIn;
      const key = scene.messages[0]?.id;
      expect(key?._serialized).toBe(`false_${scene.group}_${key?.id}_${scene.amina.lid}`);
      const question = { question: 'Kommer I?', options: ['Ja', 'Nej'], multiple: false };
      const sent = await scene.session.run('send', (client) =>
        client.sendMessage(scene.group, createPoll(question), { waitUntilMsgSent: true }),
      );
      const id = sent?.id._serialized ?? '';
      world.vote(sent?.id.id ?? '', scene.amina, ['Ja']);
      await scene.until(() => scene.votes.length > 0);
      const kept = await scene.session.run('votes', (client) => client.getPollVotes(id));
      expect(kept).toMatchObject([{ selectedOptions: [{ name: 'Ja' }] }]);
      expect(scene.unhandled).toEqual([]);
    },
  );

  it('becomes ready once, and hears everything once, however many frames open in the page', async () => {
    await using scene = await openSession();
    await scene.standIn.openIframesAtStart(3);
    await connect(scene);
    await scene.standIn.openIframes(3);
    await scene.standIn.sync(false);
    await scene.standIn.sync();
    await hearOnce(scene, 'en gang');
    expect(scene.ready()).toBe(1);
    expect(scene.unhandled).toEqual([]);
  });

  it('becomes ready where the page had synchronised before anybody listened', async () => {
    await using scene = await openSession();
    await scene.standIn.syncSilently();
    await connect(scene);
    await hearOnce(scene, 'alligevel');
    expect(scene.ready()).toBe(1);
  });

  it('takes a new browser where the page never becomes ready', async () => {
    await using scene = await openSession({ timing: { readyMs: 4000 } });
    await scene.standIn.holdSync();
    await scene.session.start();
    await scene.until(({ attempts }) => attempts === 1);
    await scene.standIn.syncAsUsual();
    await scene.until(isConnected);
    expect(scene.phases).toEqual(['starting', 'connected']);
    expect(scene.browsers()).toBeGreaterThan(1);
  });

  it('comes back where the page loads itself anew, hears everything once, and keeps its browser', async () => {
    await using scene = await openSession();
    await connect(scene);
    const call = scene.session.run('wait', (client) => waitForEver(client));
    const broken = expect(call).rejects.toMatchObject({ name: 'SessionLost', begun: true });
    await scene.standIn.reloadPage();
    await broken;
    await scene.until(() => scene.ready() >= 2);
    await hearOnce(scene, 'efter');
    expect(scene.phases).toEqual(['starting', 'connected', 'away', 'connected']);
    expect(scene.browsers()).toBe(1);
    expect(scene.unhandled).toEqual([]);
  });

  it('comes back where the browser is killed, in a new one on the same profile', async () => {
    await using scene = await openSession();
    await connect(scene);
    const call = scene.session.run('wait', (client) => waitForEver(client));
    const broken = expect(call).rejects.toThrow(SessionLost);
    process.kill(scene.processes()[0] ?? 0, 'SIGKILL');
    await broken;
    expect(scene.session.connected()).toBe(false);
    await expect(scene.session.run('state', (client) => client.getState())).rejects.toMatchObject({
      begun: false,
    });
    await scene.until(() => scene.ready() >= 2);
    expect(scene.session.state()).toMatchObject({ phase: 'connected', attempts: 0, link: null });
    await hearOnce(scene, 'efter');
    expect(scene.browsers()).toBeGreaterThan(1);
    expect(scene.unhandled).toEqual([]);
  });

  it('comes back where the page crashes, of which the library tells nothing', async () => {
    await using scene = await openSession();
    await connect(scene);
    for (const pid of scene.processes('--type=renderer')) {
      process.kill(pid, 'SIGKILL');
    }
    await scene.until(() => scene.ready() >= 2);
    await hearOnce(scene, 'efter');
    expect(scene.unhandled).toEqual([]);
  });

  it('comes back where the page hangs, and stops in time where the whole browser does', async () => {
    await using scene = await openSession({ timing: { stateMs: 500, callMs: 1000 } });
    await connect(scene);
    const hung = scene.processes('--type=renderer');
    for (const pid of hung) {
      process.kill(pid, 'SIGSTOP');
    }
    await scene.until(() => scene.ready() >= 2);
    await expect.poll(() => findRunning(hung), { timeout: 5000 }).toEqual([]);
    await hearOnce(scene, 'efter');
    const all = scene.processes();
    for (const pid of all) {
      process.kill(pid, 'SIGSTOP');
    }
    const begun = performance.now();
    await scene.session.stop();
    expect(performance.now() - begun).toBeLessThan(10_000);
    await expect.poll(() => findRunning(all), { timeout: 5000 }).toEqual([]);
    expect(scene.unhandled).toEqual([]);
  });

  it('is away while the page has no servers, and ready again when it has, in the same page', async () => {
    await using scene = await openSession();
    await connect(scene);
    await scene.standIn.disconnect();
    await scene.until(({ phase }) => phase === 'away');
    expect(scene.session.connected()).toBe(false);
    await scene.standIn.reconnect();
    await scene.until(() => scene.ready() >= 2);
    await hearOnce(scene, 'efter');
    expect(scene.browsers()).toBe(1);
  });

  it('asks the page to reconnect, loads it anew, then takes a new browser, where nothing helps', async () => {
    await using scene = await openSession({ timing: { offlineMs: 500, stepMs: 500 } });
    await connect(scene);
    await scene.standIn.disconnect();
    await scene.until(({ attempts }) => attempts === 1);
    await expect.poll(() => scene.standIn.reconnects).toBe(1);
    await scene.until(({ attempts }) => attempts >= 3);
    await scene.standIn.reconnect();
    await scene.until(isConnected);
    expect(scene.browsers()).toBeGreaterThan(1);
  });

  it('takes the session back where it was opened elsewhere, and closes no browser', async () => {
    await using scene = await openSession();
    await connect(scene);
    await scene.standIn.conflict();
    await scene.until(({ phase }) => phase === 'away');
    await scene.until(() => scene.ready() >= 2);
    await hearOnce(scene, 'efter');
    expect(scene.browsers()).toBe(1);
  });

  it('takes it back also where another browser has it before the page opens', async () => {
    await using scene = await openSession();
    await scene.standIn.conflict();
    await connect(scene);
    await hearOnce(scene, 'efter');
    expect(scene.browsers()).toBe(1);
  });

  it.each(['command', 'address'] as const)(
    'shows a new code to scan where the account was logged out, told by %s, and deletes nothing',
    async (by) => {
      await using scene = await openSession();
      await connect(scene);
      await scene.standIn.logout(by);
      await scene.until(({ link }) => link?.kind === 'qr');
      expect(scene.session.state()).toMatchObject({ phase: 'unlinked' });
      expect(existsSync(`${browserFolder(scene.profileDir)}/Default`)).toBe(true);
      const shown = scene.session.state().link?.text;
      await scene.standIn.changeRef();
      await scene.until(({ link }) => link !== null && link.text !== shown);
      await scene.standIn.scan();
      await scene.until(isConnected);
      expect(scene.session.state().link).toBeNull();
      expect(scene.phases).toEqual(['starting', 'connected', 'unlinked', 'connected']);
      expect(scene.unhandled).toEqual([]);
    },
  );

  it('knows after a start that the account was logged out meanwhile', async () => {
    await using scene = await openSession();
    await connect(scene);
    await scene.session.stop();
    await scene.standIn.logout();
    const session = scene.again();
    await session.start();
    await scene.until(({ link }) => link?.kind === 'qr');
    expect(session.state().phase).toBe('unlinked');
  });

  it('is linked by a code that is typed, or by one that is scanned after all', async () => {
    await using scene = await openSession({ linksAtOnce: false });
    await scene.session.start();
    await scene.until(({ link }) => link?.kind === 'qr');
    expect(scene.session.state().phase).toBe('linking');
    await scene.session.link({ phone: '4520000099' });
    await scene.until(({ link }) => link?.kind === 'code');
    const code = scene.session.state().link?.text ?? '';
    expect(scene.standIn.pairing).toEqual({ phone: '4520000099', code });
    await scene.session.link({});
    await scene.until(({ link }) => link?.kind === 'qr');
    await scene.standIn.scan();
    await scene.until(isConnected);
    expect(scene.phases).toEqual(['starting', 'linking', 'connected']);
  });

  it('forgets the old session where a person wishes to begin afresh', async () => {
    await using scene = await openSession({ linksAtOnce: false });
    await scene.session.start();
    await scene.until(({ link }) => link?.kind === 'qr');
    await scene.standIn.scan();
    await scene.until(isConnected);
    await scene.session.link({});
    expect(scene.session.connected()).toBe(true);
    await scene.session.link({ fresh: true });
    await scene.until(({ link }) => link?.kind === 'qr');
    expect(scene.session.state().phase).toBe('linking');
    await scene.standIn.scan();
    await scene.until(isConnected);
    await hearOnce(scene, 'forfra');
  });

  it('says which part does not work where a build lacks it, and works with the rest', async () => {
    await using scene = await openSession();
    await scene.standIn.renameModule('WAWebPollsVotesSchema', null);
    await scene.standIn.renameModule('WAWebAddonReactionTableMode', 'WAWebReactionTable');
    await scene.standIn.renameModule('WAWebCallCollection', null);
    await scene.standIn.renameModule('WAWebSyncGatingUtils', null);
    await scene.standIn.renameModule('WAWebChatLoadMessages', null);
    await connect(scene);
    expect(scene.session.state().problems).toEqual([
      'history-unreadable',
      'reactions-unheard',
      'votes-unreadable',
    ]);
    await hearOnce(scene, 'trods alt');
  });

  it('is deaf where nothing is told any more, and loads the page anew', async () => {
    await using scene = await openSession();
    await connect(scene);
    scene.session.report('unheard-message');
    expect(scene.session.state().problems).toEqual(['messages-unheard']);
    scene.session.report('heard');
    expect(scene.session.state().problems).toEqual([]);
    scene.session.report('unconfirmed-send');
    scene.session.report('unconfirmed-send');
    expect(scene.session.state().problems).toEqual(['sends-unconfirmed']);
    scene.session.report('unconfirmed-send');
    expect(scene.session.connected()).toBe(false);
    await scene.until(() => scene.ready() >= 2);
    expect(scene.session.state().problems).toEqual(['sends-unconfirmed']);
    scene.session.report('confirmed');
    expect(scene.session.state().problems).toEqual([]);
    expect(scene.browsers()).toBe(1);
  });

  it('restarts a browser that holds too much memory, without a failure', async () => {
    await using scene = await openSession({ timing: { memoryLimitBytes: 1 } });
    await connect(scene);
    await scene.until(() => scene.ready() >= 2);
    expect(scene.browsers()).toBeGreaterThan(1);
    expect(scene.session.state().attempts).toBe(0);
  });
});

/** Those that run; one that was killed keeps its number until somebody asks how it ended. */
function findRunning(pids: readonly number[]): number[] {
  const running = (listProcesses() ?? []).filter(({ command }) => command.length > 0);
  return running.map(({ pid }) => pid).filter((pid) => pids.includes(pid));
}

function waitForEver({ pupPage }: LibraryClient): Promise<unknown> {
  return pupPage?.evaluate(() => new Promise(() => undefined)) ?? Promise.resolve();
}
