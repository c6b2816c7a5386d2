/** What an event means: in which world it was said, and for which of the group's meetings. Pure reading. */

import { toLocal } from './calendar.ts';
import { isCommand, type Store, type Where } from './context.ts';
import type {
  Event,
  Group,
  LocalDate,
  Meeting,
  Member,
  Post,
  Understand,
  Understanding,
  World,
  WorldMeeting,
} from './types.ts';

/** How long before the message a meeting may have been and still be spoken of. */
const PAST_MS = 14 * 24 * 60 * 60 * 1000;

/** Who did something, and in which of her groups it may belong. */
export interface Origin {
  readonly member: Member;
  readonly groups: readonly Group[];
  readonly where: Where;
  /** Present where she is in none of them any more. */
  readonly former?: true;
}

/**
 * What the event means, and for which group. Written directly by a member of several, the group
 * whose next meeting comes first is asked first, and the first that the words fit is meant.
 */
export function interpret(
  parts: { readonly store: Store; readonly understand: Understand },
  event: Event,
  origin: Origin & { readonly post: Post | null },
): { group: Group; understanding: Understanding | null } {
  const { post } = origin;
  const byPost = post ? parts.store.groups.get(post.group) : null;
  const groups = byPost ? [byPost] : byNextMeeting(parts.store, origin.groups, event.at);
  const [first] = groups;
  if (!first) {
    throw new Error('An event without a group cannot be handled');
  }
  const text = event.kind === 'message' ? event.text : event.kind === 'reaction' ? event.emoji : '';
  if (text === '' || isCommand(text)) {
    return { group: first, understanding: null };
  }
  const readings = groups.map((group) => {
    const replyTo = post && asksWhoComes(post) ? dateOfPost(parts.store, group, post) : null;
    const world = worldOf(parts.store, group, { at: event.at, member: origin.member, replyTo });
    return { group, understanding: parts.understand(text, world) };
  });
  const meant = readings.find((reading) => reading.understanding.statements.length > 0);
  return meant ?? readings[0] ?? { group: first, understanding: null };
}

function byNextMeeting(store: Store, groups: readonly Group[], at: number): readonly Group[] {
  if (groups.length < 2) {
    return groups;
  }
  const next = (group: Group): number =>
    store.meetings
      .inGroup(group)
      .find((meeting) => meeting.endsAt > at && meeting.status !== 'cancelled')?.startsAt ??
    Infinity;
  return [...groups].sort((one, other) => next(one) - next(other));
}

/** What else is asked is answered by taps alone: 👍 on it says nothing about oneself. */
function asksWhoComes(post: Post): boolean {
  return post.kind === 'reminder' || post.kind === 'poll';
}

function dateOfPost(store: Store, group: Group, post: Post): LocalDate | null {
  return store.meetings.inGroup(group).find((meeting) => meeting.id === post.meeting)?.date ?? null;
}

/** When and by whom a text was written, and which meeting's reminder it answers. */
interface Said {
  readonly at: number;
  readonly member?: Member;
  readonly replyTo?: LocalDate | null;
}

/** The world a text was written in. */
export function worldOf(store: Store, group: Group, said: Said): World {
  const { at, member, replyTo } = said;
  const sent = toLocal(at, group.zone);
  const meetings = store.meetings.inGroup(group);
  const first = meetings.findIndex((meeting) => meeting.endsAt > at - PAST_MS);
  return {
    meetings: first < 0 ? [] : worldMeetings(meetings).slice(first),
    sentDate: sent.date,
    sentTime: sent.time,
    ...(replyTo ? { replyTo } : {}),
    languages: [...new Set([...(member?.language ? [member.language] : []), ...group.languages])],
  };
}

/** A group's calendar changes rarely: its list is the same object until it does. */
const worlds = new WeakMap<readonly Meeting[], readonly WorldMeeting[]>();

function worldMeetings(meetings: readonly Meeting[]): readonly WorldMeeting[] {
  const known = worlds.get(meetings);
  if (known) {
    return known;
  }
  const made = meetings.map((meeting) => ({
    date: meeting.date,
    start: meeting.start,
    end: meeting.end,
    ...(meeting.status === 'cancelled' ? { cancelled: true as const } : {}),
    ...(meeting.date === meeting.plannedDate ? {} : { movedFrom: meeting.plannedDate }),
  }));
  worlds.set(meetings, made);
  return made;
}
