/** How the answers of `manage` look to people: called by `manage-commands.ts`; pure. */

import { weekdayName, weekdayOf } from '../calendar.ts';
import type { Office } from '../office.ts';
import type { GroupView, MeetingView, MemberView } from '../office-views.ts';
import type { ChatId, OutboxStatus } from '../types.ts';
import type { Status } from './manage-status.ts';
import { formatTable } from './table.ts';

function toText(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

function tableOr(nothing: string, heads: readonly string[], rows: string[][]): string {
  return rows.length === 0 ? toText([nothing]) : toText(formatTable(heads, rows));
}

/** A group that was added. */
export function added(answer: { id: string; untranslated: readonly string[] }): string {
  return toText([`Added group ${answer.id}.`, ...noteUntranslated(answer.untranslated)]);
}

/** A group that was changed. */
export function changed(answer: { id: string; untranslated: readonly string[] }): string {
  return toText([`Changed group ${answer.id}.`, ...noteUntranslated(answer.untranslated)]);
}

function noteUntranslated(tags: readonly string[]): string[] {
  return tags.length === 0
    ? []
    : [`Not written in yet: ${tags.join(', ')}. Those members are understood, and read Danish.`];
}

/** The groups, one a line. */
export function groups(views: readonly GroupView[]): string {
  return tableOr(
    'There are no groups yet; "group add" adds one.',
    ['id', 'name', 'when', 'place', 'languages', 'reminders', 'course', 'off'],
    views.map((group) => [
      group.id,
      group.name,
      group.kind === 'home'
        ? 'as agreed'
        : `${group.weekday.slice(0, 3)} ${group.start}–${group.end}`,
      group.kind === 'home' ? 'at home' : group.place,
      group.languages.join(' '),
      group.reminders === '' ? 'none' : group.reminders.replaceAll(',', ', '),
      group.starts || group.ends ? `${group.starts ?? '…'} – ${group.ends ?? '…'}` : 'open',
      group.off.join(' '),
    ]),
  );
}

/** What is to be known of her beside; empty mostly. */
function noteOn(member: MemberView): string {
  return [
    ...(member.maybeSameAs === undefined ? [] : [`maybe the same as ${member.maybeSameAs}`]),
    ...(member.protected ? ['protected'] : []),
  ].join(', ');
}

/** The members of a group, one a line. */
export function members(views: readonly MemberView[]): string {
  return tableOr(
    'Nobody is in this group yet.',
    [
      'id',
      'name',
      'role',
      'language',
      ...(views.some((member) => noteOn(member) !== '') ? ['note'] : []),
    ],
    views.map((member) => [
      member.id,
      member.name,
      member.role,
      member.language ?? '',
      ...(noteOn(member) === '' ? [] : [noteOn(member)]),
    ]),
  );
}

/** The meetings of a group with counts of what was said, one a line. */
export function meetings(views: readonly MeetingView[]): string {
  const table = tableOr(
    'There are no meetings in this time.',
    ['date', 'day', 'time', 'status', '✅', '⏰', '🤔', '💛', 'came', 'place'],
    views.map((meeting) => [
      meeting.date,
      weekdayName(weekdayOf(meeting.date)).slice(0, 3),
      `${meeting.start}–${meeting.end}`,
      meeting.status,
      ...countAnswers(meeting),
      countCame(meeting),
      meeting.place,
    ]),
  );
  const legend = '✅ coming  ⏰ coming late  🤔 maybe  💛 not coming';
  return views.length === 0 ? table : `${table}\n${legend}\n`;
}

function countCame({ attendance, children }: MeetingView): string {
  const came = attendance.filter((record) => record.present).length;
  return [
    ...(attendance.length === 0 ? [] : [`${came} of ${attendance.length}`]),
    ...(children === undefined ? [] : [`${children} children`]),
  ].join(', ');
}

function countAnswers({ rsvps }: MeetingView): string[] {
  const counts = [
    rsvps.filter((rsvp) => rsvp.answer === 'yes' && !rsvp.late),
    rsvps.filter((rsvp) => rsvp.answer === 'yes' && rsvp.late),
    rsvps.filter((rsvp) => rsvp.answer === 'maybe'),
    rsvps.filter((rsvp) => rsvp.answer === 'no'),
  ];
  return counts.map((matching) => (matching.length === 0 ? '·' : String(matching.length)));
}

/** The outbox, one message a line; times are UTC. */
export function outbox(views: ReturnType<Office['outbox']>): string {
  return tableOr(
    'No such messages.',
    ['due (UTC)', 'status', 'kind', 'tries', 'sent (UTC)', 'key', 'problem'],
    views.map((row) => [
      toMinute(row.dueAt),
      row.status,
      row.kind,
      String(row.attempts),
      row.sentAt === null ? '' : toMinute(row.sentAt),
      row.key,
      row.problem ?? '',
    ]),
  );
}

function toMinute(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toString({ smallestUnit: 'minute' })
    .replace('T', ' ')
    .replace('Z', '');
}

/** How texts were read, one rule a line. */
export function readings(counts: ReturnType<Office['readings']>): string {
  return tableOr(
    'No text has been read yet.',
    ['language', 'read as', 'rule', 'times', 'corrected'],
    counts.map((one) => [
      one.language,
      one.answer,
      one.rule,
      String(one.read),
      one.corrected === 0 ? '' : String(one.corrected),
    ]),
  );
}

/** The chats of the account, and the group that each belongs to or is the staff chat of. */
export function chats(
  found: readonly { readonly id: ChatId; readonly name: string }[],
  known: readonly GroupView[],
): string {
  return tableOr(
    'The account is in no group chat.',
    ['chat', 'name', 'group'],
    found.map((chat) => [chat.id, chat.name, describeUse(chat.id, known)]),
  );
}

function describeUse(chat: ChatId, known: readonly GroupView[]): string {
  const own = known.find((group) => group.chat === chat);
  const runs = known.filter(({ staffChat }) => staffChat === chat).map(({ id }) => id);
  return own?.id ?? (runs.length > 0 ? `staff of ${runs.join(', ')}` : 'none yet');
}

function describeChannel({ channel }: Status): string[] {
  if (!channel) {
    return [];
  }
  const { name, phase, since, attempts, version, problems } = channel;
  const tries = attempts > 0 ? `, tried ${attempts} times to come back` : '';
  const build = version === null ? '' : ` (WhatsApp Web ${version})`;
  return [
    `Channel  ${name}: ${phase} since ${since}${tries}${build}`,
    ...problems.map(({ text }) => `         ${text}`),
  ];
}

/** Everything in one look. */
export function status(found: Status): string {
  const { bot, outbox: counts } = found;
  const inOutbox = Object.entries(counts) as [OutboxStatus, number][];
  const waiting = inOutbox.map(([name, count]) => `${count} ${name}`).join(', ');
  const care = (counts.held ?? 0) + (counts.failed ?? 0) + (counts.unknown ?? 0);
  return toText([
    `Bot      ${bot.running ? `running (process ${bot.process})` : 'not running'}`,
    ...describeChannel(found),
    `Folder   ${found.folder}`,
    `Time     ${found.now}`,
    `Groups   ${found.groups}`,
    `Members  ${found.members}`,
    `Outbox   ${waiting === '' ? 'empty' : waiting}`,
    ...(care > 0 ? ['         Look at them: "outbox --status held", failed or unknown.'] : []),
  ]);
}
