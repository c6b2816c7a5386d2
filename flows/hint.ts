/** What the flows share that tell or ask those who run a group something in their own chats. */

import { addDays, afterQuiet, toInstant, toLocal } from '../bot/calendar.ts';
import { type Occurrence, runsGroup, type Voice } from '../bot/context.ts';
import type { Meeting, Member } from '../bot/types.ts';

export const DAY_MS = 24 * 60 * 60 * 1000;
const TIME = '10:00';

export interface Hint {
  /** Unique for ever. */
  readonly key: string;
  readonly dueAt: number;
  readonly expiresAt: number;
  readonly text: string;
}

/** Tells it to those who run the group, in no quiet hours, also where the bot was away when it was due. */
export function toHint(voice: Voice, { key, dueAt, expiresAt, text }: Hint): Occurrence {
  return {
    ...{ key, expiresAt },
    dueAt: dueOrLater(voice, dueAt),
    run: () => tellHint(voice, { key, expiresAt, text }),
  };
}

/** Tells it to those who run the group, now. */
export function tellHint(voice: Voice, { key, expiresAt, text }: Omit<Hint, 'dueAt'>): undefined {
  const inFront = staffHasSeveral(voice) ? `${voice.group.name}: ` : '';
  voice.tellStaff({ key, message: { kind: 'text', text: `${inFront}${text}` }, expiresAt });
}

/** When something is due; where it is late already and these are quiet hours, when they are over. */
export function dueOrLater({ now, group }: Voice, dueAt: number): number {
  const isQuiet = afterQuiet(now, group.zone) > now;
  return dueAt <= now && !isQuiet ? dueAt : afterQuiet(Math.max(dueAt, now), group.zone);
}

/** Whether those who are told together run more groups than this one: then it is said which. */
function staffHasSeveral({ store, group }: Voice): boolean {
  return group.staffChat === null
    ? store.members
        .inGroup(group.id)
        .some(({ member, role }) => runsGroup(role) && runsSeveral(store, member))
    : store.groups.byStaffChat(group.staffChat).length > 1;
}

/** Whether somebody runs several groups. */
export function runsSeveral(store: Voice['store'], { id }: Member): boolean {
  return store.members.groupsOf(id).filter(({ role }) => runsGroup(role)).length > 1;
}

/** Ten o'clock on the day after a meeting, or after it was recorded where that was later. */
export function morningAfter({ store, group }: Voice, meeting: Meeting): number {
  const recordedAt = store.meetings.recordOf(meeting.id)?.at ?? meeting.endsAt;
  const day = toLocal(Math.max(recordedAt, meeting.endsAt), group.zone).date;
  return toInstant(addDays(day, 1), TIME, group.zone);
}

/** The latest meetings that were held and are over, the last in front: of these is recorded who came. */
export function heldMeetings(voice: Voice, most: number): Meeting[] {
  return voice
    .meetings()
    .filter(({ status, endsAt }) => status === 'held' && endsAt <= voice.now)
    .slice(-most)
    .toReversed();
}
