/**
 * A staff chat is read by those who run the group alone: names and the logbook are told there. Called by
 * `sweep`, which can see who is in it. A chat with a mother in it is one no more, and they hear why.
 */

import type { Store } from './context.ts';
import type { Say } from './say.ts';
import type { Channel, ChatId, Clock, MemberId } from './types.ts';
import { createVoice } from './voice.ts';

/** The message is of use for a day: then somebody has written `/stab` elsewhere, or not. */
const LIFETIME_MS = 24 * 60 * 60 * 1000;

export interface StaffChatParts {
  readonly store: Store;
  readonly channel: Pick<Channel, 'participants'>;
  readonly clock: Clock;
  readonly say: Say;
}

/**
 * Ends a staff chat that a mother of any group is in.
 * @throws where the channel cannot tell now
 */
export async function checkStaffChat(parts: StaffChatParts, chat: ChatId): Promise<void> {
  const { store, clock, say } = parts;
  const people = await parts.channel.participants(chat);
  store.transaction(() => {
    const ids = people.flatMap((person) => person.ids);
    const present = new Set(ids.flatMap((id) => store.members.byPerson(id)?.id ?? []));
    const isMother = (id: MemberId): boolean =>
      store.members.groupsOf(id).some(({ role }) => role === 'mother');
    if (![...present].some(isMother)) {
      return;
    }
    for (const group of store.groups.byStaffChat(chat)) {
      store.groups.setStaffChat(group.id, null);
      const voice = createVoice({ store, say }, { ...group, staffChat: null }, clock.now());
      voice.tellStaff({
        key: `staff-chat-ended:${group.id}:${clock.now()}`,
        message: {
          kind: 'text',
          text: say(voice.staffLanguage(), 'staff.ended', { group: group.name }),
        },
        expiresAt: clock.now() + LIFETIME_MS,
      });
    }
  });
}
