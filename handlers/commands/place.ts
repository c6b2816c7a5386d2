/** `/place`: another place for one meeting, or for good; the group is told in its languages. */

import type { Command, Context } from '../../bot/context.ts';
import type { Meeting, MeetingId } from '../../bot/types.ts';
import { nextMeeting } from '../question.ts';
import { fold } from '../reading/fold.ts';
import { withoutDay } from '../reading/split-day.ts';
import { meetingToChange, meetingToChangeById } from '../reading/which-meeting.ts';
import { wordsOf } from '../reading/words.ts';
import { announce, report } from './announce.ts';
import { propose } from './propose.ts';
import { Refusal, tellPrivately } from './refusal.ts';
import { STAFF } from './roles.ts';

const SHORTEST = 3;
const LONGEST = 120;
/** A number to call or an address to write to has no business in the group's messages. */
export const REACHES_SOMEBODY = /\S@\S|\+?\d(?:[ .-]?\d){7,}/;

/** Where from now on (no meeting), or where on one day. */
interface PlaceChange {
  readonly meeting: MeetingId | null;
  readonly place: string;
}

/** The place before: of the meeting alone, or the group's. */
interface PlaceBefore {
  readonly meeting: MeetingId | null;
  readonly was: string | null;
  readonly is: string;
}

export const place: Command = {
  id: 'place',
  roles: STAFF,
  kind: 'group',
  run(ctx, { words }) {
    if (words === '') {
      tellPrivately(ctx, describe(ctx));
      return;
    }
    const change = readChange(ctx, words);
    propose(ctx, place, { change, preview: announcement(ctx, change) });
  },
  carryOut(ctx, change) {
    const { meeting: id, place: where } = change as PlaceChange;
    const meeting = id === null ? null : meetingToChangeById(ctx, id);
    const text = announcement(ctx, change as PlaceChange);
    const was = meeting ? (ctx.store.meetings.planOf(meeting.id)?.place ?? null) : ctx.group.place;
    setPlace(ctx, { meeting: id, place: where });
    announce(ctx, { endsAt: endOf(ctx, meeting) }, text);
    const before: PlaceBefore = { meeting: id, was, is: where };
    const { group, member } = ctx;
    ctx.store.deeds.note({
      ...{ group: group.id, member: member.id, command: 'place' },
      ...{ before, at: ctx.now },
    });
    report(ctx, ctx.say(ctx.language, 'place.done', { place: where }));
  },
  undo(ctx, before) {
    const { meeting: id, was, is } = before as PlaceBefore;
    const meeting = id === null ? null : meetingToChangeById(ctx, id);
    const now = meeting ? ctx.store.meetings.planOf(meeting.id)?.place : ctx.group.place;
    if (now !== is) {
      throw new Refusal('error.undo_place');
    }
    const back = was ?? ctx.group.place;
    const text = announcement(ctx, { meeting: id, place: back });
    setPlace(ctx, { meeting: id, place: was });
    announce(ctx, { endsAt: endOf(ctx, meeting) }, text);
    return ctx.say(ctx.language, 'undo.place', { place: back });
  },
};

/** "altid Biblioteket", "24/11 Biblioteket", "Biblioteket, Torvet 1". */
function readChange(ctx: Context, words: string): PlaceChange {
  const always = stripAlways(ctx, words);
  if (always !== null) {
    return { meeting: null, place: readPlace(always) };
  }
  const rest = withoutDay(ctx, words);
  const [date] = rest === words ? [] : ctx.readWhen(words).dates;
  return { meeting: meetingToChange(ctx, date).id, place: readPlace(rest) };
}

function readPlace(text: string): string {
  const place = text.replace(/\s+/g, ' ').trim();
  if (place.length < SHORTEST || place.length > LONGEST) {
    throw new Refusal('error.place_which');
  }
  if (REACHES_SOMEBODY.test(place)) {
    throw new Refusal('error.place_number');
  }
  return place;
}

/** What follows a word for "always"; null where none is there. */
function stripAlways(ctx: Context, words: string): string | null {
  const folded = fold(words);
  const word = wordsOf(ctx, 'words.always').find((candidate) => folded.startsWith(`${candidate} `));
  return word === undefined ? null : words.split(' ').slice(word.split(' ').length).join(' ');
}

function setPlace(
  ctx: Context,
  { meeting, place: where }: { meeting: MeetingId | null; place: string | null },
): undefined {
  if (meeting === null) {
    ctx.store.groups.change(ctx.group.id, { place: where ?? ctx.group.place });
    return;
  }
  const plan = ctx.store.meetings.planOf(meeting) ?? { place: null, topic: null, visit: null };
  ctx.store.meetings.setPlan(meeting, { ...plan, place: where });
  ctx.store.groups.touch(ctx.group.id);
}

function announcement(ctx: Context, { meeting: id, place: where }: PlaceChange): string {
  const meeting = ctx.meetings().find((candidate) => candidate.id === id);
  return ctx.inEveryLanguage((language) =>
    meeting
      ? ctx.say(language, 'meeting.place', { day: { day: meeting.date }, place: where })
      : ctx.say(language, 'meeting.place_always', { place: where }),
  );
}

/** Until when it is of use to tell. */
function endOf(ctx: Context, meeting: Meeting | null): number {
  return (meeting ?? nextMeeting(ctx, ctx.now))?.endsAt ?? ctx.now + 24 * 60 * 60 * 1000;
}

/** The group's place, and where the next meetings are elsewhere. */
function describe(ctx: Context): string {
  const elsewhere = ctx
    .meetings()
    .filter(({ endsAt, status }) => endsAt > ctx.now && status !== 'cancelled')
    .slice(0, 8)
    .filter((meeting) => meeting.place !== ctx.group.place);
  return [
    ctx.say(ctx.language, 'place.always', { group: ctx.group.name, place: ctx.group.place }),
    ...elsewhere.map((meeting) =>
      ctx.say(ctx.language, 'place.once', { day: { day: meeting.date }, place: meeting.place }),
    ),
    ctx.say(ctx.language, 'place.how'),
  ].join('\n');
}
