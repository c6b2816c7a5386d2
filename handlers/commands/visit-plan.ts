/**
 * `/agree thursday at 14`: a visit at a family's home. The volunteer or the mother writes it, and both read
 * it. Where that is is neither asked nor kept.
 */

import { pollKey } from '../../bot/answer-options.ts';
import { isLocalTime, minutesOf, timeOf, toInstant } from '../../bot/calendar.ts';
import type { Command, Context, MeetingTime } from '../../bot/context.ts';
import type { LanguageTag, LocalDate, LocalTime, Meeting } from '../../bot/types.ts';
import { announce, report } from './announce.ts';
import { propose } from './propose.ts';
import { Refusal } from './refusal.ts';
import { STAFF } from './roles.ts';

/** Nobody knows further ahead when it suits both. */
const MOST_AT_ONCE = 8;
const SHOWN = 5;
/** Nobody visits a family at night: "kl. 3" is the afternoon, and after nine it is a slip. */
const DAY = { from: '07:00', until: '21:00' } as const;
/** "10-12", "10.30 – 12.30": the last numbers of a line. */
const RANGE = /(?<![\d/.:-])(\d{1,2}(?:[.:]\d{2})?)\s?[-–]\s?(\d{1,2}(?:[.:]\d{2})?)(?=[^\d]*$)/;
const HALF_DAY_MINUTES = 12 * 60;

/** The visits that were agreed on at once. */
interface Agreed {
  readonly visits: readonly Pick<Meeting, 'id' | 'startsAt' | 'endsAt'>[];
}

export const visitPlan: Command = {
  id: 'visit-plan',
  roles: STAFF,
  kind: 'home',
  both: true,
  everyday: true,
  run(ctx, { words }) {
    if (words === '') {
      ctx.answer(describe(ctx));
      return;
    }
    const visits = readVisits(ctx, words);
    refuseImpossible(ctx, visits);
    propose(ctx, visitPlan, {
      change: visits,
      preview: listVisits(ctx, 'meeting.home_agreed', visits),
    });
  },
  carryOut(ctx, change) {
    const visits = change as readonly MeetingTime[];
    refuseImpossible(ctx, visits);
    for (const visit of visits) {
      ctx.store.meetings.agree(ctx.group.id, visit);
    }
    ctx.store.groups.touch(ctx.group.id);
    announce(ctx, { endsAt: lastEnd(visits) }, listVisits(ctx, 'meeting.home_agreed', visits));
    const before: Agreed = {
      visits: visits.flatMap(({ date }) => {
        const found = liveOn(ctx, date);
        return found ? [{ id: found.id, startsAt: found.startsAt, endsAt: found.endsAt }] : [];
      }),
    };
    const { group, member } = ctx;
    ctx.store.deeds.note({
      ...{ group: group.id, member: member.id, command: 'visit-plan' },
      ...{ before, at: ctx.now },
    });
    report(ctx, ctx.say(ctx.language, 'visit_plan.done', { count: visits.length }));
  },
  undo(ctx, before) {
    const visits = (before as Agreed).visits.map((visit) => unchanged(ctx, visit));
    const text = listVisits(ctx, 'meeting.home_taken_back', visits);
    for (const visit of visits) {
      takeBack(ctx, visit);
    }
    announce(ctx, { endsAt: lastEnd(visits) }, text);
    return ctx.say(ctx.language, 'undo.visit_plan', { count: visits.length });
  },
};

/** "torsdag kl. 14", "24/11 kl. 10-12", "3/12 og 10/12 kl. 14". @throws Refusal where a day or the time is missing */
function readVisits(ctx: Context, words: string): MeetingTime[] {
  const range = RANGE.exec(words);
  const { dates } = ctx.readWhen(words);
  const [said] = ctx.readWhen(range ? words.replace(range[0], `${range[1]} `) : words).times;
  if (dates.length === 0 || dates.length > MOST_AT_ONCE || !said) {
    throw new Refusal('error.visit_when', {
      usage: ctx.say(ctx.language, 'command.visit-plan.usage'),
    });
  }
  const start = inDaytime(said);
  if (start > DAY.until) {
    throw new Refusal('error.visit_night', { start });
  }
  const { zone } = ctx.group;
  const end = endOf(ctx, start, range);
  return dates.toSorted().map((date) => ({
    ...{ date, start, end },
    startsAt: toInstant(date, start, zone),
    endsAt: toInstant(date, end, zone),
  }));
}

function inDaytime(time: LocalTime): LocalTime {
  return time < DAY.from ? timeOf(minutesOf(time) + HALF_DAY_MINUTES) : time;
}

/** The time where a range ends that begins with the start; else as long as visits usually are. */
function endOf({ group }: Context, start: LocalTime, range: RegExpExecArray | null): LocalTime {
  const [from, until] = [range?.[1], range?.[2]].map((text) => {
    const [hours = '', minutes = '00'] = text?.split(/[.:]/) ?? [];
    return inDaytime(`${hours.padStart(2, '0')}:${minutes}`);
  });
  const length = minutesOf(group.end) - minutesOf(group.start);
  return from === start && until && isLocalTime(until) && until > start
    ? until
    : timeOf(minutesOf(start) + length);
}

/** Nothing is agreed on for the past, nor a second visit for a day. */
function refuseImpossible(ctx: Context, visits: readonly MeetingTime[]): undefined {
  for (const { date, startsAt } of visits) {
    if (startsAt <= ctx.now) {
      throw new Refusal('error.move_past');
    }
    if (liveOn(ctx, date)) {
      throw new Refusal('error.move_clash', { day: { day: date } });
    }
  }
}

function liveOn(ctx: Context, date: LocalDate): Meeting | undefined {
  return ctx.meetings().find((meeting) => meeting.date === date && meeting.status !== 'cancelled');
}

/** @throws Refusal where it is gone, over, or not any more as it was agreed on */
function unchanged(ctx: Context, visit: Agreed['visits'][number]): Meeting {
  const found = ctx.meetings().find(({ id }) => id === visit.id);
  if (!found) {
    throw new Refusal('error.undo_nothing');
  }
  const day = { day: found.date };
  const isSame = found.startsAt === visit.startsAt && found.endsAt === visit.endsAt;
  if (found.status !== 'planned' || !isSame) {
    throw new Refusal('error.undo_changed', { day });
  }
  if (found.startsAt <= ctx.now) {
    throw new Refusal('error.over', { day });
  }
  return found;
}

/** Gone, as if nobody had agreed; one that they were reminded of is cancelled. */
function takeBack(ctx: Context, visit: Meeting): undefined {
  if (ctx.store.outbox.has(pollKey(visit))) {
    ctx.store.meetings.setStatus(visit.id, 'cancelled');
  } else {
    ctx.store.meetings.remove(visit.id);
  }
  ctx.meetingChanged(visit);
}

function lastEnd(visits: readonly Pick<MeetingTime, 'endsAt'>[]): number {
  return Math.max(...visits.map(({ endsAt }) => endsAt));
}

type Listed = 'meeting.home_agreed' | 'meeting.home_taken_back';

/** A line each, in the languages of the chat. */
function listVisits(
  ctx: Context,
  key: Listed,
  visits: readonly Pick<MeetingTime, 'date' | 'start' | 'end'>[],
): string {
  return ctx.inEveryLanguage((language) => linesOf(ctx, language, { key, visits }).join('\n'));
}

function linesOf(
  ctx: Context,
  language: LanguageTag,
  { key, visits }: { key: Listed; visits: readonly Pick<MeetingTime, 'date' | 'start' | 'end'>[] },
): string[] {
  return visits.map(({ date, start, end }) =>
    ctx.say(language, key, { day: { day: date }, start, end }),
  );
}

/** The visits to come, and how to agree on one. Names nobody: it is answered where it was asked. */
function describe(ctx: Context): string {
  const visits = ctx
    .meetings()
    .filter(({ endsAt, status }) => endsAt > ctx.now && status !== 'cancelled')
    .slice(0, SHOWN);
  return visits.length === 0
    ? ctx.say(ctx.language, 'answer.home_none')
    : [
        ...linesOf(ctx, ctx.language, { key: 'meeting.home_agreed', visits }),
        ctx.say(ctx.language, 'visit_plan.how'),
      ].join('\n');
}
