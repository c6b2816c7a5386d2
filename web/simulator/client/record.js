/**
 * Behind the scenes: the next meetings with what everybody said, and who came to the last ones.
 * Names are shown here because this is the look behind; the bot never shows them to the group.
 */

import { daysBetween, isOver, localDate } from './dates.js';
import { byId, element, fill, nameOf } from './element.js';
import { describePerson } from './person.js';
import { zoneOf } from './session.js';

/** @import { Meeting, Rsvp, Session, View, Words } from './types.js' */

/** So many meetings are shown in full: a month. */
const shownMeetings = 4;

/** What was said, in the order and with the signs that the bot itself uses. */
const kinds = /** @type {const} */ ([
  ['yes', '✅'],
  ['late', '⏰'],
  ['maybe', '🤔'],
  ['no', '💛'],
]);

/** @param {Rsvp} rsvp */
function kindOf({ answer, late }) {
  return answer === 'yes' && late ? 'late' : answer;
}

/** @param {View} view @param {string[]} ids */
function names(view, ids) {
  return ids.map((id) =>
    element(
      'li',
      { class: `hue-${describePerson(view, id).hue}` },
      nameOf(describePerson(view, id).name),
    ),
  );
}

/** A sign, a word and the names it is true of. @param {View} view
 * @param {{ kind: string, sign: string, label: string, ids: string[] }} row */
function answerRow(view, { kind, sign, label, ids }) {
  return element(
    'div',
    { class: `answers answers-${kind}`, 'data-answer': kind },
    element(
      'dt',
      {},
      element('span', { 'aria-hidden': 'true' }, sign),
      ` ${label} `,
      element('b', {}, ids.length),
    ),
    element('dd', {}, element('ul', {}, names(view, ids))),
  );
}

/** @param {Meeting} meeting @param {View} view @param {Words} words */
function meetingHead(meeting, view, { t, day, clockTime }) {
  const days = daysBetween(localDate(view.state?.now ?? '', zoneOf(view.group)), meeting.date);
  const near = [t('meetings.today'), t('meetings.tomorrow')][days];
  const plain = meeting.status === 'planned' || meeting.status === 'held';
  return [
    element(
      'h4',
      {},
      element('time', { datetime: meeting.date }, day(meeting.date)),
      near && element('span', { class: 'near' }, near),
      !plain &&
        element(
          'span',
          { class: `status status-${meeting.status}` },
          t(`meetings.status.${meeting.status}`),
        ),
    ),
    element(
      'p',
      { class: 'meeting-where' },
      t('meetings.time', { start: clockTime(meeting.start), end: clockTime(meeting.end) }),
      meeting.place && [' · ', element('bdi', {}, meeting.place)],
    ),
    meeting.topic &&
      element('p', { class: 'meeting-topic' }, t('meetings.topic', { topic: meeting.topic })),
  ].flat();
}

/** @param {Meeting} meeting @param {View} view @param {Words} words */
function upcomingMeeting(meeting, view, words) {
  const mothers = (view.group?.members ?? []).filter(({ role }) => role === 'mother');
  const answered = new Set(meeting.rsvps.map(({ member }) => member));
  const silent = mothers.filter(({ id }) => !answered.has(id)).length;
  const rows = kinds
    .map(([kind, sign]) => ({
      kind,
      sign,
      label: words.t(`meetings.${kind}`),
      ids: meeting.rsvps.filter((rsvp) => kindOf(rsvp) === kind).map(({ member }) => member),
    }))
    .filter(({ ids }) => ids.length > 0);
  return element(
    'article',
    { class: `meeting ${meeting.status}`, 'data-date': meeting.date },
    ...meetingHead(meeting, view, words),
    rows.length > 0 &&
      element(
        'dl',
        {},
        rows.map((row) => answerRow(view, row)),
      ),
    silent > 0 &&
      meeting.status !== 'cancelled' &&
      element('p', { class: 'silent' }, words.t('meetings.silent', { count: silent })),
  );
}

/** @param {Meeting} meeting @param {View} view @param {Words} words */
function pastMeeting(meeting, view, words) {
  /** @param {boolean} present */
  const ids = (present) =>
    meeting.attendance.filter((one) => one.present === present).map(({ member }) => member);
  const rows = [
    { kind: 'present', sign: '●', label: words.t('attendance.present'), ids: ids(true) },
    { kind: 'absent', sign: '○', label: words.t('attendance.absent'), ids: ids(false) },
  ].filter((row) => row.ids.length > 0);
  return element(
    'article',
    { class: 'meeting', 'data-date': meeting.date },
    ...meetingHead(meeting, view, words),
    rows.length > 0
      ? element(
          'dl',
          {},
          rows.map((row) => answerRow(view, row)),
        )
      : meeting.status !== 'cancelled' &&
          element('p', { class: 'silent' }, words.t('attendance.unknown')),
  );
}

/** @param {Session} session @param {Words} words */
export function createRecord(session, words) {
  const { view } = session;

  function draw() {
    const { state, group, meetings } = view;
    if (!state) {
      return;
    }
    if (!meetings) {
      const empty = { meetings: 'meetings.none', attendance: 'attendance.nothing' };
      for (const [place, nothing] of Object.entries(empty)) {
        const text = words.t(group ? 'behind.missing' : nothing);
        fill(byId(place), text, () => element('p', { class: 'none' }, text));
      }
      return;
    }
    const sorted = meetings.toSorted((one, other) => one.date.localeCompare(other.date));
    const past = sorted.filter((meeting) => isOver(meeting, state.now, zoneOf(group)));
    const coming = sorted.filter((meeting) => !past.includes(meeting));
    const today = localDate(state.now, zoneOf(group));
    const more = coming.length - shownMeetings;
    fill(byId('meetings'), [coming, today, group?.members], () => [
      ...coming.slice(0, shownMeetings).map((meeting) => upcomingMeeting(meeting, view, words)),
      coming.length === 0 && element('p', { class: 'none' }, words.t('meetings.none')),
      more > 0 && element('p', { class: 'none' }, words.t('meetings.more', { count: more })),
    ]);
    const latest = past.toReversed().slice(0, shownMeetings);
    fill(byId('attendance'), [latest, group?.members], () => [
      ...latest.map((meeting) => pastMeeting(meeting, view, words)),
      latest.length === 0 && element('p', { class: 'none' }, words.t('attendance.none')),
    ]);
  }

  session.onChange(draw);
}
