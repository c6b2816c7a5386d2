/**
 * The shipped catalogue of topics for an afternoon, and who could come to tell about them. Pure; asked by
 * commands and flows. Its words for people are in `locales/` under `topic.<id>` and `visitor.<id>`.
 */

import shipped from '../data/shipped/topics.json' with { type: 'json' };
import { toLocal } from './calendar.ts';
import type { Voice } from './context.ts';
import type { Meeting } from './types.ts';

export interface Topic {
  readonly id: string;
  /** Who could come to tell about it. */
  readonly visitors: readonly string[];
  /** The months (1 to 12) it is for; empty: any. */
  readonly months: readonly number[];
  /** From and to how many months of age a baby gets most out of it; null: any. */
  readonly ages: readonly number[] | null;
}

/** In the order in which they are asked about. */
export const TOPICS: readonly Topic[] = shipped.topics;
export const VISITORS: readonly string[] = shipped.visitors;

/** Whether a topic is for this month of the year. */
export function fitsMonth({ months }: Topic, month: number): boolean {
  return months.length === 0 || months.includes(month);
}

/** Whether a topic is for babies of so many months. */
export function fitsAge({ ages }: Topic, months: number): boolean {
  const [from = 0, to = Infinity] = ages ?? [];
  return months >= from && months <= to;
}

/** The topics for the present season that the group has neither had nor planned in this course, those of the season first. */
export function topicsToCome(voice: Pick<Voice, 'group' | 'meetings' | 'now'>): Topic[] {
  const month = Number(toLocal(voice.now, voice.group.zone).date.slice(5, 7));
  const had = topicsHad(voice);
  const open = TOPICS.filter((topic) => fitsMonth(topic, month) && !had.has(topic.id));
  return [
    ...open.filter(({ months }) => months.length > 0),
    ...open.filter(({ months }) => months.length === 0),
  ];
}

function topicsHad(voice: Pick<Voice, 'group' | 'meetings'>): ReadonlySet<string> {
  const { starts } = voice.group;
  return new Set(
    voice
      .meetings()
      .filter(({ date, status }) => status !== 'cancelled' && (starts === null || date >= starts))
      .flatMap(({ topic }) => (topic && 'id' in topic ? [topic.id] : [])),
  );
}

/** The first meeting that has not begun, takes place and has no topic yet. */
export function nextFreeMeeting(voice: Pick<Voice, 'meetings' | 'now'>): Meeting | undefined {
  return meetingsToCome(voice).find(({ topic }) => topic === null);
}

/** The meetings that have not begun and take place. */
export function meetingsToCome(voice: Pick<Voice, 'meetings' | 'now'>): Meeting[] {
  return voice
    .meetings()
    .filter(({ startsAt, status }) => startsAt > voice.now && status !== 'cancelled');
}
