/**
 * Random histories of a small chat, delivered twice, in another order, by the other id or not at
 * all, and the oracle's word against the bot's record. Used by `converge.test.ts`, also of the long tests.
 */

import fc from 'fast-check';
import { expect } from 'vitest';
import { type ChatScene, createChatScene } from './chat-scene.ts';
import { createOracle, type Meaning, type Oracle } from './converge-oracle.ts';
import { instant } from './small-world.ts';

const NEXT = '2026-11-17';
const AFTER = '2026-11-24';

/** Every version of one message means something else: an edit that says the same is a matter of taste. */
const TEXTS: readonly (readonly [string, Meaning])[] = [
  ['vi kommer den 17. november', { answer: 'yes', date: NEXT }],
  ['vi kommer ikke den 17. november', { answer: 'no', date: NEXT }],
  ['vi kommer måske den 17. november', { answer: 'maybe', date: NEXT }],
  ['vi kommer lidt senere den 17. november', { answer: 'late', date: NEXT }],
  ['vi kommer den 24. november', { answer: 'yes', date: AFTER }],
  ['vi kan ikke komme den 24. november', { answer: 'no', date: AFTER }],
  ['sikke et vejr', null],
];
const SIGNS: Readonly<Record<string, string>> = { yes: '✅', no: '💛', maybe: '🤔', late: '⏰' };
const EMOJI: readonly (readonly [string, Meaning])[] = [
  ['👍', { answer: 'yes', date: NEXT }],
  ['👎', { answer: 'no', date: NEXT }],
  ['😂', null],
  ['', null],
];

type Act =
  | { readonly kind: 'say'; readonly who: number; readonly what: number }
  | { readonly kind: 'edit'; readonly who: number; readonly what: number }
  | { readonly kind: 'delete'; readonly who: number; readonly which: number }
  | { readonly kind: 'vote' | 'react'; readonly who: number; readonly what: number }
  | { readonly kind: 'fault'; readonly name: string; readonly count: number }
  | { readonly kind: 'away' | 'settle' | 'wait' };

const who = fc.nat({ max: 2 });
const what = fc.nat({ max: 99 });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('say' as const), who, what }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('edit' as const), who, what }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), who, which: what }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('vote' as const), who, what }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('react' as const), who, what }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('fault' as const),
      name: fc.constantFrom('duplicate', 'shuffle', 'historyOnly', 'twin'),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'away' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'settle' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'wait' as const }) },
);

/** Runs so many histories of at most so many acts. @throws with the shortest one that comes out wrong */
export async function checkHistories(wanted: { runs: number; length: number }): Promise<void> {
  const history = fc.array(act, { minLength: 1, maxLength: wanted.length, size: 'max' });
  const property = fc.asyncProperty(history, async (acts) => {
    const scene = await createChatScene();
    try {
      const play = await begin(scene);
      for (const one of acts) {
        await play(one);
      }
      await play('end');
    } finally {
      await scene.end();
    }
  });
  await fc.assert(property, { numRuns: wanted.runs, endOnFailure: false });
}

interface Message {
  readonly id: string;
  readonly member: string;
  readonly said: number[];
  deleted: boolean;
}

interface Stage {
  readonly scene: ChatScene;
  readonly oracle: Oracle;
  readonly members: readonly string[];
  readonly messages: Message[];
  readonly reminder: string;
  readonly poll: { readonly id: string; readonly options: readonly string[] };
}

/** The reminder and its poll are there; then it is up to the three. */
async function begin(scene: ChatScene): Promise<(act: Act | 'end') => Promise<void>> {
  const members = [
    scene.add('Amina', { role: 'mother', identity: 'lid' }),
    scene.add('Olena', { role: 'mother' }),
    scene.add('Grace', { identity: 'lid' }),
  ];
  await scene.advanceTo(instant('2026-11-16T11:31Z'));
  const posts = scene.heard(scene.group);
  const poll = posts.find((post) => post.poll);
  const stage: Stage = {
    ...{ scene, members, messages: [], oracle: createOracle() },
    reminder: posts.find((post) => post.text)?.id ?? '',
    poll: { id: poll?.id ?? '', options: poll?.poll?.options.map(({ text }) => text) ?? [] },
  };
  return async (one) => (one === 'end' ? compare(stage) : perform(stage, one));
}

async function perform(stage: Stage, one: Act): Promise<void> {
  const { scene } = stage;
  switch (one.kind) {
    case 'fault':
      scene.simulator.faults({ [one.name]: one.count });
      return;
    case 'away':
      scene.simulator.faults({ away: scene.simulator.channel.connected() });
      return;
    case 'settle':
      return scene.settle();
    case 'wait':
      return scene.advanceTo(scene.simulator.clock.now() + 10 * 60_000);
    default:
      speak(stage, one);
  }
}

type Spoken = Exclude<Act, { kind: 'fault' | 'away' | 'settle' | 'wait' }>;

function speak(stage: Stage, one: Spoken): void {
  const { scene, oracle, messages } = stage;
  const member = stage.members[one.who] ?? '';
  const own = messages.filter((message) => message.member === member && !message.deleted);
  if (one.kind === 'say') {
    const said = one.what % TEXTS.length;
    const [text = '', meaning = null] = TEXTS[said] ?? [];
    const id = scene.say(member, text);
    messages.push({ id, member, said: [said], deleted: false });
    oracle.say(id, member, meaning);
  } else if (one.kind === 'edit') {
    const message = own[one.what % Math.max(own.length, 1)];
    const unsaid = [...TEXTS.keys()].filter((said) => !message?.said.includes(said));
    const fresh = unsaid[one.what % Math.max(unsaid.length, 1)];
    if (message && fresh !== undefined) {
      const [text = '', meaning = null] = TEXTS[fresh] ?? [];
      message.said.push(fresh);
      scene.simulator.edit(message.id, text);
      oracle.say(message.id, member, meaning);
    }
  } else if (one.kind === 'delete') {
    const message = own[one.which % Math.max(own.length, 1)];
    if (message) {
      message.deleted = true;
      scene.simulator.remove(message.id);
      oracle.say(message.id, member, null);
    }
  } else {
    answer(stage, one, member);
  }
}

function answer(
  { scene, oracle, poll, reminder }: Stage,
  one: { readonly kind: 'vote' | 'react'; readonly what: number },
  from: string,
): void {
  if (one.kind === 'react') {
    const [emoji = '', meaning = null] = EMOJI[one.what % EMOJI.length] ?? [];
    scene.simulator.react({ message: reminder, from, emoji });
    oracle.say(`reaction ${from}`, from, meaning);
    return;
  }
  const option = poll.options[one.what % (poll.options.length + 1)];
  scene.simulator.vote({ message: poll.id, from, options: option ? [option] : [] });
  const [said] = Object.entries(SIGNS).find(([, sign]) => option?.includes(sign)) ?? [];
  oracle.say(`vote ${from}`, from, said ? { answer: said, date: NEXT } : null);
}

function compare({ scene, oracle, messages, members }: Stage): Promise<void> {
  scene.simulator.faults({ clear: true });
  return scene.settle().then(() => {
    const nameOf = names(scene, members);
    const recorded = scene.office
      .meetings(scene.group, { from: NEXT, to: AFTER })
      .flatMap(({ date, rsvps }) =>
        rsvps.map(
          ({ member, answer: said, late }) => `${nameOf(member)} ${date} ${late ? 'late' : said}`,
        ),
      );
    expect(recorded.sort()).toEqual(oracle.rsvps());
    const standing = messages.filter(({ deleted }) => !deleted);
    const signs = standing.map(({ said }) => {
      const meaning = TEXTS[said.at(-1) ?? -1]?.[1] ?? null;
      return meaning ? SIGNS[meaning.answer] : '';
    });
    expect(standing.map(({ id }) => scene.reactionOn(id))).toEqual(signs);
    expect(scene.failures).toEqual([]);
  });
}

/** Whom the office did not register has an id of the bot's own: she is known by her name. */
function names(scene: ChatScene, members: readonly string[]): (member: string) => string {
  const [, , third = ''] = members;
  const known = new Map(
    scene.office.members(scene.group).map(({ id, name }) => [String(id), name]),
  );
  return (member) => (known.get(member) === 'Grace' ? third : member);
}
