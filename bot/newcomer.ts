/**
 * Somebody whom no id of hers makes known: adds her, and notes where she may be a member of the group
 * under another id. Called by `receive` and `sweep` inside their transactions. Never decides that two
 * are one: that is the channel's or a person's to say.
 */

import { fold } from '../handlers/fold.ts';
import type { Store } from './context.ts';
import { cleanName } from './names.ts';
import type { Group, Identity, MemberId } from './types.ts';

/** Who came, and when. */
export interface Newcomer {
  readonly identity: Identity;
  /** When she was first seen. */
  readonly at: number;
  readonly now: number;
}

/** Adds her as a member of no group yet; answers with her id. */
export function addNewcomer(store: Store, group: Group, { identity, at, now }: Newcomer): MemberId {
  const name = cleanName(identity.name ?? '');
  const other = identity.ids.length === 1 ? findTwin(store, group, name) : null;
  const id = store.members.add({ name, language: null, ids: identity.ids, at });
  if (other !== null) {
    store.twins.notice({ newer: id, other, noticedAt: now });
    store.groups.touch(group.id);
  }
  return id;
}

/**
 * The one member of the group who has that name and of whom, too, the channel has told one id only;
 * null where there is none. Where there are several, a yes could not say which of them.
 */
function findTwin(store: Store, group: Group, name: string): MemberId | null {
  const folded = fold(name);
  if (folded === '') {
    return null;
  }
  const asked = new Set(store.twins.openIn(group.id).map(({ newer }) => newer));
  const found = store.members
    .inGroup(group.id)
    .map(({ member }) => member)
    .filter(
      ({ id, name: known }) =>
        !asked.has(id) && fold(known) === folded && store.members.countIds(id) === 1,
    );
  const [only] = found;
  return only && found.length === 1 ? only.id : null;
}
