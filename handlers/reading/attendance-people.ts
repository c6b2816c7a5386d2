/** Whom the names of a line mean, and a new name written down. Called by `attendance.ts`. */

import type { Context } from '../../bot/context.ts';
import { cleanName } from '../../bot/names.ts';
import type { Meeting, Member, MemberId } from '../../bot/types.ts';
import { mothersToName, wasInGroup } from '../attendance.ts';
import { Refusal } from '../commands/refusal.ts';
import type { Line } from './attendance-line.ts';
import { fold } from './fold.ts';

/** Who was there: members, and names that are new. */
export interface People {
  readonly present: ReadonlySet<MemberId>;
  readonly added: readonly string[];
}

/**
 * Whom a line says to have been there.
 * @throws Refusal where a name is unknown, of several, or no name at all
 */
export function readPeople(ctx: Context, meeting: Meeting, line: Line): People {
  const mothers = mothersToName(ctx);
  const came = line.came.flatMap((name) => findMothers(ctx, name, mothers));
  const away = new Set(line.away.flatMap((name) => findMothers(ctx, name, mothers)));
  const added = [...new Map(line.added.map((name) => [fold(name), name])).values()].map((name) =>
    readNewName(ctx, name, mothers),
  );
  const known = added.flatMap((one) => ('id' in one ? [one.id] : []));
  const everybody = mothers
    .map((mother) => mother.id)
    .filter((id) => isInGroup(ctx, id) && wasInGroup(ctx, meeting, id));
  const isAllBut = line.base === 'all' || (came.length === 0 && away.size > 0);
  const named = new Set(isAllBut ? everybody : came).difference(away);
  return {
    // "Nobody except Amina."
    present: new Set([...(line.base === 'none' ? away : named), ...known]),
    added: added.flatMap((one) => ('name' in one ? [one.name] : [])),
  };
}

function isInGroup(ctx: Context, id: MemberId): boolean {
  return ctx.store.members.roleIn(ctx.group.id, id) !== null;
}

/** Whom a name means; "Amina Fatma" with no comma is both, where nobody is called so. */
function findMothers(ctx: Context, name: string, mothers: readonly Member[]): MemberId[] {
  const whole = findOne(ctx, name, mothers);
  const words = name.split(' ');
  if (whole || words.length === 1) {
    return whole ? [whole] : refuseUnknown(ctx, name, mothers);
  }
  const each = words.map((word) => findOne(ctx, word, mothers));
  return each.every((id) => id !== null) ? each : refuseUnknown(ctx, name, mothers);
}

/** By the whole name, else the first name, else its beginning; more than one is asked about. */
function findOne(ctx: Context, written: string, mothers: readonly Member[]): MemberId | null {
  const name = plain(written);
  const tests: ((full: string) => boolean)[] = [
    (full) => full === name,
    (full) => full.split(' ')[0] === name,
    (full) => full.startsWith(name),
  ];
  for (const test of tests) {
    const found = mothers.filter((mother) => test(plain(mother.name)));
    const [only] = found;
    if (only && found.length > 1) {
      throw new Refusal('error.ambiguous_name', { name: written, names: list(ctx, found) });
    }
    if (only) {
      return only.id;
    }
  }
  return null;
}

function plain(name: string): string {
  return fold(name).replace(/\./g, '').trim();
}

function refuseUnknown(ctx: Context, name: string, mothers: readonly Member[]): never {
  throw new Refusal('attendance.unknown_name', { name, names: list(ctx, mothers) });
}

function list(ctx: Context, members: readonly Member[]): string {
  return ctx.say.list(
    ctx.language,
    members.map((member) => member.name),
  );
}

/**
 * A name that is new; or whom it means, where she was written down or announced before and has not come
 * to WhatsApp yet.
 * @throws Refusal where it is no name, or somebody in the chat has it
 */
function readNewName(
  ctx: Context,
  written: string,
  mothers: readonly Member[],
): { readonly id: MemberId } | { readonly name: string } {
  const name = cleanName(written);
  if (!/^\p{L}[\p{L}\p{M}\p{N} .'’-]{0,39}$/u.test(name) || /\d{3}/.test(name)) {
    throw new Refusal('attendance.new_name');
  }
  const same = mothers.filter((mother) => plain(mother.name) === plain(name));
  const awaited = same.find(
    ({ id }) => ctx.store.members.countIds(id) === 0 || !isInGroup(ctx, id),
  );
  if (!awaited && same.length > 0) {
    throw new Refusal('attendance.name_taken', { name });
  }
  return awaited ? { id: awaited.id } : { name };
}

/** Writes down a mother whom WhatsApp does not know yet: she was there, so she is in the group. */
export function addByHand(ctx: Context, meeting: Meeting, name: string): MemberId {
  const { members, groups } = ctx.store;
  const at = ctx.event.at;
  const id = members.add({ name, language: null, ids: [], at });
  members.join(ctx.group.id, id, 'mother', Math.min(at, meeting.startsAt));
  // She reads no welcome; whoever comes to the chat under her name does.
  members.welcome(ctx.group.id, id, at);
  groups.touch(ctx.group.id);
  return id;
}
