/**
 * One mothers' group on the pretend WhatsApp with the real bot, all in memory, with handlers of the
 * test's choice. Used by the tests of poison and of convergence.
 */

import type { Bot } from '../bot/bot.ts';
import { createBot } from '../bot/bot.ts';
import type { SimulatedMessage } from '../bot/channels/simulator/reading.ts';
import type { Handler } from '../bot/context.ts';
import { loadMind, openInMemory, type SimulatorHoldings } from '../bot/holdings.ts';
import { createSimulation, type Simulation } from '../bot/simulation.ts';
import type { Jobs } from '../bot/types.ts';
import { flows } from '../flows/index.ts';
import { handlers } from '../handlers/index.ts';
import { instant } from './small-world.ts';

export interface ChatScene extends Omit<SimulatorHoldings, 'say'>, Simulation {
  readonly bot: Bot;
  readonly group: string;
  /** Whatever was logged as failed: what, and the facts beside the error. */
  readonly failures: string[];
  add(
    name: string,
    settings?: { role?: string; identity?: 'phone' | 'lid'; group?: string },
  ): string;
  addGroup(settings: Readonly<Record<string, unknown>>): Promise<string>;
  say(from: string, text: string, chat?: string): string;
  /** What the bot said in a chat. */
  heard(chat: string): readonly SimulatedMessage[];
  reactionOn(message: string): string;
  end(): Promise<void>;
}

const NOTHING_BY_ITSELF: Jobs = {
  ...{ name: 'test', start: async () => {}, wake: () => {}, stop: async () => {} },
};

// Reading all languages takes longer than a whole scene.
const mind = loadMind();

/** Makes it: a Monday at noon, the group meets on Tuesdays. */
export async function createChatScene(more: readonly Handler[] = []): Promise<ChatScene> {
  const holdings = openInMemory(instant('2026-11-16T11:00Z'));
  const { simulator, office, store, say } = holdings;
  const failures: string[] = [];
  const bot = createBot({
    ...{ store, say, flows, ...mind },
    ...{ channel: simulator.channel, clock: simulator.clock, jobs: NOTHING_BY_ITSELF },
    handlers: [...more, ...handlers],
    limits: null,
    log: {
      info: () => {},
      warn: () => {},
      failed: (what, _error, facts) => failures.push(`${what} ${JSON.stringify(facts)}`),
    },
  });
  const addGroup = async (settings: Readonly<Record<string, unknown>>): Promise<string> => {
    const chat = simulator.createChat({ name: 'Ny mor' });
    const usual = { name: 'Ny mor', weekday: 'tuesday', start: '10:00', end: '12:00' };
    // What is said to everybody who is new has its own stories.
    const quiet = { off: 'introduction,welcome' };
    await office.addGroup({ ...usual, ...quiet, place: 'Huset', ...settings, id: chat, chat });
    return chat;
  };
  const group = await addGroup({ reminders: '1d 12:30' });
  await bot.start();
  return {
    ...holdings,
    ...createSimulation(bot, store, simulator),
    ...{ bot, group, failures, addGroup },
    add(name, { role, identity, group: other } = {}) {
      const person = simulator.createPerson({ name, ...(identity ? { identity } : {}) });
      const known = { group: other ?? group, name, id: person.id, person: person.phone };
      if (role !== undefined) {
        office.addMember({ ...known, role });
      }
      simulator.join(other ?? group, person.id);
      return person.id;
    },
    say: (from, text, chat = group) => simulator.say({ chat, from, text }),
    heard: (chat) => simulator.messages(chat).filter((message) => message.from === 'bot'),
    reactionOn(message) {
      const chats = [...simulator.chats().map(({ id }) => String(id))];
      const found = chats
        .flatMap((chat) => simulator.messages(chat))
        .find(({ id }) => id === message);
      return found?.reactions.find(({ from }) => from === 'bot')?.emoji ?? '';
    },
    async end() {
      await bot.stop();
      holdings.close();
    },
  };
}
