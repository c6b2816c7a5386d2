/** Attendance as a volunteer records it: by a poll of names, or in one line. */

import { type Context, membersOfRole, NAMELESS, namesOf, runsGroup } from '../bot/context.ts';
import type { Meeting, Member, MemberId, PostOption } from '../bot/types.ts';

/** WhatsApp's polls have at most twelve options; one is for "nobody came". */
const NAMES_PER_POLL = 11;
/** An option has at most 100 characters; some are for a number behind the name. */
const MAX_NAME = 94;

/** Who may say who came. */
export function mayRecordAttendance(ctx: Context): boolean {
  return runsGroup(ctx.role);
}

/**
 * Sends the asker a poll with the mothers' names, those who said they would come first; false where
 * there is no chat to ask in.
 */
export function sendAttendancePolls(ctx: Context, meeting: Meeting): boolean {
  const nobody = ctx.say(ctx.language, 'attendance.nobody');
  const options = nameOptions(mothersByAnswer(ctx, meeting), nobody);
  const parts = Math.ceil(options.length / NAMES_PER_POLL);
  const day = { day: meeting.date };
  return Array.from({ length: parts }).every((_, index) =>
    ctx.answerPrivately(
      parts === 1
        ? ctx.say(ctx.language, 'attendance.question', { day })
        : ctx.say(ctx.language, 'attendance.question_part', { day, part: index + 1, parts }),
      {
        meeting,
        multiple: true,
        post: {
          kind: 'attendance',
          options: [
            ...options.slice(index * NAMES_PER_POLL, (index + 1) * NAMES_PER_POLL),
            { text: nobody, meaning: { nobody: true } },
          ],
        },
      },
    ),
  );
}

function mothersByAnswer(ctx: Context, meeting: Meeting): Member[] {
  const coming = new Set(
    ctx.store.answers
      .rsvps(meeting.id)
      .filter((rsvp) => rsvp.answer === 'yes')
      .map((rsvp) => rsvp.member),
  );
  const mothers = membersOfRole(ctx, 'mother');
  return [
    ...mothers.filter((mother) => coming.has(mother.id)),
    ...mothers.filter((mother) => !coming.has(mother.id)),
  ];
}

/** WhatsApp refuses the whole poll where options are alike or empty: the second Amina is "Amina (2)". */
function nameOptions(members: readonly Member[], nobody: string): PostOption[] {
  const used = new Set([nobody]);
  return members.map((member) => {
    const name = shorten(member.name) || NAMELESS;
    let text = name;
    for (let count = 2; used.has(text); count += 1) {
      text = `${name} (${count})`;
    }
    used.add(text);
    return { text, meaning: { member: member.id } };
  });
}

/** As much of a name as an option has room for, no character cut in half. */
function shorten(name: string): string {
  let short = '';
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    if (short.length + segment.length > MAX_NAME) {
      break;
    }
    short += segment;
  }
  return short;
}

/** Records who came: these did, all other mothers of the group did not. */
export function recordAttendance(
  ctx: Context,
  meeting: Meeting,
  present: ReadonlySet<MemberId>,
): undefined {
  for (const mother of membersOfRole(ctx, 'mother')) {
    ctx.store.answers.attend({
      meeting: meeting.id,
      member: mother.id,
      present: present.has(mother.id),
      by: ctx.member.id,
      at: ctx.event.at,
    });
  }
  markHeld(ctx, meeting.id);
}

/** A meeting with attendance took place. */
export function markHeld(ctx: Context, meeting: Meeting['id']): undefined {
  ctx.store.meetings.setStatus(meeting, 'held');
  ctx.store.groups.touch(ctx.group.id);
}

/** What was recorded, with names: for the volunteer's eyes only. */
export function describeAttendance(ctx: Context, meeting: Meeting): string {
  const mothers = membersOfRole(ctx, 'mother');
  const records = ctx.store.answers.attendance(meeting.id);
  const names = (present: boolean): string[] =>
    namesOf(
      mothers,
      records.filter((record) => record.present === present).map((record) => record.member),
    );
  const came = names(true);
  const absent = names(false);
  return [
    ctx.say(ctx.language, 'attendance.recorded', {
      day: { day: meeting.date },
      came: came.length,
      absent: absent.length,
    }),
    ...(came.length > 0
      ? [ctx.say(ctx.language, 'attendance.came', { names: ctx.say.list(ctx.language, came) })]
      : []),
    ...(absent.length > 0
      ? [ctx.say(ctx.language, 'attendance.absent', { names: ctx.say.list(ctx.language, absent) })]
      : []),
  ].join('\n');
}
