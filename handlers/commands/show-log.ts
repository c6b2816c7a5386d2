/** `/log vis` and `/log opfølgning`: what stands in the logbook. Told in direct and staff chats only. */

import { addDays, toLocal } from '../../bot/calendar.ts';
import {
  type Context,
  type FollowUp,
  type LogEntry,
  NAMELESS,
  type SayKey,
} from '../../bot/context.ts';
import { shorten } from '../../bot/shorten.ts';
import type { LocalDate, MemberId, PostOption } from '../../bot/types.ts';
import { fold } from '../reading/fold.ts';
import { withoutDay } from '../reading/split-day.ts';
import { wordsOf } from '../reading/words.ts';
import { tellPrivately } from './refusal.ts';

/** Without a number; and the most that one asks for. */
const USUAL = 5;
const MOST = 20;
/** A longer message is read by nobody; WhatsApp itself takes 65,536 characters. */
const MAX_LENGTH = 8000;
/** WhatsApp's polls have at most twelve options; one is for "nothing yet". */
const TICKS = 11;
const MAX_OPTION = 100;

/** What is to be shown: so many entries, or those of a day. */
export type Show = { readonly count: number } | { readonly date: LocalDate };

/** "vis", "vis 3", "læs tirsdag", "show 17/11"; null where the line says something else. */
export function readShow(ctx: Context, words: string): Show | null {
  const [first = '', ...others] = words.split(' ');
  if (!wordsOf(ctx, 'words.log_show').includes(fold(first))) {
    return null;
  }
  const rest = others.join(' ');
  if (rest === '') {
    return { count: USUAL };
  }
  if (/^\d{1,3}$/.test(rest)) {
    return { count: Math.min(Math.max(Number(rest), 1), MOST) };
  }
  const date = withoutDay(ctx, rest) === '' ? readPastDay(ctx, rest) : undefined;
  return date === undefined ? null : { date };
}

/** "tirsdag" is the Tuesday that was. */
function readPastDay(ctx: Context, words: string): LocalDate | undefined {
  const [date] = ctx.readWhen(words).dates;
  const today = toLocal(ctx.now, ctx.group.zone).date;
  return date === undefined || date <= today
    ? date
    : ctx.readWhen(words, addDays(today, -6)).dates[0];
}

/** The entries, the latest first, with author and day. */
export function showEntries(ctx: Context, show: Show): string {
  const shown: string[] = [];
  let room = MAX_LENGTH;
  let hasMore = false;
  for (const entry of ctx.store.logbook.latest(ctx.group.id)) {
    const day = dayOf(ctx, entry);
    if ('date' in show && day !== show.date) {
      continue;
    }
    const text = describe(ctx, entry, day);
    hasMore = shown.length > 0 && text.length > room;
    if (hasMore || ('count' in show && shown.length === show.count)) {
      break;
    }
    shown.push(text);
    room -= text.length;
  }
  if (shown.length === 0) {
    return 'date' in show
      ? ctx.say(ctx.language, 'log.empty_day', { day: { day: show.date } })
      : ctx.say(ctx.language, 'log.empty');
  }
  const title = ctx.say(ctx.language, 'log.title', { group: ctx.group.name });
  const more = hasMore ? [ctx.say(ctx.language, 'log.more')] : [];
  return [title, ...shown, ...more].join('\n\n');
}

/** Of its meeting, or on which it was written. */
function dayOf(ctx: Context, entry: LogEntry): LocalDate {
  const meeting = ctx.meetings().find(({ id }) => id === entry.meeting);
  return meeting?.date ?? toLocal(entry.writtenAt, ctx.group.zone).date;
}

function describe(ctx: Context, entry: LogEntry, day: LocalDate): string {
  const values = { day: { day }, name: nameOf(ctx, entry.member) };
  return [
    ctx.say(ctx.language, 'log.entry', values),
    ...entry.parts.map(({ kind, text }) =>
      kind === 'remember' ? ctx.say(ctx.language, 'log.remember', { text }) : text,
    ),
  ].join('\n');
}

function nameOf(ctx: Context, member: MemberId | null): string {
  return (member && ctx.store.members.get(member)?.name) || NAMELESS;
}

/** What is open, and a poll to tick what is done. */
export function showFollowUps(ctx: Context): undefined {
  const open = ctx.store.followUps.openIn(ctx.group.id);
  if (open.length === 0) {
    tellPrivately(ctx, ctx.say(ctx.language, 'follow_up.none'));
    return;
  }
  const line = (key: SayKey) => (followUp: FollowUp) =>
    ctx.say(ctx.language, key, {
      ...{ day: { day: followUp.date }, text: followUp.text },
      name: nameOf(ctx, followUp.member),
    });
  const title = ctx.say(ctx.language, 'follow_up.title', { group: ctx.group.name });
  tellPrivately(ctx, [title, ...open.map(line('follow_up.line'))].join('\n'));
  const options: PostOption[] = open.slice(0, TICKS).map(({ id, text }, index) => ({
    text: shorten(`${index + 1}. ${text}`, MAX_OPTION),
    meaning: { choice: `done:${id}` },
  }));
  options.push({
    text: ctx.say(ctx.language, 'follow_up.none_done'),
    meaning: { choice: 'none' },
  });
  ctx.answerPrivately(ctx.say(ctx.language, 'follow_up.which_done'), {
    multiple: true,
    post: { kind: 'follow-up', options },
  });
}
