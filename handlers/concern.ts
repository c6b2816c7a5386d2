/** The tap on "shall the coordinator call you?": the coordinators hear who asks, and never why. */

import type { Context, Handler } from '../bot/context.ts';
import { membersOfRole, runsGroup } from '../bot/context.ts';
import type { Member } from '../bot/types.ts';
import { chosen } from './reading/chosen.ts';

/** A day later she has long been called, or has called herself. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;

export const concern: Handler = {
  name: 'concern',
  accepts: (ctx) => ctx.event.kind === 'vote' && ctx.post?.kind === 'concern',
  handle(ctx) {
    if (runsGroup(ctx.role) && wantsCall(ctx)) {
      askForCall(ctx);
    }
  },
};

function wantsCall(ctx: Context): boolean {
  const { event, post } = ctx;
  const [meaning] = event.kind === 'vote' && post ? chosen(ctx, event, post) : [];
  return meaning !== undefined && 'choice' in meaning && meaning.choice === 'call';
}

/** Once for each of these questions, however often it is tapped. */
function askForCall(ctx: Context): undefined {
  const keyOf = ({ id }: Member): string => `concern:${ctx.source.toString('hex')}:${id}`;
  const others = otherCoordinators(ctx);
  if (others.some((coordinator) => ctx.store.outbox.has(keyOf(coordinator)))) {
    return;
  }
  const reached = others.filter((coordinator) => {
    const language = coordinator.language ?? 'da';
    const values = { name: ctx.member.name, group: ctx.group.name };
    return ctx.tellMember({
      member: coordinator,
      key: keyOf(coordinator),
      message: { kind: 'text', text: ctx.say(language, 'concern.call', values) },
      expiresAt: ctx.now + LIFETIME_MS,
    });
  });
  ctx.answerPrivately(
    reached.length > 0
      ? ctx.say(ctx.language, 'concern.asked', {
          names: ctx.say.list(
            ctx.language,
            reached.map(({ name }) => name),
          ),
        })
      : ctx.say(ctx.language, 'concern.nobody'),
  );
}

/** Of all the groups that she runs and that are asked here. */
function otherCoordinators(ctx: Context): Member[] {
  const all = ctx.groups
    .map((group) => ctx.inGroup(group))
    .filter(({ role }) => runsGroup(role))
    .flatMap((there) => membersOfRole(there, 'coordinator'));
  return [...new Map(all.map((member) => [member.id, member])).values()].filter(
    ({ id }) => id !== ctx.member.id,
  );
}
