/**
 * A mother was away three times in a row and had said nothing: tells those who run the group, once, on the
 * morning after. Never in the mothers' group, and never her.
 */

import { type Flow, membersOfRole, type Occurrence, type Voice } from '../bot/context.ts';
import type { Meeting, Member, MemberId } from '../bot/types.ts';
import { DAY_MS, heldMeetings, morningAfter, toHint } from './hint.ts';

const TIMES = 3;
/** A quarter: who has been away longer was spoken of when it began. */
const LOOK_BACK = 12;
/** What was recorded of a meeting later than this after it is no news. */
const NEWS_MS = 14 * DAY_MS;
const LIFETIME_MS = 3 * DAY_MS;

export const awayHint: Flow = {
  name: 'away-hint',
  kind: 'group',
  occurrences(voice) {
    const meetings = heldMeetings(voice, LOOK_BACK);
    if ((meetings[0]?.endsAt ?? 0) < voice.now - NEWS_MS) {
      return [];
    }
    const missed = meetings.map((meeting) => whoWasSilent(voice, meeting));
    return membersOfRole(voice, 'mother').flatMap((mother) => {
      const streak = streakOf(mother.id, meetings, missed);
      return streak ? toOccurrences(voice, mother, streak) : [];
    });
  },
};

/** Of each mother who is in a meeting's record: whether she was away and had not said that she might be. */
function whoWasSilent({ store }: Voice, { id }: Meeting): ReadonlyMap<MemberId, boolean> {
  const said = new Set(
    store.answers
      .rsvps(id)
      .filter(({ answer }) => answer !== 'yes')
      .map(({ member }) => member),
  );
  return new Map(
    store.answers
      .attendance(id)
      .map(({ member, present }) => [member, !present && !said.has(member)]),
  );
}

/** The meetings that she missed one after another up to now, the first in front; null: not so many. */
function streakOf(
  mother: MemberId,
  meetings: readonly Meeting[],
  missed: readonly ReadonlyMap<MemberId, boolean>[],
): Meeting[] | null {
  const hers = meetings.filter((_, index) => missed[index]?.has(mother));
  const isMissed = (meeting: Meeting): boolean =>
    missed[meetings.indexOf(meeting)]?.get(mother) === true;
  const came = hers.findIndex((meeting) => !isMissed(meeting));
  const streak = hers.slice(0, came < 0 ? hers.length : came).toReversed();
  return streak.length >= TIMES ? streak : null;
}

/** Once for a streak: where an earlier meeting is recorded later, it begins elsewhere and is the same. */
function toOccurrences(voice: Voice, mother: Member, streak: readonly Meeting[]): Occurrence[] {
  const third = streak[TIMES - 1];
  const keys = streak.map(({ id }) => `away-hint:${mother.id}:${id}`);
  const [key, ...others] = keys;
  const isTold = others.some((other) => voice.store.flowRuns.has(other));
  if (!third || !key || isTold || third.endsAt < voice.now - NEWS_MS) {
    return [];
  }
  const dueAt = morningAfter(voice, third);
  const text = voice.say(voice.staffLanguage(), 'hint.away', { name: mother.name });
  return [toHint(voice, { key, dueAt, expiresAt: dueAt + LIFETIME_MS, text })];
}
