/** What `/topic` and `/visit` share: a meeting's topic or visitor is set, taken off, shown and put back. */

import { addDays, toInstant } from '../../bot/calendar.ts';
import type { Command, Context } from '../../bot/context.ts';
import { topicName, visitorName } from '../../bot/entry-name.ts';
import { placeOf } from '../../bot/home-visits.ts';
import { meetingsToCome } from '../../bot/topics.ts';
import type { Entry, LocalDate, Meeting, MeetingId } from '../../bot/types.ts';
import { type Catalogue, findEntry } from '../reading/find-entry.ts';
import { splitPlanLine } from '../reading/split-plan-line.ts';
import { meetingOn } from '../reading/which-meeting.ts';
import { readYesOrNo } from '../reading/words.ts';
import { REACHES_SOMEBODY } from './place.ts';
import { Refusal, tellPrivately } from './refusal.ts';
import { STAFF } from './roles.ts';

const SHORTEST = 3;
const LONGEST = 80;
/** So many meetings ahead are shown. */
const SHOWN = 4;

/** Which part of a meeting's plan. */
export type Column = 'topic' | 'visit';

const CATALOGUES: Readonly<Record<Column, Catalogue>> = { topic: 'topic', visit: 'visitor' };

/** How a meeting's plan was, and how it is since a command. */
interface PlanChange {
  readonly meeting: MeetingId;
  readonly column: Column;
  readonly was: Entry | null;
  readonly is: Entry | null;
}

/** One part of a meeting's plan as it is to be. */
export interface Planned {
  readonly meeting: Meeting;
  readonly column: Column;
  readonly entry: Entry | null;
}

/** The command for one part of a meeting's plan; `advise` says what helps with what was chosen. */
export function createPlanCommand(
  column: Column,
  advise: (ctx: Context, entry: Entry) => string[],
): Command {
  return {
    id: column,
    roles: STAFF,
    run(ctx, { words }) {
      const { date, rest } = splitPlanLine(ctx, CATALOGUES[column], words);
      if (rest === '') {
        tellPrivately(ctx, describePlans(ctx, date));
        return;
      }
      const isTakenOff = readYesOrNo(ctx, rest) === false;
      const meeting = meetingToPlan(ctx, date);
      const entry = isTakenOff ? null : readEntry(ctx, column, rest);
      const planned = { meeting, column, entry };
      tell(ctx, [planEntry(ctx, planned), ...(entry ? advise(ctx, entry) : [])].join('\n\n'));
    },
    undo: (ctx, before) => undoPlan(ctx, before as PlanChange),
  };
}

/**
 * Sets a meeting's topic or visitor so that it can be taken back; answers with a text for whoever did it.
 * @throws Refusal where there is nothing to take off
 */
export function planEntry(ctx: Context, { meeting, column, entry }: Planned): string {
  const was = meeting[column];
  const day = { day: meeting.date };
  if (entry === null && was === null) {
    throw new Refusal(`error.no_${column}`, { day });
  }
  if (!isSame(was, entry)) {
    write(ctx, { meeting, column, entry });
    const before: PlanChange = { meeting: meeting.id, column, was, is: entry };
    ctx.store.deeds.note({
      ...{ group: ctx.group.id, member: ctx.member.id, command: column },
      ...{ before, at: ctx.now },
    });
  }
  if (entry === null) {
    return ctx.say(ctx.language, `plan.${column}_off`, { day });
  }
  const { start } = meeting;
  const place = placeOf(ctx, ctx.language, meeting);
  const values = { day, what: nameOf(ctx, column, entry), start, place };
  return [
    ctx.say(ctx.language, `plan.${column}`, values),
    ctx.say(ctx.language, isReminderToCome(ctx, meeting) ? 'plan.reminder' : 'plan.no_reminder'),
    ...(was && !isSame(was, entry)
      ? [ctx.say(ctx.language, 'plan.before', { what: nameOf(ctx, column, was) })]
      : []),
  ].join('\n');
}

/**
 * What words mean: something of the catalogue, or themselves.
 * @throws Refusal where they are too short or too long, or would give somebody's number to the group
 */
export function readEntry(ctx: Context, column: Column, words: string): Entry {
  const text = words.replace(/\s+/g, ' ').trim();
  if (REACHES_SOMEBODY.test(text)) {
    throw new Refusal('error.plan_number');
  }
  const found = findEntry(ctx, CATALOGUES[column], text);
  if (found) {
    return found;
  }
  if (text.length < SHORTEST || text.length > LONGEST) {
    throw new Refusal(`error.${column}_which`);
  }
  return { words: text };
}

/** Two entries that say the same. */
export function isSame(one: Entry | null, other: Entry | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function nameOf({ say, language }: Context, column: Column, entry: Entry): string {
  return (column === 'topic' ? topicName : visitorName)(say, language, entry);
}

/** The meeting on that day, or the next that has not begun: during one, its plan is made already. */
function meetingToPlan(ctx: Context, date: LocalDate | undefined): Meeting {
  const meeting = date === undefined ? meetingsToCome(ctx)[0] : meetingOn(ctx, date);
  if (!meeting) {
    throw new Refusal('error.no_meeting');
  }
  const day = { day: meeting.date };
  if (meeting.status === 'cancelled') {
    throw new Refusal('error.already_cancelled', { day });
  }
  if (meeting.endsAt <= ctx.now) {
    throw new Refusal('error.over', { day });
  }
  return meeting;
}

/** Whether the group will still be reminded of it. */
function isReminderToCome(ctx: Context, { date, startsAt }: Meeting): boolean {
  const { reminders, zone, off } = ctx.group;
  return (
    !off.includes('reminder') &&
    reminders.some(({ daysBefore, time }) => {
      const at = toInstant(addDays(date, -daysBefore), time, zone);
      return at > ctx.now && at < startsAt;
    })
  );
}

function write(ctx: Context, { meeting, column, entry }: Planned): undefined {
  const plan = ctx.store.meetings.planOf(meeting.id) ?? { place: null, topic: null, visit: null };
  ctx.store.meetings.setPlan(meeting.id, { ...plan, [column]: entry });
  ctx.store.groups.touch(ctx.group.id);
}

/** Where she has no chat with the bot but the group, the plan is made all the same: a reaction says so. */
function tell(ctx: Context, text: string): undefined {
  if (!ctx.answerPrivately(text)) {
    ctx.react('✅');
  }
}

/** What is planned for that day, or for the next meetings. */
function describePlans(ctx: Context, date: LocalDate | undefined): string {
  const meetings =
    date === undefined ? meetingsToCome(ctx).slice(0, SHOWN) : [meetingOn(ctx, date)];
  if (meetings.length === 0) {
    throw new Refusal('error.no_meeting');
  }
  const lines = meetings.map((meeting) => {
    const what = [
      ...(meeting.topic ? [`💬 ${nameOf(ctx, 'topic', meeting.topic)}`] : []),
      ...(meeting.visit ? [`👋 ${nameOf(ctx, 'visit', meeting.visit)}`] : []),
    ];
    return ctx.say(ctx.language, 'plan.line', {
      day: { day: meeting.date },
      what: what.join(' ') || ctx.say(ctx.language, 'plan.nothing'),
    });
  });
  return [
    ctx.say(ctx.language, 'plan.title', { group: ctx.group.name }),
    ...lines,
    ctx.say(ctx.language, 'plan.how'),
  ].join('\n');
}

function undoPlan(ctx: Context, { meeting: id, column, was, is }: PlanChange): string {
  const meeting = ctx.meetings().find((candidate) => candidate.id === id);
  if (!meeting || !isSame(meeting[column], is)) {
    throw new Refusal('error.undo_plan');
  }
  const day = { day: meeting.date };
  if (meeting.endsAt <= ctx.now) {
    throw new Refusal('error.over', { day });
  }
  write(ctx, { meeting, column, entry: was });
  return was
    ? ctx.say(ctx.language, 'undo.plan', { day, what: nameOf(ctx, column, was) })
    : ctx.say(ctx.language, `plan.${column}_off`, { day });
}
