/**
 * The commands of `manage`, each with its options and how its answer looks to people. Called by
 * `manage.ts`. They act only through the office; reading a line comes wholly before acting on it.
 */

import { BadInput } from '../bad-input.ts';
import { isLocalDate } from '../calendar.ts';
import { refuseWords, shorten, TEXT } from './arguments.ts';
import { alertTest } from './manage-alert.ts';
import type { ManageCommand, OfficeCommand } from './manage-command.ts';
import { OFFER_COMMANDS } from './manage-offers.ts';
import { memberProtect, personErase, personExport } from './manage-people.ts';
import { staffChat } from './manage-staff-chat.ts';
import { readStatus } from './manage-status.ts';
import * as show from './manage-tables.ts';
import { backup, restore, verify } from './manage-upkeep.ts';

const ADD_REQUIRED = ['name', 'chat'] as const;
const ADD_WEEKLY = ['weekday', 'start', 'end', 'place'] as const;
const ADD_OPTIONAL = ['zone', 'languages', 'starts', 'ends', 'reminders', 'municipality'] as const;
const ADD_HOME = ['kind', 'checkin'] as const;

const groupAdd: OfficeCommand = {
  name: 'group add',
  usage:
    'group add --name N --chat CHAT_ID --weekday tuesday --start 10:00 --end 12:00 --place P [options]',
  about: 'Adds a group to a WhatsApp chat that the account is in ("chats" lists them).',
  notes: [
    '--zone Europe/Copenhagen         IANA time zone of its days and times',
    '--languages da,en,ar             what the group is written to in, Danish always first',
    '--starts, --ends 2026-11-30      first and last day of the course; open where not given',
    '--reminders "2d 18:00,0d 08:00"  days before the meeting and local time',
    '--municipality M                 for reports',
    '--kind home                      visits of one volunteer to one family, each agreed on by itself:',
    '                                 no day, time or place is needed, and no address is ever kept',
    '--checkin 1, 2 or 4              weeks between two calls of coordinator and volunteer of home',
    '                                 visits; --weekday is the day they are reminded on',
  ],
  options: Object.fromEntries(
    [...ADD_REQUIRED, ...ADD_WEEKLY, ...ADD_OPTIONAL, ...ADD_HOME].map((name) => [name, TEXT]),
  ),
  required: ({ kind }) => [...ADD_REQUIRED, ...(kind === 'home' ? [] : ADD_WEEKLY)],
  read(line) {
    refuseWords(line.words, line.help);
    return async ({ holdings }) => {
      const value = await holdings.office.addGroup(line.text);
      return { value, text: () => show.added(value) };
    };
  },
};

const groupList: OfficeCommand = {
  name: 'group list',
  usage: 'group list',
  about: 'Shows the groups and their settings.',
  notes: [],
  options: {},
  required: [],
  read(line) {
    refuseWords(line.words, line.help);
    return async ({ holdings }) => {
      const value = holdings.office.groups();
      return { value, text: () => show.groups(value) };
    };
  },
};

const groupSet: OfficeCommand = {
  name: 'group set',
  usage: 'group set ID key=value…',
  about: 'Changes settings of a group; its meetings to come follow.',
  notes: [
    'ID is the id, the chat or the name of the group.',
    'Keys: name, weekday, start, end, place, zone, languages, starts, ends, reminders,',
    'municipality, checkin (1, 2 or 4 weeks, home visits only), off (flows that are switched off; a wrong name lists them all),',
    'asks (yes: a mother whose message was not understood is asked once, by a poll; or no).',
    'An empty value ("ends=") takes a setting away where it may be absent.',
  ],
  options: {},
  required: [],
  read(line) {
    const [id, ...pairs] = line.words;
    if (id === undefined || pairs.length === 0) {
      throw new BadInput(`an ID and at least one key=value are missing; "${line.help}" shows how`);
    }
    const change = readPairs(pairs);
    return async ({ holdings }) => {
      const value = holdings.office.setGroup(id, change);
      return { value, text: () => show.changed(value) };
    };
  },
};

function readPairs(pairs: readonly string[]): Readonly<Record<string, string>> {
  const change = new Map<string, string>();
  for (const pair of pairs) {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    if (key === undefined || value === undefined) {
      throw new BadInput(`"${shorten(pair)}" is no key=value such as start=10:30`);
    }
    if (change.has(key)) {
      throw new BadInput(`${shorten(key)}: it comes twice; give it once`);
    }
    change.set(key, value);
  }
  return Object.fromEntries(change);
}

const memberList: OfficeCommand = {
  name: 'member list',
  usage: 'member list --group ID',
  about: 'Shows who is in a group.',
  notes: [],
  options: { group: TEXT },
  required: ['group'],
  read(line) {
    refuseWords(line.words, line.help);
    return async ({ holdings }) => {
      const value = holdings.office.members(line.text['group'] ?? '');
      return { value, text: () => show.members(value) };
    };
  },
};

const memberRole: OfficeCommand = {
  name: 'member role',
  usage: 'member role --group ID --member M --role R',
  about: 'Gives a member another role in a group.',
  notes: ['M is her id or her name. R is mother, volunteer, nurse, partner or coordinator.'],
  options: { group: TEXT, member: TEXT, role: TEXT },
  required: ['group', 'member', 'role'],
  read(line) {
    refuseWords(line.words, line.help);
    return async ({ holdings }) => {
      const value = holdings.office.setRole(line.text);
      return { value, text: () => `${value.member} is now ${value.role}.\n` };
    };
  },
};

const memberMerge: OfficeCommand = {
  name: 'member merge',
  usage: 'member merge --group ID --member M --into N',
  about: 'Makes two members one who are the same person; this cannot be undone.',
  notes: [
    "M and N are ids, or names in this group. All of M becomes N's, and M is gone.",
    '"member list" shows who may be the same.',
  ],
  options: { group: TEXT, member: TEXT, into: TEXT },
  required: ['group', 'member', 'into'],
  read(line) {
    refuseWords(line.words, line.help);
    return async ({ holdings }) => {
      const value = holdings.office.mergeMembers(line.text);
      return { value, text: () => `${value.merged} is now part of ${value.into}.\n` };
    };
  },
};

const meetings: OfficeCommand = {
  name: 'meetings',
  usage: 'meetings --group ID [--from DATE] [--to DATE]',
  about: 'Shows the meetings of a group, who said what about them, and who came.',
  notes: ['DATE is such as 2026-11-30; both days are included.'],
  options: { group: TEXT, from: TEXT, to: TEXT },
  required: ['group'],
  read(line) {
    refuseWords(line.words, line.help);
    const { from, to } = line.text;
    readRange(from, to);
    return async ({ holdings }) => {
      const group = line.text['group'] ?? '';
      const value = holdings.office.meetings(group, { from, to });
      return { value, text: () => show.meetings(value) };
    };
  },
};

function readRange(from: string | undefined, to: string | undefined): void {
  for (const [name, date] of Object.entries({ from, to })) {
    if (date !== undefined && !isLocalDate(date)) {
      throw new BadInput(`--${name}: "${shorten(date)}" is no date such as 2026-11-30`);
    }
  }
  if (from !== undefined && to !== undefined && to < from) {
    throw new BadInput(`--to: ${to} is before --from ${from}`);
  }
}

const outbox: OfficeCommand = {
  name: 'outbox',
  usage: 'outbox [--status S]',
  about: 'Shows the newest messages to be sent and what became of them, never what they say.',
  notes: ['S is queued, sending, sent, unknown, held, failed, expired or void.'],
  options: { status: TEXT },
  required: [],
  read(line) {
    refuseWords(line.words, line.help);
    return async ({ holdings }) => {
      const value = holdings.office.outbox({ status: line.text['status'] });
      return { value, text: () => show.outbox(value) };
    };
  },
};

const readings: OfficeCommand = {
  name: 'readings',
  usage: 'readings',
  about: 'Shows how texts were read, by language and rule, and how often a vote said otherwise.',
  notes: [
    'Counts only. A rule that is corrected often misreads: add examples to that language.',
    'A vote that differs from a text of the last 48 hours counts as a correction.',
  ],
  options: {},
  required: [],
  read(line) {
    refuseWords(line.words, line.help);
    return async ({ holdings }) => {
      const value = holdings.office.readings();
      return { value, text: () => show.readings(value) };
    };
  },
};

const chats: OfficeCommand = {
  name: 'chats',
  usage: 'chats',
  about: 'Shows the group chats that the account is in.',
  notes: [],
  options: {},
  required: [],
  read(line) {
    refuseWords(line.words, line.help);
    return async ({ holdings }) => {
      const value = await holdings.office.chats();
      return { value, text: () => show.chats(value, holdings.office.groups()) };
    };
  },
};

const status: OfficeCommand = {
  name: 'status',
  usage: 'status',
  about: 'Shows in one look how this Holdepunkt is.',
  notes: [],
  options: {},
  required: [],
  read(line) {
    refuseWords(line.words, line.help);
    return async ({ holdings, config }) => {
      const value = readStatus(holdings, config);
      return { value, text: () => show.status(value) };
    };
  },
};

/** Every command that there is, in the order help shows them. */
export const COMMANDS: readonly ManageCommand[] = [
  groupAdd,
  groupList,
  groupSet,
  staffChat,
  memberList,
  memberRole,
  memberMerge,
  memberProtect,
  personExport,
  personErase,
  meetings,
  outbox,
  readings,
  ...OFFER_COMMANDS,
  chats,
  status,
  alertTest,
  backup,
  restore,
  verify,
];
