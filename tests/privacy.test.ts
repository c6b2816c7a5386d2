/** Nothing personal on disk or in the log: the real program, and every byte that it leaves. */

import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Program } from './program.ts';

const PRELOAD = join(import.meta.dirname, 'throw-in-handlers.ts');
/** In every text that somebody wrote, and in every name: whatever holds it holds what it must not. */
const CANARY = `kanarie${randomBytes(4).toString('hex')}`;
const NAMES = [`Amina${CANARY}`, `Olena${CANARY}`, `Kirsten${CANARY}`];

interface Shown {
  readonly id: string;
  readonly from: string;
  readonly text?: string;
  readonly poll?: { readonly options: readonly { readonly text: string }[] };
}

let folder: string;
let written: string;
/** All files but the pretend WhatsApp's own, as they were while it ran, and afterwards. */
let files: Map<string, Buffer>;
let people: readonly { phone: string; lid: string }[];

/** Everything that can be said in which way, around a canary. */
function sayings(number: number): string[] {
  const word = `${CANARY}${number}`;
  return [
    `vi kommer i morgen ${word}`,
    `vi kan ikke komme i morgen, ${word} er syg`,
    `${word}`,
    `hvornår mødes vi ${word}?`,
    `min søster ${word} kommer også, ring ${number}`,
    `/${word}`,
    `/aflys ${word}`,
    `/hvem ${word}`,
    `/fremmøde ${word}`,
    `/flyt ${word} kl. 11`,
    `gift ${word}`,
    `/gift ${word}`,
    `👍 ${word}`,
    `<b>${word}</b> \${${word}} %s %o\n    at ${word} (${word}:1:1)`,
  ];
}

async function talk(program: Program): Promise<void> {
  const settings = {
    ...{ name: 'Ny mor', weekday: 'tuesday', start: '10:00', end: '12:00', place: CANARY },
    ...{ languages: 'da,en', reminders: '1d 18:00' },
  };
  const { id } = await program.call<{ id: string }>('POST /groups', settings);
  const members: string[] = [];
  for (const [index, name] of NAMES.entries()) {
    const role = index === 2 ? 'volunteer' : 'mother';
    const member = { name, role, identity: index === 0 ? 'lid' : 'phone' };
    members.push((await program.call<{ id: string }>(`POST /groups/${id}/members`, member)).id);
  }
  const stranger = (await program.call<{ id: string }>('POST /people', { name: `Sara${CANARY}` }))
    .id;
  const guest = (await program.call<{ id: string }>('POST /people', { name: `Mona${CANARY}` })).id;
  await program.call(`POST /chats/${id}/join`, { member: guest });
  await program.call('POST /clock', { advance: 'PT1H' });
  const chats = [...members, guest].flatMap((from) => [
    { from, chat: id },
    { from, chat: `dm-${from}` },
  ]);
  let number = 0;
  for (const { from, chat } of [...chats, { from: stranger, chat: `dm-${stranger}` }]) {
    for (const text of sayings(number)) {
      number += 1;
      const message = (await program.call<Shown>(`POST /chats/${chat}/messages`, { from, text }))
        .id;
      const quoting = { from, text: `ja ${CANARY}`, quoted: message };
      await program.call(`POST /chats/${chat}/messages`, quoting);
      await program.call(`PATCH /messages/${message}`, { text: `vi kommer ikke ${CANARY}` });
      await program.call(`POST /messages/${message}/reactions`, { from, emoji: '👍' });
    }
  }
  await answerThePolls(program, { group: id, members });
}

async function answerThePolls(
  program: Program,
  { group, members }: { group: string; members: readonly string[] },
): Promise<void> {
  await program.call('POST /clock', { advance: 'P9D' });
  const [, , kirsten = ''] = members;
  const asking = { from: kirsten, text: '/fremmøde' };
  await program.call(`POST /chats/dm-${kirsten}/messages`, asking);
  await program.call('POST /quiet');
  for (const chat of [group, `dm-${kirsten}`]) {
    const shown = await program.call<Shown[]>(`GET /chats/${chat}/messages`);
    for (const { id, poll } of shown.filter((message) => message.poll)) {
      const options = [poll?.options[0]?.text];
      await program.call(`POST /messages/${id}/votes`, { from: kirsten, options });
    }
  }
  await program.call('POST /quiet');
}

function readFiles(into: Map<string, Buffer>, when: string): void {
  for (const name of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (name.isFile() && !name.name.startsWith('simulator')) {
      into.set(`${when}: ${name.name}`, readFileSync(join(name.parentPath, name.name)));
    }
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdepunkt-privacy-'));
  const settings = { folder, preload: PRELOAD, env: { LOG_LEVEL: 'debug' } };
  let program = await new Program(settings).ready();
  files = new Map();
  await talk(program);
  readFiles(files, 'running');
  // Ended by force, the write-ahead log is left behind; then ended as it should be.
  await program.kill();
  readFiles(files, 'killed');
  written = program.written;
  program = await new Program(settings).ready();
  await program.call('POST /quiet');
  await program.end();
  readFiles(files, 'ended');
  written += program.written;
  const chats = new Database(join(folder, 'simulator.db'), { readonly: true });
  people = chats.prepare('select phone, lid from person').all() as typeof people;
  chats.close();
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where a text is to be found, in either encoding. */
function findEverywhere(text: string): string[] {
  const places: [string, Buffer][] = [...files, ['the log', Buffer.from(written)]];
  return places
    .filter(([, bytes]) =>
      [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(text, 'utf16le').swap16()].some(
        (wanted) => bytes.includes(wanted),
      ),
    )
    .map(([place]) => place);
}

/** A Danish number as people and programs write it. */
function spellings(phone: string): string[] {
  const number = phone.replace(/^45|@.*$/g, '');
  const pairs = number.match(/../g) ?? [];
  return [
    ...[number, `45${number}`, `+45${number}`, `0045${number}`],
    ...[
      pairs.join(' '),
      pairs.join('-'),
      pairs.join('.'),
      `(+45) ${number.slice(0, 4)} ${number.slice(4)}`,
    ],
  ];
}

describe('after hundreds of messages', () => {
  it('there is something to look at: files, people, and errors in the log', () => {
    expect([...files.keys()].filter((name) => name.endsWith('holdepunkt.db'))).toHaveLength(3);
    expect([...files.keys()]).toContain('killed: holdepunkt.db-wal');
    expect(people).toHaveLength(NAMES.length + 2);
    expect(written).toContain('"msg":"receive failed"');
    expect(written).toContain('handlers-that-throw.ts');
    const db = new Database(join(folder, 'holdepunkt.db'), { readonly: true });
    const count = (table: string) => db.prepare(`select count(*) from ${table}`).pluck().get();
    expect(['statements', 'attendance', 'inbox', 'aliases'].map(count).every(Number)).toBe(true);
    db.close();
  });

  it('this test would find it', () => {
    expect(findEverywhere('mother')).toContain('ended: holdepunkt.db');
    expect(findEverywhere('"msg"')).toEqual(['the log']);
  });

  it('no word that somebody wrote, no name and no place is on disk or in the log', () => {
    expect(findEverywhere(CANARY)).toEqual([]);
    expect(findEverywhere(CANARY.toUpperCase())).toEqual([]);
    expect(findEverywhere(Buffer.from(CANARY).toString('base64').slice(0, -4))).toEqual([]);
    expect(findEverywhere(Buffer.from(CANARY).toString('hex'))).toEqual([]);
  });

  it('no number of anybody is, in any spelling, nor her other id', () => {
    const found = people.flatMap(({ phone, lid }) =>
      [...spellings(phone), phone, lid, lid.replace('@lid', '')].flatMap(findEverywhere),
    );
    expect(found).toEqual([]);
  });

  it('every line of the log is one line of JSON', () => {
    const lines = written
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('Holdepunkt'));
    expect(lines.filter((line) => !(line.startsWith('{') && line.endsWith('}')))).toEqual([]);
  });
});
