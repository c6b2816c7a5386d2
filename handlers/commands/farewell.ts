/** `/farewell Amina`: a warm goodbye in the group. She may stay in the chat; she is counted no more. */

import type { Command, Context } from '../../bot/context.ts';
import type { Member, MemberId } from '../../bot/types.ts';
import { whichMother } from '../reading/which-mother.ts';
import { propose } from './propose.ts';
import { Refusal, tellPrivately } from './refusal.ts';
import { STAFF } from './roles.ts';

/** A goodbye that comes later than this is none. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;

interface Before {
  readonly member: MemberId;
  /** The key of what the group was told; null: nothing. */
  readonly key: string | null;
}

export const farewell: Command = {
  id: 'farewell',
  roles: STAFF,
  everyday: true,
  run(ctx, { words }) {
    if (words === '') {
      throw new Refusal('farewell.how');
    }
    const mother = whichMother(ctx, words);
    if (isUnnamed(mother)) {
      // What the group would read would name her.
      tellPrivately(ctx, ctx.say(ctx.language, 'farewell.silent', { name: mother.name }));
      part(ctx, { member: mother.id, key: null });
    } else {
      propose(ctx, farewell, { change: mother.id, preview: goodbye(ctx, mother) });
    }
  },
  carryOut(ctx, change) {
    const mother = ctx.store.members.get(change as MemberId);
    if (!mother || ctx.store.members.roleIn(ctx.group.id, mother.id) !== 'mother') {
      throw new Refusal('farewell.gone');
    }
    const key = `farewell:${ctx.source.toString('hex')}`;
    const text = goodbye(ctx, mother);
    ctx.tellGroup({ key, message: { kind: 'text', text }, expiresAt: ctx.now + LIFETIME_MS });
    part(ctx, { member: mother.id, key });
    if (ctx.where === 'group') {
      ctx.react('✅');
    } else {
      ctx.answer(ctx.say(ctx.language, 'farewell.done', { name: mother.name }));
    }
  },
  undo(ctx, before) {
    const { member, key } = before as Before;
    const mother = ctx.store.members.get(member);
    if (!mother || !ctx.store.members.isFormer(ctx.group.id, member)) {
      throw new Refusal('farewell.gone');
    }
    ctx.store.members.takeBack(ctx.group.id, member);
    if (key !== null) {
      ctx.store.outbox.discard(key);
    }
    ctx.store.groups.touch(ctx.group.id);
    return ctx.say(ctx.language, 'farewell.back', { name: mother.name });
  },
};

function isUnnamed(mother: Member): boolean {
  return mother.protected || mother.spared;
}

function part(ctx: Context, before: Before): undefined {
  const { group, member, store, now } = ctx;
  store.members.part(group.id, before.member, now);
  store.groups.touch(group.id);
  store.deeds.note({ group: group.id, member: member.id, command: 'farewell', before, at: now });
}

function goodbye(ctx: Context, mother: Member): string {
  return ctx.inEveryLanguage((language) =>
    ctx.say(language, 'farewell.member', { name: mother.name }),
  );
}
