/** A topic of the catalogue as volunteers read it: what to do, what to prepare, who could come. */

import type { Context, SayKey } from '../bot/context.ts';
import { topicName, visitorName } from '../bot/entry-name.ts';
import { TOPICS } from '../bot/topics.ts';

/** So many ideas of a topic are there. */
export const ALL_IDEAS = 3;

/** Its name, so many of its ideas a line each, what to prepare, and who could come. */
export function describeIdeas(ctx: Context, id: string, ideas = ALL_IDEAS): string {
  const { say, language } = ctx;
  // The ids of the shipped catalogue and the texts' keys are kept equal by a test.
  const text = (part: 'ideas' | 'prepare'): string =>
    say(language, `topic.${id}.${part}` as SayKey);
  const visitors = TOPICS.find((topic) => topic.id === id)?.visitors ?? [];
  return [
    say(language, 'ideas.title', { topic: topicName(say, language, { id }) }),
    ...text('ideas')
      .split('\n')
      .slice(0, ideas)
      .map((idea) => `• ${idea}`),
    say(language, 'ideas.prepare', { text: text('prepare') }),
    ...(visitors.length > 0
      ? [
          say(language, 'ideas.visitors', {
            visitors: visitors
              .map((visitor) => visitorName(say, language, { id: visitor }))
              .join(' / '),
          }),
        ]
      : []),
  ].join('\n');
}
