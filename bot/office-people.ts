/**
 * What the office does for one person: shows all that is kept of her, erases it, keeps her out of what
 * others see. Part of `office.ts`. Never told by name in a log or an error.
 */

import type { Dossier } from '../data/dossier.ts';
import { BadInput, NotFound } from './bad-input.ts';
import type { Store } from './context.ts';
import type { Input } from './group-input.ts';
import type { Clock, MemberId } from './types.ts';

interface PeopleParts {
  readonly store: Store;
  readonly clock: Clock;
}

/** Creates the queries and commands on one person; each is named by her id, or a name that only she has. */
export function createPeopleOffice({ store, clock }: PeopleParts) {
  const find = (wanted: unknown): MemberId => findPerson(store, String(wanted ?? ''));
  return {
    /** All that is kept about her. @throws NotFound */
    exportPerson(wanted: unknown): Dossier {
      const dossier = store.dossiers.of(find(wanted));
      if (!dossier) {
        throw new NotFound('member: she is gone');
      }
      return dossier;
    },
    /** Erases her at once and for good. `scrubbed` false: the journal still holds it for some minutes. @throws NotFound */
    erasePerson(wanted: unknown): { erased: MemberId; scrubbed: boolean } {
      const member = find(wanted);
      store.transaction(() => {
        for (const group of store.members.everIn(member)) {
          store.groups.touch(group);
        }
        store.members.erase(member, clock.now());
      });
      return { erased: member, scrubbed: store.members.scrub() };
    },
    /** Names and counts her in nothing that others see, or does so again. @throws NotFound, BadInput */
    protectMember(input: Input): { member: MemberId; protected: boolean } {
      const member = find(input['member']);
      const group = store.groups
        .all()
        .find(({ id, name }) => id === input['group'] || name === input['group']);
      if (!group || !store.members.everIn(member).includes(group.id)) {
        throw new BadInput('group: she is in no such group; "manage member list" shows who is');
      }
      const on = input['off'] !== true;
      store.members.setStanding(member, 'protected', on);
      store.groups.touch(group.id);
      return { member, protected: on };
    },
  };
}

/** By her id, else by her name where one person alone has it. */
function findPerson(store: Store, wanted: string): MemberId {
  const byId = store.members.get(wanted as MemberId);
  if (byId) {
    return byId.id;
  }
  const found = new Set(
    store.groups
      .all()
      .flatMap((group) => store.members.inGroup(group.id))
      .filter(({ member }) => member.name.toLowerCase() === wanted.toLowerCase())
      .map(({ member }) => member.id),
  );
  const [only] = found;
  if (!only || wanted === '' || found.size > 1) {
    throw new NotFound(
      `member: ${found.size} are called so; "manage member list --group ID" shows their ids`,
    );
  }
  return only;
}
