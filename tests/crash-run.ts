/**
 * Kills the real program again and again while people talk and the pretend clock runs, and then
 * compares what the pretend WhatsApp holds with what the bot recorded. Used by `crash.test.ts`.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { judge, type Verdict } from './crash-judge.ts';
import { Program } from './program.ts';
import { createRandom, type Random } from './random.ts';

export interface Wanted {
  readonly kills: number;
  readonly seed: number;
}

/** A group of the run, as the judge needs it. */
export interface CrashGroup {
  readonly id: string;
  readonly weekday: number;
  readonly reminders: readonly { readonly daysBefore: number; readonly time: string }[];
  readonly members: readonly string[];
}

/** A kill by time comes this long after the program was ready (or, now and then, started), at most. */
const LONGEST_LIFE_MS = 700;
/** A kill by steps that were not all taken comes after this time. */
const LONGEST_STEPS_MS = 3000;
/** How the others end: after so many calls of the database whose SQL holds a part, at most. */
const STEPS = [
  { part: '', calls: 2500 },
  // Claimed, given up, sent: what must not be told from one another wrongly.
  { part: 'update outbox', calls: 150 },
] as const;
const CRASH_AFTER = join(import.meta.dirname, 'crash-after.ts');

const PLANS = [
  { weekday: 'tuesday', number: 2, reminders: '1d 18:00,0d 08:00' },
  { weekday: 'thursday', number: 4, reminders: '2d 17:30' },
  { weekday: 'saturday', number: 6, reminders: '3d 09:15,0d 07:45' },
] as const;

/** What people write; `{day}` is a meeting's day. */
const TEXTS = ['vi kommer den {day}', 'vi kommer ikke den {day}', 'vi kommer måske den {day}'];
const MONTHS = [
  ...['januar', 'februar', 'marts', 'april', 'maj', 'juni'],
  ...['juli', 'august', 'september', 'oktober', 'november', 'december'],
];

/** Runs it, and answers with everything that is wrong in the end. */
export async function runCrashes(wanted: Wanted): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'holdepunkt-crash-'));
  const random = createRandom(wanted.seed);
  try {
    let program = await new Program({ folder }).ready();
    const groups = await found(program);
    const { now: startedAt } = await program.call<{ now: string }>('GET /state');
    await program.end();
    for (let kill = 0; kill < wanted.kills; kill += 1) {
      const step = STEPS[kill % (STEPS.length + 1)];
      program = new Program({ folder, ...(step ? crashAt(step, random) : {}) });
      const life = live(program, groups, random);
      if (step || random.next() < 0.7) {
        await program.ready().catch(() => undefined);
      }
      const latest = step ? LONGEST_STEPS_MS : random.between(1, LONGEST_LIFE_MS);
      await Promise.race([wait(latest, undefined, { ref: false }), program.closed]);
      await program.kill();
      await life;
    }
    program = await new Program({ folder }).ready();
    await program.call('POST /quiet');
    const ended = await program.end();
    return judge({ folder, groups, startedAt, ended });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function crashAt({ part, calls }: (typeof STEPS)[number], random: Random) {
  const env = { CRASH_AFTER: String(random.between(1, calls)), CRASH_AT: part };
  return { preload: CRASH_AFTER, env };
}

async function found(program: Program): Promise<CrashGroup[]> {
  const groups: CrashGroup[] = [];
  for (const { weekday, number, reminders } of PLANS) {
    const { id } = await program.call<{ id: string }>('POST /groups', {
      ...{ name: `Ny mor ${weekday}`, weekday, start: '10:00', end: '12:00' },
      ...{ place: 'Familiehuset', languages: 'da', reminders },
    });
    const members: string[] = [];
    for (const [name, identity] of Object.entries({ Amina: 'lid', Olena: 'phone', Grace: 'lid' })) {
      const member = { name, role: 'mother', language: 'da', identity };
      members.push((await program.call<{ id: string }>(`POST /groups/${id}/members`, member)).id);
    }
    const slots = reminders.split(',').map((slot) => {
      const [days = '', time = ''] = slot.split('d ');
      return { daysBefore: Number(days), time };
    });
    groups.push({ id, weekday: number, reminders: slots, members });
  }
  return groups;
}

/** Everybody talks at once, and the clock runs, until the program is gone. */
async function live(program: Program, groups: readonly CrashGroup[], random: Random) {
  try {
    await program.ready();
  } catch {
    return;
  }
  const talkers = groups.flatMap((group) => group.members.map((member) => ({ group, member })));
  await Promise.all([
    ...talkers.map(({ group, member }) => repeat(() => talk(program, { group, member, random }))),
    repeat(() => program.call('POST /clock', { advance: `PT${random.between(6, 20)}H` })),
  ]);
}

/** Does something over and over; the first call that finds the program dead is the last. */
async function repeat(work: () => Promise<unknown>): Promise<void> {
  try {
    for (;;) {
      await work();
    }
  } catch (error) {
    // `fetch` says "fetch failed" or "terminated" when the other side dies: all else is a refusal.
    if (!(error instanceof TypeError) && !(error instanceof SyntaxError)) {
      throw error;
    }
  }
}

interface Talk {
  readonly group: CrashGroup;
  readonly member: string;
  readonly random: Random;
}

interface Heard {
  readonly id: string;
  readonly from: string;
  readonly text?: string;
  readonly edited?: true;
  readonly deleted?: true;
  readonly poll?: { readonly options: readonly { readonly text: string }[] };
}

/** She says, changes, deletes or votes. */
async function talk(program: Program, { group, member, random }: Talk): Promise<void> {
  const chat = `/chats/${group.id}/messages`;
  const dice = random.next();
  if (dice < 0.45) {
    const { now } = await program.call<{ now: string }>('GET /state');
    const text = random.pick(TEXTS).replace('{day}', meetingDay(group, now, random));
    await program.call(`POST ${chat}`, { from: member, text });
    return;
  }
  if (dice < 0.7) {
    await program.call(`POST ${chat}`, { from: member, text: 'hvornår mødes vi?' });
    return;
  }
  const heard = await program.call<Heard[]>(`GET ${chat}`);
  const own = heard.filter((one) => one.from === member && one.text?.startsWith('vi kommer'));
  const last = own.findLast((one) => !one.deleted && !one.edited);
  const poll = heard.findLast((one) => one.poll !== undefined);
  if (dice < 0.8 && poll?.poll) {
    const options = [random.pick(poll.poll.options).text];
    await program.call(`POST /messages/${poll.id}/votes`, { from: member, options });
  } else if (dice < 0.9 && last?.text) {
    await program.call(`PATCH /messages/${last.id}`, { text: contradict(last.text) });
  } else if (last) {
    await program.call(`DELETE /messages/${last.id}`);
  }
}

/** The other answer for the same day: an edit that says the same would keep its place. */
function contradict(text: string): string {
  return text.startsWith('vi kommer ikke')
    ? text.replace('vi kommer ikke', 'vi kommer')
    : text.replace(/^vi kommer( måske)?/, 'vi kommer ikke');
}

/** One of her group's next three meetings, not so near that it is over before she is heard. */
function meetingDay(group: CrashGroup, now: string, random: Random): string {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO('Europe/Copenhagen').toPlainDate();
  const soonest = today.add({ days: 5 });
  const first = soonest.add({ days: (group.weekday - soonest.dayOfWeek + 7) % 7 });
  const day = first.add({ weeks: random.between(0, 2) });
  return `${day.day}. ${MONTHS[day.month - 1]}`;
}
