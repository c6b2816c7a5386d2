/** `/who`: who comes, by name. Answered privately only: nobody's silence is shown to the group. */

import {
  type Command,
  type Context,
  everybodyOfRole,
  mayDecide,
  membersOfRole,
  NAMELESS,
  namesOf,
  type SayKey,
} from '../../bot/context.ts';
import { holdersOf, taskName } from '../../bot/tasks.ts';
import type { Meeting, Member, Rsvp } from '../../bot/types.ts';
import { listNames } from '../../bot/volunteers.ts';
import { nextMeeting } from '../question.ts';
import { meetingOn } from '../reading/which-meeting.ts';
import { Refusal, tellPrivately } from './refusal.ts';
import { STAFF } from './roles.ts';

export const who: Command = {
  id: 'who',
  roles: STAFF,
  run(ctx, { words }) {
    const [date] = ctx.readWhen(words).dates;
    if (words !== '' && !date) {
      throw new Refusal('error.date_unclear', {
        usage: ctx.say(ctx.language, 'command.who.usage'),
      });
    }
    const meeting = date ? meetingOn(ctx, date) : nextMeeting(ctx, ctx.now);
    if (!meeting) {
      throw new Refusal('error.no_meeting');
    }
    tellPrivately(ctx, describe(ctx, meeting));
  },
};

function describe(ctx: Context, meeting: Meeting): string {
  const rsvps = ctx.store.answers.rsvps(meeting.id);
  const mothers = membersOfRole(ctx, 'mother');
  // Whoever is spared is not asked for; what she has said counts.
  const heard = everybodyOfRole(ctx, 'mother').filter((mother) => !mother.protected);
  const volunteers = membersOfRole(ctx, 'volunteer');
  const saidSo = (wanted: (rsvp: Rsvp) => boolean, members: readonly Member[]): string[] =>
    namesOf(
      members,
      rsvps.filter(wanted).map((rsvp) => rsvp.member),
    );
  const coming = (rsvp: Rsvp): boolean => rsvp.answer === 'yes';
  const unclear = ctx.store.unclear.openAt(meeting.id);
  const answered = new Set([...rsvps.map((rsvp) => rsvp.member), ...unclear]);
  const silent = mothers.map((mother) => mother.id).filter((id) => !answered.has(id));
  const title = ctx.say(ctx.language, 'who.title', {
    group: ctx.group.name,
    day: { day: meeting.date },
  });
  const lines: [SayKey, string[]][] = [
    ['who.yes', saidSo((rsvp) => coming(rsvp) && !rsvp.late, heard)],
    ['who.late', saidSo((rsvp) => coming(rsvp) && rsvp.late, heard)],
    ['who.maybe', saidSo((rsvp) => rsvp.answer === 'maybe', heard)],
    ['who.no', saidSo((rsvp) => rsvp.answer === 'no', heard)],
    ['who.unclear', namesOf(mothers, unclear)],
    ['who.silent', namesOf(mothers, silent)],
    ['who.volunteers', saidSo(coming, volunteers)],
    ['who.volunteers_no', saidSo((rsvp) => rsvp.answer === 'no', volunteers)],
  ];
  return [
    title,
    ...lines
      .filter(([, names]) => names.length > 0)
      .map(([key, names]) =>
        ctx.say(ctx.language, key, { names: ctx.say.list(ctx.language, names) }),
      ),
    ...describeTaken(ctx, meeting),
    ...describeTwins(ctx),
  ].join('\n');
}

/** Who has taken what there is to do; nothing where nobody has. */
function describeTaken(ctx: Context, meeting: Meeting): string[] {
  const taken = [...holdersOf(ctx, meeting)].map(([task, members]) =>
    ctx.say(ctx.language, 'who.task', {
      task: taskName(ctx, ctx.language, task),
      names: listNames(ctx, ctx.language, members),
    }),
  );
  return taken.length > 0
    ? [ctx.say(ctx.language, 'who.tasks', { tasks: ctx.say.list(ctx.language, taken) })]
    : [];
}

/** A line for each two of one name of whom nobody has said yet whether they are one. */
function describeTwins(ctx: Context): string[] {
  return ctx.store.twins
    .openIn(ctx.group.id)
    .filter((twin) => mayDecide(ctx.store, twin, ctx.member.id))
    .map(({ newer }) => ctx.store.members.get(newer))
    .filter((member) => !member?.protected)
    .map((member) => member?.name ?? NAMELESS)
    .map((name) => ctx.say(ctx.language, 'who.twin', { name }));
}
