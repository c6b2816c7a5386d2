/**
 * `/quiet Amina`: everything automatic stops for one mother, and nobody is told why. Only where mothers do
 * not read it; nothing is said to her or to the group. `/quiet Amina no` ends it.
 */

import type { Command, Context } from '../../bot/context.ts';
import type { Member, MemberId } from '../../bot/types.ts';
import { whichMother } from '../reading/which-mother.ts';
import { readYesOrNo } from '../reading/words.ts';
import { Refusal, tellPrivately } from './refusal.ts';
import { STAFF } from './roles.ts';

interface Before {
  readonly member: MemberId;
  readonly spared: boolean;
}

export const quiet: Command = {
  id: 'quiet',
  roles: STAFF,
  everyday: true,
  run(ctx, { words }) {
    if (ctx.where === 'group') {
      tellPrivately(ctx, ctx.say(ctx.language, 'quiet.where'));
      return;
    }
    if (words === '') {
      throw new Refusal('quiet.how');
    }
    const parts = words.split(' ');
    const isEnd = parts.length > 1 && readYesOrNo(ctx, parts.at(-1) ?? '') === false;
    const mother = whichMother(ctx, isEnd ? parts.slice(0, -1).join(' ') : words);
    spare(ctx, mother, !isEnd);
    const key = isEnd ? 'quiet.ended' : 'quiet.done';
    tellPrivately(ctx, ctx.say(ctx.language, key, { name: mother.name }));
  },
  undo(ctx, before) {
    const { member, spared } = before as Before;
    const mother = ctx.store.members.get(member);
    if (!mother) {
      throw new Refusal('error.undo_nothing');
    }
    ctx.store.members.setStanding(member, 'spared', spared);
    return ctx.say(ctx.language, spared ? 'quiet.done' : 'quiet.ended', { name: mother.name });
  },
};

function spare(ctx: Context, mother: Member, on: boolean): undefined {
  const { group, member, store, now } = ctx;
  const before: Before = { member: mother.id, spared: mother.spared };
  store.members.setStanding(mother.id, 'spared', on);
  store.deeds.note({ group: group.id, member: member.id, command: 'quiet', before, at: now });
}
