/**
 * Which of a group's volunteers come to a meeting, and how they hear of each other. Used by handlers and
 * flows; nothing of it may reach the mothers' group.
 */

import {
  type GroupMessage,
  isLeftAlone,
  membersOfRole,
  NAMELESS,
  runsGroup,
  type Voice,
} from './context.ts';
import type { Answer, LanguageTag, LocalDate, Meeting, Member, MemberId } from './types.ts';

/** At least two adults beside the mothers: the programme's own rule. A guest who comes is none of them. */
export const FEWEST_VOLUNTEERS = 2;

/** As much of a group's name as the question of a poll has room for (WhatsApp: 255 characters in all). */
const MAX_GROUP_NAME = 100;

/** The volunteers by what they said about one meeting. */
export interface Staffing {
  readonly yes: readonly Member[];
  readonly no: readonly Member[];
  /** Who has said neither. */
  readonly open: readonly Member[];
}

/** What the group's volunteers have said about a meeting, as it stands. */
export function staffingOf(voice: Voice, meeting: Pick<Meeting, 'id'>): Staffing {
  const said = new Map<MemberId, Answer>(
    voice.store.answers.rsvps(meeting.id).map(({ member, answer }) => [member, answer]),
  );
  const volunteers = membersOfRole(voice, 'volunteer');
  return {
    yes: volunteers.filter(({ id }) => said.get(id) === 'yes'),
    no: volunteers.filter(({ id }) => said.get(id) === 'no'),
    open: volunteers.filter(({ id }) => !['yes', 'no'].includes(said.get(id) ?? '')),
  };
}

/** Those who run the group, volunteers and coordinators. */
export function staffMembers(voice: Voice): Member[] {
  return voice.store.members
    .inGroup(voice.group.id)
    .filter(({ role }) => runsGroup(role))
    .map(({ member }) => member);
}

/** Something that one of those who run a group brings about, told to the others. */
export interface ToColleagues extends Omit<GroupMessage, 'message' | 'post'> {
  /** Who knows it already. */
  readonly except: MemberId;
  compose(language: LanguageTag): string;
}

/**
 * Queues it to the staff chat, or where there is none to each of the others who has opened a direct chat,
 * in her language. False where nobody can be told.
 */
export function tellColleagues(voice: Voice, told: ToColleagues): boolean {
  const { except, compose, ...message } = told;
  const toText = (language: LanguageTag) => ({ kind: 'text', text: compose(language) }) as const;
  if (voice.group.staffChat !== null) {
    return voice.tellStaff({ ...message, message: toText(voice.staffLanguage()) });
  }
  const reached = staffMembers(voice)
    .filter((member) => member.id !== except && !isLeftAlone(member))
    .filter((member) =>
      voice.tellMember({
        ...message,
        member,
        key: `${message.key}:${member.id}`,
        message: toText(languageOf(member)),
      }),
    );
  return reached.length > 0;
}

/** The language somebody is written to in. */
export function languageOf(member: Member): LanguageTag {
  return member.language ?? 'da';
}

/** Days as a list in a language: "tirsdag 24. november og tirsdag 1. december". */
export function listDays(
  { say }: Pick<Voice, 'say'>,
  language: LanguageTag,
  days: readonly LocalDate[],
): string {
  return say.list(
    language,
    days.map((day) => say(language, 'staffing.day', { day: { day } })),
  );
}

/** Names as a list in a language. */
export function listNames(
  { say }: Pick<Voice, 'say'>,
  language: LanguageTag,
  members: readonly Member[],
): string {
  return say.list(
    language,
    members.map((member) => member.name || NAMELESS),
  );
}

/** A group's name as the question of a poll shows it: one staff chat may serve several groups. */
export function shortGroupName({ group }: Pick<Voice, 'group'>): string {
  return [...group.name].slice(0, MAX_GROUP_NAME).join('');
}
