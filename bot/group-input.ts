/** Groups and members as people type them, checked all at once. Used by the office. */

import type { NewGroup } from '../data/groups.ts';
import { formatReminders } from '../data/groups.ts';
import { BadInput } from './bad-input.ts';
import { isLocalDate, isLocalTime, isZone, parseWeekday, weekdayName } from './calendar.ts';
import type { FlowName } from './context.ts';
import { cleanName } from './names.ts';
import type { CheckinWeeks, GroupKind, LanguageTag, ReminderSlot, Role, Weekday } from './types.ts';

export const DEFAULT_ZONE = 'Europe/Copenhagen';
export const DEFAULT_REMINDERS: readonly ReminderSlot[] = [
  { daysBefore: 2, time: '18:00' },
  { daysBefore: 0, time: '08:00' },
];
export const ROLES: readonly Role[] = ['mother', 'volunteer', 'nurse', 'partner', 'coordinator'];
const FLOW_NAMES: readonly FlowName[] = [
  'check-in',
  ...(['follow-up', 'log-prompt'] as const),
  ...(['staffing', 'task-reminder'] as const),
  'pulse',
  ...(['topic-poll', 'topic-result', 'wishes'] as const),
  ...(['after-meeting', 'away-hint', 'newcomer-hint'] as const),
  ...(['introduction', 'welcome', 'farewell'] as const),
  ...(['reminder', 'weekly-summary', 'possible-twin', 'holidays'] as const),
];
/** What need not be said of home visits: two hours, and the call on a Monday. */
const HOME = { weekday: 'monday', start: '10:00', end: '12:00' };
const KINDS: readonly GroupKind[] = ['group', 'home'];
const CHECKINS: readonly CheckinWeeks[] = [1, 2, 4];
const MAX_REMINDERS = 6;
const MAX_DAYS_BEFORE = 14;

export type Input = Readonly<Record<string, unknown>>;
/** A group's settings: all but what it is known by. */
export type GroupSettings = Omit<NewGroup, 'id' | 'chat' | 'createdAt'>;

/** What is put in for what a new group's settings leave out. */
export function withDefaults(given: Input): Input {
  const input: Input = { ...(given['kind'] === 'home' ? HOME : {}), ...withoutGaps(given) };
  const { start } = input;
  // A meeting at eight has no reminder at eight.
  const reminders = DEFAULT_REMINDERS.filter(
    (slot) =>
      slot.daysBefore > 0 || typeof start !== 'string' || slot.time < start.padStart(5, '0'),
  );
  return { zone: DEFAULT_ZONE, languages: 'da', reminders, ...input };
}

function withoutGaps(input: Input): Input {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

/**
 * Reads the settings of a group.
 * @throws BadInput with every problem
 */
export function readGroupSettings(input: Input): GroupSettings {
  const problems: string[] = [];
  const read = <T>(field: string, parse: (value: unknown) => T | Problem): T => {
    const value = parse(input[field]);
    if (value instanceof Problem) {
      problems.push(`${field}: ${value.text}`);
    }
    return value as T;
  };
  const kind = read('kind', readKind);
  const settings: GroupSettings = {
    kind,
    name: read('name', readLine('a name')),
    weekday: read('weekday', readWeekday),
    start: read('start', readTime),
    end: read('end', readTime),
    place: read('place', kind === 'home' ? readNoPlace : readLine('a place')),
    zone: read('zone', readZone),
    languages: read('languages', readLanguages),
    starts: read('starts', readDate),
    ends: read('ends', readDate),
    reminders: read('reminders', readReminders),
    municipality: read('municipality', readOptionalLine),
    off: read('off', readFlowNames),
    asks: read('asks', readYesOrNo),
    checkin: read('checkin', readCheckin),
  };
  if (problems.length === 0) {
    problems.push(...contradictions(settings));
  }
  if (problems.length > 0) {
    throw new BadInput(problems.join('; '));
  }
  return settings;
}

/** A group's settings as they would be typed: a change is laid over them. */
export function toInput(settings: GroupSettings): Input {
  return {
    ...settings,
    weekday: weekdayName(settings.weekday),
    languages: settings.languages.join(','),
    reminders: formatReminders(settings.reminders),
    off: settings.off.join(','),
    asks: settings.asks ? 'yes' : 'no',
    checkin: settings.checkin === null ? '' : String(settings.checkin),
  };
}

/** The role of somebody; `mother` where none is given. */
export function readRole(value: unknown): Role {
  const role = ROLES.find((candidate) => candidate === (value ?? 'mother'));
  if (!role) {
    throw new BadInput(`role: "${shorten(value)}" is none of ${ROLES.join(', ')}`);
  }
  return role;
}

/** One language tag, or null where none is given. */
export function readLanguage(value: unknown): LanguageTag | null {
  if (value === undefined || value === null || value === '') {
    return null;
  }
  const languages = readLanguages(value);
  if (languages instanceof Problem || languages.length !== 1) {
    throw new BadInput(`language: "${shorten(value)}" is no language tag such as da or ar`);
  }
  return languages[0] ?? null;
}

/** A name made harmless. */
export function readName(value: unknown): string {
  const name = typeof value === 'string' ? cleanName(value) : '';
  if (name === '') {
    throw new BadInput('name: a name is missing');
  }
  return name;
}

class Problem {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

function shorten(value: unknown): string {
  return String(value).slice(0, 60);
}

/** What would be right each by itself, but not together. */
function contradictions(settings: GroupSettings): string[] {
  const late = settings.reminders.filter(
    (slot) => slot.daysBefore === 0 && slot.time >= settings.start,
  );
  return [
    ...(settings.end <= settings.start
      ? [`end: ${settings.end} is not after start ${settings.start}`]
      : []),
    ...(settings.starts && settings.ends && settings.ends < settings.starts
      ? [`ends: ${settings.ends} is before starts ${settings.starts}`]
      : []),
    ...(settings.checkin !== null && settings.kind !== 'home'
      ? ['checkin: only home visits have one (--kind home)']
      : []),
    ...late.map(
      (slot) => `reminders: 0d ${slot.time} is not before the meeting at ${settings.start}`,
    ),
  ];
}

function readLine(what: string): (value: unknown) => string | Problem {
  return (value) => {
    const text = typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
    return text !== '' && text.length <= 200
      ? text
      : new Problem(`${what} of 1 to 200 characters is missing`);
  };
}

/** Where a family lives is never stored, not even by mistake. */
function readNoPlace(value: unknown): string | Problem {
  return value === undefined || value === ''
    ? ''
    : new Problem('where a family lives is never stored; leave it out');
}

function readKind(value: unknown): GroupKind | Problem {
  const kind = KINDS.find((candidate) => candidate === (value ?? 'group'));
  return kind ?? new Problem(`"${shorten(value)}" is neither group nor home`);
}

function readCheckin(value: unknown): CheckinWeeks | null | Problem {
  if (value === undefined || value === null || value === '') {
    return null;
  }
  const weeks = CHECKINS.find((candidate) => String(candidate) === String(value).trim());
  return weeks ?? new Problem(`"${shorten(value)}" is none of ${CHECKINS.join(', ')} (weeks)`);
}

function readYesOrNo(value: unknown): boolean | Problem {
  if (value === undefined || value === '' || value === false || value === 'no') {
    return false;
  }
  return value === true || value === 'yes'
    ? true
    : new Problem(`"${shorten(value)}" is neither yes nor no`);
}

function readOptionalLine(value: unknown): string | null | Problem {
  return value === undefined || value === null || value === '' ? null : readLine('a text')(value);
}

function readWeekday(value: unknown): Weekday | Problem {
  const weekday = typeof value === 'string' ? parseWeekday(value.trim()) : null;
  return weekday ?? new Problem(`"${shorten(value ?? '')}" is no weekday such as tuesday`);
}

/** Times in the hour that is missing in spring and comes twice in autumn cannot be kept. */
function readTime(value: unknown): string | Problem {
  const text = typeof value === 'string' ? value.trim().replace(/^(\d):/, '0$1:') : '';
  if (!isLocalTime(text)) {
    return new Problem(`"${shorten(value ?? '')}" is no time such as 10:00`);
  }
  return text.startsWith('02:')
    ? new Problem(`${text} is in the hour that the clock change skips: choose another`)
    : text;
}

function readDate(value: unknown): string | null | Problem {
  if (value === undefined || value === null || value === '') {
    return null;
  }
  return typeof value === 'string' && isLocalDate(value)
    ? value
    : new Problem(`"${shorten(value)}" is no date such as 2026-11-30`);
}

function readZone(value: unknown): string | Problem {
  return typeof value === 'string' && isZone(value)
    ? value
    : new Problem(`"${shorten(value ?? '')}" is no time zone such as Europe/Copenhagen`);
}

/** Any language may be set; what has no texts yet is written in Danish. */
function readLanguages(value: unknown): readonly LanguageTag[] | Problem {
  const tags = toList(value);
  const known = tags.map((tag) => (/^[a-z]{2,3}(-[A-Za-z]{4})?$/.test(tag) ? tag : null));
  return tags.length > 0 && tags.length <= 12 && !known.includes(null)
    ? [...new Set(tags)]
    : new Problem(`"${shorten(value ?? '')}" is no list of language tags such as da,en,ar`);
}

function readFlowNames(value: unknown): readonly FlowName[] | Problem {
  const names = toList(value ?? '');
  const found = FLOW_NAMES.filter((name) => names.includes(name));
  return found.length === names.length
    ? found
    : new Problem(`"${shorten(value)}" is no list of ${FLOW_NAMES.join(', ')}`);
}

function readReminders(value: unknown): readonly ReminderSlot[] | Problem {
  const slots = toList(value ?? '').map(readSlot);
  const bad = slots.find((slot) => slot instanceof Problem);
  if (bad instanceof Problem) {
    return bad;
  }
  return slots.length <= MAX_REMINDERS
    ? (slots as ReminderSlot[])
    : new Problem(`at most ${MAX_REMINDERS}`);
}

function readSlot(text: string): ReminderSlot | Problem {
  const match = /^(\d{1,2})d (\d{1,2}:\d{2})$/.exec(text);
  const time = readTime(match?.[2]);
  if (!match || Number(match[1]) > MAX_DAYS_BEFORE || time instanceof Problem) {
    return time instanceof Problem && match
      ? time
      : new Problem(`"${shorten(text)}" is no reminder such as "2d 18:00" (0 to 14 days before)`);
  }
  return { daysBefore: Number(match[1]), time };
}

/** A list, or a text with commas. */
function toList(value: unknown): string[] {
  const parts = Array.isArray(value) ? value : String(value).split(',');
  return parts
    .map((part) =>
      typeof part === 'object' && part !== null
        ? formatReminders([part as ReminderSlot])
        : String(part).trim(),
    )
    .filter((part) => part !== '');
}
