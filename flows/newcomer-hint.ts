/**
 * Coming the first time decides whether she comes again: tells those who run the group on the evening before
 * somebody may come for the first time, and on the morning after she did.
 */

import { addDays, toInstant, toLocal } from '../bot/calendar.ts';
import { type Flow, membersOfRole, type Occurrence, type Voice } from '../bot/context.ts';
import type { Meeting, Member, MemberId } from '../bot/types.ts';
import { DAY_MS, dueOrLater, heldMeetings, morningAfter, tellHint, toHint } from './hint.ts';

const EVENING = '18:00';
/** What was recorded of a meeting later than this after it is no news. */
const NEWS_MS = 7 * DAY_MS;
const LIFETIME_MS = 3 * DAY_MS;
/** Only meetings this near can have a hint that is due or comes next. */
const NEAR_MS = 9 * DAY_MS;
/** A quarter: who said yes longer ago and never came says it anew. */
const LOOK_BACK = 12;

export const newcomerHint: Flow = {
  name: 'newcomer-hint',
  kind: 'group',
  occurrences(voice) {
    const next = voice
      .meetings()
      .find(({ status, startsAt }) => status !== 'cancelled' && startsAt > voice.now);
    const [last] = heldMeetings(voice, 1);
    return [
      ...(next && next.startsAt < voice.now + NEAR_MS ? [expected(voice, next)] : []),
      ...(last && last.endsAt > voice.now - NEWS_MS ? arrived(voice, last) : []),
    ];
  },
};

/** Who says so until the evening is known then: her answer alone wakes nobody. */
function expected(voice: Voice, meeting: Meeting): Occurrence {
  const dueAt = toInstant(addDays(meeting.date, -1), EVENING, voice.group.zone);
  const key = `newcomer-hint:before:${meeting.id}:${meeting.date}`;
  const expiresAt = meeting.startsAt;
  return {
    ...{ key, expiresAt },
    dueAt: dueOrLater(voice, dueAt),
    run() {
      const isComing = readExpectations(voice, meeting);
      const day = { day: meeting.date };
      for (const { id, name } of newcomers(voice, meeting).filter((one) => isComing(one.id))) {
        const text = voice.say(voice.staffLanguage(), 'hint.expected', { name, day });
        tellHint(voice, { key: `${key}:${id}`, expiresAt, text });
      }
    },
  };
}

/** Whether somebody says for the first time that she comes, or joined since the last meeting and says not no. */
function readExpectations(voice: Voice, meeting: Meeting): (member: MemberId) => boolean {
  const { store, group } = voice;
  const said = new Map(
    store.answers.rsvps(meeting.id).map(({ member, answer }) => [member, answer]),
  );
  const earlier = voice
    .meetings()
    .filter(({ status, startsAt }) => status !== 'cancelled' && startsAt < meeting.startsAt)
    .slice(-LOOK_BACK);
  const saidYes = new Set(
    earlier.flatMap(({ id }) =>
      store.answers
        .rsvps(id)
        .filter(({ answer }) => answer === 'yes')
        .map(({ member }) => member),
    ),
  );
  const lastAt = earlier.at(-1)?.startsAt ?? 0;
  return (member) => {
    const hasJoined = (store.members.joinedAt(group.id, member) ?? 0) > lastAt;
    return said.has(member)
      ? said.get(member) !== 'no' && (hasJoined || !saidYes.has(member))
      : hasJoined;
  };
}

/** A hint each for whoever came for the first time. */
function arrived(voice: Voice, meeting: Meeting): Occurrence[] {
  const present = new Set(
    voice.store.answers
      .attendance(meeting.id)
      .filter((record) => record.present)
      .map(({ member }) => member),
  );
  const dueAt = morningAfter(voice, meeting);
  return newcomers(voice, meeting)
    .filter(({ id }) => present.has(id))
    .map(({ id, name }) =>
      toHint(voice, {
        ...{ key: `newcomer-hint:after:${meeting.id}:${id}`, dueAt },
        expiresAt: dueAt + LIFETIME_MS,
        text: voice.say(voice.staffLanguage(), 'hint.arrived', { name }),
      }),
    );
}

/**
 * The mothers who had never come before a meeting, as far as is known. Whoever was there when the bot came
 * into a course that ran already has come before; in a new course everybody is new the first time.
 */
function newcomers(voice: Voice, meeting: Meeting): Member[] {
  const { store, group } = voice;
  const firstDay = toLocal(group.createdAt, group.zone).date;
  const isNewCourse = group.starts !== null && group.starts > firstDay;
  const hasMet = voice
    .meetings()
    .some(({ status, startsAt }) => status === 'held' && startsAt < meeting.startsAt);
  const maybeOld = new Set(store.twins.openIn(group.id).map(({ newer }) => newer));
  const wasThere = (id: MemberId): boolean => {
    const joinedAt = store.members.joinedAt(group.id, id) ?? 0;
    return store.members.countIds(id) > 0 && toLocal(joinedAt, group.zone).date <= firstDay;
  };
  return membersOfRole(voice, 'mother').filter(
    ({ id }) =>
      !maybeOld.has(id) &&
      (!wasThere(id) || (isNewCourse && hasMet)) &&
      store.answers.timesCame(group.id, id, meeting.startsAt) === 0,
  );
}
