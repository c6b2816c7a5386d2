/** How mothers answer in a week of the demo, and change their minds. Called by `demo-script.ts`. */

import { minutesOf, timeOf } from '../calendar.ts';
import type { CastMember, Chance, Meant } from './demo-course.ts';
import { type Moment, OPTIONS, REACTIONS, type Step } from './demo-step.ts';
import {
  add,
  line,
  pickDayBefore,
  pickEvening,
  pickMorning,
  recorded,
  staff,
  type Week,
} from './demo-week.ts';

/** WhatsApp lets a message be edited for a quarter of an hour. */
const EDIT_AFTER_MINUTES = 6;

/** Each mother in her own way, or not at all; the volunteers by the poll. */
export function letEverybodyAnswer(week: Week): void {
  const { chance } = week;
  for (const mother of week.mothers) {
    if (chance.happens(0.1)) {
      continue;
    }
    const meant = pickMeant(chance);
    week.answers.set(mother.name, meant);
    // A meeting that will be cancelled the next morning is answered on the evening only.
    const soon = chance.happens(0.6) || week.plan.event === 'cancel';
    answer(week, soon ? pickEvening(week) : pickDayBefore(week), { mother, meant });
  }
  for (const index of [0, 1]) {
    const who = staff(week, 'volunteer', index);
    const doing = { kind: 'vote', option: OPTIONS.indexOf('yes') } as const;
    add(week, pickEvening(week), { who, doing, means: recorded(week, 'yes') });
  }
}

function pickMeant(chance: Chance): Meant {
  const roll = chance.next();
  return roll < 0.62 ? 'yes' : roll < 0.75 ? 'late' : roll < 0.84 ? 'maybe' : 'no';
}

interface Reply {
  readonly mother: CastMember;
  readonly meant: Meant;
}

/** By poll, reaction, quote, direct message or in plain words. */
function answer(week: Week, at: Moment, { mother, meant }: Reply): void {
  const { course, chance } = week;
  const who = mother.name;
  const way = chance.next();
  const silently = recorded(week, meant);
  const spoken = { ...silently, reaction: REACTIONS[meant] };
  if (way < 0.25) {
    const doing = { kind: 'vote', option: OPTIONS.indexOf(meant) } as const;
    add(week, at, { who, doing, means: silently });
  } else if (way < 0.4 && (meant === 'yes' || meant === 'no')) {
    const doing = { kind: 'react', emoji: chance.pick(course.reactions[meant]) } as const;
    add(week, at, { who, doing, means: silently });
  } else if (way < 0.55) {
    const text = chance.pickFresh(course.replies[chance.pick(mother.writes)]?.[meant] ?? []);
    add(week, at, { who, doing: { kind: 'say', to: 'group', text, quotes: true }, means: spoken });
  } else {
    const text = line(week, mother, { kind: meant, on: at.date });
    const to = way < 0.7 ? 'bot' : 'group';
    add(week, at, { who, doing: { kind: 'say', to, text }, means: spoken });
  }
}

/** On the morning some come after all, and some cannot after all. */
export function changeMinds(week: Week): void {
  const { chance, answers } = week;
  for (const mother of week.mothers) {
    const before = answers.get(mother.name);
    if (before === undefined || before === 'late' || !chance.happens(0.2)) {
      continue;
    }
    const last = week.steps.findLast((step) => step.who === mother.name && isAnswer(step));
    if (last?.doing.kind === 'vote' && before === 'maybe') {
      const doing = { kind: 'unvote' } as const;
      add(week, pickMorning(week), { who: mother.name, doing, means: recorded(week, null) });
      answers.delete(mother.name);
      continue;
    }
    const after: Meant = before === 'yes' ? (chance.happens(0.6) ? 'late' : 'no') : 'yes';
    const kind = after === 'yes' ? 'again' : after;
    const text = line(week, mother, { kind, on: week.meeting });
    add(week, pickMorning(week), {
      who: mother.name,
      doing: { kind: 'say', to: 'group', text },
      means: { ...recorded(week, after), reaction: REACTIONS[after] },
    });
    answers.set(mother.name, after);
  }
}

/** One who wrote one thing in the group edits it, or deletes it. */
export function mendOneMessage(week: Week): void {
  const { chance, answers } = week;
  const own = (mother: CastMember): Step[] =>
    week.steps.filter((step) => step.who === mother.name && step.doing.kind !== 'join');
  const mother = week.mothers.find((candidate) => {
    const [only, ...others] = own(candidate);
    return only !== undefined && others.length === 0 && isGroupText(only);
  });
  const message = mother && own(mother)[0];
  if (!mother || !message || !chance.happens(0.7)) {
    return;
  }
  const time = timeOf(minutesOf(message.time) + EDIT_AFTER_MINUTES);
  const at = { date: message.date, time };
  if (chance.happens(0.5)) {
    const doing = { kind: 'delete' } as const;
    add(week, at, { who: mother.name, doing, means: recorded(week, null) });
    answers.delete(mother.name);
    return;
  }
  const after: Meant = answers.get(mother.name) === 'no' ? 'yes' : 'no';
  const kind = after === 'yes' ? 'again' : after;
  const text = line(week, mother, { kind, on: message.date });
  const means = { ...recorded(week, after), reaction: REACTIONS[after] };
  add(week, at, { who: mother.name, doing: { kind: 'edit', text }, means });
  answers.set(mother.name, after);
}

function isAnswer(step: Step): boolean {
  return Object.keys(step.means.rsvps).length > 0;
}

function isGroupText({ doing, means }: Step): boolean {
  return doing.kind === 'say' && doing.to === 'group' && !doing.quotes && means.reaction !== '';
}
