/** The cast and lines of the demo, from `demo-course.json`, and chance by a seed. Used by `demo*.ts`. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { weekdayOf } from '../calendar.ts';
import type { Answer, LocalDate, LocalTime, Role } from '../types.ts';

/** What somebody means to say: an answer, or coming late. */
export type Meant = Answer | 'late';
export type LineKind = Meant | 'again' | 'away' | 'question' | 'chatter';
export type WeekEvent = 'none' | 'question' | 'away' | 'move' | 'cancel';

export interface CastMember {
  readonly name: string;
  readonly role: Role;
  /** Kinds of lines she writes: a language, or `mixed`. */
  readonly writes: readonly string[];
  /** The week in which she joins; absent: from the beginning. */
  readonly joins?: number;
}

export interface WeekPlan {
  readonly title: string;
  readonly event: WeekEvent;
}

export interface Course {
  /** A Monday. */
  readonly begins: LocalDate;
  readonly group: Readonly<Record<'name' | 'weekday' | 'start' | 'end' | 'place', string>> &
    Readonly<Record<string, string>>;
  readonly members: readonly CastMember[];
  readonly weeks: readonly WeekPlan[];
  readonly laterWeeks: readonly WeekPlan[];
  readonly commands: Readonly<
    Record<
      'start' | 'who' | 'move' | 'cancel' | 'attendance' | 'attendanceAll' | 'attendanceExcept',
      string
    >
  >;
  readonly move: { readonly days: number; readonly start: LocalTime; readonly end: LocalTime };
  readonly when: Readonly<Record<string, Readonly<Record<'today' | 'tomorrow' | 'later', string>>>>;
  readonly lines: Readonly<Record<string, Readonly<Record<LineKind, readonly string[]>>>>;
  readonly replies: Readonly<Record<string, Readonly<Record<Meant, readonly string[]>>>>;
  readonly reactions: Readonly<Record<'yes' | 'no', readonly string[]>>;
}

/** Reads the course that lies beside this file. */
export function loadCourse(): Course {
  const file = join(import.meta.dirname, 'demo-course.json');
  return JSON.parse(readFileSync(file, 'utf8')) as Course;
}

/** Chance that is the same for the same seed. */
export interface Chance {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  happens(probability: number): boolean;
  /** A whole number of a range, both ends included. */
  between(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
  /** One that was not picked yet, as long as there are any. */
  pickFresh(list: readonly string[]): string;
}

/** Mulberry32: small, and good enough for telling stories. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) {
      throw new Error('Nothing to pick from');
    }
    return list[Math.floor(next() * list.length)] as T;
  };
  const picked = new Set<string>();
  return {
    next,
    happens: (probability) => next() < probability,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick,
    pickFresh(list) {
      const fresh = list.filter((text) => !picked.has(text));
      const found = pick(fresh.length > 0 ? fresh : list);
      picked.add(found);
      return found;
    },
  };
}

/** What a line is said on and about. */
export interface Occasion {
  readonly meeting: LocalDate;
  readonly today: LocalDate;
  /** Half an hour after the meeting's start. */
  readonly late: LocalTime;
}

/** One of the cast's lines of a kind, its day put in as somebody would say it on that day. */
export function pickLine(
  course: Course,
  chance: Chance,
  wanted: { readonly from: CastMember; readonly kind: LineKind; readonly occasion: Occasion },
): string {
  const { meeting, today, late } = wanted.occasion;
  const language = chance.pick(wanted.from.writes);
  const ahead = Temporal.PlainDate.from(today).until(meeting, { largestUnit: 'day' }).days;
  const nearness = ahead === 0 ? 'today' : ahead === 1 ? 'tomorrow' : 'later';
  const when = course.when[language]?.[nearness] ?? '';
  const line = chance.pickFresh(course.lines[language]?.[wanted.kind] ?? []);
  return line
    .replace('{when}', when)
    .replaceAll('{day}', nameOfDay(language, meeting))
    .replace('{late}', late);
}

function nameOfDay(language: string, date: LocalDate): string {
  // Who mixes languages says the days in Danish.
  const tag = language === 'mixed' ? 'da' : language;
  const monday = Date.UTC(2024, 0, 1);
  const day = new Date(monday + (weekdayOf(date) - 1) * 24 * 60 * 60 * 1000);
  return new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' }).format(day);
}
