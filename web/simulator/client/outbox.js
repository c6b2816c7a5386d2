/**
 * Behind the scenes: what the bot will send by itself, and what became of what it sent.
 */

import { byId, element, fill } from './element.js';
import { describePerson } from './person.js';
import { zoneOf } from './session.js';

/** @import { OutboxRow, Session, Upcoming, View, Words } from './types.js' */

/** Rows shown at first of each list; the rest come by a button. */
const firstRows = 6;

/** Not settled yet: still to be sent, or somebody has to look. */
const open = ['queued', 'sending', 'unknown', 'held'];

/** @param {string} prefix @param {string} name @param {Words} words */
function wordFor(prefix, name, { t, has }) {
  return has(`${prefix}.${name}`) ? t(`${prefix}.${name}`) : name;
}

/** @param {OutboxRow} row @param {View} view @param {Words} words */
function target(row, view, words) {
  const chat = row.chat ?? '';
  if (chat !== '' && chat === view.group?.staffChat) {
    return words.t('outbox.staff');
  }
  const name = describePerson(view, chat.slice(3)).name;
  return chat.startsWith('dm-') && words.t('outbox.direct', { name });
}

/** What it is about: as told, else by the flow that its key begins with.
 * @param {OutboxRow} row @param {Words} words */
function subject({ what, key }, { t, has }) {
  const flow = `outbox.flow.${key.split(':')[0]}`;
  return what ?? (has(flow) ? t(flow) : null);
}

/** @param {OutboxRow} row @param {View} view @param {Words} words */
function outboxRow(row, view, words) {
  const zone = zoneOf(view.group);
  const about = subject(row, words);
  return element(
    'li',
    { class: `out out-${row.status}`, 'data-status': row.status, 'data-kind': row.kind },
    element('span', { class: 'out-status' }, wordFor('outbox.status', row.status, words)),
    element(
      'span',
      { class: 'out-what' },
      element('b', {}, wordFor('outbox.kind', row.kind, words)),
      about !== null && element('span', { dir: 'auto' }, about),
      element('small', {}, target(row, view, words)),
    ),
    element('time', { class: 'out-at', datetime: row.dueAt }, words.shortMoment(row.dueAt, zone)),
  );
}

/** @param {Upcoming} one @param {View} view @param {Words} words */
function upcomingRow(one, view, words) {
  return element(
    'li',
    { class: 'out out-planned', 'data-flow': one.flow },
    element('span', { class: 'out-status' }, words.t('meetings.status.planned')),
    element(
      'span',
      { class: 'out-what' },
      element('b', {}, wordFor('outbox.flow', one.flow, words)),
    ),
    element(
      'time',
      { class: 'out-at', datetime: one.at },
      words.shortMoment(one.at, zoneOf(view.group)),
    ),
  );
}

/** @param {Session} session @param {Words} words */
export function createOutbox(session, words) {
  const { view } = session;
  const place = byId('outbox');
  let shownRows = firstRows;

  /** @param {string} heading @param {string} nothing @param {HTMLElement[]} rows */
  function list(heading, nothing, rows) {
    return [
      element('h4', {}, words.t(`outbox.${heading}`)),
      rows.length > 0
        ? element('ul', { class: 'outs', 'data-list': heading }, rows.slice(0, shownRows))
        : element('p', { class: 'none' }, words.t(`outbox.${nothing}`)),
    ];
  }

  /** @param {OutboxRow[]} outbox */
  function build(outbox) {
    const sorted = outbox.toSorted((one, other) => one.dueAt.localeCompare(other.dueAt));
    const waiting = sorted.filter(({ status }) => open.includes(status));
    const done = sorted.filter(({ status }) => !open.includes(status)).toReversed();
    const planned = (view.upcoming ?? []).toSorted((one, other) => one.at.localeCompare(other.at));
    // What is queued already is shown by its row, not a second time as a plan.
    const queued = new Set(outbox.map(({ key }) => key));
    const plans = planned.filter(({ key }) => !queued.has(key));
    const toCome = [
      ...waiting.map((row) => outboxRow(row, view, words)),
      ...plans.map((one) => upcomingRow(one, view, words)),
    ];
    return [
      ...list('upcoming', 'nothingUpcoming', toCome),
      ...list(
        'done',
        'nothingDone',
        done.map((row) => outboxRow(row, view, words)),
      ),
      Math.max(toCome.length, done.length) > shownRows && moreButton(),
    ];
  }

  function moreButton() {
    return element(
      'button',
      {
        type: 'button',
        class: 'button quiet',
        'data-focus': 'more',
        click: () => {
          shownRows += 4 * firstRows;
          draw();
        },
      },
      words.t('outbox.show'),
    );
  }

  function draw() {
    const { state, group, outbox, upcoming } = view;
    if (!state) {
      return;
    }
    fill(place, [group?.id, group?.staffChat, group?.members, outbox, upcoming, shownRows], () =>
      outbox
        ? build(outbox)
        : element('p', { class: 'none' }, words.t(group ? 'behind.missing' : 'outbox.nothingDone')),
    );
  }

  session.onChange(draw);
}
