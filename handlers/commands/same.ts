/**
 * `/same Amina yes`: a volunteer says whether somebody new is a member under another id. What she
 * says stands: two members made one cannot be taken apart. Answered directly only: it names people.
 */

import { type Command, type Context, mayDecide } from '../../bot/context.ts';
import type { MemberId } from '../../bot/types.ts';
import { fold } from '../reading/fold.ts';
import { ownWordsOf } from '../reading/words.ts';
import { Refusal, tellPrivately } from './refusal.ts';
import { STAFF } from './roles.ts';

export const same: Command = {
  id: 'same',
  roles: STAFF,
  // A pair is found by its name in whichever of her groups it is.
  groupless: true,
  run(ctx, { words }) {
    const pairs = openPairs(ctx);
    const { name, decision } = readDecision(ctx, words);
    const pair = choose(pairs, name, decision);
    const values = { name: pair.name };
    const answer = decision === 'same' ? 'same.merged' : 'same.different';
    // Before anything is changed: the asker may be one of the two herself.
    tellPrivately(ctx, ctx.say(ctx.language, answer, values));
    if (decision === 'same') {
      ctx.store.members.merge(pair.newer, pair.other);
    } else {
      ctx.store.twins.decideDifferent(pair.newer);
    }
  },
};

type Decision = 'same' | 'different' | null;

interface Pair {
  readonly newer: MemberId;
  readonly other: MemberId;
  readonly name: string;
}

/** The open pairs of the groups that she runs, which are hers to decide: the oldest of a group first; this group's in front. */
function openPairs(ctx: Context): Pair[] {
  const others = ctx.groups.filter((group) => group.id !== ctx.group.id);
  return [ctx, ...others.map((group) => ctx.inGroup(group))]
    .filter(({ role }) => STAFF.includes(role))
    .flatMap(({ group, store }) => store.twins.openIn(group.id))
    .filter((twin) => mayDecide(ctx.store, twin, ctx.member.id))
    .map(({ newer, other }) => {
      const name = ctx.store.members.get(newer)?.name ?? '';
      return { newer, other, name };
    });
}

/** @throws Refusal where there is no such pair, or no yes and no no */
function choose(pairs: readonly Pair[], name: string, decision: Decision): Pair {
  const [first] = pairs;
  if (!first) {
    throw new Refusal('error.same_none');
  }
  const pair = findByName(pairs, name);
  // `names`: whoever has no direct chat is not shown them in the group.
  if (name !== '' && !pair && decision !== null) {
    throw new Refusal('error.same_who', { name, names: first.name });
  }
  if (!pair || decision === null) {
    throw new Refusal('error.same_how', { names: (pair ?? first).name });
  }
  return pair;
}

/** By the whole name, else by its beginning where that can only mean one name; the oldest pair of it. */
function findByName(pairs: readonly Pair[], name: string): Pair | undefined {
  const whole = pairs.find((pair) => plain(pair.name) === name);
  const begun = pairs.filter((pair) => plain(pair.name).startsWith(`${name} `));
  const isOneName = new Set(begun.map((pair) => plain(pair.name))).size === 1;
  return whole ?? (isOneName ? begun[0] : undefined);
}

/** "Amina ja" → Amina, the same. */
function readDecision(ctx: Context, words: string): { name: string; decision: Decision } {
  const parts = plain(words).split(' ');
  const last = parts.at(-1) ?? '';
  const decision = ownWordsOf(ctx, 'words.yes').includes(last)
    ? 'same'
    : ownWordsOf(ctx, 'words.no').includes(last)
      ? 'different'
      : null;
  return { name: (decision === null ? parts : parts.slice(0, -1)).join(' '), decision };
}

/** Its words alone: a name that is copied has marks around it, a line has a full stop. */
function plain(text: string): string {
  return fold(text)
    .replace(/\p{Cf}/gu, '')
    .split(/[\s,;:.!]+/)
    .filter((part) => part !== '')
    .join(' ');
}
