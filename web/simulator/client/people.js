/**
 * Which group or other chat, and as whom one speaks: a list of native radio buttons, so that the arrow keys
 * work. Also the heading of the chat and the choice between it and the direct chat with the bot.
 */

import { byId, element, fill, nameOf } from './element.js';
import { avatar, describePerson } from './person.js';
import { isStaffChat, membersOf } from './session.js';

/** @import { Chat, Group, Session, State, Words } from './types.js' */

/** Stands before the chats of those who run a group, also where no colour can. */
const staffMark = '◆';

/** Groups, the chats of those who run them, and other chats; none of them where there is none.
 * @param {State | null} state @param {Words} words */
function listPlaces(state, { t }) {
  const groups = state?.groups ?? [];
  const chats = state?.chats ?? [];
  /** @param {Chat} chat */
  const isStaff = (chat) => groups.some(({ staffChat }) => staffChat === chat.id);
  /** @param {Group | Chat} place @returns {[string, string]} */
  const option = ({ id, name }) => [id, name];
  return [
    { label: t('people.groups'), options: groups.map(option) },
    {
      label: t('people.staff'),
      options: chats.filter(isStaff).map(({ id, name }) => [id, `${staffMark} ${name}`]),
    },
    { label: t('people.chats'), options: chats.filter((chat) => !isStaff(chat)).map(option) },
  ].filter(({ options }) => options.length > 0);
}

/** @param {Session} session @param {Words} words */
export function createPeople(session, words) {
  const { view } = session;
  const places = /** @type {HTMLSelectElement} */ (byId('group'));
  const persons = byId('persons');
  const addMember = /** @type {HTMLButtonElement} */ (byId('open-add-member'));
  const wheres = /** @type {NodeListOf<HTMLInputElement>} */ (
    document.querySelectorAll('input[name="where"]')
  );

  /** @param {import('./types.js').Member} member */
  function choice(member) {
    const role = member.role && words.t(`role.${member.role}`);
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
        element('span', { class: 'person-role' }, [role, language].filter(Boolean).join(' · ')),
      ),
    );
  }

  function drawPersons() {
    const members = membersOf(view);
    fill(persons, [view.group?.id, view.chat?.id, members], () =>
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
    const { group, chat, person, direct } = view;
    if (direct) {
      return words.t('chat.directNote', { name: person?.name ?? '' });
    }
    const key = isStaffChat(view) ? 'chat.staffMembers' : 'chat.chatMembers';
    return chat
      ? words.t(key, { count: chat.members.length })
      : group && words.t('chat.members', { count: group.members.length });
  }

  function drawTitle() {
    const { group, chat, person, direct } = view;
    const name = person?.name ?? '';
    const place = chat ?? group;
    const isStaff = isStaffChat(view) && !direct;
    fill(byId('chat-title'), [place?.name, direct && name, isStaff], () => [
      isStaff && element('span', { class: 'staff-mark', 'aria-hidden': 'true' }, `${staffMark} `),
      direct
        ? words.t('chat.directTitle', { name })
        : (place?.name ?? words.t('chat.noGroup.title')),
    ]);
  }

  function drawHeading() {
    const { chat, person, direct } = view;
    drawTitle();
    const away = view.state?.connected === false;
    byId('chat-note').classList.toggle('away', away);
    fill(byId('chat-note'), [away, describeChat()], () =>
      away ? words.t('chat.away') : describeChat(),
    );
    fill(byId('where-shared'), chat !== null, () => words.t(chat ? 'chat.here' : 'chat.group'));
    for (const input of wheres) {
      input.checked = (input.value === 'direct') === direct;
      input.disabled = !person;
    }
  }

  function draw() {
    const offered = listPlaces(view.state, words);
    places.disabled = offered.length === 0;
    addMember.disabled = !view.group;
    // She would join the mothers' group, which is not what is shown.
    addMember.hidden = view.chat !== null;
    fill(places, offered, () =>
      offered.map(({ label, options }) =>
        element(
          'optgroup',
          { label },
          options.map(([id, name]) => element('option', { value: id }, name)),
        ),
      ),
    );
    places.value = (view.chat ?? view.group)?.id ?? '';
    drawPersons();
    drawHeading();
  }

  places.addEventListener('change', () => session.choose({ placeId: places.value, direct: false }));
  for (const input of wheres) {
    input.addEventListener('change', () => session.choose({ direct: input.value === 'direct' }));
  }
  session.onChange(draw);
}
