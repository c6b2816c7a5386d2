/**
 * A poll in a bubble: each option is a button, pressed where the person one speaks as has chosen it.
 */

import { element } from './element.js';
import { avatar, describePerson } from './person.js';

/** @import { Message, Poll, View, Words } from './types.js' */

/** Her choice after she tapped an option: a second tap takes it back.
 * @param {Poll} poll @param {string} personId @param {string} tapped @returns {string[]} */
function choiceAfterTap(poll, personId, tapped) {
  const chosen = poll.options
    .filter((option) => option.votes.includes(personId))
    .map((option) => option.text);
  if (chosen.includes(tapped)) {
    return chosen.filter((text) => text !== tapped);
  }
  return poll.multiple ? [...chosen, tapped] : [tapped];
}

/** How many chose an option, and who. @param {string[]} voters @param {View} view @param {Words} words */
function describeVotes(voters, view, { t, list }) {
  const votes = t('poll.votes', { count: voters.length });
  const names = list(voters.map((voter) => describePerson(view, voter).name));
  return names ? t('poll.votesBy', { votes, names }) : votes;
}

/**
 * @param {Message} message
 * @param {{ view: View, words: Words, vote: (message: Message, options: string[]) => void }} context
 */
export function buildPoll(message, { view, words, vote }) {
  const { poll } = message;
  if (!poll) {
    return [];
  }
  const most = Math.max(1, ...poll.options.map((option) => option.votes.length));
  const personId = view.person?.id ?? '';
  const options = poll.options.map((option) => {
    const bar = element('span', { class: 'option-bar', 'aria-hidden': 'true' });
    bar.style.setProperty('inline-size', `${(100 * option.votes.length) / most}%`);
    return element(
      'button',
      {
        type: 'button',
        class: `option ${poll.multiple ? 'many' : 'one'}`,
        'aria-pressed': option.votes.includes(personId) ? 'true' : 'false',
        'data-focus': `option:${option.text}`,
        click: () => vote(message, choiceAfterTap(poll, personId, option.text)),
      },
      element('span', { class: 'option-tick', 'aria-hidden': 'true' }),
      element('span', { class: 'option-text', dir: 'auto' }, option.text),
      element('span', { class: 'unseen' }, ` ${describeVotes(option.votes, view, words)}`),
      element(
        'span',
        { class: 'option-voters', 'aria-hidden': 'true' },
        option.votes.slice(0, 4).map((voter) => avatar(describePerson(view, voter))),
      ),
      element('span', { class: 'option-count', 'aria-hidden': 'true' }, option.votes.length || ''),
      element('span', { class: 'option-track', 'aria-hidden': 'true' }, bar),
    );
  });
  return [
    element('p', { class: 'poll-question', dir: 'auto' }, poll.question),
    element('p', { class: 'poll-kind' }, words.t(poll.multiple ? 'poll.multiple' : 'poll.single')),
    element(
      'div',
      {
        class: 'options',
        role: 'group',
        'aria-label': `${words.t('poll.label')}: ${poll.question}`,
      },
      options,
    ),
  ];
}
