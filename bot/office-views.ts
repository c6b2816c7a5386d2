/** What the office shows: rows in the form that scripts and pages read. */

import { weekdayName } from './calendar.ts';
import type { Store } from './context.ts';
import { topicName, visitorName } from './entry-name.ts';
import { type GroupSettings, toInput } from './group-input.ts';
import { type Say, SOURCE_LANGUAGE } from './say.ts';
import type {
  Attendance,
  ChatId,
  Group,
  GroupId,
  LanguageTag,
  LocalDate,
  LocalTime,
  Meeting,
  MeetingStatus,
  MemberId,
  Role,
  Rsvp,
} from './types.ts';

export interface GroupView extends Omit<GroupSettings, 'weekday' | 'reminders'> {
  readonly id: GroupId;
  readonly chat: ChatId;
  /** The chat of those who run it; null: it has none. */
  readonly staffChat: ChatId | null;
  readonly weekday: string;
  readonly reminders: string;
}

export interface MemberView {
  readonly id: MemberId;
  readonly name: string;
  readonly role: Role;
  readonly language: LanguageTag | null;
  /** Present where she may be that member under another id, and nobody has said so yet. */
  readonly maybeSameAs?: MemberId;
  /** Present where her address is secret: then her name is not told. */
  readonly protected?: true;
}

export interface MeetingView {
  readonly date: LocalDate;
  readonly start: LocalTime;
  readonly end: LocalTime;
  readonly status: MeetingStatus;
  readonly place: string;
  /** In Danish; null where nothing is planned. */
  readonly topic: string | null;
  /** Who visits, in Danish; null: nobody. */
  readonly visit: string | null;
  readonly rsvps: readonly Pick<Rsvp, 'member' | 'answer' | 'late' | 'source'>[];
  readonly attendance: readonly Attendance[];
  /** How many children were there; absent where nobody said. */
  readonly children?: number;
  /** Who wrote something about it that was not understood; absent where nobody did. */
  readonly unclear?: readonly MemberId[];
}

export interface UpcomingView {
  readonly flow: string;
  readonly key: string;
  readonly at: number;
}

/** A group as it is listed. */
export function viewGroup(group: Group): GroupView {
  return {
    id: group.id,
    chat: group.chat,
    staffChat: group.staffChat,
    ...settingsOf(group),
    weekday: weekdayName(group.weekday),
    reminders: String(toInput(settingsOf(group))['reminders']),
  };
}

/** A group's settings alone. */
export function settingsOf(group: Group): GroupSettings {
  const { id: _id, chat: _chat, staffChat: _staffChat, ...rest } = group;
  const { revision: _revision, createdAt: _createdAt, ...settings } = rest;
  return settings;
}

/** Everybody in a group, in the order they joined. */
export function viewMembers(store: Store, group: GroupId): MemberView[] {
  const others = new Map(store.twins.openIn(group).map(({ newer, other }) => [newer, other]));
  return store.members.inGroup(group).map(({ member, role }) => {
    const other = others.get(member.id);
    return {
      id: member.id,
      name: member.protected ? '' : member.name,
      role,
      language: member.language,
      ...(other ? { maybeSameAs: other } : {}),
      ...(member.protected ? { protected: true } : {}),
    };
  });
}

/** A meeting with what was said and who came. */
export function viewMeeting(
  { store, say }: { readonly store: Store; readonly say: Say },
  meeting: Meeting,
): MeetingView {
  // Whoever is protected is neither named nor counted.
  const isShown = (id: MemberId): boolean => store.members.get(id)?.protected === false;
  const children = store.meetings.recordOf(meeting.id)?.children ?? null;
  const unclear = store.unclear.openAt(meeting.id).filter(isShown);
  return {
    date: meeting.date,
    start: meeting.start,
    end: meeting.end,
    status: meeting.status,
    place: meeting.place,
    topic: meeting.topic && topicName(say, SOURCE_LANGUAGE, meeting.topic),
    visit: meeting.visit && visitorName(say, SOURCE_LANGUAGE, meeting.visit),
    rsvps: store.answers
      .rsvps(meeting.id)
      .filter(({ member }) => isShown(member))
      .map(({ member, answer, late, source }) => ({ member, answer, late, source })),
    attendance: store.answers.attendance(meeting.id).filter(({ member }) => isShown(member)),
    ...(children === null ? {} : { children }),
    ...(unclear.length > 0 ? { unclear } : {}),
  };
}
