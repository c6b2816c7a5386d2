/** `/staff`: makes the chat it is written in the one of those who run the group, or ends that. */

import { ANSWER_LIFETIME_MS, type Command, type Context } from '../../bot/context.ts';
import { readYesOrNo } from '../reading/words.ts';
import { Refusal } from './refusal.ts';
import { STAFF } from './roles.ts';

export const staff: Command = {
  id: 'staff',
  roles: STAFF,
  elsewhere: true,
  run(ctx, { words }) {
    if (ctx.where === 'group' || ctx.where === 'direct') {
      throw new Refusal('error.staff_where');
    }
    if (readYesOrNo(ctx, words) === false) {
      end(ctx);
    } else {
      begin(ctx);
    }
  },
};

function begin(ctx: Context): undefined {
  const { group, event } = ctx;
  ctx.store.groups.setStaffChat(group.id, event.chat.id);
  const changed = ctx.store.groups.get(group.id) ?? group;
  ctx.inGroup(changed).tellStaff({
    key: `staff:${ctx.source.toString('hex')}`,
    message: { kind: 'text', text: ctx.say(ctx.language, 'staff.begun', { group: group.name }) },
    expiresAt: ctx.now + ANSWER_LIFETIME_MS,
  });
}

function end(ctx: Context): undefined {
  if (ctx.group.staffChat !== ctx.event.chat.id) {
    throw new Refusal('error.staff_where');
  }
  // Said while it still is one: the message goes where the group's staff chat is when it is sent.
  ctx.react('👋');
  ctx.store.groups.setStaffChat(ctx.group.id, null);
}
