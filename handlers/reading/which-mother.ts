/** The mother whom a line names: for what is done for one of them. */

import { type Context, everybodyOfRole } from '../../bot/context.ts';
import type { Member } from '../../bot/types.ts';
import { findMember } from './find-member.ts';
import { fold } from './fold.ts';

/**
 * Also somebody who is not counted. Whoever is protected is found by her name, and listed nowhere.
 * @throws Refusal where nobody is called so, or more than one
 */
export function whichMother(ctx: Context, line: string): Member {
  const name = line.trim().replace(/[\s.,!]+$/, '');
  const mothers = everybodyOfRole(ctx, 'mother');
  const hidden = mothers.filter(
    (mother) =>
      mother.protected &&
      [mother.name, mother.name.split(' ')[0] ?? ''].some((one) => fold(one) === fold(name)),
  );
  const [only] = hidden;
  const shown = mothers.filter((mother) => !mother.protected);
  return only && hidden.length === 1 ? only : findMember(ctx, name, shown);
}
