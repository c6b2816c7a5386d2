/** The polls that ask who came. Pure but for reading rows; used by handlers and flows. */

import { membersOfRole, NAMELESS, type Voice } from './context.ts';
import { worded } from './home-visits.ts';
import { shorten } from './shorten.ts';
import type { LanguageTag, Meeting, Member, PostOption, Queued } from './types.ts';

/** WhatsApp's polls have at most twelve options: one is for "nobody came", in the last poll one more. */
const NAMES_PER_POLL = 11;
const NAMES_IN_LAST_POLL = 10;
/** An option has at most 100 characters; some are for a number behind the name. */
const MAX_NAME = 94;
/** What the option says by which the meeting did not take place. */
export const NOT_MET = 'not-met';

export interface AttendancePoll {
  readonly question: string;
  readonly post: NonNullable<Queued['post']>;
}

/** How those who are asked read it. */
export interface Asked {
  readonly language: LanguageTag;
  /** Whether they run several groups: then the question says which. */
  readonly several: boolean;
}

/**
 * The polls with the mothers' names, those who said they would come first; none where there are no
 * mothers. Any number of options may be ticked.
 */
export function attendancePolls(voice: Voice, meeting: Meeting, asked: Asked): AttendancePoll[] {
  const { language } = asked;
  const nobody: PostOption = {
    text: voice.say(language, 'attendance.nobody'),
    meaning: { nobody: true },
  };
  const notMet: PostOption = {
    text: voice.say(language, 'attendance.not_met'),
    meaning: { choice: NOT_MET },
  };
  const names = nameOptions(mothersByAnswer(voice, meeting), [nobody.text, notMet.text]);
  const parts = Math.ceil((names.length + NAMES_PER_POLL - NAMES_IN_LAST_POLL) / NAMES_PER_POLL);
  const size = Math.ceil(names.length / parts);
  const chunks = names.length === 0 ? [] : Array.from({ length: parts });
  return chunks.map((_, index) => ({
    question: question(voice, meeting, { ...asked, part: index + 1, parts }),
    post: {
      kind: 'attendance',
      options: [
        ...names.slice(index * size, (index + 1) * size),
        nobody,
        ...(index + 1 === parts ? [notMet] : []),
      ],
    },
  }));
}

function question(
  voice: Voice,
  meeting: Meeting,
  { language, several, part, parts }: Asked & { readonly part: number; readonly parts: number },
): string {
  const day = { day: meeting.date };
  const text =
    parts === 1
      ? voice.say(language, worded(voice, 'attendance.question'), { day })
      : voice.say(language, 'attendance.question_part', { day, part, parts });
  return several ? `${voice.group.name}: ${text}` : text;
}

function mothersByAnswer(voice: Voice, meeting: Meeting): Member[] {
  const coming = new Set(
    voice.store.answers
      .rsvps(meeting.id)
      .filter((rsvp) => rsvp.answer === 'yes')
      .map((rsvp) => rsvp.member),
  );
  const mothers = membersOfRole(voice, 'mother');
  return [
    ...mothers.filter((mother) => coming.has(mother.id)),
    ...mothers.filter((mother) => !coming.has(mother.id)),
  ];
}

/** WhatsApp refuses the whole poll where options are alike or empty: the second Amina is "Amina (2)". */
function nameOptions(members: readonly Member[], others: readonly string[]): PostOption[] {
  const used = new Set(others);
  return members.map((member) => {
    const name = shorten(member.name, MAX_NAME) || NAMELESS;
    let text = name;
    for (let count = 2; used.has(text); count += 1) {
      text = `${name} (${count})`;
    }
    used.add(text);
    return { text, meaning: { member: member.id } };
  });
}
