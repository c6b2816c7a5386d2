/** `manage staff-chat`: which chat is the one of those who run a group. Called by `manage-commands.ts`. */

import { BadInput } from '../bad-input.ts';
import { refuseWords, TEXT } from './arguments.ts';
import type { OfficeCommand } from './manage-command.ts';

export const staffChat: OfficeCommand = {
  name: 'staff-chat',
  usage: 'staff-chat --group G --chat CHAT|none',
  about: 'Makes a chat the one of those who run a group, as "/stab" does when written there.',
  notes: [
    'G is the id, the chat or the name of the group; "chats" lists the chats. "none" ends it.',
    'Everybody in that chat reads the names of the mothers: no mother may be in it.',
  ],
  options: { group: TEXT, chat: TEXT },
  required: ['group', 'chat'],
  read(line) {
    refuseWords(line.words, line.help);
    const { group = '', chat = '' } = line.text;
    if (chat === '') {
      throw new BadInput(`--chat is empty; "${line.help}" shows how`);
    }
    return async ({ holdings }) => {
      const value = await holdings.office.setStaffChat(group, chat);
      const text = value.staffChat === null ? 'has no staff chat' : `is run from ${chat}`;
      return { value, text: () => `${value.group} ${text}.\n` };
    };
  },
};
