/**
 * Plays a story on the real bot: the simulator and real SQLite files, everything closed and opened
 * again between any two steps, so that nothing can hide in memory. Used by `conversations.test.ts`.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toInstant } from '../bot/calendar.ts';
import type { SimulatedMessage } from '../bot/channels/simulator/reading.ts';
import { QUIET_JOBS } from '../bot/cli/quiet-jobs.ts';
import { loadConfig } from '../bot/config.ts';
import { createLife, LOCALES, openHoldings, type SimulatorHoldings } from '../bot/holdings.ts';
import type { Mind } from '../bot/mind.ts';
import type { MeetingView } from '../bot/office-views.ts';
import { loadSay } from '../bot/say.ts';
import type { MessageId } from '../bot/types.ts';

/** Somebody in a story: a role, or more. */
export type Person = string | { role?: string; language?: string; identity?: 'phone' | 'lid' };

/** One thing that happens, or one look at what has come of it. */
export interface Step {
  readonly from?: string;
  readonly says?: string;
  /** Where it is said: in the group, directly to the bot, or in the volunteers' own chat. */
  readonly to?: 'group' | 'bot' | 'staff';
  /** `reminder`, `poll`, or the label of somebody's message. */
  readonly quotes?: string;
  readonly label?: string;
  /** Edits her labelled message into what `says` says. */
  readonly edits?: string;
  readonly deletes?: string;
  readonly reacts?: string;
  readonly votes?: readonly string[];
  readonly on?: string;
  readonly joins?: string;
  /** Somebody of the story comes into the volunteers' own chat. */
  readonly joinsStaff?: string;
  readonly leaves?: string;
  /** Marks her as one whose address is secret. */
  readonly protects?: string;
  /** Adds help that is offered near the group. */
  readonly offers?: Record<string, string>;
  /** Local time to which the pretend clock moves. */
  readonly at?: string;
  readonly faults?: Record<string, unknown>;
  /** Ends as a crash does, before anything of this step was handled. */
  readonly crash?: true;
  readonly settings?: Record<string, unknown>;
  readonly expect?: Expectation;
}

export interface Expectation {
  /** All that the bot said in the group since the last look: a part of each message, in order. */
  readonly said?: readonly string[];
  /** All that it said in the volunteers' own chat since the last look. */
  readonly toldStaff?: readonly string[];
  /** All that it said to somebody directly since the last look. */
  readonly told?: Record<string, readonly string[]>;
  /** The bot's reaction on labelled messages; empty: none. */
  readonly reactions?: Record<string, string>;
  /** Who answered what, by day: everybody who did. */
  readonly rsvps?: Record<string, Record<string, string>>;
  readonly attendance?: Record<string, Record<string, boolean>>;
  readonly meetings?: Record<string, string>;
  readonly members?: Record<string, string>;
  /** What may be told of the group's answers to the short questions: `good of answers`, or `few`. */
  readonly pulse?: Record<string, string>;
}

export interface Story {
  readonly about: string;
  readonly start: string;
  readonly group?: Record<string, unknown>;
  /** The bot says what it is, welcomes who comes, asks for her language: else these are switched off. */
  readonly greets?: true;
  /** Which of the questions and hints around a meeting the bot brings by itself: the others are switched off. */
  readonly with?: readonly string[];
  readonly people: Record<string, Person>;
  readonly steps: readonly Step[];
}

/** What a look found, in the form of the expectation. */
export type Found = Expectation;

/** Read once for all stories: the texts do not change. */
const SAY = loadSay(LOCALES);

const GROUP = {
  name: 'Ny mor',
  weekday: 'tuesday',
  start: '10:00',
  end: '12:00',
  place: 'Familiehuset, Skolegade 3',
  zone: 'Europe/Copenhagen',
};

/** A family and a volunteer who agree on each visit: nothing else need be said. */
const HOME = { name: 'Besøg', zone: GROUP.zone };

/** What the bot says to everybody who is new: a story begins when all that is done. */
const GREETINGS = ['introduction', 'welcome'];
/** What it says around each meeting to those who run the group. */
const CARES = ['log-prompt', 'staffing', 'after-meeting', 'away-hint', 'newcomer-hint'];

export class Play {
  readonly #folder = mkdtempSync(join(tmpdir(), 'holdepunkt-story-'));
  readonly #story: Story;
  readonly #zone: string;
  readonly #people = new Map<string, string>();
  readonly #labels = new Map<string, { id: string; chat: string }>();
  readonly #read = new Map<string, number>();
  #group = '';
  /** The volunteers' own chat: made by WhatsApp, it is theirs once `/stab` was written there. */
  #staff = '';

  readonly #mind: Mind;

  /** The mind may be shared between stories: it remembers nothing. */
  constructor(story: Story, mind: Mind) {
    this.#story = story;
    this.#mind = mind;
    this.#zone = String(story.group?.['zone'] ?? GROUP.zone);
  }

  /** Makes the group and its people. */
  async begin(): Promise<void> {
    await this.#open(async (holdings) => {
      const { simulator, office } = holdings;
      this.#group = simulator.createChat({ name: GROUP.name });
      await office.addGroup({
        ...(this.#story.group?.['kind'] === 'home' ? HOME : GROUP),
        ...this.#settings(this.#story.group ?? {}),
        id: this.#group,
        chat: this.#group,
      });
      for (const [name, person] of Object.entries(this.#story.people)) {
        this.#add(holdings, name, person);
      }
      this.#staff = simulator.createChat({ name: 'De frivillige' });
      for (const { id, role } of office.members(this.#group)) {
        if (role === 'volunteer' || role === 'coordinator') {
          simulator.join(this.#staff, id);
        }
      }
    });
    await this.run({});
  }

  /** Does one step; answers with what a look found where the step is one. */
  async run(step: Step): Promise<Found | null> {
    return this.#open(async (holdings) => {
      if (step.crash) {
        // What people do reaches the pretend WhatsApp; the bot dies before it has taken it.
        await this.#act(holdings, step);
        return null;
      }
      const { bot, simulation } = createLife(holdings, QUIET_JOBS, { mind: this.#mind });
      await bot.start();
      await this.#act(holdings, step);
      if (step.at) {
        await simulation.advanceTo(this.#instant(step.at));
      }
      await simulation.settle();
      const found = step.expect ? this.#look(holdings, step.expect) : null;
      await bot.stop();
      return found;
    });
  }

  end(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #open<T>(work: (holdings: SimulatorHoldings) => Promise<T>): Promise<T> {
    const holdings = openHoldings(
      loadConfig({ DATA_DIR: this.#folder, LOG_LEVEL: 'silent', DEMO: '0' }),
      this.#instant(this.#story.start),
      SAY,
    );
    try {
      return await work(holdings);
    } finally {
      holdings.close();
    }
  }

  #instant(local: string): number {
    const [date = '', time = ''] = local.split('T');
    return toInstant(date, time, this.#zone);
  }

  #add({ simulator, office }: SimulatorHoldings, name: string, person: Person): void {
    const { identity, ...known } = typeof person === 'string' ? { role: person } : person;
    const created = simulator.createPerson({ name, identity: identity ?? 'phone' });
    this.#people.set(name, created.id);
    if (known.role !== undefined) {
      office.addMember({
        ...known,
        name,
        group: this.#group,
        id: created.id,
        person: created.phone,
      });
    }
    simulator.join(this.#group, created.id);
  }

  #settings(given: Record<string, unknown>): Record<string, unknown> {
    const { greets, with: wanted = [] } = this.#story;
    const cares = CARES.filter((name) => !wanted.includes(name));
    const off = [String(given['off'] ?? '').split(','), greets ? [] : GREETINGS, cares].flat();
    return { ...given, off: [...new Set(off.filter((name) => name !== ''))].join(',') };
  }

  #person(name: string): string {
    const id = this.#people.get(name);
    if (!id) {
      throw new Error(`The story knows nobody called ${name}`);
    }
    return id;
  }

  async #act(holdings: SimulatorHoldings, step: Step): Promise<void> {
    const { simulator, office } = holdings;
    if (step.faults) {
      simulator.faults(step.faults);
    }
    if (step.settings) {
      office.setGroup(
        this.#group,
        'off' in step.settings ? this.#settings(step.settings) : step.settings,
      );
    }
    if (step.offers) {
      office.addOffer(step.offers);
    }
    if (step.from) {
      this.#actAs(holdings, step, this.#person(step.from));
    }
    if (step.joinsStaff) {
      simulator.join(this.#staff, this.#person(step.joinsStaff));
    }
    if (step.joins) {
      this.#add(holdings, step.joins, {});
    }
    if (step.protects) {
      office.protectMember({ group: this.#group, member: step.protects });
    }
    if (step.leaves) {
      simulator.leave(this.#group, this.#person(step.leaves));
    }
  }

  #actAs(holdings: SimulatorHoldings, step: Step, from: string): void {
    const { simulator } = holdings;
    const on = (name: string): string => this.#message(holdings, name, from);
    if (step.edits !== undefined) {
      simulator.edit(on(step.edits), step.says ?? '');
    } else if (step.says !== undefined) {
      const quoted = step.quotes ? { quoted: on(step.quotes) as MessageId } : {};
      const chat = this.#chatOf(step.to, from);
      const id = simulator.say({ chat, from, text: step.says, ...quoted });
      this.#labels.set(step.label ?? step.says, { id, chat });
    } else if (step.deletes !== undefined) {
      simulator.remove(on(step.deletes));
    } else if (step.reacts !== undefined) {
      simulator.react({ message: on(step.on ?? 'reminder'), from, emoji: step.reacts });
    } else if (step.votes !== undefined) {
      const poll = this.#post(holdings, step.on ?? 'poll', from);
      const options = step.votes.map((part) => findOption(poll, part));
      simulator.vote({ message: poll.id, from, options });
    }
  }

  #chatOf(to: Step['to'], from: string): string {
    return to === 'bot' ? `dm-${from}` : to === 'staff' ? this.#staff : this.#group;
  }

  /** The id of a labelled message, or of the bot's last reminder or poll. */
  #message(holdings: SimulatorHoldings, name: string, from: string): string {
    return this.#labels.get(name)?.id ?? this.#post(holdings, name, from).id;
  }

  /** The bot's last text with a place (`reminder`) or last poll, in the group or in her direct chat. */
  #post({ simulator }: SimulatorHoldings, name: string, from: string): SimulatedMessage {
    const chat =
      name === 'direct poll' ? `dm-${from}` : name === 'staff poll' ? this.#staff : this.#group;
    const post = simulator
      .messages(chat)
      .findLast((message) =>
        name === 'reminder'
          ? message.from === 'bot' && message.text?.includes('📍')
          : message.poll !== undefined,
      );
    if (!post) {
      throw new Error(`There is no ${name} in the chat yet`);
    }
    return post;
  }

  #look(holdings: SimulatorHoldings, wanted: Expectation): Found {
    const { office } = holdings;
    const names = new Map([...this.#people].map(([name, id]) => [id, name]));
    const members = new Map(
      office.members(this.#group).map((member) => [String(member.id), member.name]),
    );
    const nameOf = (id: string): string => names.get(id) ?? members.get(id) ?? id;
    const meetings = office.meetings(this.#group);
    const byDate = <T>(
      dates: object | undefined,
      show: (meeting: MeetingView) => T,
    ): Record<string, T> =>
      Object.fromEntries(
        meetings
          .filter((meeting) => dates && meeting.date in dates)
          .map((meeting) => [meeting.date, show(meeting)]),
      );
    return {
      ...(wanted.said && { said: this.#said(holdings, this.#group, wanted.said) }),
      ...(wanted.toldStaff && {
        toldStaff: this.#said(holdings, this.#staff, wanted.toldStaff),
      }),
      ...(wanted.told && {
        told: mapValues(wanted.told, (parts, name) =>
          this.#said(holdings, `dm-${this.#person(name)}`, parts),
        ),
      }),
      ...(wanted.reactions && {
        reactions: mapValues(wanted.reactions, (_, label) => this.#reaction(holdings, label)),
      }),
      ...(wanted.rsvps && {
        rsvps: byDate(wanted.rsvps, (meeting) =>
          Object.fromEntries(
            meeting.rsvps.map((rsvp) => [
              nameOf(rsvp.member),
              `${rsvp.answer}${rsvp.late ? ' late' : ''}`,
            ]),
          ),
        ),
      }),
      ...(wanted.attendance && {
        attendance: byDate(wanted.attendance, (meeting) =>
          Object.fromEntries(
            meeting.attendance.map((record) => [nameOf(record.member), record.present]),
          ),
        ),
      }),
      ...(wanted.meetings && {
        meetings: byDate(wanted.meetings, ({ status, start, children }) =>
          [`${status} ${start}`, ...(children === undefined ? [] : [`${children} children`])].join(
            ', ',
          ),
        ),
      }),
      ...(wanted.pulse && {
        pulse: Object.fromEntries(
          (office.pulse(this.#group).at(-1)?.questions ?? []).map(({ question, answers, good }) => [
            question,
            answers === null ? 'few' : `${good} of ${answers}`,
          ]),
        ),
      }),
      ...(wanted.members && {
        members: Object.fromEntries(
          office.members(this.#group).map((member) => [member.name, member.role]),
        ),
      }),
    };
  }

  /** What the bot said since the last look, each shown as the wanted part where it holds that part. */
  #said({ simulator }: SimulatorHoldings, chat: string, parts: readonly string[]): string[] {
    const since = this.#read.get(chat) ?? 0;
    const messages = simulator.messages(chat, since);
    this.#read.set(chat, messages.at(-1)?.seq ?? since);
    return messages
      .filter((message) => message.from === 'bot')
      .map((message) => message.text ?? `poll: ${message.poll?.question}`)
      .map((text, index) => {
        const part = parts[index];
        return part !== undefined && text.includes(part) ? part : text;
      });
  }

  #reaction({ simulator }: SimulatorHoldings, label: string): string {
    const labelled = this.#labels.get(label);
    const message = simulator
      .messages(labelled?.chat ?? this.#group)
      .find((candidate) => candidate.id === labelled?.id);
    return message?.reactions.find((reaction) => reaction.from === 'bot')?.emoji ?? '';
  }
}

function findOption(poll: SimulatedMessage, part: string): string {
  const option = poll.poll?.options.find((candidate) => candidate.text.includes(part));
  if (!option) {
    throw new Error(`The poll has no option with ${part}`);
  }
  return option.text;
}

function mapValues<V, R>(
  record: Record<string, V>,
  map: (value: V, key: string) => R,
): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
