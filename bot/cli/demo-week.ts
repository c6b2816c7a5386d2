/** The frame of one week of the demo: its days, who is there, and the steps so far. Used by `demo*.ts`. */

import { addDays, minutesOf, timeOf } from '../calendar.ts';
import type { LocalDate, LocalTime, Role } from '../types.ts';
import {
  type CastMember,
  type Chance,
  type Course,
  type LineKind,
  type Meant,
  pickLine,
  type WeekPlan,
} from './demo-course.ts';
import { type Doing, type Meaning, type Moment, NOTHING, type Step, toSaid } from './demo-step.ts';

/** What goes on from week to week. */
export interface Ongoing {
  readonly course: Course;
  readonly chance: Chance;
  /** The last week in which somebody is away. */
  readonly away: Map<string, number>;
}

export interface Week extends Ongoing {
  readonly number: number;
  readonly plan: WeekPlan;
  readonly monday: LocalDate;
  /** Its Sunday. */
  readonly ends: LocalDate;
  /** The meeting's day in the usual week, and the day on which it is. */
  readonly usual: LocalDate;
  readonly meeting: LocalDate;
  readonly start: LocalTime;
  readonly end: LocalTime;
  /** All who belong to the group, and those of them who are not away. */
  readonly allMothers: readonly CastMember[];
  readonly mothers: readonly CastMember[];
  readonly steps: Step[];
  /** What the mothers have said so far. */
  readonly answers: Map<string, Meant>;
}

const WEDNESDAY = 2;

/** The frame of a week, counted from 1. */
export function frameWeek(ongoing: Ongoing, number: number): Week {
  const { course, chance, away } = ongoing;
  const plan = course.weeks[number - 1] ?? chance.pick(course.laterWeeks);
  const moved = plan.event === 'move';
  const monday = addDays(course.begins, (number - 1) * 7);
  const usual = addDays(monday, WEDNESDAY);
  const allMothers = course.members.filter(
    (member) => member.role === 'mother' && (member.joins ?? 1) <= number,
  );
  return {
    ...ongoing,
    number,
    plan,
    monday,
    ends: addDays(monday, 6),
    usual,
    meeting: moved ? addDays(usual, course.move.days) : usual,
    start: moved ? course.move.start : course.group.start,
    end: moved ? course.move.end : course.group.end,
    allMothers,
    mothers: allMothers.filter((mother) => (away.get(mother.name) ?? 0) < number),
    steps: [],
    answers: new Map(),
  };
}

/** Adds a step. */
export function add(week: Week, at: Moment, step: Omit<Step, keyof Moment>): void {
  week.steps.push({ date: at.date, time: at.time, ...step });
}

/** Adds a command of a member of the staff. */
export function command(
  week: Week,
  at: Moment,
  call: { who: string; to: 'group' | 'bot'; text: string; means?: Partial<Meaning> },
): void {
  const doing: Doing = { kind: 'say', to: call.to, text: call.text };
  add(week, at, { who: call.who, doing, means: { ...NOTHING, answers: 1, ...call.means } });
}

/** The name of somebody of the staff. */
export function staff(week: Week, role: Role, index = 0): string {
  return week.course.members.filter((member) => member.role === role)[index]?.name ?? '';
}

/** Some minute after the first reminder, before the families sleep. */
export function pickEvening(week: Week): Moment {
  return pickTime(week, addDays(week.meeting, -2), ['18:04', '21:40']);
}

/** Some minute of the day before the meeting. */
export function pickDayBefore(week: Week): Moment {
  return pickTime(week, addDays(week.meeting, -1), ['08:40', '19:40']);
}

/** Some minute between the second reminder and the meeting. */
export function pickMorning(week: Week): Moment {
  return pickTime(week, week.meeting, ['08:03', '09:40']);
}

function pickTime(week: Week, date: LocalDate, [from, to]: readonly [string, string]): Moment {
  return { date, time: timeOf(week.chance.between(minutesOf(from), minutesOf(to))) };
}

/** One of her lines, as she would write it on that day. */
export function line(
  week: Week,
  from: CastMember,
  said: { kind: LineKind; on: LocalDate },
): string {
  const late = timeOf(minutesOf(week.start) + 30);
  const occasion = { meeting: week.meeting, today: said.on, late };
  return pickLine(week.course, week.chance, { from, kind: said.kind, occasion });
}

/** That an answer (null: none any more) is recorded for this week's meeting, silently. */
export function recorded(week: Week, meant: Meant | null): Meaning {
  return { ...NOTHING, rsvps: { [week.meeting]: toSaid(meant) } };
}
