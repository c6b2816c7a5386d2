/** `/role`: a coordinator gives somebody another role in this group. Told privately: it names people. */

import { type Command, type Context, NAMELESS, type SayKey } from '../../bot/context.ts';
import type { MemberId, Role } from '../../bot/types.ts';
import { findMember } from '../reading/find-member.ts';
import { fold } from '../reading/fold.ts';
import { wordsOf } from '../reading/words.ts';
import { Refusal, tellPrivately } from './refusal.ts';
import { EVERYBODY } from './roles.ts';

/** Somebody's role before and after the command. */
interface RoleChange {
  readonly member: MemberId;
  readonly was: Role;
  readonly is: Role;
}

export const role: Command = {
  id: 'role',
  roles: ['coordinator'],
  run(ctx, { words }) {
    const line = readRoleLine(ctx, words);
    if (!line) {
      throw new Refusal('error.role_how', { roles: listRoles(ctx) });
    }
    const memberships = ctx.store.members
      .inGroup(ctx.group.id)
      .filter(({ member }) => !member.protected);
    const member = findMember(
      ctx,
      line.name,
      memberships.map((membership) => membership.member),
    );
    const was = ctx.store.members.roleIn(ctx.group.id, member.id) ?? 'mother';
    const change: RoleChange = { member: member.id, was, is: line.role };
    refuseLast(ctx, change);
    // Before anything is changed: where she cannot be told, nothing is done.
    tellPrivately(ctx, report(ctx, change));
    set(ctx, change);
  },
  undo(ctx, before) {
    const { member, was, is } = before as RoleChange;
    if (ctx.store.members.roleIn(ctx.group.id, member) !== is) {
      throw new Refusal('error.undo_role');
    }
    ctx.store.members.setRole(ctx.group.id, member, was);
    ctx.store.groups.touch(ctx.group.id);
    return report(ctx, { member, was: is, is: was });
  },
};

/** Her own role given away is not noted: she could take it back when it is no more hers to give. */
function set(ctx: Context, change: RoleChange): undefined {
  const { member, was, is } = change;
  if (was === is) {
    return;
  }
  ctx.store.members.setRole(ctx.group.id, member, is);
  ctx.store.groups.touch(ctx.group.id);
  if (member !== ctx.member.id) {
    ctx.store.deeds.note({
      ...{ group: ctx.group.id, member: ctx.member.id, command: 'role' },
      ...{ before: change, at: ctx.now },
    });
  }
}

/** @throws Refusal where the group would be left without a coordinator */
function refuseLast(ctx: Context, { member, was, is }: RoleChange): undefined {
  const others = ctx.store.members
    .inGroup(ctx.group.id)
    .filter((other) => other.role === 'coordinator' && other.member.id !== member);
  if (was === 'coordinator' && is !== 'coordinator' && others.length === 0) {
    throw new Refusal('error.role_last');
  }
}

function report(ctx: Context, { member, was, is }: RoleChange): string {
  const values = {
    name: ctx.store.members.get(member)?.name || NAMELESS,
    role: nameOf(ctx, is),
    group: ctx.group.name,
  };
  const key: SayKey =
    was === is ? 'role.same' : member === ctx.member.id ? 'role.yourself' : 'role.done';
  return ctx.say(ctx.language, key, values);
}

/** "Kirsten frivillig", "frivillig: Kirsten" → who and what; null where either is missing. */
function readRoleLine(ctx: Context, words: string): { name: string; role: Role } | null {
  const parts = words
    .replace(/[,:=.!]/g, ' ')
    .split(' ')
    .filter((part) => part !== '');
  // The longest words first: one role may be part of another's name.
  const splits = parts.flatMap((_, length) => [
    { said: parts.slice(length), name: parts.slice(0, length) },
    { said: parts.slice(0, -length), name: parts.slice(-length) },
  ]);
  for (const { said, name } of splits) {
    const found = EVERYBODY.find((one) =>
      wordsOf(ctx, `words.role_${one}`).includes(fold(said.join(' '))),
    );
    if (found && name.length > 0 && said.length > 0 && name.length < parts.length) {
      return { name: name.join(' '), role: found };
    }
  }
  return null;
}

function nameOf(ctx: Context, one: Role): string {
  return ctx.say(ctx.language, `role.${one}`);
}

function listRoles(ctx: Context): string {
  return ctx.say.list(
    ctx.language,
    EVERYBODY.map((one) => nameOf(ctx, one)),
  );
}
