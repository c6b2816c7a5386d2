/**
 * Writes what people do in one week of the demo, and what each doing means: the bot is measured
 * against that. Called by `demo.ts`; pure but for the chance it is given.
 */

import { addDays, minutesOf, timeOf } from '../calendar.ts';
import { changeMinds, letEverybodyAnswer, mendOneMessage } from './demo-answers.ts';
import type { Chance, Meant } from './demo-course.ts';
import { NOTHING, REACTIONS, type Step, toSaid } from './demo-step.ts';
import {
  add,
  command,
  frameWeek,
  line,
  type Ongoing,
  pickDayBefore,
  pickEvening,
  recorded,
  staff,
  type Week,
} from './demo-week.ts';

/** A week, its steps in the order of time. */
export function writeWeek(ongoing: Ongoing, number: number): Week {
  const week = frameWeek(ongoing, number);
  open(week);
  letEverybodyAnswer(week);
  chat(week);
  if (week.plan.event === 'cancel') {
    cancel(week);
  } else {
    ask(week);
    mendOneMessage(week);
    changeMinds(week);
    lookWhoComes(week);
    recordAttendance(week);
    goAway(week);
  }
  const order = (step: Step): string => `${step.date} ${step.time}`;
  return { ...week, steps: week.steps.toSorted((x, y) => order(x).localeCompare(order(y))) };
}

/** Staff write to the bot once, somebody joins, a meeting is moved: all before the reminder. */
function open(week: Week): void {
  const { course, monday } = week;
  if (week.number === 1) {
    const text = course.commands.start;
    const people = [
      staff(week, 'volunteer', 0),
      staff(week, 'volunteer', 1),
      staff(week, 'coordinator'),
    ];
    for (const [index, who] of people.entries()) {
      command(week, { date: monday, time: `09:0${index * 2}` }, { who, to: 'bot', text });
    }
  }
  for (const { name } of course.members.filter(({ joins }) => joins === week.number)) {
    const at = { date: monday, time: '09:20' };
    add(week, at, { who: name, doing: { kind: 'join' }, means: NOTHING });
  }
  if (week.plan.event === 'move') {
    const means = { reaction: '✅', meeting: { date: week.meeting, status: 'moved' } };
    const who = staff(week, 'volunteer');
    const at = { date: monday, time: '09:30' };
    command(week, at, { who, to: 'group', text: course.commands.move, means });
  }
}

/** What is said in every group and is nobody's business. */
function chat(week: Week): void {
  const { chance } = week;
  for (let count = chance.between(2, 4); count > 0; count -= 1) {
    const at = chance.happens(0.5) ? pickEvening(week) : pickDayBefore(week);
    const from = chance.pick(week.mothers);
    const text = line(week, from, { kind: 'chatter', on: at.date });
    add(week, at, { who: from.name, doing: { kind: 'say', to: 'group', text }, means: NOTHING });
  }
}

function cancel(week: Week): void {
  const at = { date: addDays(week.meeting, -1), time: '08:15' };
  const means = { reaction: '✅', meeting: { date: week.meeting, status: 'cancelled' } };
  const who = staff(week, 'volunteer');
  command(week, at, { who, to: 'group', text: week.course.commands.cancel, means });
}

function ask(week: Week): void {
  if (week.plan.event !== 'question') {
    return;
  }
  const from = week.chance.pick(week.mothers);
  const at = pickDayBefore(week);
  const text = line(week, from, { kind: 'question', on: at.date });
  const means = { ...NOTHING, answers: 1 };
  add(week, at, { who: from.name, doing: { kind: 'say', to: 'group', text }, means });
}

function lookWhoComes(week: Week): void {
  const at = { date: addDays(week.meeting, -1), time: '20:00' };
  const text = week.course.commands.who;
  command(week, at, { who: staff(week, 'volunteer'), to: 'bot', text });
}

/** Afterwards: one week by ticking names, the next in one line. */
function recordAttendance(week: Week): void {
  const { chance, allMothers } = week;
  const { commands } = week.course;
  const came = allMothers.filter((mother) => comes(chance, week.answers.get(mother.name)));
  const present = (came.length > 0 ? came : allMothers.slice(0, 1)).map((mother) => mother.name);
  const absent = allMothers.map((mother) => mother.name).filter((name) => !present.includes(name));
  const who = staff(week, 'volunteer', 1);
  const after = (minutes: number) => ({
    date: week.meeting,
    time: timeOf(minutesOf(week.end) + minutes),
  });
  const attendance = { date: week.meeting, present };
  if (week.number % 2 === 1) {
    command(week, after(20), { who, to: 'bot', text: commands.attendance });
    const doing = { kind: 'tick', names: present } as const;
    add(week, after(21), { who, doing, means: { ...NOTHING, attendance } });
    return;
  }
  const names = new Intl.ListFormat('da').format(absent);
  const text =
    names === '' ? commands.attendanceAll : commands.attendanceExcept.replace('{names}', names);
  command(week, after(20), { who, to: 'bot', text, means: { attendance } });
}

function comes(chance: Chance, meant: Meant | undefined): boolean {
  const likely = { yes: 0.93, late: 0.9, maybe: 0.5, no: 0, silent: 0.4 };
  return chance.happens(likely[meant ?? 'silent']);
}

/** The day after: somebody says that she is away for the next two meetings. */
function goAway(week: Week): void {
  if (week.plan.event !== 'away') {
    return;
  }
  const from = week.chance.pick(week.mothers);
  const date = addDays(week.usual, 1);
  const text = line(week, from, { kind: 'away', on: date });
  const rsvps = { [addDays(week.usual, 7)]: toSaid('no'), [addDays(week.usual, 14)]: toSaid('no') };
  const means = { ...recorded(week, 'no'), rsvps, reaction: REACTIONS.no };
  const at = { date, time: '15:10' };
  add(week, at, { who: from.name, doing: { kind: 'say', to: 'group', text }, means });
  week.away.set(from.name, week.number + 2);
}
