/**
 * The office's command for the chat of those who run a group. Part of `office.ts`; in the chats `/stab`
 * does the same. It must never make a chat that mothers read one: there everybody is named.
 */

import { BadInput } from './bad-input.ts';
import type { Store } from './context.ts';
import type { ChatId, Group, GroupId } from './types.ts';

/** What ends it. */
export const NO_CHAT = 'none';

interface Wanted {
  readonly group: Group;
  /** A chat of the account, or `none`. */
  readonly chat: string;
}

/**
 * Makes a chat the one of those who run a group, in place of any it had; `none` ends that.
 * @throws BadInput where the account is in no such chat, or it is the chat of a group itself
 */
export function changeStaffChat(
  store: Store,
  chats: readonly { readonly id: ChatId }[],
  wanted: Wanted,
): { group: GroupId; staffChat: ChatId | null } {
  const group = wanted.group.id;
  if (wanted.chat === NO_CHAT) {
    store.groups.setStaffChat(group, null);
    return { group, staffChat: null };
  }
  const chat = chats.find(({ id }) => id === wanted.chat)?.id;
  if (chat === undefined) {
    throw new BadInput('chat: the account is in no such chat; "manage chats" lists them');
  }
  store.transaction(() => {
    if (store.groups.byChat(chat)) {
      throw new BadInput(
        "chat: it is a mothers' group's own, and mothers would read the names; take another",
      );
    }
    store.groups.setStaffChat(group, chat);
  });
  return { group, staffChat: chat };
}
