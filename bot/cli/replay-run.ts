/**
 * Lets an exported chat happen again in a pretend WhatsApp that is in memory only, with the real bot
 * in it. Called by `replay.ts`. The bot's flows are off: there is nobody to remind.
 */

import { toLocal } from '../calendar.ts';
import type { Handler } from '../context.ts';
import { createLife, openInMemory, type SimulatorHoldings } from '../holdings.ts';
import type { Answer, LocalDate } from '../types.ts';
import { QUIET_JOBS } from './quiet-jobs.ts';
import type { ExportedMessage } from './whatsapp-export.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** The meetings of the two weeks before may be spoken of. */
const BEFORE_MS = 15 * DAY_MS;

/** The group's settings as they were typed. */
export interface ReplayWorld {
  readonly weekday: string;
  readonly start: string;
  readonly end: string;
  readonly zone: string;
  readonly languages: string;
}

export interface Report {
  /** Messages of people in the file. */
  readonly messages: number;
  /** Those that said who comes to a meeting. */
  readonly understood: number;
  /** Those that were probably about it, but not safely: the bot recorded nothing. */
  readonly unclear: number;
  readonly meetings: readonly {
    readonly date: LocalDate;
    readonly rsvps: readonly {
      readonly name: string;
      readonly answer: Answer;
      readonly late: boolean;
    }[];
  }[];
}

/**
 * Runs messages (oldest first, at least one) through the bot.
 * @throws BadInput where the world is none
 */
export async function replayMessages(
  messages: readonly ExportedMessage[],
  world: ReplayWorld,
): Promise<Report> {
  const [first, last] = [messages[0]?.at ?? 0, messages.at(-1)?.at ?? 0];
  const holdings = openInMemory(first - BEFORE_MS);
  try {
    const chat = await makeGroup(holdings, messages, world);
    const counts = { understood: 0, unclear: 0 };
    await live(holdings, { chat, messages, zone: world.zone, onlooker: count(counts) });
    const [from, to] = [first, last].map((at) => toLocal(at, world.zone).date);
    return {
      messages: messages.length,
      ...counts,
      meetings: readMeetings(holdings, chat).filter(
        ({ date, rsvps }) => rsvps.length > 0 || (date >= (from ?? '') && date <= (to ?? '')),
      ),
    };
  } finally {
    holdings.close();
  }
}

async function makeGroup(
  { simulator, office }: SimulatorHoldings,
  messages: readonly ExportedMessage[],
  world: ReplayWorld,
): Promise<string> {
  const chat = simulator.createChat({ name: 'Export' });
  const off = 'reminder,weekly-summary';
  await office.addGroup({ ...world, id: chat, chat, name: 'Export', place: 'Export', off });
  for (const name of new Set(messages.map((message) => message.author))) {
    simulator.join(chat, simulator.createPerson({ id: personOf(name), name }).id);
  }
  return chat;
}

/** Names are unique in an export: they are all that it has. */
function personOf(name: string): string {
  return `export:${name}`;
}

/** Sees each message once and counts what the bot made of it; handles nothing. */
function count(counts: { understood: number; unclear: number }): Handler {
  return {
    name: 'count',
    accepts({ event, understanding }) {
      if (event.kind === 'message' && understanding) {
        counts.understood += understanding.statements.length > 0 ? 1 : 0;
        counts.unclear += understanding.unclear === null ? 0 : 1;
      }
      return false;
    },
    handle() {},
  };
}

interface Course {
  readonly chat: string;
  readonly messages: readonly ExportedMessage[];
  readonly zone: string;
  readonly onlooker: Handler;
}

/** Day by day: the bot reads what came, while the pretend clock goes along with the messages. */
async function live(holdings: SimulatorHoldings, course: Course): Promise<void> {
  const { simulator } = holdings;
  const { bot, simulation } = createLife(holdings, QUIET_JOBS, { onlookers: [course.onlooker] });
  await bot.start();
  const days = Map.groupBy(course.messages, (message) => toLocal(message.at, course.zone).date);
  for (const messages of days.values()) {
    await simulation.advanceTo(Math.max(messages[0]?.at ?? 0, simulator.clock.now()));
    for (const { author, at, text } of messages) {
      simulator.moveTo(Math.max(at, simulator.clock.now()));
      if (text !== '') {
        simulator.say({ chat: course.chat, from: personOf(author), text });
        await simulator.delivered();
      }
    }
    await simulation.settle();
  }
  await bot.stop();
}

function readMeetings({ office }: SimulatorHoldings, chat: string): Report['meetings'] {
  const names = new Map(office.members(chat).map(({ id, name }) => [id, name]));
  return office.meetings(chat).map(({ date, rsvps }) => ({
    date,
    rsvps: rsvps.map(({ member, answer, late }) => ({
      name: names.get(member) ?? '',
      answer,
      late,
    })),
  }));
}
