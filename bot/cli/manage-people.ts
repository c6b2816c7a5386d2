/** The commands of `manage` that are about one person. Part of `manage-commands.ts`. */

import { BadInput } from '../bad-input.ts';
import { FLAG, refuseWords, TEXT } from './arguments.ts';
import type { OfficeCommand } from './manage-command.ts';

export const personExport: OfficeCommand = {
  name: 'person export',
  usage: 'person export --member M',
  about: 'Shows all that is kept about one person, as JSON: her answer to what is known of her.',
  notes: [
    'M is her id, or her name where only one is called so.',
    'It holds her name and number: give it to nobody but her.',
  ],
  options: { member: TEXT },
  required: ['member'],
  read(line) {
    refuseWords(line.words, line.help);
    return async ({ holdings }) => {
      const value = holdings.office.exportPerson(line.text['member']);
      return { value, text: () => `${JSON.stringify(value, null, 2)}\n` };
    };
  },
};

export const personErase: OfficeCommand = {
  name: 'person erase',
  usage: 'person erase --member M',
  about: 'Erases all that is kept about one person, for good.',
  notes: [
    'M is her id, or her name where only one is called so.',
    'Who only goes on being in the chat is not written down anew; who writes there is a new member.',
    'Backups made before still hold her: delete them, or erase her again after a restore.',
  ],
  options: { member: TEXT },
  required: ['member'],
  read(line) {
    refuseWords(line.words, line.help);
    return async ({ holdings }) => {
      const value = holdings.office.erasePerson(line.text['member']);
      holdings.log.info('erased on request', { members: 1 });
      const left = value.scrubbed
        ? ''
        : ' The journal of the running bot holds it some minutes more.';
      return { value, text: () => `${value.erased} is erased.${left}\n` };
    };
  },
};

export const memberProtect: OfficeCommand = {
  name: 'member protect',
  usage: 'member protect --group ID --member M [--off]',
  about: 'Names and counts a member in nothing that others see: her address is secret.',
  notes: ['M is her id or her name. --off ends it. She is reached directly as ever.'],
  options: { group: TEXT, member: TEXT, off: FLAG },
  required: ['group', 'member'],
  read(line) {
    refuseWords(line.words, line.help);
    if (line.text['group'] === '') {
      throw new BadInput(`--group is empty; "${line.help}" shows how`);
    }
    return async ({ holdings }) => {
      const off = line.flags.has('off');
      const value = holdings.office.protectMember({ ...line.text, off });
      const text = value.protected ? 'is protected' : 'is shown as everybody else';
      return { value, text: () => `${value.member} ${text}.\n` };
    };
  },
};
