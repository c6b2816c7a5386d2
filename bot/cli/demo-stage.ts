/**
 * The stage of the demo: the real bot in a pretend WhatsApp, in memory, with a pretend clock. Plays
 * steps and compares what came of them with what they mean. Called by `demo.ts`.
 */

import { toInstant, toLocal } from '../calendar.ts';
import type { SimulatedMessage } from '../channels/simulator/reading.ts';
import { DEFAULT_ZONE } from '../group-input.ts';
import { createLife, openInMemory, type SimulatorHoldings } from '../holdings.ts';
import type { MeetingView } from '../office-views.ts';
import type { LocalDate } from '../types.ts';
import { compareDeeds, compareOffice, compareRsvps, meetingOn, rsvpsOf } from './demo-compare.ts';
import type { CastMember, Course } from './demo-course.ts';
import type { Doing, Moment, Step } from './demo-step.ts';
import { QUIET_JOBS } from './quiet-jobs.ts';

/** A message that the bot wrote. */
export interface BotMessage {
  readonly at: number;
  /** Whom it wrote to; null: the group. */
  readonly to: string | null;
  readonly message: SimulatedMessage;
}

/** What came of a step. */
export interface Outcome {
  /** The option voted for. */
  readonly chosen: string;
  readonly reaction: string;
  readonly said: readonly BotMessage[];
  /** Where the bot did otherwise than the script means; empty: nowhere. */
  readonly otherwise: readonly string[];
}

export interface Stage {
  readonly zone: string;
  /** The local day of an instant. */
  dayOf(at: number): LocalDate;
  /** Moves the clock; answers with what the bot wrote on the way. */
  advance(to: Moment): Promise<readonly BotMessage[]>;
  /** Lets somebody do something, at its time. */
  perform(step: Step): Promise<Outcome>;
  /** What is recorded for the meeting of a day, and of everybody her name and role. */
  look(date: LocalDate): {
    meeting: MeetingView | undefined;
    people: ReturnType<SimulatorHoldings['office']['members']>;
  };
  close(): Promise<void>;
}

/** Sets up the group and everybody who is in it from the beginning. */
export async function openStage(course: Course): Promise<Stage> {
  const holdings = openInMemory(toInstant(course.begins, '09:00', DEFAULT_ZONE));
  const { simulator, office } = holdings;
  const group = simulator.createChat({ name: course.group.name });
  await office.addGroup({ ...course.group, id: group, chat: group, zone: DEFAULT_ZONE });
  for (const member of course.members.filter(({ joins }) => joins === undefined)) {
    enter(holdings, group, member);
  }
  const { bot, simulation } = createLife(holdings, QUIET_JOBS);
  await bot.start();
  const scene = { holdings, group, listener: listen(holdings, group) };
  return {
    zone: DEFAULT_ZONE,
    dayOf: (at) => toLocal(at, DEFAULT_ZONE).date,
    async advance(to) {
      await simulation.advanceTo(toInstant(to.date, to.time, DEFAULT_ZONE));
      return scene.listener.heard();
    },
    perform: (step) => perform(scene, step, simulation.settle),
    look: (date) => ({
      meeting: meetingOn(holdings, group, date),
      people: office.members(group),
    }),
    async close() {
      await bot.stop();
      holdings.close();
    },
  };
}

/** Whoever plays in it knows the bot already: nobody is asked for her language. */
function enter(
  { simulator, office, store }: SimulatorHoldings,
  group: string,
  member: CastMember,
): void {
  const person = simulator.createPerson({ id: idOf(member.name), name: member.name });
  const language = member.writes[0];
  const { id } = office.addMember({
    ...member,
    group,
    id: person.id,
    person: person.phone,
    language,
  });
  store.members.introduce(id, simulator.clock.now());
  simulator.join(group, person.id);
}

function idOf(name: string): string {
  return `m-${name.toLowerCase()}`;
}

/** Hears what the bot writes, and knows which of it can be answered. */
interface Listener {
  heard(): BotMessage[];
  readonly last: {
    reminder: string;
    poll: SimulatedMessage | null;
    attendance: SimulatedMessage | null;
    /** The last message of each person. */
    readonly own: Map<string, { chat: string; message: string }>;
  };
}

function listen({ simulator, office }: SimulatorHoldings, group: string): Listener {
  const read = new Map<string, number>();
  const last: Listener['last'] = { reminder: '', poll: null, attendance: null, own: new Map() };
  const hear = (chat: string, to: string | null): BotMessage[] => {
    const messages = simulator.messages(chat, read.get(chat) ?? 0);
    read.set(chat, messages.at(-1)?.seq ?? read.get(chat) ?? 0);
    const own = messages.filter((message) => message.from === 'bot');
    for (const message of own.filter(({ poll }) => poll)) {
      if (to !== null) {
        last.attendance = message;
        continue;
      }
      // Its reminder went out just before it.
      last.reminder = own.findLast(({ text, seq }) => text && seq < message.seq)?.id ?? '';
      last.poll = message;
    }
    return own.map((message) => ({ at: message.at, to, message }));
  };
  return {
    last,
    heard() {
      const people = office.members(group);
      const direct = people.flatMap(({ name }) => hear(simulator.direct(idOf(name)).id, name));
      return [...hear(group, null), ...direct].sort((x, y) => x.at - y.at);
    },
  };
}

interface Scene {
  readonly holdings: SimulatorHoldings;
  readonly group: string;
  readonly listener: Listener;
}

async function perform(scene: Scene, step: Step, settle: () => Promise<void>): Promise<Outcome> {
  const { holdings, group } = scene;
  const before = rsvpsOf(holdings, group, step.who);
  const acted = act(scene, step);
  await settle();
  const said = scene.listener.heard();
  const reaction = acted.message ? reactionOn(holdings, acted.chat, acted.message) : '';
  const after = rsvpsOf(holdings, group, step.who);
  return {
    chosen: acted.chosen ?? '',
    reaction,
    said,
    otherwise: [
      ...compareRsvps(step.means, before, after),
      ...compareDeeds(step.means, { reaction, answers: said.length }),
      ...compareOffice(step.means, holdings, group),
    ],
  };
}

interface Acted {
  readonly chat: string;
  readonly message?: string;
  readonly chosen?: string;
}

function act(scene: Scene, { who, doing }: Step): Acted {
  const { simulator } = scene.holdings;
  const { last } = scene.listener;
  const from = idOf(who);
  const own = last.own.get(who);
  switch (doing.kind) {
    case 'say':
      return speak(scene, who, doing);
    case 'edit':
      simulator.edit(own?.message ?? '', doing.text);
      return own ?? { chat: scene.group };
    case 'delete':
      simulator.remove(own?.message ?? '');
      return own ?? { chat: scene.group };
    case 'react':
      simulator.react({ message: last.reminder, from, emoji: doing.emoji });
      return { chat: scene.group };
    case 'join':
      simulator.join(scene.group, simulator.createPerson({ id: from, name: who }).id);
      return { chat: scene.group };
    case 'vote':
    case 'unvote': {
      const chosen =
        doing.kind === 'vote' ? last.poll?.poll?.options[doing.option]?.text : undefined;
      simulator.vote({ message: last.poll?.id ?? '', from, options: chosen ? [chosen] : [] });
      return { chat: scene.group, chosen: chosen ?? '' };
    }
    case 'tick':
      simulator.vote({ message: last.attendance?.id ?? '', from, options: doing.names });
      return { chat: simulator.direct(from).id };
  }
}

function speak(scene: Scene, who: string, doing: Extract<Doing, { kind: 'say' }>): Acted {
  const { simulator } = scene.holdings;
  const { last } = scene.listener;
  const from = idOf(who);
  const chat = doing.to === 'bot' ? simulator.direct(from).id : scene.group;
  const quoted = doing.quotes ? { quoted: last.reminder } : {};
  const message = simulator.say({ chat, from, text: doing.text, ...quoted });
  last.own.set(who, { chat, message });
  return { chat, message };
}

function reactionOn({ simulator }: SimulatorHoldings, chat: string, id: string): string {
  const message = simulator.messages(chat).find((candidate) => candidate.id === id);
  return message?.reactions.find(({ from }) => from === 'bot')?.emoji ?? '';
}
