/** `/data`: tells a member, directly, all that is kept about her. */

import type { Command, Context } from '../../bot/context.ts';
import { EVERYBODY } from './roles.ts';

export const data: Command = {
  id: 'data',
  roles: EVERYBODY,
  groupless: true,
  former: true,
  everyday: true,
  run(ctx) {
    tellDirectly(ctx, describe(ctx));
  },
};

/** What is hers alone is told in her own chat; where she has none she hears how to open it. */
export function tellDirectly(ctx: Context, text: string): undefined {
  const told = ctx.tellMember({
    member: ctx.member,
    key: `hers:${ctx.source.toString('hex')}`,
    message: { kind: 'text', text },
    expiresAt: ctx.now + LIFETIME_MS,
  });
  if (!told) {
    ctx.answer(ctx.say(ctx.language, 'rights.write_to_me'));
  } else if (ctx.where !== 'direct') {
    ctx.react('👀');
  }
}

const LIFETIME_MS = 60 * 60 * 1000;

function describe(ctx: Context): string {
  const { language, say } = ctx;
  const hers = ctx.store.dossiers.of(ctx.member.id);
  if (!hers) {
    return say(language, 'data.nothing');
  }
  const groups = hers.groups.map(({ group }) => ctx.store.groups.get(group)?.name ?? '');
  const meetings = new Set(hers.answers.map(({ group, date }) => `${group} ${date}`));
  return [
    say(language, 'data.title'),
    say(language, 'data.name', { name: hers.name || '–' }),
    say(language, 'data.number'),
    say(language, 'data.language', { language: say.namesOf(hers.language ?? 'da')[0] ?? '' }),
    say(language, 'data.groups', { groups: say.list(language, groups) }),
    say(language, 'data.role', { role: say(language, `data.role_${ctx.role}`) }),
    say(language, 'data.answers', { number: meetings.size }),
    say(language, 'data.meetings', {
      number: hers.attendance.filter(({ present }) => present).length,
    }),
    say(language, hers.quiet || hers.spared ? 'data.quiet' : 'data.loud'),
    ...(hers.protected ? [say(language, 'data.protected')] : []),
    say(language, 'data.never'),
  ].join('\n');
}
