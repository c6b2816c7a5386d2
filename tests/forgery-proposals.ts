/**
 * Yes to what somebody else proposed, or to what one may not do any more. Used by `forgery.test.ts`, also of
 * the long tests.
 */

import { expect } from 'vitest';
import { type Cast, look } from './forgery-run.ts';
import type { Random } from './random.ts';

/** What is shown to the asker first and done after a yes. */
const PROPOSED = [
  ...['aflys', 'flyt torsdag kl. 11', 'pause 20/12 til 3/1', 'sted Biblioteket, Torvet 1'],
  ...['sted altid Sundhedshuset', 'afstemning tænder, søvn', 'farvel Amina'],
];
const YES = ['ja', 'Ja!', 'yes', 'نعم', '👍', '/ja'];

/** The bot's question, and the chat it stands in. */
export interface Question {
  readonly id: string;
  readonly chat: string;
  readonly yes: string;
}

/** Says yes in one way, to the question that is given. */
type Say = (cast: Cast, from: string, question: Question, random: Random) => void;

const SAYINGS: readonly Say[] = [
  (cast, from, question) => vote(cast, from, question),
  ({ scene }, from, question) => scene.simulator.react({ message: question.id, from, emoji: '👍' }),
  ({ scene }, from, question, random) => scene.say(from, random.pick(YES), question.chat),
  ({ scene }, from, question, random) =>
    scene.simulator.say({
      ...{ chat: question.chat, from, text: random.pick(YES) },
      quoted: question.id,
    }),
  ({ scene, ...cast }, from, question) => {
    scene.simulator.faults({ twin: 1, duplicate: 2 });
    vote({ scene, ...cast }, from, question);
  },
];

/** A tap on yes. */
export function vote({ scene }: Cast, from: string, question: Question): void {
  scene.simulator.vote({ message: question.id, from, options: [question.yes] });
}

/** Writes a command that is to be confirmed, and answers with the bot's question. */
export async function propose(
  { scene }: Cast,
  { from, chat, text }: { readonly from: string; readonly chat: string; readonly text: string },
): Promise<Question> {
  const before = scene.simulator.messages(chat).at(-1)?.seq ?? 0;
  scene.say(from, text, chat);
  await scene.settle();
  const asked = scene.simulator.messages(chat, before).findLast(({ poll }) => poll !== undefined);
  expect(asked?.poll?.question, text).toBe('Skal jeg sende det?');
  return { id: asked?.id ?? '', chat, yes: asked?.poll?.options[0]?.text ?? '' };
}

type Way = (cast: Cast, random: Random) => Promise<string>;

/** Each ends with a yes that counts for nothing, and answers with what it was, for the failure's message. */
const WAYS: readonly Way[] = [
  async (cast, random) => {
    const { kirsten, staff, jens, forgers, left } = cast;
    const question = await propose(cast, { from: kirsten, chat: staff, text: command(random) });
    const from = random.pick([jens, left, ...forgers.slice(-2)]);
    random.pick(SAYINGS)(cast, from, question, random);
    return "by another in the volunteers' chat, a volunteer, one who was, or a guest";
  },
  async (cast, random) => {
    const { kirsten, staff, jens } = cast;
    const question = await propose(cast, { from: kirsten, chat: staff, text: command(random) });
    await propose(cast, { from: jens, chat: staff, text: command(random) });
    random.pick([vote, SAYINGS[1] as Say])(cast, jens, question, random);
    return "under another's question, while one's own waits";
  },
  async (cast, random) => {
    const { kirsten, staff } = cast;
    const question = await propose(cast, { from: kirsten, chat: staff, text: command(random) });
    await propose(cast, { from: kirsten, chat: staff, text: command(random) });
    random.pick([vote, SAYINGS[1] as Say])(cast, kirsten, question, random);
    return 'under her own earlier question';
  },
  async (cast, random) => {
    const { scene, jens } = cast;
    const chat = `dm-${jens}`;
    const question = await propose(cast, { from: jens, chat, text: command(random) });
    scene.office.setRole({ group: scene.group, member: jens, role: 'partner' });
    random.pick(SAYINGS)(cast, jens, question, random);
    await scene.settle();
    scene.office.setRole({ group: scene.group, member: jens, role: 'volunteer' });
    return 'after the role was taken away';
  },
  async (cast, random) => {
    const { scene, kirsten, staff } = cast;
    const question = await propose(cast, { from: kirsten, chat: staff, text: command(random) });
    scene.say(kirsten, 'nej', staff);
    await scene.settle();
    random.pick(SAYINGS)(cast, kirsten, question, random);
    return 'after her own no';
  },
];

function command(random: Random): string {
  return `/${random.pick(PROPOSED)}`;
}

/** Says yes so often in a way that counts for nothing, and looks after each whether anything came of it. */
export async function forgeYes(cast: Cast, random: Random, times: number): Promise<void> {
  const { scene, kirsten, jens, staff } = cast;
  const before = look(cast);
  for (const _ of Array(times).keys()) {
    const way = await random.pick(WAYS)(cast, random);
    await scene.settle();
    expect(look(cast), way).toEqual(before);
    scene.say(kirsten, 'nej', staff);
    scene.say(jens, 'nej', staff);
    scene.say(jens, 'nej', `dm-${jens}`);
    await scene.settle();
  }
}
