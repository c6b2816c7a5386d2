/** `manage offer …` and `manage pulse`: help near the groups, and what mothers say of them. Called by `manage-commands.ts`. */

import type { LocalOffer } from '../../data/offers.ts';
import { BadInput } from '../bad-input.ts';
import type { PulseView } from '../office-offers.ts';
import { refuseWords, TEXT } from './arguments.ts';
import type { OfficeCommand } from './manage-command.ts';
import { formatTable } from './table.ts';

const offerAdd: OfficeCommand = {
  name: 'offer add',
  usage: 'offer add --municipality M --title T --about A [--link URL]',
  about: 'Adds help that is offered in a municipality: "/tilbud" shows it to the groups there.',
  notes: [
    'M as it is set for the groups ("group set ID municipality=…"); with or without "Kommune".',
    'T and A are read by mothers: short and simple. Name no person.',
  ],
  options: { municipality: TEXT, title: TEXT, about: TEXT, link: TEXT },
  required: ['municipality', 'title', 'about'],
  read(line) {
    refuseWords(line.words, line.help);
    return async ({ holdings }) => {
      const value = holdings.office.addOffer(line.text);
      return { value, text: () => `Added offer ${value.id}.\n` };
    };
  },
};

const offerList: OfficeCommand = {
  name: 'offer list',
  usage: 'offer list [--municipality M]',
  about: 'Shows the local offers.',
  notes: [],
  options: { municipality: TEXT },
  required: [],
  read(line) {
    refuseWords(line.words, line.help);
    return async ({ holdings }) => {
      const value = holdings.office.offers(line.text['municipality']);
      return { value, text: () => showOffers(value) };
    };
  },
};

const offerRemove: OfficeCommand = {
  name: 'offer remove',
  usage: 'offer remove NUMBER',
  about: 'Removes a local offer.',
  notes: ['"offer list" shows the numbers.'],
  options: {},
  required: [],
  read(line) {
    const [id, ...rest] = line.words;
    refuseWords(rest, line.help);
    if (id === undefined) {
      throw new BadInput(`a NUMBER is missing; "${line.help}" shows how`);
    }
    return async ({ holdings }) => {
      const value = holdings.office.removeOffer(id);
      return { value, text: () => `Removed offer ${value.id}.\n` };
    };
  },
};

const pulse: OfficeCommand = {
  name: 'pulse',
  usage: 'pulse [--group ID]',
  about: 'Shows by quarter what mothers answered to the six short questions, in figures.',
  notes: [
    'Without a group: all groups together. Fewer than five answers are never shown, and never added to',
    'others in such a way that they could be reckoned out.',
  ],
  options: { group: TEXT },
  required: [],
  read(line) {
    refuseWords(line.words, line.help);
    return async ({ holdings }) => {
      const value = holdings.office.pulse(line.text['group']);
      return { value, text: () => showPulse(value) };
    };
  },
};

function showOffers(offers: readonly LocalOffer[]): string {
  const rows = offers.map(({ id, municipality, title, about, link }) => [
    ...[String(id), municipality, title, about, link ?? ''],
  ]);
  return rows.length === 0
    ? 'There are no local offers yet; "offer add" adds one.\n'
    : `${formatTable(['number', 'municipality', 'title', 'about', 'link'], rows).join('\n')}\n`;
}

function showPulse(views: readonly PulseView[]): string {
  const rows = views.flatMap(({ period, questions }) =>
    questions.map(({ question, answers, good }) =>
      answers === null
        ? [period, question, 'too few', '']
        : [period, question, String(answers), String(good)],
    ),
  );
  return rows.length === 0
    ? 'Nobody has answered yet.\n'
    : `${formatTable(['quarter', 'question', 'answers', '😀 or 🙂'], rows).join('\n')}\n`;
}

/** In the order help shows them. */
export const OFFER_COMMANDS: readonly OfficeCommand[] = [offerAdd, offerList, offerRemove, pulse];
