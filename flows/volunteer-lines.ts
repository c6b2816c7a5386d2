/** What the weekly summary says of the volunteers: too few for the next meeting, or alone twice in a row. */

import { membersOfRole, type Voice } from '../bot/context.ts';
import type { LanguageTag, Meeting } from '../bot/types.ts';
import { FEWEST_VOLUNTEERS, staffingOf } from '../bot/volunteers.ts';

/** The meetings of a week, and the one that comes next. */
export interface AroundWeek {
  readonly fromAt: number;
  readonly toAt: number;
  readonly next: Meeting | undefined;
}

/** Nothing where there are enough, where the group knows no volunteers, or where one is enough: at home. */
export function volunteerLines(voice: Voice, language: LanguageTag, week: AroundWeek): string[] {
  if (voice.group.kind === 'home' || membersOfRole(voice, 'volunteer').length === 0) {
    return [];
  }
  const yes = week.next ? countYes(voice, week.next) : FEWEST_VOLUNTEERS;
  return [
    ...(yes === 0 ? [voice.say(language, 'summary.no_volunteers')] : []),
    ...(yes > 0 && yes < FEWEST_VOLUNTEERS
      ? [voice.say(language, 'summary.few_volunteers', { yes })]
      : []),
    ...(wasAloneTwice(voice, week) ? [voice.say(language, 'summary.alone')] : []),
  ];
}

/** At the last two meetings, the last of them in this week: it is told once. */
function wasAloneTwice(voice: Voice, { fromAt, toAt }: AroundWeek): boolean {
  const [before, last] = voice
    .meetings()
    .filter(({ endsAt, status }) => endsAt <= toAt && status !== 'cancelled')
    .slice(-2);
  return (
    before !== undefined &&
    last !== undefined &&
    last.endsAt > fromAt &&
    [before, last].every((meeting) => countYes(voice, meeting) === 1)
  );
}

function countYes(voice: Voice, meeting: Meeting): number {
  return staffingOf(voice, meeting).yes.length;
}
