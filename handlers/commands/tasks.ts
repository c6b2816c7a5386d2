/**
 * `/tasks`: who does what at a meeting, and a poll to take something by a tap; or by words, for oneself or
 * for another volunteer. Told where mothers do not read it.
 */

import { ANSWER_LIFETIME_MS, type Command, type Context, isLeftAlone } from '../../bot/context.ts';
import {
  describeTasks,
  listTasks,
  staysAway,
  TASKS,
  taskName,
  taskOptions,
} from '../../bot/tasks.ts';
import type { LocalDate, Meeting, MeetingId, Member, MemberId, TaskId } from '../../bot/types.ts';
import { languageOf, listNames, shortGroupName, staffMembers } from '../../bot/volunteers.ts';
import { nextMeeting } from '../question.ts';
import { findMembers } from '../reading/find-member.ts';
import { readTaskLine } from '../reading/read-task-line.ts';
import { meetingToChange, meetingToChangeById } from '../reading/which-meeting.ts';
import { Refusal, tellPrivately } from './refusal.ts';
import { STAFF } from './roles.ts';

/** Who had what before, so that it can be taken back: only what the command changed. */
interface TasksBefore {
  readonly meeting: MeetingId;
  readonly was: readonly Holding[];
}

interface Holding {
  readonly task: TaskId;
  readonly member: MemberId;
  readonly held: boolean;
}

export const tasks: Command = {
  id: 'tasks',
  roles: STAFF,
  kind: 'group',
  run(ctx, { words }) {
    const [date] = ctx.readWhen(words).dates;
    const meeting = meetingMeant(ctx, date);
    const line = readTaskLine(ctx, words, date);
    if (line === null) {
      show(ctx, meeting);
      return;
    }
    if (line.tasks.length === 0) {
      throw new Refusal('error.task_which', { tasks: listTasks(ctx, ctx.language, TASKS) });
    }
    const members =
      line.names === '' ? [ctx.member] : findMembers(ctx, line.names, staffMembers(ctx));
    change(ctx, meeting, { members, tasks: line.tasks, held: !line.isFreed });
    if (!ctx.answerPrivately(describeTasks(ctx, ctx.language, meeting))) {
      ctx.react('✅');
    }
  },
  undo(ctx, before) {
    const { meeting: id, was } = before as TasksBefore;
    const meeting = meetingToChangeById(ctx, id);
    for (const holding of was) {
      hold(ctx, meeting, holding);
    }
    return describeTasks(ctx, ctx.language, meeting);
  },
};

/** The day that was named, or the next meeting that takes place. */
function meetingMeant(ctx: Context, date: LocalDate | undefined): Meeting {
  return meetingToChange(ctx, date ?? nextMeeting(ctx, ctx.now)?.date);
}

/** @throws Refusal where there is no chat to show it in */
function show(ctx: Context, meeting: Meeting): undefined {
  tellPrivately(ctx, describeTasks(ctx, ctx.language, meeting));
  const values = { group: shortGroupName(ctx), day: { day: meeting.date } };
  ctx.answerPrivately(ctx.say(ctx.language, 'tasks.question', values), {
    meeting,
    multiple: true,
    post: { kind: 'tasks', options: taskOptions(ctx, ctx.language) },
  });
}

interface Wanted {
  readonly members: readonly Member[];
  readonly tasks: readonly TaskId[];
  readonly held: boolean;
}

/** @throws Refusal where somebody is to do something who stays away */
function change(ctx: Context, meeting: Meeting, wanted: Wanted): undefined {
  if (wanted.held) {
    refuseAbsent(ctx, meeting, wanted.members);
  }
  const had = new Set(
    ctx.store.tasks.ofMeeting(meeting.id).map(({ task, member }) => `${task} ${member}`),
  );
  const was = wanted.members
    .flatMap(({ id }) => wanted.tasks.map((task) => ({ task, member: id })))
    .map((one) => ({ ...one, held: had.has(`${one.task} ${one.member}`) }))
    .filter(({ held }) => held !== wanted.held);
  if (was.length === 0) {
    return;
  }
  for (const { task, member } of was) {
    hold(ctx, meeting, { task, member, held: wanted.held });
  }
  const before: TasksBefore = { meeting: meeting.id, was };
  const { group, member } = ctx;
  ctx.store.deeds.note({
    ...{ group: group.id, member: member.id, command: 'tasks' },
    ...{ before, at: ctx.now },
  });
  if (wanted.held) {
    tellTheOthers(ctx, meeting, was);
  }
}

function hold(ctx: Context, meeting: Meeting, { task, member, held }: Holding): undefined {
  if (held) {
    const { source, now: at } = ctx;
    ctx.store.tasks.claim({ meeting: meeting.id, task, member, source, at });
  } else {
    ctx.store.tasks.free(meeting.id, task, member);
  }
}

function refuseAbsent(ctx: Context, meeting: Meeting, members: readonly Member[]): undefined {
  const away = staysAway(ctx, meeting);
  const absent = members.filter(({ id }) => away.has(id));
  const day = { day: meeting.date };
  if (absent.some(({ id }) => id === ctx.member.id)) {
    throw new Refusal('error.task_you_away', { day });
  }
  if (absent.length > 0) {
    throw new Refusal('error.task_away', { names: listNames(ctx, ctx.language, absent), day });
  }
}

/** Whoever was given something by another reads it at once; in the staff chat all read it anyway. */
function tellTheOthers(ctx: Context, meeting: Meeting, given: readonly Holding[]): undefined {
  if (ctx.where === 'staff') {
    return;
  }
  for (const id of new Set(given.map(({ member }) => member))) {
    const member = ctx.store.members.get(id);
    const hers = given.filter((one) => one.member === id).map(({ task }) => task);
    const [first] = hers;
    if (member && first && id !== ctx.member.id && !isLeftAlone(member)) {
      const language = languageOf(member);
      const text = ctx.say(language, 'tasks.given', {
        ...{ name: ctx.member.name, group: ctx.group.name, day: { day: meeting.date } },
        ...{ tasks: listTasks(ctx, language, hers), task: taskName(ctx, language, first) },
      });
      ctx.tellMember({
        ...{ member, meeting, key: `task-given:${ctx.source.toString('hex')}:${id}` },
        ...{ message: { kind: 'text', text }, expiresAt: ctx.now + 24 * ANSWER_LIFETIME_MS },
      });
    }
  }
}
