/**
 * A group with a volunteer, and people who pretend to be one. Used by `forgery.test.ts`, also of the
 * long tests.
 */

import { expect } from 'vitest';
import type { GroupId, MemberId } from '../bot/types.ts';
import { type ChatScene, createChatScene } from './chat-scene.ts';
import type { Random } from './random.ts';

/** What both are called in a line that names one. */
const GROUP = 'Ny mor';
const HOME = 'Familien Said';

/** Every name of every command of the volunteers, with what may follow. */
const COMMANDS = [
  ...['aflys', 'cancel', 'AFLYS', 'aflys tirsdag', 'aflys 24/11', 'aflys Ny mor'],
  ...['flyt torsdag kl. 11', 'move torsdag kl. 11', 'flyt kl. 13'],
  ...['hvem', 'who', 'hvem tirsdag', 'fremmøde alle', 'fremmoede ingen', 'attendance alle'],
  ...['rolle Amina volunteer', 'rolle Amina frivillig', 'role Amina volunteer', 'glem-mig Kirsten'],
  ...['login', 'rapport', 'report september', 'stab', 'staff', 'stab nej', 'fortryd', 'undo'],
  ...['pause 20/12 til 3/1', 'break december', 'sted altid Torvet 1', 'place 24/11 the library'],
  ...['aftale torsdag kl. 14', 'agree thursday at 14', 'log Hyggelig dag', 'logbog vis'],
  ...['log opfølgning Kirsten 24/11: ring', 'opgaver indkøb'],
  ...['tasks shopping Kirsten', 'emne tænder', 'topic nej', 'besøg tandlæge', 'visit dentist'],
  ...['afstemning', 'poll søvn, tænder', 'inspiration tænder', 'farvel Amina', 'farewell Amina'],
  ...['stille Amina', 'quiet Amina', 'ny Fatima 12345678', 'new Fatima +45 12 34 56 78'],
  ...['samme Kirsten ja', 'same Kirsten yes', 'bekymring'],
];
/** Ways to write a slash, and to hide one. */
const WRITINGS: readonly ((command: string) => string)[] = [
  (command) => `/${command}`,
  (command) => `  \n/${command}`,
  (command) => `/ ${command}`,
  (command) => `//${command}`,
  (command) => `／${command}`,
  (command) => `\u200B/${command}`,
  (command) => `\u202E/${command}`,
  (command) => `Kirsten: /${command}`,
  (command) => `> /${command}\n/${command}`,
  (command) => `/${command}\n/${command}`,
  (command) => `/${[...command].join('\u00AD')}`,
];

/** Who is in the chat. */
export interface Cast {
  readonly scene: ChatScene;
  readonly kirsten: string;
  /** None of them is a volunteer, whatever they are called. */
  readonly forgers: readonly string[];
  /** Was a volunteer, and is in no group any more. */
  readonly left: string;
  /** The volunteers' own chat: Kirsten's, and of some who are no volunteers (any more). */
  readonly staff: string;
  /** A volunteer like Kirsten. */
  readonly jens: string;
  /** The chat of one family and Kirsten, and the mother there: she is in the group too. */
  readonly home: string;
  readonly sahra: string;
}

/** Makes the group. Every one of them has a direct chat: a refusal is told there. */
export async function createCast(): Promise<Cast> {
  const scene = await createChatScene();
  const kirsten = scene.add('Kirsten', { role: 'volunteer' });
  const jens = scene.add('Jens', { role: 'volunteer' });
  const once = scene.add('Birgit', { role: 'volunteer' });
  const left = scene.add('Lone', { role: 'volunteer' });
  const forgers = [
    once,
    scene.add('Amina', { role: 'mother' }),
    scene.add('Kirsten', { identity: 'lid' }),
    scene.add('Кirstеn'),
    scene.add('\u202EnetsriK'),
    scene.add('Kirsten ✅ frivillig', { role: 'partner' }),
    scene.add('Sundhedsplejersken', { role: 'nurse' }),
  ];
  scene.office.setRole({ group: scene.group, member: once, role: 'mother' });
  scene.simulator.leave(scene.group, left);
  const sahra = scene.add('Sahra', { role: 'mother' });
  const home = await addHome(scene, { kirsten, sahra });
  const staff = scene.simulator.createChat({ name: 'De frivillige' });
  // No mother: with one in it the chat would be the volunteers' no more.
  for (const person of [kirsten, jens, left, ...forgers.slice(-2)]) {
    scene.simulator.join(staff, person);
  }
  for (const from of [kirsten, jens, left, sahra, ...forgers]) {
    scene.say(from, '/start', `dm-${from}`);
  }
  scene.say(kirsten, `/stab ${GROUP}`, staff);
  await scene.settle();
  return { scene, kirsten, jens, forgers, left, staff, home, sahra };
}

async function addHome(
  scene: ChatScene,
  { kirsten, sahra }: { readonly kirsten: string; readonly sahra: string },
): Promise<string> {
  const chat = scene.simulator.createChat({ name: HOME });
  const { id: group } = await scene.office.addGroup({ kind: 'home', name: HOME, id: chat, chat });
  for (const [id, role] of [
    [kirsten, 'volunteer'],
    [sahra, 'mother'],
  ] as const) {
    scene.store.members.join(group, id as MemberId, role, scene.simulator.clock.now());
    scene.simulator.join(chat, id);
  }
  return chat;
}

/** All that a command could have changed, or shown to a group. */
export function look({ scene, home, kirsten, jens, forgers, left }: Cast): unknown {
  const { office, store } = scene;
  const group = scene.group as GroupId;
  return {
    groups: office.groups(),
    staffChat: store.groups.get(group)?.staffChat,
    meetings: office.meetings(scene.group),
    visits: office.meetings(home),
    roles: office.members(scene.group).map(({ id, role }) => `${id} ${role}`),
    atHome: office.members(home).map(({ id, role }) => `${id} ${role}`),
    log: [...store.logbook.latest(group)],
    followUps: store.followUps.openIn(group),
    topics: store.topics.polls(group, 0),
    deeds: [kirsten, jens, left, ...forgers].flatMap((id) => store.deeds.allOf(id as MemberId, 0)),
    said: [scene.group, home].map((chat) => scene.heard(chat).length),
  };
}

type Way = (cast: Cast, text: string, random: Random) => string;

/** Each forges in its own way, and answers with what it was, for the failure's message. */
const WAYS: readonly Way[] = [
  ({ scene, forgers }, text, random) => {
    scene.say(random.pick(forgers), text);
    return 'in the group';
  },
  ({ scene, forgers, left }, text, random) => {
    const from = random.pick([...forgers, left]);
    scene.say(from, text, `dm-${from}`);
    return 'directly';
  },
  ({ scene, forgers, kirsten }, text, random) => {
    const quoted = scene.say(kirsten, 'hej alle sammen');
    scene.simulator.say({ chat: scene.group, from: random.pick(forgers), text, quoted });
    return "quoting a volunteer's message";
  },
  ({ scene, forgers, kirsten }, text, random) => {
    const from = random.pick([...forgers, kirsten]);
    scene.simulator.edit(scene.say(from, 'hej alle sammen'), text);
    return 'by an edit, also of a volunteer';
  },
  ({ scene, forgers, kirsten }, text) => {
    scene.simulator.remove(scene.say(kirsten, 'hov'));
    scene.simulator.faults({ twin: 1 });
    scene.say(forgers[2] ?? '', text);
    return 'by the other id of one of the same name';
  },
  ({ scene }, text) => {
    const stranger = scene.simulator.createPerson({ name: 'Kirsten' });
    scene.say(stranger.id, text, `dm-${stranger.id}`);
    return 'by a stranger';
  },
];

/** Forges so many commands, and looks after each whether anything came of it. */
export async function forge(cast: Cast, random: Random, times: number): Promise<void> {
  const before = look(cast);
  for (const _ of Array(times).keys()) {
    const text = random.pick(WRITINGS)(random.pick(COMMANDS));
    const way = random.pick(WAYS)(cast, text, random);
    await cast.scene.settle();
    expect(look(cast), `${way}: ${JSON.stringify(text)}`).toEqual(before);
  }
}

/** What forgers are told names nobody: neither who comes nor who is in the group. */
export function expectNobodyNamed({ scene, forgers, left }: Cast): void {
  const told = forgers.flatMap((from) => scene.heard(`dm-${from}`).slice(1));
  expect(told.length).toBeGreaterThan(3);
  expect(told.filter(({ text }) => /Birgit|Lone|Kirsten|Amina/.test(text ?? ''))).toEqual([]);
  // What is asked of herself, about herself, is no forger's.
  const asked = told.flatMap(({ poll }) => poll?.question ?? []);
  expect(asked.filter((question) => !question.startsWith('Skal jeg slette alt om dig?'))).toEqual(
    [],
  );
  expect(scene.heard(`dm-${left}`).length).toBeLessThanOrEqual(1);
  expect(scene.failures).toEqual([]);
}
