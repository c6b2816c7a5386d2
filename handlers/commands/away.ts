/**
 * `/away`: a volunteer does not come. It is her own no for these meetings; the others who run the group
 * hear of it, the mothers never.
 */

import { ANSWER_LIFETIME_MS, type Command, type Context, NAMELESS } from '../../bot/context.ts';
import { freedTasks, listTasks } from '../../bot/tasks.ts';
import type { LanguageTag, Meeting, MeetingId } from '../../bot/types.ts';
import { FEWEST_VOLUNTEERS, listDays, staffingOf, tellColleagues } from '../../bot/volunteers.ts';
import { meetingToChange } from '../reading/which-meeting.ts';
import { Refusal } from './refusal.ts';

/** More than half a year of meetings is not what somebody meant by a few words. */
const MOST_MEETINGS = 26;

/** What was said, so that it can be taken back. */
interface AwayBefore {
  /** Of the message that said so, in hexadecimal. */
  readonly source: string;
  readonly meetings: readonly MeetingId[];
}

export const away: Command = {
  id: 'away',
  // Where one volunteer visits one family, a visit is cancelled: the mother has to know.
  kind: 'group',
  roles: ['volunteer'],
  run(ctx, { words }) {
    const meetings = meetingsMeant(ctx, words);
    const news = meetings.filter((meeting) => !staysAwayFrom(ctx, meeting));
    if (news.length > 0) {
      note(ctx, news);
    }
    tell(ctx, { meetings, news });
  },
  undo(ctx, before) {
    const { source, meetings: ids } = before as AwayBefore;
    const meetings = ctx.meetings().filter(({ id }) => ids.includes(id));
    if (!ctx.store.answers.takeBack(Buffer.from(source, 'hex'))) {
      throw new Refusal('error.undo_nothing');
    }
    ctx.store.groups.touch(ctx.group.id);
    const coming = meetings.filter(
      (meeting) => meeting.endsAt > ctx.now && !staysAwayFrom(ctx, meeting),
    );
    const isKnownHere = ctx.where === 'staff';
    const text = (language: LanguageTag): string =>
      ctx.say(language, 'away.back', {
        name: nameOf(ctx),
        days: listDatesOf(ctx, language, coming),
      });
    if (coming.length > 0 && isKnownHere) {
      return text(ctx.language);
    }
    if (coming.length > 0) {
      tellOthers(ctx, text);
    }
    return ctx.say(ctx.language, 'undo.away', { days: listDatesOf(ctx, ctx.language, meetings) });
  },
};

/** Her no for the meetings for which nobody knew it. */
function note(ctx: Context, meetings: readonly Meeting[]): undefined {
  const { source, member, group } = ctx;
  ctx.store.answers.say({
    ...{ source, via: 'direct', member: member.id, at: ctx.event.at },
    readings: meetings.map(({ id }) => ({ meeting: id, answer: 'no', late: false })),
  });
  ctx.store.groups.touch(group.id);
  const before: AwayBefore = {
    source: source.toString('hex'),
    meetings: meetings.map(({ id }) => id),
  };
  ctx.store.deeds.note({
    ...{ group: group.id, member: member.id, command: 'away' },
    ...{ before, at: ctx.now },
  });
}

/** The next meeting, or those on the days that were named. @throws Refusal where there is none, or no day was understood */
function meetingsMeant(ctx: Context, words: string): Meeting[] {
  if (words === '') {
    return [meetingToChange(ctx, undefined)];
  }
  const { dates, ranges } = ctx.readWhen(words);
  if (dates.length === 0 && ranges.length === 0) {
    throw new Refusal('error.date_unclear', {
      usage: ctx.say(ctx.language, 'command.away.usage'),
    });
  }
  const named = dates.map((date) => meetingToChange(ctx, date));
  const within = ctx
    .meetings()
    .filter(
      ({ date, endsAt, status }) =>
        endsAt > ctx.now &&
        (status === 'planned' || status === 'moved') &&
        ranges.some(({ from, to }) => from <= date && date <= to),
    );
  const found = new Map([...named, ...within].map((meeting) => [meeting.id, meeting]));
  if (found.size === 0) {
    throw new Refusal('error.pause_none');
  }
  if (found.size > MOST_MEETINGS) {
    throw new Refusal('error.away_end', { usage: ctx.say(ctx.language, 'command.away.usage') });
  }
  return [...found.values()].sort((one, other) => one.startsAt - other.startsAt);
}

function staysAwayFrom(ctx: Context, meeting: Meeting): boolean {
  return ctx.store.answers
    .rsvps(meeting.id)
    .some(({ member, answer }) => member === ctx.member.id && answer === 'no');
}

interface Told {
  readonly meetings: readonly Meeting[];
  /** Those of them for which nobody knew it. */
  readonly news: readonly Meeting[];
}

/** Thanks her, and tells the others what they did not know; in the staff chat both in one. */
function tell(ctx: Context, { meetings, news }: Told): undefined {
  const days = listDatesOf(ctx, ctx.language, meetings);
  const report = reportOf(ctx, news);
  if (ctx.where === 'staff') {
    const lines = news.length > 0 ? report(ctx.language) : '';
    const thanks = ctx.say(ctx.language, lines === '' ? 'away.noted' : 'away.thanks', { days });
    ctx.answerPrivately([thanks, lines].filter((line) => line !== '').join('\n'));
    return;
  }
  const isPassedOn = news.length > 0 && tellOthers(ctx, report);
  const noted = ctx.say(ctx.language, 'away.noted', { days });
  const passedOn = ctx.say(ctx.language, isPassedOn ? 'away.passed_on' : 'away.not_passed_on');
  if (ctx.where === 'group') {
    // What everybody's words get there; it also stands where she has no other chat.
    ctx.react('💛');
  }
  ctx.answerPrivately(news.length > 0 ? `${noted} ${passedOn}` : noted);
}

function tellOthers(ctx: Context, compose: (language: LanguageTag) => string): boolean {
  return tellColleagues(ctx, {
    key: `away:${ctx.source.toString('hex')}`,
    except: ctx.member.id,
    compose,
    expiresAt: ctx.now + 24 * ANSWER_LIFETIME_MS,
  });
}

/** Who stays away when, how many are left, and what became free: told here, so no flow tells it again. */
function reportOf(ctx: Context, news: readonly Meeting[]): (language: LanguageTag) => string {
  const freed = news.flatMap((meeting) =>
    freedTasks(ctx, meeting)
      .filter(({ member }) => member === ctx.member.id)
      .map(({ key, tasks }) => ({ key, tasks, day: { day: meeting.date } })),
  );
  for (const { key } of freed) {
    ctx.store.flowRuns.claim({ key, group: ctx.group.id, outcome: 'done', at: ctx.now });
  }
  return (language) => {
    const days = listDatesOf(ctx, language, news);
    const who = ctx.say(language, 'away.told', { name: nameOf(ctx), days });
    const lines = freed.map(({ tasks, day }) =>
      ctx.say(language, 'tasks.freed', {
        ...{ group: ctx.group.name, day, tasks: listTasks(ctx, language, tasks) },
      }),
    );
    const [only] = news;
    return news.length === 1 && only
      ? [`${who} ${sayLeft(ctx, language, only)}`, ...lines].join('\n')
      : [who, ...fewLeft(ctx, language, news), ...lines].join('\n');
  };
}

/** How many volunteers have not said no. */
function countLeft(ctx: Context, meeting: Meeting): number {
  const { yes, open } = staffingOf(ctx, meeting);
  return yes.length + open.length;
}

function sayLeft(ctx: Context, language: LanguageTag, meeting: Meeting): string {
  const count = countLeft(ctx, meeting);
  return count === 0
    ? ctx.say(language, 'away.left_none')
    : ctx.say(language, 'away.left', { count });
}

/** Of several days, those on which the others are too few. */
function fewLeft(ctx: Context, language: LanguageTag, meetings: readonly Meeting[]): string[] {
  return meetings
    .filter((meeting) => countLeft(ctx, meeting) < FEWEST_VOLUNTEERS)
    .map((meeting) => {
      const left = sayLeft(ctx, language, meeting);
      return ctx.say(language, 'away.left_on', { day: { day: meeting.date }, left });
    });
}

function listDatesOf(ctx: Context, language: LanguageTag, meetings: readonly Meeting[]): string {
  const dates = meetings.map(({ date }) => date);
  return listDays(ctx, language, dates);
}

function nameOf({ member }: Context): string {
  return member.name || NAMELESS;
}
