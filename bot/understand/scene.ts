/**
 * The world of a message in whole days and minutes: what day it is, and which meetings are meant.
 * Made once a message by `understand`; the meetings are only looked at when there is something to say.
 * It must never know a word of the message.
 */

import type { World, WorldMeeting } from '../types.ts';
import { parseDay, parseMinutes } from './day-numbers.ts';
import type { Span } from './items.ts';

export interface MeetingDay {
  readonly day: number;
  /** Minutes since midnight. */
  readonly start: number;
  readonly end: number;
  readonly cancelled: boolean;
  readonly movedFrom: number | null;
}

export interface Scene {
  /** Day number and minute at which it was sent, local. */
  readonly today: number;
  readonly minute: number;
  /** The meeting of the reminder that it answers. */
  readonly reply: number | null;
  readonly first: () => number;
  readonly meetings: () => readonly MeetingDay[];
  /** Those that can still be come to. */
  readonly open: () => readonly MeetingDay[];
}

/** The scene of a message. */
export function makeScene(world: World): Scene {
  const today = parseDay(world.sentDate);
  const minute = parseMinutes(world.sentTime);
  let meetings: readonly MeetingDay[] | null = null;
  let open: readonly MeetingDay[] | null = null;
  let first: number | null = null;
  const all = () => {
    meetings ??= world.meetings.map(readMeeting);
    return meetings;
  };
  return {
    today,
    minute,
    reply: world.replyTo === undefined ? null : parseDay(world.replyTo),
    first: () => {
      first ??= all().some(({ day, end }) => day === today && minute >= end) ? today + 1 : today;
      return first;
    },
    meetings: all,
    open: () => {
      open ??= all().filter(
        ({ cancelled, day, end }) => !cancelled && (day > today || (day === today && minute < end)),
      );
      return open;
    },
  };
}

function readMeeting(meeting: WorldMeeting): MeetingDay {
  return {
    day: parseDay(meeting.date),
    start: parseMinutes(meeting.start),
    end: parseMinutes(meeting.end),
    cancelled: meeting.cancelled === true,
    movedFrom: meeting.movedFrom === undefined ? null : parseDay(meeting.movedFrom),
  };
}

/** Meetings that can still be come to: not cancelled, not over. */
export function openMeetings(scene: Scene): readonly MeetingDay[] {
  return scene.open();
}

/** The meeting that is meant where no day is named. */
export function usualMeeting(scene: Scene): MeetingDay | null {
  if (scene.reply !== null) {
    return scene.meetings().find(({ day }) => day === scene.reply) ?? null;
  }
  return openMeetings(scene)[0] ?? null;
}

/** Whether there is a meeting today that is not over. */
export function isMeetingDay(scene: Scene): boolean {
  return openMeetings(scene)[0]?.day === scene.today;
}

/** The first day on which a meeting can still be: tomorrow once today's is over. */
export function firstDay(scene: Scene): number {
  return scene.first();
}

/** The open meetings on the days that were named. */
export function meetingsIn(span: Span, scene: Scene): readonly MeetingDay[] {
  const open = openMeetings(scene);
  if (span.past || span.broken) {
    return [];
  }
  const fitting = open.filter(({ start }) => isInPart(start, span.part));
  if (span.kind === 'count') {
    return fitting
      .filter(({ day }) => span.weekday === undefined || (day + 3) % 7 === span.weekday - 1)
      .slice(0, span.count ?? 1);
  }
  const inside = fitting.filter(({ day }) => day >= span.from && day <= span.to);
  if (span.kind === 'weekdays') {
    return inside.filter(({ day }) => (day + 3) % 7 === (span.weekday ?? 1) - 1);
  }
  return inside;
}

/** Whether a named day is one that a meeting was moved away from, so that it is not clear what is meant. */
export function isMovedAway(span: Span, scene: Scene): boolean {
  return (
    span.kind === 'day' &&
    !span.past &&
    scene.meetings().some(({ movedFrom, cancelled }) => !cancelled && movedFrom === span.from) &&
    !scene.meetings().some(({ day, cancelled }) => !cancelled && day === span.from)
  );
}

function isInPart(minute: number, part: Span['part']): boolean {
  return part === undefined || (minute >= part[0] && minute < part[1]);
}
