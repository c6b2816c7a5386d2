/**
 * The two forms: a new member, a new group. A refusal is shown in the form, nothing typed is lost.
 */

import { byId } from './element.js';

/** @import { Api, Session, Words } from './types.js' */

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
    await session.choose({ groupId: id, direct: false });
    void session.settle();
  });
}
