/**
 * Which group, and as whom one speaks: a list of native radio buttons, so that the arrow keys work.
 * Also the heading of the chat and the choice between the group and the direct chat with the bot.
 */

import { byId, element, fill, nameOf } from './element.js';
import { avatar, describePerson } from './person.js';

/** @import { Session, Words } from './types.js' */

/** @param {Session} session @param {Words} words */
export function createPeople(session, words) {
  const { view } = session;
  const groups = /** @type {HTMLSelectElement} */ (byId('group'));
  const persons = byId('persons');
  const addMember = /** @type {HTMLButtonElement} */ (byId('open-add-member'));
  const wheres = /** @type {NodeListOf<HTMLInputElement>} */ (
    document.querySelectorAll('input[name="where"]')
  );

  /** @param {import('./types.js').Member} member */
  function choice(member) {
    const role = words.t(`role.${member.role}`);
    const language = words.languageName(member.language);
    return element(
      'label',
      { class: 'person' },
      element('input', {
        type: 'radio',
        name: 'person',
        value: member.id,
        'data-focus': member.id,
        change: () => session.choose({ personId: member.id }),
      }),
      avatar(describePerson(view, member.id)),
      element(
        'span',
        { class: 'person-text' },
        element('span', { class: 'person-name' }, nameOf(member.name)),
        element('span', { class: 'person-role' }, language ? `${role} · ${language}` : role),
      ),
    );
  }

  function drawPersons() {
    const members = view.group?.members ?? [];
    fill(persons, [view.group?.id, members], () =>
      members.length > 0
        ? members.map(choice)
        : element('p', { class: 'none' }, words.t('people.none')),
    );
    for (const input of persons.querySelectorAll('input')) {
      const chosen = input.value === view.person?.id;
      if (chosen && !input.checked) {
        input.checked = true;
        const label = /** @type {HTMLElement} */ (input.closest('label'));
        persons.scrollTo({
          left: label.offsetLeft - persons.offsetWidth / 2 + label.offsetWidth / 2,
        });
      }
    }
  }

  function describeChat() {
    const { group, person, direct } = view;
    return direct
      ? words.t('chat.directNote', { name: person?.name ?? '' })
      : group && words.t('chat.members', { count: group.members.length });
  }

  function drawHeading() {
    const { group, person, direct } = view;
    const name = person?.name ?? '';
    fill(byId('chat-title'), [group?.name, direct && name], () =>
      direct
        ? words.t('chat.directTitle', { name })
        : (group?.name ?? words.t('chat.noGroup.title')),
    );
    const away = view.state?.connected === false;
    byId('chat-note').classList.toggle('away', away);
    fill(byId('chat-note'), [away, direct && name, group?.members.length], () =>
      away ? words.t('chat.away') : describeChat(),
    );
    for (const input of wheres) {
      input.checked = (input.value === 'direct') === direct;
      input.disabled = !person;
    }
  }

  function draw() {
    const all = view.state?.groups ?? [];
    groups.disabled = all.length === 0;
    addMember.disabled = !view.group;
    fill(
      groups,
      all.map(({ id, name }) => [id, name]),
      () => all.map(({ id, name }) => element('option', { value: id }, name)),
    );
    groups.value = view.group?.id ?? '';
    drawPersons();
    drawHeading();
  }

  groups.addEventListener('change', () => session.choose({ groupId: groups.value }));
  for (const input of wheres) {
    input.addEventListener('change', () => session.choose({ direct: input.value === 'direct' }));
  }
  session.onChange(draw);
}
