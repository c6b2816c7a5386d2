/**
 * How a person looks in the page: her colour, her initials, her name. The bot is a person here too.
 */

import { element } from './element.js';

/** @import { View } from './types.js' */

const hues = 8;
const graphemes = new Intl.Segmenter();

/** The product's name, the same in every language. */
const botName = 'Holdepunkt';

/** @param {string} name @returns {string} the first sign of her first and her last name */
export function initials(name) {
  const names = name.split(/\s+/u).filter((part) => /\p{Letter}/u.test(part));
  const ends = names.length > 1 ? [names[0], names.at(-1)] : names;
  return ends
    .map((part) => [...graphemes.segment(part ?? '')][0]?.segment ?? '')
    .join('')
    .toLocaleUpperCase();
}

/** @param {View} view @param {string} id member's id or `bot` */
export function describePerson(view, id) {
  if (id === 'bot') {
    return { id, name: botName, language: null, hue: 'bot' };
  }
  for (const group of [view.group, ...(view.state?.groups ?? [])]) {
    const index = group?.members.findIndex((member) => member.id === id) ?? -1;
    const member = group?.members[index];
    if (member) {
      return { id, name: member.name, language: member.language, hue: String(index % hues) };
    }
  }
  // Not (or no longer) a member for the bot: then WhatsApp may still know her name.
  const name = view.state?.people?.find((person) => person.id === id)?.name ?? id;
  return { id, name, language: null, hue: '0' };
}

/** Her initials in her colour; decoration, her name always stands beside it.
 * @param {ReturnType<typeof describePerson>} person */
export function avatar(person) {
  const isBot = person.id === 'bot';
  return element(
    'span',
    { class: `avatar hue-${person.hue}`, 'aria-hidden': 'true' },
    isBot ? element('span', { class: 'avatar-point' }) : initials(person.name),
  );
}
