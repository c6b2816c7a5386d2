/** `npm run replay`: exports of every make, and what the bot would have recorded of them. */

import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readExport } from '../bot/cli/whatsapp-export.ts';
import { makeFolder, run } from './run-cli.ts';

const PROGRAM = 'bot/cli/replay.ts';
const EXPORTS = join(import.meta.dirname, 'exports');
const ZONE = 'Europe/Copenhagen';

async function replay(file: string, ...options: string[]): Promise<unknown> {
  const ran = await run(PROGRAM, [join(EXPORTS, file), '--json', ...options]);
  expect({ ...ran, out: '' }).toEqual({ code: 0, out: '', err: '' });
  return JSON.parse(ran.out);
}

function rsvp(name: string, answer: string, late = false) {
  return { name, answer, late };
}

describe('replay', () => {
  it('reads an Android export in Danish', async () => {
    expect(await replay('android-da.txt')).toEqual({
      messages: 9,
      understood: 5,
      unclear: 0,
      meetings: [
        {
          date: '2026-11-17',
          rsvps: [
            rsvp('Amina', 'no'),
            rsvp('Fatma Yıldız', 'yes'),
            rsvp('Oksana', 'yes'),
            rsvp('Hodan', 'yes', true),
          ],
        },
        { date: '2026-11-24', rsvps: [rsvp('Amina', 'yes')] },
      ],
    });
  });

  it('reads an iOS export, whose own sentences bear the name of the group', async () => {
    expect(await replay('ios-da.txt')).toMatchObject({
      messages: 6,
      meetings: [
        {
          rsvps: [
            rsvp('Amina', 'no'),
            rsvp('Fatma Yıldız', 'yes'),
            rsvp('Oksana', 'yes'),
            rsvp('Hodan', 'yes', true),
          ],
        },
        { rsvps: [rsvp('Amina', 'yes')] },
      ],
    });
  });

  it('reads an American one: month first, twelve hours, noon and midnight', async () => {
    expect(await replay('android-us.txt')).toMatchObject({
      messages: 4,
      meetings: [
        {
          date: '2026-11-10',
          rsvps: [rsvp('Grace', 'no'), rsvp('Amina', 'yes')],
        },
      ],
    });
  });

  it('reads Arabic digits and marks', async () => {
    expect(await replay('android-ar.txt', '--languages', 'da,ar')).toMatchObject({
      messages: 3,
      meetings: [{ date: '2026-11-17', rsvps: [rsvp('أمينة', 'no'), rsvp('نور', 'yes')] }],
    });
  });

  it('puts it into the world that is asked for', async () => {
    const world = ['--weekday', 'monday', '--start', '18:00', '--end', '20:00'];
    expect(await replay('android-da.txt', ...world)).toMatchObject({
      meetings: [{ date: '2026-11-16' }, { date: '2026-11-23' }],
    });
  });

  it('shows people a table, and tells of no message what it says', async () => {
    const { out } = await run(PROGRAM, [join(EXPORTS, 'android-da.txt')]);
    expect(out).toMatch(/^2026 +17\/11 +24\/11$/m);
    expect(out).toMatch(/^Amina +💛 +✅$/m);
    expect(out).toMatch(/^Hodan +⏰ +·$/m);
    expect(out).toMatch(/^9 messages read, 5 understood, 0 unclear\.$/m);
    expect(out).not.toMatch(/boller|kome/);
  });

  it('writes nothing to the disk', async () => {
    const folder = makeFolder();
    await run(PROGRAM, [join(EXPORTS, 'ios-da.txt')], folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('answers --help', async () => {
    const ran = await run(PROGRAM, ['--help']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('--languages');
  });
});

/** The evening of 17 November 2026 as telephones of the world write it. */
const EVENINGS: readonly string[] = [
  '17.11.2026 21.05 - ',
  '17.11.2026 kl. 21.05 - ',
  '17/11/2026, 21:05 - ',
  '17/11/2026 à 21:05 - ',
  '17/11/26, 9:05 pm - ',
  '17/11/26, 9:05\u202Fp.\u00A0m. - ',
  '11/17/26, 9:05\u202FPM - ',
  '[11/17/26, 9:05:00\u202FPM] ',
  '[17-11-2026 21:05:00] ',
  '2026-11-17 21:05 - ',
  '2026. 11. 17. 21:05 - ',
  '2026/11/17 下午9:05 - ',
  '2026年11月17日 下午9:05 - ',
  '17.11.2026 г., 21:05 - ',
  '17. 11. 2026. 21:05 - ',
  '17.11.2026 ÖS 9:05 - ',
  '21:05, 17/11/2026 - ',
  '9:05 CH, 17/11/2026 - ',
  '17/11/2569 21:05 - ',
  '۲۰۲۶/۱۱/۱۷،\u200F ۲۱:۰۵ - ',
  '۱۴۰۵/۸/۲۶، ۹:۰۵ ب.ظ. - ',
  '\u200F١٧\u200F/١١\u200F/٢٠٢٦، ٩:٠٥ م - ',
  '१७/११/२०२६, ९:०५ अपराह्न - ',
  '\uFEFF17/11/2026, 21:05 - ',
];

describe('the header of an export', () => {
  it.each(EVENINGS)('%s', (header) => {
    const [message] = readExport(`${header}Amina: hej\r\nmed dig`, ZONE);
    expect(message).toEqual({
      author: 'Amina',
      at: Date.parse('2026-11-17T20:05:00Z'),
      text: 'hej\nmed dig',
    });
  });

  it.each([
    // The second line decides, the order of time decides, the shorter chat decides.
    [['03/02/26, 10:00', '13/02/26, 10:00'], '2026-02-03'],
    [['03/02/26, 10:00', '03/13/26, 10:00'], '2026-03-02'],
    [['05/12/26, 10:00', '06/12/26, 10:00', '07/01/27, 10:00'], '2026-12-05'],
    [['03/02/26, 10:00', '10/02/26, 10:00'], '2026-02-03'],
    [['2/3/26, 10:00 AM', '2/10/26, 10:00 AM'], '2026-02-03'],
    [['2/3/26, 10:00 AM'], '2026-02-03'],
    [['2/3/26, 10:00 am'], '2026-03-02'],
  ] as const)('day or month first: %s', (headers, date) => {
    const [first] = readExport(headers.map((header) => `${header} - A: hej`).join('\n'), 'UTC');
    expect(first && new Date(first.at).toISOString().slice(0, 10)).toBe(date);
  });

  it('is read by the clock of the zone, also when it changes', () => {
    const times = ['25.10.2026 01.59', '25.10.2026 03.00', '28.03.2027 01.59', '28.03.2027 03.00'];
    const messages = readExport(times.map((time) => `${time} - A: hej`).join('\n'), ZONE);
    expect(messages.map(({ at }) => new Date(at).toISOString())).toEqual([
      '2026-10-24T23:59:00.000Z',
      '2026-10-25T02:00:00.000Z',
      '2027-03-28T00:59:00.000Z',
      '2027-03-28T01:00:00.000Z',
    ]);
  });

  it('is not seen in what somebody wrote', () => {
    const lines = ['17/11/2026, 10:00 - A: her er det', '[18/11/2026, 10:00] B: jeg kommer ikke'];
    expect(readExport(lines.join('\n'), ZONE)).toMatchObject([
      { author: 'A', text: 'her er det\n[18/11/2026, 10:00] B: jeg kommer ikke' },
    ]);
  });
});

describe('replay with a wrong line or file', () => {
  const good = join(EXPORTS, 'ios-da.txt');
  const wrong: readonly (readonly [line: string[], says: RegExp])[] = [
    [[], /give one file/],
    [[good, good], /give one file/],
    [[good, '--days', '7'], /'--days'/],
    [[good, '--zone'], /'--zone <value>' argument missing/],
    [[good, '--zone', 'Mars'], /zone: "Mars"/],
    [[good, '--weekday', 'someday', '--start', '25:00'], /weekday: "someday".*; start: "25:00"/],
    [[good, '--start', '13:00'], /end: 12:00 is not after start 13:00/],
    [[good, '--languages', 'dansk'], /languages: "dansk"/],
    [['/nowhere/chat.txt'], /chat\.txt: there is no such file/],
    [[EXPORTS], /it cannot be read/],
  ];

  it.each(wrong)('%s', async (line, says) => {
    const { code, out, err } = await run(PROGRAM, line);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^replay: [^\n]+\n$/);
    expect(err).toMatch(says);
  });

  it.each([
    ['an empty file', '', /no chat exported from WhatsApp/],
    ['another file', '# Notes\n\nhello: there\n', /no chat exported from WhatsApp/],
    ['bytes that are no text', Buffer.from([0x31, 0xff, 0xfe, 0x80]), /no UTF-8 text/],
    ['an archive', Buffer.from('PK\u0003\u0004'), /ZIP archive/],
    ['a date that is none', '17.11.2026 10.00 - A: x\n31.02.2026 10.00 - A: x', /line 2: 31\/2/],
    ['two orders in one', '13/1/26, 10:00 - A: x\n1/13/26, 10:00 - A: x', /line 2: 1\/13/],
    ['nobody', '17.11.2026 10.00 - Beskeder er krypteret', /nobody wrote anything/],
  ] as const)('%s', async (_what, content, says) => {
    const file = join(makeFolder(), 'chat.txt');
    writeFileSync(file, content);
    const { code, out, err } = await run(PROGRAM, [file]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^replay: [^\n]+\n$/);
    expect(err).toMatch(says);
  });
});
