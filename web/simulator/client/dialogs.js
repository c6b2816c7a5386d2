/**
 * The three forms: a new member, a new group, a new chat. A refusal is shown in the form, nothing typed is lost.
 */

import { byId, element, fill, nameOf } from './element.js';

/** @import { Api, Session, View, Words } from './types.js' */

/** Whom one wants in a chat for those who run a group. */
const runningRoles = ['volunteer', 'coordinator'];

/**
 * @param {string} name id of the dialog; its button is `open-` and that
 * @param {Words} words
 * @param {(fields: FormData) => Promise<void>} submit
 */
function createDialog(name, { t }, submit) {
  const dialog = /** @type {HTMLDialogElement} */ (byId(name));
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector('form'));
  const error = /** @type {HTMLElement} */ (dialog.querySelector('.form-error'));
  byId(`open-${name}`).addEventListener('click', () => {
    error.hidden = true;
    dialog.showModal();
  });
  dialog.querySelector('[data-close]')?.addEventListener('click', () => dialog.close());
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      await submit(new FormData(form));
      form.reset();
      dialog.close();
    } catch (problem) {
      error.textContent = t('failed', {
        reason: (problem instanceof Error && problem.message) || t('unreachable'),
      });
      error.hidden = false;
    }
  });
}

/** @param {Session} session @param {Api} api @param {Words} words */
export function createDialogs(session, api, words) {
  createDialog('add-member', words, async (fields) => {
    const { group } = session.view;
    if (!group) {
      return;
    }
    const { id } = await api.addMember(group.id, Object.fromEntries(fields));
    await session.choose({ personId: id });
    void session.settle();
  });
  createDialog('add-group', words, async (fields) => {
    const languages = fields.getAll('languages');
    const { id } = await api.addGroup({
      ...Object.fromEntries(fields),
      languages: languages.length > 0 ? languages : undefined,
    });
    await session.choose({ placeId: id, direct: false });
    void session.settle();
  });
  createDialog('add-chat', words, async (fields) => {
    const members = fields.getAll('members').map(String);
    const { id } = await api.addChat({ name: String(fields.get('name')), members });
    await session.choose({ placeId: id, direct: false });
    void session.settle();
  });
  byId('open-add-chat').addEventListener('click', () => offerPeople(session.view, words));
}

/** Everybody there is, to be ticked; those who run the shown group are ticked already.
 * @param {View} view @param {Words} words */
function offerPeople({ state, group }, { t }) {
  const known = (state?.groups ?? []).flatMap(({ members }) => members);
  const runners = group?.members.filter(({ role }) => runningRoles.includes(role ?? '')) ?? [];
  const offered = (state?.people ?? []).map(({ id, name }) => ({
    id,
    name,
    role: known.find((member) => member.id === id)?.role ?? null,
    ticked: runners.some((member) => member.id === id),
  }));
  fill(byId('chat-members'), offered, () =>
    offered
      .toSorted((one, other) => Number(other.ticked) - Number(one.ticked))
      .map(({ id, name, role, ticked }) =>
        element(
          'label',
          {},
          element('input', { type: 'checkbox', name: 'members', value: id, checked: ticked }),
          element('span', {}, nameOf(name), role && element('small', {}, ` ${t(`role.${role}`)}`)),
        ),
      ),
  );
}
