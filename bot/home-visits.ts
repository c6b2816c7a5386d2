/**
 * How a meeting is spoken of where it is a visit at a family's home: other words for two people, and
 * never where they live. Pure; used by handlers and flows.
 */

import type { SayKey, Voice } from './context.ts';
import type { LanguageTag, Meeting } from './types.ts';

/** What is said to a group, and instead of it to two. */
const AT_HOME: Partial<Readonly<Record<SayKey, SayKey>>> = {
  'answer.none': 'answer.home_none',
  'answer.when': 'answer.home_when',
  'answer.when_changed': 'answer.home_when_changed',
  'answer.where': 'answer.home_where',
  'attendance.question': 'attendance.home_question',
  'cancel.done': 'cancel.home_done',
  'error.already_cancelled': 'error.home_already_cancelled',
  'error.move_clash': 'error.home_clash',
  'error.no_meeting': 'error.home_no_meeting',
  'error.no_meeting_on': 'error.home_no_meeting_on',
  'error.over': 'error.home_over',
  'error.undo_changed': 'error.home_undo_changed',
  'introduction.group': 'introduction.home',
  'meeting.cancelled': 'meeting.home_cancelled',
  'meeting.moved': 'meeting.home_moved',
  'meeting.moved_back': 'meeting.home_moved_back',
  'meeting.next': 'meeting.home_next',
  'meeting.restored': 'meeting.home_restored',
  'move.done': 'move.home_done',
  'poll.question': 'poll.home_question',
  'reminder.later': 'reminder.home_later',
  'reminder.today': 'reminder.home_today',
  'reminder.tomorrow': 'reminder.home_tomorrow',
  'undo.restored': 'undo.home_restored',
};

/** The key of what is said in a group of its kind. */
export function worded({ group }: Pick<Voice, 'group'>, key: SayKey): SayKey {
  return (group.kind === 'home' ? AT_HOME[key] : undefined) ?? key;
}

/** Where a meeting is, in a language; of a visit only that it is at their home. */
export function placeOf(
  { group, say }: Pick<Voice, 'group' | 'say'>,
  language: LanguageTag,
  { place }: Pick<Meeting, 'place'>,
): string {
  return group.kind === 'home' ? say(language, 'reminder.home_place') : place;
}
