/**
 * Somebody whom no id of hers makes known: adds her, and notes where she may be a member of the group
 * under another id. Called by `receive` and `sweep` inside their transactions. Never decides that two
 * are one: that is the channel's or a person's to say. And names whoever has no name yet.
 */

import { fold } from '../handlers/reading/fold.ts';
import type { Store } from './context.ts';
import { cleanName } from './names.ts';
import type { Channel, Clock, Event, Group, Identity, Member, MemberId } from './types.ts';

/** WhatsApp's clock and this machine's are not the same. */
const CLOCKS_DIFFER_MS = 2 * 60 * 1000;

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
      learnName(store, known, { identity, now: clock.now() });
    } else if (group && event.kind !== 'leave' && isNews(store, identity, event.at)) {
      addNewcomer(store, group, { identity, at: event.at, now: clock.now() });
    }
  });
}

/** What somebody did before she was forgotten does not bring her back. */
function isNews(store: Store, identity: Identity, at: number): boolean {
  const forgottenAt = store.members.forgottenAt(identity);
  return forgottenAt === null || at > forgottenAt + CLOCKS_DIFFER_MS;
}

/** Whether it is a message of a member without a name: somebody seen in the group shows it only then. */
export function isNameless(store: Store, event: Event): boolean {
  return event.kind === 'message' && store.members.byPerson(event.from)?.name === '';
}

/** Adds her as a member of no group yet; answers with her id. */
export function addNewcomer(store: Store, group: Group, { identity, at, now }: Newcomer): MemberId {
  const name = cleanName(identity.name ?? '');
  const other = findTwin(store, group, { name, ids: identity.ids.length });
  const wasForgotten = store.members.forgottenAt(identity) !== null;
  const id = store.members.add({ name, language: null, ids: identity.ids, at });
  if (wasForgotten) {
    // She knows it all already: she is neither welcomed nor asked anything.
    store.members.remember(identity);
    store.members.introduce(id, now);
    store.members.join(group.id, id, 'mother', at);
    store.members.welcome(group.id, id, now);
  }
  noticeTwin(store, group, { newer: id, other, now });
  return id;
}

function noticeTwin(
  store: Store,
  group: Group,
  { newer, other, now }: { newer: MemberId; other: MemberId | null; now: number },
): undefined {
  if (other !== null) {
    store.twins.notice({ newer, other, noticedAt: now });
    store.groups.touch(group.id);
  }
}

/**
 * Gives her the name that she shows, where she has none: WhatsApp tells no name of somebody who has not
 * written yet. A name that she has is never changed. She may be somebody whom a volunteer wrote down.
 */
export function learnName(
  store: Store,
  member: Member,
  { identity, now }: { readonly identity: Identity; readonly now: number },
): undefined {
  const name = cleanName(identity.name ?? '');
  if (name === '' || member.name !== '') {
    return;
  }
  store.members.setName(member.id, name);
  for (const { group: id } of store.members.groupsOf(member.id)) {
    const group = store.groups.get(id);
    if (group) {
      const other = findTwin(store, group, { name, ids: null });
      noticeTwin(store, group, { newer: member.id, other, now });
    }
  }
}

/** What somebody new shows; `ids` null: only those whom a volunteer wrote down are looked at. */
interface Shown {
  readonly name: string;
  readonly ids: number | null;
}

/**
 * The one member of the group who has that name and of whom, too, the channel has told one id only, or
 * none at all, as a volunteer wrote her down; null where there is none. Where there are several, a yes
 * could not say which of them.
 */
function findTwin(store: Store, group: Group, { name, ids }: Shown): MemberId | null {
  const folded = fold(name);
  if (folded === '') {
    return null;
  }
  const mayBe = (id: MemberId, known: string): boolean => {
    const count = store.members.countIds(id);
    return count === 0
      ? isBeginningOfOther(known, name)
      : count === 1 && ids === 1 && fold(known) === folded;
  };
  const asked = new Set(store.twins.openIn(group.id).map(({ newer }) => newer));
  const found = store.members
    .inGroup(group.id)
    .map(({ member }) => member)
    .filter(({ id, name: known }) => !asked.has(id) && mayBe(id, known));
  const [only] = found;
  return only && found.length === 1 ? only.id : null;
}

/** Written down by hand she is "Fatima"; on WhatsApp she may show "Fatima Hassan 🌸". */
function isBeginningOfOther(one: string, other: string): boolean {
  const [short = [], long = []] = [one, other]
    .map((name) => fold(name).match(/[\p{L}\p{N}]+/gu) ?? [])
    .sort((left, right) => left.length - right.length);
  return short.length > 0 && short.every((word, index) => word === long[index]);
}
