/** `/ideas`: what an afternoon could be about, by the season, the babies' age and what the group has had. */

import { daysBetween, toLocal } from '../../bot/calendar.ts';
import type { Command, Context } from '../../bot/context.ts';
import { topicName } from '../../bot/entry-name.ts';
import { fitsAge, fitsMonth, TOPICS, type Topic, topicsToCome } from '../../bot/topics.ts';
import { describeIdeas } from '../ideas.ts';
import { findEntry } from '../reading/find-entry.ts';
import { fold } from '../reading/fold.ts';
import { wordsOf } from '../reading/words.ts';
import { Refusal, tellPrivately } from './refusal.ts';
import { STAFF } from './roles.ts';

const SUGGESTIONS = 3;
/** Of each suggestion, so many ideas. */
const IDEAS = 2;
const WEEKS_A_MONTH = 52 / 12;
/** Any Monday: suggestions move on week by week from it. */
const FIRST_WEEK = '2024-01-01';
/** Older than this are no babies any more: it is a typing mistake. */
const OLDEST_MONTHS = 48;

export const ideas: Command = {
  id: 'ideas',
  roles: STAFF,
  run(ctx, { words }) {
    const age = readAge(ctx, words);
    const entry = words === '' || age !== null ? null : findEntry(ctx, 'topic', words);
    if (entry && 'id' in entry) {
      tellPrivately(ctx, describeIdeas(ctx, entry.id));
      return;
    }
    if (words !== '' && age === null) {
      const topics = TOPICS.map(({ id }) => topicName(ctx.say, ctx.language, { id }));
      throw new Refusal('error.ideas_which', { topics: topics.join(', ') });
    }
    const chosen = suggest(ctx, age).map(({ id }) => describeIdeas(ctx, id, IDEAS));
    tellPrivately(ctx, [...chosen, ctx.say(ctx.language, 'ideas.how')].join('\n\n'));
  },
};

/** "6 måneder", "8 uger", "1 år", "6": a baby's age in months; null where none is named. */
function readAge(ctx: Context, words: string): number | null {
  const [, digits, unit = ''] = /(\d{1,2})\s*([\p{L}]*)/u.exec(words) ?? [];
  if (digits === undefined) {
    return null;
  }
  const count = Number(digits);
  const isUnit = (key: Parameters<typeof wordsOf>[1]): boolean =>
    wordsOf(ctx, key).includes(fold(unit));
  const months = isUnit('words.weeks')
    ? count / WEEKS_A_MONTH
    : isUnit('words.years')
      ? count * 12
      : isUnit('words.months') || digits === words
        ? count
        : Infinity;
  return months <= OLDEST_MONTHS ? months : null;
}

/** One of the season and one made for that age first; each week others. */
function suggest(ctx: Context, age: number | null): Topic[] {
  const { date } = toLocal(ctx.now, ctx.group.zone);
  const week = Math.floor(daysBetween(FIRST_WEEK, date) / 7);
  const fits = (topic: Topic): boolean => age === null || fitsAge(topic, age);
  const open = topicsToCome(ctx).filter(fits);
  const pool =
    open.length >= SUGGESTIONS
      ? open
      : TOPICS.filter((topic) => fitsMonth(topic, Number(date.slice(5, 7))) && fits(topic));
  const isOfSeason = ({ months }: Topic): boolean => months.length > 0;
  const isOfAge = ({ ages }: Topic): boolean => age !== null && ages !== null;
  const others = pool.filter((topic) => !isOfSeason(topic));
  return [
    ...turn(pool.filter(isOfSeason), week).slice(0, 1),
    ...spread(turn(others.filter(isOfAge), week)),
    ...spread(
      turn(
        others.filter((topic) => !isOfAge(topic)),
        week,
      ),
    ),
  ].slice(0, SUGGESTIONS);
}

/** The catalogue has what is alike side by side: from its two halves by turns. */
function spread(topics: readonly Topic[]): Topic[] {
  const half = Math.ceil(topics.length / 2);
  return topics
    .slice(0, half)
    .flatMap((topic, index) => [topic, ...topics.slice(half + index).slice(0, 1)]);
}

/** A list from another beginning. */
function turn(topics: readonly Topic[], by: number): Topic[] {
  const at = topics.length === 0 ? 0 : by % topics.length;
  return [...topics.slice(at), ...topics.slice(0, at)];
}
