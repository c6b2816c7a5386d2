/** The people whom a line names, as a command is given them. */

import { type Context, NAMELESS } from '../../bot/context.ts';
import type { Member } from '../../bot/types.ts';
import { Refusal } from '../commands/refusal.ts';
import { fold } from './fold.ts';
import { wordsOf } from './words.ts';

/** "Kirsten og Mette" → those two. @throws Refusal where a name is nobody's, or several people's */
export function findMembers(ctx: Context, line: string, members: readonly Member[]): Member[] {
  const found = splitNames(ctx, line).map((name) => findMember(ctx, name, members));
  return [...new Map(found.map((member) => [member.id, member])).values()];
}

/**
 * By the whole name, else the first name, else its beginning.
 * @throws Refusal where it is nobody's, or several people's
 */
export function findMember(ctx: Context, name: string, members: readonly Member[]): Member {
  const wanted = fold(name).trim();
  const tests: ((full: string) => boolean)[] = [
    (full) => full === wanted,
    (full) => full.split(' ')[0] === wanted,
    (full) => full.startsWith(wanted),
  ];
  for (const test of tests) {
    const found = members.filter((member) => test(fold(member.name)));
    const [only] = found;
    if (only && found.length === 1) {
      return only;
    }
    if (only) {
      throw new Refusal('error.ambiguous_name', { name, names: list(ctx, found) });
    }
  }
  throw new Refusal('error.who_is', { name, names: list(ctx, members) });
}

/** What stands between commas and the words for "and". */
function splitNames(ctx: Context, line: string): string[] {
  const and = new Set(wordsOf(ctx, 'words.and'));
  return line
    .split(/[,;&+\n]/)
    .flatMap((part) => splitAt(part.split(' '), and))
    .filter((name) => name !== '');
}

function splitAt(words: readonly string[], separators: ReadonlySet<string>): string[] {
  const names: string[][] = [[]];
  for (const word of words) {
    if (separators.has(fold(word))) {
      names.push([]);
    } else {
      names.at(-1)?.push(word);
    }
  }
  return names.map((name) => name.join(' ').trim());
}

function list(ctx: Context, members: readonly Member[]): string {
  return ctx.say.list(
    ctx.language,
    members.map((member) => member.name || NAMELESS),
  );
}
