/** `npm run manage`: alone on a folder, beside a running bot, and with every wrong line. */

import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { COMMANDS } from '../bot/cli/manage-commands.ts';
import { loadConfig } from '../bot/config.ts';
import { openHoldings } from '../bot/holdings.ts';
import type { MemberId } from '../bot/types.ts';
import { makeFolder, type Ran, run, start } from './run-cli.ts';

const PROGRAM = 'bot/cli/manage.ts';
const GROUP = [
  ...['--name', 'Ny mor Vollsmose', '--weekday', 'tuesday', '--start', '10:00', '--end', '12:00'],
  ...['--place', 'Familiehuset', '--languages', 'da,ar'],
];

/** A folder with a chat that has no group yet, and one whose group has two members. */
async function makeHouse(): Promise<string> {
  const dataDir = makeFolder();
  const holdings = openHoldings(
    loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }),
    Date.parse('2026-11-16T08:00:00Z'),
  );
  const { simulator, office } = holdings;
  simulator.createChat({ id: 'empty-chat', name: 'Mødre på Skt. Hans' });
  const chat = simulator.createChat({ id: 'g-known', name: 'Ny mor Nørrebro' });
  await office.addGroup({
    id: 'g-known',
    chat,
    name: 'Ny mor Nørrebro',
    weekday: 'wednesday',
    start: '10:00',
    end: '12:00',
    place: 'Familiehuset',
    // Nothing is said by itself: what the outbox shows is what was asked for.
    off: 'introduction',
  });
  for (const [id, name] of [
    ['m-amina', 'Amina'],
    ['m-nour', 'نور'],
  ] as const) {
    const person = simulator.createPerson({ id, name });
    office.addMember({ group: chat, id, name, person: person.phone, language: 'ar' });
    simulator.join(chat, id);
  }
  holdings.close();
  return dataDir;
}

function manage(dataDir: string, ...args: string[]): Promise<Ran> {
  return run(PROGRAM, args, dataDir);
}

async function json(dataDir: string, ...args: string[]): Promise<unknown> {
  const ran = await manage(dataDir, ...args, '--json');
  expect({ ...ran, out: '' }).toEqual({ code: 0, out: '', err: '' });
  return JSON.parse(ran.out);
}

async function startBot(dataDir: string): Promise<ChildProcess> {
  const bot = start('bot/main.ts', [], dataDir);
  const ended = new Promise((resolve) => bot.once('close', resolve));
  onTestFinished(async () => {
    bot.kill('SIGTERM');
    await ended;
  });
  await new Promise<void>((resolve, reject) => {
    bot.stdout?.setEncoding('utf8').on('data', (part: string) => {
      if (part.includes('ready')) {
        resolve();
      }
    });
    bot.once('close', () => reject(new Error('The bot ended before it was ready')));
  });
  return bot;
}

describe('manage', () => {
  it('adds a group, lists it, changes it', async () => {
    const dataDir = await makeHouse();
    const added = await json(dataDir, 'group', 'add', '--chat', 'empty-chat', ...GROUP);
    const { id } = added as { id: string };
    const groups = (await json(dataDir, 'group', 'list')) as { id: string }[];
    expect(groups).toHaveLength(2);
    expect(groups.find((group) => group.id === id)).toMatchObject({
      chat: 'empty-chat',
      weekday: 'tuesday',
      languages: ['da', 'ar'],
      starts: null,
    });
    await json(dataDir, 'group', 'set', id, 'start=10:30', 'ends=2027-06-30', 'off=reminder');
    const table = await manage(dataDir, 'group', 'list');
    expect(table.out).toMatch(/Ny mor Vollsmose +tue 10:30–12:00 .*2027-06-30 +reminder/);
  });

  it('lists members and gives one another role', async () => {
    const dataDir = await makeHouse();
    const role = ['--group', 'g-known', '--member', 'Amina', '--role', 'volunteer'];
    expect(await json(dataDir, 'member', 'role', ...role)).toEqual({
      member: 'm-amina',
      role: 'volunteer',
    });
    expect(await json(dataDir, 'member', 'list', '--group', 'g-known')).toEqual([
      { id: 'm-amina', name: 'Amina', role: 'volunteer', language: 'ar' },
      { id: 'm-nour', name: 'نور', role: 'mother', language: 'ar' },
    ]);
  });

  it('gives a group a staff chat, and takes it away', async () => {
    const dataDir = await makeHouse();
    const set = (chat: string) =>
      json(dataDir, 'staff-chat', '--group', 'Ny mor Nørrebro', '--chat', chat);
    expect(await set('empty-chat')).toEqual({ group: 'g-known', staffChat: 'empty-chat' });
    expect(await json(dataDir, 'group', 'list')).toMatchObject([{ staffChat: 'empty-chat' }]);
    expect((await manage(dataDir, 'chats')).out).toMatch(/^empty-chat .* staff of g-known$/m);
    const taken = await manage(dataDir, 'group', 'add', '--chat', 'empty-chat', ...GROUP);
    expect([taken.code, taken.err]).toEqual([2, expect.stringMatching(/those who run a group/)]);
    expect(await set('none')).toEqual({ group: 'g-known', staffChat: null });
    expect(await json(dataDir, 'group', 'list')).toMatchObject([{ staffChat: null }]);
  });

  it('shows who may be the same person, and makes two members one', async () => {
    const dataDir = await makeHouse();
    const holdings = openHoldings(loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }), 0);
    const [newer, other] = ['m-nour', 'm-amina'] as MemberId[];
    if (newer && other) {
      holdings.store.twins.notice({ newer, other, noticedAt: 1 });
    }
    holdings.close();
    const list = ['member', 'list', '--group', 'g-known'];
    expect(await json(dataDir, ...list)).toMatchObject([
      { id: 'm-amina' },
      { id: 'm-nour', maybeSameAs: 'm-amina' },
    ]);
    expect((await manage(dataDir, ...list)).out).toMatch(/^m-nour .* maybe the same as m-amina$/m);
    const merge = ['member', 'merge', '--group', 'g-known', '--member', 'نور', '--into', 'm-amina'];
    expect(await json(dataDir, ...merge)).toEqual({ merged: 'm-nour', into: 'm-amina' });
    expect(await json(dataDir, ...list)).toEqual([
      { id: 'm-amina', name: 'Amina', role: 'mother', language: 'ar' },
    ]);
  });

  it('works beside a running bot, which follows at once', async () => {
    const dataDir = await makeHouse();
    const bot = await startBot(dataDir);
    expect(await json(dataDir, 'status')).toMatchObject({
      now: '2026-11-16T08:00:00Z',
      groups: 1,
      members: 2,
      outbox: {},
      bot: { running: true, process: bot.pid },
    });
    const range = ['--from', '2026-11-18', '--to', '2026-11-25'];
    expect(await json(dataDir, 'meetings', '--group', 'g-known', ...range)).toEqual(
      ['2026-11-18', '2026-11-25'].map((date) => ({
        date,
        start: '10:00',
        end: '12:00',
        status: 'planned',
        place: 'Familiehuset',
        topic: null,
        visit: null,
        rsvps: [],
        attendance: [],
      })),
    );
    await json(dataDir, 'group', 'set', 'g-known', 'start=09:30');
    const table = await manage(dataDir, 'meetings', '--group', 'g-known', ...range);
    expect(table.out).toMatch(/^2026-11-18 +wed +09:30–12:00 +planned/m);
    expect(await json(dataDir, 'outbox')).toEqual([]);
  });

  it('tells of a folder whose bot is not running', async () => {
    const dataDir = await makeHouse();
    const { out } = await manage(dataDir, 'status');
    expect(out).toMatch(/^Bot +not running$/m);
    expect(out).toMatch(/^Members +2$/m);
    expect((await manage(dataDir, 'chats')).out).toMatch(/^empty-chat +Mødre på Skt. Hans +none/m);
  });

  it('makes nothing where there is nothing yet', async () => {
    const dataDir = join(makeFolder(), 'fresh');
    expect(await json(dataDir, 'group', 'list')).toEqual([]);
    expect(await json(dataDir, 'chats')).toEqual([]);
    const refused = await manage(dataDir, 'group', 'add', '--chat', 'empty-chat', ...GROUP);
    expect(refused.code).toBe(2);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('answers --help everywhere', async () => {
    const all = await manage('/nowhere', '--help');
    expect(all.code).toBe(0);
    const commands = [...all.out.matchAll(/^ {2}([a-z-]+(?: [a-z]+)?) {2,}/gm)].map(([, name]) =>
      String(name),
    );
    expect(commands).toHaveLength(COMMANDS.length);
    const helps = await Promise.all(
      [...commands, 'group', 'member'].map((name) =>
        manage('/nowhere', ...name.split(' '), '--help'),
      ),
    );
    expect(helps.map((help) => [help.code, help.err, help.out.includes('--json')])).toEqual(
      helps.map(() => [0, '', true]),
    );
  }, 60_000);
});

/** A wrong line and what must be in the one line that answers it. */
const WRONG: readonly (readonly [line: string[], says: RegExp])[] = [
  [[], /a command is missing.*group add/],
  [['grop'], /no command "grop"/],
  [['group', 'delete'], /no command "group delete".*group set/],
  [['backup'], /a FILE is missing/],
  [['login', '--role', 'coordinator'], /no command "login"/],
  [['person', 'erase'], /--member missing/],
  [['person', 'export', '--member', 'Zarah'], /0 are called so.*member list/],
  [['member', 'protect', '--group', '', '--member', 'Amina'], /--group is empty/],
  [['group', 'list', '--jsn'], /'--jsn'.*--help/],
  [['group', 'list', 'all'], /"all" is not expected/],
  [['status', '--json=yes'], /'--json'/],
  [['meetings', '--group'], /'--group <value>' argument missing/],
  [['meetings'], /--group missing/],
  [['meetings', '--group', 'g-known', '--from', '2026-02-30'], /--from: "2026-02-30" is no date/],
  [['meetings', '--group', 'g-known', '--to', 'friday'], /--to: "friday" is no date/],
  [
    ['meetings', '--group', 'g-known', '--from', '2026-02-03', '--to', '2026-02-02'],
    /before --from/,
  ],
  [['meetings', '--group', 'g-nobody'], /no group "g-nobody".*group list/],
  [['meetings', '--group', 'g-known', '--group', 'g-known'], /--group: it comes twice/],
  [['group', 'add', '--name', 'N'], /--chat, --weekday, --start, --end, --place missing/],
  [['group', 'add', '--chat', 'no-chat', ...GROUP], /chat: the account is in no such chat/],
  [['group', 'add', '--chat', 'g-known', ...GROUP], /chat: it already belongs to a group/],
  [
    ['group', 'add', '--chat', 'empty-chat', ...GROUP, '--starts', '2026-13-01', '--zone', 'Mars'],
    /zone: "Mars".*; starts: "2026-13-01" is no date/,
  ],
  [['group', 'set', 'g-known'], /key=value are missing/],
  [['group', 'set', 'g-known', 'start'], /"start" is no key=value/],
  [['group', 'set', 'g-known', 'colour=red'], /colour: a group has no such setting/],
  [['group', 'set', 'g-known', 'constructor=x'], /constructor: a group has no such setting/],
  [['group', 'set', 'g-known', 'name=Nyt navn', 'start=25:00'], /start: "25:00" is no time/],
  [['group', 'set', 'g-known', 'end=11:00', 'end=12:00'], /end: it comes twice/],
  [['group', 'set', 'g-known', 'staffChat=empty-chat'], /staffChat: a group has no such setting/],
  [['staff-chat', '--group', 'g-known'], /--chat missing/],
  [['staff-chat', '--group', 'g-known', '--chat', ''], /--chat is empty/],
  [['staff-chat', '--group', 'g-nobody', '--chat', 'none'], /no group "g-nobody"/],
  [['staff-chat', '--group', 'g-known', '--chat', 'no-chat'], /the account is in no such chat/],
  [['staff-chat', '--group', 'g-known', '--chat', 'g-known'], /mothers would read the names/],
  [['member', 'role', '--group', 'g-known', '--member', 'Amina'], /--role missing/],
  [
    ['member', 'role', '--group', 'g-known', '--member', 'Amina', '--role', 'boss'],
    /role: "boss" is none of mother, volunteer/,
  ],
  [
    ['member', 'role', '--group', 'g-known', '--member', 'Fatma', '--role', 'nurse'],
    /member: 0 in this group/,
  ],
  [['member', 'merge', '--group', 'g-known', '--member', 'Amina'], /--into missing/],
  [
    ['member', 'merge', '--group', 'g-known', '--member', 'Amina', '--into', 'm-amina'],
    /into: this is the same member/,
  ],
  [
    ['member', 'merge', '--group', 'g-known', '--member', 'Amina', '--into', 'm-nobody'],
    /member: 0 in this group/,
  ],
  [['outbox', '--status', 'lost'], /status: "lost" is none of queued/],
];

describe('manage with a wrong line', () => {
  it('says in one line what is wrong, and changes nothing', async () => {
    const dataDir = await makeHouse();
    const before = await json(dataDir, 'group', 'list');
    for (const [line, says] of WRONG) {
      const { code, out, err } = await manage(dataDir, ...line);
      expect.soft({ line, code, out }).toEqual({ line, code: 2, out: '' });
      expect.soft(err).toMatch(/^manage: [^\n]+\n$/);
      expect.soft(err).toMatch(says);
    }
    expect(await json(dataDir, 'group', 'list')).toEqual(before);
    expect(await json(dataDir, 'member', 'list', '--group', 'g-known')).toMatchObject([
      { role: 'mother' },
      { role: 'mother' },
    ]);
  }, 60_000);

  it('makes no folder and no file', async () => {
    const parent = makeFolder();
    const ran = await manage(join(parent, 'fresh'), 'group', 'list', '--wrong');
    expect(ran.code).toBe(2);
    expect(readdirSync(parent)).toEqual([]);
  });

  it('refuses a folder that was written with another key', async () => {
    const dataDir = await makeHouse();
    const key = join(dataDir, 'holdepunkt.key');
    writeFileSync(key, `${readFileSync(key, 'utf8').trim().replace(/./g, 'a')}\n`);
    const { code, err } = await manage(dataDir, 'status');
    expect(code).toBe(2);
    expect(err).toMatch(/^manage: [^\n]*another key[^\n]*\n$/);
  });
});
