/**
 * Events are hints, history is the source: reads every chat from where it was last read, so that
 * what no event told is found. Everything it finds goes through the same door as an event.
 */

import type { AccountChat } from '../data/channel.ts';
import type { Store } from './context.ts';
import type { Log } from './log.ts';
import { addNewcomer, learnName } from './newcomer.ts';
import type { Say } from './say.ts';
import { checkStaffChat } from './staff-chats.ts';
import type { Channel, Chat, ChatId, Clock, Group, GroupId, MemberId, Receive } from './types.ts';

const MINUTE_MS = 60 * 1000;
/** Read again behind the mark: what came out of order, or was edited since, is found too. */
const OVERLAP_MS = 60 * MINUTE_MS;
/** A chat that was never read is read this far back: what was said before the bot came is not its business. */
const FIRST_READ_MS = 10 * MINUTE_MS;

export interface SweepParts {
  readonly store: Store;
  readonly channel: Channel;
  readonly clock: Clock;
  readonly receive: Receive;
  readonly say: Say;
  readonly log: Log;
}

/**
 * So many groups are asked for their people in one sweep: WhatsApp asks its servers for each, and an
 * account that asks for hundreds every ten minutes stands out. Those asked longest ago come first.
 */
const MOST_GROUPS = 30;

/** Reads all chats, or only those of groups that were added since the last reading. */
export type Sweep = (which: 'all' | 'new') => Promise<void>;

/** Creates the sweep. It never rejects; a chat that cannot be read does not stop the others. */
export function createSweep(parts: SweepParts): Sweep {
  const isNew = (group: Group): boolean => parts.store.inbox.readTo(group.chat) === null;
  const comparedAt = new Map<GroupId, number>();
  const compare = async (group: Group): Promise<void> => {
    comparedAt.set(group.id, parts.clock.now());
    await safely(parts, group.id, () => compareParticipants(parts, group));
  };
  const chooseGroups = (groups: readonly Group[]): readonly Group[] =>
    groups
      .toSorted((one, other) => (comparedAt.get(one.id) ?? 0) - (comparedAt.get(other.id) ?? 0))
      .slice(0, MOST_GROUPS);
  return async (which) => {
    if (!parts.channel.connected()) {
      return;
    }
    if (which === 'new') {
      for (const group of parts.store.groups.all().filter(isNew)) {
        await compare(group);
        await readGroup(parts, group);
      }
      return;
    }
    await safely(parts, 'account', () => noteChats(parts));
    const groups = parts.store.groups.all();
    const chosen = chooseGroups(groups);
    for (const group of chosen) {
      await compare(group);
    }
    // Before it is read: what is asked in it is answered with names.
    for (const id of staffChatsOf(chosen)) {
      await safely(parts, 'staff chat', () => checkStaffChat(parts, id));
    }
    for (const group of groups) {
      await readGroup(parts, group);
    }
    for (const id of staffChatsOf(parts.store.groups.all())) {
      await safely(parts, 'staff chat', () => readChat(parts, { id, kind: 'group' }, null));
    }
    for (const member of parts.store.members.withDirectChat()) {
      await safely(parts, member.id, async () => {
        if (member.directChat) {
          await readChat(parts, { id: member.directChat, kind: 'direct' }, member.id);
        }
      });
    }
  };
}

function staffChatsOf(groups: readonly Group[]): ReadonlySet<ChatId> {
  return new Set(groups.flatMap(({ staffChat }) => staffChat ?? []));
}

/** Whoever cannot be told of now, what was said can be read all the same. */
async function readGroup(parts: SweepParts, group: Group): Promise<void> {
  const isFirst = parts.store.inbox.readTo(group.chat) === null;
  await safely(parts, group.id, () => readChat(parts, { id: group.chat, kind: 'group' }, null));
  if (isFirst && parts.store.inbox.readTo(group.chat) !== null) {
    // From now on it can be spoken to.
    parts.store.groups.touch(group.id);
  }
}

/** Once the channel is gone there is nothing to read, and no need to say so for every chat. */
async function safely(parts: SweepParts, id: string, run: () => Promise<void>): Promise<void> {
  try {
    if (parts.channel.connected()) {
      await run();
    }
  } catch (error) {
    parts.log.failed('sweep', error, { id });
  }
}

/** The chats that a group can be added to, for whoever asks while this process has the channel. */
async function noteChats({ store, channel }: SweepParts): Promise<void> {
  const told = (chats: readonly AccountChat[]): string =>
    JSON.stringify(chats.map(({ id, name }) => [id, name]).sort());
  const chats = await channel.chats();
  if (told(chats) !== told(store.channel.chats())) {
    store.transaction(() => store.channel.setChats(chats));
  }
}

async function readChat(parts: SweepParts, chat: Chat, member: MemberId | null): Promise<void> {
  const { store, channel, clock, receive } = parts;
  const startedAt = clock.now();
  const events = await channel.history(chat, readFrom(store, chat.id, startedAt));
  await Promise.all(events.map(receive));
  // Only now: a crash on the way reads the same part again.
  store.inbox.markRead(chat.id, member, startedAt);
}

function readFrom(store: Store, chat: ChatId, now: number): number {
  const mark = store.inbox.readTo(chat);
  return mark === null ? now - FIRST_READ_MS : mark - OVERLAP_MS;
}

/** Joins and leaves that no event told. */
async function compareParticipants(parts: SweepParts, group: Group): Promise<void> {
  const { store, channel, clock } = parts;
  const identities = await channel.participants(group.chat);
  if (identities.length === 0) {
    // The bot's own group has people in it: a chat that shows none has not been loaded yet.
    return;
  }
  store.transaction(() => {
    const now = clock.now();
    const present = new Set(
      identities.flatMap((identity) => {
        const known = store.members.recognise(identity);
        if (known) {
          learnName(store, known, { identity, now });
        }
        if (!known && store.members.forgottenAt(identity) !== null) {
          // She asked to be forgotten, and is only still there.
          return [];
        }
        const id = known?.id ?? addNewcomer(store, group, { identity, at: now, now });
        const isGuest = store.members.isFormer(group.id, id);
        if (store.members.roleIn(group.id, id) === null && !isGuest) {
          store.members.join(group.id, id, 'mother', now);
        }
        return [id];
      }),
    );
    for (const id of store.members.formerIn(group.id)) {
      if (!present.has(id)) {
        store.members.leave(group.id, id, now);
      }
    }
    for (const { member } of store.members.inGroup(group.id)) {
      const isThere = present.has(member.id) || mayBeOneOf(store, present, member.id);
      // Of whom a volunteer wrote down the name, WhatsApp's list says nothing.
      if (!isThere && store.members.countIds(member.id) > 0) {
        store.members.leave(group.id, member.id, now);
      }
    }
  });
}

/**
 * Whether somebody who is not on the list may still be there by another id: the channel has told one
 * id only, both of her and of somebody on it. Her answers would be lost with her place.
 */
function mayBeOneOf(store: Store, present: ReadonlySet<MemberId>, member: MemberId): boolean {
  const hasOneId = (id: MemberId): boolean => store.members.countIds(id) === 1;
  return hasOneId(member) && [...present].some(hasOneId);
}
