/**
 * The groups of a fault run and what their mothers do: they say who comes in words of known meaning,
 * edit, delete, vote, react, ask and chat. What all that means in the end is kept by the oracle.
 */

import type { LocalTime } from '../bot/types.ts';
import { createOracle, type Oracle } from './converge-oracle.ts';
import type { Random } from './random.ts';
import type { StandIn } from './stand-in/server.ts';
import type { StandInPerson } from './stand-in/world.ts';
import {
  CHATTER,
  dayOfPost,
  LANGUAGES,
  type Language,
  MONTHS,
  QUESTIONS,
  SIGNS,
  TEXTS,
} from './whatsapp-fault-texts.ts';
import { DAY_MS, localOf, MINUTE_MS } from './whatsapp-fault-time.ts';

/** WhatsApp lets nobody edit a message that is older. */
const EDITABLE_MS = 14 * MINUTE_MS;
/** Two deeds of one person stand in an order that whole seconds show. */
const BETWEEN_MS = 2000;
/** Nobody votes or reacts on what is older. */
const ANSWERED_MS = 5 * DAY_MS;

export interface Slot {
  readonly daysBefore: number;
  readonly time: LocalTime;
}

export interface FaultGroup {
  readonly id: string;
  readonly chat: string;
  readonly weekday: number;
  readonly reminders: readonly Slot[];
  readonly members: readonly Mother[];
}

export interface Mother {
  /** What the oracle calls her. */
  readonly name: string;
  readonly person: StandInPerson;
  readonly language: Language;
}

const PLANS = [
  { weekday: 2, reminders: '1d 18:00,0d 08:00' },
  { weekday: 3, reminders: '2d 09:30,1d 17:00,0d 08:15' },
  { weekday: 4, reminders: '2d 17:30' },
  { weekday: 5, reminders: '1d 12:00,0d 08:05' },
] as const;

/** A message that says who comes, as it stands. */
export interface Statement {
  readonly id: string;
  readonly chat: string;
  readonly mother: Mother;
  readonly saidAt: number;
  answer: string;
  edited: boolean;
  deleted: boolean;
}

export interface PeopleParts {
  readonly standIn: StandIn;
  readonly random: Random;
  /** Lets some time pass for everybody. */
  pass(ms: number): Promise<void>;
  /** Writes down what was done: kinds and ids. */
  note(what: string): void;
}

export class People {
  readonly groups: readonly FaultGroup[];
  readonly oracle: Oracle = createOracle();
  readonly statements: Statement[] = [];
  /** Messages that ask when or where. */
  readonly questions: { readonly id: string; readonly chat: string }[] = [];
  /** How often each kind of thing was done. */
  readonly deeds = new Map<string, number>();
  readonly #standIn: StandIn;
  readonly #random: Random;
  readonly #lastAt = new Map<Mother, number>();
  readonly #pass: (ms: number) => Promise<void>;
  readonly #note: (what: string) => void;

  constructor({ standIn, random, pass, note }: PeopleParts) {
    this.#standIn = standIn;
    this.#random = random;
    this.#pass = pass;
    this.#note = note;
    this.groups = PLANS.map((plan, at) => found(standIn, plan, at));
  }

  /** Every mother writes to the bot once: from then on it knows her direct chat. */
  open(): void {
    for (const { person } of this.groups.flatMap(({ members }) => members)) {
      this.#standIn.world.say({
        ...{ chat: this.#standIn.world.direct(person), from: person, text: 'hej' },
      });
    }
  }

  /** Somebody does something. */
  async act(): Promise<void> {
    const [group, mother] = this.#pick();
    await this.#wait(mother);
    const dice = this.#random.next();
    if (dice < 0.1) {
      const text = this.#random.pick(CHATTER);
      const id = this.#standIn.world.say({ chat: group.chat, from: mother.person, text });
      this.#count('chatter', mother, id);
    } else if (dice < 0.16) {
      this.#ask(group, mother);
    } else if (dice < 0.36) {
      this.#answerPost(group, mother);
    } else if (dice < 0.52) {
      this.#change(group, mother);
    } else {
      this.#state(group, mother);
    }
  }

  /** Somebody does what the bot says something to: a reaction or an answer. */
  async prompt(): Promise<void> {
    const [group, mother] = this.#pick();
    await this.#wait(mother);
    if (this.#random.next() < 0.5) {
      this.#ask(group, mother);
    } else {
      this.#state(group, mother);
    }
  }

  #pick(): [FaultGroup, Mother] {
    const group = this.#random.pick(this.groups);
    return [group, this.#random.pick(group.members)];
  }

  async #wait(mother: Mother): Promise<void> {
    const now = this.#standIn.clock.now();
    if (now - (this.#lastAt.get(mother) ?? 0) < BETWEEN_MS) {
      await this.#pass(BETWEEN_MS);
    }
    this.#lastAt.set(mother, this.#standIn.clock.now());
  }

  #count(deed: string, mother: Mother, id: string): void {
    this.#note(`${deed} of ${mother.name}: ${id}`);
    this.deeds.set(deed, (this.deeds.get(deed) ?? 0) + 1);
  }

  /** Mostly in the group, now and then where only the bot reads it. */
  #chatOf(group: FaultGroup, { person }: Mother): string {
    return this.#random.next() < 0.85 ? group.chat : this.#standIn.world.direct(person);
  }

  #ask(group: FaultGroup, mother: Mother): void {
    const chat = this.#chatOf(group, mother);
    const text = QUESTIONS[mother.language];
    const id = this.#standIn.world.say({ chat, from: mother.person, text });
    this.questions.push({ id, chat });
    this.#count('question', mother, id);
  }

  #state(group: FaultGroup, mother: Mother): void {
    const chat = this.#chatOf(group, mother);
    const { text, answer, date } = this.#word(group, mother, null);
    const id = this.#standIn.world.say({ chat, from: mother.person, text });
    const saidAt = this.#standIn.clock.now();
    this.statements.push({ id, chat, mother, saidAt, answer, edited: false, deleted: false });
    this.oracle.say(id, mother.name, { answer, date });
    this.#count(
      'statement',
      mother,
      `${id} ${chat === group.chat ? '' : 'directly '}${date} ${answer}`,
    );
  }

  /** A sentence about one of her group's next three meetings, other than `unlike` says. */
  #word(group: FaultGroup, { language }: Mother, unlike: string | null) {
    const texts = Object.entries(TEXTS[language]).filter(([answer]) => answer !== unlike);
    const [answer, text] = this.#random.pick(texts);
    const today = localOf(this.#standIn.clock.now()).toPlainDate();
    const soonest = today.add({ days: 1 });
    const first = soonest.add({ days: (group.weekday - soonest.dayOfWeek + 7) % 7 });
    const day = first.add({ weeks: this.#random.between(0, 2) });
    const month = MONTHS[language].split(' ')[day.month - 1] ?? '';
    const worded = text.replace('{d}', String(day.day)).replace('{m}', month);
    return { text: worded, answer, date: day.toString() };
  }

  /** Edits or deletes one of her statements, each in the time that WhatsApp leaves. */
  #change(group: FaultGroup, mother: Mother): void {
    const now = this.#standIn.clock.now();
    const last = this.statements.findLast((one) => one.mother === mother && !one.deleted);
    if (!last) {
      this.#state(group, mother);
    } else if (now - last.saidAt < EDITABLE_MS && !last.edited) {
      const { text, answer, date } = this.#word(group, mother, last.answer);
      Object.assign(last, { answer, edited: true });
      this.#standIn.world.edit(last.id, text);
      this.oracle.say(last.id, mother.name, { answer, date });
      this.#count('edit', mother, `${last.id} ${date} ${answer}`);
    } else if (now - last.saidAt < DAY_MS) {
      this.#count('deletion', mother, last.id);
      last.deleted = true;
      this.#standIn.world.remove(last.id);
      this.oracle.say(last.id, mother.name, null);
    } else {
      this.#state(group, mother);
    }
  }

  /** Votes in a poll of the bot's, or reacts on it or on a reminder. */
  #answerPost(group: FaultGroup, mother: Mother): void {
    const oldest = this.#standIn.clock.now() - ANSWERED_MS;
    const posts = this.#standIn.world
      .messages(group.chat)
      .filter((one) => one.t * 1000 > oldest && dayOfPost(one) !== null);
    if (posts.length === 0) {
      this.#state(group, mother);
      return;
    }
    const post = this.#random.pick(posts);
    const date = dayOfPost(post) ?? '';
    if (post.poll && this.#random.next() < 0.8) {
      const option = this.#random.pick([...post.poll.options, null]);
      this.#standIn.world.vote(post.id, mother.person, option === null ? [] : [option]);
      const [answer] = Object.entries(SIGNS).find(([, sign]) => option?.includes(sign)) ?? [];
      const meaning = answer === undefined ? null : { answer, date };
      this.oracle.say(`vote ${post.id} ${mother.name}`, mother.name, meaning);
      this.#count('vote', mother, `${post.id} ${date} ${answer}`);
    } else {
      const emoji = this.#random.pick(['👍', '👎', '😂']);
      this.#standIn.world.react(post.id, mother.person, emoji);
      const answer = { '👍': 'yes', '👎': 'no', '😂': null }[emoji] ?? null;
      const meaning = answer === null ? null : { answer, date };
      this.oracle.say(`reaction ${post.id} ${mother.name}`, mother.name, meaning);
      this.#count('reaction', mother, `${post.id} ${date} ${answer}`);
    }
  }
}

function found(standIn: StandIn, plan: (typeof PLANS)[number], at: number): FaultGroup {
  const { world } = standIn;
  const members = LANGUAGES.map((language, index) => ({
    name: `${at}-${language}`,
    person: world.makePerson(`Mor ${at}${index}`, index === 0 ? 'phone' : 'lid'),
    language,
  }));
  const people = members.map(({ person }) => person);
  return {
    ...{ id: `g-${at}`, chat: world.makeGroup(`Ny mor ${at}`, people), members },
    weekday: plan.weekday,
    reminders: plan.reminders.split(',').map((slot) => {
      const [days = '', time = ''] = slot.split('d ');
      return { daysBefore: Number(days), time };
    }),
  };
}
