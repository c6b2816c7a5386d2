/**
 * Somebody whom no id of hers makes known: adds her, and notes where she may be a member of the group
 * under another id. Called by `receive` and `sweep` inside their transactions. Never decides that two
 * are one: that is the channel's or a person's to say. And names whoever has no name yet.
 */

import { fold } from '../handlers/fold.ts';
import type { Store } from './context.ts';
import { cleanName } from './names.ts';
import type { Channel, Clock, Event, Group, Identity, Member, MemberId } from './types.ts';

/** Who came, and when. */
export interface Newcomer {
  readonly identity: Identity;
  /** When she was first seen. */
  readonly at: number;
  readonly now: number;
}

export interface IntroductionParts {
  readonly store: Store;
  readonly channel: Pick<Channel, 'identify'>;
  readonly clock: Clock;
}

/**
 * Asks the channel who did it: either somebody known by her other id, or new in the group. Somebody
 * who is in no group is nobody to the bot, and nothing of her is kept.
 * @throws where the channel cannot tell now
 */
export async function introduce(parts: IntroductionParts, event: Event): Promise<void> {
  const identity = await parts.channel.identify(event.from);
  const { store, clock } = parts;
  store.transaction(() => {
    const known = store.members.recognise(identity);
    const group = event.chat.kind === 'group' ? store.groups.byChat(event.chat.id) : null;
    if (known) {
      learnName(store, known, identity);
    } else if (group && event.kind !== 'leave') {
      addNewcomer(store, group, { identity, at: event.at, now: clock.now() });
    }
  });
}

/** Whether it is a message of a member without a name: somebody seen in the group shows it only then. */
export function isNameless(store: Store, event: Event): boolean {
  return event.kind === 'message' && store.members.byPerson(event.from)?.name === '';
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
 * Gives her the name that she shows, where she has none: WhatsApp tells no name of somebody who has not
 * written yet. A name that she has is never changed.
 */
export function learnName(store: Store, member: Member, identity: Identity): undefined {
  const name = cleanName(identity.name ?? '');
  if (name !== '' && member.name === '') {
    store.members.setName(member.id, name);
  }
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
